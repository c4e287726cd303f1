//! `/bill`.

use super::parameter::{ON, Parameter, Place};
use super::shape::Shape;
use super::things::route;
use super::{Endpoint, of, text};
use crate::group::Group;
use weigh_render::gather::Billed;
use weigh_render::json_v1;

/// The exact bill of a workload on a route.
pub(super) const BILL: Endpoint = Endpoint {
    path: "/bill",
    id: "bill",
    summary: "What one month of traffic costs on one route, line by line, in each allowed tier, or why that is not known.",
    parameters: &[
        Group::Own(&[Parameter::query(
            "route",
            "The route: `lab/model@provider`, or its whole id.",
            Shape::Text,
            "openai/o4-mini@openai",
        )
        .at(Place::Required)]),
        Group::Workload,
        ON,
    ],
    example: "/bill?route=openai%2Fo4-mini%40openai&input=800M&output=250M&tier=standard,batch",
    schema: of::<json_v1::Bills>,
    handle: |call| {
        let (workload, _) = call.given.question()?;
        let (model, route) = route(call, call.given.text("route"))?;
        let billed = Billed::new(call.edition.catalog(), &model, &route, &workload);
        text(&json_v1::bills(&billed, call.edition.around()))
    },
};
