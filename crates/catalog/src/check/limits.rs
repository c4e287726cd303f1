//! Limits and sizes.

use super::world::{by, count};
use super::{Check, Finding};
use crate::Field;

/// A million tokens is 1,000,000 for some and 1,048,576 for others.
const ROUNDING: u64 = 20;

pub(super) const CONTEXT: Check = Check::warning(
    "context-holds-output",
    "A live route's context window holds its longest output and its longest input, but for a twentieth of rounding.",
    |world, findings| {
        for route in world.routes().filter(|route| route.is_live()) {
            let context = route.facts.get(&Field::Context);
            for field in [Field::MaxInput, Field::MaxOutput] {
                let part = route.facts.get(&field);
                let Some((whole, limit)) = count(context).zip(count(part)) else { continue };
                if limit > whole.saturating_add(whole / ROUNDING) {
                    let what = format!("{limit} ({}) in a context of {whole} ({})", by(part), by(context));
                    findings.push(Finding::new(&route.id, field, what));
                }
            }
        }
    },
);

pub(super) const ACTIVE_PARAMETERS: Check = Check::warning(
    "active-within-all-parameters",
    "A model uses no more parameters for a token than it has, and no more experts.",
    |world, findings| {
        let pairs = [(Field::ActiveParameters, Field::Parameters), (Field::ActiveExperts, Field::Experts)];
        for model in &world.models {
            for (active, all) in &pairs {
                let (part, whole) = (model.facts.get(active), model.facts.get(all));
                if let Some((some, total)) = count(part).zip(count(whole)).filter(|(some, total)| some > total) {
                    let what = format!("{some} ({}) of {total} ({})", by(part), by(whole));
                    findings.push(Finding::new(&model.id, active, what));
                }
            }
        }
    },
);

/// From the smallest embedding models to the largest announced mixture of experts.
const PARAMETERS_SEEN: std::ops::RangeInclusive<u64> = 1_000_000..=20_000_000_000_000;

pub(super) const PARAMETERS: Check = Check::warning(
    "parameters-plausible",
    "A model has between a million and twenty trillion parameters; windows hold between 128 and 20 million tokens.",
    |world, findings| {
        for model in &world.models {
            let fact = model.facts.get(&Field::Parameters);
            if let Some(count) = count(fact).filter(|count| !PARAMETERS_SEEN.contains(count)) {
                findings.push(Finding::new(&model.id, Field::Parameters, format!("{count} ({})", by(fact))));
            }
        }
        for route in world.routes().filter(|route| route.is_live()) {
            let fact = route.facts.get(&Field::Context);
            if let Some(count) = count(fact).filter(|count| !(128..=20_000_000).contains(count)) {
                findings.push(Finding::new(&route.id, Field::Context, format!("{count} ({})", by(fact))));
            }
        }
    },
);
