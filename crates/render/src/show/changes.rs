//! What changed: one table for each kind of change, the newest first.

use super::{Around, place, provider_name};
use crate::block::{Block, Cell, Column, Document, Inlines, NoteKind, Page, Section, Table, Target};
use crate::format;
use crate::gather::ChangesAsked;
use crate::label;
use crate::source::name_of;
use rust_decimal::Decimal;
use weigh_catalog::{Field, ModelId, Usd};
use weigh_compare::change::{Change, Changed, KINDS, Nature};

/// Rows of one table that stand open.
const SHOWN: usize = 100;

/// Everything a page of changes is made from.
#[derive(Clone, Copy)]
pub struct ChangesPage<'a> {
    /// The changes, in page order.
    pub changes: &'a [Change],
    /// Which were asked for.
    pub asked: &'a ChangesAsked,
    /// Whether two catalogs are asked about that one day.
    pub is_same_day: bool,
    /// Who else the page names; its day is the later one.
    pub around: Around<'a>,
    /// Names of models.
    pub name_of: &'a dyn Fn(&ModelId) -> String,
}

/// What changed between two days, as a page.
pub fn changes_page(page: ChangesPage) -> Document {
    let (since, until) = (format::day(page.asked.since), format::day(page.around.today));
    let of = |nature: Nature| page.changes.iter().filter(move |change| change.nature == nature);
    let mut sections: Vec<Section> = Vec::new();
    for kind in KINDS {
        let own: Vec<&Change> = of(Nature::Changed).filter(|change| change.what.kind() == kind).collect();
        sections.extend(section(kind, title(kind), &own, page));
    }
    let corrected: Vec<&Change> = of(Nature::Corrected).collect();
    sections.extend(section("corrected", "Corrections of what was said of the same day", &corrected, page));
    let noticed: Vec<&Change> = of(Nature::Noticed).collect();
    let words =
        "When the source was read before, the earlier day had not come yet: it may have changed before that day.";
    sections.extend(noted(words, section("noticed", "Noticed in these days, perhaps older", &noticed, page)));
    let others: Vec<&Change> = of(Nature::OtherSource).collect();
    let words = "Perhaps nothing changed here but who is listened to: the source that decided on the earlier day does not \
                 decide on the later one.";
    sections.extend(noted(words, section("other-source", "Another source decides now", &others, page)));
    let limits = limits(page);
    let intro = if page.is_same_day {
        let count = format::counted(corrected.len(), "value", "values");
        format!("Of {since}{limits}, the two catalogs say otherwise in {count}.")
    } else {
        format!("Between {since} and {until}{limits}: {}", counts(page.changes))
    };
    Document {
        title: "What changed".to_owned(),
        summary: format!(
            "Prices, limits, licences, routes and retirements of LLMs that changed from {since} to {until}."
        ),
        intro: vec![Block::Paragraph(intro.into())],
        sections,
        colophon: format!(
            "As of {until}. What a source said when it was first read is no news: only what it dates, or said otherwise before."
        ),
        ..Document::default()
    }
}

/// What the changes are limited to, in words; empty if they are all.
fn limits(page: ChangesPage) -> String {
    let ChangesAsked { models, providers, kinds, least, .. } = page.asked;
    let list = |words: &str, all: Vec<String>| (!all.is_empty()).then(|| format!(", {words} {}", format::listed(&all)));
    let parts = [
        list("of", models.iter().map(page.name_of).collect()),
        list("at", providers.iter().map(|id| provider_name(page.around.reference, id)).collect()),
        list("kinds", kinds.iter().map(|kind| (*kind).to_owned()).collect()),
        (!least.is_zero()).then(|| format!(", amounts that moved by {} or more", format::percent(*least))),
    ];
    parts.into_iter().flatten().collect()
}

fn counts(changes: &[Change]) -> String {
    let of = |kind: &str| {
        let is_of = |change: &&Change| change.nature == Nature::Changed && change.what.kind() == kind;
        let count = changes.iter().filter(is_of).count();
        let (one, many) = nouns(kind);
        (count > 0).then(|| format::counted(count, one, many))
    };
    let all: Vec<String> = KINDS.into_iter().filter_map(of).collect();
    if all.is_empty() { "no change is known.".to_owned() } else { format!("{}.", format::listed(&all)) }
}

