//! A checked project.

use super::FORMAT;
use super::changes::{Change, item};
use super::value::Range;
use crate::phrase::check::idle;
use crate::report::{ToldFinding, ToldUse};
use crate::show::CheckPage;
use schemars::JsonSchema;
use serde::Serialize;
use weigh_compare::check::{Bound as Rule, Idle, Level};

/// What a check of a project found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Check {
    /// `weigh/json/v1`.
    pub format: String,
    /// `check`.
    pub kind: String,
    /// The day it is judged by.
    pub as_of: String,
    /// The project's file.
    pub file: String,
    /// Whether the answer is yes.
    pub passes: bool,
    /// How many errors there are.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
    /// How many notes.
    pub notes: usize,
    /// What it was checked against; null if nothing is locked.
    pub lock: Option<CheckLock>,
    /// Its uses, in the order of the file.
    pub uses: Vec<CheckUse>,
}

/// The lock of a project.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckLock {
    /// Version of the catalog it was made from.
    pub catalog: String,
    /// The day its values are of.
    pub as_of: String,
    /// Names of what is locked and no longer used.
    pub no_longer_used: Vec<String>,
}

/// One route that a project uses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckUse {
    /// What the project calls it.
    pub name: String,
    /// The route as written.
    pub written: String,
    /// The route it leads to; null if there is none.
    pub route: Option<String>,
    /// Where it is written, from one.
    pub line: usize,
    /// The column, from one.
    pub column: usize,
    /// What a month costs; null if it cannot be billed.
    pub month_usd: Option<Range>,
    /// What it would cost at the locked rates; null if nothing is locked or they do not cover it.
    pub locked_month_usd: Option<Range>,
    /// What each bound says.
    pub bounds: Vec<CheckBound>,
    /// What moved since it was locked.
    pub moved: Vec<Change>,
}

/// What one bound says of one use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckBound {
    /// Its id.
    pub bound: String,
    /// `kept`, `error`, `warning`, `note`, or why it judged nothing: `off`, `not-locked`, `no-route`, `no-price`.
    pub outcome: String,
    /// Why it judged nothing, in words; null where it did.
    pub because: Option<String>,
    /// What it found.
    pub findings: Vec<CheckFinding>,
}

/// One finding of a check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CheckFinding {
    /// `error`, `warning` or `note`.
    pub level: String,
    /// The kind of the finding.
    pub finding: String,
    /// The finding as a sentence.
    pub text: String,
    /// Who says so and when it was read; null where nobody needs to.
    pub cause: Option<String>,
    /// What to do about it.
    pub hint: String,
    /// The same for the same finding at any time.
    pub key: String,
}

/// The answer to a check.
pub fn check(page: CheckPage) -> Check {
    let project = page.project;
    Check {
        format: FORMAT.to_owned(),
        kind: "check".to_owned(),
        as_of: page.around.today.to_string(),
        file: page.told.file.clone(),
        passes: page.passes(),
        errors: project.count(Level::Error),
        warnings: project.count(Level::Warning),
        notes: project.count(Level::Note),
        lock: project.locked.as_ref().map(|(catalog, day)| CheckLock {
            catalog: catalog.clone(),
            as_of: day.to_string(),
            no_longer_used: project.no_longer_used.clone(),
        }),
        uses: project.uses.iter().zip(&page.told.uses).map(|pair| one_use(pair, page)).collect(),
    }
}

fn one_use((one, told): (&crate::gather::CheckedUse, &ToldUse), page: CheckPage) -> CheckUse {
    let checked = &one.checked;
    CheckUse {
        name: told.name.clone(),
        written: told.route.clone(),
        route: one.found.as_ref().map(|(_, route)| route.to_string()),
        line: told.place.line,
        column: told.place.column,
        month_usd: checked.bill.as_ref().map(|bill| bill.total.into()),
        locked_month_usd: checked.before.as_ref().map(|bill| bill.total.into()),
        bounds: told.bounds.iter().map(|(rule, said)| bound(rule, said)).collect(),
        moved: checked.moved.iter().map(|change| item(change, (page.name_of)(&change.model))).collect(),
    }
}

fn bound(rule: &Rule, said: &Result<Vec<ToldFinding>, Idle>) -> CheckBound {
    let (outcome, because, findings) = match said {
        Err(why) => (why.id(), Some(idle(*why).to_owned()), Vec::new()),
        Ok(said) => {
            let gravest = said.iter().map(|finding| finding.level).min();
            (gravest.map_or("kept", Level::id), None, said.iter().map(finding).collect())
        }
    };
    CheckBound { bound: rule.id.to_owned(), outcome: outcome.to_owned(), because, findings }
}

fn finding(told: &ToldFinding) -> CheckFinding {
    CheckFinding {
        level: told.level.id().to_owned(),
        finding: told.kind.to_owned(),
        text: told.words.text.clone(),
        cause: told.words.cause.clone(),
        hint: told.words.hint.clone(),
        key: told.key.clone(),
    }
}
