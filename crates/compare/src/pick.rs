//! Picking: of all routes those that meet the needs, by what a month costs, and why the others do not.
//!
//! ```text
//! each model ─► considered (every live route, judged and billed) ─► Pick (in order, counted, and what relaxing would change)
//! ```
//!
//! Nothing unknown passes or fails silently: what misses no need but lacks a fact is a group of its own, and so is what meets
//! them all and cannot be billed.

use crate::bill::{Bill, NoRate};
use crate::cite::{Cite, Missing};
use crate::needs::{Candidate, Cites, Judgement, NEEDS, Needs, Outcome, Shortfall, judge};
use crate::offer::{ON_OFFER, bills, retired_for_good, through_router};
use crate::profile::{DECIDING_RETIREMENT, life_stage};
use crate::workload::Workload;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use weigh_catalog::{
    Benchmark, BenchmarkId, Capability, Day, Field, Licence, Model, ModelId, Provider, ProviderId, Reference, Route,
    RouteId, Usd,
};

/// What is asked of all routes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    /// One month of traffic.
    pub workload: Workload,
    /// What a route must offer.
    pub needs: Needs,
    /// What becomes of routes of which a fact is missing.
    pub unknown: Unknown,
    /// The day whose prices hold.
    pub day: Day,
}

impl Wish {
    /// Whether a fact may decide anything about these needs or a bill: who judges thousands of routes need not read others.
    pub fn looks_at(&self, field: &Field) -> bool {
        DECIDING_RETIREMENT.contains(field)
            || crate::bill::looks_at(&self.workload, field)
            || NEEDS.iter().any(|need| (need.looks_at)(&self.needs, field))
    }
}

/// What becomes of routes that miss no need, but of which some asked fact is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Unknown {
    /// They stand in a list of their own.
    #[default]
    Show,
    /// They stand among the others, marked.
    Include,
    /// They are only counted.
    Exclude,
}

impl Unknown {
    /// All, in the order they are named.
    pub const ALL: [Self; 3] = [Self::Show, Self::Include, Self::Exclude];

    /// Their words.
    pub const IDS: [&str; 3] = [Self::ALL[0].id(), Self::ALL[1].id(), Self::ALL[2].id()];

    /// What a word names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == word)
    }

    /// The word in flags and addresses.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Include => "include",
            Self::Exclude => "exclude",
        }
    }
}

/// What a row of a list stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum By {
    /// A route: every one has its row.
    #[default]
    Route,
    /// A model: it stands once, where the best of its routes does.
    Model,
}

impl By {
    /// All, in the order they are named.
    pub const ALL: [Self; 2] = [Self::Route, Self::Model];

    /// Their words.
    pub const IDS: [&str; 2] = [Self::ALL[0].id(), Self::ALL[1].id()];

    /// What a word names.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.id() == word)
    }

    /// The word in flags and addresses.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Route => "route",
            Self::Model => "model",
        }
    }
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The route that is shown.
    pub choice: Arc<Choice>,
    /// How many more routes of its group it stands for.
    pub more: usize,
}

/// One route with everything that decides about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// The route.
    pub route: RouteId,
    /// What each need says of it, in the order of [`NEEDS`]; met ones too.
    pub judgements: Vec<Judgement>,
    /// What a month costs there, in the cheapest tier the workload allows.
    pub bill: Result<Bill, NoRate>,
    /// Whether a router passes requests on to somebody else here.
    pub through_router: bool,
}

impl Choice {
    /// Which group it belongs to.
    pub fn standing(&self) -> Standing {
        let is = |test: fn(&Outcome) -> bool| self.judgements.iter().any(|judgement| test(&judgement.outcome));
        match &self.bill {
            _ if is(|outcome| matches!(outcome, Outcome::Unmet(_))) => Standing::Excluded,
            Err(_) => Standing::Unpriced,
            Ok(_) if is(|outcome| matches!(outcome, Outcome::Undecided(_))) => Standing::Undecided,
            Ok(bill) if bill.is_free() => Standing::Free,
            Ok(_) => Standing::Eligible,
        }
    }

    /// What a month costs, if it can be billed.
    pub fn total(&self) -> Option<Usd> {
        self.bill.as_ref().ok().map(|bill| bill.total.stated)
    }

