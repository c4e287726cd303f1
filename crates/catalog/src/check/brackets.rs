//! Price brackets: rates that apply above a prompt size.

use super::world::settled;
use super::{Check, Finding};
use crate::rate::RateKey;

pub(super) const DEARER: Check = Check::warning(
    "brackets-not-below-base",
    "A rate above a prompt size is not below the rate of smaller prompts under the same conditions.",
    |world, findings| {
        for route in world.routes().filter(|route| route.is_live()) {
            for rate in &route.rates {
                let Some(tokens) = rate.key.conditions.above_tokens else { continue };
                let below = base(&rate.key, route.rates.iter().map(|rate| &rate.key));
                let pair = below.and_then(|below| Some((below, settled(route, below)?, settled(route, &rate.key)?)));
                if let Some((below, small, large)) = pair.filter(|(_, small, large)| large < small) {
                    let what = format!("{large} above {tokens} tokens, {small} as {below}");
                    findings.push(Finding::new(&route.id, &rate.key, what));
                }
            }
        }
    },
);

/// The rate that holds just below this bracket: the next lower bracket, else the rate without one.
fn base<'a>(key: &RateKey, keys: impl Iterator<Item = &'a RateKey>) -> Option<&'a RateKey> {
    let alike = |other: &&RateKey| {
        let (a, b) = (&key.conditions, &other.conditions);
        key.meter == other.meter
            && key.tier == other.tier
            && (&a.region, a.window, &a.variant) == (&b.region, b.window, &b.variant)
            && b.above_tokens < a.above_tokens
    };
    keys.filter(alike).max_by_key(|other| other.conditions.above_tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bracket_is_held_against_the_next_lower_one_of_its_kind() {
        let keys: Vec<RateKey> = ["input", "input>32000", "input>128000", "input.batch>64000", "output>64000"]
            .iter()
            .map(|text| text.parse().unwrap())
            .collect();
        let below = |text: &str| base(&text.parse().unwrap(), keys.iter()).map(ToString::to_string);
        assert_eq!(below("input>128000").as_deref(), Some("input>32000"));
        assert_eq!(below("input>32000").as_deref(), Some("input"));
        assert_eq!(below("input.batch>64000"), None);
        assert_eq!(below("input>32000@eu"), None);
    }
}
