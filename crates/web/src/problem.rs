//! Why there is no answer, as a page or as problem details (RFC 9457).

use serde_json::{Value, json};
use weigh_compare::CompareError;
use weigh_compare::query::QueryError;
use weigh_render::gather::{GatherError, SiftError};

/// Why there is no answer: never a panic, and never less than what, why and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{title}")]
pub struct Problem {
    /// The HTTP status.
    pub status: u16,
    /// What failed.
    pub title: String,
    /// The cause, if more is known.
    pub detail: Option<String>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem with a status and a title.
    pub fn new(status: u16, title: impl Into<String>) -> Self {
        Self { status, title: title.into(), detail: None, hint: None }
    }

    /// Nothing has this address.
    pub fn not_found(path: &str) -> Self {
        Self::new(404, format!("no page `{}`", shortened(path))).hint("start at the front page or search")
    }

    /// The question cannot be read.
    pub fn bad(title: impl Into<String>) -> Self {
        Self::new(400, title)
    }

    /// Adds the cause.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Problem details; `type` stays `about:blank`, which says that the status tells the kind.
    pub fn to_json(&self) -> Value {
        let mut members = json!({ "type": "about:blank", "title": self.title, "status": self.status });
        if let Some(object) = members.as_object_mut() {
            object.extend(self.detail.as_ref().map(|detail| ("detail".to_owned(), json!(detail))));
            object.extend(self.hint.as_ref().map(|hint| ("hint".to_owned(), json!(hint))));
        }
        members
    }
}

/// The beginning of something that may be hostile, for a message.
pub(crate) fn shortened(text: &str) -> String {
    const LONGEST: usize = 80;
    let mut shown: String = text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown
}

impl From<GatherError> for Problem {
    fn from(error: GatherError) -> Self {
        let status = match &error {
            GatherError::Damaged(_) => 500,
            GatherError::Senseless(_) | GatherError::NotBefore { .. } => 400,
            GatherError::AmbiguousModel { .. }
            | GatherError::AmbiguousRoute { .. }
            | GatherError::UnknownModel { .. }
            | GatherError::UnknownProvider { .. }
            | GatherError::UnknownBenchmark { .. }
            | GatherError::AmbiguousBenchmark { .. }
            | GatherError::UnknownRoute { .. }
            | GatherError::NoProvider { .. } => 404,
        };
        let title = shortened(&error.to_string());
        Self { status, title, detail: error.cause(), hint: error.hint() }
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        Self::bad(shortened(&error.to_string())).hint(error.hint())
    }
}

impl From<CompareError> for Problem {
    fn from(error: CompareError) -> Self {
        Self::from(GatherError::from(error))
    }
}

impl From<SiftError> for Problem {
    fn from(error: SiftError) -> Self {
        Self::bad(shortened(&error.to_string())).hint(error.hint())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_says_what_why_and_what_to_do() {
        let problem = Problem::bad("no column `x`").detail("it is not there").hint("columns are a, b");
        assert_eq!(
            problem.to_json(),
            json!({
                "type": "about:blank", "title": "no column `x`", "status": 400,
                "detail": "it is not there", "hint": "columns are a, b",
            })
        );
        assert_eq!(Problem::new(503, "busy").to_json(), json!({"type": "about:blank", "title": "busy", "status": 503}));
    }

    #[test]
    fn hostile_text_is_shortened_and_tamed() {
        let problem = Problem::not_found(&"a\u{1b}".repeat(500));
        assert!(problem.title.chars().count() < 100 && !problem.title.contains('\u{1b}'));
    }
}
