//! Size: at most so many weights in all, for who runs the model himself or wants it fast.

use super::{Candidate, Judgements, Need, Needs, Shortfall, judge_values};
use crate::cite::{Cite, Remedy};
use crate::query::{Parameter, Shape, short_amount};
use weigh_catalog::Field;

pub(super) const NEED: Need = Need {
    id: "size",
    name: "size",
    rule: "a source says that it has at most so many weights in all",
    parameters: &[Parameter {
        name: "max-parameters",
        about: "Most weights in all.",
        label: "Parameters at most",
        shape: Shape::Amount,
        example: "15B",
        set: |needs, given| {
            needs.most_parameters = Some(given.amount()?);
            Ok(())
        },
        get: |needs| needs.most_parameters.map(short_amount),
    }],
    looks_at: |needs, field| needs.most_parameters.is_some() && *field == Field::Parameters,
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    let Some(wanted) = needs.most_parameters else { return };
    let model = candidate.model;
    let cite = || Cite::Model(model.id.clone(), Field::Parameters);
    let outcome = judge_values(model.facts.may_hold::<u64>(&Field::Parameters), cite, Remedy::Sync, |found| {
        (found > wanted).then_some(Shortfall::TooLarge { wanted, found })
    });
    judgements.say(outcome, || vec![cite()]);
}
