//! Cheaper: an equal or better route surely costs less by more than the bound.

use super::bounds::{Bounds, most, share_text};
use super::equal::{Better, equal_or_better};
use super::{Bound, Case, Finding, Idle, Level, Problem};
use crate::bill::Bill;
use crate::pick::{Choice, considered};
use crate::query::{Parameter, Shape};
use rust_decimal::Decimal;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;
use weigh_catalog::money::saving;
use weigh_catalog::{Field, Model, Route};

pub(super) const BOUND: Bound = Bound {
    id: "cheaper",
    name: "a cheaper equal",
    rule: "no equal or better route is surely cheaper by more than this, as a share of the own month. Equal or better is the \
           same model on a route that surely meets every need, has no smaller limit, can surely do all that the used one surely \
           can, and serves open weights at no lower precision; where benchmarks are named, also another model of which that \
           holds and which is at least as good in each of them wherever results are comparable. Free routes never count, and a \
           missing fact never counts as a yes",
    help: "Compare both with `weigh compare`, or state what the other lacks as a need.",
    parameters: &[Parameter {
        name: "cheaper",
        about: "By how much an equal or better route must be cheaper to be worth a warning; 30% if left out, `off` for never.",
        label: "Cheaper by more than",
        shape: Shape::Share,
        example: "20%",
        set: |bounds, given| {
            bounds.cheaper = most(given)?;
            Ok(())
        },
        get: |bounds| share_text(bounds.cheaper, Bounds::default().cheaper),
    }],
    usual: &["\"30%\""],
    judge,
};

/// A route that is cheaper by more than the bound.
struct Found<'a> {
    choice: Arc<Choice>,
    model: &'a Model,
    saving: Decimal,
    is_sure: bool,
}

fn judge(case: &Case<'_>) -> Result<Vec<Finding>, Idle> {
    let most = case.given.asked.bounds.cheaper.ok_or(Idle::Off)?;
    let (model, route) = case.route()?;
    let own = case.bill().filter(|bill| !bill.is_free() && !bill.total.stated.is_zero()).ok_or(Idle::NoPrice)?;
    let (mut better, mut open) = (Vec::new(), Vec::new());
    for other in std::iter::once(model).chain(case.given.rivals.iter().map(std::convert::AsRef::as_ref)) {
        if other.id == model.id && !std::ptr::eq(other, model) {
            continue;
        }
        for found in cheaper(case, other, route, own, most) {
            let Some(other_route) = found.model.route(&found.choice.route) else { continue };
            match equal_or_better(case, (model, route), (found.model, other_route), &found.choice) {
                Better::Yes if found.is_sure => better.push(found),
                Better::Yes | Better::No => {}
                Better::Open(missing) => open.push(missing),
            }
        }
    }
    Ok(findings(&better, &open, own))
}

fn findings(better: &[Found<'_>], open: &[Vec<Field>], own: &Bill) -> Vec<Finding> {
    let mut findings = Vec::new();
    let best = better.iter().min_by_key(|found| (found.choice.total(), found.choice.route.clone()));
    if let Some(Found { choice, saving, .. }) = best
        && let Choice { route, bill: Ok(bill), .. } = &**choice
    {
        let problem = Problem::Cheaper {
            route: route.clone(),
            total: bill.total,
            own: own.total,
            saving: *saving,
            others: better.len() - 1,
        };
        findings.push(Finding::new(Level::Warning, problem, [bill.cites(), own.cites()].concat()));
    }
    if !open.is_empty() {
        let mut counts: BTreeMap<&Field, usize> = BTreeMap::new();
        for field in open.iter().flatten() {
            *counts.entry(field).or_default() += 1;
        }
        let mut missing: Vec<(Field, usize)> =
            counts.into_iter().map(|(field, count)| (field.clone(), count)).collect();
        missing.sort_by_key(|(_, count)| Reverse(*count));
        findings.push(Finding::new(Level::Note, Problem::CheaperOpen { routes: open.len(), missing }, Vec::new()));
    }
    findings
}

/// Other routes of a model that are billed, cost something, and are cheaper by more than the bound.
fn cheaper<'a>(case: &Case<'_>, model: &'a Model, own: &Route, own_bill: &Bill, most: Decimal) -> Vec<Found<'a>> {
    let found = |choice: Arc<Choice>| {
        let bill = choice.bill.as_ref().ok().filter(|bill| !bill.is_free() && choice.route != own.id)?;
        let share = saving(bill.total.stated, own_bill.total.stated).filter(|share| *share > most)?;
        let least = saving(bill.total.high, own_bill.total.low);
        let is_sure = least.is_some_and(|least| least > most);
        Some(Found { saving: least.unwrap_or(share), is_sure, choice, model })
    };
    considered(model, &case.wish, case.given.reference).into_iter().filter_map(found).collect()
}
