//! Routes picked under needs.

use super::FORMAT;
use super::bill::{bill_with, cite};
use super::comparison::{Bill, Needs, Workload, needs, workload};
use super::evidence::{Evidence, Source, list};
use super::model::used;
use super::value::decimal;
use crate::evidence::{About, Ledger};
use crate::gather::{Frontier, Picked};
use crate::show::{PickPage, demand_in_words};
use schemars::JsonSchema;
use serde::Serialize;
use weigh_catalog::{RouteId, Standing};
use weigh_compare::Judgement;
use weigh_compare::needs::rule;
use weigh_compare::pick::{Choice as Considered, Demand, Pick as Answer, Standing as Stand};

/// The answer to a pick.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Pick {
    /// `weigh/json/v1`.
    pub format: String,
    /// `pick`.
    pub kind: String,
    /// The day whose prices hold.
    pub as_of: String,
    /// One month of traffic.
    pub workload: Workload,
    /// What a route must offer.
    pub needs: Needs,
    /// What becomes of routes of which an asked fact is missing: `show`, `include` or `exclude`.
    pub unknown: String,
    /// What an item of a group stands for: `route`, or `model`. By model, each stands once, where the best of its routes does.
    pub by: String,
    /// Routes on offer that were looked at.
    pub considered: usize,
    /// Routes that meet every need, cheapest first.
    pub eligible: Choices,
    /// Routes that meet every need and are free within limits that nobody states in numbers.
    pub free: Choices,
    /// Routes that miss no need, but of which an asked fact is missing, cheapest first; with `exclude` only counted.
    pub undecided: Choices,
    /// Routes that miss no need, but on which this traffic cannot be billed.
    pub unpriced: Choices,
    /// Routes that miss a need, cheapest first.
    pub excluded: Choices,
    /// What each need leaves, in the order they are judged.
    pub steps: Vec<Step>,
    /// Facts that are missing of routes that miss no need.
    pub missing: Vec<MissingFact>,
    /// Price against the benchmark that was named; null if none was.
    pub frontier: Option<PickFrontier>,
    /// The one need that, given up, would save most; null if none would.
    pub relaxed: Option<Relaxed>,
    /// Evidence by number.
    pub evidence: Vec<Evidence>,
    /// The sources it names.
    pub sources: Vec<Source>,
}

/// A group of routes, or of models each at one route: how many there are, and the first of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Choices {
    /// How many there are.
    pub count: usize,
    /// The first of them, as many as were asked for.
    pub items: Vec<Choice>,
}

/// One route with what decides about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Choice {
    /// `lab/model@provider`.
    pub route: String,
    /// The model.
    pub model: String,
    /// The model's name.
    pub model_name: String,
    /// The provider.
    pub provider: String,
    /// `eligible`, `free`, `undecided`, `unpriced` or `excluded`.
    pub standing: String,
    /// What is missed or missing, in words; null if nothing is.
    pub because: Option<String>,
    /// Ids of the needs that it misses.
    pub misses: Vec<String>,
    /// Fields that are missing, as in facts: `context`, `can.vision`.
    pub missing: Vec<String>,
    /// Whether a router passes requests on to somebody else.
    pub through_router: bool,
    /// How many more routes of the same model and group the item stands for; 0 unless items are models.
    pub more: usize,
    /// The month in the cheapest allowed tier; null if it cannot be billed. With evidence where the route is eligible or undecided.
    pub bill: Option<Bill>,
    /// Why there is no bill, in words.
    pub no_bill: Option<String>,
}

/// What one need does to the routes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// The need.
    pub need: String,
    /// In words.
    pub text: String,
    /// Routes that meet it.
    pub met: usize,
    /// Routes that do not.
    pub unmet: usize,
    /// Routes of which the fact is missing or disputed.
    pub undecided: usize,
    /// Routes that surely meet this need and all before it.
    pub left: usize,
}

/// A fact that is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct MissingFact {
    /// The field.
    pub field: String,
    /// Of how many routes.
    pub routes: usize,
}

/// Eligible models by price and by their results in a benchmark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct PickFrontier {
    /// The benchmark's id.
    pub benchmark: String,
    /// Models with an eligible route that costs something.
    pub models: usize,
    /// Those of them that have a result, best first.
    pub contenders: Vec<Contender>,
}

/// One model at its cheapest eligible route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Contender {
    /// The route.
    pub route: String,
    /// US dollars a month there.
    pub total_usd: String,
    /// The model's best score, in the benchmark's unit.
    pub score: String,
    /// The settings of that run; empty if not stated.
    pub settings: String,
    /// Whether no other is cheaper and at least as good, or better and no dearer.
    pub is_best: bool,
}

/// What giving up one need would do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Relaxed {
    /// The need.
    pub need: String,
    /// In words.
    pub text: String,
    /// The route that would be the cheapest.
    pub route: String,
    /// US dollars a month there.
    pub total_usd: String,
    /// How much less than at the cheapest eligible route; null if there is none.
    pub saves_usd: Option<String>,
}

/// Where one route stands in a pick, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Explained {
    /// `weigh/json/v1`.
    pub format: String,
    /// `explained`.
    pub kind: String,
    /// The day whose prices hold.
    pub as_of: String,
    /// One month of traffic.
    pub workload: Workload,
    /// What a route must offer.
    pub needs: Needs,
    /// `lab/model@provider`.
    pub route: String,
    /// Where it stands and what it costs; null if it is not on offer, so that nobody looked at it.
    pub choice: Option<Choice>,
    /// Its place among the eligible routes, from 1, cheapest first; null if it is none of them.
    pub place: Option<usize>,
    /// How many routes are eligible.
    pub eligible: usize,
    /// What each need says of it.
    pub judgements: Vec<Judged>,
    /// Evidence by number.
    pub evidence: Vec<Evidence>,
    /// The sources it names.
    pub sources: Vec<Source>,
}

