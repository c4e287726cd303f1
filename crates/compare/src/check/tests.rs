use super::*;
use crate::lock::freeze;
use crate::project;
use crate::sample::{Build, Tables, id, model, today};
use jiff::ToSpan as _;
use proptest::prelude::*;
use weigh_catalog::{ProviderKind, RouteParts, Serves};

/// A use of `acme/alpha@northwind` with 1M tokens in and 1M out a month, and more lines of its table.
fn asked(more: &str) -> Use {
    let text = format!(
        "[[use]]\nname = \"chat\"\nroute = \"acme/alpha@northwind\"\nworkload = {{ input = \"1M\", output = \"1M\" }}\n{more}\n"
    );
    project::read(&text).unwrap_or_else(|errors| panic!("{more}: {errors:?}")).uses.remove(0)
}

const ABLE: [(&str, &str); 4] =
    [("context", "200000"), ("max-output", "8000"), ("can.vision", "true"), ("quantisation", "fp8")];

/// Rates of input and output, and what else is said.
fn priced<'a>(input: &'a str, output: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [&[("rate.input", input), ("rate.output", output)], more].concat()
}

fn alpha(pairs: &[(&str, &str)]) -> Model {
    model("acme/alpha", &[("licence", "mit"), ("open-weights", "true")]).at("northwind", pairs)
}

fn usual() -> Model {
    alpha(&priced("1", "2", &ABLE))
}

fn tables() -> Tables {
    Tables::default()
        .provider("northwind", ProviderKind::Host, &[])
        .provider("westwind", ProviderKind::Host, &[])
        .benchmark("lab/quiz", &[("direction", "higher"), ("margin", "1"), ("score-unit", "percent")])
        .licence("mit", &[("commercial", "allowed")])
}

fn of(model: &Model) -> Option<(&Model, &Route)> {
    let route = model.routes.iter().find(|route| route.provider.as_str() == "northwind");
    route.map(|route| (model, route))
}

struct Scene<'a> {
    asked: &'a Use,
    now: &'a Model,
    before: Option<&'a Model>,
    rivals: Vec<Arc<Model>>,
    day: Day,
}

impl<'a> Scene<'a> {
    fn new(asked: &'a Use, now: &'a Model) -> Self {
        Self { asked, now, before: None, rivals: Vec::new(), day: today() }
    }

    fn checked(&self) -> Checked {
        let tables = tables();
        let locked = self.before.map(|before| {
            let mut locked = freeze(self.asked, before, of(before).unwrap().1, &tables);
            locked.before.as_of = today().checked_sub(10.days()).unwrap();
            locked
        });
        check(Inspected {
            asked: self.asked,
            found: of(self.now).ok_or(&[]),
            locked: locked.as_ref(),
            then: None,
            rivals: &self.rivals,
            read_on: &ReadOn::default(),
            reference: &tables,
            day: self.day,
        })
    }

    /// Findings of a bound, with their levels.
    fn said(&self, bound: &str) -> Vec<(Level, Problem)> {
        let checked = self.checked();
        checked.findings().filter(|one| one.bound == bound).map(|one| (one.level, one.problem.clone())).collect()
    }
}

fn against(asked: &Use, before: &Model, now: &Model, bound: &str) -> Vec<(Level, Problem)> {
    Scene { before: Some(before), ..Scene::new(asked, now) }.said(bound)
}

#[test]
fn bounds_are_listed_once_and_explained() {
    for (place, bound) in BOUNDS.iter().enumerate() {
        assert_eq!(BOUNDS.iter().position(|other| other == bound), Some(place), "{}", bound.id);
        assert!(!bound.rule.is_empty() && !bound.rule.ends_with('.') && bound.help.ends_with('.'), "{}", bound.id);
    }
}

#[test]
fn a_rise_of_exactly_the_bound_passes_and_one_above_fails() {
    let (asked, before) = (asked(""), usual());
    let now = |input: &str| alpha(&priced(input, "2", &ABLE));
    assert_eq!(against(&asked, &before, &now("1.3"), "price-rise"), [], "3.3 against 3 is 10 %");
    let said = against(&asked, &before, &now("1.300001"), "price-rise");
    let [(Level::Error, Problem::Rise { before: old, after, by: Some(by), most })] = said.as_slice() else {
        panic!("{said:?}")
    };
    assert_eq!((old.stated.to_string(), after.stated.to_string()), ("3".to_owned(), "3.300001".to_owned()));
    assert_eq!((by.round_dp(7).to_string(), most.to_string()), ("0.1000003".to_owned(), "0.1".to_owned()));
    assert_eq!(against(&asked, &before, &now("0.5"), "price-rise"), [], "cheaper is no rise");
}

