//! Charts as SVG, written from a few primitives.
//!
//! A plotting library would save the axes and cost control over what matters here: colours from the page's style sheet
//! (light and dark), text that scales and can be selected, a text alternative, and a few kilobytes instead of tens. Three
//! kinds of picture need only lines, rectangles and labels.

use super::Plain;
use crate::block::Page;
use crate::chart::{Bar, Chart, Data, Mix, Scatter, StepSeries, Steps, position};
use crate::format;
use maud::{Markup, PreEscaped, Render, html};
use rust_decimal::Decimal;
use std::fmt::{self, Write as _};
use weigh_catalog::{Day, Usd};

/// Width of every picture in its own units; the page scales it.
const WIDTH: f64 = 600.0;
/// Height of pictures with axes.
const HEIGHT: f64 = 300.0;
/// Room left of the axis for amounts.
const LEFT: f64 = 70.0;
/// Room right of the picture.
const RIGHT: f64 = 24.0;
/// Room above.
const TOP: f64 = 14.0;
/// Room below for dates or shares.
const BOTTOM: f64 = 44.0;
/// Height of one bar with its label.
const BAR: f64 = 42.0;

/// How many colours the style sheet has for series.
const COLOURS: usize = 6;

/// A chart as a figure with caption and legend.
pub(super) fn figure(chart: &Chart, address: &dyn Fn(&Page) -> Option<String>) -> Markup {
    let mut drawing = Drawing { out: String::with_capacity(4_096), height: HEIGHT };
    match &chart.data {
        Data::Steps(steps) => drawing.steps(steps, Usd::new(chart.top())),
        Data::Mix(mix) => drawing.mix(mix, Usd::new(chart.top())),
        Data::Bars(bars) => drawing.bars(bars, chart.top()),
        Data::Scatter(scatter) => drawing.scatter(scatter, address),
    }
    let (title, description) = (format!("{}-title", chart.id), format!("{}-desc", chart.id));
    html! {
        figure {
            figcaption { (chart.title) }
            svg viewBox=(format!("0 0 {WIDTH} {}", drawing.height)) role=(role(chart)) aria-labelledby=(title) aria-describedby=(description) {
                title id=(title) { (chart.title) }
                desc id=(description) { (chart.description) }
                (PreEscaped(drawing.out))
            }
            @let names = series(chart);
            @if !names.is_empty() {
                ul.legend { @for (index, name) in names.iter().enumerate() {
                    li { span class=(format!("key s{}", index % COLOURS)) {} (name) }
                } }
            }
            @if !chart.data.speaks_for_itself() { p.described { (chart.description) } }
        }
    }
}

/// A picture with links in it is a group of them, not one image.
fn role(chart: &Chart) -> &'static str {
    if matches!(chart.data, Data::Scatter(_)) { "group" } else { "img" }
}

fn series(chart: &Chart) -> Vec<&str> {
    match &chart.data {
        Data::Steps(steps) => steps.series.iter().map(|series| series.name.as_str()).collect(),
        Data::Mix(mix) => mix.lines.iter().map(|line| line.name.as_str()).collect(),
        Data::Bars(_) | Data::Scatter(_) => Vec::new(),
    }
}

/// An axis that ends on a round amount, with its marks.
fn axis(top: Usd) -> Vec<Decimal> {
    let top = top.amount().max(Decimal::new(1, 6));
    let mut step = Decimal::new(1, 6);
    let steps = [Decimal::TWO, Decimal::new(25, 1), Decimal::TWO];
    for factor in steps.iter().cycle().take(60) {
        if step * Decimal::from(5) >= top {
            break;
        }
        step *= factor;
    }
    let mut marks = vec![Decimal::ZERO];
    while marks.last().is_some_and(|last| *last < top) && marks.len() < 8 {
        let next = step * Decimal::from(marks.len());
        marks.push(next.normalize());
    }
    marks
}

/// A place in a picture, to a tenth of its unit. Formatting a float to one digit takes ten times as long: it is exact.
struct At(f64);

impl fmt::Display for At {
    #[expect(clippy::cast_possible_truncation, reason = "pictures are some hundred units wide")]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const TENTHS: [&str; 10] = [".0", ".1", ".2", ".3", ".4", ".5", ".6", ".7", ".8", ".9"];
        let tenths = (self.0 * 10.0).round() as i32;
        if tenths < 0 {
            f.write_str("-")?;
        }
        let size = tenths.unsigned_abs();
        (size / 10).fmt(f)?;
        f.write_str(TENTHS.get(size as usize % 10).unwrap_or(&""))
    }
}

struct Drawing {
    out: String,
    height: f64,
}

