//! Amounts of money against each other: what one route charges for one thing and another.

use super::world::settled;
use super::{Check, Finding, World};
use crate::Usd;
use crate::model::Route;
use crate::rate::{Meter, RateKey, ServiceTier};
use rust_decimal::Decimal;

pub(super) const OUTPUT_TO_INPUT: Check = Check::warning(
    "output-not-far-below-input",
    "Output costs at least a twentieth of input wherever it costs anything: less is a slip of unit or column.",
    |world, findings| {
        compare(world, Meter::Input, Meter::Output, ServiceTier::Standard, findings, |input, output| {
            output.amount() * Decimal::from(20) < input.amount() && !output.is_zero()
        });
    },
);

pub(super) const CACHED_TO_INPUT: Check = Check::warning(
    "cached-not-above-input",
    "Reading input from the cache costs no more than sending it.",
    |world, findings| {
        compare(world, Meter::Input, Meter::CachedInput, ServiceTier::Standard, findings, |input, cached| {
            cached > input
        });
    },
);

pub(super) const BATCH_TO_STANDARD: Check = Check::warning(
    "batch-not-above-standard",
    "A batch job costs no more than the same request in the standard tier.",
    |world, findings| {
        for meter in [Meter::Input, Meter::Output] {
            compare(world, meter, meter, ServiceTier::Batch, findings, |standard, batch| batch > standard);
        }
    },
);

/// Reports listed routes where the standard rate of `base` and the rate of `other` in `tier` are wrong together.
fn compare(
    world: &World,
    base: Meter,
    other: Meter,
    tier: ServiceTier,
    findings: &mut Vec<Finding>,
    is_wrong: fn(Usd, Usd) -> bool,
) {
    let (base, other) = (RateKey::new(base, ServiceTier::Standard), RateKey::new(other, tier));
    for route in world.routes().filter(|route| route.is_live()) {
        if let Some((a, b)) = pair(route, &base, &other).filter(|(a, b)| is_wrong(*a, *b)) {
            findings.push(Finding::new(&route.id, format!("{base}, {other}"), format!("{a} and {b}")));
        }
    }
}

fn pair(route: &Route, base: &RateKey, other: &RateKey) -> Option<(Usd, Usd)> {
    Some((settled(route, base)?, settled(route, other)?))
}