#[test]
fn the_base_of_a_rise_is_the_traffic_of_today_at_the_locked_rates() {
    let before = usual();
    let locked = freeze(&asked(""), &before, &before.routes[0], &tables());
    let more = asked("");
    let twice = Use { workload: crate::Workload { input: 2_000_000, ..more.workload.clone() }, ..more };
    let now = alpha(&priced("1.2", "2", &ABLE));
    let checked = check(Inspected {
        asked: &twice,
        found: of(&now).ok_or(&[]),
        locked: Some(&locked),
        then: None,
        rivals: &[],
        read_on: &ReadOn::default(),
        reference: &tables(),
        day: today(),
    });
    assert_eq!(checked.before.as_ref().unwrap().total.stated.to_string(), "4", "2 × $1 + $2");
    assert_eq!(checked.bill.as_ref().unwrap().total.stated.to_string(), "4.4", "exactly 10 % more");
    let ids: Vec<&str> = checked.findings().map(|finding| finding.problem.id()).collect();
    assert_eq!(ids, ["locked-otherwise"]);
}

#[test]
fn a_disputed_price_is_an_error_only_if_it_surely_rose() {
    let (asked, before) = (asked(""), usual());
    let level = |now: &str| against(&asked, &before, &alpha(&priced(now, "2", &ABLE)), "price-rise")[0].0;
    assert_eq!((level("2 | 1.1"), level("2 | 1.5")), (Level::Warning, Level::Error));
}

#[test]
fn what_was_free_and_costs_something_is_a_rise_without_a_share() {
    let asked = asked("");
    let free = alpha(&priced("0", "0", &[&ABLE[..], &[("price-kind", "free")]].concat()));
    let said = against(&asked, &free, &usual(), "price-rise");
    assert!(matches!(said.as_slice(), [(Level::Error, Problem::Rise { by: None, .. })]), "{said:?}");
}

#[test]
fn a_price_that_is_gone_is_an_error_only_if_it_was_known() {
    let (asked, none) = (asked(""), alpha(&ABLE));
    assert!(matches!(
        Scene::new(&asked, &none).said("priced")[..],
        [(Level::Warning, Problem::NoPrice { was: None, .. })]
    ));
    let said = against(&asked, &usual(), &none, "priced");
    assert!(matches!(said[..], [(Level::Error, Problem::NoPrice { was: Some(_), .. })]), "{said:?}");
}

#[test]
fn days_before_a_retirement_are_counted_from_today() {
    let retiring = |text: &str| alpha(&priced("1", "2", &[&ABLE[..], &[("retires", text)]].concat()));
    let said = |text: &str| Scene::new(&asked(""), &retiring(text)).said("retirement");
    let in_60_days = today().checked_add(60.days()).unwrap().to_string();
    let in_59_days = today().checked_add(59.days()).unwrap().to_string();
    assert_eq!(said(&in_60_days), []);
    assert!(matches!(said(&in_59_days)[..], [(Level::Error, Problem::Retires { days: 59, least: 60, .. })]));
    assert!(matches!(said("2026-05-21")[..], [(Level::Error, Problem::Retires { days: -1, .. })]));
    let disputed = said(&format!("{in_59_days} | {in_60_days}"));
    assert!(matches!(disputed[..], [(Level::Warning, Problem::Retires { .. })]), "{disputed:?}");
    assert_eq!(
        Scene::new(&asked("bounds = { retirement-days = \"off\" }"), &retiring("2026-05-23")).said("retirement"),
        []
    );
    let deprecated = alpha(&priced("1", "2", &[("status", "deprecated")]));
    assert_eq!(Scene::new(&asked(""), &deprecated).said("retirement"), [(Level::Warning, Problem::Deprecated)]);
}