impl Drawing {
    fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        let _ = write!(self.out, "<text x=\"{}\" y=\"{}\" class=\"{class}\">", At(x), At(y));
        Plain(text).render_to(&mut self.out);
        self.out.push_str("</text>");
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(At);
        let _ = write!(self.out, "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" class=\"{class}\"/>");
    }

    fn path(&mut self, data: &str, series: usize) {
        let _ = write!(self.out, "<path d=\"{data}\" class=\"series s{}\"/>", series % COLOURS);
    }

    /// Horizontal lines with amounts; returns the amount at the top.
    fn amounts(&mut self, top: Usd) -> f64 {
        let marks = axis(top);
        let end = position(marks.last().copied().unwrap_or(Decimal::ONE)).max(f64::MIN_POSITIVE);
        for mark in marks {
            let y = height_of(position(mark), end);
            self.line((LEFT, y), (WIDTH - RIGHT, y), "grid");
            self.text(LEFT - 8.0, y + 4.5, "tick end", &format::mark(Usd::new(mark)));
        }
        end
    }

    fn bars(&mut self, bars: &[Bar], top: Decimal) {
        let top = position(top).max(f64::MIN_POSITIVE);
        self.height = BAR * f64::from(u32::try_from(bars.len()).unwrap_or(0)) + 4.0;
        for (row, bar) in (0_u32..).zip(bars) {
            let y = BAR * f64::from(row);
            let width = (position(bar.amount) / top * WIDTH).clamp(2.0, WIDTH);
            self.text(0.0, y + 16.0, "label", &bar.label);
            self.text(WIDTH, y + 16.0, "amount end", &bar.text);
            let class = bar.group % COLOURS;
            let _ = write!(
                self.out,
                "<rect x=\"0\" y=\"{}\" width=\"{}\" height=\"12\" rx=\"2\" class=\"bar s{class}\"/>",
                At(y + 23.0),
                At(width)
            );
        }
    }

    fn mix(&mut self, mix: &Mix, top: Usd) {
        let end = self.amounts(top);
        for tenth in (0..=10).step_by(2) {
            let x = along(f64::from(tenth) / 10.0);
            self.text(x, self.height - 24.0, "tick middle", &format!("{} %", tenth * 10));
        }
        self.text(along(0.5), self.height - 5.0, "tick middle", "share of output tokens");
        let here = along(position(mix.here));
        self.line((here, TOP), (here, self.height - BOTTOM), "here");
        for (index, line) in mix.lines.iter().enumerate() {
            let mut data = String::new();
            for (share, cost) in &line.points {
                let verb = if data.is_empty() { 'M' } else { 'L' };
                let _ = write!(
                    data,
                    "{verb}{} {}",
                    At(along(position(*share))),
                    At(height_of(position(cost.amount()), end))
                );
            }
            self.path(&data, index);
        }
        for share in &mix.break_evens {
            let x = along(position(*share));
            self.line((x, TOP), (x, self.height - BOTTOM), "break-even");
            self.text(x + 4.0, TOP + 10.0, "tick", &format::mix(*share));
        }
    }

    /// Cost on a logarithmic axis, since prices differ by factors; score on a plain one. Dots that can be reached are links.
    fn scatter(&mut self, scatter: &Scatter, address: &dyn Fn(&Page) -> Option<String>) {
        let Some(axes) = Axes::of(scatter) else { return };
        for cost in axes.costs() {
            let x = axes.x(cost);
            self.line((x, TOP), (x, self.height - BOTTOM), "grid");
            let class = if x > WIDTH - RIGHT - 1.0 { "tick end" } else { "tick middle" };
            self.text(x, self.height - 24.0, class, &format::mark(Usd::new(cost)));
        }
        for score in axes.scores() {
            let y = axes.y(score);
            self.line((LEFT, y), (WIDTH - RIGHT, y), "grid");
            self.text(LEFT - 8.0, y + 4.5, "tick end", &format::score(score));
        }
        self.text(along(0.5), self.height - 5.0, "tick middle", &format!("cost {}", scatter.cost));
        let mut data = String::new();
        for dot in scatter.line.iter().filter_map(|place| scatter.dots.get(*place)) {
            let (x, y) = (At(axes.x(dot.cost.amount())), At(axes.y(dot.score)));
            let _ = if data.is_empty() { write!(data, "M{x} {y}") } else { write!(data, "H{x}V{y}") };
        }
        self.path(&data, 0);
        for (place, dot) in scatter.dots.iter().enumerate() {
            let class = if scatter.line.contains(&place) { "dot best" } else { "dot" };
            let words = format!("{}: {}, {}", dot.name, format::total(dot.cost), format::score(dot.score));
            let (x, y) = (At(axes.x(dot.cost.amount())), At(axes.y(dot.score)));
            let circle = html! { circle cx=(x) cy=(y) r="5" class=(class) { title { (Plain(&words)) } } };
            let mark = match address(&dot.page) {
                Some(address) => html! { a href=(address) aria-label=(Plain(&words)) { (circle) } },
                None => circle,
            };
            self.out.push_str(&mark.into_string());
        }
    }

    fn steps(&mut self, steps: &Steps, top: Usd) {
        let end = self.amounts(top);
        self.text(LEFT, self.height - 24.0, "tick", &format::day(steps.from));
        self.text(WIDTH - RIGHT, self.height - 24.0, "tick end", &format::day(steps.until));
        self.text(along(0.5), self.height - 5.0, "tick middle", &format!("US dollars {}", steps.per));
        for (index, series) in steps.series.iter().enumerate() {
            let data = step_path(steps, series, end);
            self.path(&data, index);
        }
    }
}

