//! The list at the end: who said what, each place of a source once.

use super::safe_address;
use crate::block::Document;
use crate::evidence::{Role, effective};
use crate::output::{HOW_TO_READ, tame};
use crate::source::{SourceNote, name_of};
use crate::testimony::{Statement, Testimony};
use maud::{Markup, html};
use weigh_catalog::Basis;

/// Statements shown of one subject before the rest is counted; many routes may all say the same of a model.
const SHOWN: usize = 8;

/// The whole list, or nothing.
pub(super) fn list(document: &Document) -> Markup {
    html! {
        @if !document.evidence.is_empty() {
            section #evidence aria-labelledby="evidence-title" {
                h2 #evidence-title { a href="#evidence" { "Who said what" } }
                p { (HOW_TO_READ) " In grey: the days of reading, when it holds, and where in the source." }
                ol.evidence {
                    @for (index, entry) in document.evidence.iter().enumerate() { (item(entry, index + 1, &document.sources)) }
                }
            }
        }
    }
}

fn item(entry: &Testimony, number: usize, sources: &[SourceNote]) -> Markup {
    let statements = entry.statements();
    let shown = if entry.facts.iter().any(|fact| fact.within.is_some()) { statements.len() } else { SHOWN };
    html! {
        li id=(format!("e{number}")) {
            strong { (tame(&entry.subject)) }
            @for words in entry.words() { p { (tame(&words)) } }
            @for statement in statements.iter().take(shown) { (row(statement, sources)) }
            @if let Some(more) = statements.len().checked_sub(shown).filter(|more| *more > 0) {
                p { "and " (more) " more readings; " code { "weigh show " (tame(&entry.subject_id)) } " lists all" }
            }
        }
    }
}

fn row(statement: &Statement, sources: &[SourceNote]) -> Markup {
    let name = name_of(sources, statement.source);
    html! {
        p {
            @if statement.role != Role::Chosen { i { (statement.role.label()) } " " }
            (tame(&statement.words())) " "
            small {
                @if let Some(address) = statement.link.and_then(safe_address) { a href=(address) rel="nofollow" { (tame(name)) } }
                @else { (tame(name)) }
                " " (seen(statement)) (holds(statement)) @if !statement.locator.is_empty() { " " code { (tame(statement.locator)) } }
            }
        }
    }
}

fn seen(statement: &Statement) -> String {
    if statement.first_seen == statement.last_seen {
        statement.last_seen.to_string()
    } else {
        format!("{} to {}", statement.first_seen, statement.last_seen)
    }
}

/// When it holds and what kind of statement it is; listed is what most are and is left out.
fn holds(statement: &Statement) -> String {
    let effective = effective(statement.effective);
    let holds = if effective.is_empty() { String::new() } else { format!(", holds {effective}") };
    if statement.basis == Basis::Listed { holds } else { format!("{holds}, {}", statement.basis.id()) }
}
