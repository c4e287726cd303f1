//! The sections of a comparison page, in page order, and the page made of them.
//!
//! A section turns one part of a comparison into blocks. It says nothing that no finding or fact says; without evidence it
//! says what is missing, or returns no blocks and disappears.

mod benchmarks;
mod capabilities;
mod context;
mod continue_comparing;
mod deep_dive;
mod faq;
mod headline;
mod measured;
mod monthly_cost;
mod pricing;
mod scorecard;
mod sources;
mod specs;
mod switching;
mod trade_offs;
mod where_to_run;

pub use context::{Context, Input, Measured, Tails};
pub(crate) use monthly_cost::workload as workload_in_words;

use crate::block::{Block, Document, Inlines, Page, Section as Part, Subject};
use crate::format;
use crate::testimony::{by_subject, cited, renumber};
use weigh_compare::{Entry, What};

/// One section of a comparison page.
#[derive(Debug, Clone, Copy)]
pub struct Section {
    /// Its anchor.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// What it tells, in one sentence.
    pub about: &'static str,
    /// Makes its blocks; none if it has nothing to say.
    pub blocks: fn(&mut Context) -> Vec<Block>,
}

/// Every section of a comparison page, in page order. `sources` comes last: it lists what the others cited.
pub const SECTIONS: &[Section] = &[
    headline::SECTION,
    scorecard::SECTION,
    trade_offs::SECTION,
    monthly_cost::SECTION,
    switching::SECTION,
    specs::SECTION,
    pricing::SECTION,
    capabilities::SECTION,
    benchmarks::SECTION,
    measured::SECTION,
    deep_dive::SECTION,
    faq::SECTION,
    where_to_run::SECTION,
    continue_comparing::SECTION,
    sources::SECTION,
];

/// A comparison as a page.
pub fn comparison_page(input: &Input) -> Document {
    let mut draft = Draft::new(input);
    SECTIONS.iter().for_each(|section| draft.write(section));
    draft.finish(|_| true)
}

/// The sections that answer the question itself, the weightiest first: what to choose and how sure, at which cost, for what.
pub const SUMMARY: &[Section] = &[headline::SECTION, monthly_cost::SECTION, scorecard::SECTION, trade_offs::SECTION];

/// What a comparison says without what its page folds away and draws, with the evidence of what is left. Folded parts
/// stay as their summaries alone.
pub fn comparison_summary(input: &Input) -> Document {
    let mut draft = Draft::new(input);
    SUMMARY.iter().for_each(|section| draft.write(section));
    draft.sections.iter_mut().for_each(|section| section.blocks.iter_mut().for_each(empty));
    let cited = cited(draft.intro.iter().chain(draft.sections.iter().flat_map(|section| &section.blocks)));
    draft.finish(|number| cited.contains(&number))
}

/// Takes the inside of what can be folded.
fn empty(block: &mut Block) {
    if let Block::Details { blocks, .. } | Block::Rest { blocks, .. } = block {
        blocks.clear();
    }
}

/// A page in the making.
struct Draft<'a> {
    context: Context<'a>,
    intro: Vec<Block>,
    sections: Vec<Part>,
}

impl<'a> Draft<'a> {
    fn new(input: &Input<'a>) -> Self {
        let mut context = Context::new(input);
        let intro = intro(&mut context);
        Self { context, intro, sections: Vec::with_capacity(SECTIONS.len()) }
    }

    fn write(&mut self, section: &Section) {
        let blocks = (section.blocks)(&mut self.context);
        if !blocks.is_empty() {
            self.sections.push(Part { id: section.id.to_owned(), title: section.title.to_owned(), blocks });
        }
    }

    /// The page with the evidence that is wanted, by its number in the order of first need.
    fn finish(self, is_wanted: impl Fn(usize) -> bool) -> Document {
        let context = self.context;
        let names: Vec<String> = context.models().iter().map(|id| context.names.model(id)).collect();
        let mut document = Document {
            title: names.join(" vs "),
            summary: summary(&context),
            subjects: subjects(&context),
            intro: self.intro,
            sections: self.sections,
            sources: context.cited_sources(),
            evidence: Vec::new(),
            colophon: colophon(&context.input),
        };
        let (evidence, numbers) = by_subject(context.ledger.into_entries(), is_wanted);
        document.evidence = evidence;
        renumber(&mut document.intro, &numbers);
        document.sections.iter_mut().for_each(|section| renumber(&mut section.blocks, &numbers));
        document
    }
}

fn subjects(context: &Context) -> Vec<Subject> {
    let one = |id: &&weigh_catalog::ModelId| Subject {
        name: context.names.model(id),
        page: Some(Page::Model(id.to_string())),
    };
    context.models().iter().map(one).collect()
}

fn summary(context: &Context) -> String {
    crate::phrase::verdict::headline(context.names, &context.comparison.overall.verdict)
}

fn colophon(input: &Input) -> String {
    let day = format::day(input.comparison.day);
    let snapshot =
        if input.snapshot.is_empty() { String::new() } else { format!(" from catalog snapshot {}", input.snapshot) };
    format!(
        "Compared as of {day}{snapshot}. Unknown means that no source read by then says anything; it never means no."
    )
}

/// A paragraph for each model: what it is, as far as somebody says so.
fn intro(context: &mut Context) -> Vec<Block> {
    let comparison = context.comparison;
    comparison.entries.iter().filter_map(|entry| introduction(context, entry)).map(Block::Paragraph).collect()
}

fn introduction<'a>(context: &mut Context<'a>, entry: &'a Entry) -> Option<Inlines> {
    let says_what_it_is = |what: &What| {
        matches!(
            what,
            What::Size { .. }
                | What::OpennessIs { .. }
                | What::Reasons { .. }
                | What::Retired { .. }
                | What::Retires { .. }
                | What::Deprecated { .. }
                | What::Preview { .. }
        )
    };
    let findings: Vec<_> = entry.findings.iter().filter(|finding| says_what_it_is(&finding.what)).collect();
    let mut words = Inlines::new();
    for finding in findings {
        if !words.is_empty() {
            words = words.and(" ");
        }
        words = words.then(context.say(finding));
    }
    (!words.is_empty()).then_some(words)
}

#[cfg(test)]
mod tests;
