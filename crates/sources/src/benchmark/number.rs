//! Numbers of a board, exactly as far as the board's own digits go.

use rust_decimal::{Decimal, RoundingStrategy};
use weigh_catalog::money::parse_decimal;

/// Significant digits kept. More than any score means, fewer than a binary float garbles.
const SIGNIFICANT_DIGITS: u32 = 12;

/// A number with the source's text where digits were dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Measure {
    /// The number in the benchmark's unit.
    pub(crate) value: Decimal,
    /// The source's text, if the value says less.
    pub(crate) raw: Option<String>,
}

/// Reads digits and moves the decimal point `shift` places to the right; float noise comes off.
pub(crate) fn measure(text: &str, shift: i32) -> Option<Measure> {
    let number = parse_decimal(text).ok()?;
    let factor = Decimal::from(10_i64.checked_pow(shift.unsigned_abs())?);
    let exact = if shift < 0 { number.checked_div(factor) } else { number.checked_mul(factor) }?.normalize();
    let rounded = exact.round_sf_with_strategy(SIGNIFICANT_DIGITS, RoundingStrategy::MidpointAwayFromZero)?.normalize();
    Some(Measure { value: rounded, raw: (rounded != exact).then(|| text.to_owned()) })
}

/// Half widths of an interval written as `+9/-8`: above and below.
pub(crate) fn plus_minus(text: &str) -> Option<(Decimal, Decimal)> {
    let (above, below) = text.split_once('/')?;
    let above = above.trim_start_matches('=').trim().strip_prefix('+')?;
    let below = below.trim().strip_prefix('-')?;
    Some((parse_decimal(above).ok()?, parse_decimal(below).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, shift: i32) -> (String, Option<String>) {
        let measure = measure(text, shift).unwrap();
        (measure.value.to_string(), measure.raw)
    }

    #[test]
    fn fractions_become_per_cent_exactly() {
        assert_eq!(read("0.298", 2), ("29.8".into(), None));
        assert_eq!(read("0.37520000000000003", 2), ("37.52".into(), Some("0.37520000000000003".into())));
        assert_eq!(read("0.8358585858585859", 2), ("83.5858585859".into(), Some("0.8358585858585859".into())));
        assert_eq!(read("1e-3", 2), ("0.1".into(), None));
        assert_eq!(read("0", 2), ("0".into(), None));
        assert!(measure("n/a", 0).is_none());
    }

    #[test]
    fn intervals_in_words_are_read() {
        let read = |text: &str| plus_minus(text).map(|(above, below)| (above.to_string(), below.to_string()));
        assert_eq!(read("=+9/-8.5"), Some(("9".into(), "8.5".into())));
        assert_eq!(read("9/8"), None);
    }
}
