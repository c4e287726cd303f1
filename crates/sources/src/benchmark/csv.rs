//! CSV tables as lists of objects.

use super::node::Node;
use crate::import::ImportError;

/// Reads a table with a header line; short lines leave their last columns empty.
pub(super) fn table(file: &str, bytes: &[u8]) -> Result<Node, ImportError> {
    let malformed =
        |error: csv::Error| ImportError::Malformed { file: file.to_owned(), format: "CSV", what: error.to_string() };
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.headers().map_err(malformed)?.clone();
    let mut rows = Vec::new();
    for line in reader.records() {
        let line = line.map_err(malformed)?;
        let cells = header.iter().zip(&line).map(|(name, cell)| (name.to_owned(), Node::cell(cell)));
        rows.push(Node::Map(cells.collect()));
    }
    Ok(Node::List(rows))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_may_hold_lines_and_lines_may_be_short() {
        let table = table("x.csv", b"\xef\xbb\xbfname,notes,score\nalpha,\"two\nlines\", 0.5 \nbeta\n").unwrap();
        assert_eq!(table.at("0.notes").and_then(Node::text), Some("two\nlines"));
        assert_eq!(table.at("0.score").and_then(Node::text), Some("0.5"));
        assert_eq!(table.at("1.name").and_then(Node::text), Some("beta"));
        assert_eq!(table.at("1.score"), None);
    }

    #[test]
    fn bytes_that_are_not_text_are_refused() {
        assert!(table("x.csv", b"name\n\xff\xfe\n").is_err());
    }
}
