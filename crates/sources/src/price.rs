//! The rules every importer applies to prices: units, zeros and slips.
//!
//! A price is taken from the source's own digits. `0/0` is free only if the id or the source says so; otherwise it means
//! "not per token" at a plan, or nothing at all. Amounts no model has ever cost go to review, not into the catalog.

use crate::report::Report;
use rust_decimal::Decimal;
use weigh_catalog::money::AmountError;
use weigh_catalog::record::Record;
use weigh_catalog::{Field, Meter, RateKey, ServiceTier, Unit, Usd, Value};

/// Dollars per million tokens above which a price is taken for a unit slip. The dearest real rate so far is $600
/// (o1-pro output); a price per thousand tokens read as one per token is a thousand times too high.
const DEAREST_PER_MILLION_TOKENS: i64 = 1_000;

/// Dollars per million calls above which a price is taken for a unit slip: a dollar a search, where the dearest real one
/// costs five cents. A price per thousand searches read as one per search is a thousand times too high.
const DEAREST_PER_MILLION_CALLS: i64 = 1_000_000;

/// Dollars per million tokens below which a positive price is taken for a unit slip.
const CHEAPEST_PER_MILLION_TOKENS: Decimal = Decimal::from_parts(1, 0, 0, false, 5);

/// Dollars per million tokens below which a standard price of input or output is taken for a unit slip: the cheapest real ones,
/// of small embedding and reranking models, are $0.003. A price of one step of an image model, written as one of a million
/// tokens, lies below.
const CHEAPEST_READ_OR_WRITTEN: Decimal = Decimal::from_parts(2, 0, 0, false, 3);

/// Output below this share of input is taken for a slip: no provider sells generation twenty times below reading.
const LEAST_OUTPUT_SHARE: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// What a source means by a price of zero for both input and output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Zero {
    /// The id or the source says that it is free.
    Free,
    /// The provider sells plans, trials or hardware, not tokens.
    Plan,
    /// The source writes zero where it does not know.
    Unknown,
}

impl Zero {
    /// What the ids themselves say: `:free` suffixes and plan providers.
    pub fn of_ids(provider: &str, model: &str) -> Self {
        let model = model.to_ascii_lowercase();
        let says_free = model.ends_with(":free") || model.ends_with("-free") || model.ends_with("/free");
        if says_free {
            Self::Free
        } else if provider.split(['-', '_']).any(|word| word == "plan") {
            Self::Plan
        } else {
            Self::Unknown
        }
    }
}

/// The rates of one route, collected before they are judged together.
#[derive(Debug, Clone, Default)]
pub struct Prices {
    rates: Vec<(RateKey, Usd, String)>,
}

impl Prices {
    /// Adds a rate: the source's digits, shifted right by `shift` places to dollars per million units.
    ///
    /// Per token is 6, per million 0, cents per token 4, cents per million -2, per thousand 3.
    pub fn add(&mut self, key: RateKey, digits: &str, shift: i32) -> Result<(), AmountError> {
        let amount = Usd::from_digits(digits, shift)?;
        let raw = if shift == 0 { digits.to_owned() } else { format!("{digits}e{shift}") };
        self.rates.push((key, amount, raw));
        Ok(())
    }

    /// Moves every standard rate to another tier: for ids that are an offer in that tier only.
    #[must_use]
    pub fn in_tier(mut self, tier: ServiceTier) -> Self {
        for (key, ..) in self.rates.iter_mut().filter(|(key, ..)| key.tier == ServiceTier::Standard) {
            key.tier = tier;
        }
        self
    }

    /// True if nothing was added.
    pub fn is_empty(&self) -> bool {
        self.rates.is_empty()
    }

    fn plain(&self, meter: Meter) -> Option<Usd> {
        self.rates.iter().find(|(key, ..)| key.is_plain() && key.meter == meter).map(|(_, amount, _)| *amount)
    }

    /// Judges the rates and writes those that hold into the record.
    pub fn apply(self, record: &mut Record, zero: Zero, report: &mut Report) {
        let all_zero = !self.is_empty() && self.rates.iter().all(|(_, amount, _)| amount.is_zero());
        if all_zero {
            return apply_zero(self, record, zero, report);
        }
        let (input, output) = (self.plain(Meter::Input), self.plain(Meter::Output));
        for (key, amount, raw) in self.rates {
            let locator = record.locator.to_string();
            if let Some(reason) = slip(&key, amount, input) {
                report.review(&locator, Field::Rate(key), &raw, reason);
            } else if amount.is_zero() && key.meter == Meter::CachedInput {
                report.note("cached input at zero read as unknown", locator);
            } else if amount.is_zero() && key.meter == Meter::Input && output.is_some_and(|output| !output.is_zero()) {
                report.note("input at zero beside a priced output read as unknown", locator);
            } else {
                say(record, key, amount, &raw);
            }
        }
    }
}

fn say(record: &mut Record, key: RateKey, amount: Usd, raw: &str) {
    let is_exact = raw.split('e').next().is_some_and(|digits| digits.len() <= 12);
    record.say_raw(Field::Rate(key), Value::Amount(amount), (!is_exact).then_some(raw));
}

fn apply_zero(prices: Prices, record: &mut Record, zero: Zero, report: &mut Report) {
    let kind = |record: &mut Record, kind: &str| {
        record.say(Field::PriceKind, Value::Text(kind.into()));
    };
    match zero {
        Zero::Free => {
            kind(record, "free");
            for (key, amount, raw) in prices.rates {
                say(record, key, amount, &raw);
            }
        }
        Zero::Plan => kind(record, "plan"),
        Zero::Unknown => report.note("all prices zero read as unknown", record.locator.to_string()),
    }
}

