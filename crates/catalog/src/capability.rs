//! What a route can do. Three-valued: a [`Support`] claim, or nothing known.

use std::fmt;
use std::str::FromStr;

/// What a source says of a capability. Silence is not a `Support`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Support {
    /// The source says the route can.
    Supported,
    /// The source says the route cannot.
    Unsupported,
}

impl Support {
    /// What a boolean in a source means.
    pub const fn from_flag(flag: bool) -> Self {
        if flag { Self::Supported } else { Self::Unsupported }
    }

    /// The word used in data.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::Unsupported => "unsupported",
        }
    }
}

macro_rules! capabilities {
    ($($name:ident $id:literal $label:literal $doc:literal;)*) => {
        /// Something a route can do. The definitions users see stand in `data/curated/capabilities.toml`.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Capability { $(#[doc = $doc] $name,)* }

        impl Capability {
            /// Every capability, in the order pages show them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word used in data, flags and addresses.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The words people read.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }

            /// What it means, in one sentence.
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$name => $doc,)* }
            }
        }
    };
}

capabilities! {
    TextIn "text-in" "Text input" "Accepts text.";
    TextOut "text-out" "Text output" "Generates text.";
    Vision "vision" "Vision" "Accepts images as input.";
    AudioIn "audio-in" "Audio input" "Accepts audio as input.";
    VideoIn "video-in" "Video input" "Accepts video as input.";
    DocumentIn "document-in" "Document input" "Accepts whole documents such as PDF as input.";
    ImageOut "image-out" "Image output" "Generates images.";
    AudioOut "audio-out" "Audio output" "Generates audio.";
    VideoOut "video-out" "Video output" "Generates video.";
    Reasoning "reasoning" "Reasoning" "Thinks before it answers, in tokens that are generated and billed.";
    FunctionCalling "function-calling" "Function calling" "Returns calls to functions the request declares.";
    ToolUse "tool-use" "Tool use" "Runs tools of the provider's own during a request.";
    ParallelToolCalls "parallel-tool-calls" "Parallel tool calls" "Returns several function calls in one turn.";
    StructuredOutputs "structured-outputs" "Structured outputs" "Guarantees output that follows a given JSON Schema.";
    JsonMode "json-mode" "JSON mode" "Can be told to answer with some valid JSON.";
    CodeExecution "code-execution" "Code execution" "Runs code in the provider's sandbox during a request.";
    WebSearch "web-search" "Web search" "Searches the web through the provider during a request.";
    ComputerUse "computer-use" "Computer use" "Operates a graphical desktop from screenshots with the provider's tool.";
    IdeIntegration "ide-integration" "IDE integration" "Is offered inside a code editor by its lab or provider.";
    ParallelAgents "parallel-agents" "Parallel agents" "The provider runs several agents of this model at once on one task.";
    PromptCaching "prompt-caching" "Prompt caching" "Bills repeated prompt prefixes at a cached rate.";
    Batch "batch" "Batch" "Takes asynchronous batch jobs.";
    Streaming "streaming" "Streaming" "Streams the answer while it is generated.";
    FineTuning "fine-tuning" "Fine-tuning" "Can be fine-tuned at this provider.";
    Logprobs "logprobs" "Logprobs" "Returns log probabilities of output tokens.";
}

/// Not the id of a capability.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a capability")]
pub struct UnknownCapability(pub String);

impl FromStr for Capability {
    type Err = UnknownCapability;

    fn from_str(text: &str) -> Result<Self, UnknownCapability> {
        Self::ALL
            .iter()
            .copied()
            .find(|capability| capability.id() == text)
            .ok_or_else(|| UnknownCapability(text.to_owned()))
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.id())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_read_back() {
        for capability in Capability::ALL {
            assert_eq!(capability.id().parse::<Capability>().as_ref(), Ok(capability));
        }
        assert!("Vision".parse::<Capability>().is_err());
    }
}
