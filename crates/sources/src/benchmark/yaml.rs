//! YAML as the same tree as JSON: read from parser events, so that scalars keep their digits and nothing is guessed.
//!
//! Aliases are refused (a small file could unfold into a huge one), and so is nesting no leaderboard needs.

use super::node::{DEEPEST, Node};
use crate::import::ImportError;
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::BTreeMap;

/// A collection that is still open.
enum Open {
    List(Vec<Node>),
    Map { entries: BTreeMap<String, Node>, key: Option<String> },
}

impl Open {
    fn add(&mut self, node: Node) -> Result<(), String> {
        match self {
            Self::List(items) => items.push(node),
            Self::Map { entries, key } => match (key.take(), node) {
                (Some(name), node) => _ = entries.insert(name, node),
                (None, Node::Scalar(name)) => *key = Some(name),
                (None, _) => return Err("a key that is not plain text".into()),
            },
        }
        Ok(())
    }

    fn close(self) -> Node {
        match self {
            Self::List(items) => Node::List(items),
            Self::Map { entries, .. } => Node::Map(entries),
        }
    }
}

/// Reads the first document of a file.
pub(super) fn document(file: &str, bytes: &[u8]) -> Result<Node, ImportError> {
    let malformed = |what: String| ImportError::Malformed { file: file.to_owned(), format: "YAML", what };
    let text = std::str::from_utf8(bytes).map_err(|error| malformed(error.to_string()))?;
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, _) = event.map_err(|error| malformed(error.to_string()))?;
        if let Some(node) = read(event, &mut open).map_err(malformed)? {
            return Ok(node);
        }
    }
    Err(malformed("no document".into()))
}

/// Takes one event; gives the document once it is whole.
fn read(event: Event<'_>, open: &mut Vec<Open>) -> Result<Option<Node>, String> {
    let node = match event {
        Event::SequenceStart(..) => return begin(open, Open::List(Vec::new())),
        Event::MappingStart(..) => return begin(open, Open::Map { entries: BTreeMap::new(), key: None }),
        Event::Alias(_) => return Err("an alias, which is not read".into()),
        Event::Scalar(text, style, ..) => scalar(&text, style),
        Event::SequenceEnd | Event::MappingEnd => open.pop().ok_or("an end without a start")?.close(),
        _ => return Ok(None),
    };
    match open.last_mut() {
        None => Ok(Some(node)),
        Some(parent) => parent.add(node).map(|()| None),
    }
}

fn begin(open: &mut Vec<Open>, collection: Open) -> Result<Option<Node>, String> {
    if open.len() >= DEEPEST {
        return Err(format!("nested deeper than {DEEPEST}"));
    }
    open.push(collection);
    Ok(None)
}

fn scalar(text: &str, style: ScalarStyle) -> Node {
    let is_null = style == ScalarStyle::Plain && matches!(text, "~" | "null" | "Null" | "NULL");
    if is_null { Node::Null } else { Node::cell(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_keep_their_digits_and_comments_go() {
        let tree = document("x.yml", b"- model: a: b\n").unwrap_err();
        assert!(tree.to_string().contains("YAML"), "{tree}");
        let tree =
            document("x.yml", b"# top\n- cost: 0.3230 # wrong\n  name: \"a # b\"\n  none: ~\n  day: 2025-02-25\n");
        let tree = tree.unwrap();
        assert_eq!(tree.at("0.cost").and_then(Node::text), Some("0.3230"));
        assert_eq!(tree.at("0.name").and_then(Node::text), Some("a # b"));
        assert_eq!(tree.at("0.none"), Some(&Node::Null));
        assert_eq!(tree.at("0.day").and_then(Node::text), Some("2025-02-25"));
    }

    #[test]
    fn bombs_are_refused() {
        assert!(document("x.yml", b"a: &x [1]\nb: *x\n").is_err());
        assert!(document("x.yml", "[".repeat(10_000).as_bytes()).is_err());
        assert!(document("x.yml", b"").is_err());
    }
}
