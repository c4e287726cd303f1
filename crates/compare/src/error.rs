//! What can be wrong with a request for a comparison.

use crate::workload::WorkloadError;
use weigh_catalog::ModelId;

/// Why there is no comparison.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CompareError {
    /// One model, or none.
    #[error("cannot compare {given} model(s): a comparison needs two or more")]
    TooFewModels {
        /// How many were given.
        given: usize,
    },
    /// The same model twice.
    #[error("cannot compare `{model}` with itself")]
    SameModel {
        /// The model.
        model: ModelId,
    },
    /// The workload makes no sense.
    #[error("cannot price the workload: {0}")]
    Workload(#[source] WorkloadError),
}

impl CompareError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::TooFewModels { .. } => "name two or more models, such as `weigh compare A B`".to_owned(),
            Self::SameModel { model } => {
                format!("name each model once; to see `{model}` alone, use `weigh show {model}`")
            }
            Self::Workload(error) => error.hint(),
        }
    }
}
