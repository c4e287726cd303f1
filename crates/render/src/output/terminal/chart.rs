//! Charts in block characters.

use super::wrap::{Style, styled, wrap};
use crate::chart::{Bar, Chart, Data, Mix, Scatter, Steps, position};
use crate::format;
use jiff::ToSpan;
use rust_decimal::Decimal;
use weigh_catalog::{Day, Usd};

const EIGHTHS: [char; 9] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉', '█'];
const HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The lines of a chart: title, picture, description.
pub(crate) fn lines(chart: &Chart, limit: usize) -> Vec<String> {
    let mut lines = words(&chart.title, limit);
    match &chart.data {
        Data::Bars(bars) => bar_lines(bars, chart.top(), limit, &mut lines),
        Data::Mix(mix) => mix_lines(mix, Usd::new(chart.top()), limit, &mut lines),
        Data::Steps(steps) => step_lines(steps, Usd::new(chart.top()), limit, &mut lines),
        Data::Scatter(scatter) => scatter_lines(scatter, limit, &mut lines),
    }
    if !chart.data.speaks_for_itself() {
        lines.extend(words(&chart.description, limit));
    }
    lines
}

fn words(text: &str, limit: usize) -> Vec<String> {
    wrap(&styled(text, Style::Plain), limit, false).into_iter().map(|line| line.text).collect()
}

/// `amount / top`, 0 to 1.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a small number of cells")]
fn cells(amount: Decimal, top: Decimal, cells: usize) -> usize {
    let share = if top.is_zero() { 0.0 } else { position(amount) / position(top) };
    let scale = u32::try_from(cells).map_or(0.0, f64::from);
    (share.clamp(0.0, 1.0) * scale).round() as usize
}

fn bar_lines(bars: &[Bar], top: Decimal, limit: usize, lines: &mut Vec<String>) {
    for bar in bars {
        lines.extend(words(&format!("{}  {}", bar.label, bar.text), limit));
        let eighths = cells(bar.amount, top, limit.saturating_sub(2) * 8);
        let mut line = "█".repeat(eighths / 8);
        let rest = EIGHTHS.get(eighths % 8).copied().unwrap_or(' ');
        line.push(rest);
        lines.push(format!("  {}", line.trim_end()).trim_end().to_owned());
    }
}

/// The models nobody beats in both, as a list: a terminal is too coarse for a cloud of points.
fn scatter_lines(scatter: &Scatter, limit: usize, lines: &mut Vec<String>) {
    for dot in scatter.line.iter().filter_map(|place| scatter.dots.get(*place)) {
        let text = format!("  {}  {}: {}", format::total(dot.cost), format::score(dot.score), dot.name);
        lines.extend(words(&text, limit));
    }
}

fn height(amount: Usd, top: Usd) -> char {
    HEIGHTS.get(cells(amount.amount(), top.amount(), HEIGHTS.len() - 1)).copied().unwrap_or('█')
}

/// One line a model: its cost at every share of output, from all input to all output.
fn mix_lines(mix: &Mix, top: Usd, limit: usize, lines: &mut Vec<String>) {
    for line in &mix.lines {
        let (Some((_, first)), Some((_, last))) = (line.points.first(), line.points.last()) else { continue };
        let (first, last) = (format::total(*first), format::total(*last));
        let room = limit.saturating_sub(first.len() + last.len() + 4).clamp(1, 51);
        let marks: String =
            (0..room).filter_map(|cell| at(&line.points, share(cell, room))).map(|c| height(c, top)).collect();
        lines.extend(words(&line.name, limit));
        lines.push(format!("  {first} {marks} {last}"));
    }
}

fn share(cell: usize, cells: usize) -> Decimal {
    Decimal::from(cell).checked_div(Decimal::from(cells.saturating_sub(1).max(1))).unwrap_or_default()
}

/// The cost at a share, on the line between the points around it.
fn at(points: &[(Decimal, Usd)], share: Decimal) -> Option<Usd> {
    let above = points.iter().find(|(point, _)| *point >= share).or(points.last())?;
    let below = points.iter().rev().find(|(point, _)| *point <= share).or(points.first())?;
    let part = (share - below.0).checked_div(above.0 - below.0).unwrap_or_default();
    Some(below.1 + (above.1 - below.1).times(part)?)
}

/// One line a series: its price on every day from the first to the last.
fn step_lines(steps: &Steps, top: Usd, limit: usize, lines: &mut Vec<String>) {
    let room = limit.saturating_sub(2).clamp(1, 60);
    for series in &steps.series {
        let last = series.on(steps.until).map_or_else(|| "not known".to_owned(), format::price);
        lines.extend(words(&format!("{}: {last} {} on {}", series.name, steps.per, steps.until), limit));
        let marks: String = (0..room)
            .map(|cell| series.on(day_at(steps, cell, room)).map_or(' ', |price| height(price, top)))
            .collect();
        lines.push(format!("  {marks}").trim_end().to_owned());
    }
    let gap = room.saturating_sub(20).max(1);
    lines.push(format!("  {}{}{}", steps.from, " ".repeat(gap), steps.until));
}

fn day_at(steps: &Steps, cell: usize, cells: usize) -> Day {
    let days = steps.from.until(steps.until).map_or(0, |span| i64::from(span.get_days()));
    let cell = i64::try_from(cell).unwrap_or(0);
    let last = i64::try_from(cells.saturating_sub(1).max(1)).unwrap_or(1);
    steps.from.checked_add((days * cell / last).days()).unwrap_or(steps.until)
}
