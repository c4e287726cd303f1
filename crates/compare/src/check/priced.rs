//! Priced: a month of the traffic can still be billed.

use super::{Bound, Case, Finding, Idle, Level, Problem};
use crate::cite::Cite;

pub(super) const BOUND: Bound = Bound {
    id: "priced",
    name: "a known price",
    rule: "a month of the traffic can be billed; where it could when it was locked, that it no longer can is an error",
    help: "Read the sources again with `weigh sync`, or state your own prices in the overlay.",
    parameters: &[],
    usual: &[],
    judge,
};

fn judge(case: &Case<'_>) -> Result<Vec<Finding>, Idle> {
    let (_, route) = case.route()?;
    let Some(Err(reason)) = case.own.as_ref().map(|own| &own.bill) else { return Ok(Vec::new()) };
    let was = case.before.as_ref().and_then(|before| before.as_ref().ok()).map(|bill| bill.total);
    let level = if was.is_some() { Level::Error } else { Level::Warning };
    let problem = Problem::NoPrice { reason: reason.clone(), was };
    Ok(vec![Finding::new(level, problem, vec![Cite::Routes(route.id.model.clone())])])
}
