//! Short answers: as much of a document as fits, what was cited, and what is left out.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use weigh_render::block::{Block, Document, Inline, Target};
use weigh_render::evidence::Role;
use weigh_render::format::counted;
use weigh_render::output::{Options, markdown};
use weigh_render::source::{SourceNote, name_of};
use weigh_render::testimony::{Said, Statement, Testimony};

/// Characters of a brief answer at most.
pub(super) const LIMIT: usize = 6_000;

/// How many rows or points of each long list are tried, most first.
const TRIED: [usize; 12] = [usize::MAX, 100, 60, 40, 30, 20, 15, 10, 8, 6, 4, 3];

/// The same once the introduction or a section is left out.
const TRIED_LAST: [usize; 4] = [6, 4, 3, KEPT];

/// Lists are never cut below this length.
const KEPT: usize = 2;

/// Tables up to this length are never cut: of a scorecard a part says little.
const WHOLE: usize = 9;

/// Facts named of one subject in the evidence before the rest is counted.
const CITED: usize = 5;

/// A document as Markdown within [`LIMIT`] characters. `besides` names what only the whole of it has; `more` says how to see
/// that and what is left out here.
pub(super) fn brief(document: &Document, besides: &str, more: &str) -> String {
    let mut cut = Cut { document: document.clone(), left: Vec::new(), besides, more };
    for most in TRIED {
        let text = cut.text(most);
        if text.chars().count() <= LIMIT {
            return text;
        }
    }
    while cut.drop_something() {
        for most in TRIED_LAST {
            let text = cut.text(most);
            if text.chars().count() <= LIMIT {
                return text;
            }
        }
    }
    first_lines(&cut.text(KEPT), more)
}
/// A document as Markdown to its end.
pub(super) fn full(document: &Document) -> String {
    plain(&(markdown::OUTPUT.render)(document, &Options { all: true, ..Options::default() }))
}

/// What even the shortest form does not hold in full.
fn first_lines(text: &str, more: &str) -> String {
    let end = format!("\nThe rest is left out. To see that, {more}.\n");
    let room = LIMIT.saturating_sub(end.chars().count());
    let mut kept = String::new();
    for line in text.lines() {
        if kept.chars().count() + line.chars().count() + 1 > room {
            break;
        }
        kept.push_str(line);
        kept.push('\n');
    }
    kept + &end
}

/// A document on the way to a short text.
struct Cut<'a> {
    document: Document,
    /// What is left out already.
    left: Vec<String>,
    besides: &'a str,
    more: &'a str,
}

impl Cut<'_> {
    /// Drops the introduction where it is prose with evidence, then the last section; false if only one is left.
    fn drop_something(&mut self) -> bool {
        if self.document.sections.len() < 2 {
            return false;
        }
        if !self.document.intro.is_empty() && !self.document.evidence.is_empty() {
            self.document.intro.clear();
            self.left.push("the introduction".to_owned());
        } else if let Some(section) = self.document.sections.pop() {
            self.left.push(section.title);
        }
        true
    }

    fn text(&self, most: usize) -> String {
        let mut left = self.left.clone();
        let mut document = Document { evidence: Vec::new(), colophon: String::new(), ..self.document.clone() };
        document.intro = kept(&document.intro, "the introduction", most, &mut left);
        for section in &mut document.sections {
            section.blocks = kept(&section.blocks, &section.title, most, &mut left);
        }
        document.sections.retain(|section| !section.blocks.is_empty());
        let mut text = plain(&(markdown::OUTPUT.render)(&document, &Options::default()));
        text.push_str(&evidence(&text, &self.document.evidence, &self.document.sources));
        for paragraph in [self.document.colophon.clone(), self.left_out(left)] {
            if !paragraph.is_empty() {
                text.truncate(text.trim_end().len());
                let _ = write!(text, "\n\n{paragraph}\n");
            }
        }
        text
    }

    fn left_out(&self, mut left: Vec<String>) -> String {
        left.extend((!self.besides.is_empty()).then(|| self.besides.to_owned()));
        if left.is_empty() {
            String::new()
        } else {
            format!("Left out: {}. To see that, {}.", left.join("; "), self.more)
        }
    }
}

