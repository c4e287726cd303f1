//! What one number in brackets stands for on a page: all that is cited of one subject, by who said it.
//!
//! A page cites hundreds of facts of a few hundred subjects, and most facts of a subject stand in one place of one source.
//! So a number leads to a subject, and there each source's place stands once, with everything it says.

use crate::block::{Block, Cite, Document, Inline, Inlines};
use crate::evidence::{Evidence, Ground, Role, lower_first, lowercase_first, roles};
use crate::label;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use weigh_catalog::claim::{Basis, Claim};
use weigh_catalog::{Day, Field, Period, SourceId, Unit, Value};

/// All that a page cites of one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Testimony {
    /// The subject's id, unique among the testimonies of a page.
    pub subject_id: Arc<str>,
    /// The subject's name.
    pub subject: Arc<str>,
    /// What is cited of it, in the order the page first needs it.
    pub facts: Vec<Evidence>,
}

/// What one place of one source says of a subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement<'a> {
    /// What its claims are to the facts.
    pub role: Role,
    /// Who says it.
    pub source: &'a SourceId,
    /// The first day it was read there.
    pub first_seen: Day,
    /// The last day it was read there.
    pub last_seen: Day,
    /// When it holds.
    pub effective: Period,
    /// What kind of statement it is.
    pub basis: Basis,
    /// Where in the source; empty for parts, which name their places themselves.
    pub locator: &'a str,
    /// The page that the source names.
    pub link: Option<&'a str>,
    /// What is said, field by field.
    pub said: Vec<Said<'a>>,
}

/// A field and what is said of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Said<'a> {
    /// The part of the subject it is said of, and where in the source.
    pub part: Option<(&'a str, &'a str)>,
    /// The field.
    pub field: &'a Field,
    /// The value.
    pub value: &'a Value,
    /// Whether another claim, which the page goes by, has said exactly this already.
    pub is_repeated: bool,
    /// The source's own words, where they differ.
    pub raw: Option<&'a str>,
}

impl Testimony {
    /// Everything counted, derived or ruled, in words, and facts of which nobody says anything.
    pub fn words(&self) -> Vec<String> {
        let words = |fact: &Evidence| match &fact.ground {
            Ground::Stated(words) => Some(words.clone()),
            Ground::Claims { field, fact, .. } if fact.is_unknown() => {
                Some(format!("{}: no source says anything", lowercase_first(label::field(field))))
            }
            Ground::Claims { .. } => None,
        };
        self.facts.iter().filter_map(words).collect()
    }

    /// Every claim, those of one place together; the claims to go by first.
    pub fn statements(&self) -> Vec<Statement<'_>> {
        let mut all: Vec<Statement<'_>> = Vec::new();
        for entry in &self.facts {
            let Ground::Claims { field, fact, .. } = &entry.ground else { continue };
            for (role, claim) in roles(fact) {
                let is_repeated = role != Role::Chosen && fact.value() == Some(&claim.value);
                let part = entry.within.as_ref().map(|within| (within.part.as_str(), &*claim.locator));
                let raw = claim.raw.as_deref();
                add(&mut all, role, claim, Said { part, field, value: &claim.value, is_repeated, raw });
            }
        }
        all.sort_by_key(|statement| statement.role);
        all
    }
}

fn add<'a>(all: &mut Vec<Statement<'a>>, role: Role, claim: &'a Claim<Value>, said: Said<'a>) {
    let new = Statement {
        role,
        source: &claim.source,
        first_seen: claim.first_seen,
        last_seen: claim.last_seen,
        effective: claim.effective,
        basis: claim.basis,
        locator: if said.part.is_some() { "" } else { &claim.locator },
        link: claim.link.as_deref(),
        said: Vec::new(),
    };
    let place = all.iter().position(|old| old.is_of_the_place_of(&new));
    let place = place.unwrap_or_else(|| {
        all.push(new);
        all.len() - 1
    });
    if let Some(statement) = all.get_mut(place) {
        statement.said.push(said);
    }
}

