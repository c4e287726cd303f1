//! Builders of small models for tests, written as record files write them: field by text, value by text.

use std::collections::BTreeMap;
use std::sync::Arc;
use weigh_catalog::source::Freshness;
use weigh_catalog::{
    Basis, Benchmark, BenchmarkId, BenchmarkResult, Board, Claim, Day, Fact, Facts, Field, Lab, LabId, Licence,
    LicenceId, Listing, Model, ModelId, Period, Provider, ProviderId, ProviderKind, Rate, Reference, Relation,
    RelationKind, Route, RouteParts, Serves, SourceId, Standing, Usd, Value,
};

/// The day all samples are folded as of.
pub(crate) fn today() -> Day {
    jiff::civil::date(2026, 5, 22)
}

pub(crate) fn id(text: &str) -> ModelId {
    ModelId::new(text).unwrap()
}

pub(crate) fn usd(text: &str) -> Usd {
    Usd::from_digits(text, 0).unwrap()
}

fn claim<T>(value: T, source: &str) -> Claim<T> {
    Claim {
        value,
        raw: None,
        source: SourceId::new(source).unwrap(),
        first_seen: jiff::civil::date(2026, 1, 1),
        last_seen: today(),
        effective: Period::OPEN,
        basis: Basis::Listed,
        locator: Arc::from("row 1"),
        link: None,
    }
}

fn known<T>(value: T) -> Fact<T> {
    Fact::Known { claim: claim(value, "northwind-list"), agreeing: Vec::new(), overruled: Vec::new() }
}

fn disputed<T>(values: Vec<T>) -> Fact<T> {
    Fact::Disputed(values.into_iter().map(|value| claim(value, "westwind-list")).collect())
}

/// One value, or several separated by ` | ` for a disputed fact.
fn set(facts: &mut Facts, field: &str, text: &str) {
    let field: Field = field.parse().unwrap();
    let mut values: Vec<Value> = text.split(" | ").map(|text| Value::parse(&field, text).unwrap()).collect();
    let fact = if values.len() == 1 { known(values.remove(0)) } else { disputed(values) };
    facts.set(field, fact);
}

pub(crate) fn facts(pairs: &[(&str, &str)]) -> Facts {
    let mut all = Facts::new();
    for (field, text) in pairs {
        set(&mut all, field, text);
    }
    all
}

/// A model without routes; its name is its slug.
pub(crate) fn model(name: &str, pairs: &[(&str, &str)]) -> Model {
    Model {
        id: id(name),
        name: id(name).slug().to_owned(),
        as_of: today(),
        facts: facts(pairs),
        routes: Vec::new(),
        results: Vec::new(),
        relations: Vec::new(),
    }
}

/// A live route; fields that start with `rate.` become rates.
pub(crate) fn route(name: &str, pairs: &[(&str, &str)]) -> Route {
    let (model, provider) = name.split_once('@').unwrap();
    let (provider, host) = provider.split_once('/').map_or((provider, None), |(p, host)| (p, Some(Arc::from(host))));
    let provider = ProviderId::new(provider).unwrap();
    let (rates, others): (Vec<_>, Vec<_>) = pairs.iter().copied().partition(|(field, _)| field.starts_with("rate."));
    Route {
        id: RouteParts { model: id(model), provider: provider.clone(), host, own_id: None }.into(),
        provider,
        own_id: Arc::from(id(model).slug()),
        is_first_party: false,
        serves: Serves::Resolved(Arc::from("listed so")),
        listing: Listing::Listed,
        facts: facts(&others),
        rates: rates.into_iter().map(|(field, text)| rate(field, text)).collect(),
    }
}

fn rate(field: &str, text: &str) -> Arc<Rate> {
    let mut amounts: Vec<Usd> = text.split(" | ").map(usd).collect();
    let amount = if amounts.len() == 1 { known(amounts.remove(0)) } else { disputed(amounts) };
    Arc::new(Rate { key: field.strip_prefix("rate.").unwrap().parse().unwrap(), amount })
}

