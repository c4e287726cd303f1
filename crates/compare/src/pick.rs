//! Picking: of all routes those that meet the needs, by what a month costs, and why the others do not.
//!
//! ```text
//! each model ─► considered (every live route, judged and billed) ─► Pick (in order, counted, and what relaxing would change)
//! ```
//!
//! Nothing unknown passes or fails silently: what misses no need but lacks a fact is a group of its own, and so is what meets
//! them all and cannot be billed.

use crate::bill::{Bill, NoRate};
use crate::cite::Missing;
use crate::needs::{Candidate, Judgement, NEEDS, Needs, Outcome, Shortfall, judge};
use crate::offer::{ON_OFFER, bills, retired_for_good, through_router};
use crate::profile::profile;
use crate::workload::Workload;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use weigh_catalog::{Benchmark, BenchmarkId, Capability, Day, Field, Model, Reference, Route, RouteId, Usd};

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
    /// False for facts that decide nothing about these needs and no bill: who judges thousands of routes need not read them.
    pub fn looks_at(&self, field: &Field) -> bool {
        let needs = &self.needs;
        match field {
            // Of lists of capabilities, most of what is known of routes, a few matter.
            Field::Can(Capability::TextOut | Capability::PromptCaching) => true,
            Field::Can(capability) => needs.capabilities.contains(capability),
            Field::Score | Field::SelfReported => !needs.levels.is_empty(),
            Field::Context => needs.context.is_some(),
            Field::MaxOutput => needs.output.is_some(),
            Field::Quantisation => needs.least_bits.is_some(),
            Field::Parameters => needs.most_parameters.is_some(),
            Field::TrainsOnData => needs.no_training,
            Field::RetentionDays => needs.zero_retention,
            Field::Region => needs.region.is_some() || self.workload.region.is_some(),
            Field::UpliftEu | Field::UpliftUs | Field::UpliftRegional => self.workload.region.is_some(),
            Field::MaxInput
            | Field::RetainsPrompts
            | Field::HipaaEligible
            | Field::Released
            | Field::KnowledgeCutoff
            | Field::ActiveParameters => false,
            _ => true,
        }
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

    /// The word in flags and addresses.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Show => "show",
            Self::Include => "include",
            Self::Exclude => "exclude",
        }
    }
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

    /// The same without the facts that each need looked at. Who looks at all routes keeps thousands of choices, and cites few:
    /// [`considered`] finds them again.
    #[must_use]
    pub fn lean(mut self) -> Self {
        self.judgements.iter_mut().for_each(|judgement| judgement.cites = Vec::new());
        self
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
    fn rank(&self) -> (bool, bool, Option<(Usd, Usd)>) {
        let total = self.bill.as_ref().ok().map(|bill| (bill.total.stated, bill.total.high));
        (total.is_none(), self.is_free(), total)
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
    pub eligible: Vec<Choice>,
    /// Free routes that meet every need, by name.
    pub free: Vec<Choice>,
    /// Routes that miss no need, but of which a fact is missing, cheapest first. With [`Unknown::Exclude`] they are not to be
    /// shown.
    pub undecided: Vec<Choice>,
    /// Routes that miss no need, but cannot be billed, by name.
    pub unpriced: Vec<Choice>,
    /// Routes that miss a need.
    pub excluded: Vec<Choice>,
    /// What each demand leaves, in the order of [`NEEDS`].
    pub steps: Vec<Step>,
    /// The one demand that, relaxed, would save most; where nothing is eligible, the one whose absence has the cheapest route.
    pub relaxed: Option<Relaxed>,
}

impl Pick {
    /// The cheapest eligible route.
    pub fn best(&self) -> Option<&Choice> {
        self.eligible.first()
    }

    /// One route, wherever it stands.
    pub fn choice(&self, route: &RouteId) -> Option<&Choice> {
        let all = [&self.eligible, &self.free, &self.undecided, &self.unpriced, &self.excluded];
        all.into_iter().flatten().find(|choice| choice.route == *route)
    }

    /// The place of a route among the eligible ones, from zero.
    pub fn place(&self, route: &RouteId) -> Option<usize> {
        self.eligible.iter().position(|choice| choice.route == *route)
    }

    /// Facts that are missing of routes that miss no need, each with the number of such routes; most first.
    pub fn missing(&self) -> Vec<(Field, usize)> {
        let mut counts: BTreeMap<String, (Field, usize)> = BTreeMap::new();
        for choice in self.undecided.iter().chain(&self.eligible) {
            for field in choice.missing().filter_map(|missing| missing.cite.field()) {
                counts.entry(field.to_string()).or_insert_with(|| (field.clone(), 0)).1 += 1;
            }
        }
        let mut counts: Vec<(Field, usize)> = counts.into_values().collect();
        counts.sort_by_key(|(_, routes)| Reverse(*routes));
        counts
    }
}

/// Judges and bills every live route of a model.
pub fn considered(model: &Model, wish: &Wish, reference: &dyn Reference) -> Vec<Choice> {
    let licence = model.facts.value::<String>(&Field::Licence).and_then(|name| reference.licence(&name));
    let profile = profile(model, licence.as_deref(), wish.day);
    let retired = retired_for_good(&profile).map(|stage| &stage.cites);
    let benchmarks = benchmarks(&wish.needs, reference);
    let choice = |route: &Route| {
        let provider = reference.provider(&route.provider);
        let bill = bills(&wish.workload, route, wish.day).map(|(bill, _)| bill);
        let mut judgements = judge(
            &wish.needs,
            &Candidate {
                model,
                route,
                provider: provider.as_deref(),
                licence: licence.as_deref(),
                bill: bill.as_ref().ok(),
                benchmarks: &benchmarks,
            },
        );
        // Who still lists a model that has retired for good has not looked.
        if let Some(cites) = retired.filter(|_| judgements.iter().all(|judgement| judgement.need != ON_OFFER)) {
            let outcome = Outcome::Unmet(Shortfall::NotOnOffer);
            judgements.insert(0, Judgement { need: ON_OFFER, capability: None, outcome, cites: cites.clone() });
        }
        Choice { route: route.id.clone(), judgements, bill, through_router: through_router(route, provider.as_deref()) }
    };
    model.live_routes().map(choice).collect()
}

/// The benchmarks that needs ask for.
fn benchmarks(needs: &Needs, reference: &dyn Reference) -> BTreeMap<BenchmarkId, Arc<Benchmark>> {
    let found = needs.levels.iter().filter_map(|level| reference.benchmark(&level.benchmark));
    found.map(|benchmark| (benchmark.id.clone(), benchmark)).collect()
}

/// Puts all considered routes in order, and counts.
pub fn pick(wish: Wish, mut all: Vec<Choice>) -> Pick {
    // They come by model, so this mostly looks; what follows keeps the order of names.
    all.sort_by(|one, other| one.route.cmp(&other.route));
    let steps = steps(&all);
    let considered = all.len();
    let standing = |choice: &Choice| match choice.standing() {
        Standing::Undecided if wish.unknown == Unknown::Include && choice.is_free() => Standing::Free,
        Standing::Undecided if wish.unknown == Unknown::Include => Standing::Eligible,
        standing => standing,
    };
    // A choice is large: room is made once, places are put in order, and each choice is moved once.
    let standings: Vec<Standing> = all.iter().map(standing).collect();
    let mut sizes: BTreeMap<Standing, usize> = BTreeMap::new();
    standings.iter().for_each(|standing| *sizes.entry(*standing).or_default() += 1);
    let room = |(standing, size)| (standing, Vec::with_capacity(size));
    let mut groups: BTreeMap<Standing, Vec<Choice>> = sizes.into_iter().map(room).collect();
    for (standing, choice) in standings.into_iter().zip(all) {
        groups.entry(standing).or_default().push(choice);
    }
    let mut group = |standing| {
        let mut group = groups.remove(&standing).unwrap_or_default();
        group.sort_by_cached_key(Choice::rank);
        group
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
struct Tally {
    demand: Demand,
    unmet: usize,
    undecided: usize,
    /// Choices that meet all demands before this one, and not this.
    lost: usize,
}

fn steps(all: &[Choice]) -> Vec<Step> {
    let mut tallies: Vec<Tally> = Vec::new();
    let judgements = || all.iter().flat_map(|choice| &choice.judgements);
    for demand in judgements().map(Demand::of) {
        if !tallies.iter().any(|tally| tally.demand == demand) {
            tallies.push(Tally { demand, unmet: 0, undecided: 0, lost: 0 });
        }
    }
    tallies.sort_by_key(|tally| tally.demand.place());
    for choice in all {
        let mut lost_at = None;
        for judgement in choice.judgements.iter().filter(|judgement| judgement.outcome != Outcome::Met) {
            let demand = Demand::of(judgement);
            let Some(place) = tallies.iter().position(|tally| tally.demand == demand) else { continue };
            match judgement.outcome {
                Outcome::Met => {}
                Outcome::Unmet(_) => tallies[place].unmet += 1,
                Outcome::Undecided(_) => tallies[place].undecided += 1,
            }
            lost_at = Some(lost_at.map_or(place, |before: usize| before.min(place)));
        }
        if let Some(place) = lost_at {
            tallies[place].lost += 1;
        }
    }
    let mut left = all.len();
    let step = |Tally { demand, unmet, undecided, lost }| {
        left -= lost;
        Step { demand, met: all.len() - unmet - undecided, unmet, undecided, left }
    };
    tallies.into_iter().map(step).collect()
}

/// Of the routes that miss exactly one demand the cheapest, if it is cheaper than the best. What is no longer on offer is not
/// a matter of wishes.
fn relaxed(best: Option<&Choice>, excluded: &[Choice]) -> Option<Relaxed> {
    let now = best.and_then(Choice::total);
    let near = |choice: &Choice| {
        let mut open = choice.judgements.iter().filter(|judgement| judgement.outcome != Outcome::Met);
        let (Some(only), None) = (open.next(), open.next()) else { return None };
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
