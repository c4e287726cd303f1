//! One sentence for each kind of finding. No finding, no sentence; no adjective without a measure.
//!
//! Each file has the sentences of one group of [`What`]. [`kind::of`] matches exhaustively, so a new kind of finding does not
//! compile until it has a name, and the test over all kinds fails until it has a sentence.

pub mod bill;
pub mod check;
mod cost;
pub mod gain;
pub mod kind;
mod limits;
pub mod missing;
pub mod needs;
mod quality;
mod standing;
mod switching;
pub mod verdict;

use crate::block::{Cite as Number, Inlines};
use crate::evidence::Ledger;
use crate::format;
use crate::names::Names;
use weigh_catalog::Listing;
use weigh_compare::{Cite, Comparison, Finding, What};

/// A finding as a sentence with its citations and marks.
pub fn finding(comparison: &Comparison, ledger: &mut Ledger, finding: &Finding) -> Inlines {
    let numbers = numbers(comparison, ledger, &finding.cites);
    let marks = ledger.marks(&numbers);
    Inlines::value(sentence(Names(comparison), &finding.what), numbers).then(marks)
}

/// The evidence numbers of citations, each once, ascending.
pub fn numbers(comparison: &Comparison, ledger: &mut Ledger, cites: &[Cite]) -> Vec<Number> {
    let mut numbers = Vec::with_capacity(cites.len());
    for cite in cites {
        let number = number(comparison, ledger, cite);
        if !numbers.contains(&number) {
            numbers.push(number);
        }
    }
    numbers.sort_unstable();
    numbers
}

/// The evidence number of one citation; a list of routes or results counts as evidence in words.
pub fn number(comparison: &Comparison, ledger: &mut Ledger, cite: &Cite) -> Number {
    if let Some(number) = ledger.known(cite) {
        return number;
    }
    let number = first_number(comparison, ledger, cite);
    ledger.remember(cite.clone(), number);
    number
}

/// The number of a citation that the page has not had yet.
fn first_number(comparison: &Comparison, ledger: &mut Ledger, cite: &Cite) -> Number {
    let subject = Names(comparison).subject_id(cite);
    let name = || Names(comparison).subject(cite);
    match cite {
        Cite::Model(_, field)
        | Cite::Route(_, field)
        | Cite::Provider(_, field)
        | Cite::Licence(_, field)
        | Cite::Benchmark(_, field)
        | Cite::Result { field, .. } => {
            let fresh_days = comparison.fresh_days(cite);
            let number = ledger.cite_even_unknown(&subject, name, field, fresh_days, || comparison.fact(cite));
            if let Some(within) = Names(comparison).within(cite) {
                ledger.place_within(number, within);
            }
            number
        }
        Cite::Routes(id) => ledger.cite_stated(&subject, name, || routes_in_words(comparison, id)),
        Cite::Results(id) => ledger.cite_stated(&subject, name, || results_in_words(comparison, id)),
        Cite::Relation(id, other) => ledger.cite_stated(&subject, name, || relation_in_words(comparison, id, other)),
    }
}

fn routes_in_words(comparison: &Comparison, id: &weigh_catalog::ModelId) -> String {
    let Some(model) = comparison.model(id) else { return "not in the catalog".to_owned() };
    let live = model.live_routes().count();
    let withdrawn = model.routes.iter().filter(|route| matches!(route.listing, Listing::Withdrawn(_))).count();
    let rest = model.routes.len() - live - withdrawn;
    format!(
        "{} listed on {}: {live} on offer, {withdrawn} withdrawn, {rest} undecided or not yet on offer; listed under Where to run",
        format::counted(model.routes.len(), "route", "routes"),
        model.as_of
    )
}

fn results_in_words(comparison: &Comparison, id: &weigh_catalog::ModelId) -> String {
    let Some(model) = comparison.model(id) else { return "not in the catalog".to_owned() };
    let mut names: Vec<String> =
        model.results.iter().map(|result| Names(comparison).benchmark(&result.benchmark)).collect();
    names.sort();
    names.dedup();
    let results = format::counted(model.results.len(), "result", "results");
    if names.is_empty() {
        format!("{results} known on {}", model.as_of)
    } else {
        format!("{results}: {}", names.join(", "))
    }
}

fn relation_in_words(comparison: &Comparison, id: &weigh_catalog::ModelId, other: &weigh_catalog::ModelId) -> String {
    let relation =
        comparison.model(id).and_then(|model| model.relations.iter().find(|relation| relation.model == *other));
    relation.map_or_else(
        || "no relation known".to_owned(),
        |relation| format!("{}: {}", relation.kind.label(), relation.evidence),
    )
}

/// A finding as a sentence without citations.
pub fn sentence(names: Names, what: &What) -> String {
    let groups =
        [cost::sentence, quality::sentence, limits::sentence, standing::sentence, switching::sentence, needs::sentence];
    groups.iter().find_map(|group| group(names, what)).unwrap_or_default()
}

/// The noun for a limit.
pub(crate) fn limit(field: &weigh_catalog::Field) -> String {
    crate::evidence::lowercase_first(crate::label::field(field))
}

/// What a licence says of commercial use.
pub const fn commercial(used: weigh_catalog::CommercialUse) -> &'static str {
    standing::commercial(used)
}

/// `, in 7 months`: how long until a day ahead.
pub fn months_left(months: u32) -> String {
    standing::left(months)
}

/// What a margin is made from.
pub const fn margin(basis: weigh_compare::MarginBasis) -> &'static str {
    quality::basis(basis)
}

/// Why two scores are not subtracted.
pub const fn why_not(why: weigh_compare::WhyNot) -> &'static str {
    quality::why_not(why)
}

/// The words for a capability inside a sentence.
pub fn capability(capability: weigh_catalog::Capability) -> String {
    limits::capability(capability)
}

#[cfg(test)]
mod tests;
