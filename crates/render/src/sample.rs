//! A miniature catalog for tests, written as record files write values, and the comparison made of it.

use crate::sections::{Input, Measured, Tails, comparison_page};
use crate::show::{PriceHistory, PricePoint};
use crate::source::SourceNote;
use crate::{Document, Options};
use std::sync::Arc;
use weigh_catalog::source::Freshness;
use weigh_catalog::{
    Basis, Benchmark, BenchmarkId, BenchmarkResult, Board, Claim, Day, Fact, Facts, Field, Lab, LabId, Licence,
    LicenceId, Listing, Model, ModelId, Period, Provider, ProviderId, ProviderKind, Rate, Reference, Relation,
    RelationKind, Route, RouteParts, Serves, SourceId, Standing, Usd, Value,
};
use weigh_compare::{Comparison, Needs, Request, Workload, compare};

/// The day all samples are folded as of.
pub(crate) fn today() -> Day {
    jiff::civil::date(2026, 5, 22)
}

pub(crate) fn id(text: &str) -> ModelId {
    ModelId::new(text).unwrap()
}

pub(crate) fn claim<T>(value: T, place: usize) -> Claim<T> {
    let sources = ["north-list", "west-list", "curated"];
    Claim {
        value,
        raw: (place == 1).then(|| Arc::from("as <b>they</b> wrote it")),
        source: SourceId::new(sources[place % 3]).unwrap(),
        first_seen: jiff::civil::date(2026, 1, 10),
        last_seen: jiff::civil::date(2026, 5, 20),
        effective: Period { from: (place == 2).then(|| jiff::civil::date(2026, 3, 1)), until: None },
        basis: if place == 2 { Basis::Documented } else { Basis::Listed },
        locator: Arc::from(format!("models[{place}].row")),
        link: Some(Arc::from("https://prices.example/page?a=1&b=2")),
    }
}

/// `x` is known, `x = y` agrees, `x ! y` is overruled, `x | y` is disputed.
fn fact<T>(text: &str, read: impl Fn(&str) -> T) -> Fact<T> {
    let claims =
        |mark: &str| text.split(mark).map(&read).enumerate().map(|(at, value)| claim(value, at)).collect::<Vec<_>>();
    if text.contains(" | ") {
        return Fact::Disputed(claims(" | "));
    }
    let (agreeing, overruled) = (claims(" = ").split_off(1), text.contains(" ! "));
    let mut all = if overruled { claims(" ! ") } else { vec![claim(read(text.split(" = ").next().unwrap()), 0)] };
    let rest = all.split_off(1);
    Fact::Known { claim: all.remove(0), agreeing: if overruled { vec![] } else { agreeing }, overruled: rest }
}

pub(crate) fn facts(pairs: &[(&str, &str)]) -> Facts {
    let mut all = Facts::new();
    for (field, text) in pairs {
        let field: Field = field.parse().unwrap();
        all.set(field.clone(), fact(text, |text| Value::parse(&field, text.trim()).unwrap_or(Value::Flag(false))));
    }
    all
}

fn model(name: &str, title: &str, pairs: &[(&str, &str)]) -> Model {
    Model {
        id: id(name),
        name: title.to_owned(),
        as_of: today(),
        facts: facts(pairs),
        routes: Vec::new(),
        results: Vec::new(),
        relations: Vec::new(),
    }
}

/// Adds a route at `provider` or `provider/host`.
fn at(mut model: Model, place: &str, pairs: &[(&str, &str)]) -> Model {
    let (provider, host) = place.split_once('/').map_or((place, None), |(one, host)| (one, Some(Arc::from(host))));
    let provider = ProviderId::new(provider).unwrap();
    let (rates, others): (Vec<_>, Vec<_>) = pairs.iter().copied().partition(|(field, _)| field.starts_with("rate."));
    let rate = |(field, text): (&str, &str)| Rate {
        key: field.strip_prefix("rate.").unwrap().parse().unwrap(),
        amount: fact(text, |text| Usd::from_digits(text.trim(), 0).unwrap_or(Usd::ZERO)),
    };
    model.routes.push(Route {
        id: RouteParts { model: model.id.clone(), provider: provider.clone(), host, own_id: None }.into(),
        is_first_party: provider.as_str() == model.id.lab(),
        provider,
        own_id: Arc::from(format!("{}-v1", model.id.slug())),
        serves: Serves::Resolved(Arc::from("north-list says so")),
        listing: Listing::Listed,
        facts: facts(&others),
        rates: rates.into_iter().map(|pair| Arc::new(rate(pair))).collect(),
    });
    model
}

