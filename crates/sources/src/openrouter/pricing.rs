//! OpenRouter's price objects: decimal strings in dollars per unit, with conditional overrides and tier tables.

use crate::json::{Object, RowError};
use crate::price::{Prices, Zero};
use crate::report::Report;
use rust_decimal::Decimal;
use weigh_catalog::rate::parse_clock;
use weigh_catalog::{Field, Meter, RateKey, Record, ServiceTier, Usd, Value, Window};

/// Prices are dollars per single unit; rates are dollars per million.
const SHIFT: i32 = 6;

/// Above this multiple of the prompt price, an `image` price is per image: image tokens cost at most a few times as much as
/// text tokens, and the smallest image ever billed by the piece counted as 258 of them.
const IMAGE_TOKENS: u32 = 20;

const METERS: [(&str, Meter); 14] = [
    ("prompt", Meter::Input),
    ("completion", Meter::Output),
    ("input_cache_read", Meter::CachedInput),
    ("input_cache_write", Meter::CacheWrite),
    ("input_cache_write_1h", Meter::CacheWrite1h),
    ("internal_reasoning", Meter::Reasoning),
    ("audio", Meter::AudioInput),
    ("audio_output", Meter::AudioOutput),
    ("input_audio_cache", Meter::CachedAudioInput),
    ("image", Meter::ImageInput),
    ("image_token", Meter::ImageInput),
    ("image_output", Meter::ImageOutput),
    ("request", Meter::Request),
    ("web_search", Meter::WebSearch),
];

/// Labels of the tier tables, which are made for people.
const LABELS: [(&str, Meter); 9] = [
    ("Input Price", Meter::Input),
    ("Output Price", Meter::Output),
    ("Cache Read", Meter::CachedInput),
    ("Cache Write", Meter::CacheWrite),
    ("Image Input", Meter::ImageInput),
    ("Image Output", Meter::ImageOutput),
    ("Input Audio", Meter::AudioInput),
    ("Input Audio Cache", Meter::CachedAudioInput),
    ("Web Search", Meter::WebSearch),
];

/// Units of the tier tables. Their prices stand per single unit all the same; the label says how the page shows them.
const UNITS: [&str; 2] = ["/M tokens", "/1K calls"];

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

#[derive(Debug, Clone)]
struct Price {
    key: RateKey,
    digits: String,
    amount: Usd,
}

/// Every price of one route, before the rules decide which of them are rates.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    prices: Vec<Price>,
    is_dynamic: bool,
}

impl Sheet {
    /// Reads a `pricing` object as the rates of `tier`.
    pub(super) fn read(
        mut pricing: Object<'_>,
        tier: ServiceTier,
        locator: &str,
        report: &mut Report,
    ) -> Result<Self, RowError> {
        let mut sheet = Self::default();
        sheet.take_meters(&mut pricing, &RateKey::new(Meter::Input, tier))?;
        if sheet.has_minus_one() {
            return Ok(Self { prices: Vec::new(), is_dynamic: true });
        }
        for raw in pricing.array("overrides")?.unwrap_or_default() {
            let place = format!("{locator} pricing.overrides");
            sheet.take_override(Object::read(raw, "overrides")?, tier, &place, report)?;
        }
        if pricing
            .digits("discount")?
            .is_some_and(|discount| Usd::from_digits(&discount, 0).is_ok_and(|d| !d.is_zero()))
        {
            report.note("prices as listed, a temporary discount already taken off", locator);
        }
        pricing.finish(report, "pricing");
        sheet.tell_images_apart();
        Ok(sheet)
    }

    /// `-1` a token, shifted to a million.
    fn has_minus_one(&self) -> bool {
        let minus_one = Usd::from_digits("-1", SHIFT).ok();
        self.prices.iter().any(|price| Some(price.amount) == minus_one)
    }

