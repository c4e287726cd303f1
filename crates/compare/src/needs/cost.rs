//! Cost: a month of the traffic can be billed, and costs no more than so much.

use super::{Candidate, Need, Outcome, Shortfall};
use crate::cite::{Cite, Missing, Remedy};
use crate::query::{Parameter, Shape, short_amount, yes};
use rust_decimal::Decimal;
use weigh_catalog::{Field, Meter, RateKey, ServiceTier, Usd};

pub(super) const PRICED: Need = Need {
    id: "priced",
    name: "known price",
    rule: "a month of this traffic can be billed",
    parameters: &[Parameter {
        name: "priced",
        about: "A month of this traffic must have a known price.",
        label: "Price known",
        shape: Shape::Flag,
        example: "yes",
        set: |needs, given| {
            needs.priced = given.flag()?;
            Ok(())
        },
        get: |needs| yes(needs.priced),
    }],
    looks_at: |_, _| false,
    judge: |needs, candidate, judgements| {
        if needs.priced {
            let outcome = if candidate.bill.is_some() { Outcome::Met } else { Outcome::Unmet(Shortfall::NoPrice) };
            judgements.say(outcome, || vec![cite(candidate)]);
        }
    },
};

pub(super) const BUDGET: Need = Need {
    id: "budget",
    name: "budget",
    rule: "a month of this traffic surely costs at most so many US dollars",
    parameters: &[Parameter {
        name: "budget",
        about: "Most US dollars a month of this traffic may cost.",
        label: "Dollars a month at most",
        shape: Shape::Amount,
        example: "500",
        set: |needs, given| {
            needs.budget = Some(given.amount()?);
            Ok(())
        },
        get: |needs| needs.budget.map(short_amount),
    }],
    looks_at: |_, _| false,
    judge: |needs, candidate, judgements| {
        if let Some(most) = needs.budget {
            judgements.say(judge_budget(most, candidate), || vec![cite(candidate)]);
        }
    },
};

/// The price that is looked for first.
fn cite(candidate: &Candidate<'_>) -> Cite {
    let key = RateKey::new(Meter::Input, ServiceTier::Standard);
    Cite::Route(candidate.route.id.clone(), Field::Rate(key))
}

/// Where a disputed price or hours leave the total open, both ends of it must fit.
fn judge_budget(most: u64, candidate: &Candidate<'_>) -> Outcome {
    let wanted = Usd::new(Decimal::from(most));
    match candidate.bill.map(|bill| bill.total) {
        Some(total) if total.high <= wanted => Outcome::Met,
        Some(total) if total.low > wanted => Outcome::Unmet(Shortfall::TooDear { wanted, found: total.low }),
        _ => Outcome::Undecided(vec![Missing { cite: cite(candidate), remedy: Remedy::Sync }]),
    }
}