fn title(kind: &str) -> &'static str {
    match kind {
        "price" => "Prices",
        "retirement" => "Announced retirements",
        "licence" => "Licences",
        "limit" => "Limits",
        "capability" => "Capabilities",
        "status" => "State of life",
        "new-route" => "New routes",
        _ => "Withdrawn routes",
    }
}

fn nouns(kind: &str) -> (&'static str, &'static str) {
    match kind {
        "price" => ("price", "prices"),
        "retirement" => ("announced retirement", "announced retirements"),
        "licence" => ("licence", "licences"),
        "limit" => ("limit", "limits"),
        "capability" => ("capability", "capabilities"),
        "status" => ("state of life", "states of life"),
        "new-route" => ("new route", "new routes"),
        _ => ("withdrawn route", "withdrawn routes"),
    }
}

fn section(id: &str, title: &str, changes: &[&Change], page: ChangesPage) -> Option<Section> {
    if changes.is_empty() {
        return None;
    }
    let (open, rest) = changes.split_at(if changes.len() > SHOWN + 10 { SHOWN } else { changes.len() });
    let caption = if rest.is_empty() {
        format!("{}, the newest first.", format::counted(changes.len(), "change", "changes"))
    } else {
        format!("The newest {SHOWN} of {}.", changes.len())
    };
    let mut blocks = vec![Block::Table(table(caption, open, page))];
    if !rest.is_empty() {
        let summary = format!("{} older", rest.len()).into();
        let blocks_of_rest = vec![Block::Table(table("Continued.".to_owned(), rest, page))];
        blocks.push(Block::Rest { summary, blocks: blocks_of_rest, page: None });
    }
    Some(Section { id: id.to_owned(), title: title.to_owned(), blocks })
}

/// A section that begins with how to read it.
fn noted(words: &'static str, section: Option<Section>) -> Option<Section> {
    let Section { id, title, blocks } = section?;
    let note = Block::Note(NoteKind::Info, words.into());
    Some(Section { id, title, blocks: std::iter::once(note).chain(blocks).collect() })
}

fn table(caption: String, changes: &[&Change], page: ChangesPage) -> Table {
    change_table(caption, changes, page.around, page.name_of, false)
}

/// Changes as a table; where their natures are mixed, each says its own.
pub(super) fn change_table(
    caption: String,
    changes: &[&Change],
    around: Around,
    model_name: &dyn Fn(&ModelId) -> String,
    is_mixed: bool,
) -> Table {
    let mut columns = vec![
        Column::text("From"),
        Column::text("Model"),
        Column::text("At"),
        Column::text("What"),
        Column::text("Before"),
        Column::text("Now"),
        Column::number("Change"),
        Column::text("Said by"),
    ];
    columns.extend(is_mixed.then(|| Column::text("Nature")));
    let mut table = Table::new(caption, columns);
    for change in changes {
        let words = change_in_words(&change.what);
        let model = Inlines::new().link(model_name(&change.model), Target::Page(Page::Model(change.model.to_string())));
        let at = change.route.as_ref().map_or_else(
            || Cell::new("the model itself"),
            |route| {
                let name = place(around.reference, route);
                let link = Inlines::new().link(name, Target::Page(Page::Provider(route.provider.to_string())));
                Cell::with_raw(link, route.to_string())
            },
        );
        let now = Inlines::text(words.after).then(change.is_disputed.then_some(crate::block::Inline::Disputed));
        let said = change.word.as_ref().map_or_else(Cell::unknown, |(source, read)| {
            let words = format!("{}, read {}", name_of(around.sources, source), format::day(*read));
            Cell::with_raw(words, source.to_string())
        });
        let mut cells = vec![
            change.day.map_or_else(Cell::unknown, |day| Cell::new(format::day(day))),
            Cell::with_raw(model, change.model.to_string()),
            at,
            Cell::new(words.what),
            Cell::new(words.before),
            Cell::new(now),
            change.what.rise().map_or_else(Cell::default, |rise| {
                Cell::with_raw(percent(rise), rise.round_dp(6).normalize().to_string())
            }),
            said,
        ];
        cells.extend(is_mixed.then(|| Cell::new(nature(change.nature))));
        table.row(cells);
    }
    table
}

/// What kind of news a difference is.
const fn nature(nature: Nature) -> &'static str {
    match nature {
        Nature::Changed => "changed",
        Nature::Noticed => "noticed, perhaps older",
        Nature::OtherSource => "another source decides now",
        Nature::Corrected => "corrected: it held before",
    }
}

