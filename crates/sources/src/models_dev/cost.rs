//! Cost objects of a route, as today's list and its history write them.
//!
//! Amounts are dollars per million tokens. Rules, beside those all sources share:
//! - **Which tokens `output` prices.** At a route that makes only images (or only audio, or only video) those. At one
//!   that makes images and text it is the image price if it is at least [`IMAGE_RATIO`] times the input price (Google's
//!   own list gives image tokens, resellers text tokens), otherwise it is taken for text and noted.
//! - **Cache writes** are charged instead of input, so they never cost less: an amount below input is a storage surcharge
//!   (Gemini at routers) or a slip, one equal to output is a filler. Both are left out. Read and write prices that stand
//!   in each other's place (read above input, write below) are put back.
//! - **Zero** beside a real price is not "free": of anything but output it is read as unknown.

use super::row::{Modalities, Row};
use crate::json::{Object, RowError};
use crate::price::{Prices, Zero};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use weigh_catalog::record::Record;
use weigh_catalog::{Field, Meter, RateKey, ServiceTier, Usd, Value};

/// No text model sells output at thirty times its input (at most 24 in the list of 2026-09-28 apart from two typing
/// errors); image tokens of multimodal models cost 60 to 120 times the input.
const IMAGE_RATIO: Decimal = Decimal::from_parts(30, 0, 0, false, 0);

/// Image tokens of OpenAI's `gpt-image` models cost four to eight times the text input, their text tokens twice.
const GPT_IMAGE_RATIO: Decimal = Decimal::from_parts(4, 0, 0, false, 0);

/// Dollars per million tokens below which input or output is in another unit. The cheapest real input price in the
/// history is $0.0031 (a reranker); $0.0023 and less are prices of speech by the minute and images by the piece.
const CHEAPEST: Decimal = Decimal::from_parts(3, 0, 0, false, 3);

/// Dollars per million tokens above which input or output is in another unit; the dearest real price is $600.
const DEAREST: Decimal = Decimal::from_parts(5_000, 0, 0, false, 0);

/// The same floor for routes that take only audio: by the token they cost $1 and more, by the minute $0.035 and less.
const SPEECH: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// Keys of a cost object in all spellings since 2025. The source itself renamed `inputCached` to `cache_read` and
/// `outputCached` to `cache_write` in June 2025.
const KEYS: &[(&str, Meter)] = &[
    ("input", Meter::Input),
    ("output", Meter::Output),
    ("reasoning", Meter::Reasoning),
    ("cache_read", Meter::CachedInput),
    ("cache_write", Meter::CacheWrite),
    ("input_audio", Meter::AudioInput),
    ("output_audio", Meter::AudioOutput),
    ("image", Meter::ImageOutput),
    ("citation", Meter::Citation),
    ("inputCached", Meter::CachedInput),
    ("cached_input", Meter::CachedInput),
    ("cache_input", Meter::CachedInput),
    ("cached_read", Meter::CachedInput),
    ("cached", Meter::CachedInput),
    ("outputCached", Meter::CacheWrite),
    ("cached_write", Meter::CacheWrite),
];

/// The amounts of one tier and bracket.
#[derive(Debug)]
struct Quote {
    tier: ServiceTier,
    above: Option<u64>,
    amounts: BTreeMap<Meter, (Usd, String)>,
}

/// All quotes of one route.
#[derive(Debug, Default)]
pub(super) struct Cost {
    quotes: Vec<Quote>,
}

impl Cost {
    /// Reads a cost object with its brackets.
    pub(super) fn read(&mut self, mut cost: Object<'_>, tier: ServiceTier, row: &mut Row<'_, '_>) {
        let brackets = cost.array("tiers");
        let brackets = row.kept(brackets).unwrap_or_default();
        let repeated = cost.object("context_over_200k");
        let repeated = row.kept(repeated).filter(|_| brackets.is_empty());
        review_request(&mut cost, row);
        self.quote(cost, tier, None, row);
        for bracket in brackets {
            let bracket = Object::read(bracket, "cost.tiers").map(Some);
            let Some(mut bracket) = row.kept(bracket) else { continue };
            match boundary(&mut bracket) {
                Ok(above) => self.quote(bracket, tier, Some(above), row),
                Err(error) => row.note(format!("bracket left out: {error}")),
            }
        }
        if let Some(repeated) = repeated {
            self.quote(repeated, tier, Some(200_000), row);
        }
    }

