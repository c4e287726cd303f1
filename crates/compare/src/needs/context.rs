//! Context window: at least so many tokens a request.

use super::{Candidate, Judged, Need, Needs, judge_limit};
use weigh_catalog::Field;

pub(super) const NEED: Need =
    Need { id: "context", rule: "the route states a context window of at least so many tokens", judge };

fn judge(needs: &Needs, candidate: &Candidate<'_>) -> Vec<Judged> {
    needs.context.map(|wanted| judge_limit(candidate, &Field::Context, wanted)).into_iter().collect()
}
