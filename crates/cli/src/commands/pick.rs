//! `weigh pick`.

use super::compare::{needs, workload};
use super::{answer, answer_with};
use crate::arguments::{Format, Pick};
use crate::failure::Failure;
use crate::open;
use crate::print;
use weigh_catalog::ModelId;
use weigh_compare::Unknown;
use weigh_render::Options;
use weigh_render::gather::{PickAsked, Picked, Thing, benchmark_id, index_name, source_notes, thing};
use weigh_render::sections::Tails;
use weigh_render::show::{Around, PickPage, explain_page, pick_page};

/// Runs the command.
pub(crate) fn run(arguments: &Pick) -> Result<(), Failure> {
    let workload = workload(&arguments.workload)?;
    let catalog = open::catalog(&arguments.common)?;
    let benchmark = arguments.benchmark.as_deref().map(|text| benchmark_id(&catalog, text)).transpose()?;
    let unknown = Unknown::ALL.into_iter().find(|unknown| unknown.id() == arguments.unknown).unwrap_or_default();
    let asked = PickAsked { workload, needs: needs(&arguments.needs), unknown, benchmark };
    let picked = Picked::new(&catalog, asked)?;
    let (index, sources) = (catalog.index()?, source_notes(&catalog)?);
    let name_of = |id: &ModelId| index_name(index, id);
    let is_whole = arguments.all || matches!(arguments.common.format(), Format::Html | Format::Csv);
    let page = PickPage {
        picked: &picked,
        around: Around { reference: &catalog, sources: &sources, today: catalog.day() },
        name_of: &name_of,
        tails: if is_whole { Tails::Folded } else { Tails::Counted },
    };
    if let Some(text) = &arguments.explain {
        let Thing::Route(model, route) = thing(&catalog, text)? else {
            return Err(Failure::input(format!("`{text}` is no route")).hint("name one as `lab/model@provider`"));
        };
        return answer(&arguments.common, &explain_page(page, &model, &route), String::new);
    }
    let options = Options { all: arguments.all, ..print::options(&arguments.common) };
    answer_with(&options, &arguments.common, &pick_page(page), String::new)
}
