//! Size: at most so many weights in all, for who runs the model himself or wants it fast.

use super::{Candidate, Judged, Need, Needs, Shortfall, judge_values};
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
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>) -> Vec<Judged> {
    needs.most_parameters.map(|wanted| judge_size(wanted, candidate)).into_iter().collect()
}

fn judge_size(wanted: u64, candidate: &Candidate<'_>) -> Judged {
    let cite = Cite::Model(candidate.model.id.clone(), Field::Parameters);
    judge_values(candidate.model.facts.may_hold::<u64>(&Field::Parameters), cite, Remedy::Sync, |found| {
        (found > wanted).then_some(Shortfall::TooLarge { wanted, found })
    })
}
