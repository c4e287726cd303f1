//! The mapping of a board: where in its files the results stand, and what its benchmarks are.
//!
//! A mapping is TOML. `[template.x]` holds for files that say `like = "x"`, `[defaults]` for every file and `[file.every]`
//! for every benchmark of a file, each unless the file or benchmark says otherwise; tables are merged, `ignore` lists are
//! joined. `[[benchmark]]` without a file holds for every file that has none of its own.

use super::columns::{Columns, Direction, Evaluator, Number, ScoreUnit, SelfReported, Setting};
use super::names::Names;
use super::rows::Format;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

/// A whole mapping.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Board {
    /// The board's name and attribution, for messages.
    pub(crate) name: String,
    /// Its files; the first whose `name` fits is used.
    #[serde(rename = "file")]
    pub(crate) files: Vec<File>,
}

/// How to read one kind of file.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct File {
    /// The file's name without folder; one `*` stands for any text.
    pub(crate) name: String,
    /// How it is written.
    pub(crate) format: Format,
    /// Path to the rows; see [`super::rows::rows`].
    #[serde(default)]
    pub(crate) rows: String,
    /// Whether the place of the rows holds one array per column.
    #[serde(default)]
    pub(crate) as_columns: bool,
    /// Path to the day of the capture, which stands for `{date}` in benchmark ids and for the day of runs without one.
    pub(crate) date: Option<String>,
    /// The column that names the benchmark of a row, where it is not the key of the path to the rows.
    pub(crate) benchmark_column: Option<String>,
    /// Benchmarks left out, with the reason.
    #[serde(default)]
    pub(crate) exclude: BTreeMap<String, String>,
    /// The model; the first that is filled.
    #[serde(default)]
    pub(crate) entrant: Columns,
    /// How settings are cut from its name.
    #[serde(default)]
    pub(crate) names: Names,
    /// Other columns whose endings are cut for settings, too.
    #[serde(default)]
    pub(crate) also_cut: Vec<String>,
    /// The organisation, put before the entrant as what it serves.
    pub(crate) maker: Option<String>,
    /// The board's own id of the model.
    pub(crate) serves: Option<String>,
    /// The run's settings by name.
    #[serde(default)]
    pub(crate) settings: BTreeMap<String, Setting>,
    /// Settings added, in this order, only to rows that would otherwise be the same result twice.
    #[serde(default)]
    pub(crate) distinguish: Vec<(String, String)>,
    /// Day of the run.
    #[serde(default)]
    pub(crate) ran_on: Columns,
    /// Page of the result.
    #[serde(default)]
    pub(crate) link: Columns,
    /// Dollars the whole run cost; zero is unknown.
    pub(crate) run_cost: Option<String>,
    /// Who ran it.
    pub(crate) evaluator: Option<Evaluator>,
    /// Whether that was the model's maker.
    pub(crate) self_reported: Option<SelfReported>,
    /// Columns that are known and not read; a path covers all below it.
    #[serde(default)]
    pub(crate) ignore: Vec<String>,
    /// If the rows define benchmarks instead of holding results.
    pub(crate) defines: Option<Defines>,
    /// Whether the benchmarks of rows without an entry of their own are defined in another file.
    #[serde(default)]
    pub(crate) defined_elsewhere: bool,
    /// The benchmarks.
    #[serde(rename = "benchmark")]
    pub(crate) benchmarks: Vec<Benchmark>,
}

/// Columns of a row that defines a benchmark.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Defines {
    /// The name.
    pub(crate) name: String,
    /// A list of what it tests.
    pub(crate) areas: String,
    /// What the words of that list are called here; others are left out.
    pub(crate) words: BTreeMap<String, String>,
    /// Where to read about it; the first that is filled.
    pub(crate) url: Columns,
}