#[test]
fn the_end_of_a_labs_own_service_ends_no_host_of_open_weights() {
    let end = ("retires", "2026-05-30");
    let mut open = usual();
    open.facts = crate::sample::facts(&[("open-weights", "true"), end]);
    assert_eq!(Scene::new(&asked(""), &open).said("retirement"), []);
    open.facts = crate::sample::facts(&[("open-weights", "false"), end]);
    assert_eq!(Scene::new(&asked(""), &open).said("retirement").len(), 1);
}

#[test]
fn a_licence_may_not_change_unless_that_is_accepted() {
    let mut now = usual();
    let mut said = |licence: &[(&str, &str)], more: &str| {
        now.facts = crate::sample::facts(licence);
        against(&asked(more), &usual(), &now, "licence")
    };
    assert_eq!(said(&[("licence", "mit")], ""), []);
    assert!(matches!(
        said(&[("licence", "acme-1")], "")[..],
        [(Level::Error, Problem::Licence { after: Some(_), .. })]
    ));
    assert!(
        matches!(said(&[], "")[..], [(Level::Warning, Problem::Licence { after: None, .. })]),
        "unknown is no other licence"
    );
    assert_eq!(said(&[("licence", "acme-1")], "bounds = { licence-change = true }"), []);
}

#[test]
fn needs_that_are_missed_are_errors_and_open_ones_warnings() {
    let levels = |needs: &str| -> Vec<Level> {
        let asked = asked(&format!("needs = {needs}"));
        Scene::new(&asked, &usual()).said("needs").into_iter().map(|(level, _)| level).collect()
    };
    assert_eq!(levels("{ context = \"200k\" }"), []);
    assert_eq!(levels("{ context = \"300k\" }"), [Level::Error]);
    assert_eq!(levels("{ no-training = true }"), [Level::Warning]);
}

