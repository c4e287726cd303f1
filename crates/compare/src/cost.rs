//! Cost of two models side by side: the gap, the blended price, and the mix at which the order flips.

mod envelope;

use crate::bill::{Bill, Terms, Usage, bill_usage, rate_for};
use crate::ground::Ground;
use crate::offer::{Offer, Offers};
use crate::span::Span;
use envelope::{Line, corners, crossings};
use rust_decimal::Decimal;
use weigh_catalog::money::saving;
use weigh_catalog::{Meter, Model, ModelId, Route, RouteId, ServiceTier, Usd};

/// The bills of two models at their cheapest eligible routes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CostGap {
    /// Which is cheaper, and by how much.
    pub order: CostOrder,
    /// Mixes at which the cheapest route changes from one model to the other, by rising share of output. Empty if the
    /// order holds for every mix.
    pub break_even: Vec<BreakEven>,
    /// The cheapest the first model costs at every mix: corners of a line, by rising share of output from 0 to 1. Empty
    /// without an eligible route that has a bill.
    pub mix_a: Vec<MixPoint>,
    /// The same for the second model.
    pub mix_b: Vec<MixPoint>,
    /// 70/30 price of the first model.
    pub blend_a: Option<Blend>,
    /// 70/30 price of the second model.
    pub blend_b: Option<Blend>,
}

/// Which of two bills is lower.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CostOrder {
    /// One is lower, whichever of the disputed prices hold.
    Cheaper {
        /// The cheaper model.
        cheaper: ModelId,
        /// The dearer model.
        dearer: ModelId,
        /// Dollars a month between them.
        difference: Span<Usd>,
        /// Difference as a share of the dearer bill, 0 to 1.
        saving: Span<Decimal>,
        /// The dearer bill divided by the cheaper one; `None` if the cheaper one is zero.
        times: Option<Decimal>,
    },
    /// The same to the cent's last digit.
    Same,
    /// The ranges of the two bills overlap.
    Open,
    /// At least one has no bill.
    Unknown,
}

/// A mix at which the cheapest route changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BreakEven {
    /// Share of output in all tokens, strictly between 0 and 1, at stated rates; caching, reasoning and prompt size as in
    /// the workload.
    pub output_share: Decimal,
    /// Cheapest below that share.
    pub below: RouteId,
    /// Cheapest above that share.
    pub above: RouteId,
}

/// The cost at one mix; between two points it is on the straight line, and `route` holds up to the next point.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MixPoint {
    /// Share of output in all tokens.
    pub output_share: Decimal,
    /// Dollars per million tokens at stated rates; caching, reasoning and prompt size as in the workload.
    pub price: Usd,
    /// The cheapest route from here on.
    pub route: RouteId,
    /// Its cheapest tier among those allowed.
    pub tier: ServiceTier,
}

/// One price for 70 % input and 30 % output, uncached, on one route.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blend {
    /// The route.
    pub route: RouteId,
    /// The tier.
    pub tier: ServiceTier,
    /// Dollars per million input tokens.
    pub input: Span<Usd>,
    /// Dollars per million output tokens.
    pub output: Span<Usd>,
    /// Dollars per million tokens of the mix.
    pub price: Span<Usd>,
}

impl Blend {
    /// Share of input in the mix, in per cent.
    pub const INPUT_PERCENT: u32 = 70;
}

/// Compares the cost of two models.
pub(crate) fn cost(a: (&Model, &Offers), b: (&Model, &Offers), ground: &Ground) -> CostGap {
    let (a_lines, b_lines) = (lines(a, ground), lines(b, ground));
    CostGap {
        order: order(a.1.best(), b.1.best()),
        break_even: crossings(&a_lines, &b_lines),
        mix_a: corners(&a_lines),
        mix_b: corners(&b_lines),
        blend_a: blend(a.0, a.1.best(), ground),
        blend_b: blend(b.0, b.1.best(), ground),
    }
}

fn order(a: Option<&Offer>, b: Option<&Offer>) -> CostOrder {
    let (Some(a), Some(b)) = (a, b) else { return CostOrder::Unknown };
    if a.bill.total == b.bill.total && a.bill.total.is_exact() {
        CostOrder::Same
    } else if a.bill.total.is_below(b.bill.total) {
        cheaper(a, b)
    } else if b.bill.total.is_below(a.bill.total) {
        cheaper(b, a)
    } else {
        CostOrder::Open
    }
}

fn cheaper(low: &Offer, high: &Offer) -> CostOrder {
    let (lower, higher) = (low.bill.total, high.bill.total);
    let share = |a: Usd, b: Usd| saving(a, b).unwrap_or(Decimal::ZERO);
    CostOrder::Cheaper {
        cheaper: low.route.model.clone(),
        dearer: high.route.model.clone(),
        difference: higher.minus(lower),
        saving: Span {
            low: share(lower.high, higher.low),
            stated: share(lower.stated, higher.stated),
            high: share(lower.low, higher.high),
        },
        times: higher.stated.amount().checked_div(lower.stated.amount()),
    }
}

/// The route an offer is about.
pub(crate) fn route_of<'a>(model: &'a Model, offer: &Offer) -> Option<&'a Route> {
    model.route(&offer.route)
}

