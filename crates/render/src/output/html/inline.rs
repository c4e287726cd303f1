//! Words in HTML, with numbers that lead to their evidence.

use crate::block::{Inline, Inlines, Page, Target};
use crate::links::Links;
use crate::output::{Options, tame};
use maud::{Escaper, Render};
use std::fmt::Write as _;

/// What the words of one page share.
pub(super) struct Context<'a> {
    links: &'a Links,
    whole: Option<&'a str>,
}

impl<'a> Context<'a> {
    pub(super) fn new(options: &'a Options) -> Self {
        Self { links: &options.links, whole: options.whole.as_deref() }
    }

    /// Where a tail is that the page left out: words for a link, and its address.
    pub(super) fn whole(&self, page: Option<&Page>) -> Option<(&'static str, String)> {
        let here = self.whole.map(|address| ("show them here", address.to_owned()));
        here.or_else(|| Some(("see its page", self.address(&Target::Page(page?.clone()))?)))
    }

    /// Where a target is, if there is such a place.
    pub(super) fn address(&self, target: &Target) -> Option<String> {
        self.links.address(target)
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
            numbers(out, cites);
        }
        Inline::Unknown => element(out, "<span class=\"unknown\">", inline.words(), "</span>"),
        Inline::Disputed => {
            out.push_str("<span class=\"mark\" title=\"Sources contradict each other\">disputed</span>");
        }
        Inline::Stale => out.push_str("<span class=\"stale\">†</span>"),
    }
}

fn numbers(out: &mut String, cites: &[usize]) {
    if cites.is_empty() {
        return;
    }
    out.push_str("<sup>");
    for (index, number) in cites.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        let _ = write!(out, "<a href=\"#e{number}\">{number}</a>");
    }
    out.push_str("</sup>");
}
