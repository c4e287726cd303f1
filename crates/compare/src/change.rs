//! Change detection: what is different between two folds of one model, and whether the world changed or our knowledge.
//!
//! ```text
//! one catalog, two days     the same source says something else: a change, or noticed late
//!                           another source decides now: perhaps nothing changed but who is listened to
//! two catalogs, one day     what was said of that day is different now: a correction
//! ```
//!
//! A state nobody had looked at before is no change: the first reading of a source makes nothing new.

use rust_decimal::Decimal;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weigh_catalog::evidence::Heard;
use weigh_catalog::field::FromValue as _;
use weigh_catalog::fold::agree;
use weigh_catalog::precedence::group;
use weigh_catalog::record::SubjectKind;
use weigh_catalog::{
    Capability, Claim, Day, Fact, Facts, Field, Listing, Model, ModelId, PartialDate, Rate, RateKey, Route, RouteId,
    SourceId, Support, Usd, Value,
};

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Whose.
    pub model: ModelId,
    /// On which route; `None` for what is said of the model itself.
    pub route: Option<RouteId>,
    /// What is different.
    pub what: Changed,
    /// First day of the new state, as stated or noticed; `None` if no source tells.
    pub day: Option<Day>,
    /// What kind of difference it is.
    pub nature: Nature,
    /// Whether the new state is disputed.
    pub is_disputed: bool,
    /// Who says so now, and the last day it was read there; of what is gone, who said so before.
    pub word: Option<(SourceId, Day)>,
}

/// Kinds of differences.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// The same source says something else from a day on.
    Changed,
    /// The same source says something else, but it had not been read for so long that this may be older than the earlier day.
    Noticed,
    /// Another source decides now; perhaps nothing changed but who is listened to.
    OtherSource,
    /// What was said of the same day is different now.
    Corrected,
}

impl Nature {
    /// The word in data and pages.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Changed => "changed",
            Self::Noticed => "noticed",
            Self::OtherSource => "other-source",
            Self::Corrected => "corrected",
        }
    }
}

/// What is different. Both sides are known unless they are options.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    /// A price, in US dollars per million units; `None` where none is listed.
    Price {
        /// Which.
        key: RateKey,
        /// The old one.
        before: Option<Usd>,
        /// The new one.
        after: Option<Usd>,
    },
    /// A limit, in tokens.
    Limit {
        /// Which.
        field: Field,
        /// The old one.
        before: u64,
        /// The new one.
        after: u64,
    },
    /// A capability.
    Capability {
        /// Which.
        capability: Capability,
        /// Before.
        before: Support,
        /// Now.
        after: Support,
    },
    /// The licence or the state of life, in the sources' words.
    Text {
        /// `Licence` or `Status`.
        field: Field,
        /// Before.
        before: Arc<str>,
        /// Now.
        after: Arc<str>,
    },
    /// The day from which it cannot be called.
    Retirement {
        /// Announced before; `None` if nothing was.
        before: Option<PartialDate>,
        /// Announced now.
        after: PartialDate,
    },
    /// The route is new.
    Listed,
    /// Nobody lists the route any more.
    Withdrawn,
}

impl Changed {
    /// The word for its kind in data, addresses and filters.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Price { .. } => "price",
            Self::Limit { .. } => "limit",
            Self::Capability { .. } => "capability",
            Self::Text { field: Field::Licence, .. } => "licence",
            Self::Text { .. } => "status",
            Self::Retirement { .. } => "retirement",
            Self::Listed => "new-route",
            Self::Withdrawn => "withdrawn-route",
        }
    }

    /// How much it rose, as a share of the old amount; negative if it fell, `None` if that is no amount or was nothing.
    pub fn rise(&self) -> Option<Decimal> {
        let (before, after) = match self {
            Self::Price { before: Some(before), after: Some(after), .. } => (before.amount(), after.amount()),
            Self::Limit { before, after, .. } => (Decimal::from(*before), Decimal::from(*after)),
            _ => return None,
        };
        after.checked_sub(before)?.checked_div(before)
    }
}

/// Kinds of changes, in the order pages list them.
pub const KINDS: [&str; 8] =
    ["price", "retirement", "licence", "limit", "capability", "status", "new-route", "withdrawn-route"];

/// The days each source was read whole, by the kind of what it speaks of: what was absent then was not there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ReadOn(BTreeMap<(SourceId, SubjectKind), BTreeSet<Day>>);

impl ReadOn {
    /// From all readings of a catalog.
    pub fn of<'a>(readings: impl Iterator<Item = &'a Heard>) -> Self {
        let mut days: BTreeMap<(SourceId, SubjectKind), BTreeSet<Day>> = BTreeMap::new();
        for Heard { reading, kinds } in readings.filter(|heard| heard.reading.is_complete) {
            for kind in kinds {
                days.entry((reading.source.clone(), *kind)).or_default().insert(reading.read_on);
            }
        }
        Self(days)
    }

    /// The last day before another on which a source was read whole.
    fn last_before(&self, source: &SourceId, kind: SubjectKind, day: Day) -> Option<Day> {
        self.0.get(&(source.clone(), kind))?.range(..day).next_back().copied()
    }
}

