//! What a project decided on, frozen: `weigh.lock`.
//!
//! It holds, for each use, the route with the values that its bill and its verdict were made from, each with its source and
//! days, as of the newest reading of a catalog. So the same project and catalog give the same bytes on any machine and day.

mod read;
mod write;

pub use read::{LockError, LockProblem};

use crate::bill::Bill;
use crate::pick::{Standing, Wish, considered};
use crate::project::Use;
use crate::query;
use crate::span::Span;
use std::sync::Arc;
use weigh_catalog::{
    Capability, Day, Fact, Facts, Field, Meter, Model, Rate, Reference, Route, RouteId, ServiceTier, Usd, Value,
};

/// The usual name of the file.
pub const FILE: &str = "weigh.lock";

/// The format that is written; files of a later one are refused.
pub const FORMAT: u64 = 1;

/// Names of parameters with what was given.
pub type Pairs = Vec<(String, String)>;

/// A lock.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// Version of the catalog.
    pub catalog: String,
    /// The day of its newest reading: all values are as of it.
    pub as_of: Day,
    /// What is locked, in the order of the project.
    pub uses: Vec<Locked>,
}

/// One use as it was decided on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Locked {
    /// The name of the use.
    pub name: String,
    /// The route.
    pub route: RouteId,
    /// What a month cost, and in which tier; `None` if it could not be billed.
    pub month: Option<(ServiceTier, Span<Usd>)>,
    /// Where the route stood.
    pub stands: String,
    /// The workload, as parameters.
    pub workload: Pairs,
    /// The needs, as parameters.
    pub needs: Pairs,
    /// The model with that one route, as far as it is frozen.
    pub before: Model,
}

impl Lock {
    /// The lock of a use.
    pub fn find(&self, name: &str) -> Option<&Locked> {
        self.uses.iter().find(|locked| locked.name == name)
    }

    /// Reads a lock.
    ///
    /// # Errors
    /// [`LockError`], with the line.
    pub fn read(text: &str) -> Result<Self, LockError> {
        read::read(text)
    }

    /// The file, the same for the same lock.
    pub fn write(&self) -> String {
        write::write(self)
    }
}

impl Locked {
    /// The frozen route.
    pub fn route(&self) -> Option<&Route> {
        self.before.routes.first()
    }

    /// What a month cost as locked.
    pub fn total(&self) -> Option<Span<Usd>> {
        self.month.map(|(_, total)| total)
    }

    /// Whether it was locked for the same traffic and needs.
    pub fn is_of(&self, asked: &Use) -> bool {
        let (workload, needs) = parameters(asked);
        self.workload == workload && self.needs == needs
    }
}

/// Freezes a use on its route.
pub fn freeze(asked: &Use, model: &Model, route: &Route, reference: &dyn Reference) -> Locked {
    let only = Model { routes: vec![route.clone()], ..model.clone() };
    let wish = Wish {
        workload: asked.workload.clone(),
        needs: asked.needs.clone(),
        unknown: crate::pick::Unknown::Show,
        day: model.as_of,
    };
    let choice = considered(&only, &wish, reference).into_iter().next();
    let month = |bill: &Bill| (bill.tier, bill.total);
    let (workload, needs) = parameters(asked);
    Locked {
        name: asked.name.clone(),
        route: route.id.clone(),
        month: choice.as_ref().and_then(|choice| choice.bill.as_ref().ok()).map(month),
        stands: choice.map_or("not-on-offer", |choice| Standing::id(choice.standing())).to_owned(),
        workload,
        needs,
        before: frozen(&only, asked),
    }
}

fn parameters(asked: &Use) -> (Pairs, Pairs) {
    let owned = |pairs: Vec<(&'static str, String)>| -> Pairs {
        pairs.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
    };
    let needs = crate::needs::Needs::default();
    let workload = crate::workload::Workload::default();
    (owned(query::write(&asked.workload, &needs)), owned(query::write(&workload, &asked.needs)))
}

/// Fields of a model that are frozen.
const OF_MODEL: [Field; 5] = [Field::OpenWeights, Field::Licence, Field::Status, Field::Deprecated, Field::Retires];

/// Fields of a route that are frozen, beside limits and capabilities.
const OF_ROUTE: [Field; 10] = [
    Field::Status,
    Field::Deprecated,
    Field::Retires,
    Field::Quantisation,
    Field::Region,
    Field::PriceKind,
    Field::Mode,
    Field::UpliftEu,
    Field::UpliftUs,
    Field::UpliftRegional,
];

/// Meters that a bill may charge.
const METERS: [Meter; 7] = [
    Meter::Input,
    Meter::CachedInput,
    Meter::CacheWrite,
    Meter::CacheWrite5m,
    Meter::Output,
    Meter::Reasoning,
    Meter::Request,
];

/// A model with what decides about a use, and no more: of rates those of the allowed tiers that a bill may charge.
pub(crate) fn frozen(model: &Model, asked: &Use) -> Model {
    let tiers = asked.workload.tiers.tiers();
    let fields: Vec<Field> = crate::row::LIMITS
        .into_iter()
        .chain(OF_ROUTE)
        .chain(Capability::ALL.iter().map(|capability| Field::Can(*capability)))
        .collect();
    let route = |route: &Route| Route {
        facts: only(&route.facts, &fields),
        rates: route
            .rates
            .iter()
            .filter(|rate| {
                let key = &rate.key;
                tiers.contains(&key.tier) && METERS.contains(&key.meter) && key.conditions.variant.is_none()
            })
            .map(|rate| Arc::new(Rate { key: rate.key.clone(), amount: stripped(&rate.amount) }))
            .collect(),
        serves: weigh_catalog::Serves::Resolved(Arc::from("")),
        ..route.clone()
    };
    Model {
        name: String::new(),
        facts: only(&model.facts, &OF_MODEL),
        routes: model.routes.iter().map(route).collect(),
        results: Vec::new(),
        relations: Vec::new(),
        ..model.clone()
    }
}

fn only(facts: &Facts, fields: &[Field]) -> Facts {
    let mut kept = Facts::new();
    for field in fields {
        kept.set(field.clone(), stripped::<Value>(facts.get(field)));
    }
    kept
}

/// What decides alone: neither claims that agree or lose, nor where they were read, nor how the source came to them.
fn stripped<T: Clone>(fact: &Fact<T>) -> Fact<T> {
    let plain = |claim: &weigh_catalog::Claim<T>| weigh_catalog::Claim {
        raw: None,
        basis: weigh_catalog::Basis::Listed,
        locator: std::sync::Arc::default(),
        link: None,
        ..claim.clone()
    };
    match fact {
        Fact::Known { claim, .. } => Fact::Known { claim: plain(claim), agreeing: Vec::new(), overruled: Vec::new() },
        Fact::Disputed(claims) => Fact::Disputed(claims.iter().map(plain).collect()),
        Fact::Unknown => Fact::Unknown,
    }
}

#[cfg(test)]
mod tests;
