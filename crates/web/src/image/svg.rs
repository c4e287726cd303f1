//! A card as SVG: the title, the sentence, and below them values or bars.

use super::fit::{FAMILY, Type, Weight};
use super::{HEIGHT, WIDTH};
use maud::{Markup, html};
use weigh_catalog::Usd;
use weigh_render::card::{Card, CardBar};
use weigh_render::chart::position;
use weigh_render::format;
use weigh_render::output::tame;

/// Room left and right of everything.
const MARGIN: f32 = 64.0;
/// From margin to margin.
const ROOM: f32 = 1200.0 - 2.0 * MARGIN;
/// The lowest line of anything.
const BOTTOM: f32 = 582.0;
/// Widest label beside a bar or value.
const LABEL: f32 = 340.0;
/// From the labels to what they are of.
const GAP: f32 = 28.0;

/// The colours of a page on light ground.
const GROUND: &str = "#ffffff";
const TEXT: &str = "#1c2128";
const SOFT: &str = "#555e69";
const LINE: &str = "#d5dae0";
const BRAND: &str = "#0a52c4";
const SERIES: [&str; 6] = ["#1f62d0", "#b24a0c", "#1c7c43", "#7a46cf", "#0c7285", "#a81e53"];

/// A card as SVG, 1200 by 630. Whatever the names, nothing is wider than the picture.
pub fn svg(card: &Card) -> String {
    let mut drawing = Drawing { marks: Vec::new(), y: 0.0 };
    drawing.head(card);
    drawing.title(&card.names);
    if let Some(sentence) = &card.sentence {
        drawing.y += 14.0;
        drawing.paragraph(sentence, &[29.0, 27.0, 25.0], TEXT, 3);
    }
    drawing.facts(&card.facts);
    drawing.bars(card);
    let (width, height) = (WIDTH.to_string(), HEIGHT.to_string());
    let markup = html! {
        svg xmlns="http://www.w3.org/2000/svg" width=(width) height=(height) viewBox=(format!("0 0 {width} {height}")) font-family=(FAMILY) {
            rect width=(width) height=(height) fill=(GROUND) {}
            rect width=(width) height="14" fill=(BRAND) {}
            @for mark in &drawing.marks { "\n" (mark) }
        }
    };
    markup.into_string()
}

/// Text that is legal in XML.
fn legal(text: &str) -> String {
    tame(text).chars().filter(|c| !matches!(c, '\u{fffe}' | '\u{ffff}')).collect()
}

struct Drawing {
    marks: Vec<Markup>,
    /// Where the next line may begin.
    y: f32,
}

impl Drawing {
    fn text(&mut self, x: f32, y: f32, how: Type, colour: &str, text: &str) {
        self.anchored(x, y, how, colour, text, None);
    }

    fn text_to(&mut self, x: f32, y: f32, how: Type, colour: &str, text: &str) {
        self.anchored(x, y, how, colour, text, Some("end"));
    }

    fn anchored(&mut self, x: f32, y: f32, how: Type, colour: &str, text: &str, anchor: Option<&str>) {
        let weight = (how.weight == Weight::Bold).then_some("bold");
        self.marks.push(html! {
            text x=(format!("{x:.1}")) y=(format!("{y:.1}")) font-size=(how.size) font-weight=[weight] fill=(colour) text-anchor=[anchor] { (text) }
        });
    }

    fn rect(&mut self, x: f32, y: f32, (width, height): (f32, f32), colour: &str) {
        self.marks.push(html! {
            rect x=(format!("{x:.1}")) y=(format!("{y:.1}")) width=(format!("{width:.1}")) height=(format!("{height:.1}")) rx="3" fill=(colour) {}
        });
    }

    fn head(&mut self, card: &Card) {
        self.text(MARGIN, 82.0, Type::bold(34.0), BRAND, "weigh");
        let day = format!("as of {}", format::day(card.day));
        self.text_to(MARGIN + ROOM, 82.0, Type::regular(24.0), SOFT, &day);
        self.y = 112.0;
    }

    /// The names in one or two lines, as large as they fit; each is shortened where they are too many or too long.
    fn title(&mut self, names: &[String]) {
        let names: Vec<String> = names.iter().map(|name| legal(name)).collect();
        let (size, lines) = title(&names);
        for line in lines {
            self.y += size * 1.2;
            self.text(MARGIN, self.y, Type::bold(size), TEXT, &line);
        }
        self.y += size * 0.25;
    }

    /// Lines from margin to margin, in the first of the sizes in which all of the text is there, else cut in the last.
    fn paragraph(&mut self, text: &str, sizes: &[f32], colour: &str, most: usize) {
        let (how, lines) = paragraph(text, sizes, most);
        for line in lines {
            self.y += how.size * 1.36;
            self.text(MARGIN, self.y, how, colour, &line);
        }
    }

