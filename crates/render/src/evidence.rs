//! Who said what: the numbered list that citations point to.
//!
//! One entry is one fact of one subject with all its claims, so that a number opens the whole disagreement and not one
//! side of it. Entries are numbered in the order in which a page first needs them.

use crate::block::{Cite, Inline, Inlines};
use crate::label;
use crate::source::SourceNote;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;
use std::sync::Arc;
use weigh_catalog::claim::{Claim, Fact};
use weigh_catalog::{Day, Field, Period, RateKey, Route, SourceId, Value};

/// What stands behind one number in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// The subject's id.
    pub subject_id: Arc<str>,
    /// The subject's name.
    pub subject: Arc<str>,
    /// The larger subject it is cited under, if it is a part of one.
    pub within: Option<Within>,
    /// What is said of it.
    pub ground: Ground,
}

/// A larger subject and the name of a part in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    /// Id of the larger subject.
    pub subject_id: Arc<str>,
    /// Its name.
    pub subject: Arc<str>,
    /// The part's name in it.
    pub part: String,
}

/// Kinds of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ground {
    /// Claims of sources.
    Claims {
        /// What they are about.
        field: Field,
        /// All claims; `Unknown` where a page says that nobody says anything.
        fact: Box<Fact<Value>>,
        /// Whether the claim to go by was last read long ago.
        is_stale: bool,
    },
    /// Something counted or derived over many claims, or a rule, in words.
    Stated(String),
}

/// What a claim is to the fact it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The one to go by.
    Chosen,
    /// Says the same.
    Agrees,
    /// Says otherwise and loses by precedence.
    Overruled,
    /// Says otherwise, and nothing decides.
    Contradicts,
}

impl Role {
    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Chosen => "used",
            Self::Agrees => "agrees",
            Self::Overruled => "overruled",
            Self::Contradicts => "contradicts",
        }
    }
}

impl Evidence {
    /// The subject's id and the field, as `meta/llama-3.2-1b:context`; unique in the document.
    pub fn anchor(&self) -> String {
        self.field().map_or_else(|| self.subject_id.to_string(), |field| format!("{}:{field}", self.subject_id))
    }

    /// Every claim with its role, the one to go by first.
    pub fn claims(&self) -> impl Iterator<Item = (Role, &Claim<Value>)> {
        let fact = match &self.ground {
            Ground::Claims { fact, .. } => Some(fact),
            Ground::Stated(_) => None,
        };
        fact.into_iter().flat_map(|fact| roles(fact))
    }

    /// The field it is about, if it is about one.
    pub fn field(&self) -> Option<&Field> {
        match &self.ground {
            Ground::Claims { field, .. } => Some(field),
            Ground::Stated(_) => None,
        }
    }

    /// `Llama 3.2 1B: context window`.
    pub fn about(&self) -> String {
        match &self.ground {
            Ground::Claims { field, .. } => [&self.subject, ": ", &lowercase_first(label::field(field))].concat(),
            Ground::Stated(_) => self.subject.to_string(),
        }
    }

    /// Whether its claims contradict each other and nothing decides.
    pub fn is_disputed(&self) -> bool {
        matches!(&self.ground, Ground::Claims { fact, .. } if fact.is_disputed())
    }

    /// Whether the claim to go by was last read long ago.
    pub fn is_stale(&self) -> bool {
        matches!(&self.ground, Ground::Claims { is_stale: true, .. })
    }
}

/// Every claim of a fact with its role, the one to go by first.
pub fn roles<T>(fact: &Fact<T>) -> impl Iterator<Item = (Role, &Claim<T>)> {
    let (chosen, agreeing, overruled, contradicting): (_, &[_], &[_], &[_]) = match fact {
        Fact::Known { claim, agreeing, overruled } => (Some(claim), agreeing, overruled, &[]),
        Fact::Disputed(claims) => match claims.split_first() {
            Some((first, others)) => (Some(first), &[], &[], others),
            None => (None, &[], &[], &[]),
        },
        Fact::Unknown => (None, &[], &[], &[]),
    };
    let of = |role: Role| move |claim| (role, claim);
    (chosen.into_iter().map(of(Role::Chosen)))
        .chain(agreeing.iter().map(of(Role::Agrees)))
        .chain(overruled.iter().map(of(Role::Overruled)))
        .chain(contradicting.iter().map(of(Role::Contradicts)))
}

