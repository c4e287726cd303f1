//! On offer: the model can still be called.

use super::{Candidate, Judgements, Need, Needs, Outcome, Shortfall};
use crate::cite::Cite;
use weigh_catalog::{Field, PartialDate};

pub(super) const NEED: Need = Need {
    id: "on-offer",
    name: "being on offer",
    rule: "the route has not retired on the day, whoever still lists it",
    parameters: &[],
    looks_at: |_, field| *field == Field::Retires,
    judge,
};

/// A route whose retirement day has come is out, although somebody may still list it. Always asked.
fn judge(_: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    let route = candidate.route;
    let retires = route.facts.typed::<PartialDate>(&Field::Retires);
    let has_retired = |date: &PartialDate| date.last_day() <= candidate.model.as_of;
    let is_sure = !retires.is_unknown() && retires.claims().all(|claim| has_retired(&claim.value));
    if is_sure {
        let cite = || Cite::Route(route.id.clone(), Field::Retires);
        judgements.say(Outcome::Unmet(Shortfall::NotOnOffer), || vec![cite()]);
    }
}
