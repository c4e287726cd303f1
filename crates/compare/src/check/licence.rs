//! Licence: the same as when it was decided on.

use super::bounds::Bounds;
use super::{Bound, Case, Finding, Idle, Level, Problem};
use crate::cite::Cite;
use crate::query::{Parameter, Shape, yes};
use std::sync::Arc;
use weigh_catalog::Field;

pub(super) const BOUND: Bound = Bound {
    id: "licence",
    name: "licence",
    rule: "the model's licence is the one that was locked; that no source states one any more is a warning",
    help: "Read the new licence, then accept it by locking again with `weigh check --lock`.",
    parameters: &[Parameter {
        name: "licence-change",
        about: "Whether the licence may change against the locked one; no if left out.",
        label: "The licence may change",
        shape: Shape::Flag,
        example: "yes",
        set: |bounds: &mut Bounds, given| {
            bounds.licence_change = given.flag()?;
            Ok(())
        },
        get: |bounds| yes(bounds.licence_change),
    }],
    usual: &["false"],
    judge,
};

fn judge(case: &Case<'_>) -> Result<Vec<Finding>, Idle> {
    if case.given.asked.bounds.licence_change {
        return Err(Idle::Off);
    }
    let (model, _) = case.route()?;
    let before: Option<Arc<str>> = case.locked()?.before.facts.value(&Field::Licence);
    let after: Option<Arc<str>> = model.facts.value(&Field::Licence);
    // Two spellings of one licence are no change.
    let id = |name: &str| {
        case.given.reference.licence(name).map_or_else(|| name.to_lowercase(), |licence| licence.id.to_string())
    };
    let Some(before) = before.filter(|before| after.as_deref().map(id) != Some(id(before))) else {
        return Ok(Vec::new());
    };
    let level = if after.is_some() { Level::Error } else { Level::Warning };
    let cites = vec![Cite::Model(model.id.clone(), Field::Licence)];
    Ok(vec![Finding::new(level, Problem::Licence { before, after }, cites)])
}
