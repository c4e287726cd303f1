//! Gates: rules that hold a change back until a person has looked at it.
//!
//! A gate judges one change or disappearance at a time. Gates that count (a provider's vanished routes, a field that
//! stops being stated) take their base from the *new* reading plus what vanished, and hold the whole group or none of it;
//! so the same reading, planned again over what was accepted of it, is held back in the same places.

use super::baseline::{Rows, block};
use super::plan::{Aspect, Change, Vanished, number};
use rust_decimal::Decimal;
use std::collections::BTreeMap;
use std::sync::Arc;
use weigh_catalog::record::Subject;
use weigh_catalog::{Field, Meter, RateKey, Unit, Usd, Value};

/// A change of a price or limit by this factor or more, either way, is looked at first.
const JUMP: u32 = 10;

/// The same for output limits, which sources often correct from a cautious 4,096 to the whole window.
const OUTPUT_JUMP: u32 = 100;

/// Factors between units in use: cents and dollars, thousands, per token and per million.
const SLIPS: [u32; 3] = [100, 1_000, 1_000_000];

/// How near a ratio must be to such a factor, either way: a slip may come with a real change of up to a quarter.
const SLIP_NEARNESS: Decimal = Decimal::from_parts(125, 0, 0, false, 2);

/// Output below one twentieth of input is taken for a slip or a swap, as in the rules importers apply.
const LEAST_OUTPUT_SHARE: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// At least so many subjects of a block must vanish at once to be held.
const VANISHED_LEAST: usize = 5;

/// Per cent of a block that may vanish between two readings of one day.
const VANISHED_PERCENT: usize = 5;

/// Days that let one more per cent vanish: twice the real churn, which is 28 % of models.dev's routes in 130 days and
/// 24 % of OpenRouter's in 102.
const DAYS_A_PERCENT: usize = 2;

/// Per cent of a block above which it is held however long ago the last reading was.
const VANISHED_MOST: usize = 50;

/// At least so many statements, and more than half, must go or flip at once to be held.
const STATEMENTS_LEAST: usize = 10;

/// See [`STATEMENTS_LEAST`].
const STATEMENTS_PERCENT: usize = 50;

/// What a gate judges.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Item {
    /// A value that is new, different or gone.
    Change(Change),
    /// A subject no longer listed.
    Vanished(Vanished),
}

impl Item {
    /// About what.
    pub fn subject(&self) -> &Subject {
        match self {
            Self::Change(change) => &change.subject,
            Self::Vanished(vanished) => &vanished.subject,
        }
    }
}

/// Something held back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// What is not applied.
    pub item: Item,
    /// The first gate that holds it.
    pub gate: &'static str,
    /// What that gate looks for.
    pub why: &'static str,
}

impl Held {
    /// The order of lists: by subject, then by what is held.
    pub(super) fn by_subject(a: &Self, b: &Self) -> std::cmp::Ordering {
        a.item.subject().cmp(b.item.subject()).then_with(|| a.item.cmp(&b.item))
    }
}

