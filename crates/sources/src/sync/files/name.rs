//! What a file's name says: whose it is and of which day.

use crate::import::Importer;
use std::path::{Component, Path};
use std::time::SystemTime;
use weigh_catalog::{Day, PartialDate};

/// Words that begin the names of files that hold no data.
const DOCUMENTS: &[&str] = &["readme", "license", "licence", "notice", "copying", "changelog", "contributing"];

/// Extensions of files that are data whatever they are called.
const DATA: &[&str] = &["json", "jsonl", "csv", "tsv", "yml", "yaml", "toml"];

/// How the day of a file is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayBasis {
    /// The name holds it.
    Name,
    /// The name holds only the month; its first day is taken, so that nothing looks fresher than it may be.
    NameMonth,
    /// The name holds no date; the day the file was last written (UTC).
    Modified,
    /// Nothing else is known; the day given.
    Given,
}

/// The day a file was read or captured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReadOn {
    /// The day.
    pub day: Day,
    /// How it is known.
    pub basis: DayBasis,
}

/// A file's names: what messages show and what rules look at.
#[derive(Debug, Clone)]
pub(super) struct Place {
    /// Path below the root, without `.gz`.
    pub(super) name: String,
    /// The same with the names of the root and its parent before it, as far as it has any.
    full: Vec<String>,
}

impl Place {
    pub(super) fn new(root: &Path, path: &Path) -> Self {
        let name = without_gz(&below(root, path)).to_owned();
        let mut full = components(root);
        if path != root {
            full.extend(components(path.strip_prefix(root).unwrap_or(path)));
        }
        if let Some(last) = full.last_mut() {
            *last = without_gz(last).to_owned();
        }
        let keep = name.split('/').count() + 2;
        let full = full.split_off(full.len().saturating_sub(keep));
        Self { name, full }
    }

    /// The path's tails, the longest first: `upstream/acme/api.json`, `acme/api.json`, `api.json`.
    fn tails(&self) -> impl Iterator<Item = String> {
        (0..self.full.len()).filter_map(|start| Some(self.full.get(start..)?.join("/")))
    }
}

/// The path below the root, with `/`; the bare name of the root itself.
pub(super) fn below(root: &Path, path: &Path) -> String {
    let relative = path.strip_prefix(root).ok().filter(|relative| relative.components().next().is_some());
    match relative {
        Some(relative) => components(relative).join("/"),
        None => components(path).pop().unwrap_or_default(),
    }
}

fn components(path: &Path) -> Vec<String> {
    let normal = |component| match component {
        Component::Normal(name) => Some(name),
        _ => None,
    };
    path.components().filter_map(normal).map(|name| name.to_string_lossy().into_owned()).collect()
}

fn without_gz(name: &str) -> &str {
    name.strip_suffix(".gz").or_else(|| name.strip_suffix(".GZ")).unwrap_or(name)
}

