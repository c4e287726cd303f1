//! `base_model` links: which model a route serves, as the repository's provider files say.

use super::shape_error;
use crate::import::{ImportError, Importer, Input};
use crate::json::{self, Object, RowError};
use crate::report::Report;
use serde_json::value::RawValue;
use weigh_catalog::record::Record;
use weigh_catalog::{Field, Subject, Value};

/// Routes and the models they serve.
pub const IMPORTER: Importer = Importer {
    id: "models-dev-links",
    source: "models-dev-links",
    what: "which model each route serves",
    url: None,
    files: &["models-dev/base-model-links"],
    is_folder: false,
    is_complete: true,
    run,
};

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let mut records = Vec::new();
    for (index, raw) in json::file_array(input.file, input.bytes)?.into_iter().enumerate() {
        report.rows += 1;
        match link(raw, report) {
            Ok(record) => records.push(record),
            Err(error) => report.skip(error.to_string(), format!("[{index}]")),
        }
    }
    if records.is_empty() {
        return Err(shape_error(input.file, "a list of links", "no row with `provider`, `model` and `base_model`"));
    }
    Ok(records)
}

fn link(raw: &RawValue, report: &mut Report) -> Result<Record, RowError> {
    let mut object = Object::read(raw, "link")?;
    let mut text = |key: &'static str| {
        let text = object.text(key)?.filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| RowError { key: format!("link.{key}"), expected: "text" })
    };
    let (provider, model, base) = (text("provider")?, text("model")?, text("base_model")?);
    // Which fields a route does not inherit from its model; the API file has them resolved.
    object.ignore(&["base_model_omit"]);
    object.finish(report, "link");
    let mut record = Record::new(Subject::route(&provider, &model), &format!("{provider}/{model}"));
    record.say(Field::Serves, Value::Text(base.into()));
    Ok(record)
}
