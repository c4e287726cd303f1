//! What a sync starts from: the catalog in use, taken apart into readings.

use crate::failure::Failure;
use std::path::Path;
use weigh_catalog::assemble::{OwnIds, share_basis};
use weigh_catalog::evidence::Unplaced;
use weigh_catalog::packed::Packed;
use weigh_catalog::record::Batch;
use weigh_catalog::unpack;
use weigh_sources::Import;
use weigh_sources::sync::{self, Plan};

/// The catalog in use.
pub(super) struct Base {
    /// Every reading in it, and those taken in since.
    pub(super) batches: Vec<Batch>,
    /// The text of its source table.
    pub(super) source_table: String,
    /// Whether it was synced before; only then do servers' validators mean anything.
    pub(super) is_synced: bool,
    packed: Packed,
    ids: OwnIds,
}

impl Base {
    /// Opens the catalog of the folder, or the embedded one.
    pub(super) fn open(folder: &Path) -> Result<Self, Failure> {
        let opened = weigh_store::open(Some(folder))?;
        let batches = unpack::batches(&opened.packed)?;
        let source_table = opened.packed.source_table()?;
        let is_synced = opened.path.is_some();
        Ok(Self { ids: OwnIds::of(&batches), batches, source_table, is_synced, packed: opened.packed })
    }

    /// What an import would change, in the catalog's own ids. A source's file shapes are told apart by what they speak of.
    pub(super) fn plan(&self, import: &Import) -> Plan {
        let next = self.ids.own(&import.batch);
        let kinds = next.kinds();
        let of_source = self.batches.iter().filter(|batch| batch.reading.source == next.reading.source);
        let mut batches: Vec<Batch> = of_source
            .filter(|batch| !batch.kinds().is_disjoint(&kinds))
            .map(|batch| Batch {
                reading: batch.reading.clone(),
                records: batch.records.iter().filter(|it| kinds.contains(&it.subject.kind())).cloned().collect(),
            })
            .collect();
        batches.push(next);
        share_basis(&mut batches);
        let (next, previous) = batches.split_last().expect("the next reading was put last");
        sync::plan(previous, next, &import.report)
    }

    /// Takes in what a plan stores, so that the next plan builds on it; bytes that are known and change nothing are not
    /// read a second time.
    pub(super) fn take(&mut self, plan: &Plan) {
        if !(plan.is_empty() && plan.is_known) {
            self.batches.push(plan.accept());
        }
    }

    /// The file of the catalog in use.
    pub(super) fn bytes(&self) -> &[u8] {
        self.packed.bytes()
    }

    /// What belongs to no model in the catalog in use.
    pub(super) fn unplaced(&self) -> Result<Vec<Unplaced>, Failure> {
        Ok(self.packed.unplaced()?)
    }
}
