//! GitHub-flavoured Markdown: pipe tables, footnotes for citations, charts in block characters.

use super::{Options, Output, tame, terminal};
use crate::block::{Block, Document, Inline, Inlines, NoteKind, Table, Target};
use crate::links::Links;
use std::fmt::Write as _;

/// GitHub-flavoured Markdown.
pub const OUTPUT: Output = Output {
    id: "markdown",
    about: "GitHub-flavoured Markdown with footnotes for sources.",
    media_type: "text/markdown; charset=utf-8",
    render,
};

/// Columns of a chart.
const CHART_WIDTH: usize = 72;

fn render(document: &Document, options: &Options) -> String {
    let mut page = Page { out: String::with_capacity(32_768), links: &options.links, all: options.all };
    page.start_line("# ");
    page.escaped(&document.title);
    page.out.push_str("\n\n");
    page.blocks(&document.intro);
    for section in &document.sections {
        let _ = write!(page.out, "<a id=\"{}\"></a>\n\n## ", section.id);
        page.escaped(&section.title);
        page.out.push_str("\n\n");
        page.blocks(&section.blocks);
    }
    page.evidence(document);
    if !document.colophon.is_empty() {
        page.escaped(&document.colophon);
        page.out.push('\n');
    }
    page.out
}

struct Page<'a> {
    out: String,
    links: &'a Links,
    all: bool,
}

