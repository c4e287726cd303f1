//! One self-contained HTML page: inline style, light and dark, phone and print, no script and no request to anybody.
//!
//! What a page has much of (blocks, cells, evidence) is written straight into its one buffer; markup made apart would be copied
//! once for each level it is nested in.
//!
//! A number leads to the list at the end, where each place of a source stands once with all it says of the subject. Everything that comes from data is escaped by `maud`.

mod evidence;
mod inline;

use super::{HOW_TO_SEE_ALL, Options, Output, Plain, svg};
use crate::block::{Block, Cite, Column, Document, Inline, Inlines, Order, Section, Table, Target};
use inline::{Context, Piece, Show, between};
use maud::{Markup, PreEscaped, Render, html};

/// One self-contained HTML page.
pub const OUTPUT: Output = Output {
    id: "html",
    about: "One self-contained HTML page with charts and sources.",
    media_type: "text/html; charset=utf-8",
    render,
};

/// The style sheet of every page.
pub const STYLE: &str = include_str!("style.css");

/// What a site puts around a document.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The site's name and the address of its front page.
    pub brand: Option<(String, String)>,
    /// Labels and addresses in the header.
    pub navigation: Vec<(String, String)>,
    /// Address of the style sheet; inline if `None`.
    pub stylesheet: Option<String>,
    /// Addresses of scripts that enhance the page.
    pub scripts: Vec<String>,
    /// The page's one address.
    pub canonical: Option<String>,
    /// A form between title and text, such as the workload.
    pub controls: Option<Markup>,
    /// What the head says besides: previews, structured data.
    pub head: Option<Markup>,
    /// The line below the page: licence, data, help.
    pub footer: Option<Markup>,
    /// The form to search the site, in the header.
    pub search: Option<Markup>,
}

fn render(document: &Document, options: &Options) -> String {
    page(document, options, &Frame::default())
}

/// A document as a whole page within a frame.
pub fn page(document: &Document, options: &Options, frame: &Frame) -> String {
    let context = Context::new(options);
    let has_contents = document.sections.len() > 1;
    let out = &mut String::with_capacity(expected_bytes(document));
    between(out, "<!DOCTYPE html><html lang=\"en\">", &head(document, frame), "<body>");
    out.push_str("<a class=\"skip\" href=\"#main\">Skip to content</a>");
    bar(document, &context, frame).render_to(out);
    out.push_str(if has_contents { "<div class=\"page\">" } else { "<div class=\"page plain\">" });
    if has_contents {
        contents(document).render_to(out);
    }
    between(out, "<main id=\"main\"><h1>", &Plain(&document.title), "</h1>");
    frame.controls.iter().for_each(|controls| controls.render_to(out));
    if !document.intro.is_empty() {
        between(out, "<div class=\"intro\">", &blocks(&document.intro, &context), "</div>");
    }
    document.sections.iter().for_each(|part| write_section(out, part, &context));
    evidence::write_list(out, document);
    between(out, "</main></div>", &footer(document, frame), "</body></html>");
    std::mem::take(out)
}

/// About how long the page will be, rather more than less: growing a long text copies it.
fn expected_bytes(document: &Document) -> usize {
    const FRAME: usize = 8 << 10;
    const SECTION: usize = 4 << 10;
    const EVIDENCE: usize = 1 << 9;
    STYLE.len() + FRAME + SECTION * document.sections.len() + EVIDENCE * document.evidence.len()
}

fn footer(document: &Document, frame: &Frame) -> Markup {
    html! {
        @if !document.colophon.is_empty() || frame.footer.is_some() {
            footer {
                @if !document.colophon.is_empty() { p { (Plain(&document.colophon)) } }
                @if let Some(footer) = &frame.footer { (footer) }
            }
        }
    }
}

/// Forbids everything a self-contained page does not need.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

fn head(document: &Document, frame: &Frame) -> Markup {
    let is_alone = frame.stylesheet.is_none() && frame.scripts.is_empty() && frame.controls.is_none();
    html! {
        head {
            meta charset="utf-8";
            @if is_alone { meta http-equiv="Content-Security-Policy" content=(POLICY); }
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (Plain(&document.title)) " · weigh" }
            @if !document.summary.is_empty() { meta name="description" content=(Plain(&document.summary)); }
            link rel="icon" href="data:,";
            @if let Some(address) = &frame.canonical { link rel="canonical" href=(address); }
            @if let Some(head) = &frame.head { (head) }
            @if let Some(address) = &frame.stylesheet {
                link rel="stylesheet" href=(address);
            } @else {
                style { (PreEscaped(STYLE)) }
            }
            @for address in &frame.scripts { script src=(address) defer {} }
        }
    }
}

