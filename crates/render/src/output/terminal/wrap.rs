//! Words with styles, wrapped by the width they take on screen.

use crate::block::{Inline, Inlines, Target};
use crate::output::tame;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How a run of words looks; each has a meaning, and plain text says the same without it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Plain,
    Strong,
    Faint,
    Doubtful,
}

impl Style {
    const fn code(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Strong => "\u{1b}[1m",
            Self::Faint => "\u{1b}[2m",
            Self::Doubtful => "\u{1b}[33m",
        }
    }
}

/// A run of characters of one style without spaces inside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    text: String,
    style: Style,
    /// Whether a space stands before it.
    spaced: bool,
    /// Whether it may begin a line although no space stands before it: a part of a long id.
    breaks: bool,
}

/// The longest word that is never broken but where nothing else helps.
const LONGEST: usize = 24;

impl Word {
    /// The same word with a space before it.
    pub(super) fn after_space(mut self) -> Self {
        self.spaced = true;
        self
    }
}

/// One line: ready text and the columns it takes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) width: usize,
}

/// The words of inlines, citations as `[3]`.
pub(super) fn words(inlines: &Inlines) -> Vec<Word> {
    let mut words = Words::default();
    for inline in &inlines.0 {
        match inline {
            Inline::Text(text) | Inline::Code(text) => words.push(text, Style::Plain),
            Inline::Link(text, target) => words.link(text, target),
            Inline::Strong(text) => words.push(text, Style::Strong),
            Inline::Value(text, cites) => {
                words.push(text, Style::Plain);
                words.push(&numbers(cites), Style::Faint);
            }
            Inline::Unknown => words.push(inline.words(), Style::Faint),
            Inline::Disputed | Inline::Stale => words.push(inline.words(), Style::Doubtful),
        }
    }
    words.list
}

/// `[3]`, `[3,7]`, or nothing.
pub(super) fn numbers(cites: &[usize]) -> String {
    if cites.is_empty() {
        return String::new();
    }
    let numbers: Vec<String> = cites.iter().map(ToString::to_string).collect();
    format!("[{}]", numbers.join(","))
}

/// The words of one style.
pub(super) fn styled(text: &str, style: Style) -> Vec<Word> {
    let mut words = Words::default();
    words.push(text, style);
    words.list
}

#[derive(Default)]
struct Words {
    list: Vec<Word>,
    space_ahead: bool,
}

impl Words {
    /// Words that lead elsewhere, with the address behind them; links within the site or page are plain words.
    fn link(&mut self, text: &str, target: &Target) {
        self.push(text, Style::Plain);
        if let Target::Address(address) = target
            && address != text
        {
            self.push(&format!(" <{address}>"), Style::Faint);
        }
    }

    fn push(&mut self, text: &str, style: Style) {
        let text = tame(text);
        let mut rest: &str = &text;
        while let Some(first) = rest.chars().next() {
            if first == ' ' {
                self.space_ahead = true;
                rest = rest.trim_start_matches(' ');
                continue;
            }
            let end = rest.find(' ').unwrap_or(rest.len());
            let (word, after) = rest.split_at(end);
            let mut spaced = self.space_ahead && !self.list.is_empty();
            for (place, part) in parts(word).enumerate() {
                self.list.push(Word { text: part.to_owned(), style, spaced, breaks: place > 0 });
                spaced = false;
            }
            self.space_ahead = false;
            rest = after;
        }
    }
}

/// A word, or the parts a long id of a route may be broken into: before `@` and `#`.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let is_long_id = word.len() > LONGEST && !word.contains("://") && word.contains('@');
    let mut rest = Some(word);
    std::iter::from_fn(move || {
        let word = rest.take()?;
        let is_mark = |letter: char| matches!(letter, '@' | '#');
        let body = word.trim_start_matches(is_mark);
        let next = body.find(is_mark).filter(|_| is_long_id).map(|place| place + word.len() - body.len());
        let (part, after) = next.map_or((word, ""), |place| word.split_at(place));
        rest = (!after.is_empty()).then_some(after);
        Some(part)
    })
}

/// The columns that words take in one line.
pub(super) fn width(words: &[Word]) -> usize {
    words.iter().map(|word| word.text.width() + usize::from(word.spaced)).sum()
}