/// One benchmark, and where in a row its score stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Benchmark {
    /// The key of the rows that are about it; none for every row, `*` for those no other entry takes.
    pub(crate) key: Option<String>,
    /// `board/slug`; may hold `{date}`, and `{key}` in the entry for `*`.
    pub(crate) id: String,
    /// The name people read.
    pub(crate) name: String,
    /// Names of the same test on other boards.
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
    /// What is counted.
    pub(crate) metric: String,
    /// The unit of the score.
    pub(crate) unit: ScoreUnit,
    /// Which is better.
    #[serde(default)]
    pub(crate) direction: Direction,
    /// Tasks, where known and the same for all.
    pub(crate) samples: Option<u64>,
    /// Least difference worth a word; from `samples` if not given. See [`super::definition`].
    pub(crate) margin: Option<String>,
    /// What it tests.
    #[serde(default)]
    pub(crate) area: Vec<String>,
    /// What ran it.
    pub(crate) harness: Option<String>,
    /// Where to read about it.
    pub(crate) url: Option<String>,
    /// The column of the score.
    #[serde(default)]
    pub(crate) score: String,
    /// Places the decimal point of the score moves to the right: 2 from a fraction to per cent.
    #[serde(default)]
    pub(crate) shift: i32,
    /// Whether a score of zero stands for "not run".
    #[serde(default)]
    pub(crate) zero_is_unknown: bool,
    /// Columns that must hold one of these values, where `""` stands for an empty one.
    #[serde(default)]
    pub(crate) when: BTreeMap<String, Vec<String>>,
    /// Standard error of the score.
    pub(crate) standard_error: Option<Number>,
    /// Lower end of the 95 % interval.
    pub(crate) low: Option<Number>,
    /// Upper end of the 95 % interval.
    pub(crate) high: Option<Number>,
    /// Half the width of the 95 % interval.
    pub(crate) half_width: Option<Number>,
    /// The 95 % interval as text such as `+9/-8`.
    pub(crate) plus_minus: Option<String>,
    /// Settings of this benchmark only.
    #[serde(default)]
    pub(crate) settings: BTreeMap<String, Setting>,
    /// Tasks or votes of the row.
    pub(crate) row_samples: Option<String>,
}

impl Board {
    /// Reads a mapping.
    pub(crate) fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let mut board: Table = text.parse()?;
        let defaults = take_table(&mut board, "defaults");
        let templates = take_table(&mut board, "template");
        let shared = board.remove("benchmark");
        for file in tables(board.get_mut("file")) {
            if let Some(template) = file.remove("like").as_ref().and_then(Value::as_str) {
                fill(file, templates.get(template).and_then(Value::as_table).unwrap_or(&Table::new()));
            }
            fill(file, &defaults);
            let every = take_table(file, "every");
            if let (false, Some(shared)) = (file.contains_key("benchmark"), &shared) {
                file.insert("benchmark".into(), shared.clone());
            }
            tables(file.get_mut("benchmark")).for_each(|benchmark| fill(benchmark, &every));
        }
        board.try_into()
    }

    /// How to read the file of this name.
    pub(crate) fn file(&self, name: &str) -> Option<&File> {
        let name = name.rsplit('/').next().unwrap_or(name);
        let name = name.strip_suffix(".gz").unwrap_or(name);
        self.files.iter().find(|file| fits(&file.name, name))
    }
}

