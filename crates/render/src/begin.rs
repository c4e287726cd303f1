//! A new project file, with comments: what was found and where, which other routes there are, and every bound there is.

use crate::format;
use crate::gather::GatherError;
use crate::output::tame;
use std::fmt::Write as _;
use weigh_catalog::{Catalog, RouteId};
use weigh_compare::check::BOUNDS;
use weigh_compare::project::quoted;
use weigh_compare::{Needs, Unknown, Wish, Workload, considered, pick};

/// Other routes that are named beside one.
const OTHERS: usize = 3;

/// Places that are named of one string.
const PLACES: usize = 5;

/// Something to put into a new project file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The strings that named it, each with its places, `src/app.py:12`; none if somebody named it as a route.
    pub strings: Vec<(String, Vec<String>)>,
    /// What it is.
    pub what: What,
}

/// What a part of a new project file is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// A route in use.
    Route(RouteId),
    /// One of these; a person must say which.
    Open(Vec<String>),
    /// It may be any word of the language.
    Perhaps(String),
}

/// A new project file.
///
/// # Errors
/// [`GatherError::Damaged`].
pub fn new_project(catalog: &Catalog, wanted: &[Wanted]) -> Result<String, GatherError> {
    let mut text = head();
    for one in wanted {
        text.push('\n');
        places(&mut text, &one.strings);
        match &one.what {
            What::Route(route) => in_use(&mut text, catalog, route)?,
            What::Open(candidates) => open(&mut text, candidates),
            What::Perhaps(meaning) => {
                let _ = writeln!(text, "# It may be {}, or just a word.", tame(meaning));
            }
        }
    }
    Ok(text)
}

fn head() -> String {
    let mut text =
        "# The models this project uses, and what may change. `weigh check` says whether it did: docs/check.md.\n\n\
         # One month of traffic for every use, in the names of the flags of `weigh compare`.\n\
         [workload]\n# preset = \"chat\"\n# input = \"800M\"\n# output = \"250M\"\n\n\
         # What every route must keep offering, in the names of the same flags.\n\
         [needs]\n# context = \"100k\"\n# needs = [\"function-calling\"]\n\n\
         # What may change. These are the defaults; a use may have `bounds` of its own.\n[bounds]\n"
            .to_owned();
    for bound in BOUNDS {
        for (parameter, usual) in bound.parameters.iter().zip(bound.usual) {
            let _ = writeln!(text, "# {} = {usual}  # {}", parameter.name, parameter.about);
        }
    }
    text
}

fn places(text: &mut String, strings: &[(String, Vec<String>)]) {
    for (string, places) in strings {
        let shown: Vec<String> = places.iter().take(PLACES).map(|place| tame(place).into_owned()).collect();
        let more = places.len().saturating_sub(PLACES);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = writeln!(text, "# `{}` in {}{more}", tame(string), shown.join(", "));
    }
}

fn in_use(text: &mut String, catalog: &Catalog, route: &RouteId) -> Result<(), GatherError> {
    let model = crate::gather::model(catalog, &route.model)?;
    let wish = Wish {
        workload: Workload::default(),
        needs: Needs { text: true, ..Needs::default() },
        unknown: Unknown::Include,
        day: catalog.day(),
    };
    let all = considered(&model, &wish, catalog);
    let picked = pick(wish, all);
    let others = picked.eligible.iter().filter(|choice| choice.route != *route).take(OTHERS);
    let others: Vec<String> =
        others.filter_map(|choice| Some(format!("{} ({})", choice.route, format::total(choice.total()?)))).collect();
    let own = picked.choice(route).and_then(weigh_compare::Choice::total);
    if let Some(own) = own {
        let _ = writeln!(text, "# {} for 800M input and 250M output tokens a month.", format::total(own));
    }
    if !others.is_empty() {
        let _ = writeln!(text, "# Also served by {}.", tame(&others.join(", ")));
    }
    let _ = writeln!(text, "[[use]]\nroute = {}", quoted(&route.to_string()));
    Ok(())
}

fn open(text: &mut String, candidates: &[String]) {
    text.push_str("# Which of these is it? Keep one line of `route`, and take the `# ` away.\n# [[use]]\n");
    for candidate in candidates {
        let _ = writeln!(text, "# route = {}", tame(&quoted(candidate)));
    }
}