/// The columns of the longest piece that cannot be broken at a space.
pub(super) fn longest_piece(words: &[Word]) -> usize {
    pieces(words).map(|piece| piece.iter().map(|word| word.text.width()).sum()).max().unwrap_or(0)
}

/// Runs of words without a space between them.
fn pieces(words: &[Word]) -> impl Iterator<Item = &[Word]> {
    words.chunk_by(|_, next| !next.spaced && !next.breaks)
}

/// Lines of at most `limit` columns; at least one line. A piece longer than a line is cut.
pub(super) fn wrap(words: &[Word], limit: usize, colour: bool) -> Vec<Line> {
    let mut wrapped = Wrapped { lines: Vec::new(), line: Line::default(), limit: limit.max(1), colour };
    for piece in pieces(words) {
        let piece_width: usize = piece.iter().map(|word| word.text.width()).sum();
        let is_spaced = piece.first().is_some_and(|word| !word.breaks);
        let space = usize::from(wrapped.line.width > 0 && is_spaced);
        if wrapped.line.width + space + piece_width > wrapped.limit && wrapped.line.width > 0 {
            wrapped.end_line();
        } else if space == 1 {
            wrapped.put(" ", Style::Plain);
        }
        for word in piece {
            wrapped.put(&word.text, word.style);
        }
    }
    wrapped.lines.push(wrapped.line);
    wrapped.lines
}

struct Wrapped {
    lines: Vec<Line>,
    line: Line,
    limit: usize,
    colour: bool,
}

impl Wrapped {
    fn end_line(&mut self) {
        self.lines.push(std::mem::take(&mut self.line));
    }

    fn put(&mut self, text: &str, style: Style) {
        let coloured = self.colour && style != Style::Plain;
        if coloured {
            self.line.text.push_str(style.code());
        }
        for letter in text.chars() {
            let letter_width = letter.width().unwrap_or(0);
            if self.line.width + letter_width > self.limit {
                self.break_inside(style, coloured);
            }
            self.line.text.push(letter);
            self.line.width += letter_width;
        }
        if coloured {
            self.line.text.push_str("\u{1b}[0m");
        }
    }

    fn break_inside(&mut self, style: Style, coloured: bool) {
        if coloured {
            self.line.text.push_str("\u{1b}[0m");
        }
        self.end_line();
        if coloured {
            self.line.text.push_str(style.code());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str, limit: usize) -> Vec<String> {
        wrap(&styled(text, Style::Plain), limit, false).into_iter().map(|line| line.text).collect()
    }

    #[test]
    fn words_wrap_at_spaces_and_long_ones_are_cut() {
        assert_eq!(lines("one two three", 8), ["one two", "three"]);
        assert_eq!(lines("abcdefghij kl", 4), ["abcd", "efgh", "ij", "kl"]);
        assert_eq!(lines("", 4), [""]);
    }

    #[test]
    fn long_ids_of_routes_are_broken_where_their_parts_meet() {
        let id = "openai/gpt-oss-120b@cloudflare-workers-ai#@cf/openai/gpt-oss-120b";
        assert_eq!(lines(id, 80), [id]);
        assert_eq!(
            lines(&format!("see {id} now"), 30),
            ["see openai/gpt-oss-120b", "@cloudflare-workers-ai", "#@cf/openai/gpt-oss-120b now"]
        );
        assert_eq!(lines("mail me@example.org", 12), ["mail", "me@example.o", "rg"], "short words are not");
    }

    #[test]
    fn wide_letters_count_twice() {
        assert_eq!(lines("模型模型", 4), ["模型", "模型"]);
    }

    #[test]
    fn a_citation_stays_with_its_value() {
        let inlines = Inlines::text("costs ").then(Inlines::value("$1.10", vec![3, 7])).and(" a month");
        let lines: Vec<_> = wrap(&words(&inlines), 12, false).into_iter().map(|line| line.text).collect();
        assert_eq!(lines, ["costs", "$1.10[3,7] a", "month"]);
    }

    #[test]
    fn colour_takes_no_columns() {
        let line = &wrap(&styled("bold", Style::Strong), 10, true)[0];
        assert_eq!((line.text.as_str(), line.width), ("\u{1b}[1mbold\u{1b}[0m", 4));
    }
}
