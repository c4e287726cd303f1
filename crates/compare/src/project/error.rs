//! What can be wrong with a project's file.

use super::Place;
use crate::query::QueryError;
use crate::workload::nearest;
use std::fmt;

/// One thing that is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectError {
    /// Where.
    pub place: Place,
    /// What.
    pub wrong: Wrong,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Wrong {
    /// No TOML.
    #[error("{message}")]
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// No such key.
    #[error("`{key}` is not a key of {section}")]
    Unknown {
        /// Where it stands.
        section: &'static str,
        /// The key.
        key: String,
        /// The most similar key, if any is.
        nearest: Option<String>,
        /// All there are.
        known: Vec<&'static str>,
    },
    /// A value of another kind.
    #[error("`{key}` needs {needs}")]
    Kind {
        /// The key.
        key: String,
        /// What it needs.
        needs: &'static str,
    },
    /// A value that cannot be read.
    #[error("{0}")]
    Value(#[from] QueryError),
    /// A use without a route.
    #[error("a use without `route`")]
    NoRoute,
    /// Two uses of one name.
    #[error("`{name}` is used twice")]
    Twice {
        /// The name.
        name: String,
    },
    /// Nothing is used.
    #[error("the file names no route")]
    Empty,
}

impl Wrong {
    pub(crate) fn unknown(section: &'static str, key: &str, known: impl IntoIterator<Item = &'static str>) -> Self {
        let known: Vec<&'static str> = known.into_iter().collect();
        Self::Unknown { section, key: key.to_owned(), nearest: nearest(key, known.iter().copied()), known }
    }

    pub(crate) fn kind(key: &str, needs: &'static str) -> Self {
        Self::Kind { key: key.to_owned(), needs }
    }
}

impl fmt::Display for ProjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: {}", self.place.line, self.place.column, self.wrong)
    }
}

impl std::error::Error for ProjectError {}

impl ProjectError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match &self.wrong {
            Wrong::Syntax { .. } => "correct the TOML; texts stand in quotes".to_owned(),
            Wrong::Unknown { nearest: Some(near), .. } => format!("did you mean `{near}`?"),
            Wrong::Unknown { known, .. } => format!("keys are {}", known.join(", ")),
            Wrong::Kind { needs, .. } => format!("write {needs}"),
            Wrong::Value(error) => error.hint(),
            Wrong::NoRoute => "add `route = \"lab/model@provider\"`".to_owned(),
            Wrong::Twice { .. } => "give each use of it a `name` of its own".to_owned(),
            Wrong::Empty => "add a `[[use]]` table with `route = \"lab/model@provider\"`".to_owned(),
        }
    }
}
