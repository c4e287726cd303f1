//! What the picture of a page says, for those who share its address: few words, all of them from the page's own findings.

use crate::block::UNKNOWN;
use crate::format;
use crate::names::{self, Names};
use crate::phrase;
use crate::sections::workload_in_words;
use crate::show::list::ModelRow;
use crate::show::{Around, place};
use std::fmt::Write as _;
use weigh_catalog::{Day, Meter, Unit, Usd};
use weigh_compare::{Bill, Comparison, Entry, Workload};

/// What the picture of a page says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Card {
    /// The names in its title; the title sets `vs` between them.
    pub names: Vec<String>,
    /// The one sentence below, if there is one.
    pub sentence: Option<String>,
    /// Names with values.
    pub facts: Vec<(String, String)>,
    /// Amounts side by side, in the order of the page.
    pub bars: Vec<CardBar>,
    /// What the amounts are of and for; empty where there are none.
    pub caption: String,
    /// The day it holds for.
    pub day: Day,
}

/// One amount of a [`Card`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CardBar {
    /// Whose it is.
    pub label: String,
    /// Its length; `None` is unknown, and has none.
    pub amount: Option<Usd>,
    /// The amount in words.
    pub text: String,
}

impl Card {
    /// A card of names with values.
    pub fn of_facts(name: String, sentence: Option<String>, facts: Vec<(String, String)>, day: Day) -> Self {
        Self { names: vec![name], sentence, facts, bars: Vec::new(), caption: String::new(), day }
    }

    /// The title.
    pub fn title(&self) -> String {
        self.names.join(" vs ")
    }

    /// The same in words, for those who do not see it.
    pub fn alternative(&self) -> String {
        let mut text = format!("{}.", self.title());
        if let Some(sentence) = &self.sentence {
            let _ = write!(text, " {sentence}");
        }
        for (name, value) in &self.facts {
            let _ = write!(text, " {name}: {value}.");
        }
        if !self.bars.is_empty() {
            let bars: Vec<String> = self.bars.iter().map(|bar| format!("{}: {}", bar.label, bar.text)).collect();
            let _ = write!(text, " {} {}.", self.caption, bars.join("; "));
        }
        let _ = write!(text, " As of {}.", format::day(self.day));
        text
    }
}

/// The verdict, and what the workload costs each model at its cheapest route.
pub fn comparison_card(comparison: &Comparison) -> Card {
    let names = Names(comparison);
    Card {
        names: comparison.entries.iter().map(|entry| names.model(&entry.model.id)).collect(),
        sentence: Some(phrase::verdict::headline(names, &comparison.overall.verdict)),
        facts: Vec::new(),
        bars: comparison.entries.iter().map(|entry| bar(names, entry)).collect(),
        caption: caption(names),
        day: comparison.day,
    }
}

fn bar(names: Names, entry: &Entry) -> CardBar {
    let total = entry.offers.best().map(|offer| offer.bill.total);
    CardBar {
        label: names.model(&entry.model.id),
        amount: total.map(|total| total.stated),
        text: total.map_or_else(|| UNKNOWN.to_owned(), names::total),
    }
}

fn caption(names: Names) -> String {
    let mut text = format!("Cost at the cheapest route for {}", workload_in_words(&names.0.workload));
    if let Some(asked) = phrase::needs::asked(names) {
        let _ = write!(text, " Asked of every route: {asked}.");
    }
    text
}

