//! What each model is, fact by fact.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inlines, NoteKind, Table};
use crate::format;
use crate::label;
use crate::phrase;
use weigh_catalog::{Field, Route, Value};
use weigh_compare::profile::{LifeStage, Stated};
use weigh_compare::{Cite, Entry, What};

/// What each model is, fact by fact.
pub(super) const SECTION: Section =
    Section { id: "specs", title: "Specifications", about: "What each model is, fact by fact.", blocks };

fn blocks(context: &mut Context) -> Vec<Block> {
    let entries = &context.comparison.entries;
    let mut columns = vec![Column::text("Specification")];
    columns.extend(context.model_names().into_iter().map(Column::text));
    let mut table = Table::new("Each value with its evidence; unknown where no source says anything.", columns);
    for (title, cell) in ROWS {
        let mut cells = vec![Cell::new(*title)];
        cells.extend(entries.iter().map(|entry| cell(context, entry)));
        table.row(cells);
    }
    let mut blocks = vec![Block::Table(table)];
    blocks.extend(warnings(context));
    blocks
}

type Spec = (&'static str, fn(&mut Context, &Entry) -> Cell);

/// Every row, in order.
const ROWS: &[Spec] = &[
    ("Lab", lab),
    ("Released", |context, entry| date(context, entry.profile.released.as_ref())),
    ("Context window", |context, entry| limit_cell(context, entry, &Field::Context)),
    ("Context window, all routes", |context, entry| over_routes(context, entry, &Field::Context)),
    ("Max output", |context, entry| limit_cell(context, entry, &Field::MaxOutput)),
    ("Parameters, total", |context, entry| count(context, entry.profile.parameters.as_ref())),
    ("Parameters, active", |context, entry| count(context, entry.profile.active_parameters.as_ref())),
    ("Architecture", |context, entry| context.model_cell(&entry.model, &Field::Architecture)),
    ("Licence", licence),
    ("Openness", |context, entry| {
        Cell::new(context.stated(entry.profile.openness.as_ref(), |openness| openness.label().to_owned()))
    }),
    ("Commercial use", commercial),
    ("Knowledge cutoff", |context, entry| date(context, entry.profile.cutoff.as_ref())),
    ("Life cycle", stage),
    ("Retirement", retirement),
];

fn lab(context: &mut Context, entry: &Entry) -> Cell {
    let id = entry.model.id.lab();
    let lab = context.comparison.labs.values().find(|lab| lab.id.as_str() == id);
    Cell::with_raw(lab.map_or_else(|| id.to_owned(), |lab| lab.name.clone()), id)
}

fn date(context: &mut Context, stated: Option<&Stated<weigh_catalog::PartialDate>>) -> Cell {
    Cell { inlines: context.stated(stated, |date| format::date(*date)), raw: Some(raw(stated)) }
}

fn count(context: &mut Context, stated: Option<&Stated<u64>>) -> Cell {
    Cell { inlines: context.stated(stated, |count| label::parameters(*count)), raw: Some(raw(stated)) }
}

fn raw<T: ToString>(stated: Option<&Stated<T>>) -> String {
    stated.map(|stated| stated.value.to_string()).unwrap_or_default()
}

/// A limit at the model's cheapest eligible route, else as the lab says.
pub(super) fn limit_cell(context: &mut Context, entry: &Entry, field: &Field) -> Cell {
    let stated = limit(context, entry, field);
    let inlines = context.stated(stated.as_ref(), |tokens| format::tokens(*tokens));
    Cell { inlines, raw: Some(raw(stated.as_ref())) }
}

fn limit(context: &Context, entry: &Entry, field: &Field) -> Option<Stated<u64>> {
    let id = &entry.model.id;
    let pair = context.pairs().iter().find(|pair| pair.a == *id || pair.b == *id)?;
    let row = pair.limits.iter().find(|row| row.field == *field)?;
    if pair.a == *id { row.a.clone() } else { row.b.clone() }
}

/// The least and the most over routes on offer, and how many of them say nothing.
fn over_routes(context: &mut Context, entry: &Entry, field: &Field) -> Cell {
    let live: Vec<&Route> = entry.model.live_routes().collect();
    let mut stated: Vec<(u64, &Route)> =
        live.iter().filter_map(|route| Some((route.facts.value(field)?, *route))).collect();
    stated.sort_by(|(one, a), (other, b)| one.cmp(other).then_with(|| a.id.cmp(&b.id)));
    let (Some((least, low)), Some((most, high))) = (stated.first(), stated.last()) else { return Cell::unknown() };
    let range = if least == most {
        format::tokens(*least)
    } else {
        format!("{}–{}", format::short(*least), format::short(*most))
    };
    let words = format!("{range}; stated by {} of {}", stated.len(), format::counted(live.len(), "route", "routes"));
    let cites = [Cite::Route(low.id.clone(), field.clone()), Cite::Route(high.id.clone(), field.clone())];
    Cell::with_raw(context.cited(words, &cites), format!("{least}-{most}"))
}

fn licence(context: &mut Context, entry: &Entry) -> Cell {
    let names = context.names;
    let inlines = context.stated(entry.profile.licence.as_ref(), |id| names.licence(id));
    Cell { inlines, raw: Some(raw(entry.profile.licence.as_ref())) }
}

fn commercial(context: &mut Context, entry: &Entry) -> Cell {
    let mut inlines =
        context.stated(entry.profile.commercial.as_ref(), |used| crate::phrase::commercial(*used).to_owned());
    let licence = entry.profile.licence.as_ref().and_then(|stated| context.comparison.licences.get(&stated.value));
    let conditions = licence.and_then(|licence| licence.facts.value::<String>(&Field::LicenceConditions));
    if let (Some(licence), Some(conditions)) = (licence, conditions) {
        let cite = Cite::Licence(licence.id.clone(), Field::LicenceConditions);
        inlines = inlines.and(": ").then(context.cited(conditions, &[cite]));
    }
    Cell::new(inlines)
}

fn stage(context: &mut Context, entry: &Entry) -> Cell {
    Cell::new(context.stated(entry.profile.life.stage.as_ref(), |stage| stage_words(*stage)))
}

fn stage_words(stage: LifeStage) -> String {
    match stage {
        LifeStage::Preview => "preview".to_owned(),
        LifeStage::Active => "on offer".to_owned(),
        LifeStage::Deprecated => "deprecated".to_owned(),
        LifeStage::Retiring => "retirement announced".to_owned(),
        LifeStage::Retired(None) => "retired".to_owned(),
        LifeStage::Retired(Some(day)) => format!("retired since {}", format::day(day)),
    }
}

/// When it can no longer be called, months left, and what its lab names instead.
pub(super) fn retirement(context: &mut Context, entry: &Entry) -> Cell {
    let life = &entry.profile.life;
    let Some(retires) = &life.retires else {
        return Cell::with_raw(Inlines::text("none announced that a source lists"), "");
    };
    let is_past = retires.value.first_day() <= context.comparison.day;
    let left = life.months_left.map(phrase::months_left);
    let left = left.unwrap_or_else(|| if is_past { ", already past".to_owned() } else { String::new() });
    let mut inlines = context.cited(format!("{}{left}", format::date(retires.value)), &retires.cites);
    if let Some(replacement) = &life.replacement {
        inlines = inlines.and("; replacement: ").then(context.cited(replacement.value.clone(), &replacement.cites));
    }
    Cell::with_raw(inlines, retires.value.to_string())
}

/// Disputes about what a model is, and what nobody states.
fn warnings(context: &mut Context) -> Vec<Block> {
    let comparison = context.comparison;
    let findings = comparison.entries.iter().flat_map(|entry| &entry.findings);
    let mut blocks = Vec::new();
    for finding in findings {
        match finding.what {
            What::LicenceDisputed { .. } => blocks.push(Block::Note(NoteKind::Warning, context.say(finding))),
            What::LicenceUnknown { .. } => blocks.push(Block::Note(NoteKind::Missing, context.say(finding))),
            _ => {}
        }
    }
    blocks.extend(impossible_dates(context));
    blocks
}

/// A cutoff after the release cannot be right; both are shown, and the reader is told.
fn impossible_dates(context: &mut Context) -> Vec<Block> {
    let comparison = context.comparison;
    let mut blocks = Vec::new();
    for entry in &comparison.entries {
        let (Some(cutoff), Some(released)) = (&entry.profile.cutoff, &entry.profile.released) else { continue };
        if cutoff.value.first_day() > released.value.last_day() {
            let words = format!(
                "The knowledge cutoff stated for {} ({}) lies after its release ({}): one of the two is wrong.",
                context.names.model(&entry.model.id),
                format::date(cutoff.value),
                format::date(released.value)
            );
            let cites: Vec<Cite> = cutoff.cites.iter().chain(&released.cites).cloned().collect();
            blocks.push(Block::Note(NoteKind::Warning, context.cited(words, &cites)));
        }
    }
    blocks
}

/// The text form of a fact's value, for programs.
pub(super) fn raw_fact(fact: &weigh_catalog::Fact<Value>) -> String {
    fact.value().map(label::raw).unwrap_or_default()
}
