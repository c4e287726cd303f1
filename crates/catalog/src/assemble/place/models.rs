//! Records of models under the models they describe, and how models relate to each other.

use super::super::known::authority;
use super::super::merge::Merged;
use super::super::report::IdentityReport;
use super::super::unplaced::Aside;
use super::stated::model_named;
use super::{World, file};
use crate::evidence::{Group, Topic};
use crate::field::Field;
use crate::id::ModelId;
use crate::identity::words::PRECISIONS;
use crate::identity::{Authority, Known, Layer, Name, Registry, Resolution};
use crate::model::{Relation, RelationKind};
use crate::record::Subject;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) fn place(
    merged: &Merged,
    world: &World<'_>,
    groups: &mut BTreeMap<ModelId, Group>,
    (report, aside): (&mut IdentityReport, &mut Aside),
) {
    for ((source, handle), claims) in &merged.models {
        let is_copy = claims.of(&Field::QuantisationOf).next().is_some();
        let model = (!is_copy).then(|| model_named(source.as_str(), handle, world)).flatten();
        let exact = model.as_ref().and_then(|model| world.registry.get(model));
        let keeps_own_group = authority(source).is_some_and(|authority| authority <= Authority::ModelCatalog);
        let name = Name::read(handle);
        let fits = |model: &ModelId, known: &Known| {
            let is_same_name = known.is_called(&world.registry.canonical(&name)) && is_full_precision(&name);
            is_same_name && (groups.contains_key(model) || keeps_own_group)
        };
        let is_placed = model.as_ref().zip(exact).is_some_and(|(model, known)| fits(model, known));
        let Some(model) = model.filter(|_| is_placed) else {
            report.unreferenced += 1;
            aside.add(Subject::Model(handle.clone()), claims.clone());
            continue;
        };
        let resolution = Resolution {
            model,
            layer: Layer::Stated,
            evidence: format!("{source} names it `{handle}`"),
            rivals: Vec::new(),
            attributes: Vec::new(),
            is_exact: true,
        };
        file(groups, world, Topic::Model { handle: handle.clone() }, &resolution, claims.clone());
    }
}

/// Whether a repository's name speaks of no lower precision: such copies count their weights differently.
fn is_full_precision(name: &Name) -> bool {
    name.attributes
        .iter()
        .all(|attribute| !PRECISIONS.contains(&attribute.as_str()) || matches!(&**attribute, "bf16" | "fp16"))
}

/// Base and instruct versions, dated releases and undated names.
pub(super) fn relate(groups: &mut BTreeMap<ModelId, Group>, registry: &Registry) {
    let mut relations: Vec<(ModelId, Relation)> = Vec::new();
    let mut both = |a: &ModelId, b: &ModelId, kinds: (RelationKind, RelationKind), evidence: &str| {
        let relation = |kind, model: &ModelId| Relation { kind, model: model.clone(), evidence: Arc::from(evidence) };
        relations.push((a.clone(), relation(kinds.0, b)));
        relations.push((b.clone(), relation(kinds.1, a)));
    };
    for known in registry.known().iter().filter(|known| groups.contains_key(&known.id)) {
        if let Some(instruct) = registry.instruct_of(known).filter(|instruct| groups.contains_key(&instruct.id)) {
            let kinds = (RelationKind::InstructVersion, RelationKind::BaseModel);
            both(&known.id, &instruct.id, kinds, "the same name with and without a word for instruct");
        }
        for dated in registry.dated_of(known).filter(|dated| groups.contains_key(&dated.id)) {
            let kinds = (RelationKind::DatedRelease, RelationKind::UndatedName);
            both(&known.id, &dated.id, kinds, "the same name with and without a date");
        }
    }
    for (model, relation) in relations {
        if let Some(group) = groups.get_mut(&model) {
            group.relations.push(relation);
        }
    }
}
