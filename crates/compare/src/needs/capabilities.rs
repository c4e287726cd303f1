//! Capabilities: each one that is asked for, on this very route.

use super::{Candidate, Judged, Need, Needs, Shortfall, judge_values};
use crate::cite::{Cite, Remedy};
use weigh_catalog::{Capability, Field, Support};

pub(super) const NEED: Need =
    Need { id: "capabilities", rule: "a source says of this route that it can do all of these", judge };

fn judge(needs: &Needs, candidate: &Candidate<'_>) -> Vec<Judged> {
    needs.capabilities.iter().map(|capability| judge_one(*capability, candidate)).collect()
}

fn judge_one(capability: Capability, candidate: &Candidate<'_>) -> Judged {
    let field = Field::Can(capability);
    let cite = Cite::Route(candidate.route.id.clone(), field.clone());
    judge_values(candidate.route.facts.may_hold::<Support>(&field), cite, Remedy::Probe, |support| {
        (support == Support::Unsupported).then_some(Shortfall::Lacks(capability))
    })
}
