//! The API as programs of any origin meet it.

use crate::served::{Served, ask, body, header};
use ureq::http::Method;

#[test]
fn an_answer_has_a_tag_that_saves_the_second_body() {
    let served = Served::start();
    let mut first = ask(&served, Method::GET, "/api/v1/models?limit=2", &[]);
    assert_eq!((first.status().as_u16(), header(&first, "content-type")), (200, "application/json"));
    let tag = header(&first, "etag").to_owned();
    let plain = body(&mut first);
    assert!(plain.starts_with(b"{\n  \"format\": \"weigh/json/v1\""));
    let mut again = ask(&served, Method::GET, "/api/v1/models?limit=2", &[("if-none-match", &tag)]);
    assert_eq!((again.status().as_u16(), body(&mut again).len()), (304, 0));
    assert_eq!(header(&again, "access-control-allow-origin"), "*");
    let mut head = ask(&served, Method::HEAD, "/api/v1/models?limit=2", &[]);
    assert_eq!((head.status().as_u16(), header(&head, "etag")), (200, tag.as_str()));
    assert_eq!(header(&head, "content-length"), plain.len().to_string());
    assert_eq!(body(&mut head).len(), 0);
}

#[test]
fn an_answer_is_compressed_for_who_takes_it() {
    let served = Served::start();
    let mut plain = ask(&served, Method::GET, "/api/v1/models/openai/o4-mini", &[]);
    assert_eq!(header(&plain, "content-encoding"), "");
    let mut zipped = ask(&served, Method::GET, "/api/v1/models/openai/o4-mini", &[("accept-encoding", "gzip")]);
    assert_eq!(zipped.status(), 200);
    assert_ne!(header(&zipped, "etag"), header(&plain, "etag"));
    assert_eq!(header(&zipped, "vary"), "accept-encoding");
    assert_eq!(body(&mut zipped), body(&mut plain), "the client unpacks what the header says is packed");
}

#[test]
fn every_origin_may_read_the_api_and_the_api_alone() {
    let served = Served::start();
    let asked = [("origin", "https://elsewhere.example"), ("access-control-request-method", "GET")];
    let preflight = ask(&served, Method::OPTIONS, "/api/v1/models", &asked);
    assert_eq!(preflight.status(), 204);
    assert_eq!(header(&preflight, "access-control-allow-origin"), "*");
    assert_eq!(header(&preflight, "access-control-allow-methods"), "GET, HEAD, OPTIONS");
    assert_eq!(header(&preflight, "access-control-allow-headers"), "*");
    assert_eq!(header(&ask(&served, Method::GET, "/api/v1/nothing", &[]), "access-control-allow-origin"), "*");
    let page = ask(&served, Method::GET, "/api", &[]);
    assert_eq!((page.status().as_u16(), header(&page, "access-control-allow-origin")), (200, ""));
    assert_eq!(ask(&served, Method::OPTIONS, "/api", &asked).status(), 405);
}

#[test]
fn what_is_not_there_or_not_done_is_a_problem() {
    let served = Served::start();
    for (method, path, status, title) in [
        (Method::GET, "/api/v1/nothing", 404, "no endpoint `/api/v1/nothing`"),
        (Method::GET, "/api/v1/models?limit=no", 400, "`limit`: `no` is not a whole number from 1 to 1000"),
        (Method::DELETE, "/api/v1/models", 405, "only GET and HEAD are answered here"),
    ] {
        let mut response = ask(&served, method, path, &[]);
        assert_eq!(header(&response, "content-type"), "application/problem+json", "{path}");
        assert_eq!(header(&response, "allow"), if status == 405 { "GET, HEAD, OPTIONS" } else { "" });
        assert_eq!(header(&response, "cache-control"), "no-store");
        let problem: serde_json::Value = serde_json::from_slice(&body(&mut response)).unwrap();
        assert_eq!(
            (response.status().as_u16(), &problem["status"], &problem["title"]),
            (status, &status.into(), &title.into())
        );
    }
}

#[test]
fn the_page_about_the_api_is_made_from_its_table() {
    let served = Served::start();
    let mut response = ask(&served, Method::GET, "/api", &[]);
    let page = String::from_utf8(body(&mut response)).unwrap();
    for endpoint in weigh_web::api::ENDPOINTS {
        assert!(page.contains(&format!("GET {}", endpoint.address())), "{}", endpoint.id);
        assert!(page.contains(endpoint.summary), "{}", endpoint.id);
    }
    assert!(page.contains("href=\"/api/v1/openapi.json\""));
}
