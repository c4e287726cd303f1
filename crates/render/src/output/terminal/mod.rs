//! Plain text for a terminal: wrapped to its width, citations as `[3]`, the evidence at the end.

pub(crate) mod chart;
mod table;
mod wrap;

use super::{Options, Output};
use crate::block::{Block, Document, Inlines, NoteKind};
use wrap::{Style, Word, styled, words, wrap};

/// Plain text for a terminal.
pub const OUTPUT: Output = Output {
    id: "terminal",
    about: "Plain text in the terminal's width, with sources at the end.",
    media_type: "text/plain; charset=utf-8",
    render,
};

/// Narrowest width that is laid out for.
const LEAST_WIDTH: usize = 40;

fn render(document: &Document, options: &Options) -> String {
    let mut page = Page {
        out: String::with_capacity(16_384),
        limit: options.width.max(LEAST_WIDTH),
        colour: options.colour,
        all: options.all,
    };
    page.words(&styled(&document.title, Style::Strong), 0);
    page.blocks(&document.intro, 0);
    for section in &document.sections {
        page.heading(&section.title);
        page.blocks(&section.blocks, 0);
    }
    page.evidence(document);
    if !document.colophon.is_empty() {
        page.blank();
        page.words(&styled(&document.colophon, Style::Faint), 0);
    }
    page.out
}

struct Page {
    out: String,
    limit: usize,
    colour: bool,
    all: bool,
}

impl Page {
    fn line(&mut self, text: &str, indent: usize) {
        if !text.is_empty() {
            self.out.extend(std::iter::repeat_n(' ', indent));
            self.out.push_str(text);
        }
        self.out.push('\n');
    }

    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn words(&mut self, words: &[Word], indent: usize) {
        for line in wrap(words, self.limit - indent, self.colour) {
            self.line(&line.text, indent);
        }
    }

    /// Words behind a mark such as a bullet; further lines stand under the first word.
    fn marked(&mut self, mark: &str, words: &[Word], indent: usize) {
        let hang = indent + mark.chars().count();
        for (index, line) in wrap(words, self.limit.saturating_sub(hang), self.colour).iter().enumerate() {
            if index == 0 {
                self.line(&format!("{mark}{}", line.text), indent);
            } else {
                self.line(&line.text, hang);
            }
        }
    }

    fn heading(&mut self, title: &str) {
        self.out.push('\n');
        self.blank();
        let lines = wrap(&styled(title, Style::Strong), self.limit, self.colour);
        let rule = lines.iter().map(|line| line.width).max().unwrap_or(0);
        for line in lines {
            self.line(&line.text, 0);
        }
        self.line(&"═".repeat(rule), 0);
    }

    fn blocks(&mut self, blocks: &[Block], indent: usize) {
        for block in blocks {
            self.blank();
            self.block(block, indent);
        }
    }

    fn block(&mut self, block: &Block, indent: usize) {
        match block {
            Block::Heading(text) => self.words(&styled(text, Style::Strong), indent),
            Block::Paragraph(inlines) => self.words(&words(inlines), indent),
            Block::Bullets(points) => points.iter().for_each(|point| self.marked("- ", &words(point), indent)),
            Block::Table(table) => {
                if !table.caption.is_empty() {
                    self.words(&styled(&table.caption, Style::Faint), indent);
                }
                for line in table::lines(table, self.limit - indent, self.colour) {
                    self.line(&line, indent);
                }
            }
            Block::KeyValues(pairs) => pairs.iter().for_each(|(key, value)| self.pair(key, value, indent)),
            Block::Chart(chart) => {
                for line in chart::lines(chart, self.limit - indent) {
                    self.line(&line, indent);
                }
            }
            Block::Note(kind, inlines) => self.note(*kind, inlines, indent),
            Block::Details { summary, blocks } => {
                self.words(&words(summary), indent);
                self.blocks(blocks, (indent + 2).min(8));
            }
            Block::Rest { summary, blocks, .. } => {
                self.words(&words(&summary.clone().and(if self.all { ":" } else { super::HOW_TO_SEE_ALL })), indent);
                if self.all {
                    self.blocks(blocks, (indent + 2).min(8));
                }
            }
        }
    }

    fn pair(&mut self, key: &Inlines, value: &Inlines, indent: usize) {
        let key = key.clone().and(": ");
        let mut all = words(&key);
        for (index, word) in words(value).into_iter().enumerate() {
            all.push(if index == 0 { word.after_space() } else { word });
        }
        self.marked("", &all, indent);
    }

    fn note(&mut self, kind: NoteKind, inlines: &Inlines, indent: usize) {
        let style = if kind == NoteKind::Info { Style::Faint } else { Style::Doubtful };
        let mut all = styled(&format!("{}:", kind.label()), style);
        for (index, word) in words(inlines).into_iter().enumerate() {
            all.push(if index == 0 { word.after_space() } else { word });
        }
        self.marked("! ", &all, indent);
    }

    fn evidence(&mut self, document: &Document) {
        if document.evidence.is_empty() {
            return;
        }
        self.heading("Who said what");
        self.blank();
        self.words(&styled(super::HOW_TO_READ, Style::Faint), 0);
        let cited = document.cited(self.all);
        for ((index, entry), _) in document.evidence.iter().enumerate().zip(cited).filter(|(_, cited)| *cited) {
            let mark = format!("{:>5} ", format!("[{}]", index + 1));
            let mut all = styled(&format!("{}: ", entry.subject), Style::Strong);
            let says = styled(&super::says(entry, &document.sources), Style::Plain);
            all.extend(says.into_iter().enumerate().map(|(at, word)| if at == 0 { word.after_space() } else { word }));
            self.marked(&mark, &all, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::block::Section;
    use crate::evidence::{Evidence, Ground};
    use crate::output::markdown;
    use crate::testimony::Testimony;

    fn document() -> Document {
        let evidence = |number: usize| Testimony {
            subject_id: format!("s{number}").into(),
            subject: format!("Subject {number}").into(),
            facts: vec![Evidence {
                subject_id: format!("s{number}").into(),
                subject: format!("Subject {number}").into(),
                within: None,
                ground: Ground::Stated("said".into()),
            }],
        };
        let tail = Block::Paragraph(Inlines::value("the tail", vec![2]));
        let blocks = vec![
            Block::Paragraph(Inlines::value("the head", vec![1])),
            Block::Rest { summary: "5 further routes".into(), blocks: vec![tail], page: None },
        ];
        let section = Section { id: "one".into(), title: "One".into(), blocks };
        Document { sections: vec![section], evidence: vec![evidence(1), evidence(2)], ..Document::default() }
    }

    #[test]
    fn a_long_tail_is_counted_and_printed_only_if_all_is_asked_for() {
        for render in [OUTPUT.render, markdown::OUTPUT.render] {
            let short = render(&document(), &Options::default());
            assert!(short.contains("5 further routes; `--all` prints them, `--format html` folds them."), "{short}");
            assert!(
                short.contains("Subject 1") && !short.contains("the tail") && !short.contains("Subject 2"),
                "{short}"
            );
            let long = render(&document(), &Options { all: true, ..Options::default() });
            assert!(long.contains("the tail") && long.contains("Subject 2") && !long.contains("`--all`"), "{long}");
        }
    }
}
