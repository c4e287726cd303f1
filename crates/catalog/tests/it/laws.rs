//! Laws over the real records.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use weigh_catalog::assemble::assemble;
use weigh_catalog::packed::{PackInput, Packed, pack};
use weigh_catalog::record::Batch;
use weigh_catalog::{BenchmarkId, Catalog, Field, Model, ProviderId, text, unpack};

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

/// The committed records of some sources.
fn batches_of(sources: &[&str]) -> Vec<Batch> {
    let is_of = |path: &Path| sources.iter().any(|name| path.parent().is_some_and(|folder| folder.ends_with(name)));
    files().iter().filter(|(path, _)| is_of(path)).map(|(path, _)| batch(path)).collect()
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
    let mut batches = batches_of(&quick);
    assert!(batches.len() >= quick.len());
    let first = packed(&batches);
    assert!(packed(&batches) == first, "packing twice differs");
    batches.reverse();
    for batch in &mut batches {
        batch.records.reverse();
    }
    assert!(packed(&batches) == first, "packing in another order differs");
}

#[test]
fn a_catalog_taken_apart_and_put_together_again_is_the_same() {
    let sources = ["openrouter", "openrouter-archive", "genai-prices", "llm-stats", "aider", "hugging-face"];
    let batches = batches_of(&sources);
    assert!(batches.len() >= sources.len());
    let first = packed(&batches);
    let opened = Packed::open(Cow::Borrowed(first.leak())).unwrap();
    let again = unpack::batches(&opened).unwrap();
    assert_eq!(again.len(), batches.len(), "every reading comes back");
    let second = Packed::open(Cow::Owned(packed(&again))).unwrap();
    let unplaced = opened.unplaced().unwrap();
    assert!(unplaced.len() > 2_000, "{} subjects belong to no model", unplaced.len());
    assert!(unplaced == second.unplaced().unwrap());
    let groups = |packed: &Packed| packed.groups().collect::<Result<Vec<_>, _>>().unwrap();
    for (before, after) in groups(&opened).iter().zip(groups(&second)) {
        assert_eq!(before, &after);
    }
    assert!(packed(&again) == packed(&batches), "some bytes differ");
}

/// Before the day of packing, on it, and after days on which something that was announced begins or ends.
#[test]
fn bare_models_lie_in_the_file_as_folding_makes_them() {
    let packed = super::packed();
    let sections = packed.bare_sections();
    assert!(sections.len() > 4, "enough for several processors");
    let mut read = Vec::new();
    for section in &sections {
        let mut take = |bare| {
            read.push(bare);
            Ok(())
        };
        packed.bare(*section, &|_| true, &mut take).unwrap();
    }
    let changing = read.iter().filter(|bare| bare.until.is_some()).count();
    assert!(changing > 0 && changing < read.len() / 10, "{changing} of {} models have an announced change", read.len());
    let until = read.iter().filter_map(|bare| bare.until).max().unwrap();
    let day_before = packed.day.yesterday().unwrap();
    for day in [day_before, packed.day, read.iter().filter_map(|bare| bare.until).min().unwrap(), until] {
        let catalog = Catalog::new(packed.clone(), day);
        let bare = catalog.map_bare(|_| true, |model| model).unwrap();
        let folded = catalog.map_models(|model| model.bare()).unwrap();
        assert_eq!(bare.len(), folded.len());
        for (bare, folded) in bare.iter().zip(&folded) {
            assert_eq!(bare, folded, "{} on {day}", folded.id);
        }
    }
}

#[test]
fn of_bare_models_only_the_wanted_fields_are_read() {
    let catalog = super::newest();
    let models = catalog.map_bare(|field| *field == Field::Context, |model| model).unwrap();
    let routes = || models.iter().flat_map(|model| &model.routes);
    assert!(routes().count() > 7_500);
    assert!(routes().filter(|route| !route.facts.get(&Field::Context).is_unknown()).count() > 7_500);
    assert!(routes().all(|route| route.rates.is_empty() && route.facts.get(&Field::Status).is_unknown()));
}

/// Of every tenth model: the routes of every second provider and the results in one benchmark, as the whole model has them.
#[test]
fn excerpts_say_of_routes_and_results_what_whole_models_say() {
    let catalog = super::newest();
    let benchmark = BenchmarkId::new("epoch/gpqa-diamond").unwrap();
    let whole: Vec<Model> = catalog.models().unwrap().into_iter().step_by(10).collect();
    let providers = |model: &Model| -> BTreeSet<ProviderId> {
        let all: BTreeSet<&ProviderId> = model.routes.iter().map(|route| &route.provider).collect();
        all.into_iter().step_by(2).cloned().collect()
    };
    let wanted = whole.iter().map(|model| (model.id.clone(), providers(model))).collect();
    let excerpts = catalog.excerpts(&wanted, Some(&benchmark)).unwrap();
    assert_eq!(excerpts.len(), whole.len());
    let (mut routes, mut results) = (0, 0);
    for ((id, excerpt), whole) in excerpts.iter().zip(&whole) {
        let of_providers = whole.routes.iter().filter(|route| wanted[id].contains(&route.provider));
        let of_benchmark = whole.results.iter().filter(|result| result.benchmark == benchmark);
        assert_eq!((id, &excerpt.routes), (&whole.id, &of_providers.cloned().collect()));
        assert_eq!(excerpt.results, of_benchmark.cloned().collect::<Vec<_>>());
        assert!(excerpt.routes.iter().all(|route| excerpt.route(&route.id) == Some(route)));
        routes += excerpt.routes.len();
        results += excerpt.results.len();
    }
    assert!(routes > 500 && results > 5, "{routes} routes, {results} results");
}
