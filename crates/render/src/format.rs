//! How numbers, dates and amounts are written. Every number on a page passes through here once.
//!
//! Prices keep the source's digits; totals are rounded to cents; shares never read 0 % or 100 % unless they are exactly
//! that. `k`, `M`, `B` and `T` are powers of 1,000.

use jiff::Unit as TimeUnit;
use rust_decimal::{Decimal, RoundingStrategy};
use weigh_catalog::date::PartialDate;
use weigh_catalog::{Day, Unit, Usd};

/// A number in decimal digits, about to be written. Pages write thousands of numbers, each once, in one go.
#[derive(Debug, Clone, Copy)]
struct Digits {
    is_negative: bool,
    all: u128,
    /// How many of them stand behind the point.
    places: u32,
}

/// A number without its last digit, and that digit. Nearly all numbers are small, and small ones are divided far faster.
fn without_last(number: u128) -> (u128, u8) {
    let (rest, last) = u64::try_from(number)
        .map_or_else(|_| (number / 10, number % 10), |small| ((small / 10).into(), (small % 10).into()));
    (rest, u8::try_from(last).unwrap_or_default())
}

impl Digits {
    /// Without zeros that say nothing.
    fn of(number: Decimal) -> Self {
        let (mut all, mut places) = (number.mantissa().unsigned_abs(), number.scale());
        while let (rest, 0) = without_last(all)
            && places > 0
        {
            (all, places) = (rest, places - 1);
        }
        Self { is_negative: number.is_sign_negative() && all != 0, all, places }
    }

    /// With so many places behind the point, or more.
    const fn at_least(mut self, places: u32) -> Self {
        while self.places < places {
            self.all *= 10;
            self.places += 1;
        }
        self
    }

    /// With a sign, something `before` and `behind` it, and a comma between groups of three digits of the whole part.
    fn write(self, before: &str, behind: &str) -> String {
        // Filled from its end: 39 digits at most, a point, and a comma for each three.
        let mut written = [0; 64];
        let mut start = written.len();
        let mut put = |byte: u8| {
            start -= 1;
            written[start] = byte;
        };
        let (mut rest, mut count) = (self.all, 0);
        while rest > 0 || count <= self.places {
            if count == self.places && count > 0 {
                put(b'.');
            } else if count > self.places && (count - self.places).is_multiple_of(3) {
                put(b',');
            }
            let (next, digit) = without_last(rest);
            put(b'0' + digit);
            (rest, count) = (next, count + 1);
        }
        let digits = std::str::from_utf8(&written[start..]).unwrap_or_default();
        [if self.is_negative { "-" } else { "" }, before, digits, behind].concat()
    }
}

/// Rounds half away from zero, as people do.
fn rounded(number: Decimal, places: u32) -> Decimal {
    if number.scale() <= places {
        return number;
    }
    number.round_dp_with_strategy(places, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounds to so many significant digits; keeps every digit before the point.
fn significant(number: Decimal, digits: u32) -> Decimal {
    if 10_u128.checked_pow(digits).is_some_and(|limit| number.mantissa().unsigned_abs() < limit) {
        return number;
    }
    let whole_digits = number.trunc().abs().to_string().len();
    let kept = u32::try_from(whole_digits).unwrap_or(digits).max(digits);
    let digits = if number.trunc().is_zero() { digits } else { kept };
    number.round_sf_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero).unwrap_or(number).normalize()
}

/// A price with all its digits, at least two places: `$0.10`, `$0.0375`, `$1,235.50`.
pub fn price(amount: Usd) -> String {
    Digits::of(amount.amount()).at_least(2).write("$", "")
}

/// An amount on an axis: a price without empty cents: `$5,000`, `$0.25`.
pub fn mark(amount: Usd) -> String {
    let text = price(amount);
    text.strip_suffix(".00").map_or_else(|| text.clone(), str::to_owned)
}

/// A price with its unit: `$0.10 per 1M tokens`, `$10.00 per 1,000 calls`.
pub fn rate(amount: Usd, unit: Unit) -> String {
    format!("{} {}", rate_amount(amount, unit), per(unit))
}

/// The amount of [`rate`] alone, in the unit that [`per`] names.
pub fn rate_amount(amount: Usd, unit: Unit) -> String {
    let shown = match shown_units(unit) {
        1_000_000 => Some(amount),
        units => Decimal::from(units).checked_div(Decimal::from(1_000_000_u32)).and_then(|f| amount.times(f)),
    };
    shown.map_or_else(|| "out of range".to_owned(), |amount| price(Usd::new(significant(amount.amount(), 12))))
}

/// How many units a shown rate is for; stored rates are for a million of any unit.
const fn shown_units(unit: Unit) -> u32 {
    match unit {
        Unit::Token | Unit::TokenHour | Unit::Character | Unit::Pixel => 1_000_000,
        Unit::Request | Unit::Call | Unit::Page | Unit::Session => 1_000,
        Unit::Image => 1,
        Unit::Second => 60,
    }
}

/// What a shown rate is for.
pub const fn per(unit: Unit) -> &'static str {
    match unit {
        Unit::Token => "per 1M tokens",
        Unit::TokenHour => "per 1M tokens and hour",
        Unit::Request => "per 1,000 requests",
        Unit::Call => "per 1,000 calls",
        Unit::Image => "per image",
        Unit::Pixel => "per 1M pixels",
        Unit::Character => "per 1M characters",
        Unit::Second => "per minute",
        Unit::Page => "per 1,000 pages",
        Unit::Session => "per 1,000 sessions",
    }
}

