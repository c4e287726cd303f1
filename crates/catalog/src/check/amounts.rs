//! Amounts of money on their own.

use super::{Check, Finding, World};
use crate::Field;
use crate::evidence::Topic;
use crate::rate::Unit;
use crate::{Usd, Value};
use rust_decimal::Decimal;

pub(super) const NOT_NEGATIVE: Check =
    Check::error("amounts-not-negative", "No rate is below zero, whoever states it.", |world, findings| {
        each(world, |subject, field, amount| {
            if amount < Usd::ZERO {
                findings.push(Finding::new(subject(), field, format!("{amount}")));
            }
        });
    });

pub(super) const PLAUSIBLE: Check = Check::warning(
    "amounts-plausible",
    "No rate is above what a unit of its kind has ever cost: a slip of the decimal point looks like this.",
    |world, findings| {
        each(world, |subject, field, amount| {
            let Field::Rate(key) = field else { return };
            if amount.amount() > most(key.meter.unit()) {
                findings.push(Finding::new(subject(), field, format!("{amount} USD per million units")));
            }
        });
    },
);

/// The most that a million units cost: somewhat above the dearest real offer of each kind.
fn most(unit: Unit) -> Decimal {
    let dollars = match unit {
        // o1-pro writes at $600; everything above $1,000 was a slip so far.
        Unit::Token | Unit::TokenHour | Unit::Character | Unit::Pixel => 1_000,
        // One dollar a request, an image, a page; ten for a second of video, a session or a call of a tool.
        Unit::Request | Unit::Image | Unit::Page => 1_000_000,
        Unit::Second | Unit::Session | Unit::Call => 10_000_000,
    };
    Decimal::from(dollars)
}

/// Calls back with every stated amount: as what it was said, not only what the fold goes by.
fn each(world: &World, mut found: impl FnMut(&dyn Fn() -> String, &Field, Usd)) {
    for group in &world.groups {
        for member in &group.members {
            let Topic::Route { provider, own_id, .. } = &member.topic else { continue };
            for said in &member.said {
                if let Value::Amount(amount) = &said.claim.value {
                    let subject = || format!("{}@{provider}#{own_id} ({})", group.id, said.claim.source);
                    found(&subject, &said.field, *amount);
                }
            }
        }
    }
}
