//! What a page is made of, before anybody decides how it looks: a document of sections of blocks of inlines.
//!
//! Sections know models; outputs know blocks; neither knows the other. Everything is plain data.

use crate::chart::Chart;
use crate::source::SourceNote;
use crate::testimony::Testimony;
use rust_decimal::Decimal;
use std::fmt::Write as _;

/// A whole page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Document {
    /// Title of the page, without the name of the site.
    pub title: String,
    /// One sentence for search results and previews; plain text.
    pub summary: String,
    /// What the page is about, named in the sticky header; empty for lists.
    pub subjects: Vec<Subject>,
    /// Words before the first section.
    pub intro: Vec<Block>,
    /// Sections in page order; ids are unique.
    pub sections: Vec<Section>,
    /// Who said what: citation number `n` is entry `n - 1`.
    pub evidence: Vec<Testimony>,
    /// The sources that evidence names, by id.
    pub sources: Vec<SourceNote>,
    /// The last line: day, snapshot, how to check.
    pub colophon: String,
}

/// Something a page is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The name to show.
    pub name: String,
    /// Its own page.
    pub page: Option<Page>,
}

/// One section of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its anchor.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// What it holds; never empty.
    pub blocks: Vec<Block>,
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading inside a section.
    Heading(String),
    /// A paragraph.
    Paragraph(Inlines),
    /// A list of points.
    Bullets(Vec<Inlines>),
    /// A table.
    Table(Table),
    /// Names with values.
    KeyValues(Vec<(Inlines, Inlines)>),
    /// A picture of numbers.
    Chart(Chart),
    /// Something to notice.
    Note(NoteKind, Inlines),
    /// Blocks shown on demand.
    Details {
        /// The line that is always shown.
        summary: Inlines,
        /// What it opens.
        blocks: Vec<Block>,
    },
    /// The long tail of what stands before it. Where nothing can be folded, only the summary is printed, unless all is
    /// asked for.
    Rest {
        /// How much there is, in words without a full stop.
        summary: Inlines,
        /// The tail; nothing where the page leaves it out.
        blocks: Vec<Block>,
        /// A page that has it too.
        page: Option<Page>,
    },
}

/// What a note is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoteKind {
    /// How to read something.
    Info,
    /// Something that may mislead or harm.
    Warning,
    /// Evidence that is not there, and how to get it.
    Missing,
}

impl NoteKind {
    /// The word before the note.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Info => "Note",
            Self::Warning => "Warning",
            Self::Missing => "Missing",
        }
    }

    /// The word in addresses and style sheets.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Missing => "missing",
        }
    }
}

/// A table: every row has one cell per column; the first column names the row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Table {
    /// What it shows, in words.
    pub caption: String,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows.
    pub rows: Vec<Row>,
}

/// One column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The heading.
    pub title: String,
    /// Numbers are set right.
    pub is_numeric: bool,
    /// Where the heading leads, such as the same list sorted by this column.
    pub link: Option<Target>,
    /// Whether the rows are in the order of this column, and which way.
    pub order: Option<Order>,
}

/// A direction of sorting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// Least first.
    Ascending,
    /// Most first.
    Descending,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Row {
    /// One per column; missing ones are shown empty.
    pub cells: Vec<Cell>,
    /// Whether the page wants the eye here.
    pub is_highlighted: bool,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cell {
    /// What people read.
    pub inlines: Inlines,
    /// What programs read, where that differs: plain digits, an id.
    pub raw: Option<String>,
}

/// Words with marks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Inlines(pub Vec<Inline>);

/// One run of words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Plain words.
    Text(String),
    /// Words that matter more.
    Strong(String),
    /// An id, option or command.
    Code(String),
    /// Words that lead somewhere.
    Link(String, Target),
    /// A value with the numbers of its evidence.
    Value(String, Vec<Cite>),
    /// Nobody told us.
    Unknown,
    /// The value before it is contradicted by a newer claim.
    Disputed,
    /// The value before it was not read again for long.
    Stale,
}