/// Why a fact reads as it does.
pub fn standing<T>(fact: &Fact<T>) -> &'static str {
    match fact {
        Fact::Known { agreeing, overruled, .. } => match (agreeing.is_empty(), overruled.is_empty()) {
            (true, true) => "One source says so.",
            (false, true) => "All sources that say anything agree.",
            (_, false) => {
                "The first claim comes from the source that counts most for this field; others say otherwise."
            }
        },
        Fact::Disputed(_) => {
            "Disputed: a claim newer than the last reading of the preferred source contradicts it. The first is used."
        }
        Fact::Unknown => "No source says anything.",
    }
}

/// When a claim holds, in words; empty if its source does not say.
pub fn effective(period: Period) -> String {
    match (period.from, period.until) {
        (Some(from), Some(until)) => format!("from {from} until {until}"),
        (Some(from), None) => format!("from {from}"),
        (None, Some(until)) => format!("until {until}"),
        (None, None) => String::new(),
    }
}

/// The days a claim was read, in words.
pub fn seen<T>(claim: &Claim<T>) -> String {
    if claim.first_seen == claim.last_seen {
        claim.last_seen.to_string()
    } else {
        format!("{} to {}", claim.first_seen, claim.last_seen)
    }
}

/// True if a claim was last read more than so many days before `today`; what stays fresh for ever never is.
pub fn is_stale<T>(claim: &Claim<T>, today: Day, fresh_days: Option<u32>) -> bool {
    let days = claim.last_seen.until(today).ok().and_then(|span| u32::try_from(span.get_days()).ok());
    days.zip(fresh_days).is_some_and(|(days, fresh)| days > fresh)
}

/// Lowers the first letter unless the word is an abbreviation: `Context window` but not `JSON mode`.
pub(crate) fn lowercase_first(text: impl Into<String>) -> String {
    let mut text = text.into();
    lower_first(&mut text, 0);
    text
}

/// The same in the midst of a text, of the word that begins at a byte.
pub(crate) fn lower_first(text: &mut String, start: usize) {
    let mut letters = text.get(start..).unwrap_or_default().chars();
    let (Some(first), Some(second)) = (letters.next(), letters.next()) else { return };
    let place = start..start + first.len_utf8();
    if !first.is_uppercase() || second.is_uppercase() {
        return;
    }
    match text.get_mut(place.clone()) {
        Some(letter) if letter.is_ascii() => letter.make_ascii_lowercase(),
        _ => text.replace_range(place, &first.to_lowercase().to_string()),
    }
}

/// Whom a fact is about.
#[derive(Debug, Clone, Copy)]
pub struct About<'a> {
    /// An id, unique within the page.
    pub subject: &'a str,
    /// What people read.
    pub name: &'a str,
    /// Days its readings stay fresh; `None` if they do not grow old, or nothing is known of that.
    pub fresh_days: Option<u32>,
}

impl<'a> About<'a> {
    /// A subject of which nothing grows old.
    pub const fn lasting(subject: &'a str, name: &'a str) -> Self {
        Self { subject, name, fresh_days: None }
    }
}

/// Collects evidence while a page is written, and gives out numbers.
#[derive(Debug)]
pub struct Ledger {
    today: Day,
    entries: Vec<Evidence>,
    subjects: FxHashMap<Arc<str>, Known>,
    by_cite: FxHashMap<weigh_compare::Cite, Cite>,
}

/// What is numbered of one subject. A page asks for the same facts again and again: nothing is written or copied for that.
#[derive(Debug)]
struct Known {
    name: Arc<str>,
    /// The field, or nothing for words, and the number.
    numbers: Vec<(Option<Field>, Cite)>,
}

impl Ledger {
    /// An empty ledger; `today` decides what is stale.
    pub fn new(today: Day) -> Self {
        Self { today, entries: Vec::new(), subjects: FxHashMap::default(), by_cite: FxHashMap::default() }
    }

    /// The day it judges age by.
    pub fn today(&self) -> Day {
        self.today
    }

    /// The number of a fact's evidence; the same fact always has the same number. `None` if nothing is claimed.
    pub fn cite(&mut self, about: About, field: &Field, fact: &Fact<Value>) -> Option<Cite> {
        let name = || about.name.to_owned();
        (!fact.is_unknown())
            .then(|| self.cite_even_unknown(about.subject, name, field, about.fresh_days, || fact.clone()))
    }

    /// The number of the evidence of a route's rate; `None` if it has none.
    pub fn cite_rate(&mut self, about: About, route: &Route, key: &RateKey) -> Option<Cite> {
        self.cite(about, &Field::Rate(key.clone()), &route.rate_of(key)?.fact())
    }

