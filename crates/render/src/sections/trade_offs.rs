//! What speaks for each model, and what does not differ.

use super::{Context, Section};
use crate::block::{Block, Inlines};
use crate::phrase::gain;
use weigh_catalog::ModelId;
use weigh_compare::{Finding, Pair};

/// What speaks for each model, and what does not differ.
pub const SECTION: Section = Section {
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

/// Findings that favour a model, as `(finding, favoured)`.
pub(super) fn in_favour<'p>(context: &Context, pair: &'p Pair, model: &ModelId) -> Vec<&'p Finding> {
    let favours = |finding: &&Finding| gain::of(context.names, &finding.what).is_some_and(|(whom, _)| whom == model);
    pair.findings.iter().filter(favours).collect()
}

fn favour(context: &mut Context, pair: &Pair, model: &ModelId, other: &ModelId, blocks: &mut Vec<Block>) {
    let (name, other) = (context.names.model(model), context.names.model(other));
    blocks.push(Block::Heading(format!("Choose {name} over {other} when this matters")));
    let findings = in_favour(context, pair, model);
    if findings.is_empty() {
        blocks.push(Block::Paragraph(Inlines::text("Nothing known speaks for it over the other.")));
    } else {
        blocks.push(Block::Bullets(context.say_all(findings)));
    }
}

fn neutral(context: &mut Context, pair: &Pair, blocks: &mut Vec<Block>) {
    let neutral: Vec<&Finding> =
        pair.findings.iter().filter(|finding| gain::of(context.names, &finding.what).is_none()).collect();
    if neutral.is_empty() {
        return;
    }
    let summary = Inlines::text(format!(
        "No advantage to either: {}",
        crate::format::counted(neutral.len(), "finding", "findings")
    ));
    blocks.push(Block::Details { summary, blocks: vec![Block::Bullets(context.say_all(neutral))] });
}
