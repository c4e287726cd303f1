//! Text: the route answers in text. Asked whenever tokens come out of a month of traffic.

use super::{Candidate, Judgements, Need, Needs, Outcome, Shortfall};
use crate::cite::{Cite, Missing, Remedy};
use weigh_catalog::{Capability, Facts, Field, Meter, Model, Route, Support, Usd, Value};

pub(super) const NEED: Need = Need {
    id: "text",
    name: "text output",
    rule: "it is for chat or completion, or a source says that it writes text; a price of nothing for what comes out, beside \
           one for what goes in, speaks against both",
    parameters: &[],
    looks_at: |needs, field| needs.text && matches!(field, Field::Mode | Field::Can(Capability::TextOut)),
    judge,
};

/// What routes are for that answer in text.
const TEXT: [&str; 2] = ["chat", "completion"];

/// What they are for that do not, whatever else is said of them: lists of modalities call a vector text.
const OTHER: [&str; 11] = [
    "embedding",
    "rerank",
    "image",
    "audio",
    "video",
    "moderation",
    "search",
    "ocr",
    "evaluation",
    "vector_store",
    "guardrail",
];

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    if needs.text {
        judge_text(candidate, judgements);
    }
}

/// What the route or the model is for decides; then what the model is for elsewhere; then what the route writes, or the model.
///
/// A list's word that a route is for text is not enough where nothing is charged for what comes out, nor where all others say
/// that the model is for something else and nobody says that it writes text.
fn judge_text(candidate: &Candidate<'_>, judgements: &mut Judgements) {
    let (model, route) = (candidate.model, candidate.route);
    let writes = Field::Can(Capability::TextOut);
    let of_route = |field: &Field| Cite::Route(route.id.clone(), field.clone());
    let of_model = |field: &Field| Cite::Model(model.id.clone(), field.clone());
    let is_unpriced = is_output_unpriced(candidate);
    let is_believed = |outcome: &Outcome| !is_unpriced || *outcome != Outcome::Met;
    // The first that says anything decides; of what is said of modalities, the first that is no "perhaps".
    if let Some(outcome) = purpose(&route.facts).filter(is_believed) {
        let other = if outcome == Outcome::Met { contradiction(model, route) } else { None };
        match other {
            Some(other) => judgements.say(undecided(of_route(&Field::Mode)), || {
                vec![of_route(&Field::Mode), Cite::Route(other.id.clone(), Field::Mode)]
            }),
            None => judgements.say(outcome, || vec![of_route(&Field::Mode)]),
        }
    } else if let Some(outcome) = purpose(&model.facts).filter(is_believed) {
        judgements.say(outcome, || vec![of_model(&Field::Mode)]);
    } else if let Some((outcome, other)) = elsewhere(model, route) {
        judgements.say(outcome, || vec![Cite::Route(other.id.clone(), Field::Mode)]);
    } else if is_unpriced {
        judgements.say(undecided(of_route(&Field::Mode)), || vec![of_route(&Field::Mode)]);
    } else if let Some(outcome) = writing(&route.facts) {
        judgements.say(outcome, || vec![of_route(&writes)]);
    } else if let Some(outcome) = writing(&model.facts) {
        judgements.say(outcome, || vec![of_model(&writes)]);
    } else {
        judgements.say(undecided(of_route(&writes)), || vec![of_route(&writes)]);
    }
}

/// A route of the same model that is for something else, where all others say so and nobody says that the model writes text.
fn contradiction<'a>(model: &'a Model, route: &Route) -> Option<&'a Route> {
    let (_, other) = elsewhere(model, route)?;
    let is_met = |outcome: Option<Outcome>| outcome == Some(Outcome::Met);
    let is_vouched_for =
        is_met(purpose(&model.facts)) || is_met(writing(&route.facts)) || is_met(writing(&model.facts));
    (!is_vouched_for).then_some(other)
}

fn undecided(cite: Cite) -> Outcome {
    Outcome::Undecided(vec![Missing { cite, remedy: Remedy::Probe }])
}

/// What something is for; nothing if no source says, or in a word that decides nothing.
fn purpose(facts: &Facts) -> Option<Outcome> {
    let fact = facts.get(&Field::Mode);
    let is_among = |known: &[&str], said: &Value| matches!(said, Value::Text(word) if known.contains(&&**word));
    let all = |known: &[&str]| !fact.is_unknown() && fact.may_hold().all(|said| is_among(known, said));
    let lacks = Outcome::Unmet(Shortfall::Lacks(Capability::TextOut));
    if all(&TEXT) { Some(Outcome::Met) } else { all(&OTHER).then_some(lacks) }
}

/// What the same model is for at others, where all of them say alike that it writes no text; and the first of them.
fn elsewhere<'a>(model: &'a Model, route: &Route) -> Option<(Outcome, &'a Route)> {
    let others = model.live_routes().filter(|other| other.id != route.id);
    let mut said = others.filter_map(|other| Some((purpose(&other.facts)?, other)));
    let first = said.next().filter(|(outcome, _)| *outcome != Outcome::Met)?;
    said.all(|(outcome, _)| outcome == first.0).then_some(first)
}

/// An output price of zero beside one of input, where nobody says that the route is free, is how lists write that nothing
/// comes out; so what they say of its modalities is not to be taken at its word.
fn is_output_unpriced(candidate: &Candidate<'_>) -> bool {
    let rate = |meter| candidate.bill?.lines.iter().find(|line| line.meter == meter).map(|line| line.rate.stated);
    matches!((rate(Meter::Input), rate(Meter::Output)), (Some(input), Some(output)) if output == Usd::ZERO && input > Usd::ZERO)
}

/// Whether sources say that text comes out; nothing if they leave it open.
fn writing(facts: &Facts) -> Option<Outcome> {
    let (mut may, mut may_not) = (false, false);
    for support in facts.may_hold::<Support>(&Field::Can(Capability::TextOut)) {
        if support == Support::Unsupported { may_not = true } else { may = true }
    }
    match (may, may_not) {
        (true, false) => Some(Outcome::Met),
        (false, true) => Some(Outcome::Unmet(Shortfall::Lacks(Capability::TextOut))),
        _ => None,
    }
}