/// Number of an entry in [`Document::evidence`], from 1.
pub type Cite = usize;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// An address elsewhere.
    Address(String),
    /// A page of this site; shown as plain words where there is no site.
    Page(Page),
    /// A section of this document.
    Section(String),
    /// An address below the site's root, such as `/models?sort=-routes`; plain words where there is no site.
    Site(String),
}

/// A page of this site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// A model, by id.
    Model(String),
    /// A provider, by id.
    Provider(String),
    /// A benchmark, by id.
    Benchmark(String),
    /// All sources.
    Sources,
    /// A comparison of models, by id, in order.
    Comparison(Vec<String>),
}

impl Page {
    /// Its address below the site's root.
    pub fn address(&self) -> String {
        match self {
            Self::Model(id) => format!("/model/{}", encoded(id)),
            Self::Provider(id) => format!("/provider/{}", encoded(id)),
            Self::Benchmark(id) => format!("/benchmark/{}", encoded(id)),
            Self::Sources => "/sources".to_owned(),
            Self::Comparison(ids) => {
                let ids: Vec<String> = ids.iter().map(|id| encoded(id).replacen('/', ":", 1)).collect();
                format!("/compare/{}", ids.join("/"))
            }
        }
    }
}

/// Reads one segment of a comparison's address, `lab:model`, back into `lab/model`.
pub fn model_in_address(segment: &str) -> Option<String> {
    let (lab, model) = segment.split_once(':')?;
    (!lab.is_empty() && !model.is_empty()).then(|| format!("{lab}/{model}"))
}

/// Percent-encodes what may not stand in a path; keeps the slash of a model id.
fn encoded(id: &str) -> String {
    let mut text = String::with_capacity(id.len());
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/:".contains(&byte) {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "%{byte:02X}");
        }
    }
    text
}

impl Inlines {
    /// Nothing yet.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Plain words.
    pub fn text(text: impl Into<String>) -> Self {
        Self(vec![Inline::Text(text.into())])
    }

    /// A value with its citations.
    pub fn value(text: impl Into<String>, cites: Vec<Cite>) -> Self {
        Self(vec![Inline::Value(text.into(), cites)])
    }

    /// The mark of an unknown value.
    pub fn unknown() -> Self {
        Self(vec![Inline::Unknown])
    }

    /// An id or command.
    pub fn code(text: impl Into<String>) -> Self {
        Self(vec![Inline::Code(text.into())])
    }

    /// Appends plain words.
    #[must_use]
    pub fn and(mut self, text: impl Into<String>) -> Self {
        self.0.push(Inline::Text(text.into()));
        self
    }

    /// Appends words that matter more.
    #[must_use]
    pub fn strong(mut self, text: impl Into<String>) -> Self {
        self.0.push(Inline::Strong(text.into()));
        self
    }

    /// Appends a link.
    #[must_use]
    pub fn link(mut self, text: impl Into<String>, target: Target) -> Self {
        self.0.push(Inline::Link(text.into(), target));
        self
    }

    /// Appends anything.
    #[must_use]
    pub fn then(mut self, other: impl IntoIterator<Item = Inline>) -> Self {
        self.0.extend(other);
        self
    }

    /// True if there is nothing to read.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The words alone, without marks and citations.
    pub fn plain(&self) -> String {
        self.0.iter().map(Inline::words).collect()
    }

    /// Every citation in it, in order.
    pub fn cites(&self) -> impl Iterator<Item = Cite> + '_ {
        self.0.iter().flat_map(|inline| {
            match inline {
                Inline::Value(_, cites) => cites.as_slice(),
                _ => &[],
            }
            .iter()
            .copied()
        })
    }
}

impl IntoIterator for Inlines {
    type Item = Inline;
    type IntoIter = std::vec::IntoIter<Inline>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl From<&str> for Inlines {
    fn from(text: &str) -> Self {
        Self::text(text)
    }
}

impl From<String> for Inlines {
    fn from(text: String) -> Self {
        Self::text(text)
    }
}

/// What stands for a value nobody told us.
pub const UNKNOWN: &str = "unknown";

impl Inline {
    /// The words alone; marks are words in parentheses.
    pub fn words(&self) -> &str {
        match self {
            Self::Text(text) | Self::Strong(text) | Self::Code(text) | Self::Link(text, _) | Self::Value(text, _) => {
                text
            }
            Self::Unknown => UNKNOWN,
            Self::Disputed => " (disputed)",
            Self::Stale => "†",
        }
    }
}

impl Cell {
    /// A cell people and programs read alike.
    pub fn new(inlines: impl Into<Inlines>) -> Self {
        Self { inlines: inlines.into(), raw: None }
    }