fn bar(document: &Document, context: &Context, frame: &Frame) -> Markup {
    html! {
        header.bar { div {
            @if let Some((label, address)) = &frame.brand { a.brand href=(address) { (label) } }
            div.subjects {
                @if document.subjects.is_empty() { span { (Plain(&document.title)) } }
                @for (index, subject) in document.subjects.iter().enumerate() {
                    @if index > 0 { span.versus { "vs" } }
                    span {
                        @if document.subjects.len() > 1 { span class=(format!("key s{}", index % 6)) {} }
                        @let address = subject.page.clone().and_then(|page| context.address(&Target::Page(page)));
                        @if let Some(address) = address { a href=(address) { (Plain(&subject.name)) } }
                        @else { (Plain(&subject.name)) }
                    }
                }
            }
            @if let Some(search) = &frame.search { (search) }
            @if !frame.navigation.is_empty() {
                nav aria-label="Site" { @for (label, address) in &frame.navigation { a href=(address) { (label) } } }
            }
        } }
    }
}

fn contents(document: &Document) -> Markup {
    html! {
        nav.contents aria-label="On this page" { div {
            p { "On this page" }
            ol {
                @for section in &document.sections { li { a href=(format!("#{}", section.id)) { (section.title) } } }
                @if !document.evidence.is_empty() { li { a href="#evidence" { "Who said what" } } }
            }
        } }
    }
}

fn write_section(out: &mut String, section: &Section, context: &Context) {
    let heading = html! {
        h2 id=(format!("{}-title", section.id)) { a href=(format!("#{}", section.id)) { (Plain(&section.title)) } }
    };
    for part in ["<section id=\"", &section.id, "\" aria-labelledby=\"", &section.id, "-title\">", &heading.0] {
        out.push_str(part);
    }
    write_blocks(out, &section.blocks, context);
    out.push_str("</section>");
}

fn blocks<'a>(blocks: &'a [Block], context: &'a Context) -> impl Render + 'a {
    Piece(move |out: &mut String| write_blocks(out, blocks, context))
}

fn write_blocks(out: &mut String, blocks: &[Block], context: &Context) {
    for block in blocks {
        write_block(out, block, context);
    }
}

fn write_block(out: &mut String, block: &Block, context: &Context) {
    match block {
        Block::Heading(text) => between(out, "<h3>", &Plain(text), "</h3>"),
        Block::Paragraph(inlines) => between(out, "<p>", &Show(inlines, context), "</p>"),
        Block::Bullets(points) => {
            out.push_str("<ul class=\"points\">");
            points.iter().for_each(|point| between(out, "<li>", &Show(point, context), "</li>"));
            out.push_str("</ul>");
        }
        Block::Table(shown) => write_table(out, shown, context),
        Block::KeyValues(pairs) => {
            out.push_str("<dl>");
            for (key, value) in pairs {
                between(out, "<dt>", &Show(key, context), "</dt>");
                between(out, "<dd>", &Show(value, context), "</dd>");
            }
            out.push_str("</dl>");
        }
        Block::Chart(chart) => {
            svg::figure(chart, &|page| context.address(&Target::Page(page.clone()))).render_to(out);
        }
        Block::Note(kind, inlines) => {
            let label = html! { strong { (kind.label()) ":" } };
            for part in ["<div class=\"note ", kind.id(), "\" role=\"note\">"] {
                out.push_str(part);
            }
            between(out, &label.0, &Show(inlines, context), "</div>");
        }
        Block::Rest { summary, blocks: inner, page } if inner.is_empty() => {
            let way = context.whole(page.as_ref()).map_or_else(
                || html! { (HOW_TO_SEE_ALL) },
                |(words, address)| html! { ": " a href=(address) { (words) } },
            );
            between(out, "<p class=\"rest\">", &Show(summary, context), &way.0);
            out.push_str("</p>");
        }
        Block::Details { summary, blocks: inner } | Block::Rest { summary, blocks: inner, .. } => {
            let (words, cites) = apart(summary);
            between(out, "<details><summary>", &Show(&words, context), "</summary>");
            if !cites.is_empty() {
                between(out, "<p class=\"cites\">Cited:", &Show(&cites, context), "</p>");
            }
            write_blocks(out, inner, context);
            out.push_str("</details>");
        }
    }
}