/// Ten to a power, as far as decimals reach.
fn power_of_ten(power: i32) -> Option<Decimal> {
    match u32::try_from(power) {
        Ok(power) => 10_u64.checked_pow(power).map(Decimal::from),
        Err(_) => Decimal::try_new(1, power.unsigned_abs()).ok(),
    }
}

/// The ranges of a scatter.
struct Axes {
    /// Powers of ten around the costs.
    decades: (i32, i32),
    /// Least and most of the scores, a little apart.
    scores: (Decimal, Decimal),
}

impl Axes {
    #[expect(clippy::cast_possible_truncation, reason = "the logarithm of a price is a small number")]
    fn of(scatter: &Scatter) -> Option<Self> {
        let costs = || scatter.dots.iter().map(|dot| position(dot.cost.amount()).log10());
        let low = costs().fold(f64::INFINITY, f64::min).floor();
        let high = costs().fold(f64::NEG_INFINITY, f64::max).ceil();
        let scores = || scatter.dots.iter().map(|dot| dot.score);
        let (least, most) = (scores().min()?, scores().max()?);
        let room = ((most - least) / Decimal::from(20)).max(Decimal::new(1, 3));
        let is_plain = low.is_finite() && high.is_finite();
        is_plain.then_some(Self {
            decades: (low as i32, (high as i32).max(low as i32 + 1)),
            scores: (least - room, most + room),
        })
    }

    fn costs(&self) -> Vec<Decimal> {
        (self.decades.0..=self.decades.1).filter_map(power_of_ten).collect()
    }

    fn scores(&self) -> Vec<Decimal> {
        let step = (self.scores.1 - self.scores.0) / Decimal::from(4);
        (0..=4)
            .map(|place| (self.scores.0 + step * Decimal::from(place)).round_dp(u32::from(step < Decimal::TEN)))
            .collect()
    }

    fn x(&self, cost: Decimal) -> f64 {
        let (low, high) = self.decades;
        along((position(cost).log10() - f64::from(low)) / f64::from(high - low))
    }

    fn y(&self, score: Decimal) -> f64 {
        height_of(position(score - self.scores.0), position(self.scores.1 - self.scores.0))
    }
}

/// Where an amount stands on the vertical axis.
fn height_of(amount: f64, end: f64) -> f64 {
    let room = HEIGHT - TOP - BOTTOM;
    TOP + room * (1.0 - (amount / end).clamp(0.0, 1.0))
}

/// Where a share from 0 to 1 stands on the horizontal axis.
fn along(share: f64) -> f64 {
    LEFT + (WIDTH - LEFT - RIGHT) * share.clamp(0.0, 1.0)
}

/// Where a day stands between the first and the last.
fn along_days(steps: &Steps, day: Day) -> f64 {
    let days = |until: Day| steps.from.until(until).map_or(0.0, |span| f64::from(span.get_days()));
    along(days(day) / days(steps.until).max(1.0))
}

/// A staircase; it is interrupted where no price is known.
fn step_path(steps: &Steps, series: &StepSeries, end: f64) -> String {
    let mut data = String::new();
    for (index, (day, price)) in series.steps.iter().enumerate() {
        let Some(price) = price else { continue };
        let next = series.steps.get(index + 1).map_or(steps.until, |(next, _)| *next);
        let (x, y) = (along_days(steps, *day), height_of(position(price.amount()), end));
        let is_joined = index > 0 && series.steps.get(index - 1).is_some_and(|(_, before)| before.is_some());
        let _ =
            write!(data, "{}{} {}H{}", if is_joined { 'L' } else { 'M' }, At(x), At(y), At(along_days(steps, next)));
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_on_round_amounts() {
        let marks = |top: &str| -> Vec<String> {
            axis(Usd::from_digits(top, 0).unwrap()).iter().map(ToString::to_string).collect()
        };
        assert_eq!(marks("4.4"), ["0", "1", "2", "3", "4", "5"]);
        assert_eq!(marks("389"), ["0", "100", "200", "300", "400"]);
        assert_eq!(marks("0.1"), ["0", "0.02", "0.04", "0.06", "0.08", "0.1"]);
        assert!(marks("0").len() >= 2);
    }

    #[test]
    fn places_are_written_to_a_tenth() {
        let written = [0.0, 0.04, 0.06, 9.95, 599.99, -0.04, -0.3, -12.34].map(|place| At(place).to_string());
        assert_eq!(written, ["0.0", "0.0", "0.1", "10.0", "600.0", "0.0", "-0.3", "-12.3"]);
    }

    #[test]
    fn a_staircase_is_interrupted_where_nothing_is_known() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let usd = |text: &str| Some(Usd::from_digits(text, 0).unwrap());
        let series = StepSeries {
            name: "input".into(),
            steps: vec![(day("2026-01-01"), usd("1")), (day("2026-02-01"), None), (day("2026-03-01"), usd("2"))],
        };
        let steps = Steps { per: "", from: day("2026-01-01"), until: day("2026-04-01"), series: vec![] };
        assert_eq!(step_path(&steps, &series, 2.0).matches('M').count(), 2);
    }
}
