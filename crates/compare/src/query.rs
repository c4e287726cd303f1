//! Workload and needs as named parameters: the same names in addresses, tool calls and on the command line.
//!
//! There is one table of them: `PARAMETERS` of a workload, then those of each need in the order of `NEEDS`. Whoever takes
//! a question reads names, texts and shapes there, so that no surface can differ.
//!
//! Reading what was written gives the same again; what is as in the default is not written, so that every question has
//! one address.

mod parameter;

pub(crate) use parameter::{Given, list, short_amount, yes};
pub use parameter::{Parameter, Shape};

use crate::needs::{self, Needs};
use crate::workload::{self, Workload, WorkloadError, nearest};
use std::collections::BTreeMap;
use weigh_catalog::Capability;

/// The names of all parameters, in the order they are written.
pub fn names() -> impl Iterator<Item = &'static str> {
    let of_workload = workload::PARAMETERS.iter().map(|parameter| parameter.name);
    of_workload.chain(needs::parameters().map(|parameter| parameter.name))
}

/// Why parameters make no question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum QueryError {
    /// Nothing is called so.
    #[error("`{name}` is not a parameter")]
    Unknown {
        /// What was given.
        name: String,
        /// The most similar parameter, if any is.
        nearest: Option<String>,
    },
    /// The same parameter twice.
    #[error("`{name}` is given twice")]
    Twice {
        /// Which.
        name: String,
    },
    /// A number, tier or share that cannot be read.
    #[error("`{name}`: {source}")]
    Workload {
        /// Which parameter.
        name: &'static str,
        /// What is wrong with it.
        source: WorkloadError,
    },
    /// A word that is none of those allowed.
    #[error("`{name}`: `{text}` is none of {allowed}")]
    Word {
        /// Which parameter.
        name: &'static str,
        /// What was given.
        text: String,
        /// What is allowed.
        allowed: &'static str,
    },
    /// No such capability.
    #[error("`{text}` is not a capability")]
    Capability {
        /// What was given.
        text: String,
        /// The most similar capability, if any is.
        nearest: Option<String>,
    },
    /// The numbers make no sense together.
    #[error(transparent)]
    Senseless(#[from] WorkloadError),
}

impl QueryError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::Unknown { nearest: Some(near), .. } | Self::Capability { nearest: Some(near), .. } => {
                format!("did you mean `{near}`?")
            }
            Self::Unknown { nearest: None, .. } => format!("parameters are {}", names().collect::<Vec<_>>().join(", ")),
            Self::Capability { nearest: None, .. } => {
                let ids: Vec<&str> = Capability::ALL.iter().map(|capability| capability.id()).collect();
                format!("capabilities are {}", ids.join(", "))
            }
            Self::Twice { .. } => "give it once; lists are separated by commas".to_owned(),
            Self::Workload { source, .. } | Self::Senseless(source) => source.hint(),
            Self::Word { allowed, .. } => format!("write {allowed}"),
        }
    }
}

/// Reads workload and needs from named parameters; empty ones count as not given, as forms send them.
///
/// # Errors
/// [`QueryError`] for a parameter that is not known, given twice, or cannot be read.
pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<(Workload, Needs), QueryError> {
    read_onto(Workload::default(), pairs)
}

/// The same, starting from a workload of one's own; a preset takes its place.
///
/// # Errors
/// As [`read`].
pub fn read_onto<'a>(
    mut workload: Workload,
    pairs: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Result<(Workload, Needs), QueryError> {
    let mut given: BTreeMap<&str, &str> = BTreeMap::new();
    for (name, value) in pairs {
        if !names().any(|known| known == name) {
            return Err(QueryError::Unknown { name: name.to_owned(), nearest: nearest(name, names()) });
        }
        let value = value.trim();
        if !value.is_empty() && given.insert(name, value).is_some() {
            return Err(QueryError::Twice { name: name.to_owned() });
        }
    }
    let mut needs = Needs::default();
    // In the order of the table: a preset comes first, and the rest differs from it.
    set(workload::PARAMETERS.iter(), &mut workload, &given)?;
    set(needs::parameters(), &mut needs, &given)?;
    Ok((workload.check()?, needs))
}

fn set<'a, Q: 'a>(
    mut parameters: impl Iterator<Item = &'a Parameter<Q>>,
    question: &mut Q,
    given: &BTreeMap<&str, &str>,
) -> Result<(), QueryError> {
    parameters.try_for_each(|parameter| match given.get(parameter.name) {
        Some(text) => parameter.read(question, text),
        None => Ok(()),
    })
}

/// Workload and needs as parameters, in the order of [`names`]; what is as in the default is left out.
///
/// A preset is written by its name alone if nothing differs from it, else number by number.
pub fn write(workload: &Workload, needs: &Needs) -> Vec<(&'static str, String)> {
    let mut pairs = written(workload::PARAMETERS.iter(), workload);
    if pairs.first().is_some_and(|(name, _)| *name == workload::PRESET) {
        pairs.truncate(1);
    }
    pairs.extend(written(needs::parameters(), needs));
    pairs
}

fn written<'a, Q: 'a>(parameters: impl Iterator<Item = &'a Parameter<Q>>, question: &Q) -> Vec<(&'static str, String)> {
    parameters.filter_map(|parameter| Some((parameter.name, parameter.value(question)?))).collect()
}

#[cfg(test)]
mod tests;
