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

fn favour<'a>(context: &mut Context<'a>, pair: &'a Pair, model: &ModelId, other: &ModelId, blocks: &mut Vec<Block>) {
    let (name, other) = (context.names.model(model), context.names.model(other));
    blocks.push(Block::Heading(format!("Choose {name} over {other} when this matters")));
    let findings = in_favour(pair, model);
    if findings.is_empty() {
        blocks.push(Block::Paragraph(Inlines::text("Nothing known speaks for it over the other.")));
    } else {
        blocks.push(Block::Bullets(favours(context, &findings)));
    }
}

/// Findings about benchmarks beyond the first few of a kind are counted: the table of benchmarks has them all.
const NAMED: usize = 4;

/// Every finding as a sentence; of many leads or draws in benchmarks the first, and how many more there are.
pub(super) fn favours<'a>(context: &mut Context<'a>, findings: &[&'a Finding]) -> Vec<Inlines> {
    let kind = |finding: &Finding| match &finding.what {
        What::Ahead { ahead, .. } => Some(Some(ahead.clone())),
        What::Level { .. } => Some(None),
        _ => None,
    };
    let mut points = Vec::new();
    for (place, finding) in findings.iter().enumerate() {
        let Some(kind_of_this) = kind(finding) else {
            points.push(context.say(finding));
            continue;
        };
        let is_alike = |other: &&&Finding| kind(other).as_ref() == Some(&kind_of_this);
        let before = findings.iter().take(place).filter(is_alike).count();
        let all = findings.iter().filter(is_alike).count();
        if all <= NAMED + 1 || before < NAMED {
            points.push(context.say(finding));
        } else if before == NAMED {
            points.push(more(context, kind_of_this.as_ref(), all - NAMED));
        }
    }
    points
}

fn more(context: &Context, ahead: Option<&ModelId>, count: usize) -> Inlines {
    let count = format::counted(count, "more benchmark", "more benchmarks");
    let words = match ahead {
        Some(ahead) => format!("{} is ahead in {count}, beyond the margin in each: see ", context.names.model(ahead)),
        None => format!("They are level in {count}: see "),
    };
    Inlines::text(words).link("Benchmarks", Target::Section("benchmarks".to_owned())).and(".")
}

fn neutral<'a>(context: &mut Context<'a>, pair: &'a Pair, blocks: &mut Vec<Block>) {
    let neutral: Vec<&Finding> = pair.findings.iter().filter(|finding| favoured(&finding.what).is_none()).collect();
    if neutral.is_empty() {
        return;
    }
    let summary =
        Inlines::text(format!("No advantage to either: {}", format::counted(neutral.len(), "finding", "findings")));
    blocks.push(Block::Details { summary, blocks: vec![Block::Bullets(favours(context, &neutral))] });
}
