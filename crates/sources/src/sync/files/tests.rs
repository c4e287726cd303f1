use super::*;
use crate::import::{ImportError, Input};
use crate::report::Report;
use crate::sync::folder::{FileImportError, import_dir};
use flate2::Compression;
use flate2::write::GzEncoder;
use jiff::civil::date;
use std::io::Write;
use tempfile::TempDir;
use weigh_catalog::Subject;
use weigh_catalog::record::Record;

/// One model a line; `!` refuses the file.
fn lines(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let text = String::from_utf8_lossy(input.bytes);
    if text.contains('!') {
        return Err(ImportError::Shape { file: input.file.to_owned(), shape: "lines", what: "`!`".into() });
    }
    report.rows = text.lines().count();
    Ok(text.lines().map(|line| Record::new(Subject::model(line), line)).collect())
}

const fn importer(id: &'static str, files: &'static [&'static str]) -> Importer {
    Importer { id, source: "acme", what: "lines", url: None, files, is_folder: false, is_complete: true, run: lines }
}

const IMPORTERS: &[Importer] = &[
    importer("acme-api", &["acme/api", "api.json", "docs/"]),
    importer("acme-api-history", &["acme/api-history"]),
    importer("north-models", &["north/models", "models"]),
    importer("south-models", &["south/models", "models"]),
];

const TODAY: Day = date(2026, 11, 20);

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

fn found(listing: &Listing) -> Vec<(&str, &str, &str)> {
    listing.files.iter().map(|file| (file.name.as_str(), file.importer.id, file.version.as_str())).collect()
}

#[test]
fn the_longest_start_names_the_importer_and_nothing_is_skipped_silently() {
    let folder = folder(&[
        ("acme/api-2026-09-28.json.gz", b""),
        ("acme/api-history-2026-07-02.jsonl", b""),
        ("docs/README.md", b""),
        ("api.json", b""),
        ("deep/er/north/models-0.2.1.json", b""),
        ("models.json", b""),
        ("other.json", b""),
        (".git/config", b""),
    ]);
    let listing = list(folder.path(), IMPORTERS, TODAY).unwrap();
    let today = listing.files[2].read_on.day.to_string();
    let expected = [
        ("acme/api-2026-09-28.json", "acme-api", "2026-09-28"),
        ("acme/api-history-2026-07-02.jsonl", "acme-api-history", "2026-07-02"),
        ("api.json", "acme-api", today.as_str()),
        ("deep/er/north/models-0.2.1.json", "north-models", "0.2.1"),
    ];
    assert_eq!(found(&listing), expected);
    assert_eq!(listing.files[0].read_on, ReadOn { day: date(2026, 9, 28), basis: DayBasis::Name });
    let left: Vec<_> = listing.unrecognised.iter().map(|left| (left.name.as_str(), left.reason.clone())).collect();
    let expected = [
        (".git", Reason::Hidden),
        ("docs/README.md", Reason::Document),
        ("models.json", Reason::Ambiguous(vec!["north-models", "south-models"])),
        ("other.json", Reason::Unknown),
    ];
    assert_eq!(left, expected);
}

#[test]
fn a_source_folder_or_one_file_of_it_is_recognised_by_its_parents() {
    let folder = folder(&[("acme/api-2026-09-28.json.gz", b"")]);
    let source = list(&folder.path().join("acme"), IMPORTERS, TODAY).unwrap();
    assert_eq!(found(&source), [("api-2026-09-28.json", "acme-api", "2026-09-28")]);
    let file = list(&folder.path().join("acme/api-2026-09-28.json.gz"), IMPORTERS, TODAY).unwrap();
    assert_eq!(found(&file), [("api-2026-09-28.json", "acme-api", "2026-09-28")]);
}

#[test]
fn nothing_recognised_names_the_nearest_names() {
    let folder = folder(&[("acmee/apis-2026.json", b"")]);
    let error = list(folder.path(), IMPORTERS, TODAY).unwrap_err();
    assert!(matches!(error, FilesError::NothingRecognised { files: 1, .. }), "{error}");
    let hint = error.hint().unwrap();
    assert!(hint.starts_with("files are told apart by name; nearest known: acme/api"), "{hint}");
}

#[test]
fn a_missing_folder_is_unreadable() {
    let error = list(Path::new("/nowhere/at-all"), IMPORTERS, TODAY).unwrap_err();
    assert!(matches!(error, FilesError::Unreadable { .. }), "{error}");
}

#[cfg(unix)]
#[test]
fn links_to_folders_are_not_followed() {
    let folder = folder(&[("acme/api.json", b"")]);
    std::os::unix::fs::symlink(folder.path(), folder.path().join("acme/again")).unwrap();
    let listing = list(folder.path(), IMPORTERS, TODAY).unwrap();
    assert_eq!(listing.files.len(), 1);
    assert_eq!(listing.unrecognised, [Unrecognised { name: "acme/again".into(), reason: Reason::FolderLink }]);
}

#[test]
fn gzip_is_decompressed_whatever_the_name_and_in_all_its_members() {
    let two = [gzip(b"ab"), gzip(b"cd")].concat();
    let folder = folder(&[("a.json.gz", &two), ("b.json", &two), ("c.json", b"abcd"), ("d.json", b"")]);
    let read = |name: &str| load(&folder.path().join(name), MAX_BYTES).unwrap();
    assert_eq!([read("a.json.gz"), read("b.json"), read("c.json")], [b"abcd"; 3]);
    assert_eq!(read("d.json"), b"");
    assert_eq!(plain("a.json.gz", &two, MAX_BYTES).unwrap(), b"abcd");
}

#[test]
fn broken_gzip_is_named() {
    let whole = gzip(b"0123456789012345678901234567890123456789abcdefgh");
    let cut = whole.get(..whole.len() - 9).unwrap();
    for bytes in [b"plain".as_slice(), b"", b"\x1f\x8b", b"\x1f\x8b\xff\xff\xff\xff\xff\xff\xff\xff\xff", cut] {
        let error = plain("a.json.gz", bytes, MAX_BYTES).unwrap_err();
        assert!(matches!(error, FilesError::NotGzip { .. }), "{error}");
    }
}

#[test]
fn the_files_of_a_folder_are_one_reading_and_strangers_among_them_are_named() {
    let csv = |score: &str| {
        let head = "Model version,mean_score,Best score (across scorers),Release date,Organization,stderr,id\n";
        format!("{head}alpha,{score},{score},2026-01-01,Acme,0.01,1\n")
    };
    let (one, two) = (csv("0.5"), csv("0.6"));
    let folder = folder(&[
        ("epoch/gpqa_diamond.csv", one.as_bytes()),
        ("epoch/math_level_5.csv", two.as_bytes()),
        ("epoch/eci_scaling.csv", b"a,b\n1,2\n"),
    ]);
    let imported = import_dir(folder.path(), crate::IMPORTERS, TODAY).unwrap();
    let [import] = imported.imports.as_slice() else { panic!("one reading: {:?}", imported.imports) };
    assert_eq!(import.name, "epoch (2 files)");
    let batch = &import.outcome.as_ref().unwrap().batch;
    let digests = [one, two].map(|csv| crate::sync::digest(csv.as_bytes())).concat();
    assert_eq!(batch.reading.digest, crate::sync::digest(digests.as_bytes()));
    let results = batch.records.iter().filter(|it| matches!(it.subject, weigh_catalog::Subject::Result { .. }));
    assert_eq!(results.count(), 2);
    let left: Vec<String> = imported.unrecognised.iter().map(ToString::to_string).collect();
    assert_eq!(left, ["`epoch/eci_scaling.csv`: none of the files read of its source"]);
}

#[test]
fn a_bomb_stops_at_the_limit() {
    let bomb = gzip(&vec![0; 1_000_000]);
    assert!(bomb.len() < 2_000);
    let error = plain("a.gz", &bomb, 999_999).unwrap_err();
    assert_eq!(error.to_string(), "`a.gz` holds more than 999999 bytes");
    assert_eq!(plain("a.gz", &bomb, 1_000_000).unwrap().len(), 1_000_000);
    assert!(matches!(plain("a", b"abc", 2), Err(FilesError::TooLarge { limit: 2, .. })));
}

#[test]
fn a_folder_is_imported_in_order_and_one_bad_file_does_not_stop_the_others() {
    let folder = folder(&[
        ("north/models-2026-02-01.json", b"x"),
        ("acme/api-2026-09-28.json.gz", &gzip(b"a\nb")),
        ("acme/api-2026-05-21.json", b"a"),
        ("acme/api-2026-06-21.json", b"!"),
        ("acme/api-2026-07-21.json.gz", b"not gzip"),
    ]);
    let imported = import_dir(folder.path(), IMPORTERS, TODAY).unwrap();
    let shown: Vec<String> = imported
        .imports
        .iter()
        .map(|import| match &import.outcome {
            Ok(done) => format!("{} {} {}", import.importer.id, done.batch.reading.read_on, done.report.rows),
            Err(FileImportError::File(_)) => format!("{} unreadable", import.importer.id),
            Err(FileImportError::Import(error)) => format!("{} {error}", import.importer.id),
        })
        .collect();
    let expected = [
        "acme-api 2026-05-21 1",
        "acme-api `acme/api-2026-06-21.json` has not the shape of lines: `!`",
        "acme-api unreadable",
        "acme-api 2026-09-28 2",
        "north-models 2026-02-01 1",
    ];
    assert_eq!(shown, expected);
    let last = imported.imports[3].outcome.as_ref().unwrap();
    assert_eq!(last.batch.reading.digest, crate::sync::digest(b"a\nb"));
}
