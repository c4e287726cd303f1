//! TOML with the place of every key and value.

use super::error::{ProjectError, Wrong};
use std::fmt::Write as _;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A place in a file; both count from one, columns in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// Where the lines of a text begin.
#[derive(Debug)]
pub(crate) struct Lines {
    text: String,
    starts: Vec<usize>,
}

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text: text.to_owned(), starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The place of a byte.
    pub(crate) fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset).max(1);
        let start = self.starts.get(line - 1).copied().unwrap_or_default();
        let before = self.text.get(start..offset.min(self.text.len())).unwrap_or_default();
        Place { line, column: before.chars().count() + 1 }
    }

    fn of_span(&self, span: &Range<usize>) -> Place {
        self.place(span.start)
    }
}

/// A parsed file.
pub(crate) struct Document<'t>(Spanned<DeTable<'t>>);

impl<'t> Document<'t> {
    /// # Errors
    /// The first place at which the text is no TOML.
    pub(crate) fn parse(text: &'t str, lines: &Lines) -> Result<Self, ProjectError> {
        DeTable::parse(text).map(Self).map_err(|error| ProjectError {
            place: error.span().map_or(Place { line: 1, column: 1 }, |span| lines.of_span(&span)),
            wrong: Wrong::Syntax { message: error.message().lines().collect::<Vec<_>>().join("; ") },
        })
    }

    pub(crate) fn root<'d>(&'d self, lines: &'d Lines) -> Table<'d> {
        Table { content: self.0.get_ref(), place: Place { line: 1, column: 1 }, lines }
    }
}

/// A table with its place.
#[derive(Clone, Copy)]
pub(crate) struct Table<'d> {
    content: &'d DeTable<'d>,
    pub(crate) place: Place,
    lines: &'d Lines,
}

impl<'d> Table<'d> {
    /// Its entries, in the order of the file.
    pub(crate) fn entries(self) -> Vec<Entry<'d>> {
        let mut entries: Vec<Entry<'d>> = self
            .content
            .iter()
            .map(|(key, value)| Entry {
                key: key.get_ref(),
                place: self.lines.of_span(&key.span()),
                value_place: self.lines.of_span(&value.span()),
                value: value.get_ref(),
                lines: self.lines,
            })
            .collect();
        entries.sort_by_key(|entry| entry.place);
        entries
    }

    pub(crate) fn get(self, key: &str) -> Option<Entry<'d>> {
        self.entries().into_iter().find(|entry| entry.key == key)
    }
}

/// One key with its value.
pub(crate) struct Entry<'d> {
    pub(crate) key: &'d str,
    pub(crate) place: Place,
    pub(crate) value_place: Place,
    value: &'d DeValue<'d>,
    lines: &'d Lines,
}

impl<'d> Entry<'d> {
    /// The text of a string.
    pub(crate) fn text(&self) -> Option<&'d str> {
        self.value.as_str()
    }

    /// A table.
    pub(crate) fn table(&self) -> Option<Table<'d>> {
        Some(Table { content: self.value.as_table()?, place: self.value_place, lines: self.lines })
    }

    /// Tables of an array of them.
    pub(crate) fn tables(&self) -> Option<Vec<Table<'d>>> {
        let table = |item: &'d Spanned<DeValue<'d>>| {
            let place = self.lines.of_span(&item.span());
            Some(Table { content: item.get_ref().as_table()?, place, lines: self.lines })
        };
        self.value.as_array()?.iter().map(table).collect()
    }

    /// Texts of an array of them.
    pub(crate) fn texts(&self) -> Option<Vec<&'d str>> {
        self.value.as_array()?.iter().map(|item| item.get_ref().as_str()).collect()
    }

    /// A scalar or a list of texts as it would be written as a flag.
    pub(crate) fn written(&self) -> Option<String> {
        match self.value {
            DeValue::String(text) => Some(text.to_string()),
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            DeValue::Float(number) => Some(number.as_str().to_owned()),
            DeValue::Boolean(is_set) => Some(if *is_set { "yes" } else { "no" }.to_owned()),
            DeValue::Array(_) => self.texts().map(|texts| texts.join(",")),
            DeValue::Integer(_) | DeValue::Datetime(_) | DeValue::Table(_) => None,
        }
    }
}

/// A text as TOML on one line.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
