//! Names people read, for the ids that findings carry.

use crate::evidence::Within;
use crate::format;
use crate::label;
use rust_decimal::Decimal;
use std::borrow::Cow;
use weigh_catalog::rate::ServiceTier;
use weigh_catalog::{BenchmarkId, BenchmarkResult, Field, LicenceId, Model, ModelId, ProviderId, RouteId, Usd};
use weigh_compare::span::Span;
use weigh_compare::{Cite, Comparison};

/// Looks names up in a comparison; an unknown id names itself.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a>(pub &'a Comparison);

impl Names<'_> {
    /// A model's name; its id where two models of the comparison share a name.
    pub fn model(&self, id: &ModelId) -> String {
        let Some(model) = self.0.model(id) else { return id.to_string() };
        let models = self.0.entries.iter().map(|entry| &entry.model).chain(&self.0.neighbours);
        let mut models = models.filter(|other| other.name == model.name && other.id != model.id);
        let is_shared = models.next().is_some();
        if is_shared || model.name.trim().is_empty() { id.to_string() } else { model.name.clone() }
    }

    /// A provider's name.
    pub fn provider(&self, id: &ProviderId) -> String {
        self.0.providers.get(id).map_or_else(|| id.to_string(), |provider| provider.name.clone())
    }

    /// Names of providers as people list them.
    pub fn providers(&self, ids: &[ProviderId]) -> String {
        let names: Vec<String> = ids.iter().map(|id| self.provider(id)).collect();
        format::listed(&names)
    }

    /// Where a route runs: `Fireworks`, `OpenRouter (host Together)`, `Azure (as gpt-4o-eu)`.
    pub fn place(&self, route: &RouteId) -> String {
        let provider = self.provider(&route.provider);
        match (&route.host, &route.own_id) {
            (None, None) => provider,
            (Some(host), None) => format!("{provider} (host {host})"),
            (None, Some(own_id)) => format!("{provider} (as {own_id})"),
            (Some(host), Some(own_id)) => format!("{provider} (host {host}, as {own_id})"),
        }
    }

    /// A model at its provider: `Llama 3.2 1B at Fireworks`.
    pub fn route(&self, route: &RouteId) -> String {
        [&self.model(&route.model), " at ", &self.place(route)].concat()
    }

    /// Routes as people list them.
    pub fn routes(&self, routes: &[RouteId]) -> String {
        let names: Vec<String> = routes.iter().map(|route| self.place(route)).collect();
        format::listed(&names)
    }

    /// A benchmark's name.
    pub fn benchmark(&self, id: &BenchmarkId) -> String {
        self.0.benchmarks.get(id).map_or_else(|| id.to_string(), |benchmark| benchmark.name.clone())
    }

    /// What a benchmark's scores count: `points`, `minutes`; per cent scores differ by points.
    pub fn unit(&self, id: &BenchmarkId) -> String {
        let unit: Option<String> = self.0.benchmarks.get(id).and_then(|one| one.facts.value(&Field::ScoreUnit));
        match unit.as_deref() {
            Some("percent") | None => "points".to_owned(),
            Some(other) => other.to_owned(),
        }
    }

    /// A licence's name.
    pub fn licence(&self, id: &LicenceId) -> String {
        self.0.licences.get(id).map_or_else(|| id.to_string(), |licence| licence.name.clone())
    }

    /// Whom a citation is about, by an id unique on the page.
    pub fn subject_id<'c>(&self, cite: &'c Cite) -> Cow<'c, str> {
        match cite {
            Cite::Model(id, _) => id.as_str().into(),
            Cite::Route(id, _) => id.to_string().into(),
            Cite::Provider(id, _) => format!("provider {id}").into(),
            Cite::Licence(id, _) => format!("licence {id}").into(),
            Cite::Benchmark(id, _) => format!("benchmark {id}").into(),
            Cite::Result { model, index, .. } => format!("result {model} {index}").into(),
            Cite::Routes(id) => format!("routes {id}").into(),
            Cite::Results(id) => format!("results {id}").into(),
            Cite::Relation(id, other) => format!("relation {id} {other}").into(),
        }
    }

    /// Whom a citation is about, by name.
    pub fn subject(&self, cite: &Cite) -> String {
        match cite {
            Cite::Model(id, _) => self.model(id),
            Cite::Route(id, _) => self.route(id),
            Cite::Provider(id, _) => self.provider(id),
            Cite::Licence(id, _) => format!("{} licence", self.licence(id)),
            Cite::Benchmark(id, _) => self.benchmark(id),
            Cite::Result { model, index, .. } => self.result(model, *index),
            Cite::Routes(id) => format!("{}: routes", self.model(id)),
            Cite::Results(id) => format!("{}: benchmark results", self.model(id)),
            Cite::Relation(id, other) => format!("{} and {}", self.model(id), self.model(other)),
        }
    }

    /// The list a result is cited under: those of its model, in which it has the name of its benchmark and settings.
    pub fn within(&self, cite: &Cite) -> Option<Within> {
        let Cite::Result { model, index, .. } = cite else { return None };
        let result = self.0.model(model)?.results.get(*index)?;
        let list = Cite::Results(model.clone());
        let (subject_id, subject) = (self.subject_id(&list).into(), self.subject(&list).into());
        Some(Within { subject_id, subject, part: self.run(result) })
    }

    fn result(self, id: &ModelId, index: usize) -> String {
        let result = self.0.model(id).and_then(|model| model.results.get(index));
        result.map_or_else(|| self.model(id), |result| format!("{} in {}", self.model(id), self.run(result)))
    }

    /// A benchmark with the settings it was run with.
    fn run(self, result: &BenchmarkResult) -> String {
        let name = self.benchmark(&result.benchmark);
        if result.settings.is_empty() { name } else { format!("{name} ({})", label::settings(&result.settings)) }
    }
}

/// The name of a model, or its id where it has none.
pub fn of_model(model: &Model) -> &str {
    if model.name.trim().is_empty() { model.id.as_str() } else { &model.name }
}

/// `, batch tier`; nothing for the standard tier.
pub fn tier_suffix(tier: ServiceTier) -> String {
    if tier == ServiceTier::Standard { String::new() } else { format!(", {} tier", tier.id()) }
}

/// A total that may be open within bounds: `$105.00`, `$95.00–$120.00`.
pub fn total(span: Span<Usd>) -> String {
    bounds(span, format::total)
}

/// A rate that may be open within bounds.
pub fn price(span: Span<Usd>) -> String {
    bounds(span, format::price)
}

/// A share that may be open within bounds: `55 %`, `50 %–60 %`.
pub fn percent(span: Span<Decimal>) -> String {
    bounds(span, format::percent)
}

fn bounds<T: Copy + Ord>(span: Span<T>, write: impl Fn(T) -> String) -> String {
    let low = write(span.low);
    if span.low == span.high {
        return low;
    }
    let high = write(span.high);
    if low == high { low } else { format!("{low}–{high}") }
}

/// A difference in dollars without its sign, low to high.
pub fn magnitude(span: Span<Usd>) -> String {
    let turned = |amount: Usd| Usd::ZERO - amount;
    if span.high <= Usd::ZERO {
        return total(Span { low: turned(span.high), stated: turned(span.stated), high: turned(span.low) });
    }
    total(span)
}
