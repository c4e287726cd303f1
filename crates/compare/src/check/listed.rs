//! Listed: the route is known, on offer, and the one that was decided on.

use super::{Bound, Case, Finding, Idle, Level, Problem};
use crate::cite::Cite;
use weigh_catalog::{Field, Listing, Serves};

pub(super) const BOUND: Bound = Bound {
    id: "listed",
    name: "being listed",
    rule: "the route is known, somebody lists it, it surely serves its model, and it is the one that was locked",
    help: "Choose another route with `weigh pick`, or correct its name in the project's file.",
    parameters: &[],
    usual: &[],
    judge,
};

#[expect(clippy::unnecessary_wraps, reason = "bounds may have nothing to judge; this one always has")]
fn judge(case: &Case<'_>) -> Result<Vec<Finding>, Idle> {
    let locked = case.given.locked;
    let (_, route) = match case.given.found {
        Ok(found) => found,
        Err(candidates) => {
            let was_locked = locked.map(|locked| locked.route.clone());
            let problem = Problem::NoSuchRoute { candidates: candidates.to_vec(), was_locked };
            return Ok(vec![Finding::new(Level::Error, problem, Vec::new())]);
        }
    };
    let mut findings = Vec::new();
    let mut find =
        |level, problem| findings.push(Finding::new(level, problem, vec![Cite::Routes(route.id.model.clone())]));
    match (route.listing, &route.serves) {
        (Listing::Withdrawn(day), _) => find(Level::Error, Problem::Withdrawn(day)),
        (Listing::NotYet(day), _) => find(Level::Error, Problem::NotYet(day)),
        (Listing::Listed, Serves::Undecided { candidates, .. }) => {
            find(Level::Warning, Problem::Undecided(candidates.clone()));
        }
        (Listing::Listed, Serves::Resolved(_)) => {}
    }
    match locked {
        None => findings.push(Finding::new(Level::Note, Problem::NotLocked, Vec::new())),
        Some(locked) if locked.route != route.id => {
            let problem = Problem::OtherRoute { locked: locked.route.clone(), now: route.id.clone() };
            findings.push(Finding::new(Level::Error, problem, vec![Cite::Route(route.id.clone(), Field::Serves)]));
        }
        Some(locked) if !locked.is_of(case.given.asked) => {
            findings.push(Finding::new(Level::Note, Problem::LockedOtherwise, Vec::new()));
        }
        Some(_) => {}
    }
    Ok(findings)
}