    /// What it misses.
    pub fn missed(&self) -> impl Iterator<Item = Demand> {
        let unmet = self.judgements.iter().filter(|judgement| matches!(judgement.outcome, Outcome::Unmet(_)));
        unmet.map(Demand::of)
    }

    /// The one need that it does not surely meet, if it is one.
    pub fn only_open(&self) -> Option<&Judgement> {
        let mut open = self.judgements.iter().filter(|judgement| judgement.outcome != Outcome::Met);
        open.next().filter(|_| open.next().is_none())
    }

    /// Facts that are missing or disputed, so that a need stays open.
    pub fn missing(&self) -> impl Iterator<Item = &Missing> {
        self.judgements.iter().flat_map(|judgement| match &judgement.outcome {
            Outcome::Undecided(missing) => missing.as_slice(),
            Outcome::Met | Outcome::Unmet(_) => &[],
        })
    }

    /// Whether the source says that it is free.
    fn is_free(&self) -> bool {
        self.bill.as_ref().is_ok_and(Bill::is_free)
    }

    /// Order of lists: stated total, then high total; what is free or has none comes last. Within one rank, by name.
    ///
    /// Nearly all totals differ in whole microdollars, and small numbers are put in order much faster than amounts: only where
    /// these are equal, [`Choice::exact_rank`] decides.
    fn rank(&self) -> (u8, i64) {
        match &self.bill {
            Ok(bill) => (u8::from(bill.is_free()), bill.total.stated.micros()),
            Err(_) => (2, 0),
        }
    }

    fn exact_rank(&self) -> Option<(Usd, Usd)> {
        self.bill.as_ref().ok().map(|bill| (bill.total.stated, bill.total.high))
    }
}

/// Where a route stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// It meets every need, and its month has a price.
    Eligible,
    /// It meets every need and is free: within limits that nobody states in numbers, so it is never the cheapest.
    Free,
    /// It misses no need, but a fact is missing.
    Undecided,
    /// It misses no need, but its month cannot be billed.
    Unpriced,
    /// It misses a need.
    Excluded,
}

impl Standing {
    /// All, the best first.
    pub const ALL: [Self; 5] = [Self::Eligible, Self::Free, Self::Undecided, Self::Unpriced, Self::Excluded];

    /// The word programs read.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Eligible => "eligible",
            Self::Free => "free",
            Self::Undecided => "undecided",
            Self::Unpriced => "unpriced",
            Self::Excluded => "excluded",
        }
    }
}

/// Where a model stands, while its routes are looked through.
struct Stand {
    standing: Standing,
    /// The place of its row in the group.
    place: usize,
    /// Needs missed there, and, if any is, facts that are missing.
    missed: (usize, usize),
    /// Its routes in the group.
    routes: usize,
}

/// One thing asked for: a need, of capabilities each one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Demand {
    /// Id of the need in [`NEEDS`].
    pub need: &'static str,
    /// Which capability, if it is one.
    pub capability: Option<Capability>,
}

impl Demand {
    /// What a judgement is about.
    pub fn of(judgement: &Judgement) -> Self {
        Self { need: judgement.need, capability: judgement.capability }
    }

    /// The word programs read: the id of the need, of a capability `can.vision`.
    pub fn id(&self) -> String {
        self.capability.map_or_else(|| self.need.to_owned(), |capability| Field::Can(capability).to_string())
    }

    fn place(&self) -> (Option<usize>, Option<&'static str>) {
        (NEEDS.iter().position(|need| need.id == self.need), self.capability.map(Capability::id))
    }
}

/// What one demand does to the routes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The demand.
    pub demand: Demand,
    /// Routes that meet it.
    pub met: usize,
    /// Routes that do not.
    pub unmet: usize,
    /// Routes of which the fact is missing or disputed.
    pub undecided: usize,
    /// Routes that surely meet this demand and all before it.
    pub left: usize,
}

/// The demand without which another route would be the cheapest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Relaxed {
    /// The demand.
    pub demand: Demand,
    /// The route that would be the cheapest.
    pub route: RouteId,
    /// What a month costs there.
    pub total: Usd,
    /// How much less that is than at the cheapest route now; `None` if there is none now.
    pub saves: Option<Usd>,
    /// How it misses the demand.
    pub shortfall: Shortfall,
}

