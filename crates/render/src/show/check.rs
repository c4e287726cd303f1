//! A checked project: what was found, what moved since it was locked, and its uses.

use super::changes::change_table;
use super::{Around, place, section, with_evidence};
use crate::block::{Block, Cell, Column, Document, Inlines, NoteKind, Table};
use crate::evidence::{About, Ledger};
use crate::format;
use crate::gather::{CheckedProject, CheckedUse};
use crate::names;
use crate::report::{Told, ToldFinding, ToldUse};
use weigh_catalog::ModelId;
use weigh_compare::change::Change;
use weigh_compare::check::{Bound, Finding, Level};
use weigh_compare::{Bill, Cite};

/// Everything the page of a check is made from.
#[derive(Clone, Copy)]
pub struct CheckPage<'a> {
    /// The check.
    pub project: &'a CheckedProject,
    /// The same in words.
    pub told: &'a Told,
    /// Whether warnings count as much as errors.
    pub deny_warnings: bool,
    /// Who else the page names; its day is today.
    pub around: Around<'a>,
    /// Names of models.
    pub name_of: &'a dyn Fn(&ModelId) -> String,
}

impl CheckPage<'_> {
    /// Whether the answer is yes.
    pub fn passes(&self) -> bool {
        let counts = |level: Level| level == Level::Error || (self.deny_warnings && level == Level::Warning);
        !Level::ALL.into_iter().any(|level| counts(level) && self.project.count(level) > 0)
    }
}

/// A checked project as a page.
pub fn check_page(page: CheckPage) -> Document {
    let mut ledger = Ledger::new(page.around.today);
    let sections = vec![
        section("findings", "Findings", findings(page, &mut ledger)),
        section("moved", "Moved since the lock", moved(page)),
        section("uses", "Uses", uses(page)),
    ];
    let title = format!("Check of {}", page.told.file);
    let document = Document {
        summary: format!("{title}: needs, bounds and prices of the routes it names."),
        title,
        intro: vec![Block::Paragraph(headline(page))],
        sections: sections.into_iter().flatten().collect(),
        colophon: format!("As of {}. What no source says is unknown: it neither passes nor fails.", page.around.today),
        ..Document::default()
    };
    with_evidence(document, ledger, page.around)
}

fn headline(page: CheckPage) -> Inlines {
    let nouns = [("error", "errors"), ("warning", "warnings"), ("note", "notes")];
    let counts = Level::ALL.into_iter().zip(nouns).filter_map(|(level, (one, many))| {
        let count = page.project.count(level);
        (count > 0).then(|| format::counted(count, one, many))
    });
    let counts: Vec<String> = counts.collect();
    let found = if counts.is_empty() { "nothing to say".to_owned() } else { format::listed(&counts) };
    let answer = if page.passes() { "Passed" } else { "Failed" };
    let uses = format::counted(page.project.uses.len(), "use", "uses");
    let locked = match &page.project.locked {
        Some((catalog, day)) => format!(" Locked on {day} (catalog {catalog})."),
        None => " Nothing is locked.".to_owned(),
    };
    Inlines::new().strong(answer).and(format!(": {found} in {uses}.{locked}"))
}

fn findings(page: CheckPage, ledger: &mut Ledger) -> Vec<Block> {
    let mut blocks = Vec::new();
    for level in Level::ALL {
        let columns = vec![
            Column::text("Use"),
            Column::text("Bound"),
            Column::text("Finding"),
            Column::text("Said by"),
            Column::text("What to do"),
            Column::text("Where"),
            Column::text("Level"),
        ];
        let mut table = Table::new(caption(level), columns);
        for (one, told) in page.project.uses.iter().zip(&page.told.uses) {
            let said = one.checked.verdicts.iter().zip(&told.bounds);
            for ((bound, findings), (_, words)) in said {
                let (Ok(findings), Ok(words)) = (findings, words) else { continue };
                let own = findings.iter().zip(words).filter(|(finding, _)| finding.level == level);
                own.for_each(|pair| table.row(row(page, (one, told), bound, pair, ledger)));
            }
        }
        blocks.extend((!table.rows.is_empty()).then_some(Block::Table(table)));
    }
    if !page.project.no_longer_used.is_empty() {
        let words = format!("Locked and no longer used: {}.", format::listed(&page.project.no_longer_used));
        blocks.push(Block::Note(NoteKind::Info, words.into()));
    }
    blocks
}

