//! Hugging Face: facts of published weights.
//!
//! Source: Rust crate `llmfit-core` (MIT), which scraped <https://huggingface.co>. Authoritative for the count of weights
//! and the licence tag where the publisher is the lab.
//!
//! What the scraper worked out itself stands in a second, derived record: active parameters (an estimate, often wrong),
//! round counts (read from the name) and the context length. The latter is the position count of the configuration times
//! its rope factor: right for most, ten times too high for some; 4096 is the default where the repository is gated, hence
//! unknown; 262144 is not a cap (higher values exist) and is right for Qwen3, Kimi and Gemma.
//!
//! `release_date` is the repository's creation and is left out. Copies at lower precision pack several weights into one
//! number, so their counts are left out, too. `capabilities` are guesses from the name.

use crate::import::{ImportError, Importer, Input};
use crate::json::{self, Object, RowError};
use crate::report::Report;
use serde_json::value::RawValue;
use std::collections::BTreeSet;
use weigh_catalog::{Basis, Field, Record, Subject, Value};

/// The list of repositories.
pub const IMPORTER: Importer = Importer {
    id: "hugging-face",
    source: "hugging-face",
    what: "parameters, licences and languages of open weights",
    url: None,
    files: &["huggingface-metadata/"],
    is_folder: false,
    is_complete: false,
    run,
};

/// The scraper's default where it could not read the configuration.
const DEFAULT_CONTEXT: u64 = 4096;

/// A count that is a whole number of millions was read from the name, not counted.
const ROUND: u64 = 1_000_000;

/// More weights than any model has: a slip, such as the training tokens in the name.
const MOST_PARAMETERS: u64 = 10_000_000_000_000;

/// Words at the end of a name that mean lower precision.
const PRECISIONS: [&str; 15] = [
    "awq", "bnb", "fp4", "fp8", "gguf", "gptq", "int4", "int8", "mlx", "mxfp4", "mxfp8", "nvfp4", "w4a16", "w8a8",
    "nf4",
];

/// Words that only mean something beside those.
const COMPANIONS: [&str; 8] = ["block", "bf16", "dynamic", "fp16", "llmcompressor", "quark", "smoothquant", "ct"];

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let refuse = |what: &str| ImportError::Shape {
        file: input.file.to_owned(),
        shape: "Hugging Face metadata",
        what: what.to_owned(),
    };
    let rows = json::file_array(input.file, input.bytes)?;
    let names = names(&rows);
    let mut seen = BTreeSet::new();
    let mut records = Vec::with_capacity(rows.len());
    for (index, row) in rows.into_iter().enumerate() {
        report.rows += 1;
        match repository(row, &names, report) {
            Ok(made) if made.first().is_some_and(|record| !seen.insert(record.subject.clone())) => {
                report.skip("repository listed before", format!("[{index}]"));
            }
            Ok(made) => records.extend(made),
            Err(error) => report.skip(error.to_string(), format!("[{index}]")),
        }
    }
    if records.is_empty() { Err(refuse("not one repository can be read")) } else { Ok(records) }
}

/// Every repository of the file, to tell whose copy a repository is.
fn names(rows: &[&RawValue]) -> BTreeSet<String> {
    rows.iter().filter_map(|row| Object::read(row, "").ok()?.text("name").ok()?).collect()
}

fn repository(row: &RawValue, names: &BTreeSet<String>, report: &mut Report) -> Result<Vec<Record>, RowError> {
    let mut row = Object::read(row, "repository")?;
    let not_a_name = || RowError { key: "name".to_owned(), expected: "organisation/name" };
    let name = row.text("name")?.ok_or_else(not_a_name)?;
    let (owner, short) = name.split_once('/').filter(|(a, b)| !a.is_empty() && !b.is_empty()).ok_or_else(not_a_name)?;
    let count = row.count("parameters_raw")?.ok_or(RowError { key: "parameters_raw".into(), expected: "a count" })?;
    let mut record = Record::new(Subject::model(&name), &name);
    let mut derived = Record::new(Subject::model(&name), &format!("{name} (the scraper's reckoning)"));
    derived.basis = Basis::Derived;
    record.say(Field::Name, Value::Text(short.into()));
    record.say(Field::WeightsAt, Value::Text(name.as_str().into()));
    record.say(Field::OpenWeights, Value::Flag(true));
    let original = original(owner, short, names);
    if let Some(original) = &original {
        record.say(Field::QuantisationOf, Value::Text(original.as_str().into()));
    }
    if is_copy(short) {
        report.note("weights of a copy at lower precision not counted", &*name);
    } else {
        say_parameters(&mut record, &mut derived, count, report);
    }
    say_texts(&mut record, &mut row, report)?;
    say_experts(&mut record, &mut row)?;
    say_derived(&mut derived, &mut row, report)?;
    row.ignore(IGNORED);
    row.finish(report, "repository");
    Ok([record, derived].into_iter().filter(|record| !record.statements.is_empty()).collect())
}

