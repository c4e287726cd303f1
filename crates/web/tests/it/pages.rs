//! Pages as a browser gets them.

use crate::served::{Served, ask, body, header};
use ureq::http::Method;

/// Status and text of a page.
fn get(served: &Served, path: &str) -> (u16, String) {
    let mut response = ask(served, Method::GET, path, &[]);
    (response.status().as_u16(), String::from_utf8(body(&mut response)).unwrap())
}

#[test]
fn a_comparison_leaves_long_tails_out_until_they_are_asked_for() {
    let served = Served::start();
    let path = "/compare/openai:o4-mini/anthropic:claude-sonnet-4-5?on=2026-10-01";
    let (status, short) = get(&served, path);
    assert_eq!(status, 200);
    assert!(short.contains("further on the ladder of o4 Mini") || short.contains("further on the ladder of o4-mini"));
    let link = format!("<a href=\"{path}&amp;all=yes\">show them here</a>");
    assert!(short.contains(&link), "no way to the rest");
    assert!(!short.contains("routes without a bill last"));
    let (status, whole) = get(&served, &format!("{path}&all=yes"));
    assert_eq!(status, 200);
    assert!(whole.contains("Continued: cheapest first, routes without a bill last"));
    assert!(!whole.contains("show them here"));
    assert!(whole.len() > short.len() * 3 / 2, "{} of {}", short.len(), whole.len());
    let canonical =
        |page: &str| page.split("rel=\"canonical\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(canonical(&whole), canonical(&short), "one page, one address");
    assert_eq!(get(&served, &format!("{path}&all=perhaps")).0, 400);
}

#[test]
fn a_form_moves_to_the_address_of_the_comparison() {
    let served = Served::start();
    let moved = ask(&served, Method::GET, "/compare?model=o4-mini&model=llama+3.2+1b&input=1000k&open=", &[]);
    assert!([301, 302, 303, 307, 308].contains(&moved.status().as_u16()));
    assert_eq!(header(&moved, "location"), "/compare/openai:o4-mini/meta:llama-3.2-1b?input=1M");
}

#[test]
fn changes_are_a_page_a_feed_and_data() {
    let served = Served::start();
    let query = "since=2026-05-22&model=trinity-large-thinking&provider=openrouter&on=2026-07-17";
    let (status, page) = get(&served, &format!("/changes?{query}"));
    assert_eq!(status, 200);
    assert!(page.contains("Between 2026-05-22 and 2026-07-17"), "the days");
    assert!(page.contains("<td>$0.22</td><td>$0.25</td>") || page.contains("$0.22"), "the old price");
    assert!(page.contains("+14 %") && page.contains("-5.9 %"), "both moves, of the old price");
    let mut feed = ask(&served, Method::GET, &format!("/changes.atom?{query}"), &[]);
    assert_eq!(header(&feed, "content-type"), "application/atom+xml; charset=utf-8");
    let feed = String::from_utf8(body(&mut feed)).unwrap();
    assert!(
        feed.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">")
    );
    assert_eq!(feed.matches("<entry>").count(), 2, "{feed}");
    assert!(feed.contains("Input price per 1M tokens $0.22 → $0.25"), "{feed}");
    let (status, data) = get(&served, &format!("/api/v1/changes?{query}&kind=price&fields=field,before,after,rise"));
    assert_eq!(status, 200);
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    let expected = serde_json::json!([
        {"field": "rate.input", "before": "0.22", "after": "0.25", "rise": "0.136364"},
        {"field": "rate.output", "before": "0.85", "after": "0.8", "rise": "-0.058824"},
    ]);
    assert_eq!(data["items"], expected);
    for (wrong, hint) in [
        ("kind=prices", "did you mean `price`?"),
        ("provider=opnai", "did you mean `openai`?"),
        ("since=2026-13-01", "YYYY-MM-DD"),
        ("since=2026-11-23", "name an earlier day"),
        ("least=-3", "Hint:"),
    ] {
        let (status, page) = get(&served, &format!("/changes?{wrong}"));
        assert!((400..=404).contains(&status) && page.contains(hint), "{wrong}: {status}");
    }
}

#[test]
fn hostile_addresses_get_a_page_that_says_so() {
    let served = Served::start();
    let many = format!("/compare/{}", vec!["o4-mini"; 400].join("/"));
    for (path, status) in [
        ("/../../etc/passwd", 404),
        ("/model/%2e%2e/%2e%2e", 404),
        ("/compare/a%00b/o4-mini", 404),
        ("/compare/%c0%af/o4-mini", 404),
        ("/models?page=99999999999999999999", 400),
        ("/compare/openai:o4-mini/meta:llama-3.2-1b?input=1e999", 400),
        ("/compare/openai:o4-mini/meta:llama-3.2-1b?input=-1", 400),
        ("/compare/openai:o4-mini/meta:llama-3.2-1b?x=%00", 400),
        ("/search?q=%ff%fe", 400),
        (many.as_str(), 400),
        ("/<script>alert(1)</script>", 404),
    ] {
        let (found, page) = get(&served, &path.replace('<', "%3C").replace('>', "%3E"));
        assert_eq!(found, status, "{path}");
        assert!(page.contains("Hint:") || page.contains("All models"), "{path}: {page}");
        assert!(!page.contains("<script>alert"), "{path}");
    }
}

