//! Which comparisons the user means.

use crate::arguments::{Pairs as Count, Site};
use crate::failure::Failure;
use std::fs;
use std::path::Path;
use weigh_catalog::{Catalog, ModelId};
use weigh_render::gather::model_id;
use weigh_web::Edition;
use weigh_web::site::{Pairs, Wish, by_relevance};

/// Comparisons of a site nobody said more about.
const USUAL: usize = 1000;

/// What the arguments say.
pub(super) fn wish(arguments: &Site, edition: &Edition) -> Result<Wish, Failure> {
    let catalog = edition.catalog();
    let named = arguments.models.iter().map(|text| model_id(catalog, text)).collect::<Result<Vec<_>, _>>()?;
    let pairs = match &arguments.pairs_from {
        Some(path) => from_file(path, catalog)?,
        None => pairs(arguments.pairs, &named, edition)?,
    };
    if arguments.only && arguments.pairs_from.is_none() && named.is_empty() {
        return Err(Failure::input("`--only` needs models").hint("name them with `--models` or `--pairs-from`"));
    }
    Ok(Wish { pairs, only: arguments.only.then_some(named), origin: arguments.origin.clone() })
}

fn pairs(count: Option<Count>, named: &[ModelId], edition: &Edition) -> Result<Pairs, Failure> {
    let most = match count {
        Some(Count::Most(most)) => most,
        Some(Count::All) | None if !named.is_empty() => return Ok(Pairs::all(once(named))),
        Some(Count::All) => {
            return Err(Failure::input("`--pairs all` needs models")
                .cause("all pairs of all models are millions of pages")
                .hint("name the models with `--models`, or say how many with `--pairs COUNT`"));
        }
        None => USUAL,
    };
    let mut ranked = by_relevance(edition)?;
    if !named.is_empty() {
        // What is not on offer has no rank and comes last.
        ranked.retain(|id| named.contains(id));
        ranked.extend(named.iter().cloned());
    }
    Ok(Pairs::most_relevant(once(&ranked), most))
}

/// The models, each once, in their order.
fn once(models: &[ModelId]) -> Vec<ModelId> {
    let mut seen = std::collections::BTreeSet::new();
    models.iter().filter(|id| seen.insert(*id)).cloned().collect()
}

/// Two models a line; what follows `#` is for people.
fn from_file(path: &Path, catalog: &Catalog) -> Result<Pairs, Failure> {
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::input(format!("cannot read the pairs `{}`", path.display()))
            .cause(error)
            .hint("write two models a line, with a comma between them")
    })?;
    let mut pairs = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default().trim();
        if line.is_empty() {
            continue;
        }
        let place = || format!("`{}`, line {}", path.display(), number + 1);
        let two: Vec<&str> = line.split(',').map(str::trim).collect();
        let [one, two] = two.as_slice() else {
            return Err(Failure::input(format!("cannot use {}", place()))
                .cause(format!("`{line}` names {} models", two.len()))
                .hint("write two models a line, with a comma between them"));
        };
        let find =
            |text: &str| model_id(catalog, text).map_err(|error| Failure::from(error).cause(format!("in {}", place())));
        let (one, two) = (find(one)?, find(two)?);
        if one == two {
            return Err(Failure::input(format!("cannot use {}", place())).cause(format!("both are `{one}`")));
        }
        pairs.push((one, two));
    }
    Ok(Pairs::listed(pairs))
}
