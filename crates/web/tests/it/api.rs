//! The API as programs of any origin meet it.

use crate::served::Served;
use std::io::Read as _;
use ureq::http::{Method, Request, Response};
use ureq::{Agent, Body};

/// An agent that shows what came: no redirects, and any status is an answer.
fn agent() -> Agent {
    Agent::config_builder().http_status_as_error(false).max_redirects(0).accept_encoding("").build().into()
}

fn ask(served: &Served, method: Method, path: &str, headers: &[(&str, &str)]) -> Response<Body> {
    let mut request = Request::builder().method(method).uri(format!("{}{path}", served.root));
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let request = request.body(()).unwrap();
    agent().configure_request(request).allow_non_standard_methods(true).run().unwrap()
}

fn header<'a>(response: &'a Response<Body>, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}
