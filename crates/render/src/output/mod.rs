//! Outputs: each turns a document into one text. They know blocks, never models.

pub mod csv;
pub mod html;
pub mod markdown;
pub mod svg;
pub mod terminal;

use crate::block::Document;
use crate::evidence::Role;
use crate::links::Links;
use crate::source::{SourceNote, name_of};
use crate::testimony::Testimony;

/// How to print.
#[derive(Debug, Clone)]
pub struct Options {
    /// Columns of the terminal. Below 40 it prints as for 40.
    pub width: usize,
    /// Whether the terminal shows colour.
    pub colour: bool,
    /// Whether text that cannot be folded prints its long tails too; HTML always folds them.
    pub all: bool,
    /// Where links to the site's pages lead.
    pub links: Links,
    /// Address of the same page with the long tails that it left out.
    pub whole: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { width: 80, colour: false, all: false, links: Links::Nowhere, whole: None }
    }
}

/// One output.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    /// The word for `--format`.
    pub id: &'static str,
    /// What it is for, in one sentence.
    pub about: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    /// Prints a document.
    pub render: fn(&Document, &Options) -> String,
}

/// Every output of documents, in the order help texts list them. Typed data goes through `json_v1` instead.
pub const OUTPUTS: &[Output] = &[terminal::OUTPUT, markdown::OUTPUT, html::OUTPUT, csv::OUTPUT];

/// The output of this id.
pub fn find(id: &str) -> Option<&'static Output> {
    OUTPUTS.iter().find(|output| output.id == id)
}

/// Stands behind the summary of a long tail that is not printed.
pub(crate) const HOW_TO_SEE_ALL: &str = "; `--all` prints them, `--format html` folds them.";

/// Stands above the list of who said what.
pub(crate) const HOW_TO_READ: &str = "A number leads to all that is cited of one subject, by source and the day of its \
     last reading. Prices are per 1M tokens unless they say otherwise. † marks a value whose last reading is older than \
     such values stay fresh.";

/// All that is cited of a subject in one line: what each source said last on which day, and who says otherwise.
pub(crate) fn says(testimony: &Testimony, sources: &[SourceNote]) -> String {
    let mut parts = testimony.words();
    let mut said: Vec<(Role, String, Vec<String>)> = Vec::new();
    for statement in testimony.statements() {
        let who = format!("{}, {}", name_of(sources, statement.source), statement.last_seen);
        let place = said.iter().position(|(role, name, _)| *role == statement.role && *name == who);
        let place = place.unwrap_or_else(|| {
            said.push((statement.role, who, Vec::new()));
            said.len() - 1
        });
        // Many places of one source say the same: once is enough here.
        let Some((.., words)) = said.get_mut(place) else { continue };
        for one in statement.each() {
            if !words.contains(&one) {
                words.push(one);
            }
        }
    }
    parts.extend(said.into_iter().map(|(role, who, words)| match role {
        Role::Chosen => format!("{} ({who})", words.join("; ")),
        Role::Agrees => format!("{who} agrees: {}", words.join("; ")),
        Role::Overruled => format!("{who} is overruled: {}", words.join("; ")),
        Role::Contradicts => format!("{who} contradicts: {}", words.join("; ")),
    }));
    format!("{}.", parts.join(". "))
}

/// Text safe to print anywhere: control characters become spaces, and characters that reorder text are dropped.
pub fn tame(text: &str) -> std::borrow::Cow<'_, str> {
    if all_bytes(text, |byte| (b' '..=b'~').contains(&byte)) {
        return text.into();
    }
    let is_wild = |c: char| {
        c.is_control() || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    if !text.chars().any(is_wild) {
        return text.into();
    }
    let tamed = text.chars().filter(|c| c.is_control() || !is_wild(*c));
    tamed.map(|c| if c.is_control() { ' ' } else { c }).collect::<String>().into()
}

/// Whether a test holds for every byte. It is asked of whole blocks of bytes at a time, which the compiler turns into few
/// instructions; stopping at the first failure would be slower for the short texts that pass.
fn all_bytes(text: &str, test: impl Fn(u8) -> bool) -> bool {
    text.as_bytes().chunks(16).all(|block| block.iter().fold(true, |all, byte| all & test(*byte)))
}

/// Text for HTML: tamed, and escaped by `maud`. Most texts need neither and are copied whole.
pub(crate) struct Plain<'a>(pub(crate) &'a str);

impl maud::Render for Plain<'_> {
    fn render_to(&self, out: &mut String) {
        let is_safe = |byte: u8| (b' '..=b'~').contains(&byte) && !matches!(byte, b'&' | b'<' | b'>' | b'"');
        if all_bytes(self.0, is_safe) {
            out.push_str(self.0);
        } else {
            let _ = std::fmt::Write::write_str(&mut maud::Escaper::new(out), &tame(self.0));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_output_is_listed_once_and_described() {
        for (index, output) in OUTPUTS.iter().enumerate() {
            assert!(output.about.ends_with('.'), "{}", output.id);
            assert_eq!(OUTPUTS.iter().position(|other| other.id == output.id), Some(index));
            assert!(find(output.id).is_some());
        }
    }

    #[test]
    fn escape_sequences_do_not_reach_the_terminal() {
        assert_eq!(tame("a\u{1b}[31mb\u{202e}c"), "a [31mbc");
        let long = format!("{}\u{1b}", "x".repeat(40));
        assert_eq!(tame(&long), format!("{} ", "x".repeat(40)), "the last byte of the last block counts");
    }
}
