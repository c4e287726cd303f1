use super::*;
use crate::sample::{route, today, usd};
use proptest::prelude::*;
use weigh_catalog::ServiceTier::{Batch, Standard};

fn reference() -> Workload {
    Workload::default()
}

fn total(workload: &Workload, rates: &[(&str, &str)]) -> String {
    let bill = bill(workload, &route("acme/alpha@northwind", rates), Standard, today()).unwrap();
    assert!(bill.total.is_exact());
    bill.total.stated.to_string()
}

fn refusal(workload: &Workload, pairs: &[(&str, &str)]) -> NoRate {
    bill(workload, &route("acme/alpha@northwind", pairs), Standard, today()).unwrap_err()
}

#[test]
fn the_reference_months_are_exact() {
    for (input, output, month) in
        [("1.10", "4.40", "1980"), ("0.10", "0.10", "105"), ("0.22", "0.85", "388.5"), ("0.25", "0.80", "400")]
    {
        assert_eq!(total(&reference(), &[("rate.input", input), ("rate.output", output)]), month);
    }
}

#[test]
fn lines_come_in_order_and_say_what_they_charge() {
    let route = route("openai/o4-mini@openai", &[("rate.input", "1.10"), ("rate.output", "4.40")]);
    let bill = bill(&reference(), &route, Standard, today()).unwrap();
    let lines: Vec<(Meter, String, String)> =
        bill.lines.iter().map(|line| (line.meter, line.units.to_string(), line.amount.stated.to_string())).collect();
    assert_eq!(
        lines,
        [(Meter::Input, "800000000".into(), "880".into()), (Meter::Output, "250000000".into(), "1100".into())]
    );
    assert!(bill.assumptions.is_empty());
    assert_eq!(
        bill.cites(),
        [Cite::rate(&route.id, &"input".parse().unwrap()), Cite::rate(&route.id, &"output".parse().unwrap())]
    );
}

#[test]
fn each_token_is_charged_once_at_its_narrowest_rate() {
    let workload = Workload {
        cached_share: "0.5".parse().unwrap(),
        cache_write_share: "0.25".parse().unwrap(),
        reasoning: 150_000_000,
        requests: Some(1_000_000),
        ..reference()
    };
    let rates = [
        ("rate.input", "1"),
        ("rate.cached-input", "0.1"),
        ("rate.cache-write", "1.25"),
        ("rate.output", "4"),
        ("rate.reasoning", "2"),
        ("rate.request", "10"),
    ];
    // 200 × 1 + 400 × 0.1 + 200 × 1.25 + 100 × 4 + 150 × 2 + 1 × 10
    assert_eq!(total(&workload, &rates), "1200");
}

#[test]
fn cached_tokens_without_a_rate_cost_as_input_unless_a_discount_is_known_to_exist() {
    let workload = Workload { cached_share: "0.5".parse().unwrap(), ..reference() };
    let rates = [("rate.input", "1"), ("rate.output", "2")];
    let bill = bill(&workload, &route("acme/alpha@northwind", &rates), Standard, today()).unwrap();
    assert_eq!((bill.total.stated, bill.assumptions), (usd("1300"), vec![Assumption::CachedAtInputRate]));
    let caching = [("rate.input", "1"), ("rate.output", "2"), ("can.prompt-caching", "true")];
    let refused = refusal(&workload, &caching);
    assert_eq!(refused.to_string(), "no cached-input rate for `acme/alpha@northwind` (standard) on 2026-05-22");
    assert!(refused.hint().contains("--cached 0"));
}

#[test]
fn an_unknown_rate_is_never_zero() {
    assert!(matches!(refusal(&reference(), &[("rate.input", "1")]), NoRate::Meter { meter: Meter::Output, .. }));
    assert!(matches!(refusal(&reference(), &[("rate.output", "1")]), NoRate::Meter { meter: Meter::Input, .. }));
    assert!(matches!(refusal(&reference(), &[]), NoRate::NoPrice { .. }));
    let batch_only = [("rate.input.batch", "1"), ("rate.output.batch", "1")];
    assert_eq!(refusal(&reference(), &batch_only).hint(), "it has batch");
    let zero = [("rate.input", "0"), ("rate.output", "0")];
    assert!(matches!(refusal(&reference(), &zero), NoRate::ZeroUnexplained { .. }));
    let fee = [("rate.input", "1"), ("rate.output", "1"), ("rate.request", "5")];
    assert!(matches!(refusal(&reference(), &fee), NoRate::Requests { .. }));
    assert!(matches!(refusal(&reference(), &[("rate.input", "-1"), ("rate.output", "1")]), NoRate::Meter { .. }));
}

#[test]
fn kinds_of_price_are_told_apart() {
    assert!(matches!(refusal(&reference(), &[("price-kind", "plan")]), NoRate::Plan { .. }));
    assert!(matches!(refusal(&reference(), &[("price-kind", "dynamic"), ("rate.input", "1")]), NoRate::Dynamic { .. }));
    for pairs in [vec![("price-kind", "free")], vec![("price-kind", "free"), ("rate.input", "0"), ("rate.output", "0")]]
    {
        let bill = bill(&reference(), &route("acme/alpha@northwind", &pairs), Standard, today()).unwrap();
        assert!(bill.is_free() && bill.total == Span::ZERO);
    }
}

