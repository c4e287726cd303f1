//! The committed tables of `data/curated`: they load, and their names are unambiguous.

use super::*;
use std::path::Path;
use weigh_catalog::Value;
use weigh_catalog::field::FromValue;

/// The files that hold records.
const RECORD_FILES: &[&str] = &["corrections.toml", "labs.toml", "licences.toml", "models.toml", "providers.toml"];

fn file(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/curated").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn records(name: &str) -> Vec<Record> {
    let toml = file(name);
    let read_on = "2026-11-22".parse().unwrap();
    let input = Input { file: name, bytes: toml.as_bytes(), read_on, version: "", digest: "" };
    let batches = read(&input, &SourceId::new("curated").unwrap(), Ground::Required).unwrap_or_else(|problems| {
        let lines: Vec<_> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    });
    batches.into_iter().flat_map(|batch| batch.records).collect()
}

fn words(record: &Record, field: &Field) -> Vec<String> {
    let text = record.get(field).and_then(String::from_value).unwrap_or_default();
    text.split(',').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn id(record: &Record) -> &str {
    match &record.subject {
        Subject::Lab(id) | Subject::Provider(id) | Subject::Licence(id) | Subject::Model(id) => id,
        other => panic!("{other} has no single id"),
    }
}

fn ids(name: &str) -> Vec<String> {
    records(name).iter().map(|record| id(record).to_owned()).collect()
}

fn sources() -> weigh_catalog::source::SourceTable {
    weigh_catalog::source::parse(&file("sources.toml")).unwrap()
}

#[test]
fn every_file_loads() {
    for name in RECORD_FILES {
        assert!(!records(name).is_empty(), "{name}");
    }
}

#[test]
fn every_name_means_one_thing_of_its_kind() {
    for name in ["labs.toml", "licences.toml", "providers.toml"] {
        let mut owners: BTreeMap<String, String> = BTreeMap::new();
        for record in records(name) {
            let owner = id(&record).to_owned();
            let all = std::iter::once(owner.clone()).chain(words(&record, &Field::Aliases));
            for word in all.map(|word| word.to_lowercase()) {
                let other = owners.insert(word.clone(), owner.clone());
                assert!(
                    other.as_ref().is_none_or(|other| *other == owner),
                    "{name}: `{word}` is {owner} and {other:?}"
                );
            }
        }
    }
}

#[test]
fn ids_stand_once_and_in_order() {
    for name in ["labs.toml", "licences.toml", "providers.toml"] {
        let ids = ids(name);
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{name}: an id stands twice");
        let written: Vec<_> =
            file(name).lines().filter_map(|line| line.strip_prefix("id = ").map(str::to_owned)).collect();
        assert!(written.is_sorted(), "{name} is not sorted by id");
    }
}

#[test]
fn prefixes_of_aliases_are_sources() {
    let sources = sources();
    for record in records("providers.toml") {
        for alias in words(&record, &Field::Aliases) {
            if let Some((source, _)) = alias.split_once(':') {
                assert!(sources.get(source).is_some(), "{}: `{alias}`", record.subject);
            }
        }
    }
}

#[test]
fn what_is_pointed_to_exists() {
    let (labs, licences) = (ids("labs.toml"), ids("licences.toml"));
    for record in records("providers.toml") {
        assert!(words(&record, &Field::Serves).iter().all(|lab| labs.contains(lab)), "{}", record.subject);
    }
    for record in records("corrections.toml") {
        assert!(words(&record, &Field::Licence).iter().all(|licence| licences.contains(licence)), "{}", record.subject);
        if let Subject::Model(model) = &record.subject {
            assert!(labs.iter().any(|lab| model.starts_with(&format!("{lab}/"))), "{model}");
        }
    }
}

#[test]
fn a_licence_with_conditions_names_them() {
    for record in records("licences.toml") {
        let is_bound = record.get(&Field::Commercial).is_some_and(|word| *word != Value::Text("allowed".into()));
        assert!(!is_bound || record.get(&Field::LicenceConditions).is_some(), "{}", record.subject);
    }
}

#[test]
fn prices_of_every_kind_of_provider_grow_old() {
    let freshness = sources().freshness;
    let mut listed: Vec<&str> = freshness.rows().into_iter().map(|(kind, _)| kind).collect();
    listed.sort_unstable();
    let mut kinds = shape::words_of(&Field::ProviderKind).unwrap().to_vec();
    kinds.sort_unstable();
    assert_eq!(listed, kinds);
}

#[test]
fn importers_and_tables_agree_on_sources() {
    let sources = sources();
    for importer in crate::IMPORTERS {
        assert!(sources.get(importer.source).is_some(), "{} has no line in sources.toml", importer.source);
    }
    for own in ["curated", "overlay"] {
        assert!(sources.get(own).is_some(), "{own}");
    }
}