    /// Takes every known price of an object; `like` gives the tier and the conditions.
    fn take_meters(&mut self, pricing: &mut Object<'_>, like: &RateKey) -> Result<(), RowError> {
        for (key, meter) in METERS {
            if let Some(digits) = pricing.digits(key)? {
                self.push(RateKey { meter, ..like.clone() }, &digits)?;
            }
        }
        Ok(())
    }

    fn push(&mut self, key: RateKey, digits: &str) -> Result<(), RowError> {
        let amount = Usd::from_digits(digits, SHIFT)
            .map_err(|_| RowError { key: format!("pricing.{key}"), expected: "a number of at most 28 digits" })?;
        self.prices.push(Price { key, digits: digits.to_owned(), amount });
        Ok(())
    }

    /// Takes one conditional price; later ones replace earlier ones under the same conditions.
    ///
    /// An entry with a condition nobody here knows is put aside whole: without its condition the price would be wrong.
    fn take_override(
        &mut self,
        mut entry: Object<'_>,
        tier: ServiceTier,
        place: &str,
        report: &mut Report,
    ) -> Result<(), RowError> {
        let above = entry.count("min_prompt_tokens")?;
        let window = take_window(&mut entry)?;
        let mut like = RateKey::new(Meter::Input, tier);
        like.conditions.set(|conditions| {
            conditions.above_tokens = above;
            conditions.window = window;
        });
        let mut conditional = Self::default();
        conditional.take_meters(&mut entry, &like)?;
        let unknown: Vec<&str> = entry.keys().collect();
        if !unknown.is_empty() {
            report.review(place, "rate", &unknown.join(","), "a price under a condition that is not known here");
        } else if above.is_none() && window.is_none() {
            report.review(place, "rate", "", "a conditional price without a condition");
        } else {
            self.prices.append(&mut conditional.prices);
        }
        Ok(())
    }

    /// Adds the table of one service tier.
    pub(super) fn take_tier(
        &mut self,
        mut table: Object<'_>,
        tier: ServiceTier,
        locator: &str,
        report: &mut Report,
    ) -> Result<(), RowError> {
        for raw in table.array("display_pricing")?.unwrap_or_default() {
            let mut line = Object::read(raw, "display_pricing")?;
            let label = line.text("sku_label")?.unwrap_or_default();
            let unit = line.text("unitLabel")?.unwrap_or_default();
            let meter = LABELS.iter().find(|(name, _)| *name == label).map(|(_, meter)| *meter);
            match meter {
                Some(meter) if UNITS.contains(&unit.as_str()) => {
                    self.take_line(&mut line, &RateKey::new(meter, tier), locator, report)?;
                    line.ignore(&["kind", "displayMultiplier", "isDiscountExempt", "isServerTool"]);
                    line.finish(report, "display_pricing");
                }
                _ => report.review(locator, format!("{label}.{}", tier.id()), &unit, "a tier price of unknown meaning"),
            }
        }
        table.finish(report, "tiers");
        Ok(())
    }

    fn take_line(
        &mut self,
        line: &mut Object<'_>,
        key: &RateKey,
        locator: &str,
        report: &mut Report,
    ) -> Result<(), RowError> {
        if let Some(digits) = line.digits("price")? {
            self.push(key.clone(), &digits)?;
        }
        for raw in line.array("tiers")?.unwrap_or_default() {
            let mut bracket = Object::read(raw, "display_pricing.tiers")?;
            let label = bracket.text("sku_label")?.unwrap_or_default();
            let digits = bracket.digits("price")?;
            match (threshold(&label), digits) {
                (Some(tokens), Some(digits)) => self.push(key.clone().above(tokens), &digits)?,
                _ if label.starts_with('≤') => {}
                _ => report.review(locator, Field::Rate(key.clone()), &label, "a price bracket of unknown meaning"),
            }
        }
        Ok(())
    }

