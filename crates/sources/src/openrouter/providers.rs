//! `GET /api/v1/providers`: who serves models through OpenRouter, where they sit and what they promise.
//!
//! An empty list of data centres is a provider that did not answer, not one without any.

use super::{PROVIDER, read_list, required, say_text, without_repeats};
use crate::import::{ImportError, Importer, Input};
use crate::json::{self, Object, RowError};
use crate::report::Report;
use serde_json::value::RawValue;
use weigh_catalog::{Field, Record, Subject, Value};

/// The list of providers. It does not list models, so it is never complete for its source.
pub const IMPORTER: Importer = Importer {
    id: "openrouter-providers",
    source: PROVIDER,
    what: "hosts behind OpenRouter: seats, data centres, policies",
    url: Some("https://openrouter.ai/api/v1/providers"),
    files: &["openrouter/providers"],
    is_folder: false,
    is_complete: false,
    run,
};

const TEXTS: [(&str, Field); 4] = [
    ("headquarters", Field::Headquarters),
    ("privacy_policy_url", Field::PrivacyUrl),
    ("terms_of_service_url", Field::TermsUrl),
    ("status_page_url", Field::StatusUrl),
];

fn run(input: &Input<'_>, report: &mut Report) -> Result<Vec<Record>, ImportError> {
    let refuse =
        |what: String| ImportError::Shape { file: input.file.to_owned(), shape: "OpenRouter's provider list", what };
    let mut file = json::file(input.file, input.bytes)?;
    let records = read_list(&mut file, refuse, report, provider)?;
    file.finish(report, "");
    Ok(without_repeats(records, report))
}

fn provider(row: &RawValue, report: &mut Report) -> Result<Record, RowError> {
    let mut row = Object::read(row, "provider")?;
    let slug = required(&mut row, "slug")?;
    let mut record = Record::new(Subject::Provider(slug.as_str().into()), &format!("data.{slug}"));
    say_text(&mut record, Field::Name, Some(required(&mut row, "name")?));
    for (key, field) in TEXTS {
        say_text(&mut record, field, row.text(key)?);
    }
    if let Some(countries) = row.texts("datacenters")?.filter(|countries| !countries.is_empty()) {
        record.say(Field::DataCentres, Value::Text(countries.join(",").into()));
    }
    row.ignore(&["may_log_prompts", "may_train_on_data", "moderated_by_openrouter"]);
    row.finish(report, "provider");
    Ok(record)
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
    fn an_empty_list_of_data_centres_says_nothing() {
        let import = sample::import(&IMPORTER, "typical").unwrap();
        assert_eq!(
            sample::said(&import, "data.north"),
            [
                "name North",
                "headquarters SE",
                "data-centres SE,FI",
                "privacy-url https://north.example/privacy",
                "terms-url https://north.example/terms",
                "status-url https://status.north.example/",
            ]
        );
        assert_eq!(sample::said(&import, "data.west"), ["name West"]);
        assert!(sample::told(&import.report).is_empty());
    }

    #[test]
    fn broken_and_new_things_are_counted() {
        assert_eq!(
            sample::told(&sample::import(&IMPORTER, "recoverable").unwrap().report),
            [
                "skip 1 `provider.datacenters` should be an array of texts",
                "skip 1 `provider.slug` should be text",
                "skip 1 `slug` should be text",
                "skip 1 id listed before",
            ]
        );
        assert_eq!(
            sample::told(&sample::import(&IMPORTER, "unknown").unwrap().report),
            ["unknown 1 provider.motto", "unknown 1 weather"]
        );
    }
}
