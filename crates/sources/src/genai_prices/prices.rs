//! The price objects of genai-prices: keys, brackets, dates, daily windows and variants, resolved to rates by period.
//!
//! In a list of conditional prices the *last* entry whose constraint holds wins; among variants the *first* does.

use crate::json::{Object, RowError, digits_of};
use crate::price::Prices;
use crate::report::Report;
use rust_decimal::Decimal;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};
use weigh_catalog::date::parse_day;
use weigh_catalog::money::parse_decimal;
use weigh_catalog::rate::parse_clock;
use weigh_catalog::{Day, Meter, Period, RateKey, ServiceTier, Usd, Window};

/// How a key's unit becomes dollars per million units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scale {
    /// Per million already.
    Million,
    /// Per thousand.
    Thousand,
    /// Per hour of something metered by the second.
    Hour,
}

/// Every key of a price object, with its meter.
const KEYS: &[(&str, Meter, Scale)] = &[
    ("input_mtok", Meter::Input, Scale::Million),
    ("output_mtok", Meter::Output, Scale::Million),
    ("cache_read_mtok", Meter::CachedInput, Scale::Million),
    ("cache_write_mtok", Meter::CacheWrite, Scale::Million),
    ("cache_write_5m_mtok", Meter::CacheWrite5m, Scale::Million),
    ("cache_write_1h_mtok", Meter::CacheWrite1h, Scale::Million),
    ("output_reasoning_mtok", Meter::Reasoning, Scale::Million),
    ("output_citation_mtok", Meter::Citation, Scale::Million),
    ("input_audio_mtok", Meter::AudioInput, Scale::Million),
    ("output_audio_mtok", Meter::AudioOutput, Scale::Million),
    ("cache_audio_read_mtok", Meter::CachedAudioInput, Scale::Million),
    ("cache_audio_write_mtok", Meter::AudioCacheWrite, Scale::Million),
    ("input_image_mtok", Meter::ImageInput, Scale::Million),
    ("output_image_mtok", Meter::ImageOutput, Scale::Million),
    ("cache_image_read_mtok", Meter::CachedImageInput, Scale::Million),
    ("input_video_mtok", Meter::VideoInput, Scale::Million),
    ("output_video_mtok", Meter::VideoOutput, Scale::Million),
    ("input_mchars", Meter::CharacterRead, Scale::Million),
    ("output_mchars", Meter::CharacterMade, Scale::Million),
    ("requests_kcount", Meter::Request, Scale::Thousand),
    ("input_text_messages_kcount", Meter::Request, Scale::Thousand),
    ("web_searches_kcount", Meter::WebSearch, Scale::Thousand),
    ("storage_searches_kcount", Meter::FileSearch, Scale::Thousand),
    ("input_document_kpages", Meter::PageRead, Scale::Thousand),
    ("input_annotated_document_kpages", Meter::PageAnnotated, Scale::Thousand),
    ("input_audio_hours", Meter::AudioRead, Scale::Hour),
    // The older name of the same; both stand side by side in newer files.
    ("audio_hours", Meter::AudioRead, Scale::Hour),
];

/// Values of `service_tier` in a variant's `when`, and the tier each is.
const TIERS: &[(&str, ServiceTier)] =
    &[("flex", ServiceTier::Flex), ("priority", ServiceTier::Priority), ("fast", ServiceTier::Fast)];

/// One rate as the source writes it, and as dollars per million units.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Listed {
    digits: String,
    scale: Scale,
}

/// Rates without regard to tier or time: what one price object says.
type Rates = BTreeMap<RateKey, Listed>;

/// The rates of a model by the period in which they hold.
#[derive(Debug, Default)]
pub(super) struct Periods {
    periods: BTreeMap<Period, Rates>,
}

/// What holds in one period.
#[derive(Debug)]
pub(super) struct Held {
    /// When.
    pub period: Period,
    /// The rates, to be judged.
    pub prices: Prices,
    /// Those made of prices per hour, with the source's own text.
    pub hourly: Vec<(RateKey, String)>,
}

/// When an entry of a list holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Constraint {
    Always,
    Since(Day),
    Daily(Window),
}

impl Periods {
    /// Reads `prices` and `price_variants` of a model.
    pub(super) fn read(model: &mut Object<'_>, at: &str, report: &mut Report) -> Result<Self, RowError> {
        let mut periods = Self::default();
        if let Some(raw) = model.take("prices") {
            let is_list = raw.get().starts_with('[');
            if is_list {
                periods.read_list(raw, at, report)?;
            } else {
                periods.add(Period::OPEN, read_rates(raw, &format!("{at}.prices"), report)?);
            }
        }
        if let Some(variants) = model.array("price_variants")? {
            periods.read_variants(&variants, at, report)?;
        }
        Ok(periods)
    }

