//! Precision: the served weights have at least so many bits.

use super::{Candidate, Judged, Judgements, Need, Needs, Outcome, Shortfall, judge_values};
use crate::cite::{Cite, Missing, Remedy};
use crate::query::{Parameter, Shape};
use std::sync::Arc;
use weigh_catalog::Field;

/// More than any number format has.
const MOST_BITS: u64 = 64;

pub(super) const NEED: Need = Need {
    id: "precision",
    name: "precision",
    rule: "the served number format has at least so many bits a weight",
    parameters: &[Parameter {
        name: "least-bits",
        about: "Least precision of the served weights, in bits: 16, 8, 4.",
        label: "Bits a weight at least",
        shape: Shape::Whole { least: 0, most: MOST_BITS },
        example: "8",
        set: |needs, given| {
            let bits = u32::try_from(given.amount()?).ok().filter(|bits| u64::from(*bits) <= MOST_BITS);
            let bits = bits.ok_or_else(|| given.none_of("a number of bits up to 64, such as 16, 8 or 4"))?;
            needs.least_bits = Some(bits);
            Ok(())
        },
        get: |needs| needs.least_bits.map(|bits| bits.to_string()),
    }],
    looks_at: |needs, field| needs.least_bits.is_some() && *field == Field::Quantisation,
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    if let Some(wanted) = needs.least_bits {
        judgements.take(judge_bits(wanted, candidate));
    }
}

/// A first-party route serves the model as its lab means it, whatever the format.
fn judge_bits(wanted: u32, candidate: &Candidate<'_>) -> Judged {
    let fact = candidate.route.facts.typed::<Arc<str>>(&Field::Quantisation);
    let cite = Cite::Route(candidate.route.id.clone(), Field::Quantisation);
    if fact.is_unknown() && candidate.route.is_first_party {
        return (Outcome::Met, vec![cite]);
    }
    let readable = fact.filter_map(|format| bits(format).map(|_| format.clone()));
    if readable.claims().count() < fact.claims().count() {
        return (Outcome::Undecided(vec![Missing { cite: cite.clone(), remedy: Remedy::Overlay }]), vec![cite]);
    }
    let outcome = judge_values(
        readable.may_hold(),
        || cite.clone(),
        Remedy::Overlay,
        |format| {
            let is_lower = bits(format).is_some_and(|found| found < wanted);
            is_lower.then(|| Shortfall::Precision { wanted, found: format.clone() })
        },
    );
    (outcome, vec![cite])
}

/// Bits a weight of `bf16`, `fp8`, `int4`, `q4_k_m`, `mxfp4`; `None` if the name has no such number.
pub(crate) fn bits(format: &str) -> Option<u32> {
    let digits = format.trim_start_matches(|c: char| !c.is_ascii_digit());
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    digits.get(..end)?.parse().ok().filter(|bits| (1..=64).contains(bits))
}

#[cfg(test)]
mod tests {
    use super::bits;

    #[test]
    fn formats_say_their_bits() {
        for (format, expected) in [
            ("bf16", Some(16)),
            ("fp8", Some(8)),
            ("int4", Some(4)),
            ("q4_k_m", Some(4)),
            ("mxfp4", Some(4)),
            ("?", None),
        ] {
            assert_eq!(bits(format), expected, "{format}");
        }
    }
}