    fn quote(&mut self, mut cost: Object<'_>, tier: ServiceTier, above: Option<u64>, row: &mut Row<'_, '_>) {
        let mut amounts = BTreeMap::new();
        for (key, meter) in KEYS {
            let digits = cost.digits(key);
            let Some(digits) = row.kept(digits) else { continue };
            match Usd::from_digits(&digits, 0) {
                Ok(amount) => {
                    amounts.entry(*meter).or_insert((amount, digits.into_owned()));
                }
                Err(error) => row.note(format!("left out: `cost.{key}`: {error}")),
            }
        }
        cost.finish(row.report, "model.cost");
        self.quotes.push(Quote { tier, above, amounts });
    }

    /// Judges the amounts and writes those that hold into the row's record.
    pub(super) fn apply(mut self, modalities: &Modalities, provider: &str, id: &str, row: &mut Row<'_, '_>) {
        let is_all_zero = self.quotes.iter().all(|quote| quote.amounts.values().all(|(amount, _)| amount.is_zero()));
        let generated = self.generated(modalities, id, row);
        let cheapest = if modalities.takes_only("audio") { SPEECH } else { CHEAPEST };
        let mut prices = Prices::default();
        for quote in &mut self.quotes {
            if !is_all_zero {
                quote.judge(cheapest, row);
            }
            if generated != Meter::Output {
                quote.rename_output(generated);
            }
            quote.add_to(&mut prices, row);
        }
        prices.apply(&mut row.record, Zero::of_ids(provider, id), row.report);
    }

    /// Which tokens `output` prices.
    fn generated(&self, modalities: &Modalities, id: &str, row: &mut Row<'_, '_>) -> Meter {
        let Some(plain) = self.quotes.first().filter(|quote| quote.is_priced(Meter::Output)) else {
            return Meter::Output;
        };
        if let Some(meter) = only_generates(modalities) {
            row.note(format!("output price filed under {}: nothing else is generated", meter.id()));
            return meter;
        }
        let makes_images = modalities.makes("image");
        if image_ratio(makes_images, modalities, id).is_some_and(|ratio| plain.is_output_above(ratio)) {
            row.note("output price filed under image-output: too dear for text");
            return Meter::ImageOutput;
        }
        if makes_images {
            row.note("output price of a route that makes images and text taken for text");
        }
        Meter::Output
    }
}

/// From which multiple of the input price on `output` is a price of images, if images may be made at all.
fn image_ratio(makes_images: bool, modalities: &Modalities, id: &str) -> Option<Decimal> {
    if modalities.outputs.is_none() && id.contains("gpt-image") {
        Some(GPT_IMAGE_RATIO)
    } else {
        (makes_images || id.contains("image")).then_some(IMAGE_RATIO)
    }
}

/// The meter of the one thing that is generated, if it is one and not text.
fn only_generates(modalities: &Modalities) -> Option<Meter> {
    match modalities.outputs.as_deref()? {
        [only] if only == "image" => Some(Meter::ImageOutput),
        [only] if only == "audio" => Some(Meter::AudioOutput),
        [only] if only == "video" => Some(Meter::VideoOutput),
        _ => None,
    }
}

impl Quote {
    fn amount(&self, meter: Meter) -> Option<Usd> {
        self.amounts.get(&meter).map(|(amount, _)| *amount)
    }

    fn is_priced(&self, meter: Meter) -> bool {
        self.amount(meter).is_some_and(|amount| !amount.is_zero())
    }

    /// True if output costs at least so many times the input.
    fn is_output_above(&self, ratio: Decimal) -> bool {
        let (input, output) = (self.amount(Meter::Input), self.amount(Meter::Output));
        let floor = input.filter(|input| !input.is_zero()).and_then(|input| input.times(ratio));
        floor.is_some_and(|floor| output.is_some_and(|output| output >= floor))
    }

    /// Moves the output price to another meter, unless that has a price of its own.
    fn rename_output(&mut self, generated: Meter) {
        if let Some(price) = self.amounts.remove(&Meter::Output) {
            self.amounts.entry(generated).or_insert(price);
        }
    }

    /// Takes out what cannot be a price per million tokens.
    fn judge(&mut self, cheapest: Decimal, row: &mut Row<'_, '_>) {
        if self.is_in_another_unit(cheapest) {
            for (meter, (_, digits)) in std::mem::take(&mut self.amounts) {
                self.put_aside(meter, &digits, "a price in another unit than a million tokens?", row);
            }
        }
        self.put_back(row);
        let meters: Vec<Meter> = self.amounts.keys().copied().collect();
        let doubts: Vec<_> = meters.iter().filter_map(|meter| Some((*meter, self.doubt(*meter)?))).collect();
        for (meter, doubt) in doubts {
            let Some((_, digits)) = self.amounts.remove(&meter) else { continue };
            match doubt {
                Doubt::Note(rule) => row.note(format!("{} {rule}", meter.id())),
                Doubt::Review(reason) => self.put_aside(meter, &digits, reason, row),
            }
        }
    }

