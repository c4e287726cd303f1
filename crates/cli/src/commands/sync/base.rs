//! What a sync starts from: the catalog in use, taken apart into readings.

use crate::failure::Failure;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use weigh_catalog::identity::Tables;
use weigh_catalog::record::{Batch, Record, Subject};
use weigh_catalog::{Field, Value, unpack};
use weigh_sources::Import;
use weigh_sources::sync::{self, Plan};

/// Provider, own id in lowercase, host.
type RouteName = (Arc<str>, String, Option<Arc<str>>);

/// The catalog in use.
pub(super) struct Base {
    /// Every reading in it.
    pub(super) batches: Vec<Batch>,
    /// The text of its source table.
    pub(super) source_table: String,
    /// Whether it was synced before; only then do servers' validators mean anything.
    pub(super) is_synced: bool,
    tables: Tables,
    spelling: BTreeMap<RouteName, Arc<str>>,
}

impl Base {
    /// Opens the catalog of the folder, or the embedded one.
    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        let opened = weigh_store::open(Some(folder))?;
        let batches = unpack::batches(&opened.packed)?;
        let curated = batches.iter().filter(|batch| batch.reading.source.as_str() == "curated");
        let tables = Tables::new(curated.flat_map(|batch| &batch.records));
        let mut spelling = BTreeMap::new();
        for record in batches.iter().flat_map(|batch| &batch.records) {
            if let Subject::Route { provider, id, host } = &record.subject {
                spelling.insert((provider.clone(), id.to_lowercase(), host.clone()), id.clone());
            }
        }
        let source_table = opened.packed.source_table()?;
        Ok(Self { batches, source_table, is_synced: opened.path.is_some(), tables, spelling })
    }

    /// What an import would change, in the catalog's own ids.
    pub(super) fn plan(&self, import: &Import) -> Plan {
        let next = self.in_own_ids(&import.batch);
        let kinds: Vec<u8> = next.records.iter().map(|record| kind(&record.subject)).collect();
        let previous: Vec<Batch> = self
            .batches
            .iter()
            .filter(|batch| batch.reading.source == next.reading.source)
            .map(|batch| Batch {
                reading: batch.reading.clone(),
                records: batch
                    .records
                    .iter()
                    .filter(|record| kinds.contains(&kind(&record.subject)))
                    .cloned()
                    .collect(),
            })
            .filter(|batch| !batch.records.is_empty())
            .collect();
        sync::plan(&previous, &next, &import.report)
    }

    fn in_own_ids(&self, batch: &Batch) -> Batch {
        let source = batch.reading.source.as_str();
        let mut own = batch.clone();
        for record in &mut own.records {
            record.subject = self.own_subject(source, &record.subject);
            self.own_licence(source, record);
        }
        own.sort();
        own
    }

    fn own_subject(&self, source: &str, subject: &Subject) -> Subject {
        match subject {
            Subject::Provider(id) => Subject::Provider(Arc::from(self.tables.provider(source, id).as_str())),
            Subject::Route { provider, id, host } => {
                let provider: Arc<str> = Arc::from(self.tables.provider(source, provider).as_str());
                let key = (provider.clone(), id.to_lowercase(), host.clone());
                let id = self.spelling.get(&key).unwrap_or(id).clone();
                Subject::Route { provider, id, host: host.clone() }
            }
            other => other.clone(),
        }
    }

    /// Licences go by the id of the licence table.
    fn own_licence(&self, source: &str, record: &mut Record) {
        let stated = record.get(&Field::Licence).map(ToString::to_string);
        let Some(stated) = stated else { return };
        if let Some(licence) = self.tables.licence(source, &stated) {
            record.say_raw(Field::Licence, Value::Text(Arc::from(licence.as_str())), Some(&stated));
        }
    }
}

/// Sources with several file shapes are told apart by what their records are about.
const fn kind(subject: &Subject) -> u8 {
    match subject {
        Subject::Lab(_) => 0,
        Subject::Provider(_) => 1,
        Subject::Licence(_) => 2,
        Subject::Benchmark(_) => 3,
        Subject::Model(_) => 4,
        Subject::Route { host: None, .. } => 5,
        Subject::Route { host: Some(_), .. } => 6,
        Subject::Result { .. } => 7,
    }
}
