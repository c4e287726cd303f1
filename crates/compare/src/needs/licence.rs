//! Licence: commercial use at least this free.

use super::{Candidate, Judged, Judgements, Need, Needs, Outcome, Shortfall};
use crate::cite::{Cite, Missing, Remedy};
use crate::profile::commercial;
use crate::query::{Parameter, Shape, yes};
use weigh_catalog::{CommercialUse, Field};

pub(super) const NEED: Need = Need {
    id: "commercial",
    name: "commercial use",
    rule: "the licence permits commercial use, at most under conditions",
    parameters: &[Parameter {
        name: "commercial",
        about: "The licence must permit commercial use, conditions allowed.",
        label: "Commercial use permitted",
        shape: Shape::Flag,
        example: "yes",
        set: |needs, given| {
            needs.commercial = given.flag()?.then_some(CommercialUse::Conditional);
            Ok(())
        },
        get: |needs| yes(asked(needs).is_some()),
    }],
    looks_at: |needs, field| asked(needs).is_some() && *field == Field::Licence,
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    if let Some(wanted) = asked(needs) {
        judgements.take(judge_use(wanted, candidate));
    }
}

/// `Forbidden` accepts all: it asks for nothing.
fn asked(needs: &Needs) -> Option<CommercialUse> {
    needs.commercial.filter(|wanted| *wanted != CommercialUse::Forbidden)
}

fn judge_use(wanted: CommercialUse, candidate: &Candidate<'_>) -> Judged {
    let cite = Cite::Model(candidate.model.id.clone(), Field::Licence);
    match commercial(candidate.model, candidate.licence) {
        Some(found) if !found.is_disputed => {
            let is_enough = found.value <= wanted;
            let shortfall = Shortfall::Commercial { wanted, found: found.value };
            (if is_enough { Outcome::Met } else { Outcome::Unmet(shortfall) }, found.cites)
        }
        _ => (Outcome::Undecided(vec![Missing { cite: cite.clone(), remedy: Remedy::Sync }]), vec![cite]),
    }
}
