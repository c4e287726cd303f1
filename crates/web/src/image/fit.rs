//! Text that fits: measured with the widths of the embedded font, wrapped at spaces, shortened where it is still too wide.

use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _};
use std::sync::LazyLock;

/// The name of the embedded font.
pub(super) const FAMILY: &str = "Noto Sans";

/// What stands for what is left out.
const REST: char = '…';

/// How heavy text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Weight {
    Regular,
    Bold,
}

/// How text is set.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Type {
    pub(super) weight: Weight,
    /// Pixels of the font.
    pub(super) size: f32,
}

static REGULAR: LazyLock<Option<Widths>> = LazyLock::new(|| Widths::of(notosans::REGULAR_TTF));
static BOLD: LazyLock<Option<Widths>> = LazyLock::new(|| Widths::of(notosans::BOLD_TTF));

impl Type {
    pub(super) const fn regular(size: f32) -> Self {
        Self { weight: Weight::Regular, size }
    }

    pub(super) const fn bold(size: f32) -> Self {
        Self { weight: Weight::Bold, size }
    }

    fn ruler(self) -> Ruler {
        let widths = match self.weight {
            Weight::Regular => &REGULAR,
            Weight::Bold => &BOLD,
        };
        Ruler { widths: widths.as_ref(), size: self.size }
    }

    /// How wide a text is, in pixels.
    pub(super) fn width(self, text: &str) -> f32 {
        let ruler = self.ruler();
        text.chars().map(|c| ruler.width(c)).sum()
    }

    /// The text, or its beginning and `…`, within a width.
    pub(super) fn shortened(self, text: &str, within: f32) -> String {
        if self.width(text) <= within { text.to_owned() } else { self.cut(text, within) }
    }

    /// The beginning of a text and `…`, within a width.
    fn cut(self, text: &str, within: f32) -> String {
        let ruler = self.ruler();
        let mut room = within - ruler.width(REST);
        let fits = |c: &char| {
            room -= ruler.width(*c);
            room >= 0.0
        };
        let kept: String = text.chars().take_while(fits).collect();
        format!("{}{REST}", kept.trim_end())
    }

    /// The whole words of a line that have room before `…`; of one long word its beginning.
    fn closed(self, line: &str, within: f32) -> String {
        let mut kept = line;
        loop {
            let closed = format!("{}{REST}", kept.trim_end_matches([' ', ',', ';', ':']));
            if self.width(&closed) <= within {
                return closed;
            }
            match kept.rsplit_once(' ') {
                Some((rest, _)) => kept = rest,
                None => return self.cut(kept, within),
            }
        }
    }

    /// The text in lines of a width, at most so many, and whether all of it is there.
    pub(super) fn wrapped(self, text: &str, within: f32, most: usize) -> (Vec<String>, bool) {
        let (mut lines, mut line, mut is_whole) = (Vec::new(), String::new(), true);
        for word in text.split_whitespace() {
            let longer = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
            if self.width(&longer) <= within {
                line = longer;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            if lines.len() == most {
                break;
            }
            is_whole &= self.width(word) <= within;
            line = self.shortened(word, within);
        }
        if lines.len() < most {
            lines.extend((!line.is_empty()).then_some(line));
        } else if let Some(last) = lines.last_mut() {
            *last = self.closed(last, within);
            is_whole = false;
        }
        (lines, is_whole)
    }
}

/// Widths of a font's characters.
struct Widths {
    glyphs: Charmap<'static>,
    /// For a font of one pixel.
    metrics: GlyphMetrics<'static>,
}

impl Widths {
    fn of(bytes: &'static [u8]) -> Option<Self> {
        let font = FontRef::new(bytes).ok()?;
        Some(Self { glyphs: font.charmap(), metrics: font.glyph_metrics(Size::new(1.0), LocationRef::default()) })
    }
}

/// Widths of characters in one size; of those that the font lacks, as wide as they may be.
#[derive(Clone, Copy)]
struct Ruler {
    widths: Option<&'static Widths>,
    size: f32,
}

impl Ruler {
    fn width(self, c: char) -> f32 {
        let of = |widths: &Widths| widths.metrics.advance_width(widths.glyphs.map(c)?);
        self.widths.and_then(of).unwrap_or(1.0) * self.size
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TYPE: Type = Type::regular(20.0);

    #[test]
    fn widths_are_those_of_the_font() {
        // Noto Sans has 1,000 units: `0` is 572 wide, in bold too; `i` 258 and 305.
        assert!((Type::regular(1000.0).width("0i") - 830.0).abs() < 0.5, "{}", Type::regular(1000.0).width("0i"));
        assert!((Type::bold(1000.0).width("0i") - 877.0).abs() < 0.5, "{}", Type::bold(1000.0).width("0i"));
        assert!((TYPE.width("\u{4e00}") - 20.0).abs() < 0.01, "what the font lacks is as wide as it is high");
    }

    #[test]
    fn text_that_fits_is_left_alone_and_other_text_is_cut() {
        assert_eq!(TYPE.shortened("alpha", 100.0), "alpha");
        let cut = TYPE.shortened("alpha beta gamma delta", 100.0);
        assert_eq!(cut, "alpha be…");
        assert!(TYPE.width(&cut) <= 100.0);
    }

    #[test]
    fn lines_break_at_spaces_and_the_last_says_that_there_is_more() {
        let (lines, is_whole) = TYPE.wrapped("one two three four", 80.0, 3);
        assert_eq!((lines, is_whole), (vec!["one two".to_owned(), "three".into(), "four".into()], true));
        let (lines, is_whole) = TYPE.wrapped("one two three four", 80.0, 2);
        assert_eq!((lines, is_whole), (vec!["one two".to_owned(), "three…".into()], false));
        let (lines, is_whole) = TYPE.wrapped(&"w".repeat(200), 80.0, 2);
        assert_eq!((lines, is_whole), (vec!["wwww…".to_owned()], false));
        assert_eq!(TYPE.wrapped(" ", 80.0, 2), (Vec::new(), true));
        let (lines, _) = TYPE.wrapped("one, two, three four", 100.0, 1);
        assert_eq!(lines, ["one, two…"], "a cut line ends with a whole word");
    }
}
