//! Price rise: what a month costs now against the same month at the locked rates.

use super::bounds::{Bounds, most, share_text};
use super::{Bound, Case, Finding, Idle, Level, Problem};
use crate::query::{Parameter, Shape};
use rust_decimal::Decimal;
use weigh_catalog::Usd;

pub(super) const BOUND: Bound = Bound {
    id: "price-rise",
    name: "price rise",
    rule: "a month of the use's traffic costs at most so much more than the same traffic at the locked rates, as a share of \
           that; where sources dispute a rate it is an error only if it surely costs more, else a warning",
    help: "Look for a cheaper route with `weigh pick`, or accept the price by locking again with `weigh check --lock`.",
    parameters: &[Parameter {
        name: "price-rise",
        about: "By how much a month may rise against the locked rates; 10% if left out, `off` for any rise.",
        label: "Price rise at most",
        shape: Shape::Share,
        example: "5%",
        set: |bounds, given| {
            bounds.price_rise = most(given)?;
            Ok(())
        },
        get: |bounds| share_text(bounds.price_rise, Bounds::default().price_rise),
    }],
    usual: &["\"10%\""],
    judge,
};

fn judge(case: &Case<'_>) -> Result<Vec<Finding>, Idle> {
    let most = case.given.asked.bounds.price_rise.ok_or(Idle::Off)?;
    case.route()?;
    case.locked()?;
    let now = case.bill().ok_or(Idle::NoPrice)?;
    let before = match &case.before {
        Some(Ok(before)) => before,
        Some(Err(reason)) => {
            let problem = Problem::NoBase { reason: reason.clone() };
            return Ok(vec![Finding::new(Level::Note, problem, Vec::new())]);
        }
        None => return Err(Idle::NotLocked),
    };
    let (old, new) = (before.total, now.total);
    let rise = |after: Usd, before: Usd| (after - before).amount().checked_div(before.amount());
    let by = rise(new.stated, old.stated);
    // From nothing to something there is no share, and it is more than any bound.
    let is_over = |by: Option<Decimal>, after: Usd, before: Usd| by.map_or(after > before, |by| by > most);
    if !is_over(by, new.stated, old.stated) {
        return Ok(Vec::new());
    }
    let is_sure = is_over(rise(new.low, old.high), new.low, old.high);
    let level = if is_sure { Level::Error } else { Level::Warning };
    let problem = Problem::Rise { before: old, after: new, by, most };
    Ok(vec![Finding::new(level, problem, now.cites())])
}
