//! One tree for every file format, so that a mapping reads CSV, JSON and YAML alike; numbers keep their digits.

use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// Deepest nesting read; the deepest leaderboard so far needs six.
pub(super) const DEEPEST: usize = 64;

/// A value of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Node {
    /// Nothing: JSON `null`, an empty cell.
    Null,
    /// A scalar as the file writes it: text, or the digits of a number, or `true` and `false`.
    Scalar(String),
    /// An array.
    List(Vec<Node>),
    /// An object.
    Map(BTreeMap<String, Node>),
}

impl Node {
    /// A cell of a table or a plain scalar: nothing if it is blank.
    pub(crate) fn cell(text: &str) -> Self {
        if text.trim().is_empty() { Self::Null } else { Self::Scalar(text.trim().to_owned()) }
    }

    /// Reads JSON; `None` if it is nested deeper than any leaderboard.
    pub(crate) fn json(raw: &RawValue) -> Option<Self> {
        Self::json_within(raw, DEEPEST)
    }

    fn json_within(raw: &RawValue, depth: usize) -> Option<Self> {
        let text = raw.get();
        let depth = depth.checked_sub(1)?;
        Some(match text.bytes().next()? {
            b'{' => {
                let entries: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(text).ok()?;
                let nodes =
                    entries.into_iter().map(|(key, raw)| Some((key.into_owned(), Self::json_within(raw, depth)?)));
                Self::Map(nodes.collect::<Option<_>>()?)
            }
            b'[' => {
                let items: Vec<&RawValue> = serde_json::from_str(text).ok()?;
                Self::List(items.into_iter().map(|raw| Self::json_within(raw, depth)).collect::<Option<_>>()?)
            }
            b'"' => Self::cell(&serde_json::from_str::<String>(text).ok()?),
            b'n' => Self::Null,
            _ => Self::Scalar(text.to_owned()),
        })
    }

    /// The value at a path of keys and indices joined by dots; a key that itself holds a dot is found whole.
    pub(crate) fn at(&self, path: &str) -> Option<&Self> {
        if let Some(found) = self.child(path) {
            return Some(found);
        }
        let (head, tail) = path.split_once('.')?;
        self.child(head)?.at(tail)
    }

    fn child(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Map(entries) => entries.get(key),
            Self::List(items) => items.get(key.parse::<usize>().ok()?),
            Self::Null | Self::Scalar(_) => None,
        }
    }

    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Scalar(text) => Some(text),
            _ => None,
        }
    }

    /// The children with their keys or indices.
    pub(crate) fn children(&self) -> Vec<(Cow<'_, str>, &Self)> {
        match self {
            Self::Map(entries) => entries.iter().map(|(key, node)| (Cow::Borrowed(key.as_str()), node)).collect(),
            Self::List(items) => {
                items.iter().enumerate().map(|(index, node)| (Cow::Owned(index.to_string()), node)).collect()
            }
            Self::Null | Self::Scalar(_) => Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(text: &str) -> Node {
        Node::json(serde_json::from_str(text).unwrap()).unwrap()
    }

    #[test]
    fn digits_stay_as_written() {
        let node = json(r#"{"a":{"b":[1.50,"2e-3",null,true]}}"#);
        let text = |path: &str| node.at(path).and_then(Node::text);
        assert_eq!(text("a.b.0"), Some("1.50"));
        assert_eq!(text("a.b.1"), Some("2e-3"));
        assert_eq!((text("a.b.2"), text("a.b.3"), text("a.b.4")), (None, Some("true"), None));
    }

    #[test]
    fn bombs_are_refused() {
        let bomb = format!("{}{}", "[".repeat(10_000), "]".repeat(10_000));
        assert_eq!(Node::json(serde_json::from_str(&bomb).unwrap()), None);
    }

    #[test]
    fn keys_may_hold_dots() {
        let node = json(r#"{"Avg. Cost":"1","a.b":{"c":"2"}}"#);
        assert_eq!(node.at("Avg. Cost").and_then(Node::text), Some("1"));
        assert_eq!(node.at("a.b"), Some(&json(r#"{"c":"2"}"#)));
    }
}
