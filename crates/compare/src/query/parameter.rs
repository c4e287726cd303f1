//! One parameter of a question: its name, what it may hold, how it is read and written.

use super::QueryError;
use crate::workload::{WorkloadError, amount, share};
use rust_decimal::Decimal;

/// One parameter of a `Q`: a `Workload` or `Needs`.
#[derive(Debug, Clone, Copy)]
pub struct Parameter<Q> {
    /// Its name in addresses, tool calls and flags.
    pub name: &'static str,
    /// What it asks, in one sentence for every surface that also names what holds if it is left out.
    pub about: &'static str,
    /// The words for it beside a field of a form.
    pub label: &'static str,
    /// What it may hold.
    pub shape: Shape,
    /// A value that makes sense and is not the default; those of lists are separated by commas.
    pub example: &'static str,
    /// Puts what was given into the question.
    pub(crate) set: fn(&mut Q, &Given<'_>) -> Result<(), QueryError>,
    /// What the question has of it, as `set` reads it; nothing if that is as in the default.
    pub(crate) get: fn(&Q) -> Option<String>,
}

impl<Q> Parameter<Q> {
    /// What a question has of it, as it is written in addresses; nothing if that is as in the default.
    pub fn value(&self, question: &Q) -> Option<String> {
        (self.get)(question)
    }

    /// Puts a text into a question.
    pub(crate) fn read(&self, question: &mut Q, text: &str) -> Result<(), QueryError> {
        (self.set)(question, &Given { name: self.name, text })
    }
}

/// What a parameter may hold. Surfaces describe it, and may be stricter; its reader decides.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// An amount such as `800M`.
    Amount,
    /// A share such as `0.3` or `30%`.
    Share,
    /// A whole number.
    Whole {
        /// The least.
        least: u64,
        /// The most.
        most: u64,
    },
    /// `yes` or `no`.
    Flag,
    /// One of these words.
    Word(fn() -> Vec<String>),
    /// Some of these words, separated by commas.
    Words(fn() -> Vec<String>),
    /// Ids, separated by commas.
    Ids,
    /// Benchmarks with a score each, `epoch/gpqa-diamond=70`, separated by commas.
    Levels,
    /// Words or an id.
    Text,
}

/// What was given for a parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Given<'a> {
    name: &'static str,
    text: &'a str,
}

impl<'a> Given<'a> {
    /// The text as it is.
    pub(crate) const fn text(&self) -> &'a str {
        self.text
    }

    /// An amount such as `800M`.
    pub(crate) fn amount(&self) -> Result<u64, QueryError> {
        amount(self.text).map_err(self.wrong())
    }

    /// A share such as `30%`.
    pub(crate) fn share(&self) -> Result<Decimal, QueryError> {
        share(self.text).map_err(self.wrong())
    }

    /// Yes or no, as people and forms say it.
    pub(crate) fn flag(&self) -> Result<bool, QueryError> {
        match self.text {
            "yes" | "true" | "1" | "on" => Ok(true),
            "no" | "false" | "0" | "off" => Ok(false),
            _ => Err(self.none_of("`yes` or `no`")),
        }
    }

    /// The parts of a list.
    pub(crate) fn words(&self) -> impl Iterator<Item = &'a str> {
        self.text.split(',').map(str::trim).filter(|word| !word.is_empty())
    }

    /// The error of a number, share or tier that cannot be read.
    pub(crate) fn wrong(&self) -> impl Fn(WorkloadError) -> QueryError {
        let name = self.name;
        move |source| QueryError::Workload { name, source }
    }

    /// The error of a word that is none of those allowed.
    pub(crate) fn none_of(&self, allowed: &'static str) -> QueryError {
        QueryError::Word { name: self.name, text: self.text.to_owned(), allowed }
    }
}

/// An amount in the fewest characters that [`amount`] reads back exactly: `800M`, `1500k`, `7`.
pub(crate) fn short_amount(amount: u64) -> String {
    let steps = [(1_000_000_000_000, "T"), (1_000_000_000, "B"), (1_000_000, "M"), (1_000, "k")];
    let step = steps.iter().find(|(size, _)| amount > 0 && amount.is_multiple_of(*size));
    step.map_or_else(|| amount.to_string(), |(size, suffix)| format!("{}{suffix}", amount / size))
}

/// Words as a list is written; nothing for none.
pub(crate) fn list<'a>(words: impl Iterator<Item = &'a str>) -> Option<String> {
    let words: Vec<&str> = words.collect();
    (!words.is_empty()).then(|| words.join(","))
}

/// `yes`, or nothing for no.
pub(crate) fn yes(is_set: bool) -> Option<String> {
    is_set.then(|| "yes".to_owned())
}
