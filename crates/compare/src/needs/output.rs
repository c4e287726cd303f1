//! Max output: at least so many tokens a request.

use super::{Candidate, Judged, Need, Needs, judge_limit};
use weigh_catalog::Field;

pub(super) const NEED: Need =
    Need { id: "output", rule: "the route states a max output of at least so many tokens", judge };

fn judge(needs: &Needs, candidate: &Candidate<'_>) -> Vec<Judged> {
    needs.output.map(|wanted| judge_limit(candidate, &Field::MaxOutput, wanted)).into_iter().collect()
}
