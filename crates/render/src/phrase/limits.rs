//! Sentences about limits and capabilities.

use super::limit;
use crate::evidence::lowercase_first;
use crate::format;
use crate::names::Names;
use weigh_catalog::Capability;
use weigh_compare::What;

/// The words for a capability inside a sentence.
pub(crate) fn capability(capability: Capability) -> String {
    lowercase_first(capability.label())
}

/// The sentence, if the finding is about limits or capabilities.
pub(super) fn sentence(names: Names, what: &What) -> Option<String> {
    Some(match what {
        What::LargerLimit { field, larger, smaller, larger_value, smaller_value } => format!(
            "{} has the larger {}: {} tokens against {} of {}.",
            names.model(larger),
            limit(field),
            format::tokens(*larger_value),
            format::tokens(*smaller_value),
            names.model(smaller)
        ),
        What::SameLimit { field, a, b, value } => format!(
            "{} and {} have the same {}: {} tokens.",
            names.model(a),
            names.model(b),
            limit(field),
            format::tokens(*value)
        ),
        What::LimitUnknown { field, model } => {
            format!("No source states the {} of {}.", limit(field), names.model(model))
        }
        What::OnlyOneCan { capability: what, can, cannot } => {
            format!("{}: {} yes, {} no.", what.label(), names.model(can), names.model(cannot))
        }
        What::BothCan { capabilities, a, b } => {
            let all: Vec<String> = capabilities.iter().map(|one| capability(*one)).collect();
            format!("Both {} and {} have {}.", names.model(a), names.model(b), format::listed(&all))
        }
        What::CanUnknown { capability: what, can, unknown } => {
            format!("{}: {} yes; of {} no source says.", what.label(), names.model(can), names.model(unknown))
        }
        _ => return None,
    })
}