fn scored(mut model: Model, benchmark: &str, settings: &str, pairs: &[(&str, &str)]) -> Model {
    model.results.push(BenchmarkResult {
        benchmark: BenchmarkId::new(benchmark).unwrap(),
        entrant: Arc::from(model.name.as_str()),
        settings: Arc::from(settings),
        facts: facts(pairs),
    });
    model
}

/// A tiny open model with many routes.
pub(crate) fn alpha() -> Model {
    let mut alpha = model(
        "acme/alpha-1b",
        "Alpha 1B",
        &[
            ("released", "2025-09-25 = 2025-09-25"),
            ("knowledge-cutoff", "2024-12"),
            ("parameters", "1235814400 = 1235814400"),
            ("architecture", "dense decoder"),
            ("open-weights", "true"),
            ("licence", "acme-community | apache-2.0"),
            ("context", "128000 ! 131072"),
            ("can.vision", "false"),
            ("can.reasoning", "false"),
            ("can.function-calling", "false"),
            ("can.structured-outputs", "true"),
        ],
    );
    alpha = at(
        alpha,
        "fireside",
        &[("rate.input", "0.1"), ("rate.output", "0.1"), ("context", "131072"), ("quantisation", "fp8")],
    );
    alpha = at(
        alpha,
        "northwind",
        &[
            ("rate.input", "0.027 = 0.027"),
            ("rate.output", "0.2 | 0.21"),
            ("rate.cached-input", "0.0135"),
            ("rate.input.batch", "0.0135"),
            ("rate.output.batch", "0.1"),
            ("context", "60000"),
            ("max-output", "8192"),
            ("can.vision", "false"),
            ("can.structured-outputs", "true"),
        ],
    );
    alpha = at(alpha, "switchyard/Harbour", &[("rate.input", "0.03"), ("rate.output", "0.22"), ("context", "60000")]);
    alpha = at(alpha, "quiet", &[("context", "128000")]);
    alpha = at(alpha, "gone", &[("rate.input", "0.01"), ("rate.output", "0.01")]);
    if let Some(gone) = alpha.routes.last_mut() {
        gone.listing = Listing::Withdrawn(jiff::civil::date(2026, 2, 1));
    }
    alpha = at(alpha, "vague", &[("rate.input", "0.02"), ("rate.output", "0.02")]);
    if let Some(vague) = alpha.routes.last_mut() {
        let candidates = vec![id("acme/alpha-1b"), id("acme/alpha-1b-instruct")];
        vague.serves = Serves::Undecided { candidates, reason: Arc::from("the id names no version") };
    }
    alpha = scored(
        alpha,
        "hard-questions",
        "shots=5",
        &[("score", "24.1"), ("standard-error", "1.2"), ("self-reported", "false")],
    );
    alpha = scored(alpha, "code-fixes", "", &[("score", "11"), ("self-reported", "false")]);
    alpha = scored(alpha, "sums", "", &[("score", "44.4"), ("self-reported", "true")]);
    alpha.relations.push(Relation {
        kind: RelationKind::InstructVersion,
        model: id("acme/alpha-1b-instruct"),
        evidence: Arc::from("its model card"),
    });
    alpha
}

