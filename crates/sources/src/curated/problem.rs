//! What is wrong with a hand-kept file, by line.

use std::fmt;

/// One broken rule in one place.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file.
    pub file: String,
    /// Counted from one.
    pub line: usize,
    /// The key, with its path inside the table; empty if the file itself is at fault.
    pub key: String,
    /// The rule it broke, with a remedy where there is one.
    pub rule: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: ", self.file, self.line)?;
        if !self.key.is_empty() {
            write!(f, "`{}`: ", self.key)?;
        }
        f.write_str(&self.rule)
    }
}

impl std::error::Error for Problem {}

/// The problems found so far, with what it takes to place them.
#[derive(Debug)]
pub(super) struct Problems {
    file: String,
    /// Offsets of line ends.
    ends: Vec<usize>,
    found: Vec<Problem>,
}

impl Problems {
    pub(super) fn new(file: &str, bytes: &[u8]) -> Self {
        let ends = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(place, _)| place).collect();
        Self { file: file.to_owned(), ends, found: Vec::new() }
    }

    /// The line of a byte offset, counted from one.
    pub(super) fn line(&self, offset: usize) -> usize {
        self.ends.partition_point(|end| *end < offset) + 1
    }

    /// Notes a broken rule at a byte offset.
    pub(super) fn at(&mut self, offset: usize, key: &str, rule: impl Into<String>) {
        let line = self.line(offset);
        self.found.push(Problem { file: self.file.clone(), line, key: key.to_owned(), rule: rule.into() });
    }

    /// How many so far.
    pub(super) fn count(&self) -> usize {
        self.found.len()
    }

    /// All of them, by line.
    pub(super) fn sorted(mut self) -> Vec<Problem> {
        self.found.sort();
        self.found
    }
}

/// `; did you mean ...?` with the nearest of the candidates, or nothing if none is near.
pub(super) fn did_you_mean<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    nearest(given, candidates).map_or_else(String::new, |near| format!("; did you mean `{near}`?"))
}

/// The candidate with the fewest typing slips; at most a third of its letters may differ.
pub(super) fn nearest<'a>(given: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let given = given.to_lowercase().replace('_', "-");
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&given, candidate), candidate))
        .filter(|(slips, candidate)| slips * 3 <= candidate.chars().count().max(3))
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_know_their_line() {
        let problems = Problems::new("x.toml", b"a\nbc\n\nd");
        assert_eq!([0, 1, 2, 4, 5, 6, 99].map(|offset| problems.line(offset)), [1, 1, 2, 2, 3, 4, 4]);
    }

    #[test]
    fn only_near_words_are_suggested() {
        assert_eq!(nearest("provder-kind", ["provider-kind", "docs"]), Some("provider-kind"));
        assert_eq!(nearest("base_url", ["base-url", "url"]), Some("base-url"));
        assert_eq!(nearest("colour", ["docs", "url"]), None);
    }
}
