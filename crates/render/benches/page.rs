//! Times of one page, from ids to text, on the embedded catalog: with everything read before (`warm`) and not (`cold`).
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use divan::Bencher;
use std::borrow::Cow;
use std::sync::Arc;
use weigh_catalog::packed::Packed;
use weigh_catalog::{Catalog, ModelId};
use weigh_compare::{Needs, Workload};
use weigh_render::gather::{Gathered, Question, source_notes};
use weigh_render::json_v1;
use weigh_render::output::{Options, html, markdown, terminal};
use weigh_render::sections::{Tails, comparison_page};

/// The allocator of the command.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const BYTES: &[u8] = include_bytes!("../../snapshot/catalog.weigh");

/// Two little-served models, two well-served ones, three of the best-served.
const PAGES: [&str; 3] = [
    "meta/llama-3.2-1b arcee-ai/trinity-large-thinking",
    "openai/o4-mini anthropic/claude-sonnet-4-5",
    "openai/gpt-5-mini anthropic/claude-sonnet-4-5 deepseek/deepseek-v3.1",
];

fn main() {
    divan::main();
}

fn catalog() -> Catalog {
    let packed = Packed::open(Cow::Borrowed(BYTES)).unwrap();
    let day = packed.day;
    Catalog::new(packed, day)
}

fn question(page: &str) -> Question {
    let models = page.split(' ').map(|id| ModelId::new(id).unwrap()).collect();
    Question { models, workload: Workload::default(), needs: Needs::default() }
}

#[divan::bench(args = PAGES)]
fn cold_html(bencher: Bencher, page: &str) {
    bencher.with_inputs(catalog).bench_refs(|catalog| {
        let gathered = Gathered::new(catalog, question(page)).unwrap();
        (html::OUTPUT.render)(&comparison_page(&gathered.input(Tails::Folded)), &Options::default())
    });
}

/// As the server and the site make it.
#[divan::bench(args = PAGES)]
fn warm_page(bencher: Bencher, page: &str) {
    warm(bencher, page, Tails::Counted);
}

/// As the command makes it: with everything folded away on it.
#[divan::bench(args = PAGES)]
fn warm_html(bencher: Bencher, page: &str) {
    warm(bencher, page, Tails::Folded);
}

fn warm(bencher: Bencher, page: &str, tails: Tails) {
    let catalog = catalog();
    let sources = Arc::from(source_notes(&catalog).unwrap());
    bencher.bench(|| {
        let gathered = Gathered::with_sources(&catalog, question(page), Arc::clone(&sources)).unwrap();
        (html::OUTPUT.render)(&comparison_page(&gathered.input(tails)), &Options::default())
    });
}

#[divan::bench(args = PAGES)]
fn warm_gather(bencher: Bencher, page: &str) {
    let catalog = catalog();
    let sources = Arc::from(source_notes(&catalog).unwrap());
    bencher.bench(|| Gathered::with_sources(&catalog, question(page), Arc::clone(&sources)).unwrap());
}

#[divan::bench(args = PAGES)]
fn document(bencher: Bencher, page: &str) {
    let gathered = Gathered::new(&catalog(), question(page)).unwrap();
    bencher.bench(|| comparison_page(&gathered.input(Tails::Folded)));
}

#[divan::bench(args = ["html", "markdown", "terminal", "json"])]
fn output(bencher: Bencher, output: &str) {
    let gathered = Gathered::new(&catalog(), question(PAGES[0])).unwrap();
    let page = comparison_page(&gathered.input(Tails::Folded));
    let options = Options::default();
    bencher.bench(|| match output {
        "html" => (html::OUTPUT.render)(&page, &options),
        "markdown" => (markdown::OUTPUT.render)(&page, &options),
        "terminal" => (terminal::OUTPUT.render)(&page, &options),
        _ => json_v1::to_text(&json_v1::comparison(&gathered.input(Tails::Folded))),
    });
}