/// A closed reasoning model at its lab and a cloud, with a retirement ahead.
pub(crate) fn beta() -> Model {
    let mut beta = model(
        "boreal/beta-mini",
        "Beta mini",
        &[
            ("released", "2026-04-16"),
            ("knowledge-cutoff", "2026-05 ! 2025-06"),
            ("open-weights", "false"),
            ("licence", "proprietary"),
            ("context", "200000 = 200000"),
            ("max-output", "100000"),
            ("retires", "2026-10-23"),
            ("replacement", "boreal/beta-5-mini"),
            ("status", "deprecated"),
            ("can.vision", "true"),
            ("can.reasoning", "true = true"),
            ("can.function-calling", "true"),
            ("can.structured-outputs", "true"),
            ("can.web-search", "true"),
        ],
    );
    beta = at(
        beta,
        "boreal",
        &[
            ("rate.input", "1.1 = 1.1"),
            ("rate.cached-input", "0.275"),
            ("rate.output", "4.4 ! 2"),
            ("rate.input.batch", "0.55"),
            ("rate.output.batch", "2.2"),
            ("rate.input>128000", "2.2"),
            ("rate.web-search", "10000"),
            ("context", "200000"),
            ("max-output", "100000"),
            ("can.vision", "true"),
            ("can.function-calling", "true"),
        ],
    );
    beta = at(
        beta,
        "northwind",
        &[("rate.input", "1.21"), ("rate.output", "4.84"), ("context", "200000"), ("region", "eu-west")],
    );
    beta = at(beta, "switchyard", &[("rate.input", "1.1"), ("rate.output", "4.4"), ("context", "200000")]);
    beta = scored(
        beta,
        "hard-questions",
        "shots=5",
        &[("score", "79.6"), ("standard-error", "0.9"), ("self-reported", "false")],
    );
    beta = scored(beta, "code-fixes", "effort=high", &[("score", "68.1"), ("self-reported", "false")]);
    beta
}

/// The instruct version of [`alpha`].
pub(crate) fn instruct() -> Model {
    let instruct = model("acme/alpha-1b-instruct", "Alpha 1B Instruct", &[("can.function-calling", "true")]);
    at(instruct, "northwind", &[("rate.input", "0.02"), ("rate.output", "0.02"), ("context", "128000")])
}

/// A model of which nothing is known, with a hostile name.
pub(crate) fn unknown() -> Model {
    model("evil/none", "<script>alert(\"1\")</script> & 'co' | `x` *y* \u{1b}[31m", &[])
}

/// The tables the sample models refer to.
pub(crate) struct Tables;

impl Reference for Tables {
    fn provider(&self, id: &ProviderId) -> Option<Arc<Provider>> {
        let (name, kind, url) = match id.as_str() {
            "fireside" => ("Fireside", ProviderKind::Host, "https://api.fireside.example/v1"),
            "northwind" => ("Northwind Cloud", ProviderKind::Cloud, "https://northwind.example/openai"),
            "switchyard" => ("Switchyard", ProviderKind::Router, "https://switchyard.example/api/v1"),
            "boreal" => ("Boreal", ProviderKind::Lab, "https://api.boreal.example/v1"),
            _ => return None,
        };
        let facts = facts(&[("dialect", "openai-chat"), ("base-url", url), ("headquarters", "US")]);
        Some(Arc::new(Provider { id: id.clone(), name: name.into(), kind: Some(kind), first_party_of: None, facts }))
    }

    fn lab(&self, id: &LabId) -> Option<Arc<Lab>> {
        let name = if id.as_str() == "acme" { "Acme" } else { "Boreal" };
        Some(Arc::new(Lab { id: id.clone(), name: name.into(), facts: Facts::new() }))
    }

    fn licence(&self, name: &str) -> Option<Arc<Licence>> {
        let (title, pairs): (_, &[_]) = match name {
            "acme-community" => (
                "Acme Community License",
                &[
                    ("commercial", "conditional"),
                    ("osi-approved", "false"),
                    ("licence-conditions", "Services with over 700 million monthly users need a separate licence."),
                ],
            ),
            "apache-2.0" => ("Apache 2.0", &[("commercial", "allowed"), ("osi-approved", "true")]),
            "proprietary" => ("Proprietary", &[("osi-approved", "false")]),
            _ => return None,
        };
        Some(Arc::new(Licence { id: LicenceId::new(name).unwrap(), name: title.into(), facts: facts(pairs) }))
    }

