//! No training on prompts: a statement of the route's, else of its provider's data policy.

use super::{Candidate, Judgements, Need, Needs, Shortfall, judge_values, policy};
use crate::cite::Remedy;
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
    looks_at: |needs, field| needs.no_training && *field == Field::TrainsOnData,
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    if !needs.no_training {
        return;
    }
    let (fact, cite) = policy::<bool>(candidate, Field::TrainsOnData);
    let outcome = judge_values(
        fact.may_hold(),
        || cite.clone(),
        Remedy::Overlay,
        |trains| trains.then_some(Shortfall::TrainsOnData),
    );
    judgements.say(outcome, || vec![cite]);
}
