//! Where to go from here: related models and other pairs.

use super::{Context, Section};
use crate::block::{Block, Inlines, Page, Target};
use crate::names;
use weigh_catalog::ModelId;

/// Where to go from here: related models and other pairs.
pub(super) const SECTION: Section = Section {
    id: "continue",
    title: "Continue comparing",
    about: "Where to go from here: related models and other pairs.",
    blocks,
};

/// Links shown at most.
const SHOWN: usize = 12;

fn blocks(context: &mut Context) -> Vec<Block> {
    let compared = context.models();
    let mut points = Vec::new();
    for entry in &context.comparison.entries {
        for neighbour in &entry.neighbours {
            if !compared.contains(&&neighbour.model) {
                points.push(pair(context, &entry.model.id, &neighbour.model, Some(neighbour.kind.label())));
            }
        }
    }
    if let Some(first) = compared.first() {
        let related = context.input.related.iter().filter(|id| !compared.contains(id));
        points.extend(related.map(|id| pair(context, first, id, None)));
    }
    points.truncate(SHOWN);
    if points.is_empty() { Vec::new() } else { vec![Block::Bullets(points)] }
}

fn pair(context: &Context, one: &ModelId, other: &ModelId, relation: Option<&str>) -> Inlines {
    let name = |id: &ModelId| {
        context.comparison.model(id).map_or_else(|| id.to_string(), |model| names::of_model(model).to_owned())
    };
    let label = format!("{} vs {}", name(one), name(other));
    let page = Page::Comparison(vec![one.to_string(), other.to_string()]);
    let link = Inlines::new().link(label, Target::Page(page)).and(": ");
    let link = match relation {
        Some(relation) => link.and(format!("{relation}; ")),
        None => link,
    };
    link.then(Inlines::code(format!("weigh compare {one} {other}")))
}