/// What one need says of a route.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Judged {
    /// The need.
    pub need: String,
    /// What it asks, in words.
    pub rule: String,
    /// `met`, `unmet` or `undecided`.
    pub outcome: String,
    /// What is missed or missing, in words; null if it is met.
    pub because: Option<String>,
}

/// Where one route stands; its model is among those of the page.
pub fn explained(page: PickPage, route: &RouteId) -> Explained {
    let answer = &page.picked.pick;
    let mut ledger = Ledger::new(page.around.today);
    let choice = answer.choice(route);
    let judged = |judgement: &Judgement| {
        let because = page.open(std::slice::from_ref(judgement));
        Judged {
            need: Demand::of(judgement).id(),
            rule: rule(judgement.need).to_owned(),
            outcome: judgement.outcome.id().to_owned(),
            because: (!because.is_empty()).then_some(because),
        }
    };
    Explained {
        format: FORMAT.to_owned(),
        kind: "explained".to_owned(),
        as_of: page.around.today.to_string(),
        workload: workload(&answer.wish.workload),
        needs: needs(&answer.wish.needs),
        route: route.to_string(),
        choice: choice.map(|choice| item(page, choice, 0, &mut ledger)),
        place: answer.place(route).map(|place| place + 1),
        eligible: answer.eligible.len(),
        judgements: choice.map(|choice| choice.judgements.iter().map(judged).collect()).unwrap_or_default(),
        evidence: list(ledger.entries()),
        sources: used(page.around.sources, &ledger),
    }
}

/// The answer to a pick, with at most so many routes of each group.
pub fn pick(page: PickPage, most: usize) -> Pick {
    let picked: &Picked = page.picked;
    let answer: &Answer = &picked.pick;
    let mut ledger = Ledger::new(page.around.today);
    let mut group = |standing| {
        let listed = picked.listed(standing).iter().take(most);
        let items = listed.map(|row| item(page, &row.choice, row.more, &mut ledger)).collect();
        Choices { count: picked.rows(standing).len(), items }
    };
    let [eligible, free, undecided, unpriced, excluded] = Stand::ALL.map(&mut group);
    Pick {
        format: FORMAT.to_owned(),
        kind: "pick".to_owned(),
        as_of: page.around.today.to_string(),
        workload: workload(&answer.wish.workload),
        needs: needs(&answer.wish.needs),
        unknown: answer.wish.unknown.id().to_owned(),
        by: picked.by.id().to_owned(),
        considered: answer.considered,
        eligible,
        free,
        undecided,
        unpriced,
        excluded,
        steps: answer.steps.iter().map(step).collect(),
        missing: answer
            .missing()
            .into_iter()
            .map(|(field, routes)| MissingFact { field: field.to_string(), routes })
            .collect(),
        frontier: picked.frontier.as_ref().map(|frontier| PickFrontier {
            benchmark: frontier.board.benchmark.id.to_string(),
            models: frontier.models,
            contenders: contenders(answer, frontier),
        }),
        relaxed: answer.relaxed.as_ref().map(|relaxed| Relaxed {
            need: relaxed.demand.id(),
            text: demand_in_words(relaxed.demand),
            route: relaxed.route.to_string(),
            total_usd: decimal(relaxed.total.amount()),
            saves_usd: relaxed.saves.map(|saves| decimal(saves.amount())),
        }),
        evidence: list(ledger.entries()),
        sources: used(page.around.sources, &ledger),
    }
}

fn contenders(answer: &Answer, frontier: &Frontier) -> Vec<Contender> {
    let contender = |(index, (place, standing)): (usize, &(usize, Standing))| {
        let choice = answer.eligible.get(*place)?;
        Some(Contender {
            route: choice.route.to_string(),
            total_usd: decimal(choice.total()?.amount()),
            score: decimal(standing.score),
            settings: standing.settings.to_string(),
            is_best: frontier.line.contains(&index),
        })
    };
    frontier.contenders.iter().enumerate().filter_map(contender).collect()
}

fn step(step: &weigh_compare::pick::Step) -> Step {
    Step {
        need: step.demand.id(),
        text: demand_in_words(step.demand),
        met: step.met,
        unmet: step.unmet,
        undecided: step.undecided,
        left: step.left,
    }
}

fn item(page: PickPage, choice: &Considered, more: usize, ledger: &mut Ledger) -> Choice {
    let route = page.picked.models.get(&choice.route.model).and_then(|model| model.route(&choice.route));
    let because = page.open(&choice.judgements);
    Choice {
        route: choice.route.to_string(),
        model: choice.route.model.to_string(),
        model_name: (page.name_of)(&choice.route.model),
        provider: choice.route.provider.to_string(),
        standing: choice.standing().id().to_owned(),
        because: (!because.is_empty()).then_some(because),
        misses: choice.missed().map(|demand| demand.id()).collect(),
        missing: choice.missing().filter_map(|missing| missing.cite.field()).map(ToString::to_string).collect(),
        through_router: choice.through_router,
        more,
        bill: choice.bill.as_ref().ok().map(|bill| {
            bill_with(bill, |key| {
                let Some(route) = route else { return Vec::new() };
                let id = route.id.to_string();
                let about = About { subject: &id, name: &id, fresh_days: page.around.fresh_days(route) };
                cite(route, key, about, ledger)
            })
        }),
        no_bill: choice.bill.as_ref().err().map(ToString::to_string),
    }
}
