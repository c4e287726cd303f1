//! The fold: from claims to facts, as of a day.
//!
//! Claims are compared only about the same field under the same conditions. For each source group the claim in force on
//! the day is picked; among groups the table of precedence chooses; within 0.5 % is agreement; what contradicts is kept.
//! A fact is *disputed* if a claim that is known to have begun after the last reading of the chosen one says otherwise.

use crate::claim::{Claim, Fact};
use crate::date::Day;
use crate::field::Value;
use crate::precedence::{Class, group, rank};
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// Relative difference below which two amounts or counts are the same (rounding, exchange rates): 0.5 %.
const TOLERANCE: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// One claim with what its rank depends on.
#[derive(Debug, Clone, Copy)]
pub struct Voice<'a> {
    /// The claim.
    pub claim: &'a Claim<Value>,
    /// Which topic it was made about; claims of one source about several topics are separate voices.
    pub topic: usize,
    /// Whether the topic is the lab's own route of the model.
    pub is_first_party: bool,
}

/// True if two values say the same.
pub fn agree(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Amount(a), Value::Amount(b)) => close(a.amount(), b.amount()),
        (Value::Number(a), Value::Number(b)) => close(*a, *b),
        (Value::Count(a), Value::Count(b)) => close(Decimal::from(*a), Decimal::from(*b)),
        (Value::Date(a), Value::Date(b)) => a.agrees_with(*b),
        (Value::Text(a), Value::Text(b)) => a.to_lowercase() == b.to_lowercase(),
        (a, b) => a == b,
    }
}

fn close(a: Decimal, b: Decimal) -> bool {
    a == b || (a - b).abs() <= a.abs().max(b.abs()) * TOLERANCE
}

/// For which days a claim speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Span {
    /// From the day its source first stated it, and until it stopped: prices, limits.
    Stated,
    /// Always, unless its source says from or until when: licences, which seldom change.
    Lasting,
    /// Always: parameters, release dates.
    Always,
}

