//! What changes when moving from one model to another, in both directions.

use super::{Context, Section};
use crate::block::{Block, Inlines};
use weigh_compare::Friction;

/// What changes when moving from one model to another, in both directions.
pub(super) const SECTION: Section = Section {
    id: "switching",
    title: "Switch friction",
    about: "What changes when moving from one model to another, in both directions.",
    blocks,
};

fn blocks(context: &mut Context) -> Vec<Block> {
    context.pairs().iter().flat_map(|pair| [&pair.forth, &pair.back]).flat_map(|one| direction(context, one)).collect()
}

fn direction<'a>(context: &mut Context<'a>, friction: &'a Friction) -> Vec<Block> {
    let (from, to) = (context.names.model(&friction.from), context.names.model(&friction.to));
    let mut blocks = vec![Block::Heading(format!("From {from} to {to}"))];
    if let (Some(from), Some(to)) = (&friction.from_route, &friction.to_route) {
        let words =
            format!("Between the cheapest routes: {} to {}.", context.names.place(from), context.names.place(to));
        blocks.push(Block::Paragraph(Inlines::text(words)));
    }
    if friction.findings.is_empty() {
        blocks.push(Block::Paragraph(Inlines::text("Nothing known changes.")));
    } else {
        blocks.push(Block::Bullets(context.say_all(&friction.findings)));
    }
    blocks
}
