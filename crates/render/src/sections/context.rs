//! What all sections of one page share: the comparison, names, and the numbers of the evidence.

use crate::block::{Block, Cell, Inlines, Page};
use crate::evidence::{About, Ledger};
use crate::names::Names;
use crate::phrase;
use crate::show::PriceHistory;
use crate::source::SourceNote;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use weigh_catalog::{Day, Field, Model, ModelId, RouteId, Value};
use weigh_compare::{Cite, Comparison, Entry, Finding, Offer, Pair, Stated};

/// Everything a comparison page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// The comparison.
    pub comparison: &'a Comparison,
    /// The sources behind its claims.
    pub sources: &'a [SourceNote],
    /// Dated prices of the routes worth a picture; may be empty.
    pub histories: &'a [PriceHistory],
    /// What this installation measured; may be empty.
    pub measured: &'a [Measured],
    /// Other models worth comparing with; may be empty.
    pub related: &'a [ModelId],
    /// Version of the catalog snapshot; may be empty.
    pub snapshot: &'a str,
    /// What becomes of long tails.
    pub tails: Tails,
}

/// What becomes of the long tails of ladders and lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tails {
    /// They are on the page, folded.
    Folded,
    /// They are counted and not made: most of a well-served model's page, and of the time it takes.
    Counted,
}

/// One measure of local evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measured {
    /// The model.
    pub model: ModelId,
    /// The route it was measured on.
    pub route: RouteId,
    /// What was measured: `time to first token, median`.
    pub measure: String,
    /// The value.
    pub value: Decimal,
    /// Its unit: `ms`, `tokens a second`, `%`.
    pub unit: String,
    /// Ends of the 95 % interval, where there is one.
    pub interval: Option<(Decimal, Decimal)>,
    /// Requests or prompts behind it.
    pub samples: u64,
    /// Day of the last of them.
    pub day: Day,
}

/// One page in the making.
#[derive(Debug)]
pub struct Context<'a> {
    /// What the page is made from.
    pub input: Input<'a>,
    /// The comparison.
    pub comparison: &'a Comparison,
    /// Names for ids.
    pub names: Names<'a>,
    /// The evidence so far.
    pub ledger: Ledger,
    /// What was said before, by the place of the finding in the comparison: sections say the same again.
    said: FxHashMap<*const Finding, Inlines>,
}

impl<'a> Context<'a> {
    /// An empty page.
    pub fn new(input: &Input<'a>) -> Self {
        let comparison = input.comparison;
        let (names, ledger) = (Names(comparison), Ledger::new(comparison.day));
        Self { input: *input, comparison, names, ledger, said: FxHashMap::default() }
    }

    /// The compared models, in the order they were named.
    pub fn models(&self) -> Vec<&'a ModelId> {
        self.comparison.entries.iter().map(|entry| &entry.model.id).collect()
    }

    /// Names of the compared models, in order.
    pub fn model_names(&self) -> Vec<String> {
        self.models().iter().map(|id| self.names.model(id)).collect()
    }

    /// A finding as a sentence with citations.
    pub fn say(&mut self, finding: &'a Finding) -> Inlines {
        let (comparison, ledger) = (self.comparison, &mut self.ledger);
        // What the comparison holds stays where it is for as long as the page is made.
        let words = self.said.entry(finding).or_insert_with(|| phrase::finding(comparison, ledger, finding));
        words.clone()
    }

    /// The long tail of what stands before it, if pages have tails; `page` has it in any case.
    pub fn rest(&mut self, summary: Inlines, page: Option<Page>, tail: impl FnOnce(&mut Self) -> Vec<Block>) -> Block {
        let blocks = match self.input.tails {
            Tails::Folded => tail(self),
            Tails::Counted => Vec::new(),
        };
        Block::Rest { summary, blocks, page }
    }

    /// Findings as sentences.
    pub fn say_all(&mut self, findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Inlines> {
        findings.into_iter().map(|finding| self.say(finding)).collect()
    }

    /// Words with the evidence behind them.
    pub fn cited(&mut self, words: impl Into<String>, cites: &[Cite]) -> Inlines {
        let numbers = phrase::numbers(self.comparison, &mut self.ledger, cites);
        let marks = self.ledger.marks(&numbers);
        Inlines::value(words, numbers).then(marks)
    }

    /// Takes the evidence of citations onto the page without a number of their own: one beside them leads there.
    pub fn note(&mut self, cites: &[Cite]) {
        phrase::numbers(self.comparison, &mut self.ledger, cites);
    }

    /// A stated value; unknown if nobody states it.
    pub fn stated<T>(&mut self, stated: Option<&Stated<T>>, words: impl Fn(&T) -> String) -> Inlines {
        stated.map_or_else(Inlines::unknown, |stated| self.cited(words(&stated.value), &stated.cites))
    }

    /// A fact of a model.
    pub fn model_fact(&mut self, model: &Model, field: &Field) -> Inlines {
        let name = self.names.model(&model.id);
        let fresh_days = self.comparison.fresh_days(&Cite::Model(model.id.clone(), field.clone()));
        let about = About { subject: model.id.as_str(), name: &name, fresh_days };
        self.ledger.show(about, field, model.facts.get(field))
    }

    /// The same as a cell, with the plain value for programs.
    pub fn model_cell(&mut self, model: &Model, field: &Field) -> Cell {
        let raw = model.facts.get(field).value().map(Value::to_string).unwrap_or_default();
        Cell::with_raw(self.model_fact(model, field), raw)
    }

    /// Pairs with the first model of the page; for two models the one pair.
    pub fn pairs(&self) -> &'a [Pair] {
        &self.comparison.pairs
    }

    /// The route a model's bill uses.
    pub fn best(entry: &Entry) -> Option<&Offer> {
        entry.offers.best()
    }

    /// Sources that are cited so far, in the order of the caller's table; unlisted ones by id.
    pub fn cited_sources(&self) -> Vec<SourceNote> {
        self.ledger.sources(self.input.sources)
    }
}
