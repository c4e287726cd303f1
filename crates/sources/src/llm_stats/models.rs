//! `models.json`: facts of models.

use crate::import::{ImportError, Input};
use crate::json::{Object, RowError, file_array};
use crate::report::Report;
use std::collections::BTreeMap;
use weigh_catalog::record::{Record, Subject};
use weigh_catalog::{Field, Value};

/// Known and not read. A count of training tokens has no field; a scorecard or API page is no claim of its own.
const UNUSED: &[&str] = &[
    "description",
    "multimodal",
    "training_tokens",
    "available_in_zeroeval",
    "source_api_ref",
    "source_playground",
    "source_paper",
    "source_repo_link",
    "created_at",
    "updated_at",
    "model_family_id",
];

/// Imports `models.json`.
pub(super) fn models(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let rows = file_array(input.file, input.bytes)?;
    let objects: Vec<_> = rows.iter().enumerate().map(|(index, raw)| Object::read(raw, &index.to_string())).collect();
    let is_model = |object: &Object<'_>| object.keys().any(|key| key == "model_id");
    if !objects.iter().flatten().any(is_model) {
        let what = "no row with a `model_id`".to_owned();
        return Err(ImportError::Shape { file: input.file.to_owned(), shape: "LLM Stats models", what });
    }
    let mut records: BTreeMap<Subject, Record> = BTreeMap::new();
    for (index, object) in objects.into_iter().enumerate() {
        report.rows += 1;
        match object.and_then(|object| model(object, index, report)) {
            Ok(record) => {
                if records.insert(record.subject.clone(), record).is_some() {
                    report.skip("model twice; the later kept", index.to_string());
                }
            }
            Err(error) => report.skip(error.to_string(), index.to_string()),
        }
    }
    Ok(records.into_values().collect())
}

fn missing(key: &str) -> RowError {
    RowError { key: key.to_owned(), expected: "given" }
}

fn model(mut object: Object<'_>, index: usize, report: &mut Report) -> Result<Record, RowError> {
    let id = object.text("model_id")?.ok_or_else(|| missing("model_id"))?;
    let maker = object.text("organization_id")?.ok_or_else(|| missing("organization_id"))?;
    let locator = format!("{index}.{id}");
    let mut record = Record::new(Subject::model(&format!("{maker}/{id}")), &locator);
    // Results of the same source name the model by its id alone.
    record.say(Field::Aliases, Value::Text(format!("llm-stats:{id}").into()));
    for (key, field) in
        [("name", Field::Name), ("license_id", Field::Licence), ("fine_tuned_from_model_id", Field::FineTuneOf)]
    {
        if let Some(text) = object.text(key)?.filter(|text| !text.trim().is_empty()) {
            record.say(field, Value::Text(text.into()));
        }
    }
    let weights = object.text("source_weights_link")?;
    if let Some(repository) = weights.as_deref().and_then(hugging_face) {
        record.say(Field::WeightsAt, Value::Text(repository.into()));
    } else if weights.is_some_and(|link| !link.is_empty()) {
        report.note("weights not at a Hugging Face repository", &locator);
    }
    if let Some(parameters) = object.count("param_count")?.filter(|parameters| *parameters > 0) {
        record.say(Field::Parameters, Value::Count(parameters));
    }
    for (key, field) in [
        ("release_date", Field::Released),
        ("announcement_date", Field::Announced),
        ("knowledge_cutoff", Field::KnowledgeCutoff),
    ] {
        say_date(&mut record, field, object.text(key)?.as_deref(), report);
    }
    record.link = object.text("source_scorecard_blog_link")?.filter(|link| link.starts_with("http")).map(Into::into);
    object.ignore(UNUSED);
    object.finish(report, "model");
    Ok(record)
}

fn say_date(record: &mut Record, field: Field, text: Option<&str>, report: &mut Report) {
    let Some(text) = text.filter(|text| !text.trim().is_empty()) else { return };
    match text.parse() {
        Ok(date) => _ = record.say(field, Value::Date(date)),
        Err(_) => report.review(&record.locator, field, text, "not a date"),
    }
}

/// `organisation/name` of an address of a repository.
fn hugging_face(link: &str) -> Option<String> {
    let path = link.strip_prefix("https://huggingface.co/")?;
    let mut parts = path.split(['/', '?', '#']);
    let (organisation, name) = (parts.next()?, parts.next()?);
    let is_repository =
        !organisation.is_empty() && !name.is_empty() && !matches!(organisation, "collections" | "datasets");
    is_repository.then(|| format!("{organisation}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_repositories_hold_weights() {
        let repository = |link: &str| hugging_face(link);
        assert_eq!(repository("https://huggingface.co/acme/alpha/tree/main"), Some("acme/alpha".into()));
        assert_eq!(repository("https://huggingface.co/collections/acme/alpha"), None);
        assert_eq!(repository("https://huggingface.co/acme"), None);
        assert_eq!(repository("https://acme.example/alpha"), None);
    }
}