/// A total, rounded to cents; below one cent with two significant digits: `$105.00`, `$0.0042`.
pub fn total(amount: Usd) -> String {
    let amount = amount.amount();
    let cent = Decimal::new(1, 2);
    if amount.is_zero() || amount.abs() >= cent {
        return Digits::of(rounded(amount, 2)).at_least(2).write("$", "");
    }
    Digits::of(significant(amount, 2)).write("$", "")
}

/// A whole number with all its digits: `1,235,814,400`.
pub fn count(number: u64) -> String {
    Digits::of(Decimal::from(number)).write("", "")
}

/// A number with all its digits: `1,234.5`.
pub fn decimal(number: Decimal) -> String {
    Digits::of(number).write("", "")
}

/// A score or difference with at most two places.
pub fn score(number: Decimal) -> String {
    decimal(rounded(number, 2))
}

/// A difference with its sign: `+3.1`, `-0.4`, `0`.
pub fn signed(number: Decimal) -> String {
    let sign = if number.is_sign_positive() && !rounded(number, 2).is_zero() { "+" } else { "" };
    format!("{sign}{}", score(number))
}

/// A whole number with three significant digits and a letter: `128k`, `1.05M`, `1.24B`.
pub fn short(number: u64) -> String {
    let step = |divisor: u64, letter: &str| Digits::of(rounded_to_three(number, divisor)).write("", letter);
    match number {
        0..1_000 => number.to_string(),
        1_000..1_000_000 => step(1_000, "k"),
        1_000_000..1_000_000_000 => step(1_000_000, "M"),
        1_000_000_000..1_000_000_000_000 => step(1_000_000_000, "B"),
        _ => step(1_000_000_000_000, "T"),
    }
}

/// The quotient with three significant digits, also where the whole part is that long already.
fn rounded_to_three(number: u64, divisor: u64) -> Decimal {
    let quotient = Decimal::from(number).checked_div(Decimal::from(divisor)).unwrap_or_default();
    let places = if quotient < Decimal::TEN { 2 } else { u32::from(quotient < Decimal::ONE_HUNDRED) };
    rounded(quotient, places)
}

/// Tokens, short, with the exact count where the short form hides digits: `128k`, `131k (131,072)`.
pub fn tokens(number: u64) -> String {
    if number < 10_000 {
        return count(number);
    }
    let is_exact = number.is_multiple_of(10_u64.pow(number.ilog10().saturating_sub(2)));
    if is_exact { short(number) } else { format!("{} ({})", short(number), count(number)) }
}

/// A share as per cent, whole from 10 % up: `55 %`, `4.2 %`, `under 0.1 %`, `over 99 %`.
pub fn percent(share: Decimal) -> String {
    let hundredfold = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share);
    let size = hundredfold.abs();
    let sign = if hundredfold.is_sign_negative() && !hundredfold.is_zero() { "-" } else { "" };
    if size.is_zero() {
        "0 %".to_owned()
    } else if size < Decimal::new(5, 2) {
        format!("{sign}under 0.1 %")
    } else if size < Decimal::TEN {
        Digits::of(rounded(size, 1)).write(sign, " %")
    } else if size < Decimal::ONE_HUNDRED && rounded(size, 0) == Decimal::ONE_HUNDRED {
        format!("{sign}over 99 %")
    } else {
        Digits::of(rounded(size, 0)).write(sign, " %")
    }
}

/// A share of output in all tokens, to a tenth, so that a break-even beside the workload's own mix stays apart from it.
pub fn mix(share: Decimal) -> String {
    let hundredfold = share.checked_mul(Decimal::ONE_HUNDRED).unwrap_or(share);
    Digits::of(rounded(hundredfold, 1)).write("", " %")
}

/// How many times as much: `2.2 times`, `18 times`.
pub fn multiple(factor: Decimal) -> String {
    let places = u32::from(factor < Decimal::TEN);
    format!("{} times", decimal(rounded(factor, places)))
}

/// A day: `2026-05-22`.
pub fn day(day: Day) -> String {
    day.to_string()
}

/// A date as precise as it is known: `2024`, `2024-05`, `2024-05-31`.
pub fn date(date: PartialDate) -> String {
    date.to_string()
}

/// Whole months from one day to another: `7 months`, `1 month`, `less than a month`.
pub fn months(from: Day, until: Day) -> String {
    let span = from.until((TimeUnit::Month, until)).map_or(0, |span| span.get_months());
    match span {
        0 => "less than a month".to_owned(),
        1 | -1 => "1 month".to_owned(),
        many => format!("{} months", many.unsigned_abs()),
    }
}