/// Who reads a file.
#[derive(Debug)]
pub(super) enum Match {
    /// One importer, and what its name holds beyond the known start.
    One(&'static Importer, String),
    /// Importers whose starts are equally long.
    Several(Vec<&'static str>),
    /// Nobody.
    None,
}

/// Finds the importer one of whose name starts begins a tail of the path; the longest start wins.
pub(super) fn importer_of(place: &Place, importers: &'static [Importer]) -> Match {
    let mut best: Vec<(&'static Importer, String)> = Vec::new();
    let mut longest = 0;
    for tail in place.tails() {
        for (importer, start, rest) in fitting(&tail, importers) {
            if start > longest {
                best.clear();
                longest = start;
            }
            if start == longest && best.iter().all(|(other, _)| other.id != importer.id) {
                best.push((importer, version(&rest)));
            }
        }
    }
    match best.len() {
        0 => Match::None,
        1 => best.pop().map_or(Match::None, |(importer, rest)| Match::One(importer, rest)),
        _ => Match::Several(best.iter().map(|(importer, _)| importer.id).collect()),
    }
}

fn fitting(tail: &str, importers: &'static [Importer]) -> Vec<(&'static Importer, usize, String)> {
    let fit = |importer: &'static Importer, start: &str| {
        tail.strip_prefix(start).map(|rest| (importer, start.len(), rest.to_owned()))
    };
    importers
        .iter()
        .flat_map(|importer| importer.files.iter().filter_map(move |start| fit(importer, start)))
        .filter(|(_, start, _)| *start > 0)
        .collect()
}

/// The part of a name that tells its versions apart: `-0.2.1.json` is `0.2.1`.
fn version(rest: &str) -> String {
    let name = rest.rsplit('/').next().unwrap_or(rest);
    let is_extension = |end: &str| !end.is_empty() && end.bytes().all(|byte| byte.is_ascii_alphabetic());
    let stem = match name.rsplit_once('.') {
        Some((stem, end)) if is_extension(end) => stem,
        _ if is_extension(name) => "",
        _ => name,
    };
    stem.trim_matches(['-', '_', '.', ' ']).to_owned()
}

/// True for read-mes, licences, notices and JSON schemas; `licenses.json` is data.
pub(super) fn is_document(place: &Place) -> bool {
    let name = place.full.last().map(|name| name.to_lowercase()).unwrap_or_default();
    let begins = |word: &str| {
        let rest = name.strip_prefix(word);
        rest.is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
    };
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is_schema = name.ends_with(".schema.json");
    is_schema || DOCUMENTS.iter().any(|word| begins(word)) && !DATA.contains(&extension)
}

/// The last date in the file's name, else in the nearest dated folder above it, else the file's day, else `today`.
pub(super) fn read_on(place: &Place, modified: Option<SystemTime>, today: Day) -> ReadOn {
    let named = place.full.iter().rev().find_map(|name| last_date(name));
    if let Some(date) = named {
        let basis = if date.precision() == 3 { DayBasis::Name } else { DayBasis::NameMonth };
        return ReadOn { day: date.first_day(), basis };
    }
    match modified.and_then(day_of) {
        Some(day) if day <= today => ReadOn { day, basis: DayBasis::Modified },
        _ => ReadOn { day: today, basis: DayBasis::Given },
    }
}

fn day_of(time: SystemTime) -> Option<Day> {
    let timestamp = jiff::Timestamp::try_from(time).ok()?;
    Some(jiff::tz::Offset::UTC.to_datetime(timestamp).date())
}

/// The last `2026-05-22` or `2026-05` that stands apart from other digits.
fn last_date(name: &str) -> Option<PartialDate> {
    let is_digit = |place: usize| name.as_bytes().get(place).is_some_and(u8::is_ascii_digit);
    let date_at = |start: usize, length: usize| -> Option<PartialDate> {
        if is_digit(start + length) {
            return None;
        }
        let date: PartialDate = name.get(start..start + length)?.parse().ok()?;
        (2000..2100).contains(&date.first_day().year()).then_some(date)
    };
    let mut last = None;
    let mut place = 0;
    while place < name.len() {
        let apart = place == 0 || !is_digit(place - 1);
        let found = [10, 7].into_iter().find_map(|length| Some((date_at(place, length)?, length)));
        match found.filter(|_| apart) {
            Some((date, length)) => {
                last = Some(date);
                place += length;
            }
            None => place += 1,
        }
    }
    last
}

/// Known name starts nearest to what was found, best first, at most three.
pub(super) fn nearest<'a>(found: impl Iterator<Item = &'a str>, importers: &'static [Importer]) -> Vec<&'static str> {
    let found: Vec<&str> = found.take(1_000).collect();
    let likeness = |start: &'static str| {
        found.iter().map(|name| strsim::jaro_winkler(without_gz(name), start)).fold(0.0, f64::max)
    };
    let mut ranked: Vec<(f64, &'static str)> =
        importers.iter().flat_map(|importer| importer.files).map(|start| (likeness(start), *start)).collect();
    ranked.retain(|(likeness, _)| *likeness > 0.7);
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
    ranked.into_iter().map(|(_, start)| start).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn dated(name: &str) -> Option<String> {
        last_date(name).map(|date| date.to_string())
    }

    #[test]
    fn the_last_date_of_a_name_counts() {
        assert_eq!(dated("api-2026-09-28.json").as_deref(), Some("2026-09-28"));
        assert_eq!(dated("price-history-2025-06-04_2026-07-02.jsonl").as_deref(), Some("2026-07-02"));
        assert_eq!(dated("price-events-2023-09_2026-10.json").as_deref(), Some("2026-10"));
        assert_eq!(dated("2026-05-21").as_deref(), Some("2026-05-21"));
    }

    #[test]
    fn other_digits_are_no_date() {
        for name in
            ["data-0.2.1.json", "gpt-4-2026", "12026-05-011", "2026-13-01.json", "x-20260521", "é2026", "1999-01"]
        {
            assert_eq!(dated(name), None, "{name}");
        }
    }

    #[test]
    fn a_name_without_a_date_falls_back_on_the_file_then_on_today() {
        let place = Place::new(Path::new("/data"), Path::new("/data/acme/api.json"));
        let today = date(2026, 11, 20);
        let written = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_790_000_000);
        let read = |modified| read_on(&place, modified, today);
        assert_eq!(read(Some(written)), ReadOn { day: date(2026, 9, 21), basis: DayBasis::Modified });
        assert_eq!(read(None), ReadOn { day: today, basis: DayBasis::Given });
        let ahead = SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_990_000_000);
        assert_eq!(read(Some(ahead)), ReadOn { day: today, basis: DayBasis::Given });
    }

    #[test]
    fn a_folder_may_carry_the_date_and_a_month_is_its_first_day() {
        let place = Place::new(Path::new("/data"), Path::new("/data/acme-2026-08-21/api.json"));
        assert_eq!(read_on(&place, None, date(2026, 11, 20)), ReadOn { day: date(2026, 8, 21), basis: DayBasis::Name });
        let place = Place::new(Path::new("/data"), Path::new("/data/models-2026-10.json.gz"));
        let month = ReadOn { day: date(2026, 10, 1), basis: DayBasis::NameMonth };
        assert_eq!(read_on(&place, None, date(2026, 11, 20)), month);
    }

    #[test]
    fn documents_are_told_from_data() {
        let is = |name: &str| is_document(&Place::new(Path::new("/d"), &Path::new("/d").join(name)));
        for name in ["README.md", "acme/LICENSE", "LICENSE-other.txt", "notice.txt", "acme/api.schema.json"] {
            assert!(is(name), "{name}");
        }
        for name in ["licenses.json", "license.json", "acme/noticeable", "readme/api.json"] {
            assert!(!is(name), "{name}");
        }
    }

    #[test]
    fn the_rest_of_a_name_is_the_version() {
        for (rest, expected) in
            [("-0.2.1.json", "0.2.1"), (".json", ""), ("-v2-2026-08-21.json", "v2-2026-08-21"), ("", ""), ("json", "")]
        {
            assert_eq!(version(rest), expected, "{rest}");
        }
    }
}
