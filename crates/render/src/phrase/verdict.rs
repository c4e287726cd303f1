//! Sentences of a verdict: what it says, how strong it is, what would flip it.

use super::{gain, missing, standing};
use crate::format;
use crate::names::{Names, total};
use std::fmt::Write as _;
use weigh_catalog::{ModelId, Usd};
use weigh_compare::Finding;
use weigh_compare::verdict::{Flip, Strength, Verdict, VerdictKind, Weakness};

/// How many gains a headline names before it counts the rest.
const NAMED: usize = 4;

/// What the verdict says.
pub fn headline(names: Names, verdict: &Verdict) -> String {
    match &verdict.kind {
        VerdictKind::Dominates { better, worse } => format!(
            "{} is the better choice for this workload: in nothing known is it worse than {}, and it has {}.",
            names.model(better),
            names.model(worse),
            gains(names, better, &verdict.reasons)
        ),
        VerdictKind::DominatesAll { better, others } => format!(
            "{} is the better choice for this workload: in nothing known is it worse than {}.",
            names.model(better),
            models(names, others)
        ),
        VerdictKind::Choice { among } => format!(
            "A choice {} {}: each is better than the {} at something. Cheapest: {}.",
            if among.len() > 2 { "among" } else { "between" },
            models(names, among),
            if among.len() > 2 { "others" } else { "other" },
            among.first().map_or_else(String::new, |first| names.model(first))
        ),
        VerdictKind::TradeOff { cheaper, dearer, premium, dearer_buys, cheaper_keeps } => {
            let mut text = trade(names, cheaper, dearer, *premium, dearer_buys);
            if !cheaper_keeps.is_empty() {
                let _ = write!(text, " {} keeps {}.", names.model(cheaper), named(names, cheaper_keeps));
            }
            text
        }
        VerdictKind::OnlyEligible { model, others } => only(names, model, others),
        VerdictKind::Tie => "A tie: no difference beyond the margins in anything known.".to_owned(),
        VerdictKind::NotDecidable { missing } if missing.is_empty() => {
            let asked = super::needs::asked(names);
            let why = if asked.is_some() { "no model meets the stated needs" } else { "no model is on offer" };
            format!("Not decidable: {why}.")
        }
        VerdictKind::NotDecidable { missing } => {
            let facts: Vec<String> = missing.iter().take(NAMED).map(|fact| missing::fact(names, fact)).collect();
            format!("Not decidable: too little is known. Missing: {}{}.", facts.join("; "), more(missing.len()))
        }
    }
}

/// Where nothing is asked of the routes, being on offer is all that there is to meet.
fn only(names: Names, model: &ModelId, others: &[ModelId]) -> String {
    let (model, many, others) = (names.model(model), others.len() > 1, models(names, others));
    if super::needs::asked(names).is_some() {
        return format!("Only {model} meets the stated needs; {others} {} not.", if many { "do" } else { "does" });
    }
    format!("Only {model} is on offer; {others} no longer {}.", if many { "are" } else { "is" })
}

fn models(names: Names, ids: &[ModelId]) -> String {
    let names: Vec<String> = ids.iter().map(|id| names.model(id)).collect();
    format::listed(&names)
}

fn trade(
    names: Names,
    cheaper: &ModelId,
    dearer: &ModelId,
    premium: weigh_compare::span::Span<Usd>,
    dearer_buys: &[Finding],
) -> String {
    let (cheaper, dearer) = (names.model(cheaper), names.model(dearer));
    let bought = if dearer_buys.is_empty() { "nothing known".to_owned() } else { named(names, dearer_buys) };
    if premium.high <= Usd::ZERO {
        return format!("A trade-off at equal cost: {dearer} has {bought}.");
    }
    if premium.low <= Usd::ZERO {
        return format!(
            "A trade-off with the order of cost open ({} apart): {dearer} has {bought} over {cheaper}.",
            total(premium)
        );
    }
    format!("A trade-off: {dearer} costs {} more a month than {cheaper} and buys {bought}.", total(premium))
}

fn gains(names: Names, better: &ModelId, reasons: &[Finding]) -> String {
    let mine: Vec<String> = reasons
        .iter()
        .filter_map(|reason| gain::of(names, &reason.what))
        .filter(|(model, _)| *model == better)
        .map(|(_, phrase)| phrase)
        .collect();
    if mine.is_empty() { "an advantage named below".to_owned() } else { shortened(&mine) }
}

fn named(names: Names, findings: &[Finding]) -> String {
    let phrases: Vec<String> = findings.iter().map(|finding| gain::phrase(names, &finding.what)).collect();
    shortened(&phrases)
}

fn shortened(phrases: &[String]) -> String {
    if phrases.len() <= NAMED {
        return format::listed(phrases);
    }
    let shown: Vec<&str> = phrases.iter().take(NAMED).map(String::as_str).collect();
    format!("{} and {} more", shown.join(", "), phrases.len() - NAMED)
}

fn more(count: usize) -> String {
    if count > NAMED { format!("; and {} more", count - NAMED) } else { String::new() }
}

/// How strong the verdict is and why.
pub fn strength(names: Names, verdict: &Verdict) -> String {
    let word = match verdict.strength {
        Strength::Strong => "Strong",
        Strength::Moderate => "Moderate",
        Strength::Weak => "Weak",
    };
    if verdict.weaknesses.is_empty() {
        return format!("{word}: nothing known speaks against it.");
    }
    let reasons: Vec<String> = verdict.weaknesses.iter().take(NAMED).map(|weakness| weak(names, weakness)).collect();
    format!("{word}: {}{}.", reasons.join("; "), more(verdict.weaknesses.len()))
}

/// What takes from a verdict's strength, as a clause.
pub fn weak(names: Names, weakness: &Weakness) -> String {
    match weakness {
        Weakness::NoComparableResults => "no two benchmark results are comparable".to_owned(),
        Weakness::FewComparableResults { independent } => {
            format!(
                "only {} comparable",
                format::counted(*independent, "independent benchmark is", "independent benchmarks are")
            )
        }
        Weakness::Disputed(cite) => format!("{} is disputed", standing::about(names, cite)),
        Weakness::Unknown(fact) => format!("{} is unknown", missing::fact(names, fact)),
        Weakness::Stale { cite, days } => format!("{} was last read {days} days ago", standing::about(names, cite)),
    }
}

/// What would flip the verdict, as a sentence.
pub fn flip(names: Names, flip: &Flip) -> String {
    match flip {
        Flip::Mix { output_share, now, then } => format!(
            "Another mix: at {} output instead of {}, {} becomes the cheaper one.",
            format::mix(*output_share),
            format::mix(*now),
            names.model(then)
        ),
        Flip::Disputed(cite) => format!("Another claim about {}, which is disputed.", standing::about(names, cite)),
        Flip::Unknown(fact) => format!("Knowing {}.", missing::with_remedy(names, fact)),
        Flip::Route { route, missing } => {
            let facts: Vec<String> = missing.iter().map(|fact| missing::fact(names, fact)).collect();
            format!(
                "Using {}, which would be cheaper if it meets the needs; unknown: {}.",
                names.route(route),
                format::listed(&facts)
            )
        }
    }
}