/// The 70/30 price at an offer's route and tier.
pub(crate) fn blend(model: &Model, offer: Option<&Offer>, ground: &Ground) -> Option<Blend> {
    let offer = offer?;
    let route = route_of(model, offer)?;
    let rate = |meter| rate_for(&ground.workload, route, meter, offer.bill.tier, ground.day);
    let (input, output) = (rate(Meter::Input)?, rate(Meter::Output)?);
    let part = |percent: u32| Decimal::new(i64::from(percent), 2);
    let price = input.times(part(Blend::INPUT_PERCENT))?.plus(output.times(part(100 - Blend::INPUT_PERCENT))?);
    Some(Blend { route: offer.route.clone(), tier: offer.bill.tier, input, output, price })
}

/// Each eligible route in each allowed tier as a line over the mix; free offers only if there are no others.
fn lines((model, offers): (&Model, &Offers), ground: &Ground) -> Vec<Line> {
    let with_free = offers.best().is_some_and(|best| best.bill.is_free());
    let counts = |offer: &&Offer| offer.eligibility.is_eligible() && (with_free || !offer.bill.is_free());
    let of_offer = |offer: &Offer| {
        let route = route_of(model, offer);
        let bills: Vec<&Bill> = std::iter::once(&offer.bill).chain(&offer.other_tiers).collect();
        bills.into_iter().filter_map(|bill| line(route?, bill, ground)).collect::<Vec<_>>()
    };
    offers.ladder.iter().filter(counts).flat_map(of_offer).collect()
}

fn line(route: &Route, bill: &Bill, ground: &Ground) -> Option<Line> {
    let workload = &ground.workload;
    let terms = Terms {
        tier: bill.tier,
        day: ground.day,
        region: workload.region.as_deref(),
        prompt_size: workload.prompt_size(),
    };
    let million = Decimal::from(1_000_000);
    let thinking = Decimal::from(workload.reasoning).checked_div(Decimal::from(workload.output));
    let nothing = Usage { requests: Some(Decimal::ZERO), ..Usage::NONE };
    let input = Usage {
        input: million,
        cached: million * workload.cached_share,
        cache_written: million * workload.cache_write_share,
        ..nothing.clone()
    };
    let output = Usage { output: million, reasoning: million * thinking.unwrap_or(Decimal::ZERO), ..nothing };
    let price = |usage: &Usage| Some(bill_usage(usage, route, &terms).ok()?.total.stated.amount());
    let fee = fee_per_million(bill, workload.input + workload.output);
    Some(Line {
        route: route.id.clone(),
        tier: bill.tier,
        all_input: price(&input)? + fee,
        all_output: price(&output)? + fee,
    })
}

