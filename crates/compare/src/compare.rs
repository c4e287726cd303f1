//! Making a comparison: entries, pairs, the overall verdict.

use crate::cite::Cite;
use crate::comparison::{Comparison, Entry, Neighbour, Overall, Pair, Request};
use crate::cost::{blend, cost, route_of};
use crate::error::CompareError;
use crate::finding::{Finding, What, alone, between};
use crate::friction::friction;
use crate::ground::Ground;
use crate::offer::{model_eligibility, offers};
use crate::profile::profile;
use crate::quality::quality;
use crate::row::{Side, capabilities, limits};
use crate::tag::tags;
use crate::verdict::{Verdict, judge_all, judge_pair};
use std::collections::BTreeSet;
use std::sync::Arc;
use weigh_catalog::{Model, Reference, Usd};

/// Compares two or more models.
///
/// # Errors
/// [`CompareError`] for fewer than two models, the same one twice, or a workload whose numbers make no sense.
pub fn compare(request: Request, reference: &dyn Reference) -> Result<Comparison, CompareError> {
    check(&request)?;
    let ground = Ground::of(&request, reference);
    let Request { models, neighbours, workload, needs, day } = request;
    let mut entries: Vec<Entry> = models.into_iter().map(|model| entry(model, &ground)).collect();
    for entry in &mut entries {
        add_neighbours(entry, &neighbours, &ground);
    }
    let mut pairs = Vec::new();
    for (place, a) in entries.iter().enumerate() {
        pairs.extend(entries.iter().skip(place + 1).map(|b| pair(a, b, &ground)));
    }
    let overall = overall(&entries, &pairs);
    let Ground { providers, labs, licences, benchmarks, freshness, .. } = ground;
    Ok(Comparison {
        day,
        workload,
        needs,
        entries,
        pairs,
        overall,
        neighbours,
        providers,
        labs,
        licences,
        benchmarks,
        freshness,
    })
}

fn check(request: &Request) -> Result<(), CompareError> {
    if request.models.len() < 2 {
        return Err(CompareError::TooFewModels { given: request.models.len() });
    }
    let mut seen = BTreeSet::new();
    if let Some(model) = request.models.iter().find(|model| !seen.insert(&model.id)) {
        return Err(CompareError::SameModel { model: model.id.clone() });
    }
    request.workload.clone().check().map(|_| ()).map_err(CompareError::Workload)
}

impl Entry {
    /// The model with the route its bill uses.
    pub(crate) fn side(&self) -> Side<'_> {
        let route = self.offers.best().and_then(|best| route_of(&self.model, best));
        Side { model: &self.model, route }
    }
}

fn entry(model: Arc<Model>, ground: &Ground) -> Entry {
    let offers = offers(&model, ground);
    let profile = profile(&model, ground.licence(&model.id), ground.day);
    let eligibility = model_eligibility(&model, &offers, &profile);
    let blend = blend(&model, offers.best(), ground);
    let tags = tags(&model, &profile, &offers, blend.as_ref(), ground);
    let (neighbours, findings) = (Vec::new(), Vec::new());
    let mut entry = Entry { model, profile, offers, eligibility, tags, neighbours, findings };
    entry.findings = alone::findings(&entry, ground);
    entry
}

/// Names the related models that were given beside, with their own cheapest route; says so where one costs less.
fn add_neighbours(entry: &mut Entry, given: &[Arc<Model>], ground: &Ground) {
    let own = entry.offers.best().map(|best| best.bill.total);
    let relations = entry.model.relations.clone();
    for relation in relations {
        let Some(model) = given.iter().find(|model| model.id == relation.model) else { continue };
        let offers = offers(model, ground);
        let best = offers.best();
        let cheapest = best.map(|best| (best.route.clone(), best.bill.tier, best.bill.total));
        if let Some(best) = best.filter(|best| own.is_none_or(|own| best.bill.total.is_below(own))) {
            let mut cites = vec![Cite::Relation(entry.model.id.clone(), model.id.clone())];
            cites.extend(best.bill.cites());
            let what = What::Neighbour {
                of: entry.model.id.clone(),
                kind: relation.kind,
                neighbour: model.id.clone(),
                route: best.route.clone(),
                total: best.bill.total,
            };
            entry.findings.push(Finding::new(what, cites));
        }
        entry.neighbours.push(Neighbour { kind: relation.kind, model: model.id.clone(), cheapest });
    }
}

fn pair(a: &Entry, b: &Entry, ground: &Ground) -> Pair {
    let (one, other) = (a.side(), b.side());
    let mut pair = Pair {
        a: a.model.id.clone(),
        b: b.model.id.clone(),
        cost: cost((&a.model, &a.offers), (&b.model, &b.offers), ground),
        limits: limits(one, other),
        capabilities: capabilities(one, other),
        quality: quality(&a.model, &b.model, &ground.benchmarks),
        findings: Vec::new(),
        forth: friction(a, b, ground),
        back: friction(b, a, ground),
        verdict: Verdict::undecided(),
    };
    pair.findings = between::findings(a, b, &pair);
    pair.verdict = judge_pair(a, b, &pair, ground);
    pair
}

fn overall(entries: &[Entry], pairs: &[Pair]) -> Overall {
    let mut order: Vec<&Entry> = entries.iter().collect();
    order.sort_by_key(|entry| (price(entry).is_none(), price(entry), entry.model.id.clone()));
    judge_all(&order, pairs)
}

/// What decides the order of models: the stated total of the best bill, then its high end.
fn price(entry: &Entry) -> Option<(Usd, Usd)> {
    entry.offers.best().map(|best| (best.bill.total.stated, best.bill.total.high))
}

#[cfg(test)]
mod tests;