#[test]
fn brackets_reprice_the_whole_request() {
    let rates = [("rate.input", "1"), ("rate.input>200000", "2"), ("rate.output", "3"), ("rate.output>200000", "6")];
    let sized = |prompt_tokens| Workload { prompt_tokens, ..reference() };
    assert_eq!(total(&sized(Some(200_000)), &rates), "1550");
    assert_eq!(total(&sized(Some(200_001)), &rates), "3100");
    let route = route("acme/alpha@northwind", &rates);
    let unsized_bill = bill(&sized(None), &route, Standard, today()).unwrap();
    assert_eq!(unsized_bill.total.stated, usd("1550"));
    assert_eq!(unsized_bill.assumptions, [Assumption::PromptsAtMost { tokens: 200_000 }]);
    let requests = Workload { requests: Some(1_000), ..reference() };
    let above = bill(&requests, &route, Standard, today()).unwrap();
    assert_eq!(
        (above.total.stated, above.assumptions),
        (usd("3100"), vec![Assumption::PromptsAbove { tokens: 200_000 }])
    );
}

#[test]
fn hours_make_a_range() {
    let rates = [("rate.input", "2"), ("rate.input[1630-0030]", "1"), ("rate.output", "2")];
    let bill = bill(&reference(), &route("acme/alpha@northwind", &rates), Standard, today()).unwrap();
    assert_eq!(bill.total, Span { low: usd("1300"), stated: usd("2100"), high: usd("2100") });
    assert_eq!(bill.assumptions, [Assumption::Hours("1630-0030".parse().unwrap())]);
}

#[test]
fn disputed_rates_make_a_range_over_their_claims() {
    let rates = [("rate.input", "1 | 0.5 | 1.5"), ("rate.output", "2")];
    let bill = bill(&reference(), &route("acme/alpha@northwind", &rates), Standard, today()).unwrap();
    assert_eq!(bill.total, Span { low: usd("900"), stated: usd("1300"), high: usd("1700") });
    assert_eq!(bill.assumptions, [Assumption::Disputed("input".parse().unwrap())]);
}

#[test]
fn regional_rates_and_uplifts_need_a_named_region() {
    let rates = [("rate.input", "1"), ("rate.input@eu", "2"), ("rate.output", "2"), ("uplift-eu", "1.5")];
    assert_eq!(total(&reference(), &rates), "1300");
    let europe = Workload { region: Some("EU".into()), ..reference() };
    assert_eq!(total(&europe, &rates), (1600 + 750).to_string());
    let asia = Workload { region: Some("asia".into()), ..reference() };
    assert_eq!(total(&asia, &rates), "1300");
}

#[test]
fn absurd_rates_are_no_rates() {
    let rates = [("rate.input", "2000000000000"), ("rate.output", "1")];
    assert!(matches!(refusal(&reference(), &rates), NoRate::Meter { meter: Meter::Input, .. }));
    let largest = Workload { input: crate::workload::MOST, output: crate::workload::MOST, ..reference() };
    let most = [("rate.input", "1000000000000"), ("rate.output", "1000000000000")];
    assert_eq!(total(&largest, &most), "2000000000000000000000");
}

#[test]
fn tiers_are_never_mixed() {
    let rates = [("rate.input", "1"), ("rate.input.batch", "0.5"), ("rate.output", "2")];
    let batch = bill(&reference(), &route("acme/alpha@northwind", &rates), Batch, today());
    assert!(matches!(batch, Err(NoRate::Meter { meter: Meter::Output, tier: Batch, .. })));
}

fn usage() -> impl Strategy<Value = Usage> {
    (0_u64..1_000_000_000_000, 0_u64..=50, 0_u64..=50, 0_u64..1_000_000_000_000, 0_u64..=100, 0_u64..1_000_000)
        .prop_map(|(input, cached, written, output, reasoning, requests)| {
            let part = |whole: u64, percent: u64| Decimal::from(whole) * Decimal::new(percent.cast_signed(), 2);
            Usage {
                requests: Some(Decimal::from(requests)),
                input: Decimal::from(input),
                cached: part(input, cached),
                cache_written: part(input, written),
                output: Decimal::from(output),
                reasoning: part(output, reasoning),
            }
        })
}

fn sum(a: &Usage, b: &Usage) -> Usage {
    Usage {
        requests: Some(a.requests.unwrap() + b.requests.unwrap()),
        input: a.input + b.input,
        cached: a.cached + b.cached,
        cache_written: a.cache_written + b.cache_written,
        output: a.output + b.output,
        reasoning: a.reasoning + b.reasoning,
    }
}

proptest! {
    #[test]
    fn a_bill_is_additive(a in usage(), b in usage(), rates in prop::collection::vec(1_i64..100_000, 6)) {
        let meters = ["input", "cached-input", "cache-write", "output", "reasoning", "request"];
        let texts: Vec<(String, String)> = meters.iter().zip(&rates)
            .map(|(meter, rate)| (format!("rate.{meter}"), Decimal::new(*rate, 4).to_string())).collect();
        let pairs: Vec<(&str, &str)> = texts.iter().map(|(meter, rate)| (meter.as_str(), rate.as_str())).collect();
        let route = route("acme/alpha@northwind", &pairs);
        let terms = Terms { tier: Standard, day: today(), region: None, prompt_size: None };
        let total = |usage: &Usage| bill_usage(usage, &route, &terms).map(|bill| bill.total.stated);
        if let (Ok(one), Ok(other), Ok(both)) = (total(&a), total(&b), total(&sum(&a, &b))) {
            prop_assert_eq!(one + other, both);
        }
        let bill = bill_usage(&a, &route, &terms);
        if let Ok(bill) = bill {
            let lines: Usd = bill.lines.iter().map(|line| line.amount.stated).sum();
            prop_assert_eq!(lines, bill.total.stated);
        }
    }
}