/// What is compared with what.
#[derive(Debug, Clone, Copy)]
pub struct Between<'a> {
    /// Days before this one, itself included, are old.
    pub since: Day,
    /// When sources were read.
    pub read_on: &'a ReadOn,
    /// Whether both folds are of the same day in different catalogs, so that every difference corrects something.
    pub is_same_day: bool,
}

/// Every difference between two folds of one model; `before` is `None` if nobody knew the model.
pub fn changes(before: Option<&Model>, after: &Model, between: Between<'_>) -> Vec<Change> {
    let mut draft = Draft { model: &after.id, route: None, between, changes: Vec::new() };
    if let Some(before) = before {
        draft.texts(&[Field::Licence, Field::Status], &before.facts, &after.facts);
    }
    draft.retirement(before.map(|before| &before.facts), &after.facts);
    for route in &after.routes {
        draft.route = Some(&route.id);
        draft.of_route(before.and_then(|before| before.route(&route.id)), route);
    }
    draft.changes
}

/// Changes of one model in the making.
struct Draft<'a> {
    model: &'a ModelId,
    route: Option<&'a RouteId>,
    between: Between<'a>,
    changes: Vec<Change>,
}

impl Draft<'_> {
    fn of_route(&mut self, before: Option<&Route>, after: &Route) {
        let was_listed = before.is_some_and(|before| before.listing == Listing::Listed);
        match (was_listed, after.listing) {
            (false, Listing::Listed) => self.listed(before, after),
            (true, Listing::Withdrawn(day)) => {
                let claims =
                    before.into_iter().flat_map(|before| before.facts.iter()).flat_map(|(_, fact)| fact.claims());
                let last = claims.max_by_key(|claim| claim.last_seen).map(word);
                self.add(
                    Changed::Withdrawn,
                    Some(day),
                    self.since_when(last.as_ref().map(|(_, read)| *read)),
                    false,
                    last,
                );
            }
            (true, Listing::Listed) => {
                if let Some(before) = before {
                    self.prices(before, after);
                    self.facts(before, after);
                }
            }
            _ => {}
        }
    }

    /// A route is new on the first day for which somebody states anything of it, if that day is news.
    fn listed(&mut self, before: Option<&Route>, route: &Route) {
        let first = match before.map(|before| before.listing) {
            Some(Listing::NotYet(day)) => Some(day),
            _ => None,
        };
        let prices: Vec<Fact<Value>> = route.rates.iter().map(|rate| rate.fact()).collect();
        let facts = route.facts.iter().map(|(_, fact)| fact).chain(&prices);
        let claims = facts.flat_map(Fact::claims).filter(|claim| first.is_none_or(|first| claim.holds_from() == first));
        let news = claims.filter_map(|claim| Some((self.news(claim)?, claim)));
        if let Some((nature, claim)) = news.min_by_key(|(nature, claim)| (*nature, claim.holds_from(), &claim.source)) {
            let (day, word) = (claim.holds_from(), word(claim));
            self.add(Changed::Listed, Some(day), nature, false, Some(word));
        }
    }

    fn prices(&mut self, before: &Route, after: &Route) {
        let keys: BTreeSet<&RateKey> = before.rates.iter().chain(&after.rates).map(|rate| &rate.key).collect();
        let of = |route: &Route, key: &RateKey| route.rate_of(key).map_or(Fact::Unknown, Rate::fact);
        for key in keys {
            let (old, new) = (of(before, key), of(after, key));
            let what = |before, after| Changed::Price { key: key.clone(), before, after };
            let amount = |claim: &Claim<Value>| Usd::from_value(&claim.value);
            match (old.claim(), new.claim()) {
                (Some(old), Some(claim)) => self.moved(old, &new, what(amount(old), amount(claim))),
                (Some(old), None) => {
                    let nature = self.since_when(old.effective.until.or(Some(old.last_seen)));
                    self.add(what(amount(old), None), old.effective.until, nature, false, Some(word(old)));
                }
                (None, Some(claim)) => {
                    if let Some(nature) = self.news(claim) {
                        let (what, day) = (what(None, amount(claim)), Some(claim.holds_from()));
                        self.add(what, day, nature, new.is_disputed(), Some(word(claim)));
                    }
                }
                (None, None) => {}
            }
        }
    }

    fn facts(&mut self, before: &Route, after: &Route) {
        for field in crate::row::LIMITS {
            self.fact(&field, &before.facts, &after.facts, |before, after| {
                let (before, after) = (u64::from_value(before)?, u64::from_value(after)?);
                Some(Changed::Limit { field: field.clone(), before, after })
            });
        }
        for capability in Capability::ALL.iter().copied() {
            self.fact(&Field::Can(capability), &before.facts, &after.facts, |before, after| {
                let (before, after) = (Support::from_value(before)?, Support::from_value(after)?);
                Some(Changed::Capability { capability, before, after })
            });
        }
        self.texts(&[Field::Status], &before.facts, &after.facts);
        self.retirement(Some(&before.facts), &after.facts);
    }

    fn texts(&mut self, fields: &[Field], before: &Facts, after: &Facts) {
        for field in fields {
            self.fact(field, before, after, |before, after| {
                let (before, after) = (Arc::<str>::from_value(before)?, Arc::<str>::from_value(after)?);
                Some(Changed::Text { field: field.clone(), before, after })
            });
        }
    }

    /// A field that is known on both sides.
    fn fact(&mut self, field: &Field, before: &Facts, after: &Facts, what: impl Fn(&Value, &Value) -> Option<Changed>) {
        let new = after.get(field);
        let (Some(old), Some(claim)) = (before.get(field).claim(), new.claim()) else { return };
        if let Some(what) = what(&old.value, &claim.value) {
            self.moved(old, new, what);
        }
    }

    /// Adds a difference between two claims, unless they say the same or, of two sources, nearly the same.
    fn moved(&mut self, old: &Claim<Value>, new: &Fact<Value>, what: Changed) {
        let Some(claim) = new.claim() else { return };
        let is_same_source = group(old.source.as_str()) == group(claim.source.as_str());
        let is_same = if is_same_source { old.value == claim.value } else { agree(&old.value, &claim.value) };
        if !is_same {
            let day = is_same_source.then(|| claim.holds_from());
            let is_dated = claim.effective.from.is_some();
            let nature = match (self.between.is_same_day, is_same_source) {
                (false, false) => Nature::OtherSource,
                _ => self.since_when(if is_dated { day } else { Some(old.last_seen) }),
            };
            self.add(what, day, nature, new.is_disputed(), Some(word(claim)));
        }
    }

    /// An announcement speaks of days to come, so the day it was first read counts, not the one it speaks of.
    fn retirement(&mut self, before: Option<&Facts>, after: &Facts) {
        let (since, fact) = (self.between.since, after.get(&Field::Retires));
        let date = |claim: &Claim<Value>| PartialDate::from_value(&claim.value);
        let Some((claim, now)) = fact.claim().and_then(|claim| Some((claim, date(claim)?))) else { return };
        let before = before.map(|facts| facts.get(&Field::Retires));
        let first = fact.claims().filter(|other| other.value == claim.value).min_by_key(|other| other.first_seen);
        let Some(first) = first else { return };
        let last = self.between.read_on.last_before(&first.source, self.kind(), first.first_seen);
        let (old, is_news) = if self.between.is_same_day {
            // What the other catalog does not say of the day may be what nobody had read then.
            let old = before.and_then(Fact::claim);
            (old, old.is_some())
        } else {
            let known = before.and_then(|fact| fact.claims().find(|old| old.first_seen <= since));
            (known, first.first_seen > since && last.is_some())
        };
        let old = old.and_then(date);
        if is_news && old.is_none_or(|old| !old.agrees_with(now)) {
            let what = Changed::Retirement { before: old, after: now };
            let nature = self.since_when(last);
            self.add(what, Some(first.first_seen), nature, fact.is_disputed(), Some(word(claim)));
        }
    }

    /// What kind of news it is that somebody states something he did not state before, if it is any: its source dates it, or
    /// was read whole before without it.
    fn news(&self, claim: &Claim<Value>) -> Option<Nature> {
        let day = claim.holds_from();
        if day <= self.between.since {
            return None;
        }
        if claim.effective.from.is_some() {
            return Some(self.since_when(Some(day)));
        }
        let last = self.between.read_on.last_before(&claim.source, self.kind(), claim.first_seen)?;
        Some(self.since_when(Some(last)))
    }

    /// Whether something changed surely after the earlier day, which it did if the old state was still read on it or later.
    fn since_when(&self, old_until: Option<Day>) -> Nature {
        match old_until {
            _ if self.between.is_same_day => Nature::Corrected,
            Some(day) if day >= self.between.since => Nature::Changed,
            _ => Nature::Noticed,
        }
    }

    fn kind(&self) -> SubjectKind {
        match self.route {
            Some(route) if route.host.is_some() => SubjectKind::HostedRoute,
            Some(_) => SubjectKind::Route,
            None => SubjectKind::Model,
        }
    }

    fn add(
        &mut self,
        what: Changed,
        day: Option<Day>,
        nature: Nature,
        is_disputed: bool,
        word: Option<(SourceId, Day)>,
    ) {
        let (model, route) = (self.model.clone(), self.route.cloned());
        self.changes.push(Change { model, route, what, day, nature, is_disputed, word });
    }
}

fn word<T>(claim: &Claim<T>) -> (SourceId, Day) {
    (claim.source.clone(), claim.last_seen)
}

#[cfg(test)]
mod tests;
