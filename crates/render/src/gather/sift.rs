//! Filtering, sorting and cutting the rows of a list by the cells people see.

use crate::block::{Cell, Document, Row, Table, UNKNOWN};
use std::cmp::Ordering;
use weigh_catalog::money::parse_decimal;

/// Which rows of a list, in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sift {
    /// Only rows in which some cell holds each of these texts, in any case.
    pub words: Vec<String>,
    /// A column by its title or the beginning of it; a leading `-` turns the order round.
    pub sort: Option<String>,
    /// How many rows to leave out at the beginning.
    pub skip: usize,
    /// At most so many rows.
    pub limit: Option<usize>,
}

/// Why rows cannot be sifted so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SiftError {
    /// No column is called so.
    #[error("no column `{name}`")]
    UnknownColumn {
        /// What was asked for.
        name: String,
        /// What there is.
        columns: Vec<String>,
    },
}

impl SiftError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::UnknownColumn { columns, .. } => format!("columns are {}", columns.join(", ")),
        }
    }
}

/// Sifts rows by the table that `page` makes of them, so that what one sees is what one filters by. Also tells how many
/// rows there are before skipping and cutting.
///
/// # Errors
/// [`SiftError::UnknownColumn`].
pub fn sift<R: Clone>(sift: &Sift, rows: &[R], page: impl Fn(&[R]) -> Document) -> Result<(Vec<R>, usize), SiftError> {
    let document = page(rows);
    let tables = document.tables();
    let Some((_, table)) = tables.first() else { return Ok((rows.to_vec(), rows.len())) };
    let words: Vec<String> = sift.words.iter().map(|word| word.to_lowercase()).collect();
    let mut places: Vec<usize> = (0..rows.len()).filter(|place| holds(&words, table.rows.get(*place))).collect();
    if let Some(column) = &sift.sort {
        sort(&mut places, table, column)?;
    }
    let count = places.len();
    let kept = places.into_iter().skip(sift.skip).take(sift.limit.unwrap_or(usize::MAX));
    Ok((kept.filter_map(|place| rows.get(place).cloned()).collect(), count))
}

fn holds(words: &[String], row: Option<&Row>) -> bool {
    let Some(row) = row else { return false };
    if words.is_empty() {
        return true;
    }
    let text =
        row.cells.iter().map(|cell| format!("{} {}", cell.inlines.plain(), cell.raw())).collect::<Vec<_>>().join(" ");
    let text = text.to_lowercase();
    words.iter().all(|word| text.contains(word))
}

/// Sorts by a column.
fn sort(places: &mut [usize], table: &Table, column: &str) -> Result<(), SiftError> {
    let (direction, name) = Direction::of(column);
    let column = column_called(table, name)?;
    places.sort_by_cached_key(|place| {
        let text = table.rows.get(*place).and_then(|row| row.cells.get(column)).map(Cell::raw).unwrap_or_default();
        SortKey::new(text, direction)
    });
    Ok(())
}

fn column_called(table: &Table, name: &str) -> Result<usize, SiftError> {
    let titles: Vec<String> = table.columns.iter().map(|column| column.title.to_lowercase()).collect();
    let wanted = name.to_lowercase();
    let exact = titles.iter().position(|title| *title == wanted);
    exact
        .or_else(|| titles.iter().position(|title| title.starts_with(&wanted)))
        .ok_or_else(|| SiftError::UnknownColumn { name: name.to_owned(), columns: titles })
}

/// Which way a list is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The least first.
    Ascending,
    /// The greatest first.
    Descending,
}

impl Direction {
    /// Reads what to sort by: `-name` is descending by `name`.
    pub fn of(sort: &str) -> (Self, &str) {
        sort.strip_prefix('-').map_or((Self::Ascending, sort), |name| (Self::Descending, name))
    }
}

/// What a row is sorted by: numbers as numbers and before other texts, what is unknown last either way.
#[derive(Debug, PartialEq, Eq)]
pub struct SortKey {
    is_unknown: bool,
    number: Option<rust_decimal::Decimal>,
    text: String,
    direction: Direction,
}

impl SortKey {
    /// The key of a value as text; an empty one is unknown.
    pub fn new(text: String, direction: Direction) -> Self {
        let is_unknown = text.is_empty() || text == UNKNOWN;
        Self { is_unknown, number: parse_decimal(&text).ok(), text, direction }
    }
}

impl Ord for SortKey {
    fn cmp(&self, other: &Self) -> Ordering {
        let order = match (self.number, other.number) {
            (Some(one), Some(two)) => one.cmp(&two),
            (one, two) => two.is_some().cmp(&one.is_some()).then_with(|| self.text.cmp(&other.text)),
        };
        let order = if self.direction == Direction::Descending { order.reverse() } else { order };
        self.is_unknown.cmp(&other.is_unknown).then(order)
    }
}

impl PartialOrd for SortKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Block, Column, Inlines, Section};

    fn page(rows: &[(&str, &str)]) -> Document {
        let mut table = Table::new("prices", vec![Column::text("Name"), Column::number("Input")]);
        for (name, input) in rows {
            table.row(vec![Cell::new(Inlines::text(*name)), Cell::with_raw(Inlines::text(*input), *input)]);
        }
        let section = Section { id: "prices".into(), title: "Prices".into(), blocks: vec![Block::Table(table)] };
        Document { sections: vec![section], ..Document::default() }
    }

    const ROWS: [(&str, &str); 4] = [("b", "2"), ("a", "10"), ("c", ""), ("ab", "unknown")];

    fn sifted(how: &Sift) -> (Vec<&'static str>, usize) {
        let (rows, count) = sift(how, &ROWS, page).unwrap();
        (rows.into_iter().map(|(name, _)| name).collect(), count)
    }

    fn by(column: &str) -> Vec<&'static str> {
        sifted(&Sift { sort: Some(column.to_owned()), ..Sift::default() }).0
    }

    #[test]
    fn numbers_sort_as_numbers_and_unknown_comes_last() {
        assert_eq!(by("input"), ["b", "a", "c", "ab"]);
        assert_eq!(by("-input")[..2], ["a", "b"]);
        assert_eq!(by("na"), ["a", "ab", "b", "c"]);
    }

    #[test]
    fn words_must_all_be_there_and_the_count_is_of_all_that_match() {
        let how = Sift { words: vec!["A".into()], limit: Some(1), skip: 1, ..Sift::default() };
        assert_eq!(sifted(&how), (vec!["ab"], 2));
    }

    #[test]
    fn a_wrong_column_names_those_there_are() {
        let how = Sift { sort: Some("colour".into()), ..Sift::default() };
        let error = sift(&how, &ROWS, page).unwrap_err();
        assert_eq!(
            (error.to_string().as_str(), error.hint().as_str()),
            ("no column `colour`", "columns are name, input")
        );
    }
}
