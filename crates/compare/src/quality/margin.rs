//! How far a score may be off, from what its result states.

use super::MarginBasis;
use rust_decimal::Decimal;
use weigh_catalog::{Benchmark, BenchmarkResult, Field};

/// Standard errors in the half width of a 95 % interval.
const Z: Decimal = Decimal::from_parts(196, 0, 0, false, 2);

/// Half of the 95 % interval of a score, in the benchmark's unit: from the standard error, else the interval, else the
/// number of samples of a score in per cent. `None` if the result states none of them.
pub(super) fn half_width(
    result: &BenchmarkResult,
    score: Decimal,
    benchmark: Option<&Benchmark>,
) -> Option<(Decimal, MarginBasis)> {
    let number = |field: Field| result.facts.value::<Decimal>(&field);
    if let Some(error) = number(Field::StandardError).filter(|error| *error > Decimal::ZERO) {
        return Some((error.checked_mul(Z)?, MarginBasis::StandardErrors));
    }
    if let (Some(low), Some(high)) = (number(Field::Low), number(Field::High)) {
        let width = high.checked_sub(low)?.checked_div(Decimal::TWO)?;
        return (width > Decimal::ZERO).then_some((width, MarginBasis::Intervals));
    }
    let unit: Option<String> = benchmark?.facts.value(&Field::ScoreUnit);
    let samples: u64 = result.facts.value(&Field::Samples)?;
    let is_per_cent = unit.as_deref() == Some("percent") && (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(&score);
    (is_per_cent && samples > 0).then(|| (binomial(score, samples), MarginBasis::Samples))
}

/// The half width for a score in per cent over independent tasks, after Agresti and Coull (1998): two successes and two
/// failures are added, so that a score of 0 or 100 does not look certain.
fn binomial(score: Decimal, samples: u64) -> Decimal {
    let tasks = Decimal::from(samples) + Decimal::from(4);
    let share = (score / Decimal::ONE_HUNDRED * Decimal::from(samples) + Decimal::TWO) / tasks;
    Z * Decimal::ONE_HUNDRED * root(share * (Decimal::ONE - share) / tasks)
}

/// The square root by Newton's method, to at least twelve digits; zero for what is not positive. Deterministic, unlike
/// binary floats across machines.
pub(crate) fn root(square: Decimal) -> Decimal {
    if square <= Decimal::ZERO {
        return Decimal::ZERO;
    }
    let mut guess = square.max(Decimal::ONE);
    for _ in 0..200 {
        let Some(next) = square.checked_div(guess).and_then(|part| (part + guess).checked_div(Decimal::TWO)) else {
            return guess;
        };
        if next >= guess {
            return guess;
        }
        guess = next;
    }
    guess
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn half_a_hundred_samples_at_half_is_about_thirteen_points() {
        assert_eq!(binomial(Decimal::from(50), 50).round_dp(2).to_string(), "13.34");
        assert!(binomial(Decimal::ONE_HUNDRED, 50) > Decimal::ONE, "a full score is not certain");
    }

    proptest! {
        #[test]
        fn a_root_squared_is_what_it_is_the_root_of(number in 1_i64..1_000_000_000_000, scale in 0_u32..8) {
            let square = Decimal::new(number, scale);
            let root = root(square);
            prop_assert!(((root * root - square) / square).abs() < Decimal::new(1, 12));
        }
    }
}