/// A summary is itself something to press, so what it cites stands below it: the words, and their numbers alone.
fn apart(summary: &Inlines) -> (Inlines, Inlines) {
    let (mut words, mut numbers) = (Vec::new(), Vec::new());
    for inline in &summary.0 {
        match inline {
            Inline::Value(text, cites) => {
                words.push(Inline::Text(text.clone()));
                let new: Vec<Cite> = cites.iter().copied().filter(|number| !numbers.contains(number)).collect();
                numbers.extend(new);
            }
            Inline::Link(text, _) => words.push(Inline::Text(text.clone())),
            other => words.push(other.clone()),
        }
    }
    let cites = if numbers.is_empty() { Inlines::new() } else { Inlines::value("", numbers) };
    (Inlines(words), cites)
}

fn write_table(out: &mut String, table: &Table, context: &Context) {
    between(
        out,
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"",
        &Plain(&table.caption),
        "\"><table>",
    );
    if !table.caption.is_empty() {
        between(out, "<caption>", &Plain(&table.caption), "</caption>");
    }
    out.push_str("<thead><tr>");
    table.columns.iter().for_each(|column| heading(column, context).render_to(out));
    out.push_str("</tr></thead><tbody>");
    for row in &table.rows {
        out.push_str(if row.is_highlighted { "<tr class=\"hit\">" } else { "<tr>" });
        for (index, column) in table.columns.iter().enumerate() {
            let (open, close) = match (index, column.is_numeric) {
                (0, _) => ("<th scope=\"row\">", "</th>"),
                (_, true) => ("<td class=\"n\">", "</td>"),
                (_, false) => ("<td>", "</td>"),
            };
            match row.cells.get(index) {
                Some(cell) => between(out, open, &Show(&cell.inlines, context), close),
                None => between(out, open, &Plain(""), close),
            }
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>");
}

fn heading(column: &Column, context: &Context) -> Markup {
    let order = column.order.map(|order| match order {
        Order::Ascending => "ascending",
        Order::Descending => "descending",
    });
    html! {
        th class=[column.is_numeric.then_some("n")] scope="col" aria-sort=[order] {
            @match column.link.as_ref().and_then(|target| context.address(target)) {
                Some(address) => a href=(address) { (Plain(&column.title)) },
                None => (Plain(&column.title)),
            }
        }
    }
}

/// An address that may stand behind a link: `http`, `https` or `mailto`. Anything else is not followed.
pub(crate) fn safe_address(address: &str) -> Option<&str> {
    let address = address.trim();
    let start = address.split(':').next().unwrap_or_default().to_ascii_lowercase();
    let is_known = matches!(start.as_str(), "http" | "https" | "mailto") && start.len() < address.len();
    (is_known && !address.chars().any(char::is_control)).then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Links;
    use crate::block::{Inlines, Page, Subject};

    fn document() -> Document {
        let link = Inlines::new().link("all sources", Target::Page(Page::Sources));
        let section = Section { id: "one".into(), title: "One".into(), blocks: vec![Block::Paragraph(link)] };
        let subject = Subject { name: "Alpha".into(), page: Some(Page::Model("acme/alpha".into())) };
        Document { title: "Alpha".into(), subjects: vec![subject], sections: vec![section], ..Document::default() }
    }

    #[test]
    fn a_site_frames_the_page_and_links_its_pages() {
        let frame = Frame {
            navigation: vec![("Models".into(), "/models".into())],
            stylesheet: Some("/style.css".into()),
            controls: Some(html! { form {} }),
            ..Frame::default()
        };
        let html = page(&document(), &Options { links: Links::Served("/w".into()), ..Options::default() }, &frame);
        for part in ["<a href=\"/models\">", "href=\"/style.css\"", "<form>", "/w/model/acme/alpha", "/w/sources"] {
            assert!(html.contains(part), "{part}");
        }
        assert!(!html.contains("<style>") && !html.contains("Content-Security-Policy"));
    }

    #[test]
    fn alone_it_carries_its_style_and_leads_nowhere_that_is_not_there() {
        let html = render(&document(), &Options::default());
        assert!(html.contains("<style>") && html.contains("Content-Security-Policy"));
        assert!(html.contains("<p>all sources</p>") && !html.contains("href=\"/"));
    }

    #[test]
    fn only_web_addresses_are_linked() {
        assert_eq!(safe_address(" https://a.example "), Some("https://a.example"));
        for bad in ["javascript:alert(1)", "data:text/html,x", "JaVaScRiPt:x", "https", "//a.example", "java\nscript:x"]
        {
            assert_eq!(safe_address(bad), None, "{bad}");
        }
    }
}