/// A count with its noun: `1 route`, `3 routes`.
pub fn counted(number: usize, one: &str, many: &str) -> String {
    let number = decimal(Decimal::from(number));
    format!("{number} {}", if number == "1" { one } else { many })
}

/// Names as people list them: `A`, `A and B`, `A, B and C`.
pub fn listed<T: AsRef<str>>(names: &[T]) -> String {
    match names {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => {
            let first: Vec<&str> = first.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", first.join(", "), last.as_ref())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn usd(text: &str) -> Usd {
        Usd::from_digits(text, 0).unwrap()
    }

    fn number(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn prices_keep_their_digits() {
        for (digits, text) in [
            ("0.1", "$0.10"),
            ("1235.5", "$1,235.50"),
            ("0.0375", "$0.0375"),
            ("0", "$0.00"),
            ("1100000", "$1,100,000.00"),
        ] {
            assert_eq!(price(usd(digits)), text);
        }
    }

    proptest! {
        #[test]
        fn no_digit_is_lost_and_none_is_made_up(mantissa in any::<i64>(), scale in 0_u32..20, huge in any::<bool>()) {
            let factor = Decimal::from(if huge { 4_000_000_000_u64 } else { 1 });
            let number = Decimal::new(mantissa, scale) * factor;
            let written = decimal(number);
            prop_assert_eq!(written.replace(',', ""), number.normalize().to_string());
            let whole = written.trim_start_matches('-').split('.').next().unwrap();
            let groups: Vec<&str> = whole.split(',').collect();
            prop_assert!(groups[1..].iter().all(|group| group.len() == 3) && (1..=3).contains(&groups[0].len()));
        }
    }

    #[test]
    fn marks_of_an_axis_have_no_empty_cents() {
        assert_eq!((mark(usd("5000")), mark(usd("0.5"))), ("$5,000".to_owned(), "$0.50".to_owned()));
    }

    #[test]
    fn totals_are_rounded_to_cents() {
        for (digits, text) in [
            ("105", "$105.00"),
            ("388.505", "$388.51"),
            ("0.0042", "$0.0042"),
            ("0.00001234", "$0.000012"),
            ("-2.5", "-$2.50"),
        ] {
            assert_eq!(total(usd(digits)), text);
        }
    }

    #[test]
    fn rates_are_shown_in_the_unit_people_use() {
        assert_eq!(rate(usd("0.1"), Unit::Token), "$0.10 per 1M tokens");
        assert_eq!(rate(usd("10000"), Unit::Call), "$10.00 per 1,000 calls");
        assert_eq!(rate(usd("40000"), Unit::Image), "$0.04 per image");
        assert_eq!(rate(usd("100"), Unit::Second), "$0.006 per minute");
    }

    #[test]
    fn counts_are_short_only_to_three_digits() {
        for (number, text) in [
            (999, "999"),
            (128_000, "128k"),
            (131_072, "131k"),
            (1_048_576, "1.05M"),
            (1_235_814_400, "1.24B"),
            (400_000_000_000, "400B"),
            (1_000_000_000_000, "1T"),
        ] {
            assert_eq!(short(number), text);
        }
        assert_eq!(tokens(128_000), "128k");
        assert_eq!(tokens(131_072), "131k (131,072)");
        assert_eq!(tokens(4_096), "4,096");
        assert_eq!(count(1_235_814_400), "1,235,814,400");
    }

    #[test]
    fn a_share_reads_nothing_or_all_only_if_it_is() {
        for (share, text) in [
            ("0.545", "55 %"),
            ("0.042", "4.2 %"),
            ("0", "0 %"),
            ("0.0001", "under 0.1 %"),
            ("0.999", "over 99 %"),
            ("1", "100 %"),
        ] {
            assert_eq!(percent(number(share)), text);
        }
    }

    #[test]
    fn a_mix_is_written_to_a_tenth() {
        assert_eq!((mix(number("0.2381")), mix(number("0.375"))), ("23.8 %".to_owned(), "37.5 %".to_owned()));
        assert_eq!((mix(number("0.5")), mix(number("0"))), ("50 %".to_owned(), "0 %".to_owned()));
    }

    #[test]
    fn multiples_months_and_lists_read_as_people_say_them() {
        assert_eq!(multiple(number("2.2")), "2.2 times");
        assert_eq!(multiple(number("18.4")), "18 times");
        let date = |text: &str| text.parse::<Day>().unwrap();
        assert_eq!(months(date("2026-09-28"), date("2027-04-28")), "7 months");
        assert_eq!(months(date("2026-09-28"), date("2026-10-01")), "less than a month");
        assert_eq!(listed(&["A", "B", "C"]), "A, B and C");
        assert_eq!(counted(1, "route", "routes"), "1 route");
        assert_eq!(signed(number("3.1")), "+3.1");
        assert_eq!(signed(number("-0.001")), "0");
    }
}
