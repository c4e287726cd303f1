//! Ids: of one form, and each only once.

use super::{Check, Finding};
use crate::id::RouteId;
use std::collections::BTreeMap;

pub(super) const MODEL_IDS: Check = Check::error(
    "model-ids-well-formed",
    "A model id is lowercase letters, digits, dots and hyphens on both sides of its slash, and stands once, in order.",
    |world, findings| {
        for model in world.models.iter().filter(|model| !is_plain(model.id.as_str())) {
            findings.push(Finding::new(
                &model.id,
                "id",
                "holds something other than lowercase letters, digits, `.`, `-`",
            ));
        }
        for pair in world.models.windows(2) {
            if let [first, second] = pair
                && first.id >= second.id
            {
                findings.push(Finding::new(&second.id, "id", format!("stands after `{}`", first.id)));
            }
        }
    },
);

fn is_plain(id: &str) -> bool {
    let is_word = |half: &str| {
        half.chars().next().is_some_and(char::is_alphanumeric)
            && half.chars().all(|c| (c.is_alphanumeric() && !c.is_uppercase()) || ".-".contains(c))
    };
    id.split_once('/').is_some_and(|(lab, slug)| is_word(lab) && is_word(slug))
}

pub(super) const ROUTE_IDS: Check =
    Check::error("route-ids-unique", "No two routes have the same id.", |world, findings| {
        let mut count: BTreeMap<&RouteId, usize> = BTreeMap::new();
        for route in world.routes() {
            *count.entry(&route.id).or_default() += 1;
        }
        for (id, count) in count.into_iter().filter(|(_, count)| *count > 1) {
            findings.push(Finding::new(id, "id", format!("stands {count} times")));
        }
    });

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn only_plain_ids_pass() {
        for good in ["acme/alpha-1", "01-ai/yi-1.5", "acme/模型-1"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in ["Acme/alpha", "acme/al pha", "acme/-alpha", "acme/alpha:1", "acme/a/b", "acme/"] {
            assert!(!is_plain(bad), "{bad}");
        }
    }
}