/// The answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pick {
    /// What was asked.
    pub wish: Wish,
    /// Live routes that were looked at.
    pub considered: usize,
    /// Routes that meet every need, cheapest first; with [`Unknown::Include`] also those of which a fact is missing.
    pub eligible: Vec<Arc<Choice>>,
    /// Free routes that meet every need, by name.
    pub free: Vec<Arc<Choice>>,
    /// Routes that miss no need, but of which a fact is missing, cheapest first. With [`Unknown::Exclude`] they are not to be
    /// shown.
    pub undecided: Vec<Arc<Choice>>,
    /// Routes that miss no need, but cannot be billed, by name.
    pub unpriced: Vec<Arc<Choice>>,
    /// Routes that miss a need.
    pub excluded: Vec<Arc<Choice>>,
    /// What each demand leaves, in the order of [`NEEDS`].
    pub steps: Vec<Step>,
    /// The one demand that, relaxed, would save most; where nothing is eligible, the one whose absence has the cheapest route.
    pub relaxed: Option<Relaxed>,
}

impl Pick {
    /// The cheapest eligible route.
    pub fn best(&self) -> Option<&Choice> {
        self.eligible.first().map(Arc::as_ref)
    }

    /// The routes that stand there, in their order.
    pub fn group(&self, standing: Standing) -> &[Arc<Choice>] {
        match standing {
            Standing::Eligible => &self.eligible,
            Standing::Free => &self.free,
            Standing::Undecided => &self.undecided,
            Standing::Unpriced => &self.unpriced,
            Standing::Excluded => &self.excluded,
        }
    }

    /// The rows of each group, in its order.
    ///
    /// By model, each model stands in one group only, the best in which it has a route, with the first of its routes there; of
    /// excluded ones, with the route that misses the fewest needs and, of those, lacks the fewest facts.
    pub fn rows(&self, by: By) -> BTreeMap<Standing, Vec<Row>> {
        let row = |choice: &Arc<Choice>, more| Row { choice: Arc::clone(choice), more };
        if by == By::Route {
            let rows = |standing| self.group(standing).iter().map(|choice| row(choice, 0)).collect();
            return Standing::ALL.map(|standing| (standing, rows(standing))).into();
        }
        let mut models: HashMap<&ModelId, Stand> = HashMap::new();
        for standing in Standing::ALL {
            for (place, choice) in self.group(standing).iter().enumerate() {
                let missed = match choice.missed().count() {
                    0 => (0, 0),
                    missed => (missed, choice.missing().count()),
                };
                let first = Stand { standing, place, missed, routes: 0 };
                let stand = models.entry(&choice.route.model).or_insert(first);
                if stand.standing == standing {
                    stand.routes += 1;
                    if missed < stand.missed {
                        (stand.place, stand.missed) = (place, missed);
                    }
                }
            }
        }
        let mut rows: BTreeMap<Standing, Vec<Row>> = Standing::ALL.map(|standing| (standing, Vec::new())).into();
        let mut stands: Vec<Stand> = models.into_values().collect();
        stands.sort_unstable_by_key(|stand| (stand.standing, stand.place));
        for Stand { standing, place, routes, .. } in stands {
            rows.entry(standing).or_default().push(row(&self.group(standing)[place], routes - 1));
        }
        rows
    }

    /// One route, wherever it stands.
    pub fn choice(&self, route: &RouteId) -> Option<&Choice> {
        let all = Standing::ALL.into_iter().flat_map(|standing| self.group(standing));
        all.map(Arc::as_ref).find(|choice| choice.route == *route)
    }

    /// The place of a route among the eligible ones, from zero.
    pub fn place(&self, route: &RouteId) -> Option<usize> {
        self.eligible.iter().position(|choice| choice.route == *route)
    }

    /// Facts that are missing of routes that miss no need, each with the number of such routes; most first.
    pub fn missing(&self) -> Vec<(Field, usize)> {
        let mut counts: BTreeMap<&Field, usize> = BTreeMap::new();
        for choice in self.undecided.iter().chain(&self.eligible) {
            for field in choice.missing().filter_map(|missing| missing.cite.field()) {
                *counts.entry(field).or_default() += 1;
            }
        }
        let mut counts: Vec<(Field, usize)> =
            counts.into_iter().map(|(field, routes)| (field.clone(), routes)).collect();
        counts.sort_by_cached_key(|(field, routes)| (Reverse(*routes), field.to_string()));
        counts
    }
}

