//! Reports of a check for other programs: test runners, code scanners and GitHub.
//!
//! ```text
//! checked project ─► told (words, places, keys) ─► page · json_v1 · JUnit · SARIF · GitHub annotations
//! ```

pub mod github;
pub mod junit;
pub mod sarif;

use crate::gather::{CheckedProject, CheckedUse};
use crate::phrase::check::{Words, words};
use crate::show::Around;
use std::collections::BTreeMap;
use weigh_catalog::{Day, Field};
use weigh_compare::check::{Bound, Finding, Idle, Level, Problem};
use weigh_compare::needs::Judgement;
use weigh_compare::project::Place;

/// A checked project in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The project's file as its reader knows it: relative, with `/`.
    pub file: String,
    /// The day it is judged by.
    pub day: Day,
    /// Its uses, in the order of the file.
    pub uses: Vec<ToldUse>,
}

/// One use in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldUse {
    /// What the project calls it.
    pub name: String,
    /// The route as written.
    pub route: String,
    /// Where it is written.
    pub place: Place,
    /// What each bound says, in the order of `BOUNDS`.
    pub bounds: Vec<(&'static Bound, Result<Vec<ToldFinding>, Idle>)>,
}

/// One finding in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldFinding {
    /// How grave it is.
    pub level: Level,
    /// The word for its kind.
    pub kind: &'static str,
    /// What it is, why, and what to do.
    pub words: Words,
    /// The same for the same finding at any time, whatever the numbers and lines: `use|bound|kind|what it is about`.
    pub key: String,
}

impl Told {
    /// A checked project in words.
    pub fn new(project: &CheckedProject, file: &str, around: Around) -> Self {
        let uses = project.uses.iter().map(|one| told(one, around)).collect();
        Self { file: file.to_owned(), day: around.today, uses }
    }

    /// Every finding with its use and bound, in the order of the file.
    pub fn findings(&self) -> impl Iterator<Item = (&ToldUse, &'static Bound, &ToldFinding)> {
        self.uses.iter().flat_map(|one| {
            let judged = one.bounds.iter().filter_map(|(bound, said)| Some((*bound, said.as_ref().ok()?)));
            judged.flat_map(move |(bound, said)| said.iter().map(move |finding| (one, bound, finding)))
        })
    }
}

fn told(one: &CheckedUse, around: Around) -> ToldUse {
    let finding = |finding: &Finding| ToldFinding {
        level: finding.level,
        kind: finding.problem.id(),
        words: words(one, finding, around),
        key: format!("{}|{}|{}|{}", one.asked.name, finding.bound, finding.problem.id(), about(&finding.problem)),
    };
    let bounds = one.checked.verdicts.iter().map(|(bound, said)| {
        (*bound, said.as_ref().map(|said| said.iter().map(finding).collect()).map_err(|idle| *idle))
    });
    let mut bounds: Vec<(&'static Bound, Result<Vec<ToldFinding>, Idle>)> = bounds.collect();
    number(bounds.iter_mut().filter_map(|(_, said)| said.as_mut().ok()).flatten());
    ToldUse { name: one.asked.name.clone(), route: one.asked.route.clone(), place: one.asked.place, bounds }
}

/// Numbers findings that are about the same thing, so that each key stands once.
fn number<'a>(findings: impl Iterator<Item = &'a mut ToldFinding>) {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for finding in findings {
        let count = seen.entry(finding.key.clone()).or_default();
        *count += 1;
        if *count > 1 {
            finding.key = format!("{}#{count}", finding.key);
        }
    }
}

/// What tells several findings of one kind apart.
fn about(problem: &Problem) -> String {
    use weigh_compare::change::Changed;
    match problem {
        Problem::Need(Judgement { need, cites, .. }) => {
            let field = cites.iter().find_map(|cite| cite.field()).map(Field::to_string);
            format!("{need}:{}", field.unwrap_or_default())
        }
        Problem::Lost(Changed::Limit { field, .. }) => field.to_string(),
        Problem::Lost(Changed::Capability { capability, .. }) => capability.id().to_owned(),
        _ => String::new(),
    }
}

/// The whole of a finding as one text: what, why, what to do.
pub(crate) fn whole(words: &Words) -> String {
    let cause = words.cause.as_ref().map(|cause| format!(" Said by {cause}.")).unwrap_or_default();
    format!("{}{cause} {}", words.text, words.hint).trim_end().to_owned()
}

/// One report.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    /// The word for `--format`.
    pub id: &'static str,
    /// Who reads it, in one sentence.
    pub about: &'static str,
    /// Writes it.
    pub write: fn(&Told) -> String,
}

/// Every report, in the order help lists them.
pub const REPORTS: &[Report] = &[junit::REPORT, sarif::REPORT, github::REPORT];

/// The report of this id.
pub fn find(id: &str) -> Option<&'static Report> {
    REPORTS.iter().find(|report| report.id == id)
}

#[cfg(test)]
mod tests;
