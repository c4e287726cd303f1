//! What went wrong, in the form every message has: what failed, the cause, a hint; and the exit code it means.

use std::error::Error;
use std::fmt;
use weigh_compare::query::QueryError;

/// Whether the input or the program is at fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The answer is no, or the input is wrong: exit code 1.
    Input,
    /// Something broke: exit code 2.
    Broken,
}

/// A failure to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    what: String,
    causes: Vec<String>,
    hints: Vec<String>,
    fault: Fault,
}

impl Failure {
    /// The input is wrong.
    pub(crate) fn input(what: impl Into<String>) -> Self {
        Self { what: what.into(), causes: Vec::new(), hints: Vec::new(), fault: Fault::Input }
    }

    /// Something broke.
    pub(crate) fn broken(what: impl Into<String>) -> Self {
        Self { fault: Fault::Broken, ..Self::input(what) }
    }

    /// Adds a cause; the first is the nearest.
    #[must_use]
    pub(crate) fn cause(mut self, cause: impl fmt::Display) -> Self {
        self.causes.push(cause.to_string());
        self
    }

    /// Adds an error and everything behind it.
    #[must_use]
    pub(crate) fn because(mut self, error: &dyn Error) -> Self {
        let mut next = Some(error);
        while let Some(error) = next {
            self.causes.push(error.to_string());
            next = error.source();
        }
        self
    }

    /// Adds what to do about it.
    #[must_use]
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// The exit code.
    pub(crate) const fn code(&self) -> u8 {
        match self.fault {
            Fault::Input => 1,
            Fault::Broken => 2,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error: {}", self.what)?;
        self.causes.iter().try_for_each(|cause| write!(f, "\n  cause: {cause}"))?;
        self.hints.iter().try_for_each(|hint| write!(f, "\n  hint: {hint}"))
    }
}

impl From<weigh_store::StoreError> for Failure {
    fn from(error: weigh_store::StoreError) -> Self {
        let failure = Self::broken("cannot open the catalog").because(&error);
        match error.hint() {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

impl From<weigh_catalog::packed::PackedError> for Failure {
    fn from(error: weigh_catalog::packed::PackedError) -> Self {
        Self::broken("cannot read the catalog").cause(&error).hint(error.hint())
    }
}

impl From<weigh_compare::WorkloadError> for Failure {
    fn from(error: weigh_compare::WorkloadError) -> Self {
        Self::input("cannot use this workload").cause(&error).hint(error.hint())
    }
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::Senseless(error) => error.into(),
            error => Self::input("cannot use these flags").cause(&error).hint(error.hint()),
        }
    }
}

impl From<weigh_render::gather::GatherError> for Failure {
    fn from(error: weigh_render::gather::GatherError) -> Self {
        let fault = if error.is_broken() { Fault::Broken } else { Fault::Input };
        let (causes, hints) = (error.cause().into_iter().collect(), error.hint().into_iter().collect());
        Self { what: error.to_string(), causes, hints, fault }
    }
}

impl From<weigh_render::gather::SiftError> for Failure {
    fn from(error: weigh_render::gather::SiftError) -> Self {
        Self::input(error.to_string()).hint(error.hint())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_what_why_and_what_to_do() {
        let failure = Failure::input("cannot compare `x`").cause("no such model").hint("try `y`");
        assert_eq!(failure.to_string(), "error: cannot compare `x`\n  cause: no such model\n  hint: try `y`");
        assert_eq!((failure.code(), Failure::broken("x").code()), (1, 2));
    }
}
