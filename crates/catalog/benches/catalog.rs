//! Times of what every command does first: open, list, look up, fold.
#![allow(missing_docs, clippy::unwrap_used, reason = "a benchmark")]

use divan::Bencher;
use std::borrow::Cow;
use weigh_catalog::lookup::find;
use weigh_catalog::packed::Packed;
use weigh_catalog::{Catalog, ModelId};

const BYTES: &[u8] = include_bytes!("../../snapshot/catalog.weigh");

fn main() {
    divan::main();
}

fn packed() -> Packed {
    Packed::open(Cow::Borrowed(BYTES)).unwrap()
}

#[divan::bench]
fn open() -> Packed {
    packed()
}

#[divan::bench]
fn index(bencher: Bencher) {
    let packed = packed();
    bencher.bench(|| packed.index().unwrap());
}

#[divan::bench]
fn tables(bencher: Bencher) {
    bencher
        .with_inputs(|| Catalog::new(packed(), packed().day))
        .bench_values(|catalog| catalog.provider_ids().unwrap().len());
}

#[divan::bench(args = ["openai/o4-mini", "o4 mini", "gpt", "trinty-large-thinkng", "accounts/fireworks/models/llama-v3p2-1b"])]
fn look_up(bencher: Bencher, typed: &str) {
    let (index, names) = (packed().index().unwrap(), packed().names().unwrap());
    bencher.bench(|| find(typed, &index, &names));
}

#[divan::bench(args = ["openai/o4-mini", "arcee-ai/trinity-large-thinking"])]
fn fold_one(bencher: Bencher, id: &str) {
    let packed = packed();
    let catalog = Catalog::new(packed.clone(), packed.day);
    let id = ModelId::new(id).unwrap();
    catalog.model(&id).unwrap();
    bencher.bench(|| catalog.model(&id).unwrap());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn decode_all(bencher: Bencher) {
    let packed = packed();
    bencher.bench(|| packed.groups().flatten().count());
}

#[divan::bench(sample_count = 3, sample_size = 1)]
fn fold_all(bencher: Bencher) {
    let packed = packed();
    let catalog = Catalog::new(packed.clone(), packed.day);
    bencher.bench(|| catalog.models().unwrap().len());
}