    fn benchmark(&self, id: &BenchmarkId) -> Option<Arc<Benchmark>> {
        let (name, area) = match id.as_str() {
            "hard-questions" => ("Hard Questions", "reasoning, knowledge"),
            "code-fixes" => ("Code Fixes", "coding"),
            _ => ("Sums", "math"),
        };
        let facts = facts(&[
            ("score-unit", "percent"),
            ("direction", "higher"),
            ("margin", "2"),
            ("area", area),
            ("metric", "accuracy"),
        ]);
        Some(Arc::new(Benchmark { id: id.clone(), name: name.into(), facts }))
    }

    fn board(&self, id: &BenchmarkId) -> Option<Arc<Board>> {
        let standing = |model: &str, score: &str| Standing {
            model: self::id(model),
            settings: Arc::from("shots=5"),
            score: score.parse().unwrap(),
        };
        let standings = vec![standing("boreal/beta-mini", "79.6"), standing("acme/alpha-1b", "24.1")];
        Some(Arc::new(Board::new(self.benchmark(id)?, standings)))
    }

    fn freshness(&self) -> Freshness {
        let days = [("router", 1), ("host", 30), ("cloud", 30), ("lab", 90)];
        Freshness::new(days.map(|(kind, days)| (kind.to_owned(), days)).into())
    }
}

/// A comparison of sample models under the default workload.
pub(crate) fn comparison(mut models: Vec<Model>) -> Comparison {
    models.iter_mut().for_each(|model| model.routes.sort_by(|one, other| one.id.cmp(&other.id)));
    let request = Request {
        models: models.into_iter().map(Into::into).collect(),
        neighbours: vec![instruct().into()],
        workload: Workload::default(),
        needs: Needs::default(),
        day: today(),
    };
    compare(request, &Tables).unwrap()
}

pub(crate) fn sources() -> Vec<SourceNote> {
    let note = |id: &str, name: &str, licence: &str, attribution: &str| SourceNote {
        id: SourceId::new(id).unwrap(),
        name: name.into(),
        url: "https://list.example".into(),
        licence: licence.into(),
        attribution: attribution.into(),
        readings: vec![("commit 1a2b3c4".into(), jiff::civil::date(2026, 5, 20))],
    };
    vec![
        note("north-list", "North list", "MIT", ""),
        note("west-list", "West list", "CC BY 4.0", "Data by West list"),
        note("unused", "Unused list", "MIT", ""),
    ]
}

pub(crate) fn histories() -> Vec<PriceHistory> {
    let point = |from: &str, amount: Option<&str>| PricePoint {
        from: from.parse().unwrap(),
        claim: amount.map(|digits| claim(Usd::from_digits(digits, 0).unwrap(), 0)),
    };
    let beta = beta();
    let route = beta.routes.first().unwrap().id.clone();
    let history = |key: &str, points: Vec<PricePoint>| PriceHistory {
        route: route.clone(),
        name: "Beta mini at Boreal".into(),
        key: key.parse().unwrap(),
        points,
        until: today(),
    };
    vec![
        history("input", vec![point("2026-04-16", Some("1.5")), point("2026-05-01", Some("1.1"))]),
        history(
            "output",
            vec![point("2026-04-16", Some("6")), point("2026-04-25", None), point("2026-05-01", Some("4.4"))],
        ),
    ]
}

pub(crate) fn measured() -> Vec<Measured> {
    vec![Measured {
        model: id("acme/alpha-1b"),
        route: alpha().routes.first().unwrap().id.clone(),
        measure: "time to first token, median".into(),
        value: "184.25".parse().unwrap(),
        unit: "ms".into(),
        interval: Some(("171".parse().unwrap(), "199.5".parse().unwrap())),
        samples: 120,
        day: jiff::civil::date(2026, 5, 21),
    }]
}

/// The page of a comparison with everything a page can show.
pub(crate) fn full_page(comparison: &Comparison) -> Document {
    comparison_page(&Input {
        comparison,
        sources: &sources(),
        histories: &histories(),
        measured: &measured(),
        related: &[id("acme/alpha-3b")],
        snapshot: "2026-05-21.1",
        tails: Tails::Folded,
    })
}

/// The miniature page in one output.
pub(crate) fn printed(output: &str, options: &Options) -> String {
    let document = full_page(&comparison(vec![alpha(), beta()]));
    (crate::output::find(output).unwrap().render)(&document, options)
}
