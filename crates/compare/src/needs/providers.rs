//! Providers: those allowed and those denied.

use super::{Candidate, Judged, Need, Needs, Outcome, Shortfall};
use crate::cite::Cite;

pub(super) const NEED: Need =
    Need { id: "providers", rule: "the provider is among the allowed ones and not among the denied", judge };

fn judge(needs: &Needs, candidate: &Candidate<'_>) -> Vec<Judged> {
    if needs.allow.is_empty() && needs.deny.is_empty() {
        return Vec::new();
    }
    let provider = candidate.route.provider.clone();
    let outcome = if needs.deny.contains(&provider) {
        Outcome::Unmet(Shortfall::Denied(provider))
    } else if !needs.allow.is_empty() && !needs.allow.contains(&provider) {
        Outcome::Unmet(Shortfall::NotAllowed(provider))
    } else {
        Outcome::Met
    };
    vec![(outcome, vec![Cite::Routes(candidate.model.id.clone())])]
}
