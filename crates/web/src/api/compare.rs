//! `/compare`.

use super::parameter::{ON, Parameter, Place};
use super::shape::Shape;
use super::{Endpoint, of, text};
use crate::address::MOST_MODELS;
use crate::group::Group;
use crate::problem::Problem;
use std::sync::Arc;
use weigh_render::gather::{GatherError, Gathered, Question, model_id};
use weigh_render::json_v1;
use weigh_render::sections::Tails;

/// Two or more models compared.
pub(super) const COMPARE: Endpoint = Endpoint {
    path: "/compare",
    id: "compare",
    summary: "Two or more models compared for one month of traffic: verdict, bills, limits, capabilities, benchmarks, switching.",
    parameters: &[
        Group::Own(&[Parameter::query(
            "model",
            "A model by its id, or as people name it; given once for each.",
            Shape::Names { least: 2, most: MOST_MODELS },
            "openai/o4-mini,meta/llama-3.2-1b",
        )
        .at(Place::Required)]),
        Group::Workload,
        Group::Needs,
        ON,
    ],
    example: "/compare?model=openai%2Fo4-mini&model=meta%2Fllama-3.2-1b&input=800M&output=250M",
    schema: of::<json_v1::Comparison>,
    handle: |call| {
        let catalog = call.edition.catalog();
        let (workload, needs) = call.given.question()?;
        let models = call.given.all("model").map(|name| model_id(catalog, name)).collect::<Result<Vec<_>, _>>()?;
        let question = Question { models, workload, needs };
        let gathered = Gathered::with_sources(catalog, question, Arc::clone(call.edition.sources()));
        text(&json_v1::comparison(&gathered.map_err(senseless)?.input(Tails::Counted)))
    },
};

/// Models that make no comparison together, such as one named twice, and days in the wrong order are each understood.
pub(super) fn senseless(error: GatherError) -> Problem {
    let is_senseless = matches!(error, GatherError::Senseless(_) | GatherError::NotBefore { .. });
    let problem = Problem::from(error);
    if is_senseless { Problem { status: 422, ..problem } } else { problem }
}
