//! Addresses that mean harm: an answer or a problem, at once, and never a panic.

use super::*;
use proptest::prelude::*;

fn status(path: &str, query: &str) -> u16 {
    answer(edition(), &Site::default(), path, query).status
}

#[test]
fn hostile_paths_lead_nowhere() {
    for path in [
        "/models/../../etc/passwd",
        "/models/%2e%2e/passwd",
        "/models/%2E%2E%2Fpasswd/x",
        "/models/a%2fb/c",
        "/models/a%00/c",
        "/models/a%1bb/c",
        "/models/%c0%af/c",
        "/models/%ff/c",
        "/models/a%5cb/c",
        "/models//c",
        "//",
        "/benchmarks/a%2f..%2fb",
        "/benchmarks/a%2f%2fb",
        "/benchmarks/",
        "/models/openai/o4-mini/routes/x",
    ] {
        let status = status(&format!("{ROOT}{path}"), "");
        assert!(status == 404 || (path == "/benchmarks/" && status == 200), "{path}: {status}");
    }
    assert_eq!(status(&format!("{ROOT}/models/a/{}", "b".repeat(300)), ""), 404);
}

#[test]
fn hostile_queries_are_refused() {
    for query in [
        "limit=99999999999999999999",
        "limit=-1",
        "limit=%2B5",
        "limit=05",
        "offset=1e3",
        "q=%00",
        "q=%ff",
        "q=a%1b",
        "x[]=1",
        "fields=id,,name",
    ] {
        assert_eq!(status("/api/v1/models", query), 400, "{query}");
    }
    let models = "model=a&".repeat(500);
    assert_eq!(status("/api/v1/compare", &models), 400);
    assert_eq!(status("/api/v1/compare", &"model=a&".repeat(10_000)), 414);
    assert_eq!(status("/api/v1/bill", "route=openai/o4-mini@openai&input=9999999999999999999999999T"), 400);
    assert_eq!(status("/api/v1/models", "on=9999-12-31&limit=1"), 200);
    assert_eq!(status("/api/v1/compare", "model=o4-mini&model=o3&on=9999-12-31"), 200);
}

#[test]
fn the_largest_bill_is_exact_or_refused() {
    let bill = ok("/bill?route=openai/o4-mini@openai&input=1000T&output=1000T&cached=0.333333&requests=1000T");
    assert_eq!(bill["bills"].as_array().unwrap().len() + bill["refused"].as_array().unwrap().len(), 1);
}

#[test]
fn only_the_api_is_below_the_api() {
    assert!(is_below("/api/v1") && is_below("/api/v1/") && is_below("/api/v1/models"));
    assert!(!is_below("/api/v12") && !is_below("/api") && !is_below("/"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_address_makes_it_panic(
        path in prop_oneof![
            ".{0,60}",
            "/(models|routes|providers|benchmarks|search|bill|compare)(/[a-z0-9@%#:./-]{0,20}){0,3}",
        ],
        query in prop_oneof![
            ".{0,80}",
            "((q|limit|offset|fields|sort|model|route|input|cached|tier|needs|within)=[a-z0-9,.%@/-]{0,12}&?){0,6}",
        ],
    ) {
        let status = status(&format!("{ROOT}{path}"), &query);
        prop_assert!(matches!(status, 200 | 400 | 404 | 414 | 422), "{status}");
    }
}