/// The charge for requests, spread over the tokens: the mix changes, their number does not.
fn fee_per_million(bill: &Bill, tokens: u64) -> Decimal {
    let fee = bill.line(Meter::Request).map_or(Decimal::ZERO, |line| line.amount.stated.amount());
    (fee * Decimal::from(1_000_000)).checked_div(Decimal::from(tokens)).unwrap_or(Decimal::ZERO)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::Request;
    use crate::needs::Needs;
    use crate::offer::offers;
    use crate::sample::{Build, Tables, model, today, usd};
    use crate::workload::{TierPolicy, Workload};
    use proptest::prelude::*;

    fn gap(a: &Model, b: &Model) -> CostGap {
        let models = vec![a.clone(), b.clone()];
        let (neighbours, workload, needs) = (Vec::new(), Workload::default(), Needs::default());
        let ground = Ground::of(
            &Request {
                models: models.into_iter().map(Into::into).collect(),
                neighbours,
                workload,
                needs,
                day: today(),
            },
            &Tables::default(),
        );
        cost((a, &offers(a, &ground)), (b, &offers(b, &ground)), &ground)
    }

    fn priced(name: &str, input: &str, output: &str) -> Model {
        model(name, &[]).at("northwind", &[("rate.input", input), ("rate.output", output)])
    }

    #[test]
    fn a_saving_is_a_share_of_the_dearer_bill() {
        let gap = gap(&priced("meta/llama-3.2-1b", "0.10", "0.10"), &priced("openai/o4-mini", "1.10", "4.40"));
        let CostOrder::Cheaper { cheaper, difference, saving, times, .. } = gap.order else { panic!("an order") };
        assert_eq!((cheaper.as_str(), difference), ("meta/llama-3.2-1b", Span::exact(usd("1875"))));
        assert_eq!(
            (saving.stated.round_dp(3).to_string(), times.unwrap().round_dp(2).to_string()),
            ("0.947".into(), "18.86".into())
        );
    }

    #[test]
    fn the_blend_is_seventy_to_thirty() {
        let gap = gap(&priced("meta/llama-3.2-1b", "0.10", "0.10"), &priced("arcee-ai/trinity", "0.22", "0.85"));
        assert_eq!(gap.blend_a.unwrap().price, Span::exact(usd("0.1")));
        assert_eq!(gap.blend_b.unwrap().price, Span::exact(usd("0.409")));
        assert!(gap.break_even.is_empty());
    }

    #[test]
    fn the_mix_that_flips_the_order_is_found() {
        let gap = gap(&priced("arcee-ai/trinity", "0.22", "0.85"), &priced("acme/alpha", "0.25", "0.80"));
        assert_eq!(gap.break_even[0].output_share, "0.375".parse().unwrap());
        assert_eq!(gap.break_even[0].below.model.as_str(), "arcee-ai/trinity");
    }

    /// What the picture shows at the workload's own mix is the bill, and the order it shows is the break-even's.
    #[test]
    fn the_mix_agrees_with_the_bill_and_the_break_even() {
        let rates = |input, cached, output, batch_input, batch_output| {
            [
                ("rate.input", input),
                ("rate.cached-input", cached),
                ("rate.output", output),
                ("rate.input.batch", batch_input),
                ("rate.output.batch", batch_output),
            ]
        };
        let a = model("acme/alpha", &[]).at("northwind", &rates("2", "0.2", "4", "1", "5"));
        let b = model("acme/beta", &[]).at("northwind", &rates("1.5", "1", "3", "1.4", "6"));
        let workload = Workload {
            cached_share: "0.5".parse().unwrap(),
            tiers: TierPolicy::any_of(&[ServiceTier::Standard, ServiceTier::Batch]),
            ..Workload::default()
        };
        let models = vec![a.clone(), b.clone()];
        let request = Request {
            models: models.into_iter().map(Into::into).collect(),
            neighbours: Vec::new(),
            workload,
            needs: Needs::default(),
            day: today(),
        };
        let ground = Ground::of(&request, &Tables::default());
        let (of_a, of_b) = (offers(&a, &ground), offers(&b, &ground));
        let gap = cost((&a, &of_a), (&b, &of_b), &ground);
        let millions = Decimal::from(1050);
        for (points, offers) in [(&gap.mix_a, &of_a), (&gap.mix_b, &of_b)] {
            let cost = at(points, ground.workload.output_share().unwrap()) * millions;
            assert_eq!(cost.round_dp(6), offers.best().unwrap().bill.total.stated.amount());
        }
        assert!(gap.mix_a.windows(2).all(|pair| pair[0].output_share < pair[1].output_share));
        assert_eq!(
            gap.mix_a.iter().map(|point| point.tier.id()).collect::<Vec<_>>(),
            ["batch", "standard", "standard"]
        );
        let share = gap.break_even[0].output_share;
        assert_eq!((gap.break_even.len(), share.round_dp(9).to_string()), (1, "0.130434783".into()));
        assert_eq!(at(&gap.mix_a, share).round_dp(9), at(&gap.mix_b, share).round_dp(9));
    }

    /// The price at a share, on the line between the corners around it.
    fn at(points: &[MixPoint], share: Decimal) -> Decimal {
        let after = points.iter().find(|point| point.output_share >= share).unwrap();
        let before = points.iter().rev().find(|point| point.output_share <= share).unwrap();
        let width = after.output_share - before.output_share;
        let part = (share - before.output_share).checked_div(width).unwrap_or_default();
        before.price.amount() + (after.price.amount() - before.price.amount()) * part
    }

    #[test]
    fn disputed_prices_leave_the_order_open_only_where_they_overlap() {
        let open = gap(&priced("acme/alpha", "1 | 3", "1"), &priced("acme/beta", "2", "1"));
        assert_eq!(open.order, CostOrder::Open);
        let sure = gap(&priced("acme/alpha", "1 | 1.5", "1"), &priced("acme/beta", "2", "1"));
        let CostOrder::Cheaper { difference, .. } = sure.order else { panic!("an order") };
        assert_eq!(difference, Span { low: usd("400"), stated: usd("800"), high: usd("800") });
        assert_eq!(gap(&priced("acme/alpha", "1", "1"), &priced("acme/beta", "1", "1")).order, CostOrder::Same);
        assert_eq!(gap(&priced("acme/alpha", "1", "1"), &model("acme/beta", &[])).order, CostOrder::Unknown);
    }

    proptest! {
        #[test]
        fn cheaper_never_exceeds_all_of_it(prices in prop::collection::vec(prop::collection::vec(1_u32..5_000, 1..3), 4)) {
            let texts: Vec<String> = prices.iter()
                .map(|claims| claims.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | ")).collect();
            let (a, b) = (priced("acme/alpha", &texts[0], &texts[1]), priced("acme/beta", &texts[2], &texts[3]));
            let (forth, back) = (gap(&a, &b), gap(&b, &a));
            if let CostOrder::Cheaper { saving, times, difference, .. } = &forth.order {
                prop_assert!(saving.low > Decimal::ZERO && saving.low <= saving.stated);
                prop_assert!(saving.stated <= saving.high && saving.high <= Decimal::ONE);
                prop_assert!(times.unwrap() > Decimal::ONE && difference.low > Usd::ZERO);
            }
            prop_assert_eq!(forth.order, back.order);
            prop_assert_eq!(forth.break_even, back.break_even);
            prop_assert_eq!((forth.blend_a, forth.blend_b), (back.blend_b, back.blend_a));
        }
    }
}
