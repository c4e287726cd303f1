//! Hostile bytes through every importer and through the reader of hand-kept files: records or a refusal, never a panic.
#![allow(clippy::unwrap_used, reason = "tests")]

mod again;

use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use weigh_catalog::{Day, SourceId, text};
use weigh_sources::curated::{self, Ground};
use weigh_sources::{IMPORTERS, Importer, Input};

const DAY: Day = jiff::civil::date(2026, 11, 1);

fn input<'a>(file: &'a str, bytes: &'a [u8]) -> Input<'a> {
    Input { file, bytes, read_on: DAY, version: "1", digest: "sha256:0" }
}

/// Every fixture, with its name.
fn fixtures() -> Vec<(PathBuf, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let mut fixtures = Vec::new();
    for source in fs::read_dir(folder).unwrap() {
        for file in fs::read_dir(source.unwrap().path()).unwrap() {
            let path = file.unwrap().path();
            fixtures.push((path.clone(), fs::read(path).unwrap()));
        }
    }
    fixtures.sort();
    fixtures
}

/// What an importer owes for any bytes: no panic, the same answer twice, and records that can be written and read back.
fn owes(importer: &Importer, name: &str, bytes: &[u8]) {
    let first = importer.import(&input(name, bytes));
    if let Ok(import) = &first {
        let read = text::read(&text::write(&import.batch)).unwrap();
        for (record, back) in import.batch.records.iter().zip(&read.records) {
            assert_eq!(record, back, "{} of {name}", importer.id);
        }
        assert!(read == import.batch, "{} of {name}", importer.id);
    }
    assert!(first == importer.import(&input(name, bytes)), "{} of {name}", importer.id);
}

/// One way of spoiling a file.
#[derive(Debug, Clone)]
enum Spoil {
    Flip(usize, u8),
    Cut(usize),
    Drop(usize, usize),
    Repeat(usize, usize),
    Put(usize, &'static str),
}

/// Values that importers have reason to stumble over.
const ODD: &[&str] = &[
    "null",
    "-1",
    "1e999",
    "\"\"",
    "[]",
    "{}",
    "18446744073709551616",
    "\u{feff}",
    "\"\\u0000\"",
    "é",
    "9999-99-99",
    ",,",
    "\n",
    "-0.0",
    "1e-400",
    "\"a/b/c\"",
    "79228162514264337593543950336",
];

fn spoil(bytes: &[u8], how: &Spoil) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    let length = bytes.len().max(1);
    match how {
        Spoil::Flip(at, bits) => bytes.iter_mut().skip(at % length).take(1).for_each(|byte| *byte ^= bits),
        Spoil::Cut(at) => bytes.truncate(at % length),
        Spoil::Drop(at, count) => {
            let (from, to) = (at % length, (at % length + count).min(bytes.len()));
            bytes.drain(from..to);
        }
        Spoil::Repeat(at, count) => {
            let (from, to) = (at % length, (at % length + count).min(bytes.len()));
            let part = bytes[from..to].to_vec();
            bytes.splice(from..from, part);
        }
        Spoil::Put(at, odd) => {
            let at = at % length;
            bytes.splice(at..at, odd.bytes());
        }
    }
    bytes
}

fn any_spoil() -> impl Strategy<Value = Spoil> {
    let place = any::<usize>().prop_map(|place| place % 1_000_000);
    prop_oneof![
        (place.clone(), 1..=255_u8).prop_map(|(at, bits)| Spoil::Flip(at, bits)),
        place.clone().prop_map(Spoil::Cut),
        (place.clone(), 1..80_usize).prop_map(|(at, count)| Spoil::Drop(at, count)),
        (place.clone(), 1..80_usize).prop_map(|(at, count)| Spoil::Repeat(at, count)),
        (place, proptest::sample::select(ODD)).prop_map(|(at, odd)| Spoil::Put(at, odd)),
    ]
}

#[test]
fn every_value_of_every_fixture_may_be_odd() {
    for (path, bytes) in fixtures() {
        let Ok(content) = String::from_utf8(bytes) else { continue };
        let name = path.display().to_string();
        // Importers that read this fixture at all.
        let readers: Vec<&Importer> =
            IMPORTERS.iter().filter(|one| one.import(&input(&name, content.as_bytes())).is_ok()).collect();
        let colons: Vec<usize> = content.match_indices(": ").map(|(place, _)| place + 2).collect();
        for (number, place) in colons.iter().enumerate() {
            let rest = content.get(*place..).unwrap_or_default();
            let end = rest.find([',', '}', ']', '\n']).map_or(content.len(), |end| place + end);
            let odd = ODD.get(number % ODD.len()).unwrap();
            let (head, tail) = (content.get(..*place).unwrap(), content.get(end..).unwrap_or_default());
            let spoiled = format!("{head}{odd}{tail}");
            for importer in &readers {
                owes(importer, &name, spoiled.as_bytes());
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn importers_survive_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..256)) {
        for importer in IMPORTERS {
            owes(importer, "any", &bytes);
        }
    }

    #[test]
    fn importers_survive_spoiled_fixtures(which in any::<proptest::sample::Index>(), spoils in proptest::collection::vec(any_spoil(), 1..4)) {
        let fixtures = fixtures();
        let (path, bytes) = which.get(&fixtures);
        let spoiled = spoils.iter().fold(bytes.clone(), |bytes, how| spoil(&bytes, how));
        let name = path.display().to_string();
        for importer in IMPORTERS {
            owes(importer, &name, &spoiled);
        }
    }

    #[test]
    fn hand_kept_files_are_read_or_refused(which in any::<proptest::sample::Index>(), spoils in proptest::collection::vec(any_spoil(), 0..4), bytes in proptest::collection::vec(any::<u8>(), 0..128)) {
        let fixtures: Vec<_> = fixtures().into_iter().filter(|(path, _)| path.extension().is_some_and(|it| it == "toml")).collect();
        let spoiled = spoils.iter().fold(which.get(&fixtures).1.clone(), |bytes, how| spoil(&bytes, how));
        let source = SourceId::new("overlay").unwrap();
        for bytes in [&spoiled, &bytes] {
            for ground in [Ground::Required, Ground::Optional] {
                match curated::read(&input("mine.toml", bytes), &source, ground) {
                    Ok(batches) => {
                        for batch in batches {
                            prop_assert_eq!(text::read(&text::write(&batch)), Ok(batch));
                        }
                    }
                    Err(problems) => prop_assert!(!problems.is_empty()),
                }
            }
        }
    }
}
