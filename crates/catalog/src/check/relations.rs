//! Relations between models.

use super::{Check, Finding};
use crate::model::RelationKind;

pub(super) const EXIST: Check =
    Check::error("relations-exist", "A relation points to another model of the catalog.", |world, findings| {
        for model in &world.models {
            for relation in &model.relations {
                if relation.model == model.id || world.model(&relation.model).is_none() {
                    let what = format!("points to `{}`", relation.model);
                    findings.push(Finding::new(&model.id, relation.kind.label(), what));
                }
            }
        }
    });

/// What a relation is called from the other end; `None` where the other end need not say it.
const fn converse(kind: RelationKind) -> Option<RelationKind> {
    match kind {
        RelationKind::InstructVersion => Some(RelationKind::BaseModel),
        RelationKind::BaseModel => Some(RelationKind::InstructVersion),
        RelationKind::DatedRelease => Some(RelationKind::UndatedName),
        RelationKind::UndatedName => Some(RelationKind::DatedRelease),
        RelationKind::TunedFrom | RelationKind::OtherPrecision => None,
    }
}

pub(super) const MUTUAL: Check = Check::error(
    "relations-mutual",
    "What is the base of one model has it as its instruct version, and the like with dated releases.",
    |world, findings| {
        for model in &world.models {
            for relation in &model.relations {
                let Some((other, kind)) = world.model(&relation.model).zip(converse(relation.kind)) else { continue };
                if !other.relations.iter().any(|back| back.model == model.id && back.kind == kind) {
                    let what = format!("`{}` does not call it its {}", relation.model, kind.label());
                    findings.push(Finding::new(&model.id, relation.kind.label(), what));
                }
            }
        }
    },
);
