//! Precision: the served weights have at least so many bits.

use super::{Candidate, Judged, Need, Needs, Outcome, Shortfall, judge_values};
use crate::cite::{Cite, Missing, Remedy};
use std::sync::Arc;
use weigh_catalog::Field;

pub(super) const NEED: Need =
    Need { id: "precision", rule: "the served number format has at least so many bits a weight", judge };

fn judge(needs: &Needs, candidate: &Candidate<'_>) -> Vec<Judged> {
    needs.least_bits.map(|wanted| judge_bits(wanted, candidate)).into_iter().collect()
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
    judge_values(readable.may_hold(), cite, Remedy::Overlay, |format| {
        let is_lower = bits(format).is_some_and(|found| found < wanted);
        is_lower.then(|| Shortfall::Precision { wanted, found: format.clone() })
    })
}

/// Bits a weight of `bf16`, `fp8`, `int4`, `q4_k_m`, `mxfp4`; `None` if the name has no such number.
fn bits(format: &str) -> Option<u32> {
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
