//! JUnit XML: one suite a use, one case a bound. An error is a failure; warnings and notes stand in the output of their case.

use super::{Report, Told, ToldFinding, ToldUse, whole};
use crate::phrase::check::idle;
use std::fmt::Write as _;
use weigh_compare::check::{Idle, Level};

/// The report.
pub const REPORT: Report = Report { id: "junit", about: "Test results as continuous integration shows them.", write };

fn write(told: &Told) -> String {
    let total = told.uses.iter().map(|one| one.bounds.len()).sum::<usize>();
    let failures: usize = told.uses.iter().map(failures).sum();
    let skipped: usize = told.uses.iter().map(skipped).sum();
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"weigh check\" tests=\"{total}\" \
         failures=\"{failures}\" errors=\"0\" time=\"0\">\n"
    );
    for (id, one) in told.uses.iter().enumerate() {
        suite(&mut xml, id, one, told);
    }
    xml.push_str("</testsuites>\n");
    debug_assert!(skipped <= total, "a case is skipped at most once");
    xml
}

fn failures(one: &ToldUse) -> usize {
    one.bounds.iter().filter(|(_, said)| said.as_ref().is_ok_and(|said| fails(said))).count()
}

fn skipped(one: &ToldUse) -> usize {
    one.bounds.iter().filter(|(_, said)| said.is_err()).count()
}

fn fails(said: &[ToldFinding]) -> bool {
    said.iter().any(|finding| finding.level == Level::Error)
}

fn suite(xml: &mut String, id: usize, one: &ToldUse, told: &Told) {
    let _ = writeln!(
        xml,
        "  <testsuite id=\"{id}\" name=\"{}\" package=\"weigh\" timestamp=\"{}T00:00:00\" hostname=\"weigh\" tests=\"{}\" \
         failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"0\">",
        escaped(&one.name),
        told.day,
        one.bounds.len(),
        failures(one),
        skipped(one)
    );
    for (bound, said) in &one.bounds {
        let _ = write!(
            xml,
            "    <testcase name=\"{}\" classname=\"{}\" time=\"0\"",
            escaped(bound.name),
            escaped(&format!("weigh.{}", one.name)),
        );
        case(xml, said, one, told);
    }
    xml.push_str("  </testsuite>\n");
}

fn case(xml: &mut String, said: &Result<Vec<ToldFinding>, Idle>, one: &ToldUse, told: &Told) {
    let at = format!("{}:{}", told.file, one.place.line);
    let line = |finding: &ToldFinding| format!("{at}: {}: {}", finding.level.id(), whole(&finding.words));
    match said {
        Err(why) => {
            let _ = writeln!(xml, ">\n      <skipped message=\"{}\"/>\n    </testcase>", escaped(idle(*why)));
        }
        Ok(said) if said.is_empty() => xml.push_str("/>\n"),
        Ok(said) => {
            xml.push_str(">\n");
            let (grave, other): (Vec<_>, Vec<_>) = said.iter().partition(|finding| finding.level == Level::Error);
            if let Some(first) = grave.first() {
                let all: Vec<String> = grave.iter().map(|finding| line(finding)).collect();
                let _ = writeln!(
                    xml,
                    "      <failure message=\"{}\" type=\"{}\">{}</failure>",
                    escaped(&first.words.text),
                    escaped(first.kind),
                    escaped(&all.join("\n"))
                );
            }
            if !other.is_empty() {
                let all: Vec<String> = other.iter().map(|finding| line(finding)).collect();
                let _ = writeln!(xml, "      <system-out>{}</system-out>", escaped(&all.join("\n")));
            }
            xml.push_str("    </testcase>\n");
        }
    }
}

/// Text for XML, in content and attributes alike; characters that XML 1.0 forbids become the replacement character.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\n' => escaped.push_str("&#10;"),
            '\t' => escaped.push_str("&#9;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
