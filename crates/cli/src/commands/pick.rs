//! `weigh pick`.

use super::compare::question;
use super::{answer, answer_with};
use crate::arguments::{Format, Pick};
use crate::failure::Failure;
use crate::open;
use crate::print;
use std::mem::ManuallyDrop;
use std::sync::Arc;
use weigh_catalog::{Catalog, Model, ModelId, Route};
use weigh_compare::{By, Unknown};
use weigh_render::Options;
use weigh_render::gather::{PICKED_SHOWN, PickAsked, Picked, Thing, index_name, source_notes, thing};
use weigh_render::json_v1;
use weigh_render::sections::Tails;
use weigh_render::show::{Around, PickPage, explain_page, pick_page, pick_table};

/// Runs the command.
pub(crate) fn run(arguments: &Pick) -> Result<(), Failure> {
    let (workload, needs) = question(&arguments.question)?;
    // The process ends with its answer: taking apart what it held, piece by piece, would take a tenth of its time.
    let catalog = ManuallyDrop::new(open::catalog(&arguments.common)?);
    let unknown = Unknown::named(&arguments.unknown).unwrap_or_default();
    let by = By::named(&arguments.by).unwrap_or_default();
    let most = if arguments.all { usize::MAX } else { PICKED_SHOWN };
    // Only programs read evidence of rows that people find without.
    let is_read_by_programs = arguments.common.format() == Format::Json && arguments.explain.is_none();
    let shown = if is_read_by_programs { most } else { PICKED_SHOWN };
    let asked = PickAsked { workload, needs, unknown, benchmark: arguments.benchmark.clone(), by, shown };
    let mut picked = Picked::new(&catalog, asked)?;
    let explained = arguments.explain.as_deref().map(|text| route(&catalog, text)).transpose()?;
    if let Some((model, _)) = &explained {
        picked = picked.with(model);
    }
    let picked = ManuallyDrop::new(picked);
    let (index, sources) = (catalog.index()?, source_notes(&catalog)?);
    let name_of = |id: &ModelId| index_name(index, id);
    let is_whole = arguments.all || arguments.common.format() == Format::Html;
    let page = PickPage {
        picked: &picked,
        around: Around { reference: &*catalog, sources: &sources, today: catalog.day() },
        name_of: &name_of,
        tails: if is_whole { Tails::Folded } else { Tails::Counted },
    };
    if let Some((model, route)) = &explained {
        let json = || json_v1::to_text(&json_v1::explained(page, &route.id));
        return answer(&arguments.common, &explain_page(page, model, route), json);
    }
    let options = Options { all: arguments.all, ..print::options(&arguments.common) };
    let json = || json_v1::to_text(&json_v1::pick(page, most));
    let document = if arguments.common.format() == Format::Csv { pick_table(page) } else { pick_page(page) };
    answer_with(&options, &arguments.common, &document, json)
}

/// A route by its id, or as people name one.
fn route(catalog: &Catalog, text: &str) -> Result<(Arc<Model>, Box<Route>), Failure> {
    match thing(catalog, text)? {
        Thing::Route(model, route) => Ok((model, route)),
        _ => Err(Failure::input(format!("`{text}` is no route")).hint("name one as `lab/model@provider`")),
    }
}