/// What a model is and where it is cheapest for the default workload, as in the list of models.
pub fn model_card(row: &ModelRow, around: Around) -> Card {
    let (unknown, bill, workload) = (|| UNKNOWN.to_owned(), row.cheapest.as_ref(), Workload::default());
    let traffic =
        format!("for {} input and {} output tokens", format::short(workload.input), format::short(workload.output));
    let facts = vec![
        ("Openness", row.openness.map_or_else(unknown, |openness| openness.label().to_owned())),
        ("Largest context", row.context.map_or_else(unknown, |tokens| format!("{} tokens", format::short(tokens)))),
        ("Routes on offer", row.routes.to_string()),
        ("Cheapest route", bill.map_or_else(unknown, |bill| place_of(bill, around))),
        ("Its price", bill.map_or_else(unknown, |_| prices(row))),
        ("A month", bill.map_or_else(unknown, |bill| format!("{} {traffic}", names::total(bill.total)))),
    ];
    let facts = facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    Card::of_facts(row.name.clone(), None, facts, around.today)
}

fn place_of(bill: &Bill, around: Around) -> String {
    place(around.reference, &bill.route) + &names::tier_suffix(bill.tier)
}

/// `$0.10 input, $0.40 output per 1M tokens`, as the bill charges them.
fn prices(row: &ModelRow) -> String {
    let price = |meter: Meter| row.price(meter).map_or_else(|| UNKNOWN.to_owned(), names::price);
    let (input, output) = (price(Meter::Input), price(Meter::Output));
    format!("{input} input, {output} output {}", format::per(Unit::Token))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Tables, alpha, beta, comparison, today, unknown};
    use std::sync::Arc;

    const CAPTION: &str =
        "Cost at the cheapest route for 800M input and 250M output tokens a month, standard tier, no cache.";

    #[test]
    fn a_comparison_shows_its_verdict_and_what_each_costs() {
        let mut nobody = unknown();
        nobody.name = "Nobody".to_owned();
        let card = comparison_card(&comparison(vec![alpha(), beta(), nobody]));
        assert_eq!(card.title(), "Alpha 1B vs Beta mini vs Nobody");
        let sentence = "A choice among Alpha 1B, Beta mini and Nobody: each is better than the others at something. \
                        Cheapest: Alpha 1B.";
        assert_eq!(card.sentence.as_deref(), Some(sentence));
        let usd = |digits: &str| Usd::from_digits(digits, 0).ok();
        let bars: Vec<_> = card.bars.iter().map(|bar| (bar.label.as_str(), bar.amount, bar.text.as_str())).collect();
        assert_eq!(
            bars,
            [
                ("Alpha 1B", usd("71.6"), "$71.60–$74.10"),
                ("Beta mini", usd("1980"), "$1,980.00"),
                ("Nobody", None, "unknown"),
            ]
        );
        assert_eq!((card.caption.as_str(), card.day), (CAPTION, today()));
        assert_eq!(
            card.alternative(),
            format!(
                "Alpha 1B vs Beta mini vs Nobody. {sentence} {CAPTION} \
                 Alpha 1B: $71.60–$74.10; Beta mini: $1,980.00; Nobody: unknown. As of 2026-05-22."
            )
        );
    }

    fn facts(model: weigh_catalog::Model) -> Vec<String> {
        let around = Around { reference: &Tables, sources: &[], today: today() };
        let card = model_card(&ModelRow::of(&Arc::new(model), &Tables), around);
        card.facts.into_iter().map(|(name, value)| format!("{name}: {value}")).collect()
    }

    #[test]
    fn a_model_shows_what_it_is_and_where_it_is_cheapest() {
        assert_eq!(
            facts(alpha()),
            [
                "Openness: open weights",
                "Largest context: 131k tokens",
                "Routes on offer: 4",
                "Cheapest route: Northwind Cloud",
                "Its price: $0.027 input, $0.20–$0.21 output per 1M tokens",
                "A month: $71.60–$74.10 for 800M input and 250M output tokens",
            ]
        );
    }

    #[test]
    fn what_nobody_says_is_unknown() {
        assert_eq!(
            facts(unknown()),
            [
                "Openness: unknown",
                "Largest context: unknown",
                "Routes on offer: 0",
                "Cheapest route: unknown",
                "Its price: unknown",
                "A month: unknown",
            ]
        );
    }
}
