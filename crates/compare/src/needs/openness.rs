//! Openness: at least this open.

use super::{Candidate, Judged, Judgements, Need, Needs, Outcome, Shortfall};
use crate::cite::{Cite, Missing, Remedy};
use crate::profile::{Stated, openness};
use crate::query::{Parameter, Shape};
use weigh_catalog::{Field, Openness};

/// What can be asked for; `Closed` accepts all, as not asking does.
const WORDS: [(&str, Openness); 2] = [("weights", Openness::OpenWeights), ("source", Openness::OpenSource)];

pub(super) const NEED: Need = Need {
    id: "openness",
    name: "openness",
    rule: "the weights, or the weights and the licence, are open",
    parameters: &[Parameter {
        name: "open",
        about: "Least openness: open weights under any licence, or open source.",
        label: "Open at least",
        shape: Shape::Word(|| WORDS.iter().map(|(word, _)| (*word).to_owned()).collect()),
        example: "weights",
        set: |needs, given| {
            let found = WORDS.iter().find(|(word, _)| *word == given.text());
            let (_, openness) = found.ok_or_else(|| given.none_of("`weights` or `source`"))?;
            needs.openness = Some(*openness);
            Ok(())
        },
        get: |needs| {
            let (word, _) = WORDS.iter().find(|(_, openness)| needs.openness == Some(*openness))?;
            Some((*word).to_owned())
        },
    }],
    looks_at: |needs, field| asked(needs).is_some() && matches!(field, Field::OpenWeights | Field::Licence),
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    if let Some(wanted) = asked(needs) {
        judgements.take(judge_openness(wanted, candidate));
    }
}

/// `Closed` accepts all: it asks for nothing.
fn asked(needs: &Needs) -> Option<Openness> {
    needs.openness.filter(|wanted| *wanted != Openness::Closed)
}

/// Open weights without a word on the licence may be open source: undecided where that is asked for.
fn judge_openness(wanted: Openness, candidate: &Candidate<'_>) -> Judged {
    let cite = Cite::Model(candidate.model.id.clone(), Field::OpenWeights);
    let undecided = |cite: Cite| Outcome::Undecided(vec![Missing { cite, remedy: Remedy::Sync }]);
    let Some(Stated { value: found, cites, is_disputed }) = openness(candidate.model, candidate.licence) else {
        return (undecided(cite.clone()), vec![cite]);
    };
    let licence_is_open = candidate.licence.and_then(weigh_catalog::Licence::is_osi_approved);
    let outcome = match (wanted, found) {
        _ if is_disputed => undecided(cite),
        (Openness::OpenSource, Openness::OpenWeights) if licence_is_open.is_none() => {
            undecided(Cite::Model(candidate.model.id.clone(), Field::Licence))
        }
        (wanted, found) if found <= wanted => Outcome::Met,
        (wanted, found) => Outcome::Unmet(Shortfall::Openness { wanted, found }),
    };
    (outcome, cites)
}