/// Shapes of layers, popularity, guesses.
const IGNORED: &[&str] = &[
    "capabilities",
    "head_dim",
    "hf_downloads",
    "hf_likes",
    "hidden_size",
    "is_moe",
    "moe_intermediate_size",
    "num_attention_heads",
    "num_hidden_layers",
    "num_key_value_heads",
    "vocab_size",
];

fn say_parameters(record: &mut Record, derived: &mut Record, count: u64, report: &mut Report) {
    if count == 0 || count > MOST_PARAMETERS {
        report.review(&record.locator.clone(), Field::Parameters, &count.to_string(), "no count of weights");
    } else if count.is_multiple_of(ROUND) {
        report.note("a round count of weights read from the name", &*record.locator);
        derived.say(Field::Parameters, Value::Count(count));
    } else {
        record.say(Field::Parameters, Value::Count(count));
    }
}

fn say_texts(record: &mut Record, row: &mut Object<'_>, report: &mut Report) -> Result<(), RowError> {
    for (key, field) in [("architecture", Field::Architecture), ("license", Field::Licence)] {
        let text = row.text(key)?.filter(|text| !["", "other", "unknown"].contains(&text.trim()));
        if let Some(text) = text {
            record.say(field, Value::Text(text.trim().into()));
        }
    }
    let listed = row.texts("languages")?.unwrap_or_default();
    let (codes, others): (Vec<_>, Vec<_>) = listed.into_iter().partition(|code| is_language(code));
    if !others.is_empty() {
        report.note("languages that are no ISO codes left out", &*record.locator);
    }
    if !codes.is_empty() {
        record.say(Field::Languages, Value::Text(codes.join(",").into()));
    }
    if let Some(mode) = row.text("pipeline_tag")?.as_deref().and_then(mode) {
        record.say(Field::Mode, Value::Text(mode.into()));
    }
    if row.take("release_date").is_some() {
        report.note("the repository's creation is no release date", &*record.locator);
    }
    Ok(())
}

fn is_language(code: &str) -> bool {
    matches!(code.len(), 2 | 3) && code.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// What a pipeline tag says a model is for, where it is not to generate text.
fn mode(tag: &str) -> Option<&'static str> {
    match tag {
        "text-to-speech" | "automatic-speech-recognition" | "audio-to-audio" => Some("audio"),
        "feature-extraction" | "sentence-similarity" => Some("embedding"),
        _ => None,
    }
}

/// One expert is no mixture.
fn say_experts(record: &mut Record, row: &mut Object<'_>) -> Result<(), RowError> {
    let (experts, active) = (row.count("num_experts")?, row.count("active_experts")?);
    if let Some(experts) = experts.filter(|experts| *experts > 1) {
        record.say(Field::Experts, Value::Count(experts));
        if let Some(active) = active.filter(|active| (1..=experts).contains(active)) {
            record.say(Field::ActiveExperts, Value::Count(active));
        }
    }
    Ok(())
}

fn say_derived(derived: &mut Record, row: &mut Object<'_>, report: &mut Report) -> Result<(), RowError> {
    if let Some(active) = row.count("active_parameters")?.filter(|active| *active > 0) {
        derived.say(Field::ActiveParameters, Value::Count(active));
    }
    match row.count("context_length")? {
        Some(DEFAULT_CONTEXT) => report.note("a context of 4096 is the scraper's default: unknown", &*derived.locator),
        Some(context) if context > 0 => {
            derived.say(Field::Context, Value::Count(context));
        }
        _ => {}
    }
    Ok(())
}

/// The name without words of precision at its end, if there are any.
fn without_precision(short: &str) -> Option<&str> {
    let mut rest = short;
    let mut is_copy = false;
    while let Some((head, word)) = rest.rsplit_once(['-', '_']) {
        let word = word.to_ascii_lowercase();
        let is_precision = PRECISIONS.contains(&word.as_str()) || is_bits(&word);
        if head.is_empty() || !(is_precision || COMPANIONS.contains(&word.as_str())) {
            break;
        }
        is_copy |= is_precision;
        rest = head;
    }
    is_copy.then_some(rest)
}

