//! Words in HTML, with numbers that lead to their evidence.

use super::safe_address;
use crate::block::{Document, Inline, Inlines, Target};
use crate::output::tame;
use maud::{Escaper, Render};
use std::cell::RefCell;
use std::fmt::Write as _;

/// What the words of one page share.
pub(super) struct Context<'a> {
    site: Option<&'a str>,
    /// For each number: what its evidence says, and whether the text has already been linked back to.
    says: Vec<String>,
    is_cited: RefCell<Vec<bool>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(document: &Document, site: Option<&'a str>) -> Self {
        let says: Vec<String> = document.evidence.iter().map(|entry| entry.says(&document.sources)).collect();
        Self { site, is_cited: RefCell::new(vec![false; says.len()]), says }
    }

    /// Where a target is, if there is such a place.
    pub(super) fn address(&self, target: &Target) -> Option<String> {
        match target {
            Target::Address(address) => safe_address(address).map(str::to_owned),
            Target::Page(page) => self.site.map(|site| format!("{site}{}", page.address())),
            Target::Section(id) => Some(format!("#{id}")),
        }
    }

    /// What the evidence of a number says.
    pub(super) fn says(&self, number: usize) -> &str {
        number.checked_sub(1).and_then(|index| self.says.get(index)).map_or("", String::as_str)
    }

    /// Whether the text cites a number at all.
    pub(super) fn is_cited(&self, number: usize) -> bool {
        number.checked_sub(1).and_then(|index| self.is_cited.borrow().get(index).copied()).unwrap_or(false)
    }

    /// True the first time a number is cited.
    fn cite(&self, number: usize) -> bool {
        let mut cited = self.is_cited.borrow_mut();
        let place = number.checked_sub(1).and_then(|index| cited.get_mut(index));
        place.is_some_and(|is_cited| !std::mem::replace(is_cited, true))
    }
}

/// Inlines, ready to be written.
pub(super) struct Show<'a>(pub(super) &'a Inlines, pub(super) &'a Context<'a>);

impl Render for Show<'_> {
    fn render_to(&self, out: &mut String) {
        for inline in &self.0.0 {
            write_inline(out, inline, self.1);
        }
    }
}

/// Escaped text.
fn push(out: &mut String, text: &str) {
    let _ = Escaper::new(out).write_str(&tame(text));
}

fn element(out: &mut String, open: &str, text: &str, close: &str) {
    out.push_str(open);
    push(out, text);
    out.push_str(close);
}

fn write_inline(out: &mut String, inline: &Inline, context: &Context) {
    match inline {
        Inline::Text(text) => push(out, text),
        Inline::Strong(text) => element(out, "<strong>", text, "</strong>"),
        Inline::Code(text) => element(out, "<code>", text, "</code>"),
        Inline::Link(text, target) => match context.address(target) {
            Some(address) => {
                out.push_str("<a href=\"");
                push(out, &address);
                element(out, "\">", text, "</a>");
            }
            None => push(out, text),
        },
        Inline::Value(text, cites) => {
            push(out, text);
            numbers(out, cites, context);
        }
        Inline::Unknown => element(out, "<span class=\"unknown\">", inline.words(), "</span>"),
        Inline::Disputed => {
            out.push_str("<span class=\"mark\" title=\"Sources contradict each other\">disputed</span>");
        }
        Inline::Stale => out.push_str("<span class=\"mark\" title=\"Not read again for over 90 days\">stale</span>"),
    }
}

fn numbers(out: &mut String, cites: &[usize], context: &Context) {
    if cites.is_empty() {
        return;
    }
    out.push_str("<sup>");
    for (index, number) in cites.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let _ = write!(out, "<a href=\"#e{number}\"");
        if context.cite(*number) {
            let _ = write!(out, " id=\"c{number}\"");
        }
        element(out, " title=\"", context.says(*number), "\"");
        let _ = write!(out, ">{number}</a>");
    }
    out.push_str("</sup>");
}