impl Statement<'_> {
    /// Whether all but what is said is the same. What differs most often is looked at first.
    fn is_of_the_place_of(&self, other: &Self) -> bool {
        self.locator == other.locator
            && self.role == other.role
            && self.source == other.source
            && (self.first_seen, self.last_seen, self.effective) == (other.first_seen, other.last_seen, other.effective)
            && self.basis == other.basis
            && self.link == other.link
    }

    /// What is said, one by one: `input price $0.43`.
    pub fn each(&self) -> impl Iterator<Item = String> {
        self.said.iter().map(|said| {
            let mut words = String::new();
            said.write(&mut words);
            words
        })
    }

    /// `input price $0.43; output price $2.14; context window 200k tokens`.
    pub fn words(&self) -> String {
        let mut words = String::with_capacity(32 * self.said.len());
        for (index, said) in self.said.iter().enumerate() {
            if index > 0 {
                words.push_str("; ");
            }
            said.write(&mut words);
        }
        words
    }
}

impl Said<'_> {
    fn write(&self, out: &mut String) {
        if let Some((part, _)) = self.part {
            out.push_str(part);
        }
        if self.part.is_none() || *self.field != Field::Score {
            out.push_str(if self.part.is_some() { ": " } else { "" });
            let start = out.len();
            out.push_str(&label::field(self.field));
            lower_first(out, start);
        }
        if self.is_repeated {
            return;
        }
        out.push(' ');
        out.push_str(&match (self.field, self.value) {
            (Field::Rate(key), Value::Amount(amount)) if key.meter.unit() == Unit::Token => {
                crate::format::rate_amount(*amount, Unit::Token)
            }
            (field, value) => label::value(field, value),
        });
        if let Some(raw) = self.raw.filter(|_| !matches!(self.value, Value::Amount(_))) {
            for part in [" (“", raw, "”)"] {
                out.push_str(part);
            }
        }
        if let Some((_, locator)) = self.part {
            for part in [" [", locator, "]"] {
                out.push_str(part);
            }
        }
    }
}

/// One testimony for each subject, in the order of first need, and for each fact's number that of its subject. Facts whose
/// number is not wanted are left out; nothing may cite them.
pub(crate) fn by_subject(facts: Vec<Evidence>, is_wanted: impl Fn(Cite) -> bool) -> (Vec<Testimony>, Vec<Cite>) {
    let mut places: FxHashMap<Arc<str>, usize> = FxHashMap::default();
    let mut all: Vec<Testimony> = Vec::new();
    let mut numbers = Vec::with_capacity(facts.len());
    for fact in facts {
        if !is_wanted(numbers.len() + 1) {
            numbers.push(0);
            continue;
        }
        let within = fact.within.as_ref().map(|within| (&within.subject_id, &within.subject));
        let (subject_id, subject) = within.unwrap_or((&fact.subject_id, &fact.subject));
        let place = places.get(subject_id).copied().unwrap_or_else(|| {
            places.insert(Arc::clone(subject_id), all.len());
            all.push(Testimony { subject_id: subject_id.clone(), subject: subject.clone(), facts: Vec::new() });
            all.len() - 1
        });
        numbers.push(place + 1);
        if let Some(testimony) = all.get_mut(place) {
            testimony.facts.push(fact);
        }
    }
    (all, numbers)
}

/// Puts the numbers of subjects in the place of the numbers of facts, each once.
pub(crate) fn renumber(blocks: &mut [Block], numbers: &[Cite]) {
    for block in blocks {
        match block {
            Block::Paragraph(words) | Block::Note(_, words) => inlines(words, numbers),
            Block::Bullets(points) => points.iter_mut().for_each(|point| inlines(point, numbers)),
            Block::Table(table) => {
                let cells = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| inlines(&mut cell.inlines, numbers));
            }
            Block::KeyValues(pairs) => pairs.iter_mut().for_each(|(key, value)| {
                inlines(key, numbers);
                inlines(value, numbers);
            }),
            Block::Details { summary, blocks } | Block::Rest { summary, blocks, .. } => {
                inlines(summary, numbers);
                renumber(blocks, numbers);
            }
            Block::Heading(_) | Block::Chart(_) => {}
        }
    }
}

fn inlines(words: &mut Inlines, numbers: &[Cite]) {
    for inline in &mut words.0 {
        let Inline::Value(_, cites) = inline else { continue };
        for cite in cites.iter_mut() {
            *cite = cite.checked_sub(1).and_then(|place| numbers.get(place)).copied().unwrap_or(*cite);
        }
        cites.sort_unstable();
        cites.dedup();
    }
}

