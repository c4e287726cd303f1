//! What can be wrong with a workload.

/// Why a text or a set of numbers is no workload.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkloadError {
    /// Not a count.
    #[error("`{text}` is not an amount")]
    NotAnAmount {
        /// What was given.
        text: String,
    },
    /// Below zero.
    #[error("`{text}` is negative")]
    Negative {
        /// What was given.
        text: String,
    },
    /// A part of a token or request.
    #[error("`{text}` is not a whole number")]
    NotWhole {
        /// What was given.
        text: String,
    },
    /// Above [`MOST`](super::MOST).
    #[error("{what} of {amount} is more than anybody's month: the limit is 1,000,000,000,000,000")]
    Absurd {
        /// Which amount.
        what: &'static str,
        /// What was given.
        amount: String,
    },
    /// Not from 0 to 1.
    #[error("`{text}` is not a share from 0 to 1")]
    NotAShare {
        /// What was given.
        text: String,
    },
    /// Cached and written shares exceed all of the input.
    #[error("cached share and cache-write share together exceed 1")]
    SharesExceedAll,
    /// Reasoning exceeds the output it is part of.
    #[error("{reasoning} reasoning tokens exceed the {output} output tokens they are part of")]
    ReasoningExceedsOutput {
        /// Reasoning tokens.
        reasoning: u64,
        /// Output tokens.
        output: u64,
    },
    /// One prompt exceeds the month.
    #[error("one prompt of {prompt} tokens exceeds the {input} input tokens of the month")]
    PromptExceedsInput {
        /// Tokens of one prompt.
        prompt: u64,
        /// Input tokens of the month.
        input: u64,
    },
    /// Nothing to pay for.
    #[error("a workload of no tokens")]
    Nothing,
    /// Tokens without requests.
    #[error("tokens in zero requests")]
    NoRequests,
    /// No such tier.
    #[error("`{text}` is not a service tier")]
    UnknownTier {
        /// What was given.
        text: String,
        /// The nearest one.
        nearest: Option<String>,
    },
    /// No tier at all.
    #[error("no service tier is allowed")]
    NoTier,
    /// No such preset.
    #[error("`{name}` is not a preset")]
    UnknownPreset {
        /// What was given.
        name: String,
        /// The nearest one.
        nearest: Option<String>,
    },
    /// Not TOML.
    #[error("line {line}: {message}")]
    Syntax {
        /// Counted from one.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// A key no workload has.
    #[error("line {line}: `{key}` is not a key of a workload")]
    UnknownKey {
        /// Counted from one.
        line: usize,
        /// The key.
        key: String,
        /// The nearest one.
        nearest: Option<String>,
    },
    /// A value of the wrong kind.
    #[error("line {line}: `{key}` needs {needs}")]
    WrongKind {
        /// Counted from one.
        line: usize,
        /// The key.
        key: String,
        /// What it needs.
        needs: &'static str,
    },
    /// A value that does not hold.
    #[error("line {line}: `{key}`: {source}")]
    Value {
        /// Counted from one.
        line: usize,
        /// The key.
        key: String,
        /// What is wrong with it.
        source: Box<WorkloadError>,
    },
}

impl WorkloadError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        let nearest = |nearest: &Option<String>, all: &str| {
            nearest.as_ref().map_or_else(|| all.to_owned(), |nearest| format!("did you mean `{nearest}`?"))
        };
        match self {
            Self::NotAnAmount { .. } | Self::Negative { .. } | Self::NotWhole { .. } => {
                "write a whole number, or one with k, M, B or T such as 250k or 1.5B".to_owned()
            }
            Self::Absurd { .. } => "check the unit: M is a million, B a thousand million".to_owned(),
            Self::NotAShare { .. } => {
                "write a part of 1 such as 0.3, or a percentage such as 30%, to six decimals".to_owned()
            }
            Self::SharesExceedAll => {
                "each input token is cached, written or neither: lower one of the shares".to_owned()
            }
            Self::ReasoningExceedsOutput { .. } => {
                "output includes reasoning: raise the output or lower reasoning".to_owned()
            }
            Self::PromptExceedsInput { .. } => {
                "input is the whole month's: raise it or lower the prompt size".to_owned()
            }
            Self::Nothing => "give input or output tokens, such as 800M input and 250M output".to_owned(),
            Self::NoRequests => "give the number of requests, or leave it out".to_owned(),
            Self::UnknownTier { nearest: n, .. } => nearest(n, "tiers are standard, batch, flex, priority, …"),
            Self::NoTier => "name one, such as standard".to_owned(),
            Self::UnknownPreset { nearest: n, .. } => nearest(n, &super::preset_list()),
            Self::UnknownKey { nearest: n, .. } => nearest(n, &format!("keys are {}", super::read::KEYS.join(", "))),
            Self::Syntax { .. } => "a workload file is TOML, such as `input = \"800M\"`".to_owned(),
            Self::WrongKind { key, .. } => format!("see a preset for how `{key}` is written"),
            Self::Value { source, .. } => source.hint(),
        }
    }
}
