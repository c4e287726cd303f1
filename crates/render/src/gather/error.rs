//! Why a question has no answer.

use weigh_catalog::packed::PackedError;
use weigh_catalog::{BenchmarkId, Day, ModelId, RouteId, SourceId};
use weigh_compare::CompareError;

/// How many names a hint lists.
const NAMED: usize = 12;

/// Why a question has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GatherError {
    /// The catalog's file is damaged.
    #[error("cannot read the catalog")]
    Damaged(#[from] PackedError),
    /// The comparison makes no sense.
    #[error("{0}")]
    Senseless(#[from] CompareError),
    /// Several models have this name.
    #[error("`{text}` is ambiguous")]
    AmbiguousModel {
        /// What was asked for.
        text: String,
        /// The models it may mean.
        candidates: Vec<ModelId>,
    },
    /// No model has this name.
    #[error("no model `{text}`")]
    UnknownModel {
        /// What was asked for.
        text: String,
        /// The models with the nearest names; may be empty.
        nearest: Vec<ModelId>,
        /// Sources that name it without telling of what model they speak; may be empty.
        named_by: Vec<SourceId>,
    },
    /// The earlier day is not before the later one.
    #[error("{since} is not before {until}")]
    NotBefore {
        /// The day to start from.
        since: Day,
        /// The day of the answer.
        until: Day,
    },
    /// The question names a provider that nobody knows.
    #[error("no provider `{text}`")]
    UnknownProvider {
        /// What was asked for.
        text: String,
        /// The provider with the nearest id, if one is near.
        nearest: Option<String>,
    },
    /// The question names a benchmark that nobody knows.
    #[error("no benchmark `{text}`")]
    UnknownBenchmark {
        /// What was asked for.
        text: String,
        /// The benchmark with the nearest id, if one is near.
        nearest: Option<String>,
    },
    /// Several benchmarks have this name.
    #[error("`{text}` is ambiguous")]
    AmbiguousBenchmark {
        /// What was asked for.
        text: String,
        /// The benchmarks it may mean.
        candidates: Vec<BenchmarkId>,
    },
    /// A provider has several routes of the model.
    #[error("`{text}` is ambiguous")]
    AmbiguousRoute {
        /// What was asked for.
        text: String,
        /// The routes it may mean.
        candidates: Vec<RouteId>,
    },
    /// A model is named where a route is meant.
    #[error("`{text}` is a model, and no provider is named")]
    NoProvider {
        /// What was asked for.
        text: String,
        /// The routes it has; may be empty.
        routes: Vec<RouteId>,
    },
    /// The model has no such route.
    #[error("no route of `{model}` at `{place}`")]
    UnknownRoute {
        /// The model.
        model: ModelId,
        /// The place that was asked for.
        place: String,
        /// The routes it has; may be empty.
        routes: Vec<RouteId>,
    },
}

impl GatherError {
    /// Whether the program or its data broke, rather than the question.
    pub const fn is_broken(&self) -> bool {
        matches!(self, Self::Damaged(_))
    }

    /// What stands behind it, if more is known.
    pub fn cause(&self) -> Option<String> {
        match self {
            Self::Damaged(error) => Some(error.to_string()),
            Self::Senseless(_)
            | Self::UnknownProvider { .. }
            | Self::UnknownBenchmark { .. }
            | Self::NotBefore { .. } => None,
            Self::AmbiguousBenchmark { .. } => Some("several sources have a benchmark of this name".to_owned()),
            Self::AmbiguousModel { candidates, .. } => Some(format!("it may be {}", quoted(candidates))),
            Self::UnknownModel { named_by, .. } if !named_by.is_empty() => {
                Some(format!("{} names it, but no model is known for it", quoted(named_by)))
            }
            Self::UnknownModel { nearest, .. } if nearest.is_empty() => {
                Some("no model has a name like this".to_owned())
            }
            Self::UnknownModel { .. } => Some("no model has this name".to_owned()),
            Self::AmbiguousRoute { .. } => Some("the provider has several routes of it".to_owned()),
            Self::NoProvider { .. } => Some("a route is `lab/model@provider`".to_owned()),
            Self::UnknownRoute { routes, .. } if routes.is_empty() => Some("nobody lists a route of it".to_owned()),
            Self::UnknownRoute { routes, .. } => Some(format!("it has {} routes", routes.len())),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Damaged(error) => Some(error.hint().to_owned()),
            Self::Senseless(error) => Some(error.hint()),
            Self::AmbiguousModel { .. } => Some("use one of these ids, or more words of the name".to_owned()),
            Self::UnknownModel { nearest, .. } if nearest.is_empty() => {
                Some("see what there is with `weigh list models`".to_owned())
            }
            Self::UnknownModel { nearest, .. } => Some(format!("did you mean {}?", quoted(nearest))),
            Self::NotBefore { .. } => Some("name an earlier day to start from".to_owned()),
            Self::UnknownProvider { nearest: Some(id), .. } | Self::UnknownBenchmark { nearest: Some(id), .. } => {
                Some(format!("did you mean `{id}`?"))
            }
            Self::UnknownProvider { nearest: None, .. } => Some("find its id in the list of providers".to_owned()),
            Self::UnknownBenchmark { nearest: None, .. } => Some("find its id with `weigh list benchmarks`".to_owned()),
            Self::AmbiguousBenchmark { candidates, .. } => Some(format!("name one of {}", quoted(candidates))),
            Self::AmbiguousRoute { candidates, .. } => Some(format!("name one of {}", quoted(candidates))),
            Self::UnknownRoute { routes, .. } | Self::NoProvider { routes, .. } => {
                (!routes.is_empty()).then(|| format!("name one of {}", quoted(routes)))
            }
        }
    }
}

fn quoted<T: ToString>(ids: &[T]) -> String {
    let shown: Vec<String> = ids.iter().take(NAMED).map(|id| format!("`{}`", id.to_string())).collect();
    let more = if ids.len() > NAMED { ", …" } else { "" };
    shown.join(", ") + more
}