impl Page<'_> {
    fn start_line(&mut self, mark: &str) {
        self.out.push_str(mark);
    }

    /// Text that Markdown must not read as marks.
    fn escaped(&mut self, text: &str) {
        for letter in tame(text).chars() {
            match letter {
                '<' => self.out.push_str("&lt;"),
                '&' => self.out.push_str("&amp;"),
                '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' => {
                    self.out.push('\\');
                    self.out.push(letter);
                }
                _ => self.out.push(letter),
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
            self.out.push('\n');
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(text) => {
                self.start_line("### ");
                self.escaped(text);
                self.out.push('\n');
            }
            Block::Paragraph(inlines) => {
                self.inlines(inlines);
                self.out.push('\n');
            }
            Block::Bullets(points) => points.iter().for_each(|point| self.point(&Inlines::new(), point)),
            Block::Table(table) => self.table(table),
            Block::KeyValues(pairs) => pairs.iter().for_each(|(key, value)| self.point(key, value)),
            Block::Chart(chart) => {
                self.out.push_str("```text\n");
                for line in terminal::chart::lines(chart, CHART_WIDTH) {
                    self.out.push_str(&line.replace("```", "'''"));
                    self.out.push('\n');
                }
                self.out.push_str("```\n");
            }
            Block::Note(kind, inlines) => self.note(*kind, inlines),
            Block::Rest { summary, .. } if !self.all => {
                self.inlines(summary);
                self.out.push_str(super::HOW_TO_SEE_ALL);
                self.out.push('\n');
            }
            Block::Details { summary, blocks } | Block::Rest { summary, blocks, .. } => {
                self.out.push_str("<details><summary>");
                self.escaped(&summary.plain());
                self.out.push_str("</summary>\n\n");
                self.blocks(blocks);
                self.out.push_str("</details>\n");
            }
        }
    }

    fn point(&mut self, key: &Inlines, value: &Inlines) {
        self.start_line("- ");
        if !key.is_empty() {
            self.inlines(key);
            self.out.push_str(": ");
        }
        self.inlines(value);
        self.out.push('\n');
    }

    fn note(&mut self, kind: NoteKind, inlines: &Inlines) {
        let _ = write!(self.out, "> **{}:** ", kind.label());
        self.inlines(inlines);
        self.out.push('\n');
    }

    fn table(&mut self, table: &Table) {
        if !table.caption.is_empty() {
            self.escaped(&table.caption);
            self.out.push_str("\n\n");
        }
        self.out.push('|');
        for column in &table.columns {
            self.out.push(' ');
            self.escaped(&column.title);
            self.out.push_str(" |");
        }
        self.out.push_str("\n|");
        for column in &table.columns {
            self.out.push_str(if column.is_numeric { " --: |" } else { " --- |" });
        }
        self.out.push('\n');
        for row in &table.rows {
            self.out.push('|');
            for index in 0..table.columns.len() {
                self.out.push(' ');
                if let Some(cell) = row.cells.get(index) {
                    self.inlines(&cell.inlines);
                }
                self.out.push_str(" |");
            }
            self.out.push('\n');
        }
    }

    fn inlines(&mut self, inlines: &Inlines) {
        for inline in &inlines.0 {
            self.inline(inline);
        }
    }

    fn inline(&mut self, inline: &Inline) {
        match inline {
            Inline::Text(text) => self.escaped(text),
            Inline::Strong(text) => {
                self.out.push_str("**");
                self.escaped(text);
                self.out.push_str("**");
            }
            Inline::Code(text) => self.code(text),
            Inline::Link(text, target) => self.link(text, target),
            Inline::Value(text, cites) => {
                self.escaped(text);
                for cite in cites {
                    let _ = write!(self.out, "[^{cite}]");
                }
            }
            Inline::Unknown => {
                let _ = write!(self.out, "*{}*", inline.words());
            }
            Inline::Stale => self.out.push_str(inline.words()),
            Inline::Disputed => {
                let _ = write!(self.out, " *{}*", inline.words().trim());
            }
        }
    }

    /// Code in as many backticks as it takes; a bar would end a table cell.
    fn code(&mut self, text: &str) {
        let text = tame(text).replace('|', "&#124;");
        if text.contains('`') || text.contains("&#124;") {
            self.out.push_str("<code>");
            self.out.push_str(&text.replace('<', "&lt;").replace('`', "&#96;"));
            self.out.push_str("</code>");
        } else {
            let _ = write!(self.out, "`{text}`");
        }
    }

    fn link(&mut self, text: &str, target: &Target) {
        let Some(address) = self.links.address(target) else { return self.escaped(text) };
        self.out.push('[');
        self.escaped(text);
        let address = address.replace(' ', "%20").replace('(', "%28").replace(')', "%29").replace('|', "%7C");
        let _ = write!(self.out, "]({address})");
    }

    fn evidence(&mut self, document: &Document) {
        if !document.evidence.is_empty() {
            self.out.push_str("## Who said what\n\n");
            self.escaped(super::HOW_TO_READ);
            self.out.push_str("\n\n");
        }
        let cited = document.cited(self.all);
        for ((index, entry), _) in document.evidence.iter().enumerate().zip(cited).filter(|(_, cited)| *cited) {
            let _ = write!(self.out, "[^{}]: ", index + 1);
            self.escaped(&entry.subject);
            self.out.push_str(" — ");
            self.escaped(&super::says(entry, &document.sources));
            self.out.push('\n');
        }
        if !document.evidence.is_empty() {
            self.out.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(inlines: &Inlines) -> String {
        let mut page = Page { out: String::new(), links: &Links::Nowhere, all: false };
        page.inlines(inlines);
        page.out
    }

    #[test]
    fn marks_in_names_stay_text() {
        assert_eq!(text(&"a*b_[c]|<script>&".into()), r"a\*b\_\[c\]\|&lt;script>&amp;");
        assert_eq!(text(&Inlines::code("x|`y`")), "<code>x&#124;&#96;y&#96;</code>");
    }

    #[test]
    fn links_lead_only_where_links_may() {
        let link = |address: &str| text(&Inlines::new().link("x", Target::Address(address.into())));
        assert_eq!(link("https://a.example/b(c)"), "[x](https://a.example/b%28c%29)");
        assert_eq!(link("javascript:alert(1)"), "x");
        assert_eq!(text(&Inlines::new().link("y", Target::Page(crate::block::Page::Sources))), "y");
    }

    #[test]
    fn citations_are_footnotes() {
        assert_eq!(text(&Inlines::value("128k", vec![1, 2])), "128k[^1][^2]");
    }
}
