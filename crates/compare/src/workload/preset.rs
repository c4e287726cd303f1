//! Presets: workloads of common kinds with what such jobs cannot do without, as readable TOML.

use super::amount::nearest;
use super::{Workload, WorkloadError, read};
use crate::needs::Needs;
use crate::query::{self, QueryError};

/// A workload, and needs, with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    /// The word for it in flags and addresses.
    pub id: &'static str,
    /// The file, which is also its documentation; the first line is a comment that says what it stands for.
    pub text: &'static str,
}

/// Every preset, in the order help lists them.
pub const PRESETS: &[Preset] = &[
    Preset { id: "chat", text: include_str!("../../presets/chat.toml") },
    Preset { id: "rag", text: include_str!("../../presets/rag.toml") },
    Preset { id: "agent", text: include_str!("../../presets/agent.toml") },
    Preset { id: "extraction", text: include_str!("../../presets/extraction.toml") },
    Preset { id: "batch-classification", text: include_str!("../../presets/batch-classification.toml") },
    Preset { id: "reasoning", text: include_str!("../../presets/reasoning.toml") },
    Preset { id: "vision", text: include_str!("../../presets/vision.toml") },
    Preset { id: "on-premises", text: include_str!("../../presets/on-premises.toml") },
];

impl Preset {
    /// What it stands for: the first line of its file.
    pub fn about(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }

    /// The workload.
    pub fn workload(&self) -> Result<Workload, WorkloadError> {
        read::read(self.text, self.id)
    }

    /// What such a job cannot do without.
    pub fn needs(&self) -> Result<Needs, QueryError> {
        query::needs_of_file(self.text)
    }
}

/// The preset of this name.
pub(crate) fn find(name: &str) -> Result<&'static Preset, WorkloadError> {
    PRESETS.iter().find(|preset| preset.id == name.trim()).ok_or_else(|| WorkloadError::UnknownPreset {
        name: name.to_owned(),
        nearest: nearest(name, PRESETS.iter().map(|preset| preset.id)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use weigh_catalog::{Capability, CommercialUse, Openness, ServiceTier};

    #[test]
    fn every_preset_reads_and_says_what_it_is() {
        for preset in PRESETS {
            let workload = preset.workload().unwrap();
            assert_eq!(workload.name.as_deref(), Some(preset.id));
            assert!(preset.text.starts_with("# ") && preset.about().ends_with('.'), "{}", preset.id);
            assert!(workload.requests.is_some() && workload.prompt_size().is_some(), "{}", preset.id);
        }
    }

    #[test]
    fn presets_say_what_their_comments_say() {
        let agent = Workload::preset("agent").unwrap();
        assert_eq!((agent.prompt_size(), agent.output / agent.requests.unwrap()), (Some(30_000), 1_000));
        let batch = Workload::preset("batch-classification").unwrap();
        assert_eq!(batch.tiers.tiers(), [ServiceTier::Standard, ServiceTier::Batch]);
    }

    #[test]
    fn presets_ask_for_what_their_jobs_cannot_do_without() {
        let needs = |name: &str| find(name).unwrap().needs().unwrap();
        assert_eq!(needs("agent").capabilities, [Capability::FunctionCalling]);
        assert_eq!(needs("vision").capabilities, [Capability::Vision]);
        let own = needs("on-premises");
        assert_eq!((own.openness, own.commercial), (Some(Openness::OpenWeights), Some(CommercialUse::Conditional)));
        assert_eq!(needs("chat"), Needs::default());
    }

    #[test]
    fn an_unknown_preset_names_the_nearest_or_all() {
        assert_eq!(Workload::preset("agents").unwrap_err().hint(), "did you mean `agent`?");
        let hint = Workload::preset("quantum-chemistry").unwrap_err().hint();
        assert!(hint.contains("batch-classification"), "{hint}");
    }
}
