//! Checking: what a project uses, as it is today, against its needs, its bounds and what it decided on.
//!
//! ```text
//! a use · its route · what was locked ─► each bound judges ─► findings (error, warning, note)
//!                                    └─► what moved since the lock
//! ```
//!
//! Unknown neither passes nor fails silently: what is missing is a finding of its own.

pub mod bounds;
mod cheaper;
mod equal;
mod fresh;
mod licence;
mod listed;
mod losses;
mod moved;
mod needed;
mod price_rise;
mod priced;
mod retirement;

pub use bounds::{BOUNDS, Bound, Bounds};
pub use equal::Better;

use crate::bill::{Bill, NoRate};
use crate::change::{Change, Changed, ReadOn};
use crate::cite::Cite;
use crate::lock::Locked;
use crate::needs::Judgement;
use crate::offer::bills;
use crate::pick::{Choice, Unknown, Wish, considered};
use crate::project::Use;
use crate::span::Span;
use rust_decimal::Decimal;
use std::sync::Arc;
use weigh_catalog::{Day, Field, Model, ModelId, PartialDate, Reference, Route, RouteId, Usd};

/// How grave a finding is, gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// A need or bound is surely not kept: the answer is no.
    Error,
    /// Something a person should look at.
    Warning,
    /// Something to know.
    Note,
}

impl Level {
    /// All, gravest first.
    pub const ALL: [Self; 3] = [Self::Error, Self::Warning, Self::Note];

    /// The word in data and pages.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One finding about one use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Id of the bound in [`BOUNDS`].
    pub bound: &'static str,
    /// How grave it is.
    pub level: Level,
    /// What it is.
    pub problem: Problem,
    /// The facts behind it.
    pub cites: Vec<Cite>,
}

impl Finding {
    fn new(level: Level, problem: Problem, cites: Vec<Cite>) -> Self {
        Self { bound: "", level, problem, cites }
    }
}

/// What a finding says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No route is called so.
    NoSuchRoute {
        /// Routes or models it may mean, or that are nearest.
        candidates: Vec<String>,
        /// Whether a route of this name was locked: it vanished.
        was_locked: Option<RouteId>,
    },
    /// Nobody lists the route any more.
    Withdrawn(Day),
    /// It is not listed yet.
    NotYet(Day),
    /// It may serve another model.
    Undecided(Vec<ModelId>),
    /// The name leads to another route than the locked one.
    OtherRoute {
        /// What was locked.
        locked: RouteId,
        /// What it is now.
        now: RouteId,
    },
    /// A month cannot be billed.
    NoPrice {
        /// Why.
        reason: NoRate,
        /// What a month cost as locked, if it could be billed then.
        was: Option<Span<Usd>>,
    },
    /// A month costs more than at the locked rates.
    Rise {
        /// At the locked rates.
        before: Span<Usd>,
        /// Now.
        after: Span<Usd>,
        /// By how much, as a share of the locked month; `None` if that cost nothing.
        by: Option<Decimal>,
        /// By how much it may.
        most: Decimal,
    },
    /// The locked rates do not cover this traffic.
    NoBase {
        /// Why.
        reason: NoRate,
    },
    /// It retires soon, or has.
    Retires {
        /// First day it can no longer be called.
        day: PartialDate,
        /// Days until then, at least; negative if it is past.
        days: i64,
        /// So many are wanted.
        least: u32,
    },
    /// It is deprecated, and nobody says when it retires.
    Deprecated,
    /// The licence is another.
    Licence {
        /// As locked.
        before: Arc<str>,
        /// Now; `None` if no source says any more.
        after: Option<Arc<str>>,
    },
    /// A need is missed or open.
    Need(Judgement),
    /// A limit shrank or a capability went.
    Lost(Changed),
    /// An equal or better route costs less.
    Cheaper {
        /// The cheapest of them.
        route: RouteId,
        /// What a month costs there.
        total: Span<Usd>,
        /// What it costs now.
        own: Span<Usd>,
        /// How much less that surely is, as a share of the own month.
        saving: Decimal,
        /// How many more routes are equal or better and cheaper by more than the bound.
        others: usize,
    },
    /// Routes that may be equal or better and cost less, of which a fact is missing.
    CheaperOpen {
        /// How many.
        routes: usize,
        /// What is missing, each with the number of such routes; most first.
        missing: Vec<(Field, usize)>,
    },
    /// What is said of it was last read long ago.
    Stale {
        /// Last day of any reading.
        read: Day,
        /// Days for which readings stay fresh.
        fresh_days: u32,
    },
    /// The project has nothing locked for this use.
    NotLocked,
    /// It was locked for other traffic or needs.
    LockedOtherwise,
}

