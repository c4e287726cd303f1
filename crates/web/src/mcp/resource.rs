//! Resources: what can be read by an address of its own.

use super::brief::full;
use super::tool::show::of_model;
use crate::edition::Edition;
use crate::problem::{Problem, shortened};
use percent_encoding::percent_decode_str;
use weigh_catalog::ModelId;
use weigh_render::gather::{GatherError, model, model_id};
use weigh_render::show::list;

/// The address of the list of sources.
pub const SOURCES: &str = "weigh://sources";

/// The addresses of models.
pub const MODEL_TEMPLATE: &str = "weigh://model/{lab}/{model}";

const MODEL: &str = "weigh://model/";

/// The Markdown behind an address.
///
/// # Errors
/// A [`Problem`] with status 404 that names the nearest, or 500 for a damaged catalog.
pub fn read(edition: &Edition, uri: &str) -> Result<String, Problem> {
    if uri == SOURCES {
        return Ok(full(&list::sources(edition.sources(), edition.day())));
    }
    let unknown = || {
        Problem::new(404, format!("no resource `{}`", shortened(uri)))
            .hint(format!("resources are {SOURCES} and {MODEL_TEMPLATE}"))
    };
    let name = uri.strip_prefix(MODEL).ok_or_else(unknown)?;
    let name = percent_decode_str(name).decode_utf8().map_err(|_| unknown())?;
    let id = ModelId::new(&name).map_err(|_| unknown())?;
    match model(edition.catalog(), &id) {
        Ok(model) => Ok(full(&of_model(edition, &model))),
        Err(error @ GatherError::Damaged(_)) => Err(error.into()),
        Err(_) => {
            Err(near(edition, &id).map_or_else(unknown, |near| unknown().hint(format!("did you mean {MODEL}{near}?"))))
        }
    }
}

/// The model that the command line would take the id for, or the nearest.
fn near(edition: &Edition, id: &ModelId) -> Option<ModelId> {
    match model_id(edition.catalog(), id.as_str()) {
        Ok(found) => Some(found),
        Err(GatherError::UnknownModel { nearest, .. }) => nearest.into_iter().next(),
        Err(GatherError::AmbiguousModel { candidates, .. }) => candidates.into_iter().next(),
        Err(_) => None,
    }
}
