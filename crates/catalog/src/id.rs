//! Names of things: cheap to clone, ordered, never empty.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// Why a text cannot be an id.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IdError {
    /// An id must say something.
    #[error("empty {0} id")]
    Empty(&'static str),
    /// A model id is `lab/model`.
    #[error("`{0}` is not of the form lab/model")]
    NotLabAndModel(String),
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $what:literal) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Arc<str>);

        impl $name {
            /// The id as written in data, addresses and messages.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// An id of this text; refuses an empty one.
            pub fn new(text: &str) -> Result<Self, IdError> {
                if text.trim().is_empty() {
                    return Err(IdError::Empty($what));
                }
                Ok(Self(Arc::from(text.trim())))
            }

            /// The same without copying.
            #[allow(dead_code, reason = "not every kind of id is read by the thousand")]
            pub(crate) fn shared(text: Arc<str>) -> Result<Self, IdError> {
                if text.trim().len() == text.len() && !text.is_empty() { Ok(Self(text)) } else { Self::new(&text) }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", &*self.0)
            }
        }
    };
}

id!(
    /// Who stated something: `models-dev`, `openrouter`, `curated`, `overlay`, ...
    SourceId,
    "source"
);
id!(
    /// The organisation that made a model: `meta`, `openai`, `arcee-ai`.
    LabId,
    "lab"
);
id!(
    /// Who serves models over an endpoint: `openai`, `fireworks-ai`, `amazon-bedrock`.
    ProviderId,
    "provider"
);
id!(
    /// A licence text: `llama3.2`, `apache-2.0`.
    LicenceId,
    "licence"
);
id!(
    /// One benchmark in one version, subset and metric: `gpqa-diamond`, `arena-text`.
    BenchmarkId,
    "benchmark"
);

/// A model: `lab/model`, lowercase, for example `meta/llama-3.2-1b`.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModelId(Arc<str>);

impl ModelId {
    /// Parses `lab/model`: exactly one slash, both halves non-empty.
    pub fn new(text: &str) -> Result<Self, IdError> {
        match text.trim().split_once('/') {
            Some((lab, model)) if !lab.is_empty() && !model.is_empty() && !model.contains('/') => {
                Ok(Self(Arc::from(text.trim())))
            }
            _ => Err(IdError::NotLabAndModel(text.to_owned())),
        }
    }

    /// The same without copying.
    pub(crate) fn shared(text: Arc<str>) -> Result<Self, IdError> {
        let halves = text.split_once('/').filter(|_| text.trim().len() == text.len());
        let is_id = |(lab, model): (&str, &str)| !lab.is_empty() && !model.is_empty() && !model.contains('/');
        if halves.is_some_and(is_id) { Ok(Self(text)) } else { Self::new(&text) }
    }

    /// The whole id.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The lab's half.
    pub fn lab(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(lab, _)| lab)
    }

    /// The model's half.
    pub fn slug(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(_, slug)| slug)
    }
}

impl fmt::Display for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl fmt::Debug for ModelId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// Names one route: `lab/model@provider`, `/host` under a router, `#own-id` where a provider has several of one model.
///
/// All that is said of a route names it, so its parts are shared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RouteId(Arc<RouteParts>);

/// What a [`RouteId`] is made of.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RouteParts {
    /// The model.
    pub model: ModelId,
    /// The provider.
    pub provider: ProviderId,
    /// Under a router: the upstream host, as the router names it.
    pub host: Option<Arc<str>>,
    /// The provider's own model id, if this provider has more than one route of this model.
    pub own_id: Option<Arc<str>>,
}

impl RouteParts {
    /// What tells routes of one model apart.
    pub(crate) fn within_model(&self) -> (&ProviderId, &Option<Arc<str>>, &Option<Arc<str>>) {
        (&self.provider, &self.host, &self.own_id)
    }
}

impl From<RouteParts> for RouteId {
    fn from(parts: RouteParts) -> Self {
        Self(Arc::new(parts))
    }
}

impl Deref for RouteId {
    type Target = RouteParts;

    fn deref(&self) -> &RouteParts {
        &self.0
    }
}

impl fmt::Display for RouteId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [self.model.as_str(), "@", self.provider.as_str()] {
            f.write_str(part)?;
        }
        for (sign, part) in [("/", &self.host), ("#", &self.own_id)] {
            if let Some(part) = part {
                f.write_str(sign)?;
                f.write_str(part)?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_id_has_exactly_two_halves() {
        let id = ModelId::new("acme/alpha-1").unwrap();
        assert_eq!((id.lab(), id.slug()), ("acme", "alpha-1"));
        for bad in ["acme", "acme/", "/alpha", "a/b/c", ""] {
            assert!(ModelId::new(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_are_never_empty() {
        assert_eq!(SourceId::new("  "), Err(IdError::Empty("source")));
        assert_eq!(SourceId::new(" x ").unwrap().as_str(), "x");
    }
}