pub(crate) fn result(benchmark: &str, settings: &str, pairs: &[(&str, &str)]) -> BenchmarkResult {
    BenchmarkResult {
        benchmark: BenchmarkId::new(benchmark).unwrap(),
        entrant: Arc::from("entrant"),
        settings: Arc::from(settings),
        facts: facts(pairs),
    }
}

pub(crate) trait Build: Sized {
    fn at(self, provider: &str, pairs: &[(&str, &str)]) -> Self;
    fn scored(self, benchmark: &str, settings: &str, pairs: &[(&str, &str)]) -> Self;
    fn related(self, kind: RelationKind, other: &str) -> Self;
}

impl Build for Model {
    fn at(mut self, provider: &str, pairs: &[(&str, &str)]) -> Self {
        self.routes.push(route(&format!("{}@{provider}", self.id), pairs));
        self.routes.sort_by(|one, other| one.id.cmp(&other.id));
        self
    }

    fn scored(mut self, benchmark: &str, settings: &str, pairs: &[(&str, &str)]) -> Self {
        self.results.push(result(benchmark, settings, pairs));
        self
    }

    fn related(mut self, kind: RelationKind, other: &str) -> Self {
        self.relations.push(Relation { kind, model: id(other), evidence: Arc::from("its card") });
        self
    }
}

/// Tables to look up.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tables {
    pub(crate) providers: BTreeMap<ProviderId, Provider>,
    pub(crate) licences: BTreeMap<String, Licence>,
    pub(crate) benchmarks: BTreeMap<BenchmarkId, Arc<Benchmark>>,
    pub(crate) standings: BTreeMap<BenchmarkId, Vec<Standing>>,
}

impl Tables {
    pub(crate) fn provider(mut self, name: &str, kind: ProviderKind, pairs: &[(&str, &str)]) -> Self {
        let id = ProviderId::new(name).unwrap();
        let provider = Provider {
            id: id.clone(),
            name: name.to_owned(),
            kind: Some(kind),
            first_party_of: None,
            facts: facts(pairs),
        };
        self.providers.insert(id, provider);
        self
    }

    pub(crate) fn licence(mut self, name: &str, pairs: &[(&str, &str)]) -> Self {
        let licence = Licence { id: LicenceId::new(name).unwrap(), name: name.to_owned(), facts: facts(pairs) };
        self.licences.insert(name.to_owned(), licence);
        self
    }

    pub(crate) fn benchmark(mut self, name: &str, pairs: &[(&str, &str)]) -> Self {
        let id = BenchmarkId::new(name).unwrap();
        self.benchmarks.insert(id.clone(), Arc::new(Benchmark { id, name: name.to_owned(), facts: facts(pairs) }));
        self
    }

    pub(crate) fn standings(mut self, name: &str, scores: &[(&str, &str)]) -> Self {
        let line = |(model, score): &(&str, &str)| Standing {
            model: id(model),
            settings: Arc::from(""),
            score: score.parse().unwrap(),
        };
        self.standings.insert(BenchmarkId::new(name).unwrap(), scores.iter().map(line).collect());
        self
    }
}

impl Reference for Tables {
    fn provider(&self, id: &ProviderId) -> Option<Arc<Provider>> {
        self.providers.get(id).cloned().map(Arc::new)
    }

    fn lab(&self, id: &LabId) -> Option<Arc<Lab>> {
        Some(Arc::new(Lab { id: id.clone(), name: id.to_string(), facts: Facts::new() }))
    }

    fn licence(&self, name: &str) -> Option<Arc<Licence>> {
        self.licences.get(name).cloned().map(Arc::new)
    }

    fn benchmark(&self, id: &BenchmarkId) -> Option<Arc<Benchmark>> {
        self.benchmarks.get(id).cloned()
    }

    fn board(&self, id: &BenchmarkId) -> Option<Arc<Board>> {
        let standings = self.standings.get(id)?.clone();
        Some(Arc::new(Board::new(self.benchmark(id)?, standings)))
    }

    fn freshness(&self) -> Freshness {
        Freshness::new([("lab".to_owned(), 120), ("host".to_owned(), 90)].into())
    }
}