    /// `image` was a price per image once and is a price per image token now: the prompt price tells which.
    fn tell_images_apart(&mut self) {
        let limit = self
            .prices
            .iter()
            .find(|price| price.key.meter == Meter::Input && price.key.conditions == <_>::default())
            .and_then(|price| price.amount.times(Decimal::from(IMAGE_TOKENS)));
        for price in self.prices.iter_mut().filter(|price| price.key.meter == Meter::ImageInput) {
            if limit.is_none_or(|limit| price.amount > limit) && !price.amount.is_zero() {
                price.key.meter = Meter::ImageRead;
            }
        }
    }

    /// The price of another meter under the same conditions, else without conditions.
    fn beside(&self, key: &RateKey, meter: Meter) -> Option<Usd> {
        let same = RateKey { meter, ..key.clone() };
        let plain = RateKey::new(meter, key.tier);
        let find = |wanted: &RateKey| self.prices.iter().find(|price| price.key == *wanted).map(|price| price.amount);
        find(&same).or_else(|| find(&plain))
    }

    /// Why a price is no rate, if so.
    fn is_no_rate(&self, price: &Price, zero: Zero) -> Option<&'static str> {
        let meter = price.key.meter;
        let is_main = matches!(meter, Meter::Input | Meter::Output | Meter::CachedInput);
        if price.amount.is_zero() && !is_main && zero != Zero::Free {
            return Some("zero for a side meter read as unknown");
        }
        // Gemini: the tokens are billed as input, this on top for five minutes of storage.
        if matches!(meter, Meter::CacheWrite | Meter::CacheWrite1h)
            && self.beside(&price.key, Meter::Input).is_some_and(|input| price.amount < input)
        {
            return Some("cache write below input is a storage surcharge, not a rate");
        }
        let is_output = meter == Meter::Reasoning && self.beside(&price.key, Meter::Output) == Some(price.amount);
        is_output.then_some("reasoning at the output rate is no rate of its own")
    }

    /// Writes the rates into the record.
    pub(super) fn apply(self, record: &mut Record, zero: Zero, report: &mut Report) -> Result<(), RowError> {
        if self.is_dynamic {
            record.say(Field::PriceKind, Value::Text("dynamic".into()));
            return Ok(());
        }
        let mut prices = Prices::default();
        for price in &self.prices {
            match self.is_no_rate(price, zero) {
                Some(reason) => report.note(reason, &*record.locator),
                None => prices
                    .add(price.key.clone(), &price.digits, SHIFT)
                    .map_err(|_| RowError { key: format!("pricing.{}", price.key), expected: "a number" })?,
            }
        }
        prices.apply(record, zero, report);
        Ok(())
    }
}

/// The tokens above which a bracket such as `>200K` applies.
fn threshold(label: &str) -> Option<u64> {
    let size = label.strip_prefix('>')?.trim();
    let (number, scale) = match (size.strip_suffix(['K', 'k']), size.strip_suffix(['M', 'm'])) {
        (Some(number), _) => (number, 1_000),
        (_, Some(number)) => (number, 1_000_000),
        _ => (size, 1),
    };
    number.trim().parse::<u64>().ok()?.checked_mul(scale)
}

/// Takes `utc_start`, `utc_end` (HHMM as numbers, may wrap past midnight) and `utc_days`; `None` if none is there.
fn take_window(entry: &mut Object<'_>) -> Result<Option<Window>, RowError> {
    let (start, end) = (entry.count("utc_start")?, entry.count("utc_end")?);
    let days = entry.texts("utc_days")?;
    if start.is_none() && end.is_none() && days.is_none() {
        return Ok(None);
    }
    let from_minute = clock(start.unwrap_or(0)).filter(|minute| *minute < 1440);
    let until_minute = clock(end.unwrap_or(if start.is_none() { 2400 } else { 0 }));
    let weekdays = days.as_deref().map_or(Some(Window::EVERY_DAY), weekdays_of);
    match (from_minute, until_minute, weekdays) {
        (Some(from_minute), Some(until_minute), Some(weekdays)) => {
            Ok(Some(Window { from_minute, until_minute, weekdays }))
        }
        _ => Err(RowError { key: "pricing.overrides".to_owned(), expected: "a UTC window" }),
    }
}

