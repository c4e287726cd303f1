//! The list at the end: who said what, each place of a source once.

use super::inline::between;
use super::safe_address;
use crate::block::Document;
use crate::evidence::{Role, effective};
use crate::output::{HOW_TO_READ, Plain};
use crate::source::{SourceNote, name_of};
use crate::testimony::{Statement, Testimony};
use maud::{Render, html};
use weigh_catalog::Basis;

/// Statements shown of one subject before the rest is counted; many routes may all say the same of a model.
const SHOWN: usize = 8;

/// The whole list, or nothing.
pub(super) fn write_list(out: &mut String, document: &Document) {
    if document.evidence.is_empty() {
        return;
    }
    let intro = html! {
        h2 #evidence-title { a href="#evidence" { "Who said what" } }
        p { (HOW_TO_READ) " In grey: the days of reading, when it holds, and where in the source." }
    };
    between(out, "<section id=\"evidence\" aria-labelledby=\"evidence-title\">", &intro, "<ol class=\"evidence\">");
    for (index, entry) in document.evidence.iter().enumerate() {
        write_entry(out, entry, index + 1, &document.sources);
    }
    out.push_str("</ol></section>");
}

fn write_entry(out: &mut String, entry: &Testimony, number: usize, sources: &[SourceNote]) {
    let statements = entry.statements();
    let shown = if entry.facts.iter().any(|fact| fact.within.is_some()) { statements.len() } else { SHOWN };
    between(out, "<li id=\"e", &number, "\">");
    between(out, "<strong>", &Plain(&entry.subject), "</strong>");
    entry.words().iter().for_each(|words| between(out, "<p>", &Plain(words), "</p>"));
    statements.iter().take(shown).for_each(|statement| write_statement(out, statement, sources));
    if let Some(more) = statements.len().checked_sub(shown).filter(|more| *more > 0) {
        let more = html! {
            p { "and " (more) " more readings; " code { "weigh show " (Plain(&entry.subject_id)) } " lists all" }
        };
        more.render_to(out);
    }
    out.push_str("</li>");
}

fn write_statement(out: &mut String, statement: &Statement, sources: &[SourceNote]) {
    out.push_str("<p>");
    if statement.role != Role::Chosen {
        between(out, "<i>", &statement.role.label(), "</i> ");
    }
    Plain(&statement.words()).render_to(out);
    out.push_str(" <small>");
    let name = name_of(sources, statement.source);
    match statement.link.and_then(safe_address) {
        Some(address) => {
            between(out, "<a href=\"", &Plain(address), "\" rel=\"nofollow\">");
            between(out, "", &Plain(name), "</a>");
        }
        None => Plain(name).render_to(out),
    }
    between(out, " ", &seen(statement), &holds(statement));
    if !statement.locator.is_empty() {
        between(out, " <code>", &Plain(statement.locator), "</code>");
    }
    out.push_str("</small></p>");
}

fn seen(statement: &Statement) -> String {
    if statement.first_seen == statement.last_seen {
        statement.last_seen.to_string()
    } else {
        format!("{} to {}", statement.first_seen, statement.last_seen)
    }
}

/// When it holds and what kind of statement it is, in words that need no escaping; listed is what most are and is left out.
fn holds(statement: &Statement) -> String {
    let effective = effective(statement.effective);
    let holds = if effective.is_empty() { String::new() } else { format!(", holds {effective}") };
    if statement.basis == Basis::Listed { holds } else { format!("{holds}, {}", statement.basis.id()) }
}
