//! The curated tables of names: labs, providers and licences with everything sources call them.

use crate::field::Field;
use crate::id::{LabId, LicenceId, ProviderId};
use crate::record::{Record, Subject};
use std::collections::BTreeMap;

/// Names of one kind of thing, to its id.
#[derive(Debug, Clone, Default)]
struct Aliases(BTreeMap<String, String>);

impl Aliases {
    fn add(&mut self, id: &str, record: &Record) {
        self.0.insert(fold_case(id), id.to_owned());
        let names =
            [Field::Aliases, Field::Name].into_iter().filter_map(|field| record.get(&field).map(ToString::to_string));
        for name in names.flat_map(|names| names.split(',').map(fold_case).collect::<Vec<_>>()) {
            self.0.entry(name).or_insert_with(|| id.to_owned());
        }
    }

    /// Looks up a name; one that only `source` uses comes first.
    fn find(&self, source: &str, name: &str) -> Option<&str> {
        let name = fold_case(name);
        let own = self.0.get(&format!("{source}:{name}"));
        own.or_else(|| self.0.get(&name)).map(String::as_str)
    }
}

fn fold_case(name: &str) -> String {
    name.trim().to_lowercase()
}

/// All tables of names.
#[derive(Debug, Clone, Default)]
pub struct Tables {
    labs: Aliases,
    providers: Aliases,
    licences: Aliases,
    first_party: BTreeMap<String, String>,
}

impl Tables {
    /// Reads the tables out of the records about labs, providers and licences; other records are passed over.
    pub fn new<'a>(records: impl IntoIterator<Item = &'a Record>) -> Self {
        let mut tables = Self::default();
        for record in records {
            match &record.subject {
                Subject::Lab(id) => tables.labs.add(id, record),
                Subject::Licence(id) => tables.licences.add(id, record),
                Subject::Provider(id) => {
                    tables.providers.add(id, record);
                    if let Some(lab) = record.get(&Field::Serves) {
                        tables.first_party.insert(id.to_string(), lab.to_string());
                    }
                }
                _ => {}
            }
        }
        tables
    }

    /// The lab a source means by a name, if the table has it.
    pub fn lab(&self, source: &str, name: &str) -> Option<LabId> {
        self.labs.find(source, name).and_then(|id| LabId::new(id).ok())
    }

    /// The lab a provider makes models as: its own, or the one whose plan or cloud it is (`house:google-vertex`).
    pub fn house(&self, provider: &str) -> Option<LabId> {
        self.lab("house", provider)
    }

    /// The licence a source means by a name, if the table has it.
    pub fn licence(&self, source: &str, name: &str) -> Option<LicenceId> {
        self.licences.find(source, name).and_then(|id| LicenceId::new(id).ok())
    }

    /// The provider a source means; one that no table names keeps its own name, lowercase and with hyphens.
    pub fn provider(&self, source: &str, name: &str) -> ProviderId {
        let id = self.providers.find(source, name).map_or_else(|| plain_id(name), str::to_owned);
        ProviderId::new(&id).unwrap_or_else(|_| ProviderId::new("unnamed").expect("not empty"))
    }

    /// Whether a table has a provider of this name.
    pub fn is_provider(&self, name: &str) -> bool {
        self.providers.find("", name).is_some()
    }

    /// The provider behind a router's name for an upstream host such as `parasail/fp4`.
    pub fn host(&self, source: &str, host: &str) -> ProviderId {
        self.provider(source, host.split('/').next().unwrap_or(host))
    }

    /// The lab whose own API a provider is.
    pub fn first_party(&self, provider: &ProviderId) -> Option<LabId> {
        self.first_party.get(provider.as_str()).and_then(|id| LabId::new(id).ok())
    }
}

/// A name as an id: lowercase, with hyphens for whatever ids do not hold.
pub fn plain_id(name: &str) -> String {
    let plain: String =
        fold_case(name).chars().map(|c| if c.is_alphanumeric() || c == '.' || c == '-' { c } else { '-' }).collect();
    plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Value;

    fn record(subject: Subject, fields: &[(Field, &str)]) -> Record {
        let mut record = Record::new(subject, "x");
        for (field, text) in fields {
            record.say(field.clone(), Value::Text((*text).into()));
        }
        record
    }

    #[test]
    fn names_of_one_source_win_over_names_of_all() {
        let records = [
            record(
                Subject::Provider("acme".into()),
                &[(Field::Aliases, "acme_ai,litellm:zed"), (Field::Serves, "acme-labs")],
            ),
            record(Subject::Provider("zed".into()), &[]),
        ];
        let tables = Tables::new(&records);
        assert_eq!(tables.provider("litellm", "Zed").as_str(), "acme");
        assert_eq!(tables.provider("models-dev", "zed").as_str(), "zed");
        assert_eq!(tables.provider("models-dev", "ACME_AI").as_str(), "acme");
        assert_eq!(tables.provider("models-dev", "New_Host.io").as_str(), "new-host.io");
        assert_eq!(tables.host("openrouter", "acme_ai/fp8").as_str(), "acme");
        assert_eq!(tables.first_party(&tables.provider("x", "acme")).unwrap().as_str(), "acme-labs");
    }

    #[test]
    fn a_lab_nobody_named_is_unknown() {
        let tables = Tables::new(&[record(Subject::Lab("meta".into()), &[(Field::Aliases, "meta-llama")])]);
        assert_eq!(tables.lab("hugging-face", "Meta-Llama").unwrap().as_str(), "meta");
        assert_eq!(tables.lab("hugging-face", "unsloth"), None);
    }
}