fn is_bits(word: &str) -> bool {
    word.strip_suffix("bit").is_some_and(|bits| matches!(bits.as_bytes(), [b'1'..=b'8']))
}

fn is_copy(short: &str) -> bool {
    without_precision(short).is_some()
}

/// The repository whose weights these are at lower precision: the same name without the suffix, or with `-BF16` in its
/// place, at the same organisation and in the same file.
fn original(owner: &str, short: &str, names: &BTreeSet<String>) -> Option<String> {
    let rest = without_precision(short)?;
    ["", "-BF16", "-bf16"].iter().map(|end| format!("{owner}/{rest}{end}")).find(|name| names.contains(name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample;

    #[test]
    fn it_owes_what_every_importer_owes() {
        sample::check(&IMPORTER);
    }

    #[test]
    fn what_the_scraper_reckoned_stands_apart() {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        assert_eq!(
            sample::said(&import, "acme/Alpha-1-30B-A3B"),
            [
                "name Alpha-1-30B-A3B",
                "weights-at acme/Alpha-1-30B-A3B",
                "parameters 30532122624",
                "architecture qwen3_moe",
                "experts 128",
                "active-experts 8",
                "open-weights true",
                "licence apache-2.0",
                "languages en,zh",
            ]
        );
        let derived = "acme/Alpha-1-30B-A3B (the scraper's reckoning)";
        assert_eq!(sample::said(&import, derived), ["active-parameters 3339450907", "context 262144"]);
        assert_eq!(sample::said(&import, "acme/Voice (the scraper's reckoning)"), ["parameters 144000000"]);
        let record = import.batch.records.iter().find(|record| &*record.locator == derived);
        assert_eq!(record.map(|record| record.basis), Some(Basis::Derived));
    }

    #[test]
    fn copies_name_their_original_and_count_nothing() {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        let original = |name: &str| -> Vec<String> {
            let said = sample::said(&import, name);
            said.into_iter().filter(|said| !said.starts_with("name") && !said.starts_with("weights-at")).collect()
        };
        assert_eq!(
            original("acme/Alpha-1-30B-A3B-FP8-Block"),
            ["quantisation-of acme/Alpha-1-30B-A3B", "open-weights true"]
        );
        assert_eq!(original("acme/Beta-NVFP4"), ["quantisation-of acme/Beta-BF16", "open-weights true"]);
        assert_eq!(original("acme/Beta-BF16"), ["parameters 8030261248", "open-weights true"]);
        assert_eq!(original("acme/Gamma-MLX-4bit"), ["open-weights true"], "no such original in the file");
    }

    #[test]
    fn words_of_precision_are_told_from_names() {
        for (name, original) in [
            ("Alpha-AWQ", Some("Alpha")),
            ("Alpha-GPTQ-Int4", Some("Alpha")),
            ("Alpha-MLX-bf16", Some("Alpha")),
            ("Alpha-mlx-1bit", Some("Alpha")),
            ("Alpha-BF16", None),
            ("Alpha-Block", None),
            ("Alpha-9bit", None),
            ("FP8", None),
            ("Alpha-FP8-Base", None),
        ] {
            assert_eq!(without_precision(name), original, "{name}");
        }
    }

    #[test]
    fn nothing_is_left_out_in_silence() {
        assert_eq!(
            sample::told(&sample::import(&IMPORTER, "typical").unwrap().report),
            [
                "note 1 a context of 4096 is the scraper's default: unknown",
                "note 1 a round count of weights read from the name",
                "note 1 languages that are no ISO codes left out",
                "note 1 the repository's creation is no release date",
                "note 3 weights of a copy at lower precision not counted",
                "review acme/Tokens-30T parameters = 30000000000000: no count of weights",
            ]
        );
        assert_eq!(
            sample::told(&sample::import(&IMPORTER, "recoverable").unwrap().report),
            [
                "skip 2 `name` should be organisation/name",
                "skip 1 `parameters_raw` should be a count",
                "skip 1 `repository.parameters_raw` should be a whole number",
                "skip 1 `repository` should be an object",
                "skip 1 repository listed before",
            ]
        );
        let import = sample::import(&IMPORTER, "unknown").unwrap();
        assert_eq!(sample::told(&import.report), ["unknown 1 repository.aura"]);
    }
}
