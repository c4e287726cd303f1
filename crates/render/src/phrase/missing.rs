//! Words for what nobody told us, and what would supply it.

use super::standing::about;
use crate::names::Names;
use weigh_compare::cite::{Missing, Remedy};

/// The missing fact: `the context window of Llama 3.2 1B`.
pub fn fact(names: Names, missing: &Missing) -> String {
    about(names, &missing.cite)
}

/// What would supply it.
pub const fn remedy(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Sync => "read the sources again with `weigh sync`",
        Remedy::Overlay => "state it in the private overlay (`--data DIR`)",
        Remedy::Probe => "try it on the endpoint itself",
        Remedy::Trial => "run your own prompts on both",
        Remedy::Workload => "state it with the workload",
    }
}

/// The missing fact with what would supply it.
pub fn with_remedy(names: Names, missing: &Missing) -> String {
    format!("{}: {}", fact(names, missing), remedy(missing.remedy))
}
