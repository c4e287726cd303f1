//! Kind of provider: its own lab, a cloud, a host, a router, a plan, or one's own machine.

use super::{Candidate, Judgements, Need, Needs, Outcome, Shortfall};
use crate::cite::{Cite, Missing, Remedy};
use crate::query::{Parameter, Shape, list};
use weigh_catalog::{Field, ProviderKind};

pub(super) const NEED: Need = Need {
    id: "kinds",
    name: "kinds of providers",
    rule: "the provider is of one of these kinds",
    parameters: &[Parameter {
        name: "kinds",
        about: "Only providers of these kinds.",
        label: "Kinds of providers",
        shape: Shape::Words(|| ProviderKind::ALL.iter().map(|kind| kind.id().to_owned()).collect()),
        example: "lab,cloud",
        set: |needs, given| {
            let kind = |word: &str| {
                let known = ProviderKind::ALL.iter().copied().find(|kind| kind.id() == word);
                known.ok_or_else(|| given.none_of("lab, cloud, host, router, plan and local"))
            };
            needs.kinds = given.words().map(kind).collect::<Result<_, _>>()?;
            Ok(())
        },
        get: |needs| list(needs.kinds.iter().map(|kind| kind.id())),
    }],
    looks_at: |_, _| false,
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    if needs.kinds.is_empty() {
        return;
    }
    let cite = || Cite::Provider(candidate.route.provider.clone(), Field::ProviderKind);
    let outcome = match candidate.provider.and_then(|provider| provider.kind) {
        None => Outcome::Undecided(vec![Missing { cite: cite(), remedy: Remedy::Overlay }]),
        Some(found) if needs.kinds.contains(&found) => Outcome::Met,
        Some(found) => Outcome::Unmet(Shortfall::Kind { wanted: needs.kinds.clone(), found }),
    };
    judgements.say(outcome, || vec![cite()]);
}