/// One rule.
#[derive(Debug, Clone, Copy)]
pub struct Gate {
    /// Its name in plans and messages.
    pub id: &'static str,
    /// What it holds back, as a reason people read.
    pub why: &'static str,
    holds: fn(&Evidence<'_>, &Item) -> bool,
}

/// Every gate; the first that holds an item names the reason.
pub const GATES: &[Gate] = &[
    Gate { id: "unit-slip", why: "differs by about 100, 1,000 or 1,000,000: a slip between units?", holds: unit_slip },
    Gate { id: "price-jump", why: "a price ten times higher or lower", holds: price_jump },
    Gate { id: "price-to-zero", why: "a price gone to zero that nobody calls free", holds: price_to_zero },
    Gate { id: "output-below-input", why: "output below a twentieth of input: swapped?", holds: output_below_input },
    Gate {
        id: "limit-jump",
        why: "a limit or size ten times (output: a hundred times) larger or smaller",
        holds: limit_jump,
    },
    Gate { id: "score-unit", why: "a score a hundred times larger or smaller: share or per cent?", holds: score_unit },
    Gate { id: "flags-flip", why: "most capabilities of a provider turned over at once", holds: flags_flip },
    Gate {
        id: "field-vanished",
        why: "most statements of this kind gone at once: renamed upstream?",
        holds: field_vanished,
    },
    Gate {
        id: "provider-vanished",
        why: "too large a part of a provider's routes gone at once",
        holds: provider_vanished,
    },
    Gate { id: "listing-vanished", why: "too large a part of a list gone at once", holds: listing_vanished },
];

/// Sorts found differences into those that apply and those held back; each list keeps its order.
///
/// `days` lie between the two readings.
pub(super) fn sort_out(
    changed: Vec<Change>,
    vanished: Vec<Vanished>,
    next: &Rows,
    days: usize,
) -> (Vec<Change>, Vec<Vanished>, Vec<Held>) {
    let evidence = Evidence::of(&changed, &vanished, next, days);
    let mut held = Vec::new();
    let mut passes = |item: Item| {
        let gate = GATES.iter().find(|gate| (gate.holds)(&evidence, &item));
        held.extend(gate.map(|gate| Held { item, gate: gate.id, why: gate.why }));
        gate.is_none()
    };
    let changed: Vec<Change> = changed.into_iter().filter(|change| passes(Item::Change(change.clone()))).collect();
    let vanished = vanished.into_iter().filter(|gone| passes(Item::Vanished(gone.clone()))).collect();
    held.sort_by(Held::by_subject);
    (changed, vanished, held)
}

/// How many of how many.
#[derive(Debug, Clone, Copy, Default)]
struct Share {
    part: usize,
    rest: usize,
}

impl Share {
    fn is_at_least(self, least: usize, over_percent: usize) -> bool {
        self.part >= least && self.part * 100 > (self.part + self.rest) * over_percent
    }
}

type Block = (&'static str, Arc<str>);

/// What gates may look at beside the item itself.
struct Evidence<'a> {
    next: &'a Rows,
    days: usize,
    vanished: BTreeMap<Block, Share>,
    flips: BTreeMap<Block, Share>,
    gone: BTreeMap<Field, Share>,
}

impl<'a> Evidence<'a> {
    fn of(changed: &[Change], vanished: &[Vanished], next: &'a Rows, days: usize) -> Self {
        let mut evidence =
            Self { next, days, vanished: BTreeMap::new(), flips: BTreeMap::new(), gone: BTreeMap::new() };
        for gone in vanished {
            evidence.vanished.entry(block(&gone.subject)).or_default().part += 1;
        }
        for subject in next.subjects() {
            evidence.vanished.entry(block(subject)).or_default().rest += 1;
        }
        evidence.count_statements();
        for change in changed {
            evidence.count_change(change);
        }
        evidence
    }

    fn count_statements(&mut self) {
        for record in self.next.0.values().flatten() {
            for said in &record.statements {
                self.gone.entry(family(&said.field)).or_default().rest += 1;
                if matches!(said.field, Field::Can(_)) {
                    self.flips.entry(block(&record.subject)).or_default().rest += 1;
                }
            }
        }
    }