#[test]
fn pages_are_sent_with_rules_that_keep_strangers_out() {
    let served = Served::start();
    let page = ask(&served, Method::GET, "/model/openai/o4-mini", &[]);
    let rules = header(&page, "content-security-policy");
    assert!(rules.contains("default-src 'none'") && !rules.contains("unsafe-inline"), "{rules}");
    assert_eq!(header(&page, "x-content-type-options"), "nosniff");
    assert_eq!(header(&page, "access-control-allow-origin"), "", "pages are not for scripts of others");
}

#[test]
fn programs_of_other_origins_are_refused_by_the_tools() {
    let served = Served::start();
    let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    let call = |name: &str, value: &str| {
        let request = ureq::http::Request::builder().method(Method::POST).uri(format!("{}/mcp", served.root));
        let request = request.header("content-type", "application/json");
        let request = request.header("accept", "application/json, text/event-stream").header(name, value);
        let agent: ureq::Agent = ureq::Agent::config_builder().http_status_as_error(false).build().into();
        agent.run(request.body(ping).unwrap()).unwrap().status().as_u16()
    };
    assert_eq!(call("origin", "https://evil.example"), 403);
    assert_eq!(call("host", "evil.example"), 403);
}

#[test]
fn routes_are_picked_on_a_page_and_as_data() {
    let served = Served::start();
    let query = "context=200k&needs=vision&providers=openai&benchmark=epoch%2Fgpqa-diamond&on=2026-10-01";
    let (status, page) = get(&served, &format!("/pick?{query}"));
    assert_eq!(status, 200);
    for part in [
        "is the cheapest of",
        "What each need leaves",
        "weigh pick --needs vision --context 200k --providers openai --benchmark 'epoch/gpqa-diamond' --on 2026-10-01",
        "/api/v1/pick?needs=vision&amp;context=200k&amp;providers=openai&amp;benchmark=epoch%2Fgpqa-diamond&amp;on=2026-10-01",
        "show them here",
        "<svg",
    ] {
        assert!(page.contains(part), "{part}");
    }
    let (status, data) = get(&served, "/api/v1/pick?context=200k&needs=vision&providers=openai&limit=3&on=2026-10-01");
    assert_eq!(status, 200);
    let data: serde_json::Value = serde_json::from_str(&data).unwrap();
    assert_eq!((&data["kind"], data["eligible"]["items"].as_array().unwrap().len()), (&"pick".into(), 3));
    let first = data["eligible"]["items"][0]["route"].as_str().unwrap();
    assert!(page.contains(first), "both name {first}");
    let (status, why) = get(&served, "/api/v1/explain?route=gpt-5-mini%40openai&context=500k&on=2026-10-01");
    let why: serde_json::Value = serde_json::from_str(&why).unwrap();
    assert_eq!((status, &why["choice"]["standing"]), (200, &"excluded".into()));
    let (status, told) = get(&served, "/pick?explain=gpt-5-mini%40openai&context=500k&on=2026-10-01");
    assert!(status == 200 && told.contains("is excluded: context window of 400k tokens is below 500k."));
    for (path, status) in [
        ("/pick?unknown=maybe", 400),
        ("/pick?benchmark=nothing-like-this", 404),
        ("/pick?explain=openai", 404),
        ("/pick?min=epoch/gpqa-diamond", 400),
        ("/api/v1/pick?min=no-such-board%3D5", 404),
        ("/api/v1/pick?limit=0", 400),
    ] {
        assert_eq!(get(&served, path).0, status, "{path}");
    }
}

#[test]
fn what_takes_too_long_is_to_be_tried_again() {
    let served = Served::overloaded();
    for (path, media_type) in [
        ("/compare/openai:o4-mini/meta:llama-3.2-1b?input=1001", "text/html; charset=utf-8"),
        ("/api/v1/bill?route=openai/o4-mini@openai&input=1001", "application/problem+json"),
    ] {
        let mut response = ask(&served, Method::GET, path, &[]);
        assert_eq!((response.status().as_u16(), header(&response, "content-type")), (503, media_type), "{path}");
        assert_eq!((header(&response, "retry-after"), header(&response, "cache-control")), ("5", "no-store"));
        let said = String::from_utf8(body(&mut response)).unwrap().to_lowercase();
        assert!(said.contains("too much to do at the moment") && said.contains("try again in some seconds"), "{said}");
    }
    assert_eq!(get(&served, "/healthz"), (200, "ok\n".to_owned()), "what is small is answered all the same");
}
