//! Pictures of pages, as sites fetch them that show previews.

use crate::served::{Served, ask, body, header};
use ureq::http::Method;
use weigh_catalog::Catalog;
use weigh_web::frame::Site;
use weigh_web::{Body, Edition, answer};

const PAIR: &str = "/compare/openai:o4-mini/meta:llama-3.2-1b";

#[test]
fn a_picture_is_sent_once_and_then_known_by_its_tag() {
    let served = Served::start();
    for page in ["", "/model/openai/o4-mini", PAIR] {
        let path = format!("/image{page}");
        let mut first = ask(&served, Method::GET, &path, &[("accept-encoding", "gzip")]);
        assert_eq!((first.status().as_u16(), header(&first, "content-type")), (200, "image/png"), "{path}");
        assert_eq!(header(&first, "content-encoding"), "", "a PNG is compressed already");
        assert_eq!(header(&first, "cache-control"), "public, max-age=300, stale-while-revalidate=86400");
        let tag = header(&first, "etag").to_owned();
        let bytes = body(&mut first);
        assert_eq!(bytes[..8], *b"\x89PNG\r\n\x1a\n");
        assert_eq!((bytes[16..20].to_vec(), bytes[20..24].to_vec()), (vec![0, 0, 4, 176], vec![0, 0, 2, 118]));
        let mut again = ask(&served, Method::GET, &path, &[("if-none-match", &tag)]);
        assert_eq!((again.status().as_u16(), body(&mut again).len()), (304, 0), "{path}");
        let head = ask(&served, Method::HEAD, &path, &[]);
        assert_eq!(header(&head, "content-length"), bytes.len().to_string());
    }
}

#[test]
fn what_has_no_page_has_no_picture() {
    let served = Served::start();
    let status = |path: &str| ask(&served, Method::GET, path, &[]).status().as_u16();
    assert_eq!(status("/image/model/nobody/nothing"), 404);
    assert_eq!(status("/image/compare/openai:o4-mini/nobody:nothing"), 404);
    assert_eq!(status("/image/compare"), 404, "the form is no comparison");
    assert_eq!(status("/image/compare/openai:o4-mini"), 404);
    assert_eq!(status("/image/models"), 404);
    assert_eq!(status("/image/compare/openai:o4-mini/meta:llama-3.2-1b?input=much"), 400);
    assert_eq!(status("/image/model/openai/o4-mini?on=1999-01-01"), 400);
}

#[test]
fn a_picture_moves_with_its_page() {
    let served = Served::start();
    let moved = ask(&served, Method::GET, "/image/compare/o4-mini/llama-3.2-1b?input=1000k", &[]);
    let to = (moved.status().as_u16(), header(&moved, "location"));
    assert_eq!(to, (303, "/image/compare/openai:o4-mini/meta:llama-3.2-1b?input=1M"));
}

/// The head of a page under an origin.
fn page(path: &str, query: &str, origin: &str) -> String {
    let packed = weigh_store::open(None).unwrap().packed;
    let edition = Edition::new(Catalog::new(packed, "2026-11-22".parse().unwrap())).unwrap();
    let site = Site { root: "/ref".into(), origin: origin.into() };
    let Body::Html(text) = answer(&edition, &site, path, query).body else { panic!("no page at {path}") };
    text.split_once("</head>").unwrap().0.to_owned()
}

#[test]
fn a_page_names_its_picture_where_its_own_address_is_known() {
    let meta = |name: &str, value: &str| format!("<meta property=\"og:image{name}\" content=\"{value}");
    let head = page(PAIR, "input=5M&on=2026-10-01", "https://w.example");
    let address = "https://w.example/ref/image/compare/openai:o4-mini/meta:llama-3.2-1b?input=5M&amp;on=2026-10-01\">";
    for (name, value) in [("", address), (":type", "image/png\">"), (":width", "1200\">"), (":height", "630\">")] {
        assert!(head.contains(&meta(name, value)), "{name}: {head}");
    }
    assert!(head.contains(&meta(":alt", "o4-mini vs Llama 3.2 1B. ")), "{head}");
    assert!(head.contains("Cost at the cheapest route for 5M input and 250M output tokens a month"));
    assert!(head.contains("<meta name=\"twitter:card\" content=\"summary_large_image\">"));
    assert!(page("/", "", "https://w.example").contains(&meta("", "https://w.example/ref/image\">")));
    for (path, origin) in [(PAIR, ""), ("/models", "https://w.example")] {
        let head = page(path, "", origin);
        assert!(!head.contains("og:image"), "{path}: {head}");
        assert!(head.contains("<meta name=\"twitter:card\" content=\"summary\">"));
    }
}
