//! Results as test runners write them (JUnit XML): one suite a use, one case a bound. An error is a failure; warnings and notes
//! stand in the output of their suite. Valid by the schema that Jenkins publishes, `junit-10.xsd`.

use super::{Report, Told, ToldFinding, ToldUse, whole};
use crate::phrase::check::idle;
use std::fmt::Write as _;
use weigh_compare::check::{Idle, Level};

/// The report.
pub const REPORT: Report = Report { id: "junit", about: "Test results as continuous integration shows them.", write };

fn write(told: &Told) -> String {
    let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n".to_owned();
    for (id, one) in told.uses.iter().enumerate() {
        suite(&mut xml, id, one, told);
    }
    xml.push_str("</testsuites>\n");
    xml
}

fn fails(said: &[ToldFinding]) -> bool {
    said.iter().any(|finding| finding.level == Level::Error)
}

fn suite(xml: &mut String, id: usize, one: &ToldUse, told: &Told) {
    let failures = one.bounds.iter().filter(|(_, said)| said.as_ref().is_ok_and(|said| fails(said))).count();
    let skipped = one.bounds.iter().filter(|(_, said)| said.is_err()).count();
    let _ = writeln!(
        xml,
        "  <testsuite id=\"{id}\" name=\"{}\" package=\"weigh\" timestamp=\"{}T00:00:00\" hostname=\"weigh\" tests=\"{}\" \
         failures=\"{failures}\" errors=\"0\" skipped=\"{skipped}\" time=\"0\">\n    <properties>\n      <property name=\"route\" value=\"{}\"/>\n    </properties>",
        escaped(&one.name),
        told.day,
        one.bounds.len(),
        escaped(&one.route),
    );
    for (bound, said) in &one.bounds {
        let class = escaped(&format!("weigh.{}", one.name));
        let _ = write!(xml, "    <testcase name=\"{}\" classname=\"{class}\" time=\"0\"", escaped(bound.name));
        case(xml, said, one, told);
    }
    let milder = one.bounds.iter().filter_map(|(_, said)| said.as_ref().ok()).flatten();
    let milder: Vec<String> =
        milder.filter(|finding| finding.level != Level::Error).map(|finding| line(finding, one, told)).collect();
    let _ = writeln!(
        xml,
        "    <system-out>{}</system-out>\n    <system-err/>\n  </testsuite>",
        escaped(&milder.join("\n"))
    );
}

fn case(xml: &mut String, said: &Result<Vec<ToldFinding>, Idle>, one: &ToldUse, told: &Told) {
    match said {
        Err(why) => {
            let _ = writeln!(xml, ">\n      <skipped message=\"{}\"/>\n    </testcase>", escaped(idle(*why)));
        }
        Ok(said) => {
            let grave: Vec<&ToldFinding> = said.iter().filter(|finding| finding.level == Level::Error).collect();
            let Some(first) = grave.first() else {
                xml.push_str("/>\n");
                return;
            };
            let all: Vec<String> = grave.iter().map(|finding| line(finding, one, told)).collect();
            let _ = writeln!(
                xml,
                ">\n      <failure message=\"{}\" type=\"{}\">{}</failure>\n    </testcase>",
                escaped(&first.words.text),
                escaped(first.kind),
                escaped(&all.join("\n"))
            );
        }
    }
}

/// A finding as a compiler would print it.
fn line(finding: &ToldFinding, one: &ToldUse, told: &Told) -> String {
    format!("{}:{}: {}: {}", told.file, one.place.line, finding.level.id(), whole(&finding.words))
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
