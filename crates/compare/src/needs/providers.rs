//! Providers: those allowed and those denied.

use super::{Candidate, Judgements, Need, Needs, Outcome, Shortfall};
use crate::cite::Cite;
use crate::query::{Given, Parameter, Shape, list};
use weigh_catalog::ProviderId;

pub(super) const NEED: Need = Need {
    id: "providers",
    name: "named providers",
    rule: "the provider is among the allowed ones and not among the denied",
    parameters: &[
        Parameter {
            name: "providers",
            about: "Only these providers, by id.",
            label: "Only providers",
            shape: Shape::Ids,
            example: "openai,azure",
            set: |needs, given| {
                needs.allow = ids(given);
                Ok(())
            },
            get: |needs| list(needs.allow.iter().map(ProviderId::as_str)),
        },
        Parameter {
            name: "without",
            about: "None of these providers, by id.",
            label: "Without providers",
            shape: Shape::Ids,
            example: "openrouter",
            set: |needs, given| {
                needs.deny = ids(given);
                Ok(())
            },
            get: |needs| list(needs.deny.iter().map(ProviderId::as_str)),
        },
    ],
    looks_at: |_, _| false,
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    if needs.allow.is_empty() && needs.deny.is_empty() {
        return;
    }
    let provider = candidate.route.provider.clone();
    let outcome = if needs.deny.contains(&provider) {
        Outcome::Unmet(Shortfall::Denied(provider))
    } else if !needs.allow.is_empty() && !needs.allow.contains(&provider) {
        Outcome::Unmet(Shortfall::NotAllowed(provider))
    } else {
        Outcome::Met
    };
    judgements.say(outcome, || vec![Cite::Routes(candidate.model.id.clone())]);
}

/// Whoever answers the question knows whether there are such providers.
fn ids(given: &Given<'_>) -> Vec<ProviderId> {
    given.words().filter_map(|word| ProviderId::new(&word.to_lowercase()).ok()).collect()
}