/// A change in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InWords {
    /// What is different: `Input price, batch tier`.
    pub what: String,
    /// The old state; empty where there was none.
    pub before: String,
    /// The new state.
    pub after: String,
}

/// What is different, before and now.
pub fn change_in_words(what: &Changed) -> InWords {
    let not_listed = || "not listed".to_owned();
    let (what, before, after) = match what {
        Changed::Price { key, before, after } => {
            let amount = |amount: &Option<Usd>| {
                amount.map_or_else(not_listed, |amount| format::rate_amount(amount, key.meter.unit()))
            };
            (format!("{} {}", label::rate(key), label::per(key.meter)), amount(before), amount(after))
        }
        Changed::Limit { field, before, after } => {
            (label::field(field).into(), format::tokens(*before), format::tokens(*after))
        }
        Changed::Capability { capability, before, after } => {
            (capability.label().to_owned(), before.id().to_owned(), after.id().to_owned())
        }
        Changed::Text { field, before, after } => (label::field(field).into(), before.to_string(), after.to_string()),
        Changed::Retirement { before, after } => {
            let before = before.map_or_else(|| "none announced".to_owned(), format::date);
            ("Retirement".to_owned(), before, format::date(*after))
        }
        Changed::Listed => ("Route".to_owned(), not_listed(), "listed".to_owned()),
        Changed::Withdrawn => ("Route".to_owned(), "listed".to_owned(), "no longer listed".to_owned()),
    };
    InWords { what, before, after }
}

/// A change as programs read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsData {
    /// What is different: `context`, `rate.output.batch`, `listing`.
    pub field: String,
    /// The old state: US dollars per million units, tokens, `supported`, a date, a word.
    pub before: Option<String>,
    /// The new state.
    pub after: Option<String>,
}

/// The field, and both sides as data.
pub fn change_as_data(what: &Changed) -> AsData {
    let data = |field: String, before: Option<String>, after: Option<String>| AsData { field, before, after };
    let listing = |before: &str, after: &str| data("listing".to_owned(), Some(before.into()), Some(after.into()));
    match what {
        Changed::Price { key, before, after } => {
            let amount = |amount: &Option<Usd>| amount.map(|amount| amount.amount().normalize().to_string());
            data(Field::Rate(key.clone()).to_string(), amount(before), amount(after))
        }
        Changed::Limit { field, before, after } => {
            data(field.to_string(), Some(before.to_string()), Some(after.to_string()))
        }
        Changed::Capability { capability, before, after } => {
            data(Field::Can(*capability).to_string(), Some(before.id().to_owned()), Some(after.id().to_owned()))
        }
        Changed::Text { field, before, after } => {
            data(field.to_string(), Some(before.to_string()), Some(after.to_string()))
        }
        Changed::Retirement { before, after } => {
            data("retires".to_owned(), before.map(|date| date.to_string()), Some(after.to_string()))
        }
        Changed::Listed => listing("not-listed", "listed"),
        Changed::Withdrawn => listing("listed", "withdrawn"),
    }
}

/// All changes as one table of data, a row each.
pub fn changes_table(page: ChangesPage) -> Document {
    let titles = [
        "Change", "Nature", "From", "Model", "Route", "Provider", "Field", "Before", "After", "Rise", "Disputed",
        "Source", "Read on",
    ];
    let mut table = Table::new("Changes", titles.map(Column::text).into());
    for change in page.changes {
        let AsData { field, before, after } = change_as_data(&change.what);
        let (route, word) = (change.route.as_ref(), change.word.as_ref());
        table.data([
            Some(change.what.kind().to_owned()),
            Some(change.nature.id().to_owned()),
            change.day.map(|day| day.to_string()),
            Some(change.model.to_string()),
            route.map(ToString::to_string),
            route.map(|route| route.provider.to_string()),
            Some(field),
            before,
            after,
            change.what.rise().map(|rise| rise.round_dp(6).normalize().to_string()),
            Some(change.is_disputed.to_string()),
            word.map(|(source, _)| source.to_string()),
            word.map(|(_, read)| read.to_string()),
        ]);
    }
    Document::of_table("What changed", table)
}

/// A rise as a share of the old amount: `+12 %`, `-50 %`.
fn percent(rise: Decimal) -> String {
    let sign = if rise.is_sign_negative() { "-" } else { "+" };
    format!("{sign}{}", format::percent(rise.abs()))
}

#[cfg(test)]
mod tests;
