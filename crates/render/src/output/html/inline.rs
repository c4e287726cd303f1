//! Words in HTML, with numbers that lead to their evidence, and how pieces are written into a page.

use crate::block::{Inline, Inlines, Page, Target};
use crate::links::Links;
use crate::output::{Options, Plain};
use maud::Render;

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

/// Something written straight into the page, usable in templates.
pub(super) struct Piece<F>(pub(super) F);

impl<F: Fn(&mut String)> Render for Piece<F> {
    fn render_to(&self, out: &mut String) {
        (self.0)(out);
    }
}

/// Something between two tags.
pub(super) fn between(out: &mut String, open: &str, inner: &impl Render, close: &str) {
    out.push_str(open);
    inner.render_to(out);
    out.push_str(close);
}

fn write_inline(out: &mut String, inline: &Inline, context: &Context) {
    match inline {
        Inline::Text(text) => Plain(text).render_to(out),
        Inline::Strong(text) => between(out, "<strong>", &Plain(text), "</strong>"),
        Inline::Code(text) => between(out, "<code>", &Plain(text), "</code>"),
        Inline::Link(text, target) => match context.address(target) {
            Some(address) => {
                between(out, "<a href=\"", &Plain(&address), "");
                between(out, "\">", &Plain(text), "</a>");
            }
            None => Plain(text).render_to(out),
        },
        Inline::Value(text, cites) => {
            Plain(text).render_to(out);
            numbers(out, cites);
        }
        Inline::Unknown => between(out, "<span class=\"unknown\">", &Plain(inline.words()), "</span>"),
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
        out.push_str(if index > 0 { " <a href=\"#e" } else { "<a href=\"#e" });
        number.render_to(out);
        between(out, "\">", number, "</a>");
    }
    out.push_str("</sup>");
}
