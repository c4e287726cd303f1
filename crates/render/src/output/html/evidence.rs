//! The list at the end: who said what, each claim in full.

use super::inline::Context;
use super::safe_address;
use crate::block::Document;
use crate::evidence::{Evidence, Ground, Role, effective, seen, standing};
use crate::label;
use crate::output::tame;
use crate::source::{SourceNote, name_of};
use maud::{Markup, html};
use weigh_catalog::claim::Claim;
use weigh_catalog::{Field, Value};

/// The whole list, or nothing.
pub(super) fn list(document: &Document, context: &Context) -> Markup {
    html! {
        @if !document.evidence.is_empty() {
            section #evidence aria-labelledby="evidence-title" {
                h2 #evidence-title { a href="#evidence" { "Who said what" } }
                ol.evidence {
                    @for (index, entry) in document.evidence.iter().enumerate() {
                        (item(entry, index + 1, context, &document.sources))
                    }
                }
            }
        }
    }
}

fn item(entry: &Evidence, number: usize, context: &Context, sources: &[SourceNote]) -> Markup {
    html! {
        li id=(format!("e{number}")) {
            @if context.is_cited(number) { a.back href=(format!("#c{number}")) aria-label="Back to the text" { "↑" } }
            strong { (tame(&entry.about())) } " " (tame(context.says(number)))
            @if let Ground::Claims { field, fact, .. } = &entry.ground {
                @let claims = entry.claims();
                @if !claims.is_empty() {
                    details {
                        summary { @if claims.len() == 1 { "The claim in full" } @else { "All " (claims.len()) " claims in full" } }
                        p { (standing(fact)) }
                        div.scroll { table {
                            thead { tr { @for title in TITLES { th scope="col" { (title) } } } }
                            tbody { @for (role, claim) in claims { (row(role, claim, field, sources)) } }
                        } }
                    }
                }
            }
        }
    }
}

const TITLES: [&str; 8] = ["Source", "Says", "In its own words", "Read", "Holds", "Basis", "Where", ""];

fn row(role: Role, claim: &Claim<Value>, field: &Field, sources: &[SourceNote]) -> Markup {
    html! {
        tr {
            td { (tame(name_of(sources, &claim.source))) }
            td { (tame(&label::value(field, &claim.value))) }
            td { @if let Some(raw) = &claim.raw { code { (tame(raw)) } } }
            td { (seen(claim)) }
            td { (effective(claim.effective)) }
            td { (claim.basis.id()) }
            td {
                code { (tame(&claim.locator)) }
                @if let Some(address) = claim.link.as_deref().and_then(safe_address) { " " a href=(address) rel="nofollow" { "page" } }
            }
            td { (role.label()) }
        }
    }
}