const fn caption(level: Level) -> &'static str {
    match level {
        Level::Error => "Errors: a need or a bound is surely not kept.",
        Level::Warning => "Warnings: somebody should look at these.",
        Level::Note => "Notes.",
    }
}

fn row(
    page: CheckPage,
    (one, told): (&CheckedUse, &ToldUse),
    bound: &Bound,
    (finding, words): (&Finding, &ToldFinding),
    ledger: &mut Ledger,
) -> Vec<Cell> {
    let numbers = numbers(page, one, finding, ledger);
    let marks = ledger.marks(&numbers);
    let cause = words.words.cause.clone();
    vec![
        Cell::new(told.name.as_str()),
        Cell::new(bound.name),
        Cell::with_raw(Inlines::value(words.words.text.clone(), numbers).then(marks), words.words.text.clone()),
        cause.map_or_else(Cell::default, Cell::new),
        Cell::new(words.words.hint.clone()),
        Cell::new(format!("{}:{}", page.told.file, told.place.line)),
        Cell::new(words.level.id()),
    ]
}

/// Evidence of what a finding is about, where it is a fact of the route or its model.
fn numbers(page: CheckPage, one: &CheckedUse, finding: &Finding, ledger: &mut Ledger) -> Vec<usize> {
    let Some((model, route)) = &one.found else { return Vec::new() };
    let (model_id, model_name) = (model.id.to_string(), names::of_model(model));
    let (route_id, route_name) =
        (route.to_string(), format!("{model_name} at {}", place(page.around.reference, route)));
    let fresh_days = model.route(route).and_then(|route| page.around.fresh_days(route));
    let mut numbers = Vec::new();
    for cite in &finding.cites {
        let fact = one.fact(cite);
        let number = match cite {
            Cite::Model(_, field) => ledger.cite(About::lasting(&model_id, model_name), field, &fact),
            Cite::Route(id, field) if id == route => {
                ledger.cite(About { subject: &route_id, name: &route_name, fresh_days }, field, &fact)
            }
            _ => None,
        };
        numbers.extend(number.filter(|number| !numbers.contains(number)));
    }
    numbers
}

fn moved(page: CheckPage) -> Vec<Block> {
    if page.project.locked.is_none() {
        return Vec::new();
    }
    let all: Vec<&Change> = page.project.uses.iter().flat_map(|one| &one.checked.moved).collect();
    if all.is_empty() {
        return vec![Block::Paragraph("Nothing that was locked has moved.".into())];
    }
    let caption = format!("{} between the lock and today.", format::counted(all.len(), "difference", "differences"));
    vec![Block::Table(change_table(caption, &all, page.around, page.name_of, true))]
}

fn uses(page: CheckPage) -> Vec<Block> {
    let columns = vec![
        Column::text("Use"),
        Column::text("Route"),
        Column::number("A month"),
        Column::number("At the locked rates"),
        Column::text("Gravest finding"),
    ];
    let mut table = Table::new("What the project uses, in the order of its file.", columns);
    let month = |bill: Option<&Bill>| {
        bill.map_or_else(Cell::unknown, |bill| Cell::with_raw(names::total(bill.total), bill.total.stated.to_string()))
    };
    for one in &page.project.uses {
        let route = one.found.as_ref().map_or_else(|| one.asked.route.clone(), |(_, route)| route.to_string());
        table.row(vec![
            Cell::new(one.asked.name.as_str()),
            Cell::new(Inlines::code(route)),
            month(one.checked.bill.as_ref()),
            month(one.checked.before.as_ref()),
            Cell::new(one.checked.level().map_or("none", Level::id)),
        ]);
    }
    vec![Block::Table(table)]
}
