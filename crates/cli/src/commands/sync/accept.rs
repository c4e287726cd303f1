//! What a person lets through of what waits: subjects by the name the plan shows, or everything.

use crate::failure::Failure;
use std::cell::RefCell;
use std::collections::BTreeSet;
use weigh_catalog::Subject;
use weigh_sources::sync::{Held, Plan};

/// The word for everything that waits.
const ALL: &str = "all";

/// The subjects named on the command line, and which of them were found.
pub(super) struct Accepted<'a> {
    names: &'a [String],
    found: RefCell<BTreeSet<&'a str>>,
}

impl<'a> Accepted<'a> {
    pub(super) fn new(names: &'a [String]) -> Self {
        Self { names, found: RefCell::default() }
    }

    /// Whether something held was named.
    pub(super) fn is_meant(&self, held: &Held) -> bool {
        let subject = held.item.subject();
        let named: Vec<&str> =
            self.names.iter().map(String::as_str).filter(|name| *name == ALL || is_named(subject, name)).collect();
        self.found.borrow_mut().extend(&named);
        !named.is_empty()
    }

    /// A name under which nothing waits is a mistake, and nothing is applied then.
    pub(super) fn outcome(&self, plans: &[Plan]) -> Result<(), Failure> {
        let found = self.found.borrow();
        let missing = self.names.iter().find(|name| *name != ALL && !found.contains(name.as_str()));
        let Some(missing) = missing else { return Ok(()) };
        let waiting: BTreeSet<String> =
            plans.iter().flat_map(|plan| &plan.held).map(|held| format!("`{}`", held.item.subject())).collect();
        let failure = Failure::input(format!("nothing that waits is called `{missing}`"));
        Err(if waiting.is_empty() {
            failure.cause("nothing waits for you").hint("leave `--accept` out")
        } else {
            let waiting: Vec<String> = waiting.into_iter().take(5).collect();
            failure
                .cause("the plan holds nothing of this name back")
                .hint(format!("name one of {}", waiting.join(", ")))
        })
    }
}

/// As the plan writes it (`route gpt-5 at openai`), or by the id alone.
fn is_named(subject: &Subject, name: &str) -> bool {
    let id = match subject {
        Subject::Lab(id)
        | Subject::Provider(id)
        | Subject::Licence(id)
        | Subject::Benchmark(id)
        | Subject::Model(id)
        | Subject::Route { id, .. }
        | Subject::Result { entrant: id, .. } => id,
    };
    **id == *name || subject.to_string() == name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_go_by_the_name_of_the_plan_or_by_their_id() {
        let route = Subject::route("openai", "gpt-5");
        for name in ["gpt-5", "route gpt-5 at openai"] {
            assert!(is_named(&route, name), "{name}");
        }
        for name in ["openai", "gpt-5 at openai", "GPT-5", "gpt-5-mini", ""] {
            assert!(!is_named(&route, name), "{name}");
        }
    }
}