/// The blocks without pictures and folded parts, and with at most so many rows of each list.
fn kept(blocks: &[Block], place: &str, most: usize, left: &mut Vec<String>) -> Vec<Block> {
    let mut all = Vec::new();
    for block in blocks {
        match block {
            // Its numbers stand in the words and tables beside it.
            Block::Chart(_) => {}
            Block::Details { summary, .. } | Block::Rest { summary, .. } => {
                left.push(summary.plain().trim_end_matches('.').to_owned());
            }
            Block::Table(table) => {
                let mut table = table.clone();
                let count = table.rows.len();
                table.rows.truncate(if count <= WHOLE { count } else { most.max(KEPT) });
                note_left(count, table.rows.len(), "row", "rows", place, left);
                table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| unlink(&mut cell.inlines.0));
                all.push(Block::Table(table));
            }
            Block::Bullets(points) => {
                let mut points = points.clone();
                let count = points.len();
                points.truncate(most.max(KEPT));
                note_left(count, points.len(), "point", "points", place, left);
                points.iter_mut().for_each(|point| unlink(&mut point.0));
                all.push(Block::Bullets(points));
            }
            other => all.push(other.clone()),
        }
    }
    all
}

fn note_left(count: usize, kept: usize, one: &str, many: &str, place: &str, left: &mut Vec<String>) {
    if count > kept {
        left.push(format!("{} of {} in {place}", count - kept, counted(count, one, many)));
    }
}

/// Links within the page lead nowhere in a part of it.
fn unlink(inlines: &mut [Inline]) {
    for inline in inlines {
        if let Inline::Link(text, Target::Section(_)) = inline {
            *inline = Inline::Text(text.clone());
        }
    }
}

/// Markdown without anchors, and without escapes against mathematics: its reader is a program.
fn plain(markdown: &str) -> String {
    let mut text = String::with_capacity(markdown.len());
    let mut was_empty = false;
    for line in markdown.lines().filter(|line| !(line.starts_with("<a id=\"") && line.ends_with("</a>"))) {
        let is_empty = line.is_empty();
        if !(is_empty && was_empty) {
            text.push_str(&line.replace("\\$", "$").replace("\\_", "_").replace("\\~", "~").replace("\\`", "`"));
            text.push('\n');
        }
        was_empty = is_empty;
    }
    text
}

/// Who said what, for the numbers that the text cites: the claims gone by, and how many others there are.
fn evidence(text: &str, all: &[Testimony], sources: &[SourceNote]) -> String {
    let cited: BTreeSet<usize> =
        text.split("[^").skip(1).filter_map(|rest| rest.split(']').next()?.parse().ok()).collect();
    let mut lines = String::new();
    for number in cited {
        let Some(one) = number.checked_sub(1).and_then(|place| all.get(place)) else { continue };
        if lines.is_empty() {
            lines.push_str("## Evidence\n\n");
        }
        let _ = writeln!(lines, "[^{number}]: {}: {}", one.subject, says(one, sources));
    }
    lines
}

fn says(one: &Testimony, sources: &[SourceNote]) -> String {
    let mut parts: Vec<String> = one.words().iter().map(|words| shortened(words)).collect();
    let (mut agree, mut differ) = (0, 0);
    for statement in one.statements() {
        match statement.role {
            Role::Chosen => {
                // In the sources' own words the same values would stand twice.
                let said = statement.said.iter().map(|said| Said { raw: None, ..*said }).collect();
                let words = Statement { said, ..statement.clone() }.words();
                let said: Vec<&str> = words.split("; ").collect();
                let rest = said.len().saturating_sub(CITED);
                let more = if rest > 0 { format!("; and {rest} more") } else { String::new() };
                let named = said.get(..said.len().min(CITED)).unwrap_or_default().join("; ");
                let who = name_of(sources, statement.source);
                parts.push(format!("{}{more} ({who}, read {})", shortened(&named), statement.last_seen));
            }
            Role::Agrees => agree += statement.said.len(),
            Role::Overruled | Role::Contradicts => differ += statement.said.len(),
        }
    }
    if agree > 0 {
        parts.push(counted(agree, "claim agrees", "claims agree"));
    }
    if differ > 0 {
        parts.push(counted(differ, "claim says otherwise", "claims say otherwise"));
    }
    format!("{}.", parts.join(". ").trim_end_matches('.'))
}

/// Long lists in words are named by their beginning.
fn shortened(words: &str) -> String {
    const LONGEST: usize = 110;
    match words.char_indices().nth(LONGEST) {
        None => words.trim_end_matches('.').to_owned(),
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
    }
}