    /// The same, also for a fact nobody says anything about: the entry then says so. The subject's name and the fact are only
    /// asked for if they are new.
    pub(crate) fn cite_even_unknown(
        &mut self,
        subject: &str,
        name: impl FnOnce() -> String,
        field: &Field,
        fresh_days: Option<u32>,
        fact: impl FnOnce() -> Fact<Value>,
    ) -> Cite {
        let today = self.today;
        self.number(subject, name, Some(field), || {
            let fact = Box::new(fact());
            let is_stale = fact.claim().is_some_and(|claim| is_stale(claim, today, fresh_days));
            Ground::Claims { field: field.clone(), fact, is_stale }
        })
    }

    /// Says of what larger subject an entry is a part.
    pub(crate) fn place_within(&mut self, number: Cite, within: Within) {
        if let Some(entry) = number.checked_sub(1).and_then(|place| self.entries.get_mut(place)) {
            entry.within = Some(within);
        }
    }

    /// The number of something counted, derived or ruled, in words.
    pub fn cite_stated(
        &mut self,
        subject: &str,
        name: impl FnOnce() -> String,
        words: impl FnOnce() -> String,
    ) -> Cite {
        self.number(subject, name, None, || Ground::Stated(words()))
    }

    /// The number a citation of a comparison already has. Building its anchor again would cost most of a page's time.
    pub(crate) fn known(&self, cite: &weigh_compare::Cite) -> Option<Cite> {
        self.by_cite.get(cite).copied()
    }

    /// Keeps the number of a citation.
    pub(crate) fn remember(&mut self, cite: weigh_compare::Cite, number: Cite) {
        self.by_cite.insert(cite, number);
    }

    fn number(
        &mut self,
        subject: &str,
        name: impl FnOnce() -> String,
        field: Option<&Field>,
        ground: impl FnOnce() -> Ground,
    ) -> Cite {
        let new = self.entries.len() + 1;
        let (subject_id, name) = if let Some((id, known)) = self.subjects.get_key_value(subject) {
            if let Some((_, number)) = known.numbers.iter().find(|(other, _)| other.as_ref() == field) {
                return *number;
            }
            (Arc::clone(id), Arc::clone(&known.name))
        } else {
            (Arc::from(subject), Arc::from(name()))
        };
        let known = self.subjects.entry(Arc::clone(&subject_id));
        let known = known.or_insert_with(|| Known { name: Arc::clone(&name), numbers: Vec::new() });
        known.numbers.push((field.cloned(), new));
        self.entries.push(Evidence { subject_id, subject: name, within: None, ground: ground() });
        new
    }

    /// A fact as people read it: value, citation, and marks if it is disputed or stale; `unknown` if nothing is claimed.
    pub fn show(&mut self, about: About, field: &Field, fact: &Fact<Value>) -> Inlines {
        let (Some(value), Some(number)) = (fact.value(), self.cite(about, field, fact)) else {
            return Inlines::unknown();
        };
        Inlines::value(label::value(field, value), vec![number]).then(self.marks(&[number]))
    }

    /// The marks that go behind a value with this evidence: each kind at most once.
    pub fn marks(&self, numbers: &[Cite]) -> Vec<Inline> {
        let entries = || numbers.iter().filter_map(|number| self.entries.get(number.checked_sub(1)?));
        let any = |test: fn(&Evidence) -> bool| entries().any(test);
        let disputed = any(Evidence::is_disputed).then_some(Inline::Disputed);
        let stale = any(Evidence::is_stale).then_some(Inline::Stale);
        disputed.into_iter().chain(stale).collect()
    }

    /// Sources that are cited so far, in the order of `notes`; those not among them by id.
    pub fn sources(&self, notes: &[SourceNote]) -> Vec<SourceNote> {
        // Claims by the thousand share the names of a few sources: places in memory are told apart faster than names.
        let mut places: FxHashSet<*const u8> = FxHashSet::default();
        let claims = self.entries.iter().flat_map(Evidence::claims).map(|(_, claim)| &claim.source);
        let cited = claims.filter(|source| places.insert(source.as_str().as_ptr()));
        let cited: BTreeSet<&SourceId> = cited.collect();
        let (listed, unlisted): (Vec<_>, Vec<_>) =
            cited.into_iter().partition(|id| notes.iter().any(|note| note.id == **id));
        let mut used: Vec<SourceNote> = notes.iter().filter(|note| listed.contains(&&note.id)).cloned().collect();
        used.extend(unlisted.into_iter().cloned().map(SourceNote::unnamed));
        used
    }

    /// All entries so far, in order of their numbers.
    pub fn entries(&self) -> &[Evidence] {
        &self.entries
    }

    /// All entries, in order of their numbers.
    pub fn into_entries(self) -> Vec<Evidence> {
        self.entries
    }
}
