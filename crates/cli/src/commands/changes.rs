//! `weigh changes`.

use super::answer_with;
use crate::arguments::{Changes, Format};
use crate::failure::Failure;
use crate::open;
use crate::print;
use rust_decimal::Decimal;
use weigh_catalog::{Catalog, ModelId, ProviderId};
use weigh_compare::change::{Change, KINDS};
use weigh_render::Options;
use weigh_render::gather::{ChangesAsked, changes_since, corrections, index_name, model_id, source_notes};
use weigh_render::json_v1;
use weigh_render::show::{Around, ChangesPage, changes_page, changes_table};

/// Runs the command.
pub(crate) fn run(arguments: &Changes) -> Result<(), Failure> {
    let catalog = open::catalog(&arguments.common)?;
    let mut asked = asked(arguments, &catalog)?;
    let all: Vec<Change> = match &arguments.against {
        Some(path) => {
            let older = path.as_deref().map_or_else(open::replaced, open::other)?;
            asked.since = older.day();
            corrections(&older, &catalog, &asked)?
        }
        None => changes_since(&catalog, &asked)?,
    };
    let (index, sources) = (catalog.index()?, source_notes(&catalog)?);
    let name_of = |id: &ModelId| index_name(index, id);
    let page = ChangesPage {
        changes: &all,
        asked: &asked,
        is_same_day: arguments.against.is_some(),
        around: Around { reference: &catalog, sources: &sources, today: catalog.day() },
        name_of: &name_of,
    };
    let document = if arguments.common.format() == Format::Csv { changes_table(page) } else { changes_page(page) };
    let options = Options { all: arguments.all, ..print::options(&arguments.common) };
    let json = || json_v1::to_text(&json_v1::changes(&all, asked.since, catalog.day(), &name_of));
    answer_with(&options, &arguments.common, &document, json)
}

fn asked(arguments: &Changes, catalog: &Catalog) -> Result<ChangesAsked, Failure> {
    let since = arguments.since.unwrap_or_else(|| ChangesAsked::usual_since(catalog.day()));
    Ok(ChangesAsked {
        models: arguments.models.iter().map(|text| model_id(catalog, text)).collect::<Result<_, _>>()?,
        providers: arguments.providers.iter().filter_map(|id| ProviderId::new(&id.to_lowercase()).ok()).collect(),
        kinds: KINDS.into_iter().filter(|kind| arguments.kinds.iter().any(|asked| asked == kind)).collect(),
        least: arguments.least.unwrap_or(Decimal::ZERO),
        ..ChangesAsked::since(since)
    })
}
