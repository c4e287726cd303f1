//! Laws over the real records.

use std::fs;
use std::path::{Path, PathBuf};
use weigh_catalog::assemble::assemble;
use weigh_catalog::packed::{PackInput, pack};
use weigh_catalog::record::Batch;
use weigh_catalog::text;

const SOURCES: &str = include_str!("../../../../data/curated/sources.toml");

/// Every committed record file, with its size.
fn files() -> Vec<(PathBuf, u64)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/records");
    let mut files = Vec::new();
    for source in fs::read_dir(folder).unwrap() {
        for file in fs::read_dir(source.unwrap().path()).unwrap() {
            let file = file.unwrap();
            files.push((file.path(), file.metadata().unwrap().len()));
        }
    }
    files.sort();
    files
}

fn batch(path: &Path) -> Batch {
    text::read(&fs::read_to_string(path).unwrap()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn packed(batches: &[Batch]) -> Vec<u8> {
    let assembly = assemble(batches);
    let day = batches.iter().map(|batch| batch.reading.read_on).max().unwrap();
    pack(&PackInput { assembly: &assembly, source_table: SOURCES, day, version: "test" })
}

#[test]
fn what_is_written_reads_back_and_record_files_are_as_we_write_them() {
    let files = files();
    assert!(files.len() >= 20);
    for (path, _) in &files {
        let content = fs::read_to_string(path).unwrap();
        assert!(text::write(&batch(path)) == content, "{} is not as written", path.display());
    }
}

#[test]
fn records_stay_small_enough_to_review() {
    let total: u64 = files().iter().map(|(_, size)| size).sum();
    assert!(total <= 40 * 1024 * 1024, "{total} bytes of records");
}

#[test]
fn neither_the_order_of_batches_nor_a_second_packing_changes_a_byte() {
    let quick = ["openrouter", "hugging-face", "model-prices", "aider", "models-dev-metadata", "litellm-history"];
    let is_quick = |path: &Path| quick.iter().any(|name| path.parent().is_some_and(|folder| folder.ends_with(name)));
    let mut batches: Vec<Batch> =
        files().iter().filter(|(path, _)| is_quick(path)).map(|(path, _)| batch(path)).collect();
    assert!(batches.len() >= quick.len());
    let first = packed(&batches);
    assert!(packed(&batches) == first, "packing twice differs");
    batches.reverse();
    for batch in &mut batches {
        batch.records.reverse();
    }
    assert!(packed(&batches) == first, "packing in another order differs");
}
