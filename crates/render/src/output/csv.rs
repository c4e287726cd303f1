//! Comma-separated values (RFC 4180, `\n` line ends): the tables of a document, for programs and spreadsheets.
//!
//! A document with one table becomes that table. Several tables become one long table of section, row, column and value,
//! so that a file always has one header. Cells hold plain digits and ids where the table has them; unknown is empty.

use super::{Options, Output, tame};
use crate::block::{Document, Section, Table};

/// Tables as comma-separated values.
pub const OUTPUT: Output = Output {
    id: "csv",
    about: "The tables as comma-separated values with plain digits.",
    media_type: "text/csv; charset=utf-8",
    render,
};

fn render(document: &Document, _options: &Options) -> String {
    match document.tables().as_slice() {
        [(_, table)] => wide(table),
        tables => long(tables),
    }
}

/// One table as it stands.
fn wide(table: &Table) -> String {
    let mut out = String::new();
    line(&mut out, table.columns.iter().map(|column| text(&column.title)));
    for row in &table.rows {
        line(&mut out, (0..table.columns.len()).map(|index| field(row.cells.get(index))));
    }
    out
}

/// Every cell of every table as a line of its own.
fn long(tables: &[(&Section, &Table)]) -> String {
    let mut out = String::from("section,table,row,column,value\n");
    for (section, table) in tables {
        for row in &table.rows {
            let name = field(row.cells.first());
            for (cell, column) in row.cells.iter().zip(&table.columns).skip(1) {
                let parts =
                    [text(&section.id), text(&table.caption), name.clone(), text(&column.title), field(Some(cell))];
                line(&mut out, parts.into_iter());
            }
        }
    }
    out
}

fn field(cell: Option<&crate::block::Cell>) -> String {
    let Some(cell) = cell else { return String::new() };
    match &cell.raw {
        Some(raw) => quoted(&tame(raw)),
        None => text(&cell.inlines.plain()),
    }
}

/// Words; a leading character that spreadsheets take for a formula gets an apostrophe before it.
fn text(words: &str) -> String {
    let words = tame(words);
    if words.starts_with(['=', '+', '-', '@']) { quoted(&format!("'{words}")) } else { quoted(&words) }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}

fn line(out: &mut String, fields: impl Iterator<Item = String>) {
    for (index, field) in fields.enumerate() {
        if index > 0 {
            out.push(',');
        }
        out.push_str(&field);
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::{Block, Cell, Column};

    fn document(tables: usize) -> Document {
        let mut table = Table::new("Prices", vec![Column::text("Route"), Column::number("Input")]);
        table.row(vec![Cell::new("a, \"b\""), Cell::with_raw("$0.10", "0.1")]);
        table.row(vec![Cell::new("=SUM(A1)"), Cell::unknown()]);
        let blocks = vec![Block::Table(table); tables];
        let section = Section { id: "pricing".into(), title: "Pricing".into(), blocks };
        Document { sections: vec![section], ..Document::default() }
    }

    #[test]
    fn one_table_stays_one_and_formulas_stay_text() {
        assert_eq!(render(&document(1), &Options::default()), "Route,Input\n\"a, \"\"b\"\"\",0.1\n'=SUM(A1),\n");
    }

    #[test]
    fn several_tables_share_one_header() {
        let text = render(&document(2), &Options::default());
        assert_eq!(text.lines().next(), Some("section,table,row,column,value"));
        assert_eq!(text.lines().count(), 5);
        assert_eq!(text.lines().nth(1), Some("pricing,Prices,\"a, \"\"b\"\"\",Input,0.1"));
    }
}
