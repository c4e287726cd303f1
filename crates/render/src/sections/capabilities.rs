//! What each model can do: yes, no or unknown, with how many routes say so.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inline, Inlines, Row, Table};
use crate::format;
use weigh_catalog::{Capability, Field, Support};
use weigh_compare::profile::Stated;
use weigh_compare::{Cite, Entry};

/// What each model can do: yes, no or unknown, with how many routes say so.
pub(super) const SECTION: Section = Section {
    id: "capabilities",
    title: "Capabilities",
    about: "What each model can do: yes, no or unknown, with how many routes say so.",
    blocks,
};

/// Kinds of input beside text; one of them makes a model multimodal.
const INPUTS: [Capability; 4] = [Capability::Vision, Capability::AudioIn, Capability::VideoIn, Capability::DocumentIn];

fn blocks(context: &mut Context) -> Vec<Block> {
    let entries = &context.comparison.entries;
    let mut columns = vec![Column::text("Capability")];
    columns.extend(context.model_names().into_iter().map(Column::text));
    let caption =
        "At the cheapest route that meets the needs, else as the lab says; counts are over all routes on offer.";
    let mut table = Table::new(caption, columns);
    let mut silent = Vec::new();
    for capability in Capability::ALL {
        let stated: Vec<Option<Stated<Support>>> =
            entries.iter().map(|entry| stated(context, entry, *capability)).collect();
        let is_said = entries
            .iter()
            .zip(&stated)
            .any(|(entry, stated)| stated.is_some() || counts(entry, *capability).said() > 0);
        if is_said {
            table.rows.push(row(context, *capability, &stated));
        } else {
            silent.push(capability.label());
        }
        if *capability == Capability::DocumentIn {
            table.rows.push(multimodal(context));
        }
    }
    let mut blocks = vec![Block::Table(table)];
    if !silent.is_empty() {
        let words =
            Inlines::text("Unknown for all: no source says yes or no of ").and(format!("{}.", format::listed(&silent)));
        blocks.push(Block::Paragraph(words));
    }
    blocks
}

fn row(context: &mut Context, capability: Capability, stated: &[Option<Stated<Support>>]) -> Row {
    let entries = &context.comparison.entries;
    let mut cells = vec![Cell::with_raw(capability.label(), capability.id())];
    for (entry, stated) in entries.iter().zip(stated) {
        cells.push(cell(context, entry, capability, stated.as_ref()));
    }
    let values: Vec<_> = stated.iter().map(|stated| stated.as_ref().map(|stated| stated.value)).collect();
    let differs = values.contains(&Some(Support::Supported)) && values.contains(&Some(Support::Unsupported));
    Row::new(cells).highlighted(differs)
}

fn cell(context: &mut Context, entry: &Entry, capability: Capability, stated: Option<&Stated<Support>>) -> Cell {
    let inlines = context.stated(stated, |support| word(*support).to_owned());
    let counts = counts(entry, capability);
    let raw = stated.map_or("", |stated| if stated.value == Support::Supported { "yes" } else { "no" });
    if counts.routes < 2 || counts.said() == 0 {
        return Cell::with_raw(inlines, raw);
    }
    Cell::with_raw(inlines.and(format!(" · {}", counts.words())), raw)
}

const fn word(support: Support) -> &'static str {
    match support {
        Support::Supported => "Yes",
        Support::Unsupported => "No",
    }
}

/// What the pair's rows say of one model.
fn stated(context: &Context, entry: &Entry, capability: Capability) -> Option<Stated<Support>> {
    let id = &entry.model.id;
    let of_pair = context.pairs().iter().filter(|pair| pair.a == *id || pair.b == *id).find_map(|pair| {
        let row = pair.capabilities.iter().find(|row| row.capability == capability)?;
        if pair.a == *id { row.a.clone() } else { row.b.clone() }
    });
    of_pair.or_else(|| {
        let fact = entry.model.can(capability);
        let value = *fact.value()?;
        let cite = Cite::Model(id.clone(), Field::Can(capability));
        Some(Stated { value, cites: vec![cite], is_disputed: fact.is_disputed() })
    })
}

/// How many routes on offer say yes, no or nothing.
struct Counts {
    yes: usize,
    no: usize,
    routes: usize,
}

impl Counts {
    fn said(&self) -> usize {
        self.yes + self.no
    }

    fn words(&self) -> String {
        let unknown = self.routes - self.said();
        let parts = [(self.yes, "yes"), (self.no, "no"), (unknown, "unknown")];
        let parts: Vec<String> =
            parts.iter().filter(|(count, _)| *count > 0).map(|(count, word)| format!("{count} {word}")).collect();
        format!("{} of {} routes", parts.join(", "), self.routes)
    }
}

fn counts(entry: &Entry, capability: Capability) -> Counts {
    let mut counts = Counts { yes: 0, no: 0, routes: 0 };
    for route in entry.model.live_routes() {
        counts.routes += 1;
        match route.supports(capability) {
            Some(Support::Supported) => counts.yes += 1,
            Some(Support::Unsupported) => counts.no += 1,
            None => {}
        }
    }
    counts
}

/// Derived: yes if one input beside text is supported, no if every one is known not to be.
fn multimodal(context: &mut Context) -> Row {
    let entries = &context.comparison.entries;
    let mut cells = vec![Cell::with_raw("Multimodal input (any of the above)", "multimodal")];
    for entry in entries {
        let inputs: Vec<Option<Stated<Support>>> = INPUTS.iter().map(|one| stated(context, entry, *one)).collect();
        cells.push(any_of(context, &inputs));
    }
    Row::new(cells)
}

fn any_of(context: &mut Context, inputs: &[Option<Stated<Support>>]) -> Cell {
    let yes = inputs.iter().flatten().find(|stated| stated.value == Support::Supported);
    if let Some(yes) = yes {
        return Cell::with_raw(context.cited("Yes", &yes.cites), "yes");
    }
    if inputs.iter().all(Option::is_some) {
        let cites: Vec<Cite> = inputs.iter().flatten().flat_map(|stated| stated.cites.clone()).collect();
        return Cell::with_raw(context.cited("No", &cites), "no");
    }
    Cell::with_raw(Inlines(vec![Inline::Unknown]), "")
}
