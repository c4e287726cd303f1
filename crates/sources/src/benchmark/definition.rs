//! Records of the benchmarks themselves.
//!
//! The margin says which difference of two results is worth a word where the results state no error of their own. It is
//! given in the mapping, or follows from the number of tasks n by the binomial standard error of a difference of two
//! pass rates at its widest, p = 1/2: 1.96 × √(2 × p × (1 − p) / n), in per cent 138.6 / √n. Two models that answered the
//! same tasks differ by less chance than that, so the margin errs on the side of calling a tie.

use super::board::{Benchmark, Defines, File};
use super::columns::ScoreUnit;
use super::node::Node;
use super::rows::Row;
use crate::report::Report;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;
use std::collections::BTreeMap;
use weigh_catalog::money::parse_decimal;
use weigh_catalog::record::{Record, Subject};
use weigh_catalog::{Basis, Field, Value};

/// Per cent by which two pass rates over so many tasks must differ to be told apart at 95 %.
fn binomial_margin(tasks: u64) -> Option<Decimal> {
    let tasks = u32::try_from(tasks).ok().filter(|tasks| *tasks > 0)?;
    let margin = 196.0 * (0.5 / f64::from(tasks)).sqrt();
    Some(Decimal::from_f64(margin)?.round_dp(1).normalize())
}

impl Benchmark {
    /// See the module.
    pub(crate) fn margin(&self) -> Option<Decimal> {
        match &self.margin {
            Some(margin) => parse_decimal(margin).ok(),
            None if self.unit == ScoreUnit::Percent => self.samples.and_then(binomial_margin),
            None => None,
        }
    }

    /// The id with its placeholders filled.
    pub(crate) fn id_for(&self, key: &str, date: &str) -> String {
        self.id.replace("{key}", &slug(key)).replace("{date}", date)
    }

    /// The record that defines it.
    pub(crate) fn record(&self, key: &str, date: &str) -> Record {
        let id = self.id_for(key, date);
        let mut record = Record::new(Subject::Benchmark(id.as_str().into()), "mapping");
        // What a benchmark is, the board says in prose; the mapping puts it into fields.
        record.basis = Basis::Documented;
        let text = |text: &str| Value::Text(text.into());
        record.say(Field::Name, text(&self.name.replace("{key}", key).replace("{date}", date)));
        record.say(Field::Metric, text(&self.metric));
        record.say(Field::ScoreUnit, text(self.unit.id()));
        record.say(Field::Direction, text(self.direction.id()));
        for (field, words) in [(Field::Aliases, &self.aliases), (Field::Area, &self.area)] {
            if !words.is_empty() {
                record.say(field, text(&words.join(",")));
            }
        }
        for (field, said) in [(Field::Harness, &self.harness), (Field::Url, &self.url)] {
            if let Some(said) = said {
                record.say(field, text(said));
            }
        }
        if let Some(samples) = self.samples {
            record.say(Field::Samples, Value::Count(samples));
        }
        if let Some(margin) = self.margin() {
            record.say(Field::Margin, Value::Number(margin));
        }
        record
    }
}

/// A key as a part of an id and address: lower case, apostrophes gone, `<` and `>` in words, odd characters as one `-`.
fn slug(key: &str) -> String {
    let mut slug = String::new();
    let key = key.to_lowercase().replace('<', "-under-").replace('>', "-over-");
    for c in key.chars().filter(|c| *c != '\'') {
        if c.is_alphanumeric() || matches!(c, '.' | '+' | '_') {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    slug.trim_matches('-').to_owned()
}

/// The entry of the mapping for a key: its own, else the one for `*`.
pub(crate) fn entries<'a>(file: &'a File, key: &str) -> Vec<&'a Benchmark> {
    let with = |wanted: &str| -> Vec<&Benchmark> {
        file.benchmarks.iter().filter(|benchmark| benchmark.key.as_deref() == Some(wanted)).collect()
    };
    let own: Vec<_> = file.benchmarks.iter().filter(|benchmark| benchmark.key.is_none()).collect();
    let own = if key.is_empty() { own } else { own.into_iter().chain(with(key)).collect() };
    if own.is_empty() { with("*") } else { own }
}

/// Records of the benchmarks that rows of a file define.
pub(crate) fn from_rows(file: &File, defines: &Defines, rows: &[Row], report: &mut Report) -> Vec<Record> {
    let mut records: BTreeMap<Subject, Record> = BTreeMap::new();
    for row in rows {
        report.rows += 1;
        let key = file.benchmark_column.as_deref().and_then(|column| row.node.at(column)).and_then(Node::text);
        let Some(key) = key else {
            report.skip("no id of the benchmark", &row.locator);
            continue;
        };
        if let Some(reason) = file.exclude.get(key) {
            report.skip(format!("benchmark left out: {reason}"), &row.locator);
            continue;
        }
        for benchmark in entries(file, key) {
            let record = from_row(benchmark, defines, key, row);
            if records.insert(record.subject.clone(), record).is_some() {
                report.note("benchmark defined twice; the later kept", &row.locator);
            }
        }
    }
    records.into_values().collect()
}

/// The entry of the mapping with the board's own name, areas and address, which win over the entry for `*`.
fn from_row(benchmark: &Benchmark, defines: &Defines, key: &str, row: &Row) -> Record {
    let mut record = benchmark.record(key, "");
    record.basis = Basis::Listed;
    record.locator = row.locator.as_str().into();
    let is_own = benchmark.key.as_deref() == Some(key);
    if let Some(name) = row.node.at(&defines.name).and_then(Node::text)
        && !is_own
    {
        record.say(Field::Name, Value::Text(name.into()));
    }
    let areas = areas(defines, &row.node);
    if benchmark.area.is_empty() && !areas.is_empty() {
        record.say(Field::Area, Value::Text(areas.into()));
    }
    let url = defines.url.0.iter().find_map(|column| row.node.at(column)?.text());
    if let (None, Some(url)) = (&benchmark.url, url) {
        record.say(Field::Url, Value::Text(url.into()));
    }
    record
}

fn areas(defines: &Defines, node: &Node) -> String {
    let Some(list) = node.at(&defines.areas) else { return String::new() };
    let mut areas: Vec<&str> = Vec::new();
    for (_, word) in list.children() {
        let area = word.text().and_then(|word| defines.words.get(word));
        if let Some(area) = area.filter(|area| !areas.contains(&area.as_str())) {
            areas.push(area);
        }
    }
    areas.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fewer_tasks_need_a_wider_margin() {
        let margin = |tasks| binomial_margin(tasks).unwrap().to_string();
        assert_eq!((margin(198), margin(2500), margin(14042)), ("9.8".into(), "2.8".into(), "1.2".into()));
        assert_eq!(binomial_margin(0), None);
    }

    #[test]
    fn keys_make_addresses() {
        assert_eq!(slug("Humanity's-Last-Exam"), "humanitys-last-exam");
        assert_eq!(slug("openai-mrcr:-2-needle-(1m)"), "openai-mrcr-2-needle-1m");
        assert_eq!(slug("graphwalks-bfs-<128k"), "graphwalks-bfs-under-128k");
        assert_eq!(slug("graphwalks-bfs->128k"), "graphwalks-bfs-over-128k");
    }
}