/// Judges and bills every live route of a model.
pub fn considered<R: Reference + ?Sized>(model: &Model, wish: &Wish, reference: &R) -> Vec<Arc<Choice>> {
    Judge::new(wish, reference).choices(model)
}

/// Judges routes of one model after another, and looks up only once what they have in common.
#[derive(Debug)]
pub struct Judge<'a, R: ?Sized> {
    wish: &'a Wish,
    reference: &'a R,
    cites: Cites,
    /// The benchmarks that needs ask for.
    benchmarks: BTreeMap<BenchmarkId, Arc<Benchmark>>,
    /// Providers that are known to be asked for again and again.
    providers: HashMap<ProviderId, Arc<Provider>>,
}

impl<'a, R: Reference + ?Sized> Judge<'a, R> {
    /// For a few models.
    pub fn new(wish: &'a Wish, reference: &'a R) -> Self {
        let found = wish.needs.levels.iter().filter_map(|level| reference.benchmark(&level.benchmark));
        let benchmarks = found.map(|benchmark| (benchmark.id.clone(), benchmark)).collect();
        Self { wish, reference, cites: Cites::Kept, benchmarks, providers: HashMap::new() }
    }

    /// For all models at these providers. Judgements are without the facts that they looked at: [`considered`] has those.
    pub fn of_all(wish: &'a Wish, reference: &'a R, providers: HashMap<ProviderId, Arc<Provider>>) -> Self {
        Self { cites: Cites::LeftOut, providers, ..Self::new(wish, reference) }
    }

    /// Judges and bills every live route of a model.
    pub fn choices(&self, model: &Model) -> Vec<Arc<Choice>> {
        let licence = model.facts.value::<Arc<str>>(&Field::Licence).and_then(|name| self.reference.licence(&name));
        let stage = life_stage(model, self.wish.day);
        let retired = retired_for_good(model, stage.as_ref()).map(|stage| stage.cites.as_slice());
        let choice = |route: &Route| Arc::new(self.choice(model, route, licence.as_deref(), retired));
        model.live_routes().map(choice).collect()
    }

    fn choice(&self, model: &Model, route: &Route, licence: Option<&Licence>, retired: Option<&[Cite]>) -> Choice {
        let wish = self.wish;
        let found;
        let provider = if let Some(held) = self.providers.get(&route.provider) {
            Some(&**held)
        } else {
            found = self.reference.provider(&route.provider);
            found.as_deref()
        };
        let bill = bills(&wish.workload, route, wish.day).map(|(bill, _)| bill);
        let candidate =
            Candidate { model, route, provider, licence, bill: bill.as_ref().ok(), benchmarks: &self.benchmarks };
        let mut judgements = judge(&wish.needs, &candidate, self.cites);
        // Who still lists a model that has retired for good has not looked.
        if let Some(cites) = retired.filter(|_| judgements.iter().all(|judgement| judgement.need != ON_OFFER)) {
            let cites = if self.cites == Cites::Kept { cites.to_vec() } else { Vec::new() };
            let outcome = Outcome::Unmet(Shortfall::NotOnOffer);
            judgements.insert(0, Judgement { need: ON_OFFER, capability: None, outcome, cites });
        }
        Choice { route: route.id.clone(), judgements, bill, through_router: through_router(route, provider) }
    }
}

