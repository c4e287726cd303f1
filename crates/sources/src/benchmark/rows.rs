//! Files into rows: CSV tables, and JSON or YAML with a path to the rows.

use super::node::Node;
use super::{csv, yaml};
use crate::import::ImportError;
use crate::json;
use serde::Deserialize;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Format {
    /// A table with a header line.
    Csv,
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

/// One row with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    /// `row 3`, `tasks.coding.0`.
    pub(crate) locator: String,
    /// The first key that a `*` of the path to the rows stood for, empty if none.
    pub(crate) key: String,
    /// The row itself.
    pub(crate) node: Node,
}

/// Reads a whole file as one tree. A table is a list of objects.
pub(crate) fn tree(format: Format, file: &str, bytes: &[u8]) -> Result<Node, ImportError> {
    match format {
        Format::Csv => csv::table(file, bytes),
        Format::Yaml => yaml::document(file, bytes),
        Format::Json => {
            let raw = json::whole(file, bytes)?;
            let deep =
                || ImportError::Malformed { file: file.to_owned(), format: "JSON", what: "nested too deep".into() };
            Node::json(raw).ok_or_else(deep)
        }
    }
}

/// The rows below `path`, in which `*` stands for every child: `*`, `tasks.*.*`.
///
/// With `as_columns` the place holds one array per column instead of one child per row.
pub(crate) fn rows(tree: &Node, format: Format, path: &str, as_columns: bool) -> Vec<Row> {
    let start = vec![Row { locator: String::new(), key: String::new(), node: tree.clone() }];
    let steps = path.split('.').filter(|step| !step.is_empty());
    let mut rows = steps.fold(start, |rows, step| rows.into_iter().flat_map(|row| descend(&row, step)).collect());
    if as_columns {
        rows = rows.into_iter().flat_map(|row| transpose(&row)).collect();
    }
    if format == Format::Csv {
        for (index, row) in rows.iter_mut().enumerate() {
            row.locator = format!("row {}", index + 1);
        }
    }
    rows
}

fn descend(row: &Row, step: &str) -> Vec<Row> {
    if step != "*" {
        let child = |node: &Node| Row { locator: join(&row.locator, step), key: row.key.clone(), node: node.clone() };
        return row.node.at(step).map(child).into_iter().collect();
    }
    let is_map = matches!(row.node, Node::Map(_));
    let child = |(name, node): (std::borrow::Cow<'_, str>, &Node)| Row {
        locator: join(&row.locator, &name),
        key: if is_map && row.key.is_empty() { name.into_owned() } else { row.key.clone() },
        node: node.clone(),
    };
    row.node.children().into_iter().map(child).collect()
}

fn transpose(row: &Row) -> Vec<Row> {
    let columns = row.node.children();
    let length = columns.iter().map(|(_, column)| column.children().len()).max().unwrap_or(0);
    let cells = |index: usize| {
        let cell = |(name, column): &(std::borrow::Cow<'_, str>, &Node)| {
            Some((name.to_string(), column.at(&index.to_string())?.clone()))
        };
        Node::Map(columns.iter().filter_map(cell).collect())
    };
    (0..length)
        .map(|index| Row { locator: join(&row.locator, &index.to_string()), key: row.key.clone(), node: cells(index) })
        .collect()
}

fn join(path: &str, step: &str) -> String {
    if path.is_empty() { step.to_owned() } else { format!("{path}.{step}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places(text: &str, path: &str, as_columns: bool) -> Vec<(String, String, Option<String>)> {
        let tree = tree(Format::Json, "x.json", text.as_bytes()).unwrap();
        let first = |row: &Row| row.node.at("a").or(row.node.at("0")).and_then(Node::text).map(str::to_owned);
        rows(&tree, Format::Json, path, as_columns)
            .into_iter()
            .map(|row| (row.locator.clone(), row.key.clone(), first(&row)))
            .collect()
    }

    fn place(locator: &str, key: &str, first: &str) -> (String, String, Option<String>) {
        (locator.into(), key.into(), Some(first.into()))
    }

    #[test]
    fn rows_are_found_in_every_shape() {
        assert_eq!(places(r#"[{"a":1},{"a":2}]"#, "*", false), [place("0", "", "1"), place("1", "", "2")]);
        assert_eq!(places(r#"{"m":{"a":1}}"#, "*", false), [place("m", "m", "1")]);
        assert_eq!(places(r#"{"t":{"x":[[7,8]]},"u":1}"#, "t.*.*", false), [place("t.x.0", "x", "7")]);
        assert_eq!(places(r#"{"t":{"a":[1,2],"b":[3]}}"#, "t", true), [place("t.0", "", "1"), place("t.1", "", "2")]);
        assert_eq!(places(r#"{"other":1}"#, "t.*", false), []);
    }
}