/// Folds all claims about one field of one subject.
pub fn fold(voices: &[Voice<'_>], class: Class, span: Span, day: Day) -> Fact<Value> {
    let mut series: BTreeMap<(&str, usize), Vec<Voice<'_>>> = BTreeMap::new();
    for voice in voices {
        series.entry((group(voice.claim.source.as_str()), voice.topic)).or_default().push(*voice);
    }
    let standing: Vec<Standing> = series
        .into_values()
        .filter_map(|series| in_force(&series, span, day))
        .map(|(claim, is_first_party)| Standing { rank: rank(class, &claim, is_first_party), claim })
        .collect();
    settle(standing, class)
}

struct Standing {
    rank: usize,
    claim: Dated,
}

/// A claim with whether the day it began is known, not only the day we first looked.
struct Dated {
    claim: Claim<Value>,
    is_beginning_known: bool,
}

impl std::ops::Deref for Dated {
    type Target = Claim<Value>;
    fn deref(&self) -> &Claim<Value> {
        &self.claim
    }
}

/// The claim of one source about one topic that is in force on the day.
fn in_force(series: &[Voice<'_>], span: Span, day: Day) -> Option<(Dated, bool)> {
    let is_first_party = series.iter().any(|voice| voice.is_first_party);
    let mut claims: Vec<&Claim<Value>> = series.iter().map(|voice| voice.claim).collect();
    claims.sort_by(|a, b| {
        let key = |claim: &Claim<Value>| (claim.holds_from(), claim.first_seen, claim.last_seen, claim.effective.until);
        key(a).cmp(&key(b)).then_with(|| (&a.source, a.basis, &a.value).cmp(&(&b.source, b.basis, &b.value)))
    });
    let first = claims.first()?.holds_from();
    let mut runs: Vec<Claim<Value>> = Vec::new();
    for claim in claims {
        match runs.last_mut() {
            Some(run) if run.value == claim.value && !ends_before(run, claim) => join(run, claim),
            _ => runs.push(claim.clone()),
        }
    }
    let run = match span {
        Span::Always => runs.into_iter().max_by_key(|run| run.last_seen)?,
        Span::Lasting => runs.into_iter().filter(|run| run.effective.contains(day)).max_by_key(|run| run.last_seen)?,
        Span::Stated => {
            let run = runs.into_iter().rfind(|run| run.holds_from() <= day)?;
            run.effective.until.is_none_or(|until| day < until).then_some(run)?
        }
    };
    let is_beginning_known = run.effective.from.is_some() || run.first_seen > first;
    Some((Dated { claim: run, is_beginning_known }, is_first_party))
}

/// True if a run had ended before the next claim with the same value began.
fn ends_before(run: &Claim<Value>, next: &Claim<Value>) -> bool {
    run.effective.until.is_some_and(|until| until < next.holds_from())
}

fn join(run: &mut Claim<Value>, next: &Claim<Value>) {
    run.last_seen = run.last_seen.max(next.last_seen);
    run.effective.until = match (run.effective.until, next.effective.until) {
        (Some(a), Some(b)) => Some(a.max(b)),
        _ => None,
    };
    if next.basis < run.basis {
        run.basis = next.basis;
        run.link.clone_from(&next.link);
        run.locator.clone_from(&next.locator);
        run.source = next.source.clone();
    }
}

/// Chooses among what the sources say.
fn settle(mut standing: Vec<Standing>, class: Class) -> Fact<Value> {
    let support: Vec<usize> = standing
        .iter()
        .map(|one| {
            standing
                .iter()
                .filter(|other| other.rank == one.rank && agree(&one.claim.value, &other.claim.value))
                .count()
        })
        .collect();
    let mut order: Vec<usize> = (0..standing.len()).collect();
    order.sort_by_key(|place| {
        let one = &standing[*place];
        let claim = &one.claim;
        (
            one.rank,
            Reverse(support[*place]),
            Reverse(claim.holds_from()),
            Reverse(claim.last_seen),
            claim.value.clone(),
            claim.locator.clone(),
        )
    });
    let mut ordered: Vec<Option<Standing>> = standing.drain(..).map(Some).collect();
    let mut claims = order.into_iter().filter_map(|place| ordered[place].take());
    let Some(mut chosen) = claims.next() else { return Fact::Unknown };
    let (mut agreeing, mut contradicting) = (Vec::new(), Vec::new());
    for other in claims {
        if !agree(&chosen.claim.value, &other.claim.value) {
            contradicting.push(other.claim);
        } else if is_finer(&other.claim.value, &chosen.claim.value, class) {
            agreeing.push(std::mem::replace(&mut chosen, other).claim.claim);
        } else {
            agreeing.push(other.claim.claim);
        }
    }
    let seen = agreeing.iter().map(|claim| claim.last_seen).fold(chosen.claim.last_seen, Day::max);
    let is_newer = |claim: &Dated| claim.is_beginning_known && claim.holds_from() > seen;
    if contradicting.iter().any(is_newer) {
        let all = std::iter::once(chosen.claim).chain(contradicting).map(|dated| dated.claim);
        return Fact::Disputed(all.chain(agreeing).collect());
    }
    let overruled = contradicting.into_iter().map(|dated| dated.claim).collect();
    Fact::Known { claim: chosen.claim.claim, agreeing, overruled }
}

/// True if what means the same is given more precisely: a date with its day, a size of weights that is not rounded.
///
/// Other counts are what they are: 128,000 tokens of context are not a rounded 128,001.
fn is_finer(value: &Value, than: &Value, class: Class) -> bool {
    match (value, than) {
        (Value::Date(a), Value::Date(b)) => a.precision() > b.precision(),
        (Value::Count(a), Value::Count(b)) => class == Class::Weights && a != b && digits(*a) > digits(*b),
        _ => false,
    }
}

/// Digits before the trailing zeros.
fn digits(count: u64) -> usize {
    count.to_string().trim_end_matches('0').len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::Basis;
    use crate::date::Period;
    use crate::id::SourceId;
    use crate::money::Usd;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn claim(source: &str, amount: &str, seen: (Day, Day), period: Period) -> Claim<Value> {
        Claim {
            value: Value::Amount(Usd::from_digits(amount, 0).unwrap()),
            raw: None,
            source: SourceId::new(source).unwrap(),
            first_seen: seen.0,
            last_seen: seen.1,
            effective: period,
            basis: Basis::Listed,
            locator: "x".into(),
            link: None,
        }
    }

    fn on(claims: &[Claim<Value>], class: Class, day: Day) -> Fact<Value> {
        let voices: Vec<Voice<'_>> =
            claims.iter().map(|claim| Voice { claim, topic: 0, is_first_party: false }).collect();
        fold(&voices, class, Span::Stated, day)
    }

    fn value(fact: &Fact<Value>) -> String {
        fact.value().map_or_else(|| "unknown".into(), ToString::to_string)
    }

    fn period(from: Day, until: Day) -> Period {
        Period { from: Some(from), until: Some(until) }
    }

    /// The list price of one model at one router, as its captures and a slower copy of it tell.
    fn trinity() -> Vec<Claim<Value>> {
        let file = date(2026, 10, 1);
        vec![
            claim("openrouter-archive", "0.22", (file, file), period(date(2026, 5, 4), date(2026, 7, 17))),
            claim("openrouter", "0.22", (date(2026, 5, 12), date(2026, 5, 12)), Period::OPEN),
            claim("openrouter-archive", "0.25", (file, file), period(date(2026, 7, 17), date(2026, 8, 3))),
            claim("openrouter-archive", "0.22", (file, file), period(date(2026, 8, 3), date(2026, 9, 2))),
            claim("openrouter-archive", "0.25", (file, file), Period::since(date(2026, 9, 2))),
            claim("models-dev", "0.25", (date(2026, 9, 28), date(2026, 9, 28)), Period::OPEN),
        ]
    }

    #[test]
    fn a_price_is_that_of_the_day() {
        let price = |day| value(&on(&trinity(), Class::RouterPrice, day));
        assert_eq!(price(date(2026, 5, 22)), "0.22");
        assert_eq!(price(date(2026, 7, 17)), "0.25");
        assert_eq!(price(date(2026, 8, 10)), "0.22");
        assert_eq!(price(date(2026, 11, 22)), "0.25");
        assert_eq!(price(date(2026, 5, 3)), "unknown");
    }

    #[test]
    fn half_a_percent_is_agreement() {
        let day = date(2026, 1, 1);
        let claims = [
            claim("models-dev", "1", (day, day), Period::OPEN),
            claim("litellm", "1.005", (day, day), Period::OPEN),
            claim("genai-prices", "1.01", (day, day), Period::OPEN),
        ];
        let Fact::Known { agreeing, overruled, .. } = on(&claims, Class::HostPrice, day) else { panic!("known") };
        assert_eq!((agreeing.len(), overruled.len()), (1, 1));
    }

    #[test]
    fn only_a_claim_known_to_be_newer_disputes() {
        let (may, june) = (date(2026, 5, 1), date(2026, 6, 1));
        let chosen = claim("models-dev", "1", (may, may), Period::OPEN);
        let undated = claim("litellm", "2", (june, june), Period::OPEN);
        assert!(!on(&[chosen.clone(), undated], Class::HostPrice, june).is_disputed());
        let dated = claim("litellm", "2", (june, june), Period::since(june));
        let fact = on(&[chosen.clone(), dated.clone()], Class::HostPrice, june);
        assert!(fact.is_disputed());
        assert_eq!(value(&fact), "1");
        let reread = claim("models-dev", "1", (may, june), Period::OPEN);
        assert!(!on(&[reread, dated], Class::HostPrice, june).is_disputed());
    }

    #[test]
    fn a_more_precise_date_that_agrees_is_shown() {
        let day = date(2026, 1, 1);
        let mut month = claim("models-dev-metadata", "1", (day, day), Period::OPEN);
        month.value = Value::Date("2024-05".parse().unwrap());
        let mut exact = claim("openrouter", "1", (day, day), Period::OPEN);
        exact.value = Value::Date("2024-05-31".parse().unwrap());
        assert_eq!(value(&on(&[month, exact], Class::Dates, day)), "2024-05-31");
    }

    #[test]
    fn a_counted_size_that_agrees_with_a_rounded_one_is_shown() {
        let day = date(2026, 1, 1);
        let sized = |source: &str, count: u64| {
            let mut claim = claim(source, "1", (day, day), Period::OPEN);
            claim.value = Value::Count(count);
            claim
        };
        let rounded = sized("curated", 1_230_000_000);
        let counted = sized("hugging-face", 1_235_814_400);
        assert_eq!(value(&on(&[rounded.clone(), counted.clone()], Class::Weights, day)), "1235814400");
        assert_eq!(value(&on(&[rounded.clone(), counted], Class::Limits, day)), "1230000000");
        assert_eq!(value(&on(&[rounded, sized("hugging-face", 1_300_000_001)], Class::Weights, day)), "1230000000");
    }

    #[test]
    fn a_licence_holds_until_its_source_says() {
        let (april, october) = (date(2026, 4, 1), date(2026, 10, 1));
        let mut old = claim("curated", "1", (april, april), period(april, october));
        old.value = Value::Text("apache-2.0".into());
        let mut new = claim("hugging-face", "1", (october, october), Period::OPEN);
        new.value = Value::Text("openmdw-1.1".into());
        let claims = [old, new];
        let voices: Vec<Voice<'_>> =
            claims.iter().map(|claim| Voice { claim, topic: 0, is_first_party: false }).collect();
        let on = |day| value(&fold(&voices, Class::Weights, Span::Lasting, day));
        assert_eq!(on(date(2026, 5, 22)), "apache-2.0");
        assert_eq!(on(october), "openmdw-1.1");
        assert_eq!(on(date(2026, 3, 1)), "openmdw-1.1");
    }

    #[test]
    fn nothing_said_is_unknown() {
        assert!(on(&[], Class::Limits, date(2026, 1, 1)).is_unknown());
    }

    fn any_claim() -> impl Strategy<Value = Claim<Value>> {
        let sources =
            ["models-dev", "models-dev-history", "litellm", "openrouter", "openrouter-archive", "genai-prices"];
        (0..sources.len(), 1..4_u8, 1..27_i8, 0..27_i8, proptest::option::of(1..27_i8), proptest::option::of(1..27_i8))
            .prop_map(move |(source, amount, first, seen, from, until)| {
                let day = |day: i8| date(2026, 1, day.clamp(1, 28));
                let effective = Period { from: from.map(day), until: until.map(day) };
                claim(sources[source], &amount.to_string(), (day(first), day(first.saturating_add(seen))), effective)
            })
    }

    proptest! {
        #[test]
        fn the_order_of_claims_does_not_matter(claims in proptest::collection::vec(any_claim(), 0..12), shift in 0..12_usize, day in 1..28_i8) {
            let day = date(2026, 1, day);
            let mut turned = claims.clone();
            turned.rotate_left(shift.min(claims.len()));
            turned.reverse();
            let (a, b) = (on(&claims, Class::HostPrice, day), on(&turned, Class::HostPrice, day));
            prop_assert_eq!(value(&a), value(&b));
            prop_assert_eq!(a.is_disputed(), b.is_disputed());
        }

        #[test]
        fn nothing_is_lost_between_sources(claims in proptest::collection::vec(any_claim(), 1..8)) {
            let day = date(2026, 1, 28);
            let fact = on(&claims, Class::HostPrice, day);
            let sources: std::collections::BTreeSet<&str> = fact.claims().map(|claim| group(claim.source.as_str())).collect();
            let open: std::collections::BTreeSet<&str> = claims.iter()
                .filter(|claim| claim.effective.until.is_none())
                .map(|claim| group(claim.source.as_str())).collect();
            prop_assert!(sources.len() <= 4);
            prop_assert!(open.is_empty() || !fact.is_unknown() || claims.iter().any(|claim| claim.effective.until.is_some()));
        }
    }
}