impl Problem {
    /// The word programs read.
    pub const fn id(&self) -> &'static str {
        match self {
            Self::NoSuchRoute { .. } => "no-such-route",
            Self::Withdrawn(_) => "withdrawn",
            Self::NotYet(_) => "not-yet",
            Self::Undecided(_) => "undecided",
            Self::OtherRoute { .. } => "other-route",
            Self::NoPrice { .. } => "no-price",
            Self::Rise { .. } => "price-rise",
            Self::NoBase { .. } => "no-base",
            Self::Retires { .. } => "retires",
            Self::Deprecated => "deprecated",
            Self::Licence { .. } => "licence",
            Self::Need(_) => "need",
            Self::Lost(_) => "lost",
            Self::Cheaper { .. } => "cheaper",
            Self::CheaperOpen { .. } => "cheaper-open",
            Self::Stale { .. } => "stale",
            Self::NotLocked => "not-locked",
            Self::LockedOtherwise => "locked-otherwise",
        }
    }
}

/// Why a bound judged nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Idle {
    /// The project switched it off.
    Off,
    /// The use is not locked.
    NotLocked,
    /// There is no such route.
    NoRoute,
    /// The month cannot be billed, or costs nothing.
    NoPrice,
}

impl Idle {
    /// The word programs read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::NotLocked => "not-locked",
            Self::NoRoute => "no-route",
            Self::NoPrice => "no-price",
        }
    }
}

/// What is checked, and against what.
#[derive(Clone, Copy)]
pub struct Inspected<'a> {
    /// The use.
    pub asked: &'a Use,
    /// Its route, folded as of the day; else what it may mean.
    pub found: Result<(&'a Model, &'a Route), &'a [String]>,
    /// What was locked of it.
    pub locked: Option<&'a Locked>,
    /// The locked model as the same catalog speaks of the lock's day, to tell corrections from changes.
    pub then: Option<&'a Model>,
    /// Other models that may take its place, folded as of the day.
    pub rivals: &'a [Arc<Model>],
    /// When sources were read.
    pub read_on: &'a ReadOn,
    /// Providers, licences and benchmarks.
    pub reference: &'a dyn Reference,
    /// Today.
    pub day: Day,
}

/// What a check says of one use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What each bound says, in the order of [`BOUNDS`].
    pub verdicts: Vec<(&'static Bound, Result<Vec<Finding>, Idle>)>,
    /// What moved since it was locked.
    pub moved: Vec<Change>,
    /// What a month costs now.
    pub bill: Option<Bill>,
    /// What it would cost at the locked rates.
    pub before: Option<Bill>,
}

impl Checked {
    /// All findings, in the order of [`BOUNDS`].
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.verdicts.iter().filter_map(|(_, verdict)| verdict.as_ref().ok()).flatten()
    }

    /// The gravest level of its findings.
    pub fn level(&self) -> Option<Level> {
        self.findings().map(|finding| finding.level).min()
    }
}

/// What every bound looks at.
pub(crate) struct Case<'a> {
    pub(crate) given: Inspected<'a>,
    wish: Wish,
    /// The route judged and billed; nothing if it is not on offer.
    own: Option<Arc<Choice>>,
    /// The month at the locked rates.
    before: Option<Result<Bill, NoRate>>,
    moved: Vec<Change>,
}

impl<'a> Case<'a> {
    fn new(given: Inspected<'a>) -> Self {
        let asked = given.asked;
        let (workload, needs) = (asked.workload.clone(), asked.needs.clone());
        let wish = Wish { workload, needs, unknown: Unknown::Show, day: given.day };
        let own = given.found.ok().and_then(|(model, route)| {
            let only = Model { routes: vec![route.clone()], ..model.clone() };
            considered(&only, &wish, given.reference).into_iter().next()
        });
        let locked = given.locked.and_then(Locked::route);
        let before = locked
            .map(|route| bills(&asked.workload, route, given.locked.map_or(given.day, |locked| locked.before.as_of)));
        let before = before.map(|bills| bills.map(|(bill, _)| bill));
        Self { moved: moved::moved(&given), given, wish, own, before }
    }

    /// The route, if there is one of this name.
    fn route(&self) -> Result<(&'a Model, &'a Route), Idle> {
        self.given.found.map_err(|_| Idle::NoRoute)
    }

    fn locked(&self) -> Result<&'a Locked, Idle> {
        self.given.locked.ok_or(Idle::NotLocked)
    }

    /// The month now.
    fn bill(&self) -> Option<&Bill> {
        self.own.as_ref()?.bill.as_ref().ok()
    }
}

/// Checks one use.
pub fn check(given: Inspected<'_>) -> Checked {
    let case = Case::new(given);
    let judge = |bound: &'static Bound| {
        let findings = (bound.judge)(&case).map(|findings| {
            findings.into_iter().map(|finding| Finding { bound: bound.id, ..finding }).collect::<Vec<_>>()
        });
        (bound, findings)
    };
    let verdicts = BOUNDS.iter().map(judge).collect();
    let bill = case.bill().cloned();
    Checked { verdicts, moved: case.moved, bill, before: case.before.and_then(Result::ok) }
}

#[cfg(test)]
mod tests;
