//! No training on prompts: a statement of the route's, else of its provider's data policy.

use super::{Candidate, Judged, Need, Needs, Shortfall, judge_values};
use crate::cite::{Cite, Remedy};
use crate::query::{Parameter, Shape, yes};
use weigh_catalog::Field;

pub(super) const NEED: Need = Need {
    id: "no-training",
    name: "no training on prompts",
    rule: "the data policy says that prompts are not used for training",
    parameters: &[Parameter {
        name: "no-training",
        about: "Prompts must not be used for training.",
        label: "No training on prompts",
        shape: Shape::Flag,
        example: "yes",
        set: |needs, given| {
            needs.no_training = given.flag()?;
            Ok(())
        },
        get: |needs| yes(needs.no_training),
    }],
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>) -> Vec<Judged> {
    if needs.no_training { vec![judge_policy(candidate)] } else { Vec::new() }
}

fn judge_policy(candidate: &Candidate<'_>) -> Judged {
    let field = Field::TrainsOnData;
    let of_route = candidate.route.facts.typed::<bool>(&field);
    let (fact, cite) = match candidate.provider {
        Some(provider) if of_route.is_unknown() => {
            (provider.facts.typed::<bool>(&field), Cite::Provider(provider.id.clone(), field))
        }
        _ => (of_route, Cite::Route(candidate.route.id.clone(), field)),
    };
    judge_values(fact.may_hold(), cite, Remedy::Overlay, |trains| trains.then_some(Shortfall::TrainsOnData))
}
