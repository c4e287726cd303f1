//! What speaks for each model, and what does not differ.

use super::{Context, Section};
use crate::block::{Block, Inlines};
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
        blocks.push(Block::Bullets(context.say_all(findings)));
    }
}

fn neutral(context: &mut Context, pair: &Pair, blocks: &mut Vec<Block>) {
    let neutral: Vec<&Finding> = pair.findings.iter().filter(|finding| favoured(&finding.what).is_none()).collect();
    if neutral.is_empty() {
        return;
    }
    let summary = Inlines::text(format!(
        "No advantage to either: {}",
        crate::format::counted(neutral.len(), "finding", "findings")
    ));
    blocks.push(Block::Details { summary, blocks: vec![Block::Bullets(context.say_all(neutral))] });
}
