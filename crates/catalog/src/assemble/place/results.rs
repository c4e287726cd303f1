//! Which model each entry of a board is, if it is surely one.

use super::super::merge::{Claims, Merged};
use super::super::report::IdentityReport;
use super::super::unplaced::Aside;
use super::{World, file, has_instruct_twin};
use crate::evidence::{Group, Topic};
use crate::field::{Field, Value};
use crate::id::{BenchmarkId, ModelId, SourceId};
use crate::identity::resolve::{Asked, by_rule};
use crate::identity::{Question, Resolution};
use crate::record::Subject;
use std::collections::BTreeMap;

pub(super) fn place(
    merged: &Merged,
    world: &World<'_>,
    groups: &mut BTreeMap<ModelId, Group>,
    (report, aside): (&mut IdentityReport, &mut Aside),
) {
    for ((benchmark, entrant, settings, source), claims) in &merged.results {
        let subject =
            || Subject::Result { benchmark: benchmark.clone(), entrant: entrant.clone(), settings: settings.clone() };
        let Ok(id) = BenchmarkId::new(benchmark) else {
            aside.add(subject(), claims.clone());
            continue;
        };
        let Some(resolution) = resolve_entrant(source, entrant, claims, world) else {
            report.unresolved_entrants.entry(source.to_string()).or_default().push(entrant.to_string());
            aside.add(subject(), claims.clone());
            continue;
        };
        *report.resolved_entrants.entry(source.to_string()).or_default() += 1;
        let topic = Topic::Result { benchmark: id, entrant: entrant.clone(), settings: settings.clone() };
        file(groups, world, topic, &resolution, claims.clone());
    }
    for names in report.unresolved_entrants.values_mut() {
        names.sort();
        names.dedup();
    }
}

/// Boards that rank only models one can talk to: there an unsuffixed name is no base model.
const BOARDS_OF_TALKERS: &[&str] = &["aider", "arena", "tau2-bench"];

/// The model of a board's entry, only if it is surely that one: by the board's own `maker/name`, else by its name.
fn resolve_entrant(board: &SourceId, entrant: &str, claims: &Claims, world: &World<'_>) -> Option<Resolution> {
    let source = board.as_str();
    let hints: Vec<(String, String)> = claims
        .of(&Field::Serves)
        .filter_map(|claim| match &claim.value {
            Value::Text(text) => {
                text.split_once('/').map(|(maker, name)| (maker.trim().to_owned(), name.trim().to_owned()))
            }
            _ => None,
        })
        .collect();
    let lab = hints.iter().find_map(|(maker, _)| world.tables.lab(source, maker));
    let mut ids = vec![entrant];
    ids.extend(hints.iter().map(|(_, name)| name.as_str()));
    let kind = if BOARDS_OF_TALKERS.contains(&source) { Asked::Talker } else { Asked::Entrant };
    ids.into_iter().find_map(|id| {
        let question = Question {
            source,
            id,
            display_name: None,
            lab: lab.as_ref(),
            kind,
            has_instruct_twin: has_instruct_twin(id, world.at_board.get(board)),
            is_repository: world.repositories.contains(&id.to_lowercase()),
        };
        by_rule(&question, &world.registry, world.tables).filter(|found| found.rivals.is_empty())
    })
}
