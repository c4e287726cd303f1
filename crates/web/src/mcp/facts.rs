//! Facts in one line each: the value, who says so, when it was read, and how many others agree or do not.

use std::sync::Arc;
use weigh_catalog::claim::Claim;
use weigh_catalog::{BenchmarkResult, Fact, Facts, Field, Rate, Value};
use weigh_render::block::{Block, Document, Inline, Inlines};
use weigh_render::evidence::{Role, is_stale, roles};
use weigh_render::format;
use weigh_render::label;
use weigh_render::show::Around;
use weigh_render::source::name_of;

/// Contradicting claims named in one line before the rest is counted.
const NAMED: usize = 2;

/// Puts one line for each fact in the place of a section's folded claims.
pub(super) fn in_short(
    document: &mut Document,
    section: &str,
    facts: &Facts,
    fresh_days: impl Fn(&Field) -> Option<u32>,
    around: Around,
) {
    let points = facts.iter().map(|(field, fact)| point(field, fact, fresh_days(field), around));
    replace(document, section, points.collect());
}

/// The same for prices.
pub(super) fn rates_in_short(
    document: &mut Document,
    section: &str,
    rates: &[Arc<Rate>],
    fresh_days: Option<u32>,
    around: Around,
) {
    let points = rates.iter().map(|rate| {
        let field = Field::Rate(rate.key.clone());
        point(&field, &rate.amount.filter_map(|amount| Some(Value::Amount(*amount))), fresh_days, around)
    });
    replace(document, section, points.collect());
}

/// The same for benchmark results: the score and who says so.
pub(super) fn results_in_short(document: &mut Document, section: &str, results: &[BenchmarkResult], around: Around) {
    let points = results.iter().map(|result| {
        let board = around.reference.benchmark(&result.benchmark);
        let name = board.map_or_else(|| result.benchmark.to_string(), |benchmark| benchmark.name.clone());
        let settings = if result.settings.is_empty() { String::new() } else { format!(", {}", result.settings) };
        let fact = result.facts.get(&Field::Score);
        let score = result.score().map_or_else(|| "unknown".to_owned(), format::score);
        let own = if result.is_self_reported() == Some(true) { ", self-reported" } else { "" };
        Inlines::new().strong(name).and(format!("{settings}: {score}{own}{}", behind(&Field::Score, fact, around)))
    });
    replace(document, section, points.collect());
}

fn replace(document: &mut Document, section: &str, points: Vec<Inlines>) {
    let found = document.sections.iter_mut().find(|one| one.id == section);
    if let Some(section) = found.filter(|_| !points.is_empty()) {
        section.blocks = vec![Block::Bullets(points)];
    }
}

fn point(field: &Field, fact: &Fact<Value>, fresh_days: Option<u32>, around: Around) -> Inlines {
    let value = fact.value().map_or_else(|| "unknown".to_owned(), |value| label::value(field, value));
    let mut words = Inlines::new().strong(label::field(field)).and(format!(": {value}"));
    if fact.is_disputed() {
        words = words.then([Inline::Disputed]);
    }
    if fact.claim().is_some_and(|claim| is_stale(claim, around.today, fresh_days)) {
        words = words.then([Inline::Stale]);
    }
    words.and(behind(field, fact, around))
}

/// ` (models.dev, read 2026-09-28; 3 others agree; LiteLLM, read 2026-11-12, says 128k: overruled)`.
fn behind(field: &Field, fact: &Fact<Value>, around: Around) -> String {
    let who = |claim: &Claim<Value>| format!("{}, read {}", name_of(around.sources, &claim.source), claim.last_seen);
    let mut parts: Vec<String> =
        roles(fact).filter(|(role, _)| *role == Role::Chosen).map(|(_, claim)| who(claim)).collect();
    let agree = roles(fact).filter(|(role, _)| *role == Role::Agrees).count();
    if agree > 0 {
        parts.push(format::counted(agree, "other claim agrees", "other claims agree"));
    }
    let mut others: Vec<String> = roles(fact)
        .filter(|(role, _)| matches!(role, Role::Overruled | Role::Contradicts))
        .map(|(role, claim)| format!("{}, says {}: {}", who(claim), label::value(field, &claim.value), role.label()))
        .collect();
    others.dedup();
    let more = others.len().saturating_sub(NAMED);
    parts.extend(others.into_iter().take(NAMED));
    if more > 0 {
        parts.push(format!("{} otherwise", format::counted(more, "more says", "more say")));
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}