    /// Names and values, one a line.
    fn facts(&mut self, facts: &[(String, String)]) {
        let (named, valued) = (Type::regular(27.0), Type::bold(30.0));
        let step = step(facts.len(), BOTTOM - self.y, 62.0);
        let label = 250.0;
        for (name, value) in facts {
            self.y += step;
            self.text(MARGIN, self.y, named, SOFT, &named.shortened(&legal(name), label));
            let value = valued.shortened(&legal(value), ROOM - label - GAP);
            self.text(MARGIN + label + GAP, self.y, valued, TEXT, &value);
        }
    }

    /// Label, bar and amount, one a line, at the foot of the picture, with what they are of above them.
    fn bars(&mut self, card: &Card) {
        if card.bars.is_empty() {
            return;
        }
        let (caption, lines) = paragraph(&card.caption, &CAPTION, 2);
        let caption_height = caption.size * 1.36 * count(lines.len()) + 14.0;
        let step = step(card.bars.len(), BOTTOM - self.y - 36.0 - caption_height, 58.0);
        self.y = BOTTOM - step * count(card.bars.len()) - caption_height;
        self.rect(MARGIN, self.y - 10.0, (ROOM, 2.0), LINE);
        self.paragraph(&card.caption, &CAPTION, SOFT, 2);
        self.ladder(&card.bars, step);
    }

    fn ladder(&mut self, bars: &[CardBar], step: f32) {
        let how = Type::bold((step * 0.62).min(28.0));
        let widest = |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| how.width(text)).fold(0.0, f32::max);
        let labels = widest(&mut bars.iter().map(|bar| &bar.label)).min(LABEL);
        let amounts = widest(&mut bars.iter().map(|bar| &bar.text)).min(LABEL);
        let room = ROOM - labels - amounts - 2.0 * GAP;
        let top = bars.iter().filter_map(|bar| bar.amount).max().unwrap_or(Usd::ZERO);
        for (place, bar) in bars.iter().enumerate() {
            let y = BOTTOM - step * count(bars.len() - place) + step * 0.72;
            self.text(MARGIN, y, how, TEXT, &how.shortened(&legal(&bar.label), labels));
            let height = how.size * 0.72;
            if let Some(width) = length(bar, top, room) {
                let colour = SERIES[place % SERIES.len()];
                self.rect(MARGIN + labels + GAP, y - height, (width, height), colour);
            }
            let amount = how.shortened(&legal(&bar.text), amounts);
            self.text_to(MARGIN + ROOM, y, how, if bar.amount.is_some() { TEXT } else { SOFT }, &amount);
        }
    }
}

/// Sizes of what stands above bars.
const CAPTION: [f32; 2] = [22.0, 19.0];

fn paragraph(text: &str, sizes: &[f32], most: usize) -> (Type, Vec<String>) {
    let mut made = (Type::regular(22.0), Vec::new());
    for size in sizes {
        let how = Type::regular(*size);
        let (lines, is_whole) = how.wrapped(&legal(text), ROOM, most);
        made = (how, lines);
        if is_whole {
            break;
        }
    }
    made
}

/// From line to line: so that all lines have room, and no more than is good to read.
fn step(lines: usize, room: f32, most: f32) -> f32 {
    (room / count(lines.max(1))).clamp(16.0, most)
}

fn count(lines: usize) -> f32 {
    f32::from(u8::try_from(lines).unwrap_or(u8::MAX))
}

/// How long a bar is; of an unknown amount there is none.
#[expect(clippy::cast_possible_truncation, reason = "a pixel more or less does not matter")]
fn length(bar: &CardBar, top: Usd, room: f32) -> Option<f32> {
    let share = position(bar.amount?.amount()) / position(top.amount()).max(f64::MIN_POSITIVE);
    Some((share as f32 * room).clamp(3.0, room))
}

/// Sizes of the title, how wide one name may be, and how many lines there may be, the best first.
const TITLES: [(f32, f32, usize); 11] = [
    (60.0, ROOM, 1),
    (52.0, ROOM, 1),
    (46.0, ROOM, 1),
    (50.0, ROOM, 2),
    (44.0, ROOM, 2),
    (44.0, 760.0, 2),
    (40.0, 480.0, 2),
    (36.0, 340.0, 2),
    (34.0, 230.0, 2),
    (30.0, 170.0, 2),
    (28.0, 120.0, 2),
];

fn title(names: &[String]) -> (f32, Vec<String>) {
    let mut made = (28.0, Vec::new());
    for (size, widest, most) in TITLES {
        let how = Type::bold(size);
        let short: Vec<String> = names.iter().map(|name| how.shortened(name, widest)).collect();
        let (lines, is_whole) = how.wrapped(&short.join(" vs "), ROOM, most);
        made = (size, lines);
        if is_whole {
            break;
        }
    }
    made
}