    /// Each period with its rates, in order of time; hours are made into seconds.
    pub(super) fn into_prices(self, at: &str, report: &mut Report) -> Vec<Held> {
        let mut all = Vec::new();
        for (period, rates) in self.periods.into_iter().filter(|(_, rates)| !rates.is_empty()) {
            let mut prices = Prices::default();
            let mut hourly = Vec::new();
            for (key, listed) in rates {
                let added = listed.add(&mut prices, &key);
                if added.is_none() {
                    report.note("price that does not fit into 28 digits", at);
                } else if listed.scale == Scale::Hour {
                    hourly.push((key, format!("{} an hour", listed.digits)));
                }
            }
            all.push(Held { period, prices, hourly });
        }
        all
    }

    fn add(&mut self, period: Period, rates: Rates) {
        self.periods.entry(period).or_default().extend(rates);
    }

    fn read_list(&mut self, raw: &RawValue, at: &str, report: &mut Report) -> Result<(), RowError> {
        let entries: Vec<&RawValue> = serde_json::from_str(raw.get())
            .map_err(|_| RowError { key: format!("{at}.prices"), expected: "an object or an array" })?;
        let mut read = Vec::new();
        for (index, raw) in entries.into_iter().enumerate() {
            let place = format!("{at}.prices[{index}]");
            let mut entry = Object::read(raw, &place)?;
            let constraint = constraint(&mut entry)?;
            let prices =
                entry.take("prices").ok_or(RowError { key: place.clone(), expected: "an object with prices" })?;
            read.push((constraint, read_rates(prices, &place, report)?));
            entry.finish(report, "prices[]");
        }
        for (period, rates) in resolve(&read, at, report) {
            self.add(period, rates);
        }
        Ok(())
    }

    fn read_variants(&mut self, variants: &[&RawValue], at: &str, report: &mut Report) -> Result<(), RowError> {
        let mut by_tier: BTreeMap<ServiceTier, BTreeMap<Option<Day>, Rates>> = BTreeMap::new();
        for (index, raw) in variants.iter().enumerate() {
            let place = format!("{at}.price_variants[{index}]");
            let mut variant = Object::read(raw, &place)?;
            let tier = tier(variant.object("when")?);
            let from = match constraint(&mut variant)? {
                Constraint::Always => None,
                Constraint::Since(day) => Some(day),
                Constraint::Daily(_) => {
                    report.note("variant with a daily window left out", place);
                    continue;
                }
            };
            let rates = variant.take("prices").map(|raw| read_rates(raw, &place, report)).transpose()?;
            variant.finish(report, "price_variants[]");
            match (tier, rates.unwrap_or_default()) {
                (Tier::Standard, rates) if rates.is_empty() => {}
                (Tier::One(tier), rates) => {
                    // The first variant that holds wins, so a later one of the same day never does.
                    by_tier.entry(tier).or_default().entry(from).or_insert(rates);
                }
                (Tier::Standard, _) => report.note("variant of the default tier with prices left out", place),
                (Tier::Other(when), _) => report.note(format!("variant left out: {when}"), place),
            }
        }
        for (tier, days) in by_tier {
            self.add_tier(tier, &days);
        }
        Ok(())
    }

    /// Keys that a tier does not state stay unknown for it: the rules of the source would take the standard ones.
    fn add_tier(&mut self, tier: ServiceTier, days: &BTreeMap<Option<Day>, Rates>) {
        let mut starts = days.keys().copied().skip(1);
        for (from, rates) in days {
            let period = Period { from: *from, until: starts.next().flatten() };
            let in_tier = |(key, listed): (&RateKey, &Listed)| (RateKey { tier, ..key.clone() }, listed.clone());
            self.add(period, rates.iter().map(in_tier).collect());
        }
    }
}

impl Listed {
    fn add(&self, prices: &mut Prices, key: &RateKey) -> Option<()> {
        match self.scale {
            Scale::Million => prices.add(key.clone(), &self.digits, 0).ok(),
            Scale::Thousand => prices.add(key.clone(), &self.digits, 3).ok(),
            Scale::Hour => prices.add(key.clone(), &per_million_seconds(&self.digits)?, 0).ok(),
        }
    }
}

/// Dollars per hour as dollars per million seconds, to the twelve digits that amounts keep.
fn per_million_seconds(digits: &str) -> Option<String> {
    let amount = parse_decimal(digits).ok()?.checked_mul(Decimal::from(2_500))?.checked_div(Decimal::from(9))?;
    Some(Usd::from_digits(&amount.to_string(), 0).ok()?.to_string())
}

/// Periods of a list: from each date to the next, with the daily windows that belong there.
///
/// One entry cannot carry both a date and a window, so a window is given to the period of the last date before it and to
/// later ones. Taken literally it would also hold before that date, which the source's own comments call wrong.
fn resolve(entries: &[(Constraint, Rates)], at: &str, report: &mut Report) -> Vec<(Period, Rates)> {
    let dates: BTreeSet<Option<Day>> = entries
        .iter()
        .filter_map(|(constraint, _)| match constraint {
            Constraint::Always => Some(None),
            Constraint::Since(day) => Some(Some(*day)),
            Constraint::Daily(_) => None,
        })
        .collect();
    let mut starts = dates.iter().copied().skip(1);
    let mut periods = Vec::new();
    for from in dates.iter().copied() {
        let period = Period { from, until: starts.next().flatten() };
        periods.push((period, rates_since(entries, from)));
    }
    if periods.len() > 1 && entries.iter().any(|(constraint, _)| matches!(constraint, Constraint::Daily(_))) {
        report.note("daily window read as holding from the date listed before it", at);
    }
    if periods.is_empty() && !entries.is_empty() {
        report.note("daily windows without a price for the rest of the day left out", at);
    }
    periods
}