    fn is_in_another_unit(&self, cheapest: Decimal) -> bool {
        let prices = [Meter::Input, Meter::Output].into_iter().filter_map(|meter| self.amount(meter));
        let mut prices = prices.map(Usd::amount).filter(|price| !price.is_zero());
        prices.any(|price| price.abs() < cheapest || price > DEAREST)
    }

    fn put_aside(&self, meter: Meter, digits: &str, reason: &str, row: &mut Row<'_, '_>) {
        let locator = row.record.locator.to_string();
        row.report.review(&locator, Field::Rate(self.key(meter)), digits, reason);
    }

    /// Puts cache prices that stand in each other's place back.
    fn put_back(&mut self, row: &mut Row<'_, '_>) {
        let amounts = (self.amount(Meter::Input), self.amount(Meter::CachedInput), self.amount(Meter::CacheWrite));
        let (Some(input), Some(read), Some(write)) = amounts else { return };
        if read <= input || write >= input || write.is_zero() {
            return;
        }
        let pair = (self.amounts.remove(&Meter::CachedInput), self.amounts.remove(&Meter::CacheWrite));
        if let (Some(read), Some(write)) = pair {
            self.amounts.insert(Meter::CachedInput, write);
            self.amounts.insert(Meter::CacheWrite, read);
            row.note("cache read and write prices in each other's place put back");
        }
    }

    /// Why an amount of this quote is not taken, if so.
    fn doubt(&self, meter: Meter) -> Option<Doubt> {
        let (amount, input, output) = (self.amount(meter)?, self.amount(Meter::Input), self.amount(Meter::Output));
        let gives_output_away = meter == Meter::Output && self.is_priced(Meter::Input);
        if amount.is_zero() {
            return (!gives_output_away).then_some(Doubt::Note("at zero beside a price read as unknown"));
        }
        match meter {
            Meter::CacheWrite if input.is_some_and(|input| amount < input) => {
                Some(Doubt::Note("below input left out: a storage surcharge or a slip"))
            }
            Meter::CacheWrite if output == Some(amount) && input != output => {
                Some(Doubt::Note("equal to output left out: a filler"))
            }
            Meter::CachedInput if input.is_some_and(|input| amount > input) => {
                Some(Doubt::Review("cached input dearer than input"))
            }
            _ => None,
        }
    }

    fn key(&self, meter: Meter) -> RateKey {
        let key = RateKey::new(meter, self.tier);
        self.above.map_or(key.clone(), |tokens| key.above(tokens))
    }

    fn add_to(&self, prices: &mut Prices, row: &mut Row<'_, '_>) {
        for (meter, (_, digits)) in &self.amounts {
            if let Err(error) = prices.add(self.key(*meter), digits, 0) {
                row.note(format!("left out: {error}"));
            }
        }
    }
}

/// What is done with an amount that is not taken.
enum Doubt {
    /// Counted under a rule.
    Note(&'static str),
    /// Put aside for a person.
    Review(&'static str),
}

/// The prompt size above which a bracket applies; N*1000+1 names the boundary N*1000.
fn boundary(bracket: &mut Object<'_>) -> Result<u64, RowError> {
    let error = |expected| RowError { key: "cost.tiers.tier".to_owned(), expected };
    let mut tier = bracket.object("tier")?.ok_or_else(|| error("an object"))?;
    if tier.text("type")?.is_some_and(|kind| kind != "context") {
        return Err(error("a bracket of the context"));
    }
    let size = tier.count("size")?.ok_or_else(|| error("an object with a size"))?;
    Ok(if size % 1000 == 1 { size - 1 } else { size })
}

/// A price per request says not per how many requests.
fn review_request(cost: &mut Object<'_>, row: &mut Row<'_, '_>) {
    let digits = cost.digits("request");
    if let Some(digits) = row.kept(digits) {
        let locator = row.record.locator.to_string();
        let key = RateKey::new(Meter::Request, ServiceTier::Standard);
        row.report.review(&locator, Field::Rate(key), &digits, "a price for requests without its unit");
    }
}

/// Whether the record's rates show a discount for cached input.
pub(super) fn discounts_cache(record: &Record) -> bool {
    let amount = |meter| match record.get(&Field::Rate(RateKey::new(meter, ServiceTier::Standard))) {
        Some(Value::Amount(amount)) => Some(*amount),
        _ => None,
    };
    match (amount(Meter::CachedInput), amount(Meter::Input)) {
        (Some(cached), Some(input)) => cached < input,
        _ => false,
    }
}