/// Why an amount cannot be right, if so.
pub(crate) fn slip(key: &RateKey, amount: Usd, input: Option<Usd>) -> Option<&'static str> {
    if amount < Usd::ZERO {
        return Some("a negative price");
    }
    if key.meter.unit() == Unit::Call && amount.amount() > Decimal::from(DEAREST_PER_MILLION_CALLS) {
        return Some("above $1 a call: a slip between units?");
    }
    if key.meter.unit() != Unit::Token || amount.is_zero() {
        return None;
    }
    if amount.amount() > Decimal::from(DEAREST_PER_MILLION_TOKENS) {
        return Some("above $1,000 per million tokens: a slip between units?");
    }
    if amount.amount() < CHEAPEST_PER_MILLION_TOKENS {
        return Some("below $0.00001 per million tokens: a slip between units?");
    }
    let is_read_or_written = matches!(key.meter, Meter::Input | Meter::Output) && key.tier == ServiceTier::Standard;
    if is_read_or_written && amount.amount() < CHEAPEST_READ_OR_WRITTEN {
        return Some("below $0.002 per million tokens: a price of something else?");
    }
    let floor = input.map(|input| input * LEAST_OUTPUT_SHARE);
    if key.meter == Meter::Output && key.tier == ServiceTier::Standard && floor.is_some_and(|floor| amount < floor) {
        return Some("output below a twentieth of input: swapped or slipped?");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use weigh_catalog::Subject;

    fn import(rates: &[(&str, &str)], shift: i32, zero: Zero) -> (Vec<String>, Report) {
        let mut prices = Prices::default();
        for (key, digits) in rates {
            prices.add(key.parse().unwrap(), digits, shift).unwrap();
        }
        let mut report = Report::default();
        let mut record = Record::new(Subject::route("acme", "alpha"), "acme.alpha");
        prices.apply(&mut record, zero, &mut report);
        let said = record.statements.iter().map(|said| format!("{} {}", said.field, said.value)).collect();
        (said, report)
    }

    #[test]
    fn prices_come_out_per_million() {
        let (said, _) = import(&[("input", "1e-07"), ("output", "4.4e-06")], 6, Zero::Unknown);
        assert_eq!(said, ["rate.input 0.1", "rate.output 4.4"]);
        let (said, _) = import(&[("input", "0.00011")], 4, Zero::Unknown);
        assert_eq!(said, ["rate.input 1.1"]);
    }

    #[test]
    fn zero_is_free_only_where_somebody_says_so() {
        let zeros = [("input", "0"), ("output", "0")];
        assert_eq!(import(&zeros, 0, Zero::Free).0, ["price-kind free", "rate.input 0", "rate.output 0"]);
        assert_eq!(import(&zeros, 0, Zero::Plan).0, ["price-kind plan"]);
        let (said, report) = import(&zeros, 0, Zero::Unknown);
        assert!(said.is_empty());
        assert_eq!(report.notes.values().map(|tally| tally.count).sum::<usize>(), 1);
    }

    #[test]
    fn ids_say_what_zero_means() {
        assert_eq!(Zero::of_ids("openrouter", "a/b:free"), Zero::Free);
        assert_eq!(Zero::of_ids("alibaba-coding-plan", "qwen"), Zero::Plan);
        assert_eq!(Zero::of_ids("planet", "qwen"), Zero::Unknown);
    }

    #[test]
    fn unit_slips_go_to_review() {
        let (said, report) = import(&[("input", "1.1"), ("output", "4.4e-6")], 6, Zero::Unknown);
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(report.review.len(), 2);
        let (said, report) = import(&[("input", "10"), ("output", "0.1")], 0, Zero::Unknown);
        assert_eq!(said, ["rate.input 10"]);
        assert_eq!(report.review[0].reason, "output below a twentieth of input: swapped or slipped?");
    }

    #[test]
    fn a_price_of_a_step_is_not_one_of_a_million_tokens() {
        let (said, report) = import(&[("input", "1.3e-10"), ("output", "1.3e-10")], 6, Zero::Unknown);
        assert!(said.is_empty(), "{said:?}");
        assert_eq!(report.review[0].reason, "below $0.002 per million tokens: a price of something else?");
        let real =
            import(&[("input", "0.003"), ("cached-input", "0.001"), ("input.batch", "0.0015")], 0, Zero::Unknown).0;
        assert_eq!(real, ["rate.input 0.003", "rate.input.batch 0.0015", "rate.cached-input 0.001"]);
    }

    #[test]
    fn a_price_for_a_thousand_calls_is_not_one_for_a_call() {
        let (said, report) = import(&[("web-search", "30"), ("request", "-0.01")], 6, Zero::Unknown);
        assert!(said.is_empty(), "{said:?}");
        let reasons: Vec<&str> = report.review.iter().map(|review| &*review.reason).collect();
        assert_eq!(reasons, ["above $1 a call: a slip between units?", "a negative price"]);
        assert_eq!(import(&[("web-search", "0.035")], 6, Zero::Unknown).0, ["rate.web-search 35000"]);
    }

    #[test]
    fn an_embedding_model_may_give_its_output_away() {
        assert_eq!(
            import(&[("input", "0.1"), ("output", "0")], 0, Zero::Unknown).0,
            ["rate.input 0.1", "rate.output 0"]
        );
    }
}
