//! Tables in columns; where they do not fit, row by row.

use super::wrap::{Line, Style, Word, longest_piece, styled, width, words, wrap};
use crate::block::Table;

/// Columns between columns.
const GAP: usize = 2;

/// The narrowest a column of words is squeezed to before the table is stacked.
const LEAST_WORDS: usize = 14;

/// The lines of a table.
pub(super) fn lines(table: &Table, limit: usize, colour: bool) -> Vec<String> {
    let header: Vec<Vec<Word>> = table.columns.iter().map(|column| styled(&column.title, Style::Strong)).collect();
    let rows: Vec<Vec<Vec<Word>>> = table.rows.iter().map(|row| cells(row, table.columns.len())).collect();
    match fit(table, &header, &rows, limit) {
        Some(widths) => in_columns(table, &header, &rows, &widths, colour),
        None => stacked(table, &rows, limit, colour),
    }
}

fn cells(row: &crate::block::Row, columns: usize) -> Vec<Vec<Word>> {
    (0..columns).map(|index| row.cells.get(index).map(|cell| words(&cell.inlines)).unwrap_or_default()).collect()
}

/// Widths of the columns within the limit, or `None` if they cannot be squeezed that far.
fn fit(table: &Table, header: &[Vec<Word>], rows: &[Vec<Vec<Word>>], limit: usize) -> Option<Vec<usize>> {
    let all = |index: usize| {
        let cells = rows.iter().filter_map(move |row| row.get(index));
        header.get(index).into_iter().chain(cells)
    };
    let mut widths: Vec<usize> =
        (0..header.len()).map(|index| all(index).map(|cell| width(cell)).max().unwrap_or(0)).collect();
    let least: Vec<usize> = (0..header.len())
        .map(|index| {
            let piece = all(index).map(|cell| longest_piece(cell)).max().unwrap_or(0);
            let is_numeric = table.columns.get(index).is_some_and(|column| column.is_numeric);
            if is_numeric { piece } else { piece.max(LEAST_WORDS) }
        })
        .collect();
    let room = limit.checked_sub(GAP * header.len().saturating_sub(1))?;
    while widths.iter().sum::<usize>() > room {
        let squeezable = (0..widths.len()).filter(|index| widths[*index] > least[*index]);
        let widest = squeezable.max_by_key(|index| widths[*index])?;
        widths[widest] -= 1;
    }
    Some(widths)
}

fn in_columns(
    table: &Table,
    header: &[Vec<Word>],
    rows: &[Vec<Vec<Word>>],
    widths: &[usize],
    colour: bool,
) -> Vec<String> {
    let mut lines = Vec::new();
    push_row(&mut lines, table, header, widths, colour);
    lines.push(widths.iter().map(|width| "─".repeat(*width)).collect::<Vec<_>>().join(&" ".repeat(GAP)));
    for row in rows {
        push_row(&mut lines, table, row, widths, colour);
    }
    lines
}

fn push_row(lines: &mut Vec<String>, table: &Table, row: &[Vec<Word>], widths: &[usize], colour: bool) {
    let cells: Vec<Vec<Line>> = row.iter().zip(widths).map(|(cell, width)| wrap(cell, *width, colour)).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    for index in 0..height {
        let mut line = String::new();
        let mut gap = 0;
        for ((cell, width), column) in cells.iter().zip(widths).zip(&table.columns) {
            let empty = Line::default();
            let part = cell.get(index).unwrap_or(&empty);
            let pad = width.saturating_sub(part.width);
            let (before, after) = if column.is_numeric { (pad, 0) } else { (0, pad) };
            line.push_str(&" ".repeat(gap + before));
            line.push_str(&part.text);
            gap = GAP + after;
        }
        lines.push(line.trim_end().to_owned());
    }
}

/// Each row as its first cell, and under it every other column as `title: value`.
fn stacked(table: &Table, rows: &[Vec<Vec<Word>>], limit: usize, colour: bool) -> Vec<String> {
    let mut lines = Vec::new();
    for row in rows {
        let mut cells = row.iter().zip(&table.columns);
        if let Some((first, _)) = cells.next() {
            lines.extend(wrap(first, limit, colour).into_iter().map(|line| line.text));
        }
        for (cell, column) in cells.filter(|(cell, _)| !cell.is_empty()) {
            let mut words = styled(&format!("{}: ", column.title), Style::Plain);
            if let Some((first, rest)) = cell.split_first() {
                words.push(first.clone().after_space());
                words.extend(rest.iter().cloned());
            }
            let indented = wrap(&words, limit.saturating_sub(2), colour);
            lines.extend(indented.into_iter().map(|line| format!("  {}", line.text)));
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Cell, Column};

    fn table() -> Table {
        let mut table = Table::new("", vec![Column::text("Route"), Column::number("Input"), Column::number("Month")]);
        table.row(vec![Cell::new("Alpha at Northwind"), Cell::new("$0.10"), Cell::new("$105.00")]);
        table
    }

    #[test]
    fn numbers_are_set_right() {
        assert_eq!(
            lines(&table(), 80, false),
            [
                "Route               Input    Month",
                "──────────────────  ─────  ───────",
                "Alpha at Northwind  $0.10  $105.00"
            ]
        );
    }

    #[test]
    fn a_table_is_squeezed_first_and_stacked_then() {
        assert_eq!(
            lines(&table(), 30, false)[2..],
            ["Alpha at        $0.10  $105.00".to_owned(), "Northwind".to_owned()]
        );
        assert_eq!(lines(&table(), 20, false), ["Alpha at Northwind", "  Input: $0.10", "  Month: $105.00"]);
    }
}