/// What holds in the period that begins with `from`.
fn rates_since(entries: &[(Constraint, Rates)], from: Option<Day>) -> Rates {
    let mut rates = Rates::new();
    // Whether the entry that windows follow in the list has begun; if not, they were written for a later period.
    let mut is_begun = false;
    for (constraint, prices) in entries {
        match constraint {
            Constraint::Daily(window) => {
                let within = |(key, listed): (&RateKey, &Listed)| (key.clone().within(*window), listed.clone());
                rates.extend(prices.iter().filter(|_| is_begun).map(within));
            }
            Constraint::Always => (rates, is_begun) = (prices.clone(), true),
            Constraint::Since(day) => {
                is_begun = from.is_some_and(|from| *day <= from);
                if is_begun {
                    rates.clone_from(prices);
                }
            }
        }
    }
    rates
}

fn constraint(entry: &mut Object<'_>) -> Result<Constraint, RowError> {
    let Some(mut constraint) = entry.object("constraint")? else { return Ok(Constraint::Always) };
    let error = |key: &str| RowError { key: key.to_owned(), expected: "a start date or two times of day" };
    if let Some(day) = constraint.text("start_date")? {
        return Ok(Constraint::Since(parse_day(&day).map_err(|_| error("constraint.start_date"))?));
    }
    let from_minute = clock(constraint.text("start_time")?).filter(|minute| *minute < 1440);
    let until_minute = clock(constraint.text("end_time")?);
    match (from_minute, until_minute) {
        (Some(from_minute), Some(until_minute)) => {
            let until_minute = if until_minute == 0 { 1440 } else { until_minute };
            Ok(Constraint::Daily(Window { from_minute, until_minute, weekdays: Window::EVERY_DAY }))
        }
        _ => Err(error("constraint")),
    }
}

/// Minutes since midnight of `00:30:00Z`.
fn clock(text: Option<String>) -> Option<u16> {
    let text = text?;
    let time = text.strip_suffix('Z')?.strip_suffix(":00")?;
    parse_clock(time)
}

/// The tier that a variant's `when` names.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Tier {
    Standard,
    One(ServiceTier),
    /// Something that no tier expresses, in words.
    Other(String),
}

fn tier(when: Option<Object<'_>>) -> Tier {
    let Some(mut when) = when else { return Tier::Other("no `when`".into()) };
    let rest: Vec<(String, String)> = when
        .take_rest()
        .into_iter()
        .map(|(key, raw)| (key, serde_json::from_str(raw.get()).unwrap_or_default()))
        .collect();
    match rest.as_slice() {
        [(key, value)] if key == "processing" && value == "batch" => Tier::One(ServiceTier::Batch),
        [(key, value)] if key == "service_tier" && value == "default" => Tier::Standard,
        [(key, value)] if key == "service_tier" => TIERS
            .iter()
            .find(|(name, _)| name == value)
            .map_or_else(|| Tier::Other(format!("{key}={value}")), |(_, tier)| Tier::One(*tier)),
        conditions => {
            Tier::Other(conditions.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(", "))
        }
    }
}

/// One price object: each key with its number, or its base and brackets.
fn read_rates(raw: &RawValue, at: &str, report: &mut Report) -> Result<Rates, RowError> {
    let mut rates = Rates::new();
    for (name, raw) in Object::read(raw, at)?.take_rest() {
        let Some((_, meter, scale)) = KEYS.iter().find(|(key, ..)| *key == name) else {
            report.unknown_field(format!("prices.{name}"));
            continue;
        };
        let mut key = RateKey::new(*meter, ServiceTier::Standard);
        if name == "input_text_messages_kcount" {
            key = key.variant("text-message");
        }
        if read_amounts(&mut rates, &key, *scale, raw).is_none() {
            report.review(at, weigh_catalog::Field::Rate(key), raw.get(), "not a price or a list of brackets");
        }
    }
    Ok(rates)
}

/// A number, or `{base, tiers: [{start, price}]}`.
fn read_amounts(rates: &mut Rates, key: &RateKey, scale: Scale, raw: &RawValue) -> Option<()> {
    let listed = |digits: &str| Listed { digits: digits.to_owned(), scale };
    if let Some(digits) = digits_of(raw.get()) {
        rates.insert(key.clone(), listed(&digits));
        return Some(());
    }
    let mut object = Object::read(raw, "").ok()?;
    let base = object.digits("base").ok()??;
    let mut all = vec![(key.clone(), listed(&base))];
    for bracket in object.array("tiers").ok()?? {
        let mut bracket = Object::read(bracket, "").ok()?;
        let (start, price) = (bracket.count("start").ok()??, bracket.digits("price").ok()??);
        all.push((key.clone().above(start), listed(&price)));
    }
    rates.extend(all);
    Some(())
}
