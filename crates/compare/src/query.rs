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
use crate::project::{Document, Lines};
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
    /// Something a file states.
    #[error("line {line}: {source}")]
    InFile {
        /// Counted from one.
        line: usize,
        /// What is wrong with it.
        source: Box<QueryError>,
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
            Self::InFile { source, .. } => source.hint(),
            Self::Word { allowed, .. } => format!("write {allowed}"),
        }
    }
}

/// Reads workload and needs from named parameters; empty ones count as not given, as forms send them.
///
/// # Errors
/// [`QueryError`] for a parameter that is not known, given twice, or cannot be read.
pub fn read<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<(Workload, Needs), QueryError> {
    read_onto((Workload::default(), Needs::default()), pairs)
}

/// The same, starting from a question of one's own; a preset takes the place of both.
///
/// # Errors
/// As [`read`].
pub fn read_onto<'a>(
    (mut workload, mut needs): (Workload, Needs),
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
    // In the order of the table: a preset comes first, and the rest differs from it.
    if let Some(preset) = given.get(workload::PRESET) {
        needs = preset_needs(preset)?;
    }
    set(workload::PARAMETERS.iter(), &mut workload, &given)?;
    set(needs::parameters(), &mut needs, &given)?;
    Ok((workload.check()?, needs))
}

/// Reads a workload file with the needs it may state; `name` is what pages call it.
///
/// # Errors
/// [`QueryError`] with the line it is about.
pub fn read_file(text: &str, name: &str) -> Result<(Workload, Needs), QueryError> {
    Ok((Workload::read(text, name)?, needs_of_file(text)?))
}

/// What the table `needs` of a workload file asks for, in the names of the parameters; nothing without one.
pub(crate) fn needs_of_file(text: &str) -> Result<Needs, QueryError> {
    let lines = Lines::of(text);
    let mut needs = Needs::default();
    // What is no TOML is told by who reads the workload.
    let Ok(document) = Document::parse(text, &lines) else { return Ok(needs) };
    let Some(entry) = document.root(&lines).get(workload::NEEDS_TABLE) else { return Ok(needs) };
    let in_file = |line: usize, source: QueryError| QueryError::InFile { line, source: Box::new(source) };
    let wrong = |line: usize, name: &'static str, text: &str, allowed: &'static str| {
        in_file(line, QueryError::Word { name, text: text.to_owned(), allowed })
    };
    let table = entry.table().ok_or_else(|| wrong(entry.place.line, "needs", "a value", "a table `[needs]`"))?;
    for entry in table.entries() {
        let line = entry.value_place.line;
        let Some(parameter) = needs::parameters().find(|known| known.name == entry.key) else {
            let nearest = nearest(entry.key, needs::parameters().map(|known| known.name));
            return Err(in_file(line, QueryError::Unknown { name: entry.key.to_owned(), nearest }));
        };
        let allowed = "a text, a number, true or false, or a list of texts";
        let text = entry.written().ok_or_else(|| wrong(line, parameter.name, "this value", allowed))?;
        parameter.read(&mut needs, &text).map_err(|source| in_file(line, source))?;
    }
    Ok(needs)
}

/// What the jobs of a preset cannot do without.
fn preset_needs(name: &str) -> Result<Needs, QueryError> {
    workload::find(name)?.needs()
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
/// A preset is written by its name, and by the needs that differ from its own, if its traffic is the same and none of its needs
/// is missing; else number by number.
pub fn write(workload: &Workload, needs: &Needs) -> Vec<(&'static str, String)> {
    let mut pairs = written(workload::PARAMETERS.iter(), workload);
    let mut of_needs = written(needs::parameters(), needs);
    let preset = pairs.first().filter(|(name, _)| *name == workload::PRESET).map(|(_, preset)| preset.as_str());
    if let Some(own) = preset.and_then(|preset| preset_needs(preset).ok()) {
        let own = written(needs::parameters(), &own);
        if own.iter().all(|(name, _)| of_needs.iter().any(|(given, _)| given == name)) {
            pairs.truncate(1);
            of_needs.retain(|pair| !own.contains(pair));
        } else {
            pairs.remove(0);
        }
    }
    pairs.extend(of_needs);
    pairs
}

fn written<'a, Q: 'a>(parameters: impl Iterator<Item = &'a Parameter<Q>>, question: &Q) -> Vec<(&'static str, String)> {
    parameters.filter_map(|parameter| Some((parameter.name, parameter.value(question)?))).collect()
}

#[cfg(test)]
mod tests;