#[test]
fn what_shrank_or_went_since_the_lock_is_a_warning() {
    let now = alpha(&priced(
        "1",
        "2",
        &[("context", "100000"), ("max-output", "9000"), ("can.vision", "false"), ("quantisation", "fp8")],
    ));
    let lost: Vec<&str> = against(&asked(""), &usual(), &now, "losses")
        .iter()
        .map(|(level, problem)| match (level, problem) {
            (Level::Warning, Problem::Lost(Changed::Limit { .. })) => "limit",
            (Level::Warning, Problem::Lost(Changed::Capability { .. })) => "capability",
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(lost, ["limit", "capability"]);
    assert_eq!(against(&asked("bounds = { losses = true }"), &usual(), &now, "losses"), []);
    let silent = alpha(&priced("1", "2", &[]));
    assert_eq!(against(&asked(""), &usual(), &silent, "losses"), [], "that nobody says it any more is no loss");
}

#[test]
fn what_moved_is_told_with_both_sides() {
    let now = alpha(&priced("1.1", "2", &ABLE));
    let asked = asked("");
    let before = usual();
    let moved = Scene { before: Some(&before), ..Scene::new(&asked, &now) }.checked().moved;
    let [Change { what: Changed::Price { key, before: Some(before), after: Some(after) }, .. }] = moved.as_slice()
    else {
        panic!("{moved:?}")
    };
    assert_eq!((key.to_string(), before.to_string(), after.to_string()), ("input".into(), "1".into(), "1.1".into()));
}

#[test]
fn what_held_on_the_day_of_the_lock_already_is_a_correction() {
    let (asked, before, now) = (asked(""), usual(), alpha(&priced("1.1", "2", &ABLE)));
    let locked = freeze(&asked, &before, &before.routes[0], &tables());
    let nature = |then: &Model| {
        let checked = check(Inspected {
            asked: &asked,
            found: of(&now).ok_or(&[]),
            locked: Some(&locked),
            then: Some(then),
            rivals: &[],
            read_on: &ReadOn::default(),
            reference: &tables(),
            day: today(),
        });
        checked.moved[0].nature
    };
    assert_eq!(nature(&now), crate::change::Nature::Corrected);
    assert_ne!(nature(&before), crate::change::Nature::Corrected);
}

#[test]
fn routes_that_vanished_or_are_open_are_told() {
    let asked = asked("");
    let none = model("acme/alpha", &[]);
    let before = usual();
    let said = Scene { before: Some(&before), ..Scene::new(&asked, &none) }.said("listed");
    assert!(
        matches!(&said[..], [(Level::Error, Problem::NoSuchRoute { was_locked: Some(route), .. })] if route.to_string() == "acme/alpha@northwind"),
        "{said:?}"
    );
    let mut gone = usual();
    gone.routes[0].listing = weigh_catalog::Listing::Withdrawn(today());
    assert_eq!(
        Scene { before: Some(&before), ..Scene::new(&asked, &gone) }.said("listed"),
        [(Level::Error, Problem::Withdrawn(today()))]
    );
    let mut open = usual();
    open.routes[0].serves = Serves::Undecided { candidates: vec![id("acme/beta")], reason: Arc::from("") };
    assert_eq!(
        Scene::new(&asked, &open).said("listed")[0],
        (Level::Warning, Problem::Undecided(vec![id("acme/beta")]))
    );
    assert_eq!(Scene::new(&asked, &before).said("listed"), [(Level::Note, Problem::NotLocked)]);
}

#[test]
fn a_name_that_leads_elsewhere_now_is_an_error() {
    let asked = asked("");
    let (old, now) = (usual(), usual());
    let mut locked = freeze(&asked, &old, &old.routes[0], &tables());
    locked.route = RouteParts { own_id: Some(Arc::from("alpha-1")), ..RouteParts::clone(&locked.route) }.into();
    let checked = check(Inspected {
        asked: &asked,
        found: of(&now).ok_or(&[]),
        locked: Some(&locked),
        then: None,
        rivals: &[],
        read_on: &ReadOn::default(),
        reference: &tables(),
        day: today(),
    });
    assert_eq!(checked.findings().map(|one| one.problem.id()).collect::<Vec<_>>(), ["other-route"]);
}

fn beside(pairs: &[(&str, &str)]) -> Vec<(Level, Problem)> {
    Scene::new(&asked(""), &usual().at("westwind", pairs)).said("cheaper")
}

#[test]
fn an_equal_route_that_is_cheaper_by_more_than_the_bound_is_a_warning() {
    assert_eq!(beside(&priced("0.1", "2", &ABLE)), [], "2.1 against 3 is exactly 30 %");
    let said = beside(&priced("0.09", "2", &ABLE));
    let [(Level::Warning, Problem::Cheaper { route, total, own, saving, others: 0 })] = said.as_slice() else {
        panic!("{said:?}")
    };
    assert_eq!(route.to_string(), "acme/alpha@westwind");
    assert_eq!(
        (total.stated.to_string(), own.stated.to_string(), saving.round_dp(4).to_string()),
        ("2.09".into(), "3".into(), "0.3033".into())
    );
    assert_eq!(
        Scene::new(&asked("bounds = { cheaper = \"off\" }"), &usual().at("westwind", &priced("0.09", "1", &ABLE)))
            .said("cheaper"),
        []
    );
}

#[test]
fn what_is_smaller_or_cannot_do_as_much_or_is_free_is_no_equal() {
    for worse in [
        vec![("context", "100000"), ("max-output", "8000"), ("can.vision", "true"), ("quantisation", "fp8")],
        vec![("context", "200000"), ("max-output", "8000"), ("can.vision", "false"), ("quantisation", "fp8")],
        vec![("context", "200000"), ("max-output", "8000"), ("can.vision", "true"), ("quantisation", "int4")],
    ] {
        assert_eq!(beside(&priced("0.1", "0.1", &worse)), [], "{worse:?}");
    }
    assert_eq!(beside(&priced("0", "0", &[&ABLE[..], &[("price-kind", "free")]].concat())), []);
}

#[test]
fn a_missing_fact_never_counts_as_a_yes() {
    for (left, field) in [
        ("context", Field::Context),
        ("can.vision", Field::Can(weigh_catalog::Capability::Vision)),
        ("quantisation", Field::Quantisation),
    ] {
        let known: Vec<_> = ABLE.into_iter().filter(|(name, _)| *name != left).collect();
        let said = beside(&priced("0.1", "0.1", &known));
        assert_eq!(said, [(Level::Note, Problem::CheaperOpen { routes: 1, missing: vec![(field, 1)] })], "{left}");
    }
    let disputed = beside(&priced("0.05 | 3", "0.1", &ABLE));
    assert_eq!(disputed, [], "whose price is disputed is not surely cheaper");
}

#[test]
fn another_model_counts_only_where_benchmarks_are_named_and_it_is_as_good() {
    let scored =
        |model: Model, score: &str| model.scored("lab/quiz", "", &[("score", score), ("self-reported", "false")]);
    let now = scored(usual(), "60");
    let rival =
        |score: &str| Arc::new(scored(model("acme/beta", &[]).at("westwind", &priced("0.1", "0.1", &ABLE)), score));
    let said = |score: &str, more: &str| {
        let asked = asked(more);
        Scene { rivals: vec![rival(score)], ..Scene::new(&asked, &now) }.said("cheaper").len()
    };
    let named = "benchmarks = [\"lab/quiz\"]";
    assert_eq!((said("60", named), said("59.9", named), said("60", "")), (1, 0, 0));
    let untested = Arc::new(model("acme/beta", &[]).at("westwind", &priced("0.1", "0.1", &ABLE)));
    let asked = asked(named);
    let said = Scene { rivals: vec![untested], ..Scene::new(&asked, &now) }.said("cheaper");
    assert!(matches!(said[..], [(Level::Note, Problem::CheaperOpen { routes: 1, .. })]), "{said:?}");
}

#[test]
fn old_readings_are_a_note() {
    let (asked, now) = (asked(""), usual());
    let at =
        |days: i64| Scene { day: today().checked_add(days.days()).unwrap(), ..Scene::new(&asked, &now) }.said("fresh");
    assert_eq!(at(90), []);
    assert_eq!(at(91), [(Level::Note, Problem::Stale { read: today(), fresh_days: 90 })]);
}

fn ids(asked: &Use, now: &Model, before: &Model) -> Vec<&'static str> {
    let checked = Scene { before: Some(before), ..Scene::new(asked, now) }.checked();
    checked.findings().map(|finding| finding.problem.id()).collect()
}

proptest! {
    #[test]
    fn a_bound_that_is_loosened_never_adds_a_finding(
        old in 1_u32..500,
        new in 1_u32..500,
        other in prop::option::of(1_u32..500),
        rise in (0_u32..300, 0_u32..300),
        cheaper in (0_u32..100, 0_u32..100),
        days in (0_u32..400, 0_u32..400),
        end in prop::option::of(0_i64..500),
        sees in prop::option::of(any::<bool>()),
    ) {
        let price = |cents: u32| format!("{}.{:02}", cents / 100, cents % 100);
        let end = end.map(|end| today().checked_add(end.days()).unwrap().to_string());
        let end: Vec<(&str, &str)> = end.iter().map(|end| ("retires", end.as_str())).collect();
        let (old, new) = (price(old), price(new));
        let before = alpha(&priced(&old, &old, &ABLE));
        let mut now = alpha(&priced(&new, &new, &[&ABLE[..], &end].concat()));
        let other = other.map(price);
        if let Some(other) = &other {
            let sees: Vec<_> = sees.map(|sees| ("can.vision", if sees { "true" } else { "false" })).into_iter().collect();
            now = now.at("westwind", &priced(other, other, &[&[("context", "200000"), ("max-output", "8000"), ("quantisation", "fp8")], &sees[..]].concat()));
        }
        let bounds = |rise: u32, cheaper: u32, days: u32| asked(&format!("bounds = {{ price-rise = \"{rise}%\", cheaper = \"{cheaper}%\", retirement-days = {days} }}"));
        let strict = bounds(rise.0.min(rise.1), cheaper.0.min(cheaper.1), days.0.max(days.1));
        let loose = bounds(rise.0.max(rise.1), cheaper.0.max(cheaper.1), days.0.min(days.1));
        let (strict, loose) = (ids(&strict, &now, &before), ids(&loose, &now, &before));
        prop_assert!(loose.iter().all(|id| strict.contains(id)) && loose.len() <= strict.len(), "{:?} {:?}", strict, loose);
    }

    #[test]
    fn what_did_not_move_has_not_moved(input in 1_u32..999, context in 1_u64..1_000_000) {
        let (input, context) = (format!("0.{input:03}"), context.to_string());
        let now = alpha(&priced(&input, "1", &[("context", &context)]));
        let asked = asked("");
        let checked = Scene { before: Some(&now), ..Scene::new(&asked, &now) }.checked();
        prop_assert_eq!(&checked.moved, &[]);
        prop_assert_eq!(checked.findings().count(), 0);
    }
}
