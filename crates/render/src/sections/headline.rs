//! What to choose, how sure that is, why, and what would change it.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inlines, Row, Table};
use crate::phrase::verdict::{flip, headline, strength};
use weigh_compare::verdict::Flip;
use weigh_compare::{Cite, Finding, Verdict};

/// What to choose, how sure that is, why, and what would change it.
pub(super) const SECTION: Section = Section {
    id: "headline",
    title: "Verdict",
    about: "What to choose, how sure that is, why, and what would change it.",
    blocks,
};

/// Reasons shown before the rest is folded away.
const SHOWN: usize = 6;

fn blocks(context: &mut Context) -> Vec<Block> {
    let comparison = context.comparison;
    let verdict = &comparison.overall.verdict;
    let mut blocks = vec![
        Block::Paragraph(Inlines::new().strong(headline(context.names, verdict))),
        Block::Paragraph(Inlines::text("How sure. ").and(strength(context.names, verdict))),
    ];
    reasons(context, verdict, &mut blocks);
    if comparison.pairs.len() > 1 {
        blocks.push(Block::Table(pairs(context)));
    }
    if !verdict.sensitivity.is_empty() {
        blocks.push(Block::Heading("What would change this".to_owned()));
        let points: Vec<Inlines> = verdict.sensitivity.iter().map(|one| sensitive(context, one)).collect();
        fold(points, "other things that would change it", &mut blocks);
    }
    blocks
}

fn reasons<'a>(context: &mut Context<'a>, verdict: &'a Verdict, blocks: &mut Vec<Block>) {
    let comparison = context.comparison;
    if verdict.reasons.is_empty() {
        return;
    }
    blocks.push(Block::Heading("Why".to_owned()));
    // They are findings of the pairs, which sections below say again: where they stand there, they are said once.
    let findings = || comparison.pairs.iter().flat_map(|pair| &pair.findings);
    let reasons: Vec<&Finding> =
        verdict.reasons.iter().map(|reason| findings().find(|one| *one == reason).unwrap_or(reason)).collect();
    let points = super::trade_offs::favours(context, &reasons);
    fold(points, "further reasons", blocks);
}

/// The first points openly, the rest folded.
fn fold(mut points: Vec<Inlines>, rest_is: &str, blocks: &mut Vec<Block>) {
    let rest = if points.len() > SHOWN + 1 { points.split_off(SHOWN) } else { Vec::new() };
    blocks.push(Block::Bullets(points));
    if !rest.is_empty() {
        let summary = Inlines::text(format!("{} {rest_is}", rest.len()));
        blocks.push(Block::Details { summary, blocks: vec![Block::Bullets(rest)] });
    }
}

fn sensitive(context: &mut Context, one: &Flip) -> Inlines {
    let words = flip(context.names, one);
    let cites: Vec<Cite> = match one {
        Flip::Mix { .. } => Vec::new(),
        Flip::Disputed(cite) => vec![cite.clone()],
        Flip::Unknown(missing) => vec![missing.cite.clone()],
        Flip::Route { missing, .. } => missing.iter().map(|fact| fact.cite.clone()).collect(),
    };
    if cites.is_empty() { Inlines::text(words) } else { context.cited(words, &cites) }
}

fn pairs(context: &Context) -> Table {
    let columns = vec![Column::text("Pair"), Column::text("Verdict"), Column::text("How sure")];
    let mut table = Table::new("Every two of them", columns);
    for pair in context.pairs() {
        let name = format!("{} and {}", context.names.model(&pair.a), context.names.model(&pair.b));
        table.rows.push(Row::new(vec![
            Cell::new(name),
            Cell::new(headline(context.names, &pair.verdict)),
            Cell::new(strength(context.names, &pair.verdict)),
        ]));
    }
    table
}
