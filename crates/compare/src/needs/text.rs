//! Text: the route answers in text. Asked whenever tokens come out of a month of traffic.

use super::{Candidate, Judged, Need, Needs, Outcome, Shortfall, judge_values};
use crate::cite::{Cite, Missing, Remedy};
use weigh_catalog::{Capability, Facts, Field, Meter, Model, Support, Usd, Value};

pub(super) const NEED: Need = Need {
    id: "text",
    name: "text output",
    rule: "it is for chat or completion, or a source says that it writes text",
    parameters: &[],
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

fn judge(needs: &Needs, candidate: &Candidate<'_>) -> Vec<Judged> {
    if needs.text { vec![judge_text(candidate)] } else { Vec::new() }
}

/// What the route or the model is for decides; then what the model is for elsewhere; then what the route writes, or the model.
fn judge_text(candidate: &Candidate<'_>) -> Judged {
    let (model, route) = (candidate.model, candidate.route);
    let writes = Field::Can(Capability::TextOut);
    let of_route = |field: &Field| Cite::Route(route.id.clone(), field.clone());
    let of_model = |field: &Field| Cite::Model(model.id.clone(), field.clone());
    let is_decided = |judged: &Judged| !matches!(judged.0, Outcome::Undecided(_));
    let undecided = || {
        let cite = of_route(&writes);
        (Outcome::Undecided(vec![Missing { cite: cite.clone(), remedy: Remedy::Probe }]), vec![cite])
    };
    // The first that says anything decides; of what is said of modalities, the first that is no "perhaps".
    purpose(&route.facts, || of_route(&Field::Mode))
        .or_else(|| purpose(&model.facts, || of_model(&Field::Mode)))
        .or_else(|| elsewhere(model))
        .or_else(|| unpriced_output(candidate))
        .or_else(|| Some(writing(&route.facts, of_route(&writes))).filter(is_decided))
        .or_else(|| Some(writing(&model.facts, of_model(&writes))).filter(is_decided))
        .unwrap_or_else(undecided)
}

/// What something is for; nothing if no source says, or in a word that decides nothing.
fn purpose(facts: &Facts, cite: impl FnOnce() -> Cite) -> Option<Judged> {
    let fact = facts.get(&Field::Mode);
    let is_among = |known: &[&str], said: &Value| matches!(said, Value::Text(word) if known.contains(&&**word));
    let all = |known: &[&str]| !fact.is_unknown() && fact.may_hold().all(|said| is_among(known, said));
    let lacks = Outcome::Unmet(Shortfall::Lacks(Capability::TextOut));
    let outcome = if all(&TEXT) { Some(Outcome::Met) } else { all(&OTHER).then_some(lacks) };
    outcome.map(|outcome| (outcome, vec![cite()]))
}

/// What the same model is for at others, where all of them say alike that it writes no text.
fn elsewhere(model: &Model) -> Option<Judged> {
    let mut said =
        model.routes.iter().filter_map(|route| purpose(&route.facts, || Cite::Route(route.id.clone(), Field::Mode)));
    let first = said.next().filter(|(outcome, _)| *outcome != Outcome::Met)?;
    said.all(|(outcome, _)| outcome == first.0).then_some(first)
}

/// An output price of zero beside one of input, where nobody says that the route is free, is how lists write that nothing
/// comes out; so what they say of its modalities is not to be taken at its word.
fn unpriced_output(candidate: &Candidate<'_>) -> Option<Judged> {
    let rate = |meter| candidate.bill?.lines.iter().find(|line| line.meter == meter).map(|line| line.rate.stated);
    let (input, output) = (rate(Meter::Input)?, rate(Meter::Output)?);
    let cite = Cite::Route(candidate.route.id.clone(), Field::Mode);
    let missing = Missing { cite: cite.clone(), remedy: Remedy::Probe };
    (output == Usd::ZERO && input > Usd::ZERO).then(|| (Outcome::Undecided(vec![missing]), vec![cite]))
}

fn writing(facts: &Facts, cite: Cite) -> Judged {
    let field = Field::Can(Capability::TextOut);
    judge_values(facts.may_hold::<Support>(&field), cite, Remedy::Probe, |support| {
        (support == Support::Unsupported).then_some(Shortfall::Lacks(Capability::TextOut))
    })
}
