//! Price against quality: who is not beaten in both.

use crate::bill::Bill;
use crate::comparison::Request;
use crate::ground::Ground;
use crate::needs::Needs;
use crate::offer::offers;
use crate::workload::Workload;
use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::{Day, Model, Reference, Usd};

/// The bill of a model's cheapest route for a workload; `None` if no route that surely serves it has one.
pub fn cheapest_bill(model: &Arc<Model>, workload: &Workload, day: Day, reference: &dyn Reference) -> Option<Bill> {
    let (models, neighbours) = (vec![Arc::clone(model)], Vec::new());
    let request = Request { models, neighbours, workload: workload.clone(), needs: Needs::default(), day };
    let ground = Ground::of(&request, reference);
    offers(model, &ground).best().map(|offer| offer.bill.clone())
}

/// Places of the points that no other point beats: none costs less and scores at least as well, none scores better and
/// costs no more. Cheapest first; of equal points the first.
pub fn frontier(points: &[(Usd, Decimal)], is_higher_better: bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..points.len()).collect();
    let merit = |place: usize| if is_higher_better { points[place].1 } else { -points[place].1 };
    order.sort_by(|a, b| points[*a].0.cmp(&points[*b].0).then_with(|| merit(*b).cmp(&merit(*a))));
    let mut best: Option<Decimal> = None;
    order.retain(|place| {
        let is_better = best.is_none_or(|best| merit(*place) > best);
        if is_better {
            best = Some(merit(*place));
        }
        is_better
    });
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{Tables, model, today};
    use proptest::prelude::*;

    fn point(cost: i64, score: i64) -> (Usd, Decimal) {
        (Usd::new(Decimal::from(cost)), Decimal::from(score))
    }

    #[test]
    fn who_is_beaten_in_both_is_left_out() {
        let points = [point(5, 70), point(1, 40), point(3, 70), point(9, 90), point(4, 60), point(1, 30)];
        assert_eq!(frontier(&points, true), [1, 2, 3]);
        assert_eq!(frontier(&[point(2, 10), point(1, 20), point(3, 5)], false), [1, 0, 2]);
        assert_eq!(frontier(&[], true), [0_usize; 0]);
    }

    #[test]
    fn a_model_without_a_price_has_no_bill() {
        let model = Arc::new(model("acme/alpha", &[]));
        assert_eq!(cheapest_bill(&model, &Workload::default(), today(), &Tables::default()), None);
    }

    proptest! {
        #[test]
        fn every_point_is_on_the_line_or_beaten_by_one_that_is(raw in proptest::collection::vec((0_i64..20, 0_i64..20), 0..30)) {
            let points: Vec<_> = raw.iter().map(|(cost, score)| point(*cost, *score)).collect();
            let line = frontier(&points, true);
            for (place, (cost, score)) in points.iter().enumerate() {
                let is_met = line.iter().any(|other| points[*other].0 <= *cost && points[*other].1 >= *score);
                prop_assert!(is_met, "{place}");
            }
            for pair in line.windows(2) {
                prop_assert!(points[pair[0]].0 < points[pair[1]].0 && points[pair[0]].1 < points[pair[1]].1);
            }
        }
    }
}
