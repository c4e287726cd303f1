//! Amounts and shares as people write them.

use super::error::WorkloadError;
use super::{MOST, SHARE_DECIMALS};
use rust_decimal::Decimal;
use weigh_catalog::ServiceTier;
use weigh_catalog::money::parse_decimal;

/// Reads `800M`, `250k`, `1.5B`, `1_000` or `1,000` exactly: k is a thousand, M a million, B (or G) a thousand million,
/// T a million million. Upper and lower case are the same.
///
/// ```
/// use weigh_compare::workload::amount;
/// assert_eq!(amount("1.5B")?, 1_500_000_000);
/// # Ok::<(), weigh_compare::workload::WorkloadError>(())
/// ```
pub fn amount(text: &str) -> Result<u64, WorkloadError> {
    let plain: String = text.trim().chars().filter(|c| !matches!(c, '_' | ',' | ' ')).collect();
    let suffix = plain.chars().next_back().filter(char::is_ascii_alphabetic);
    let factor = suffix.map_or(Some(1_u64), factor_of).ok_or_else(|| not_an_amount(text))?;
    let digits = suffix.and_then(|suffix| plain.strip_suffix(suffix)).unwrap_or(&plain);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'+')) {
        return Err(not_an_amount(text));
    }
    let number = parse_decimal(digits).map_err(|_| not_an_amount(text))?;
    if number.is_sign_negative() && !number.is_zero() {
        return Err(WorkloadError::Negative { text: text.to_owned() });
    }
    let absurd = || WorkloadError::Absurd { what: "an amount", amount: text.to_owned() };
    let product = number.checked_mul(Decimal::from(factor)).ok_or_else(absurd)?;
    if product > Decimal::from(MOST) {
        return Err(absurd());
    }
    if !product.fract().is_zero() {
        return Err(WorkloadError::NotWhole { text: text.to_owned() });
    }
    u64::try_from(product).map_err(|_| absurd())
}

fn not_an_amount(text: &str) -> WorkloadError {
    WorkloadError::NotAnAmount { text: text.to_owned() }
}

fn factor_of(suffix: char) -> Option<u64> {
    Some(match suffix.to_ascii_lowercase() {
        'k' => 1_000,
        'm' => 1_000_000,
        'b' | 'g' => 1_000_000_000,
        't' => 1_000_000_000_000,
        _ => return None,
    })
}

/// Reads `0.3` or `30%` as a share from 0 to 1, of at most six decimals.
pub fn share(text: &str) -> Result<Decimal, WorkloadError> {
    let error = || WorkloadError::NotAShare { text: text.to_owned() };
    let trimmed = text.trim();
    let (digits, shift) = trimmed.strip_suffix('%').map_or((trimmed, 0), |digits| (digits, 2));
    let number = parse_decimal(digits).map_err(|_| error())?;
    let share = number.checked_mul(Decimal::new(1, shift)).ok_or_else(error)?.normalize();
    let fits = share >= Decimal::ZERO && share <= Decimal::ONE && share.scale() <= SHARE_DECIMALS;
    fits.then_some(share).ok_or_else(error)
}

/// Reads the word for a service tier.
pub fn tier(text: &str) -> Result<ServiceTier, WorkloadError> {
    let text = text.trim();
    let found = ServiceTier::ALL.iter().copied().find(|tier| tier.id() == text);
    found.ok_or_else(|| WorkloadError::UnknownTier {
        text: text.to_owned(),
        nearest: nearest(text, ServiceTier::ALL.iter().map(|tier| tier.id())),
    })
}

/// The most similar of some words, if any is similar at all.
pub fn nearest<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Option<String> {
    let text = text.to_lowercase();
    words
        .map(|word| (strsim::damerau_levenshtein(&text, word), word))
        .min()
        .filter(|(distance, word)| *distance * 2 <= word.chars().count())
        .map(|(_, word)| word.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_exactly() {
        for (text, expected) in [
            ("800M", 800_000_000),
            ("250k", 250_000),
            ("1.5B", 1_500_000_000),
            ("0.000001T", 1_000_000),
            ("12", 12),
            ("0", 0),
            ("1_000", 1_000),
            ("1,000,000", 1_000_000),
            (" 5 m ", 5_000_000),
            ("1000T", MOST),
        ] {
            assert_eq!(amount(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_with_a_hint() {
        for bad in ["", "M", "many", "1.2.3", "1e9", "5X", "½", "NaN", "--1"] {
            assert_eq!(amount(bad), Err(WorkloadError::NotAnAmount { text: bad.into() }), "{bad}");
        }
        assert_eq!(amount("-1M"), Err(WorkloadError::Negative { text: "-1M".into() }));
        assert_eq!(amount("1.0005k"), Err(WorkloadError::NotWhole { text: "1.0005k".into() }));
        assert!(matches!(amount("1001T"), Err(WorkloadError::Absurd { .. })));
        assert!(matches!(amount("9999999999999999999999999T"), Err(WorkloadError::Absurd { .. })));
        assert!(amount("x").unwrap_err().hint().contains("250k"));
    }

    #[test]
    fn shares_are_parts_or_percentages() {
        assert_eq!(share("0.3").unwrap().to_string(), "0.3");
        assert_eq!(share("30%").unwrap().to_string(), "0.3");
        assert_eq!(share("1").unwrap(), Decimal::ONE);
        for bad in ["1.1", "-0.1", "110%", "half", "", "0.1234567"] {
            assert!(share(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_misspelt_tier_names_the_nearest() {
        let error = tier("bacth").unwrap_err();
        assert_eq!(error.hint(), "did you mean `batch`?");
        assert_eq!(nearest("zzzzzz", ["batch"].into_iter()), None);
    }
}