fn clock(hhmm: u64) -> Option<u16> {
    parse_clock(&format!("{hhmm:04}"))
}

fn weekdays_of(names: &[String]) -> Option<u8> {
    let bit = |name: &String| {
        let short: String = name.chars().take(3).flat_map(char::to_lowercase).collect();
        WEEKDAYS.iter().position(|day| *day == short).map(|day| 1_u8 << day)
    };
    names.iter().try_fold(0, |bits, name| Some(bits | bit(name)?)).filter(|bits| *bits != 0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json;
    use weigh_catalog::Subject;

    fn said(pricing: &str, zero: Zero) -> Vec<String> {
        let mut report = Report::default();
        let pricing = json::file("x.json", pricing.as_bytes()).unwrap();
        let mut record = Record::new(Subject::route("openrouter", "acme/alpha"), "x");
        let sheet = Sheet::read(pricing, ServiceTier::Standard, "x", &mut report).unwrap();
        sheet.apply(&mut record, zero, &mut report).unwrap();
        record.statements.iter().map(|said| format!("{} {}", said.field, said.value)).collect()
    }

    #[test]
    fn windows_may_wrap_and_may_lack_an_end() {
        let base = r#"{"prompt":"0.000002","overrides":[{"prompt":"0.000001",WHEN}]}"#;
        for (when, window) in [
            (r#""utc_start":1400,"utc_end":0"#, "1400-0000"),
            (r#""utc_start":"0030","utc_end":2400"#, "0030-2400"),
            (r#""utc_end":900"#, "0000-0900"),
            (r#""utc_days":["sat","sun"]"#, "sat,sun 0000-2400"),
        ] {
            let expected = ["rate.input 2".to_owned(), format!("rate.input[{window}] 1")];
            assert_eq!(said(&base.replace("WHEN", when), Zero::Unknown), expected, "{when}");
        }
    }

    #[test]
    fn an_unknown_day_refuses_the_row() {
        let pricing = br#"{"prompt":"0.000002","overrides":[{"prompt":"0.000001","utc_days":["holiday"]}]}"#;
        let pricing = json::file("x.json", pricing).unwrap();
        assert!(Sheet::read(pricing, ServiceTier::Standard, "x", &mut Report::default()).is_err());
    }

    #[test]
    fn a_bracket_keeps_the_base_price_for_what_it_does_not_name() {
        let text = r#"{"prompt":"0.000001","completion":"0.000004","internal_reasoning":"0.000004",
            "overrides":[{"min_prompt_tokens":200000,"completion":"0.000006","input_cache_write":"0.0000005"}]}"#;
        assert_eq!(said(text, Zero::Unknown), ["rate.input 1", "rate.output 4", "rate.output>200000 6"]);
    }

    #[test]
    fn zeros_of_side_meters_mean_nothing_unless_free() {
        let text = r#"{"prompt":"0.000001","completion":"0.000002","request":"0","image":"0"}"#;
        assert_eq!(said(text, Zero::Unknown), ["rate.input 1", "rate.output 2"]);
        assert_eq!(said(r#"{"prompt":"0","completion":"0"}"#, Zero::Unknown), [""; 0]);
    }

    #[test]
    fn labels_of_brackets_are_read() {
        assert_eq!(threshold(">200K"), Some(200_000));
        assert_eq!(threshold(">1M"), Some(1_000_000));
        assert_eq!(threshold("> 512"), Some(512));
        for bad in ["≤200K", "200K", ">", ">K", ">-1K", ">99999999999999999999K"] {
            assert_eq!(threshold(bad), None, "{bad}");
        }
    }
}