    fn count_change(&mut self, change: &Change) {
        let Aspect::Field(field) = &change.aspect else { return };
        if is_flip(change) {
            let share = self.flips.entry(block(&change.subject)).or_default();
            share.part += 1;
            // The flipped flag is stated in the new reading and was counted there.
            share.rest = share.rest.saturating_sub(1);
        }
        if is_gone(change) {
            self.gone.entry(family(field)).or_default().part += 1;
        }
    }
}

/// The field without a price's tier and conditions: those come and go with each route.
fn family(field: &Field) -> Field {
    match field {
        Field::Rate(key) => Field::Rate(RateKey::new(key.meter, weigh_catalog::ServiceTier::Standard)),
        other => other.clone(),
    }
}

fn is_flip(change: &Change) -> bool {
    matches!(change.field(), Some(Field::Can(_))) && change.old.is_some() && change.new.is_some()
}

fn is_gone(change: &Change) -> bool {
    change.field().is_some() && change.old.is_some() && change.new.is_none()
}

fn as_change(item: &Item) -> Option<&Change> {
    match item {
        Item::Change(change) => Some(change),
        Item::Vanished(_) => None,
    }
}

fn rate_change(item: &Item) -> Option<(&Change, &RateKey)> {
    let change = as_change(item)?;
    match change.field()? {
        Field::Rate(key) => Some((change, key)),
        _ => None,
    }
}

/// The larger of old and new as a multiple of the smaller; `None` unless both are positive numbers.
fn factor(change: &Change) -> Option<Decimal> {
    let positive = |value: &Option<Value>| number(value.as_ref()?).filter(|number| *number > Decimal::ZERO);
    let (old, new) = (positive(&change.old)?, positive(&change.new)?);
    old.max(new).checked_div(old.min(new))
}

fn is_near(factor: Decimal, slip: u32) -> bool {
    let slip = Decimal::from(slip);
    factor <= slip * SLIP_NEARNESS && factor * SLIP_NEARNESS >= slip
}

fn unit_slip(_: &Evidence<'_>, item: &Item) -> bool {
    let factor = rate_change(item).and_then(|(change, _)| factor(change));
    factor.is_some_and(|factor| SLIPS.iter().any(|slip| is_near(factor, *slip)))
}

fn price_jump(_: &Evidence<'_>, item: &Item) -> bool {
    let factor = rate_change(item).and_then(|(change, _)| factor(change));
    factor.is_some_and(|factor| factor >= Decimal::from(JUMP))
}

fn price_to_zero(evidence: &Evidence<'_>, item: &Item) -> bool {
    let Some((change, _)) = rate_change(item) else { return false };
    let amounts = change.old.as_ref().and_then(number).zip(change.new.as_ref().and_then(number));
    let is_lost = amounts.is_some_and(|(old, new)| !old.is_zero() && new.is_zero());
    is_lost && !is_called_free(evidence.next, &change.subject)
}

fn is_called_free(next: &Rows, subject: &Subject) -> bool {
    let mut records = next.of_subject(subject).flat_map(|(_, records)| records);
    records.any(|record| record.get(&Field::PriceKind).is_some_and(|kind| kind.to_string() == "free"))
}

fn output_below_input(evidence: &Evidence<'_>, item: &Item) -> bool {
    let Some((change, key)) = rate_change(item) else { return false };
    if !matches!(key.meter, Meter::Input | Meter::Output) || change.new.is_none() {
        return false;
    }
    debug_assert_eq!(key.meter.unit(), Unit::Token);
    let amount = |meter: Meter| -> Option<Usd> {
        let field = Field::Rate(RateKey { meter, ..key.clone() });
        match evidence.next.value(&change.row(), &field)? {
            Value::Amount(amount) => Some(*amount),
            _ => None,
        }
    };
    let pair = amount(Meter::Input).zip(amount(Meter::Output));
    pair.is_some_and(|(input, output)| {
        !output.is_zero() && input.times(LEAST_OUTPUT_SHARE).is_some_and(|floor| output < floor)
    })
}

fn limit_jump(_: &Evidence<'_>, item: &Item) -> bool {
    let Some(change) = as_change(item) else { return false };
    let least = match change.field() {
        Some(Field::Context | Field::MaxInput | Field::Parameters | Field::ActiveParameters) => JUMP,
        Some(Field::MaxOutput) => OUTPUT_JUMP,
        _ => return false,
    };
    let is_lost = change.old.as_ref().is_some_and(|old| *old != Value::Count(0)) && change.new == Some(Value::Count(0));
    is_lost || factor(change).is_some_and(|factor| factor >= Decimal::from(least))
}

fn score_unit(_: &Evidence<'_>, item: &Item) -> bool {
    let score = as_change(item).filter(|change| change.field() == Some(&Field::Score));
    score.and_then(factor).is_some_and(|factor| is_near(factor, 100))
}

fn flags_flip(evidence: &Evidence<'_>, item: &Item) -> bool {
    let Some(change) = as_change(item).filter(|change| is_flip(change)) else { return false };
    let share = evidence.flips.get(&block(&change.subject)).copied().unwrap_or_default();
    share.is_at_least(STATEMENTS_LEAST, STATEMENTS_PERCENT)
}

fn field_vanished(evidence: &Evidence<'_>, item: &Item) -> bool {
    let Some(change) = as_change(item).filter(|change| is_gone(change)) else { return false };
    let share = change.field().and_then(|field| evidence.gone.get(&family(field))).copied().unwrap_or_default();
    share.is_at_least(STATEMENTS_LEAST, STATEMENTS_PERCENT)
}

fn has_vanished(evidence: &Evidence<'_>, item: &Item, is_route: bool) -> bool {
    let Item::Vanished(Vanished { subject, .. }) = item else { return false };
    let share = evidence.vanished.get(&block(subject)).copied().unwrap_or_default();
    let percent = VANISHED_MOST.min(VANISHED_PERCENT + evidence.days / DAYS_A_PERCENT);
    matches!(subject, Subject::Route { .. }) == is_route && share.is_at_least(VANISHED_LEAST, percent)
}

fn provider_vanished(evidence: &Evidence<'_>, item: &Item) -> bool {
    has_vanished(evidence, item, true)
}

fn listing_vanished(evidence: &Evidence<'_>, item: &Item) -> bool {
    has_vanished(evidence, item, false)
}

#[cfg(test)]
mod tests;
