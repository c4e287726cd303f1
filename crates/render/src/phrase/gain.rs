//! A finding as a short noun phrase, from the side of the model that is better off: for verdicts and tables.

use super::limits::capability;
use super::{limit, standing};
use crate::format;
use crate::names::{Names, percent, total};
use weigh_catalog::ModelId;
use weigh_compare::What;

/// What the finding gives to whom; `None` if it favours nobody.
pub fn of<'a>(names: Names, what: &'a What) -> Option<(&'a ModelId, String)> {
    Some(match what {
        What::Ahead { benchmark, ahead, runs, .. } => (ahead, super::quality::gained(names, benchmark, runs)),
        What::LargerLimit { field, larger, larger_value, smaller_value, .. } => {
            let (large, small) = (format::short(*larger_value), format::short(*smaller_value));
            (larger, format!("a larger {} ({large} against {small})", limit(field)))
        }
        What::OnlyOneCan { capability: which, can, .. } => (can, capability(*which)),
        What::MoreProviders { more, more_count, fewer_count, .. } => {
            (more, format!("more independent providers ({more_count} against {fewer_count})"))
        }
        What::FreerLicence { freer, freer_use, .. } => (freer, standing::commercial(*freer_use).to_owned()),
        What::MoreOpen { more, more_openness, .. } => (more, more_openness.label().to_owned()),
        What::Cheaper { cheaper, difference, saving, .. } => {
            (&cheaper.model, format!("{} less a month ({} cheaper)", total(*difference), percent(*saving)))
        }
        What::LastsLonger { longer, .. } => (longer, "a longer life ahead".to_owned()),
        What::CheaperAtEveryMix { cheaper, .. } => (cheaper, "lower cost at every mix of input and output".to_owned()),
        _ => return None,
    })
}

/// The phrase, or the whole sentence without its full stop where there is none.
pub fn phrase(names: Names, what: &What) -> String {
    of(names, what).map_or_else(|| super::sentence(names, what).trim_end_matches('.').to_owned(), |(_, phrase)| phrase)
}
