//! What speaks for each model, and what does not differ.

use super::{Context, Section};
use crate::block::{Block, Inlines, Target};
use crate::format;
use weigh_catalog::ModelId;
use weigh_compare::{Finding, Pair, What};

/// What speaks for each model, and what does not differ.
pub(super) const SECTION: Section = Section {
    id: "trade-offs",
    title: "Trade-offs",
    about: "What speaks for each model, and what does not differ.",
    blocks,
};

fn blocks(context: &mut Context) -> Vec<Block> {
    let mut blocks = Vec::new();
    for pair in context.pairs() {
        for (model, other) in [(&pair.a, &pair.b), (&pair.b, &pair.a)] {
            favour(context, pair, model, other, &mut blocks);
        }
        neutral(context, pair, &mut blocks);
    }
    blocks
}

/// Findings that speak for a model.
pub(super) fn in_favour<'p>(pair: &'p Pair, model: &ModelId) -> Vec<&'p Finding> {
    pair.findings.iter().filter(|finding| favoured(&finding.what) == Some(model)).collect()
}

/// Whom a finding speaks for: what counts in a verdict, and lower cost at every mix.
fn favoured(what: &What) -> Option<&ModelId> {
    match what {
        What::CheaperAtEveryMix { cheaper, .. } => Some(cheaper),
        _ => what.favours(),
    }
}

fn favour(context: &mut Context, pair: &Pair, model: &ModelId, other: &ModelId, blocks: &mut Vec<Block>) {
    let (name, other) = (context.names.model(model), context.names.model(other));
    blocks.push(Block::Heading(format!("Choose {name} over {other} when this matters")));
    let findings = in_favour(pair, model);
    if findings.is_empty() {
        blocks.push(Block::Paragraph(Inlines::text("Nothing known speaks for it over the other.")));
    } else {
        blocks.push(Block::Bullets(favours(context, &findings)));
    }
}

/// Leads in benchmarks beyond the first few are counted: the table of benchmarks has them all.
const LEADS: usize = 4;

/// Every finding as a sentence; of many leads in benchmarks the first, and how many more there are.
pub(super) fn favours(context: &mut Context, findings: &[&Finding]) -> Vec<Inlines> {
    let is_lead = |finding: &&&Finding| matches!(finding.what, What::Ahead { .. });
    let leads: Vec<&Finding> = findings.iter().filter(is_lead).copied().collect();
    let hidden = if leads.len() > LEADS + 1 { leads.get(LEADS..).unwrap_or_default() } else { &[] };
    let mut points = Vec::new();
    for finding in findings {
        if hidden.first().is_some_and(|first| std::ptr::eq(*first, *finding)) {
            points.push(more_leads(context, hidden));
        }
        if !hidden.iter().any(|one| std::ptr::eq(*one, *finding)) {
            points.push(context.say(finding));
        }
    }
    points
}

fn more_leads(context: &Context, hidden: &[&Finding]) -> Inlines {
    let ahead = hidden.first().and_then(|finding| finding.what.favours());
    let name = ahead.map(|id| context.names.model(id)).unwrap_or_default();
    let count = format::counted(hidden.len(), "more benchmark", "more benchmarks");
    let words = format!("{name} is ahead in {count}, beyond the margin in each: see ");
    Inlines::text(words).link("Benchmarks", Target::Section("benchmarks".to_owned())).and(".")
}

fn neutral(context: &mut Context, pair: &Pair, blocks: &mut Vec<Block>) {
    let neutral: Vec<&Finding> = pair.findings.iter().filter(|finding| favoured(&finding.what).is_none()).collect();
    if neutral.is_empty() {
        return;
    }
    let summary =
        Inlines::text(format!("No advantage to either: {}", format::counted(neutral.len(), "finding", "findings")));
    blocks.push(Block::Details { summary, blocks: vec![Block::Bullets(context.say_all(neutral))] });
}
