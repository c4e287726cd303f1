//! What sources say themselves about which model a name means.

use super::super::merge::{Claims, RouteKey};
use super::World;
use super::routes::moves;
use crate::field::{Field, Value};
use crate::id::ModelId;
use crate::identity::resolve::{Asked, by_rule};
use crate::identity::{Layer, Name, Question, Resolution};

/// The model a source says a route is, if we know that model, and whether we say so ourselves. An alias that moves is
/// resolved as of its last reading.
pub(super) fn stated(key: &RouteKey, claims: &Claims, world: &World<'_>) -> Option<(bool, Resolution)> {
    let mut statements: Vec<_> =
        claims.iter().filter(|(field, _)| matches!(field, Field::Serves | Field::WeightsAt | Field::AliasOf)).collect();
    statements.sort_by_key(|(field, claim)| {
        (statement_rank(field, claim.source.as_str()), std::cmp::Reverse((claim.last_seen, claim.holds_from())))
    });
    let is_alias = key.id.starts_with('~');
    statements.into_iter().find_map(|(field, claim)| {
        let source = claim.source.as_str();
        let own_name = *field == Field::Serves && source == "openrouter" && !is_alias;
        let Value::Text(text) = &claim.value else { return None };
        let model = (!own_name).then(|| model_named(source, text, world)).flatten()?;
        let when = if moves(&key.id) { format!(", as read on {}", claim.last_seen) } else { String::new() };
        let resolution = Resolution {
            model,
            layer: Layer::Stated,
            evidence: format!("{source} says so: `{text}` ({field}){when}"),
            rivals: Vec::new(),
            attributes: Name::read(&key.id).attributes,
            is_exact: false,
        };
        Some((matches!(source, "curated" | "overlay"), resolution))
    })
}

fn statement_rank(field: &Field, source: &str) -> usize {
    match (source, field) {
        ("overlay", _) => 0,
        ("curated", _) => 1,
        (_, Field::Serves) => 2,
        (_, Field::AliasOf) => 3,
        _ => 4,
    }
}

/// A known model by a source's `maker/name`.
pub(super) fn model_named(source: &str, text: &str, world: &World<'_>) -> Option<ModelId> {
    let (maker, name) = text.trim_start_matches('~').split_once('/')?;
    let lab = world.tables.lab(source, maker.trim())?;
    let question = Question {
        source,
        id: name,
        display_name: None,
        lab: Some(&lab),
        kind: Asked::OwnRoute,
        has_instruct_twin: true,
        is_repository: true,
    };
    let exact = world.registry.exact(&Name::read(name));
    let own = exact.into_iter().find(|known| known.lab == lab).map(|known| known.id.clone());
    own.or_else(|| {
        by_rule(&question, &world.registry, world.tables)
            .filter(|found| found.model.lab() == lab.as_str())
            .map(|found| found.model)
    })
}