/// Every number that blocks cite, without those inside of what is folded away.
pub(crate) fn cited<'a>(blocks: impl Iterator<Item = &'a Block>) -> BTreeSet<Cite> {
    let mut numbers = BTreeSet::new();
    for block in blocks {
        match block {
            Block::Paragraph(words) | Block::Note(_, words) => numbers.extend(words.cites()),
            Block::Bullets(points) => numbers.extend(points.iter().flat_map(Inlines::cites)),
            Block::Table(table) => {
                let cells = table.rows.iter().flat_map(|row| &row.cells);
                numbers.extend(cells.flat_map(|cell| cell.inlines.cites()));
            }
            Block::KeyValues(pairs) => {
                numbers.extend(pairs.iter().flat_map(|(key, value)| key.cites().chain(value.cites())));
            }
            Block::Details { summary, .. } | Block::Rest { summary, .. } => numbers.extend(summary.cites()),
            Block::Heading(_) | Block::Chart(_) => {}
        }
    }
    numbers
}

impl Document {
    /// Which evidence the page cites, by number from 1; with `has_rest` also where only the long tails cite it.
    pub(crate) fn cited(&self, has_rest: bool) -> Vec<bool> {
        let mut cited = vec![false; self.evidence.len()];
        let all = self.sections.iter().map(|section| &section.blocks).chain([&self.intro]);
        all.for_each(|blocks| collect_cites(blocks, has_rest, &mut cited));
        cited
    }
}

fn collect_cites(blocks: &[Block], has_rest: bool, cited: &mut [bool]) {
    let mut of = |words: &Inlines| {
        for cite in words.cites() {
            if let Some(is_cited) = cite.checked_sub(1).and_then(|place| cited.get_mut(place)) {
                *is_cited = true;
            }
        }
    };
    for block in blocks {
        match block {
            Block::Paragraph(words) | Block::Note(_, words) => of(words),
            Block::Bullets(points) => points.iter().for_each(&mut of),
            Block::Table(table) => {
                table.rows.iter().flat_map(|row| &row.cells).for_each(|cell| of(&cell.inlines));
            }
            Block::KeyValues(pairs) => pairs.iter().for_each(|(key, value)| {
                of(key);
                of(value);
            }),
            Block::Details { summary, .. } | Block::Rest { summary, .. } => of(summary),
            Block::Heading(_) | Block::Chart(_) => {}
        }
    }
    for block in blocks {
        match block {
            Block::Details { blocks, .. } => collect_cites(blocks, has_rest, cited),
            Block::Rest { blocks, .. } if has_rest => collect_cites(blocks, has_rest, cited),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{alpha, beta, comparison, full_page};

    fn testimony(subject: &str) -> Testimony {
        let page = full_page(&comparison(vec![alpha(), beta()]));
        page.evidence.into_iter().find(|one| *one.subject == *subject).unwrap()
    }

    #[test]
    fn each_place_of_a_source_stands_once_with_all_it_says() {
        let fireside = testimony("Alpha 1B at Fireside");
        let statements = fireside.statements();
        assert_eq!(statements.len(), 1);
        let words = statements[0].words();
        assert!(words.contains("input price $0.10; output price $0.10"), "{words}");
        assert!(words.contains("context window 131k (131,072) tokens"), "{words}");
    }

    #[test]
    fn who_only_agrees_repeats_no_value_and_who_does_not_does() {
        let northwind = testimony("Alpha 1B at Northwind Cloud");
        let of = |role: Role| {
            let statements = northwind.statements();
            statements.iter().filter(|one| one.role == role).map(Statement::words).collect::<Vec<_>>()
        };
        assert_eq!(of(Role::Agrees), ["input price"]);
        assert_eq!(of(Role::Contradicts), ["output price $0.21"]);
    }

    #[test]
    fn results_of_a_model_share_a_number_and_keep_their_settings() {
        let results = testimony("Beta mini: benchmark results");
        let words: Vec<String> = results.statements().iter().map(Statement::words).collect();
        assert!(words[0].contains("Code Fixes (effort high) 68.1 [models[0].row]"), "{words:?}");
        assert!(words[0].contains("Hard Questions (shots 5) 79.6 [models[0].row]"), "{words:?}");
    }

    #[test]
    fn readings_grow_old_as_fast_as_their_kind_of_provider() {
        let is_stale = |subject: &str| testimony(subject).facts.iter().any(Evidence::is_stale);
        assert!(is_stale("Beta mini at Switchyard"), "a router's prices stay fresh for a day");
        assert!(!is_stale("Alpha 1B at Fireside"), "a host's for thirty");
        assert!(!is_stale("Alpha 1B: benchmark results"));
    }
}
