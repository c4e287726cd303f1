//! Charts as SVG, written from a few primitives.
//!
//! A plotting library would save the axes and cost control over what matters here: colours from the page's style sheet
//! (light and dark), text that scales and can be selected, a text alternative, and a few kilobytes instead of tens. Three
//! kinds of picture need only lines, rectangles and labels.

use crate::chart::{Bar, Chart, Data, Mix, StepSeries, Steps, position};
use crate::format;
use maud::{Escaper, Markup, PreEscaped, html};
use rust_decimal::Decimal;
use std::fmt::Write as _;
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
pub(super) fn figure(chart: &Chart) -> Markup {
    let mut drawing = Drawing { out: String::with_capacity(4_096), height: HEIGHT };
    match &chart.data {
        Data::Steps(steps) => drawing.steps(steps, chart.top()),
        Data::Mix(mix) => drawing.mix(mix, chart.top()),
        Data::Bars(bars) => drawing.bars(bars, chart.top()),
    }
    let (title, description) = (format!("{}-title", chart.id), format!("{}-desc", chart.id));
    html! {
        figure {
            figcaption { (chart.title) }
            svg viewBox=(format!("0 0 {WIDTH} {}", drawing.height)) role="img" aria-labelledby=(title) aria-describedby=(description) {
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

fn series(chart: &Chart) -> Vec<&str> {
    match &chart.data {
        Data::Steps(steps) => steps.series.iter().map(|series| series.name.as_str()).collect(),
        Data::Mix(mix) => mix.lines.iter().map(|line| line.name.as_str()).collect(),
        Data::Bars(_) => Vec::new(),
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

struct Drawing {
    out: String,
    height: f64,
}

impl Drawing {
    fn text(&mut self, x: f64, y: f64, class: &str, text: &str) {
        let _ = write!(self.out, "<text x=\"{x:.1}\" y=\"{y:.1}\" class=\"{class}\">");
        let _ = Escaper::new(&mut self.out).write_str(&super::tame(text));
        self.out.push_str("</text>");
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), class: &str) {
        let ((x1, y1), (x2, y2)) = (from, to);
        let _ =
            write!(self.out, "<line x1=\"{x1:.1}\" y1=\"{y1:.1}\" x2=\"{x2:.1}\" y2=\"{y2:.1}\" class=\"{class}\"/>");
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

    fn bars(&mut self, bars: &[Bar], top: Usd) {
        let top = position(top.amount()).max(f64::MIN_POSITIVE);
        self.height = BAR * f64::from(u32::try_from(bars.len()).unwrap_or(0)) + 4.0;
        for (row, bar) in (0_u32..).zip(bars) {
            let y = BAR * f64::from(row);
            let width = (position(bar.amount.amount()) / top * WIDTH).clamp(2.0, WIDTH);
            self.text(0.0, y + 16.0, "label", &bar.label);
            self.text(WIDTH, y + 16.0, "amount end", &bar.text);
            let class = bar.group % COLOURS;
            let _ = write!(
                self.out,
                "<rect x=\"0\" y=\"{:.1}\" width=\"{width:.1}\" height=\"12\" rx=\"2\" class=\"bar s{class}\"/>",
                y + 23.0
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
                let _ =
                    write!(data, "{verb}{:.1} {:.1}", along(position(*share)), height_of(position(cost.amount()), end));
            }
            self.path(&data, index);
        }
        for share in &mix.break_evens {
            let x = along(position(*share));
            self.line((x, TOP), (x, self.height - BOTTOM), "break-even");
            self.text(x + 4.0, TOP + 10.0, "tick", &format::mix(*share));
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
        let _ = write!(data, "{}{x:.1} {y:.1}H{:.1}", if is_joined { 'L' } else { 'M' }, along_days(steps, next));
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