/// Puts all considered routes in order, and counts.
pub fn pick(wish: Wish, mut all: Vec<Arc<Choice>>) -> Pick {
    // They come by model, so this mostly looks; what follows keeps the order of names.
    all.sort_by(|one, other| one.route.cmp(&other.route));
    let steps = steps(&all);
    let considered = all.len();
    let standing = |choice: &Arc<Choice>| match choice.standing() {
        Standing::Undecided if wish.unknown == Unknown::Include && choice.is_free() => Standing::Free,
        Standing::Undecided if wish.unknown == Unknown::Include => Standing::Eligible,
        standing => standing,
    };
    let mut groups: BTreeMap<Standing, Vec<Arc<Choice>>> = BTreeMap::new();
    for choice in all {
        groups.entry(standing(&choice)).or_default().push(choice);
    }
    let mut group = |standing| -> Vec<Arc<Choice>> {
        let group = groups.remove(&standing).unwrap_or_default().into_iter();
        let mut ranked: Vec<((u8, i64), Arc<Choice>)> = group.map(|choice| (choice.rank(), choice)).collect();
        ranked.sort_by(|(rank, choice), (other_rank, other)| {
            rank.cmp(other_rank).then_with(|| choice.exact_rank().cmp(&other.exact_rank()))
        });
        ranked.into_iter().map(|(_, choice)| choice).collect()
    };
    let (eligible, excluded) = (group(Standing::Eligible), group(Standing::Excluded));
    Pick {
        wish,
        considered,
        relaxed: relaxed(eligible.first(), &excluded),
        free: group(Standing::Free),
        undecided: group(Standing::Undecided),
        unpriced: group(Standing::Unpriced),
        eligible,
        excluded,
        steps,
    }
}

/// What one demand leaves, while it is counted.
#[derive(Clone, Copy)]
struct Tally {
    demand: Demand,
    unmet: usize,
    undecided: usize,
}

/// The tally of a demand; routes are asked the same things in the same order, so it mostly is the one looked at next.
fn tally_at(tallies: &mut Vec<Tally>, next: usize, demand: Demand) -> usize {
    if tallies.get(next).is_some_and(|tally| tally.demand == demand) {
        return next;
    }
    tallies.iter().position(|tally| tally.demand == demand).unwrap_or_else(|| {
        tallies.push(Tally { demand, unmet: 0, undecided: 0 });
        tallies.len() - 1
    })
}

fn steps(all: &[Arc<Choice>]) -> Vec<Step> {
    let mut tallies: Vec<Tally> = Vec::new();
    // Places of the demands that routes do not surely meet, with the number of such routes.
    let mut lost: BTreeMap<Vec<usize>, usize> = BTreeMap::new();
    let mut missed = Vec::new();
    for choice in all {
        let mut next = 0;
        missed.clear();
        for judgement in &choice.judgements {
            let place = tally_at(&mut tallies, next, Demand::of(judgement));
            next = place + 1;
            match judgement.outcome {
                Outcome::Met => continue,
                Outcome::Unmet(_) => tallies[place].unmet += 1,
                Outcome::Undecided(_) => tallies[place].undecided += 1,
            }
            missed.push(place);
        }
        match lost.get_mut(&missed) {
            Some(count) => *count += 1,
            None => drop(lost.insert(missed.clone(), 1)),
        }
    }
    let mut order: Vec<usize> = (0..tallies.len()).collect();
    order.sort_by_key(|place| tallies[*place].demand.place());
    let mut left = all.len();
    let step = |place: usize| {
        let Tally { demand, unmet, undecided } = tallies[place];
        lost.retain(|missed, count| {
            let is_lost = missed.contains(&place);
            left -= if is_lost { *count } else { 0 };
            !is_lost
        });
        Step { demand, met: all.len() - unmet - undecided, unmet, undecided, left }
    };
    order.into_iter().map(step).collect()
}

/// Of the routes that miss exactly one demand the cheapest, if it is cheaper than the best. What is no longer on offer is not
/// a matter of wishes.
fn relaxed(best: Option<&Arc<Choice>>, excluded: &[Arc<Choice>]) -> Option<Relaxed> {
    let now = best.and_then(|best| best.total());
    let near = |choice: &Arc<Choice>| {
        let only = choice.only_open()?;
        let Outcome::Unmet(shortfall) = &only.outcome else { return None };
        let bill = choice.bill.as_ref().ok().filter(|bill| only.need != ON_OFFER && !bill.is_free())?;
        let total = bill.total.stated;
        let saves = now.map(|now| now - total);
        let is_better = saves.is_none_or(|saves| saves > Usd::ZERO);
        is_better.then(|| Relaxed {
            demand: Demand::of(only),
            route: choice.route.clone(),
            total,
            saves,
            shortfall: shortfall.clone(),
        })
    };
    // They come cheapest first, so the first that would do saves most.
    excluded.iter().find_map(near)
}

#[cfg(test)]
mod tests;
