//! Pictures of numbers, as data. Outputs draw them; the description says the same in words.

use crate::block::Page;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use weigh_catalog::{Day, Usd};

/// A picture with its text alternative.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Unique in the document.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// The same in words, for those who do not see it.
    pub description: String,
    /// The numbers.
    pub data: Data,
}

/// The kinds of picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Data {
    /// Prices over time; each holds until the next.
    Steps(Steps),
    /// Cost against the share of output tokens.
    Mix(Mix),
    /// Amounts side by side, cheapest first.
    Bars(Vec<Bar>),
    /// Cost against score, with the line of those that nobody beats in both.
    Scatter(Scatter),
}

/// Cost against score.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scatter {
    /// What the cost is of: `for 800M input and 250M output tokens a month`.
    pub cost: String,
    /// What the score counts, with its unit.
    pub score: String,
    /// Whether more is better.
    pub is_higher_better: bool,
    /// One for each model.
    pub dots: Vec<Dot>,
    /// Places in `dots` of those that nobody beats in both, cheapest first.
    pub line: Vec<usize>,
}

/// One model in a [`Scatter`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dot {
    /// The model's name.
    pub name: String,
    /// Its page.
    pub page: Page,
    /// What it costs; above zero.
    pub cost: Usd,
    /// What it scores.
    pub score: Decimal,
}

/// Prices over time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Steps {
    /// What the amounts are for: `per 1M tokens`.
    pub per: &'static str,
    /// First day shown.
    pub from: Day,
    /// Last day shown.
    pub until: Day,
    /// The lines.
    pub series: Vec<StepSeries>,
}

/// One line of [`Steps`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepSeries {
    /// What it is the price of.
    pub name: String,
    /// Day and price from that day on, ascending. `None`: not on offer, or not known.
    pub steps: Vec<(Day, Option<Usd>)>,
}

/// Cost of the same number of tokens at every share of output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mix {
    /// The lines.
    pub lines: Vec<MixLine>,
    /// Shares of output at which the cheapest changes, ascending, 0 to 1.
    pub break_evens: Vec<Decimal>,
    /// The share of the workload at hand.
    pub here: Decimal,
}

/// One line of [`Mix`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixLine {
    /// Whose cost.
    pub name: String,
    /// Share of output and cost, ascending by share.
    pub points: Vec<(Decimal, Usd)>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// What it is.
    pub label: String,
    /// Which model it belongs to, as an index into the page's subjects: its colour.
    pub group: usize,
    /// Its length.
    pub amount: Decimal,
    /// The amount in words.
    pub text: String,
}

/// A number for the position of a mark; precision beyond a pixel does not matter.
pub fn position(number: Decimal) -> f64 {
    number.to_f64().unwrap_or(0.0)
}

impl Data {
    /// Whether every number stands in the picture as text, so that the description would only repeat it.
    pub const fn speaks_for_itself(&self) -> bool {
        matches!(self, Self::Bars(_))
    }
}

impl StepSeries {
    /// The price on a day.
    pub fn on(&self, day: Day) -> Option<Usd> {
        self.steps.iter().rev().find(|(from, _)| *from <= day).and_then(|(_, price)| *price)
    }
}

impl Chart {
    /// The largest amount in it; zero if it is empty.
    pub fn top(&self) -> Decimal {
        let amounts: Box<dyn Iterator<Item = Usd> + '_> = match &self.data {
            Data::Steps(steps) => {
                Box::new(steps.series.iter().flat_map(|series| &series.steps).filter_map(|(_, price)| *price))
            }
            Data::Mix(mix) => Box::new(mix.lines.iter().flat_map(|line| &line.points).map(|(_, cost)| *cost)),
            Data::Bars(bars) => return bars.iter().map(|bar| bar.amount).max().unwrap_or_default(),
            Data::Scatter(scatter) => Box::new(scatter.dots.iter().map(|dot| dot.cost)),
        };
        amounts.max().unwrap_or(Usd::ZERO).amount()
    }
}
