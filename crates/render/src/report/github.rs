//! Annotations of GitHub Actions: workflow commands, one a line.

use super::{Report, Told};
use crate::phrase::check::Words;
use std::fmt::Write as _;
use weigh_compare::check::Level;

/// The report.
pub const REPORT: Report =
    Report { id: "github", about: "Annotations in the logs and on the changed files of GitHub Actions.", write };

fn write(told: &Told) -> String {
    let mut text = String::new();
    for (one, bound, finding) in told.findings() {
        let word = match finding.level {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Note => "notice",
        };
        let title = format!("{}: {}", one.name, bound.name);
        let _ = writeln!(
            text,
            "::{word} file={},line={},col={},title={}::{}",
            property(&told.file),
            one.place.line,
            one.place.column,
            property(&title),
            data(&message(&finding.words))
        );
    }
    if text.is_empty() {
        "::notice title=weigh check::Every use keeps its needs and bounds.\n".to_owned()
    } else {
        text
    }
}

fn message(words: &Words) -> String {
    let cause = words.cause.as_ref().map(|cause| format!("\nSaid by {cause}.")).unwrap_or_default();
    format!("{}{cause}\n{}", words.text, words.hint)
}

/// What stands behind the last colons; `%` first, or escapes would be escaped again.
fn data(text: &str) -> String {
    let tame: String = text.chars().map(|c| if c.is_control() && c != '\n' && c != '\r' { ' ' } else { c }).collect();
    tame.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