impl File {
    /// Every path of a row that a rule reads or deliberately does not.
    pub(crate) fn known(&self) -> BTreeSet<&str> {
        let mut known: BTreeSet<&str> = self.ignore.iter().chain(&self.also_cut).map(String::as_str).collect();
        for columns in [&self.entrant, &self.ran_on, &self.link] {
            known.extend(columns.0.iter().map(String::as_str));
        }
        let single = [&self.maker, &self.serves, &self.run_cost, &self.benchmark_column];
        known.extend(single.into_iter().flatten().map(String::as_str));
        known.extend(self.settings.values().map(Setting::column));
        known.extend(self.distinguish.iter().map(|(_, column)| column.as_str()));
        match &self.evaluator {
            Some(Evaluator::Named { column, .. }) => _ = known.insert(column),
            Some(Evaluator::Always(_)) | None => {}
        }
        match &self.self_reported {
            Some(SelfReported::Named { column }) => _ = known.insert(column),
            Some(SelfReported::Same { same, .. }) => known.extend(same.iter().map(String::as_str)),
            Some(SelfReported::Always(_)) | None => {}
        }
        if let Some(defines) = &self.defines {
            known.extend([defines.name.as_str(), defines.areas.as_str()]);
            known.extend(defines.url.0.iter().map(String::as_str));
        }
        self.benchmarks.iter().for_each(|benchmark| known.extend(benchmark.known()));
        known
    }
}

impl Benchmark {
    fn known(&self) -> Vec<&str> {
        let numbers = [&self.standard_error, &self.low, &self.high, &self.half_width];
        let columns = [&self.plus_minus, &self.row_samples];
        let mut known = vec![self.score.as_str()];
        known.extend(self.settings.values().map(Setting::column));
        known.extend(self.when.keys().map(String::as_str));
        known.extend(columns.into_iter().flatten().map(String::as_str));
        known.extend(numbers.into_iter().flatten().map(|number| match number {
            Number::Column(column) | Number::Shifted { column, .. } => column.as_str(),
        }));
        known
    }
}

fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        Some((start, end)) => name.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
        None => pattern == name,
    }
}

fn take_table(table: &mut Table, key: &str) -> Table {
    match table.remove(key) {
        Some(Value::Table(inner)) => inner,
        _ => Table::new(),
    }
}

fn tables(value: Option<&mut Value>) -> impl Iterator<Item = &mut Table> {
    value.and_then(Value::as_array_mut).into_iter().flatten().filter_map(Value::as_table_mut)
}

/// Adds what is missing; tables are merged and `ignore` lists joined.
fn fill(table: &mut Table, defaults: &Table) {
    for (key, default) in defaults {
        match (table.get_mut(key), default) {
            (None, default) => _ = table.insert(key.clone(), default.clone()),
            (Some(Value::Table(own)), Value::Table(default)) => fill(own, default),
            (Some(Value::Array(own)), Value::Array(default)) if key == "ignore" => own.extend(default.iter().cloned()),
            (Some(_), _) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_benchmarks_inherit() {
        let board = Board::parse(
            r#"
            name = "Acme board"
            [defaults]
            format = "csv"
            rows = "*"
            entrant = "Model"
            ignore = ["id"]
            settings = { shots = "Shots" }
            [[file]]
            name = "scores-*.csv"
            ignore = ["Notes"]
            settings = { agent = "Agent" }
            every = { metric = "accuracy", unit = "percent", shift = 2, margin = "3" }
            [[file.benchmark]]
            id = "acme/one"
            name = "One"
            score = "One"
            [[file.benchmark]]
            id = "acme/two"
            name = "Two"
            score = "Two"
            shift = 0
            "#,
        )
        .unwrap();
        let file = board.file("acme/scores-2026.csv.gz").unwrap();
        assert_eq!(file.ignore, ["Notes", "id"]);
        assert_eq!(file.settings.keys().collect::<Vec<_>>(), ["agent", "shots"]);
        assert_eq!(file.benchmarks.iter().map(|benchmark| benchmark.shift).collect::<Vec<_>>(), [2, 0]);
        assert!(board.file("acme/other.csv").is_none());
    }

    #[test]
    fn a_misspelt_key_of_a_benchmark_is_refused() {
        let text = "name = 'x'\n[[file]]\nname = 'a'\nformat = 'csv'\n[[file.benchmark]]\nid = 'a/b'\nname = 'B'\nmetric = 'm'\nunit = 'points'\n";
        assert!(Board::parse(text).is_ok());
        assert!(Board::parse(&format!("{text}skore = 'x'\n")).is_err());
    }
}