    /// A cell with a form of its own for programs.
    pub fn with_raw(inlines: impl Into<Inlines>, raw: impl Into<String>) -> Self {
        Self { inlines: inlines.into(), raw: Some(raw.into()) }
    }

    /// A value nobody told us: marked for people, empty for programs.
    pub fn unknown() -> Self {
        Self::with_raw(Inlines::unknown(), "")
    }

    /// What programs read.
    pub fn raw(&self) -> String {
        self.raw.clone().unwrap_or_else(|| self.inlines.plain())
    }
}

impl Row {
    /// A plain row.
    pub fn new(cells: Vec<Cell>) -> Self {
        Self { cells, is_highlighted: false }
    }

    /// The same row, highlighted if so.
    #[must_use]
    pub fn highlighted(mut self, is_highlighted: bool) -> Self {
        self.is_highlighted = is_highlighted;
        self
    }
}

impl Column {
    /// A column of words.
    pub fn text(title: impl Into<String>) -> Self {
        Self { title: title.into(), is_numeric: false, link: None, order: None }
    }

    /// A column of numbers.
    pub fn number(title: impl Into<String>) -> Self {
        Self { title: title.into(), is_numeric: true, link: None, order: None }
    }
}

impl Table {
    /// An empty table.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>) -> Self {
        Self { caption: caption.into(), columns, rows: Vec::new() }
    }

    /// Appends a row.
    pub fn row(&mut self, cells: Vec<Cell>) {
        self.rows.push(Row::new(cells));
    }

    /// Appends a row of data: digits stay as they are, words may come from anybody, and nothing is empty.
    pub fn data(&mut self, values: impl IntoIterator<Item = Option<String>>) {
        let cell = |value: Option<String>| match value {
            Some(number) if number.parse::<Decimal>().is_ok() => Cell::with_raw(number.clone(), number),
            Some(words) => Cell::new(words),
            None => Cell::default(),
        };
        self.row(values.into_iter().map(cell).collect());
    }
}

impl Document {
    /// One table alone, for programs.
    pub fn of_table(title: &str, table: Table) -> Self {
        let section = Section { id: "table".to_owned(), title: title.to_owned(), blocks: vec![Block::Table(table)] };
        Self { title: title.to_owned(), sections: vec![section], ..Self::default() }
    }

    /// Every table with the section it stands in, in page order, also those inside details.
    pub fn tables(&self) -> Vec<(&Section, &Table)> {
        let mut found = Vec::new();
        for section in &self.sections {
            collect_tables(section, &section.blocks, &mut found);
        }
        found
    }
}

fn collect_tables<'a>(section: &'a Section, blocks: &'a [Block], found: &mut Vec<(&'a Section, &'a Table)>) {
    for block in blocks {
        match block {
            Block::Table(table) => found.push((section, table)),
            Block::Details { blocks, .. } | Block::Rest { blocks, .. } => collect_tables(section, blocks, found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_cannot_be_broken_by_ids() {
        assert_eq!(Page::Model("acme/alpha 1?x".into()).address(), "/model/acme/alpha%201%3Fx");
        let pair = Page::Comparison(vec!["acme/alpha".into(), "meta/beta".into()]);
        assert_eq!(pair.address(), "/compare/acme:alpha/meta:beta");
        assert_eq!(model_in_address("acme:alpha").as_deref(), Some("acme/alpha"));
        assert_eq!(model_in_address("alpha"), None);
    }

    #[test]
    fn words_of_inlines_keep_marks() {
        let inlines = Inlines::value("128k", vec![1, 2]).then([Inline::Disputed]);
        assert_eq!(inlines.plain(), "128k (disputed)");
        assert_eq!(inlines.cites().collect::<Vec<_>>(), [1, 2]);
    }
}
