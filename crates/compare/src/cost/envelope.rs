//! The cheapest route at every mix of input and output, and where two models' cheapest routes cross.

use super::{BreakEven, MixPoint};
use rust_decimal::Decimal;
use weigh_catalog::{RouteId, ServiceTier, Usd};

/// What a million tokens cost on one route, as a line over the share of output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) route: RouteId,
    pub(super) tier: ServiceTier,
    /// Dollars per million tokens if all are input.
    pub(super) all_input: Decimal,
    /// Dollars per million tokens if all are output.
    pub(super) all_output: Decimal,
}

impl Line {
    fn at(&self, share: Decimal) -> Decimal {
        self.all_input + (self.all_output - self.all_input) * share
    }

    /// The share from which `other` is cheaper, for a line that starts dearer and ends cheaper.
    fn crossing(&self, other: &Self) -> Option<Decimal> {
        let (behind, ahead) = (other.all_input - self.all_input, self.all_output - other.all_output);
        if ahead > Decimal::ZERO {
            behind.max(Decimal::ZERO).checked_div(behind.max(Decimal::ZERO) + ahead)
        } else {
            None
        }
    }
}

/// Pieces of the lower envelope: from which share on which line is cheapest, by rising share.
fn envelope(lines: &[Line]) -> Vec<(Decimal, &Line)> {
    let first = lines.iter().min_by_key(|line| (line.all_input, line.all_output, &line.route, line.tier));
    let mut pieces: Vec<(Decimal, &Line)> = first.map(|line| (Decimal::ZERO, line)).into_iter().collect();
    while let Some((_, current)) = pieces.last().copied() {
        let crossings = lines.iter().filter_map(|line| Some((current.crossing(line)?, line)));
        let next = crossings.min_by_key(|(share, line)| (*share, line.all_output, &line.route, line.tier));
        match next {
            Some((share, line)) if share < Decimal::ONE => pieces.push((share, line)),
            _ => break,
        }
    }
    pieces
}

/// The envelope as corners from no output to all output; prices are exact.
pub(super) fn corners(lines: &[Line]) -> Vec<MixPoint> {
    let pieces = envelope(lines);
    let point = |share: Decimal, line: &Line| MixPoint {
        output_share: share.normalize(),
        price: Usd::new(line.at(share).normalize()),
        route: line.route.clone(),
        tier: line.tier,
    };
    let mut points: Vec<MixPoint> = pieces.iter().map(|(share, line)| point(*share, line)).collect();
    points.extend(pieces.last().map(|(_, line)| point(Decimal::ONE, line)));
    points
}

/// The piece that holds at a share, or just below it.
fn piece<'a>(pieces: &[(Decimal, &'a Line)], share: Decimal, just_below: bool) -> Option<&'a Line> {
    let holds = |from: Decimal| from.is_zero() || if just_below { from < share } else { from <= share };
    pieces.iter().rev().find(|(from, _)| holds(*from)).map(|(_, line)| *line)
}

/// Digits after the point to which prices at a mix are compared: far finer than any price, coarser than rounding.
const DIGITS: u32 = 12;

/// Shares of output, strictly between 0 and 1, where the cheaper of two ladders changes.
pub(super) fn crossings(a: &[Line], b: &[Line]) -> Vec<BreakEven> {
    let (a, b) = (envelope(a), envelope(b));
    if a.is_empty() || b.is_empty() {
        return Vec::new();
    }
    let mut shares: Vec<Decimal> = a.iter().chain(&b).map(|(share, _)| *share).chain([Decimal::ONE]).collect();
    shares.sort();
    shares.dedup();
    let mut found = Vec::new();
    let mut last: Option<(Decimal, Decimal)> = None;
    let mut level_from: Option<Decimal> = None;
    for share in shares {
        let (Some(one), Some(other)) = (piece(&a, share, false), piece(&b, share, false)) else { continue };
        let difference = (one.at(share) - other.at(share)).round_dp(DIGITS);
        if difference.is_zero() {
            level_from = level_from.or(Some(share));
            continue;
        }
        if let Some((before, was)) = last.filter(|(_, was)| was.is_sign_negative() != difference.is_sign_negative()) {
            let between = || before + (share - before) * was / (was - difference);
            found.extend(break_even(&a, &b, level_from.unwrap_or_else(between), was.is_sign_negative()));
        }
        (last, level_from) = (Some((share, difference)), None);
    }
    found
}

