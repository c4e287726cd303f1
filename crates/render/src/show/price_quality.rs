//! Price against quality: what each model on a board scores, and what it costs.

use crate::block::Page;
use crate::chart::{Chart, Data, Dot, Scatter};
use crate::format;
use std::collections::BTreeMap;
use weigh_catalog::{Board, Field, ModelId, Standing, Usd};
use weigh_compare::{Workload, frontier};

/// A picture of a board's models by cost and score, each at its best score in any settings; `None` below three models or
/// where no source says whether more is better. Models without a cost, and free ones, are not in it: the description counts
/// them.
pub fn price_quality(
    board: &Board,
    workload: &Workload,
    costs: &BTreeMap<ModelId, Usd>,
    name_of: &dyn Fn(&ModelId) -> String,
) -> Option<Chart> {
    const FEWEST: usize = 3;
    let is_higher_better = board.benchmark.higher_is_better()?;
    let mut best: BTreeMap<&ModelId, &Standing> = BTreeMap::new();
    // Standings come best first, so the first of a model is its best.
    for standing in &board.standings {
        best.entry(&standing.model).or_insert(standing);
    }
    let all = best.len();
    let dots: Vec<Dot> = best
        .into_iter()
        .filter_map(|(id, standing)| {
            let cost = costs.get(id).copied().filter(|cost| !cost.is_zero())?;
            Some(Dot { name: name_of(id), page: Page::Model(id.to_string()), cost, score: standing.score })
        })
        .collect();
    if dots.len() < FEWEST {
        return None;
    }
    let points: Vec<_> = dots.iter().map(|dot| (dot.cost, dot.score)).collect();
    let line = frontier(&points, is_higher_better);
    let unit: String = board.benchmark.facts.value(&Field::ScoreUnit).unwrap_or_default();
    let cost = format!(
        "a month of {} input and {} output tokens at the cheapest route",
        format::short(workload.input),
        format::short(workload.output)
    );
    let description = describe(&dots, &line, all, &cost);
    Some(Chart {
        id: "price-quality".to_owned(),
        title: format!("Price against {}", board.benchmark.name),
        description,
        data: Data::Scatter(Scatter { cost, score: unit, is_higher_better, dots, line }),
    })
}

fn describe(dots: &[Dot], line: &[usize], all: usize, cost: &str) -> String {
    let on_line: Vec<String> = line
        .iter()
        .filter_map(|place| dots.get(*place))
        .map(|dot| format!("{} ({}, {})", dot.name, format::total(dot.cost), format::score(dot.score)))
        .collect();
    let missing = all - dots.len();
    let rest = if missing == 0 {
        String::new()
    } else {
        format!(
            " {} no known price above zero and {} not shown.",
            counted_have(missing),
            if missing == 1 { "is" } else { "are" }
        )
    };
    format!("Cost {cost} against the best score. Nobody beats in both, cheapest first: {}.{rest}", on_line.join("; "))
}

fn counted_have(number: usize) -> String {
    let models = format::counted(number, "model", "models");
    if number == 1 { format!("{models} has") } else { format!("{models} have") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::Tables;
    use rust_decimal::Decimal;
    use std::sync::Arc;
    use weigh_catalog::{BenchmarkId, Reference as _};

    fn id(text: &str) -> ModelId {
        ModelId::new(text).unwrap()
    }

    fn board(scores: &[(&str, &str, i64)]) -> Board {
        let benchmark = Tables.benchmark(&BenchmarkId::new("code-fixes").unwrap()).unwrap();
        let standing = |(model, settings, score): &(&str, &str, i64)| Standing {
            model: id(model),
            settings: Arc::from(*settings),
            score: Decimal::from(*score),
        };
        Board::new(benchmark, scores.iter().map(standing).collect())
    }

    #[test]
    fn each_model_stands_once_at_its_best_and_the_unpriced_are_counted() {
        let board = board(&[
            ("a/one", "high", 80),
            ("a/two", "", 70),
            ("a/one", "low", 60),
            ("a/three", "", 50),
            ("a/four", "", 40),
        ]);
        let costs = [("a/one", 90), ("a/two", 10), ("a/three", 20), ("a/free", 0)];
        let costs = costs.map(|(name, cost)| (id(name), Usd::new(Decimal::from(cost)))).into();
        let chart = price_quality(&board, &Workload::default(), &costs, &|id| id.slug().to_owned()).unwrap();
        let Data::Scatter(scatter) = &chart.data else { panic!("no scatter") };
        let dots: Vec<&str> = scatter.dots.iter().map(|dot| dot.name.as_str()).collect();
        assert_eq!((dots, scatter.line.clone()), (vec!["one", "three", "two"], vec![2, 0]));
        assert_eq!(
            chart.description,
            "Cost a month of 800M input and 250M output tokens at the cheapest route against the best score. Nobody beats \
             in both, cheapest first: two ($10.00, 70); one ($90.00, 80). 1 model has no known price above zero and is not shown."
        );
        assert!(price_quality(&board, &Workload::default(), &BTreeMap::new(), &|id| id.to_string()).is_none());
    }
}