fn break_even(
    a: &[(Decimal, &Line)],
    b: &[(Decimal, &Line)],
    share: Decimal,
    a_is_cheaper_below: bool,
) -> Option<BreakEven> {
    let (below, above) = if a_is_cheaper_below { (a, b) } else { (b, a) };
    Some(BreakEven {
        output_share: share.normalize(),
        below: piece(below, share, true)?.route.clone(),
        above: piece(above, share, false)?.route.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::route;
    use proptest::prelude::*;

    fn line(name: &str, input: u32, output: u32) -> Line {
        Line {
            route: route(name, &[]).id,
            tier: ServiceTier::Standard,
            all_input: input.into(),
            all_output: output.into(),
        }
    }

    fn shares(a: &[Line], b: &[Line]) -> Vec<String> {
        crossings(a, b).iter().map(|at| at.output_share.round_dp(4).to_string()).collect()
    }

    #[test]
    fn two_routes_cross_once_or_never() {
        assert_eq!(shares(&[line("a/a@p", 1, 10)], &[line("b/b@p", 4, 4)]), ["0.3333"]);
        assert!(shares(&[line("a/a@p", 1, 2)], &[line("b/b@p", 4, 4)]).is_empty());
        assert!(shares(&[line("a/a@p", 1, 2)], &[line("b/b@p", 1, 4)]).is_empty(), "level at one end is no flip");
        assert!(shares(&[line("a/a@p", 1, 2)], &[line("b/b@p", 1, 2)]).is_empty());
        assert!(shares(&[], &[line("b/b@p", 1, 2)]).is_empty());
    }

    #[test]
    fn ladders_may_cross_twice() {
        let a = [line("a/a@flat", 5, 5)];
        let b = [line("b/b@reader", 1, 20), line("b/b@writer", 20, 1)];
        let found = crossings(&a, &b);
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].below.to_string(), found[0].above.to_string()), ("b/b@reader".into(), "a/a@flat".into()));
        assert_eq!((found[1].below.to_string(), found[1].above.to_string()), ("a/a@flat".into(), "b/b@writer".into()));
    }

    fn ladder(name: &'static str) -> impl Strategy<Value = Vec<Line>> {
        prop::collection::vec((0_u32..50, 0_u32..50), 1..6).prop_map(move |prices| {
            let lines = prices.iter().enumerate();
            lines.map(|(place, (input, output))| line(&format!("{name}@p{place}"), *input, *output)).collect()
        })
    }

    fn cheapest(lines: &[Line], share: Decimal) -> Decimal {
        lines.iter().map(|line| line.at(share)).min().unwrap()
    }

    proptest! {
        #[test]
        fn between_two_flips_the_order_holds(a in ladder("a/a"), b in ladder("b/b")) {
            let found = crossings(&a, &b);
            for step in 0..=100_i64 {
                let share = Decimal::new(step, 2);
                let gap = (cheapest(&a, share) - cheapest(&b, share)).round_dp(6);
                let next = found.iter().find(|at| at.output_share > share);
                let previous = found.iter().rev().find(|at| at.output_share < share);
                if let (Some(next), false) = (next, gap.is_zero()) {
                    prop_assert_eq!(next.below.model.as_str() == "a/a", gap < Decimal::ZERO);
                }
                if let (Some(previous), false) = (previous, gap.is_zero()) {
                    prop_assert_eq!(previous.above.model.as_str() == "a/a", gap < Decimal::ZERO);
                }
            }
        }

        #[test]
        fn swapping_the_ladders_changes_nothing(a in ladder("a/a"), b in ladder("b/b")) {
            prop_assert_eq!(crossings(&a, &b), crossings(&b, &a));
        }
    }
}
