use super::*;
use crate::sample::{Build, Tables, model, today};
use proptest::prelude::*;
use weigh_catalog::ProviderKind;

fn tables() -> Tables {
    Tables::default()
        .provider("northwind", ProviderKind::Host, &[("trains-on-data", "false")])
        .provider("westwind", ProviderKind::Host, &[("trains-on-data", "true")])
        .provider("switchyard", ProviderKind::Router, &[])
}

fn wish(needs: Needs) -> Wish {
    Wish { workload: Workload::default(), needs, unknown: Unknown::Show, day: today() }
}

/// Prices of input and output alike, so that a month of 1,050M tokens costs 1,050 times as much.
fn priced<'a>(amount: &'a str, more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    [("rate.input", amount), ("rate.output", amount)].into_iter().chain(more.iter().copied()).collect()
}

fn picked(models: &[Model], wish: Wish) -> Pick {
    let all = models.iter().flat_map(|model| considered(model, &wish, &tables())).collect();
    pick(wish, all)
}

fn names(choices: &[Arc<Choice>]) -> Vec<String> {
    choices.iter().map(|choice| choice.route.to_string()).collect()
}

fn world() -> Vec<Model> {
    vec![
        model("acme/alpha", &[])
            .at("northwind", &priced("0.2", &[("context", "200000"), ("can.vision", "true")]))
            .at("westwind", &priced("0.1", &[("context", "200000"), ("can.vision", "false")]))
            .at("switchyard", &priced("0.05", &[("context", "200000")])),
        model("acme/beta", &[])
            .at("northwind", &priced("0.01", &[("context", "8000"), ("can.vision", "true")]))
            .at("westwind", &[("context", "200000"), ("can.vision", "true")]),
        model("acme/gone", &[("retires", "2026-01-01"), ("open-weights", "false")])
            .at("northwind", &priced("0.001", &[("context", "200000"), ("can.vision", "true")])),
    ]
}

fn asked() -> Needs {
    Needs { context: Some(100_000), capabilities: vec![Capability::Vision], ..Needs::default() }
}

#[test]
fn every_route_stands_in_one_group() {
    let pick = picked(&world(), wish(asked()));
    assert_eq!(names(&pick.eligible), ["acme/alpha@northwind"]);
    assert_eq!(names(&pick.undecided), ["acme/alpha@switchyard"], "nobody says whether it sees");
    assert_eq!(names(&pick.unpriced), ["acme/beta@westwind"], "nobody says what it costs");
    assert_eq!(names(&pick.excluded), ["acme/gone@northwind", "acme/beta@northwind", "acme/alpha@westwind"]);
    assert_eq!(pick.considered, 6);
    assert_eq!(pick.best().unwrap().total().unwrap().to_string(), "210");
    assert_eq!(pick.missing(), [(Field::Can(Capability::Vision), 1)]);
}

#[test]
fn by_model_each_stands_once_where_its_best_route_does() {
    let pick = picked(&world(), wish(asked()));
    let rows = |standing| -> Vec<(String, usize)> {
        pick.rows(By::Model)[&standing].iter().map(|row| (row.choice.route.to_string(), row.more)).collect()
    };
    assert_eq!(rows(Standing::Eligible), [("acme/alpha@northwind".to_owned(), 0)]);
    assert_eq!(rows(Standing::Undecided), [], "alpha is eligible elsewhere");
    assert_eq!(rows(Standing::Unpriced), [("acme/beta@westwind".to_owned(), 0)]);
    assert_eq!(rows(Standing::Excluded), [("acme/gone@northwind".to_owned(), 0)]);
    let pick = picked(&world(), wish(Needs { context: Some(100_000), no_training: true, ..Needs::default() }));
    let excluded = &pick.rows(By::Model)[&Standing::Excluded];
    let routes: Vec<String> = excluded.iter().map(|row| row.choice.route.to_string()).collect();
    assert_eq!(routes, ["acme/gone@northwind", "acme/beta@northwind"], "the cheapest that misses one need only");
    assert_eq!(excluded.iter().map(|row| row.more).collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn each_demand_says_what_it_leaves() {
    let pick = picked(&world(), wish(asked()));
    let steps: BTreeMap<&str, _> =
        pick.steps.iter().map(|step| (step.demand.need, (step.met, step.unmet, step.undecided))).collect();
    assert_eq!(steps, BTreeMap::from([("on-offer", (5, 1, 0)), ("context", (5, 1, 0)), ("capabilities", (4, 1, 1))]));
    assert_eq!((pick.steps[0].left, pick.steps[2].left), (5, 2), "the last two meet all, one without a price");
}

#[test]
fn the_need_worth_relaxing_is_the_one_that_saves_most() {
    let relaxed = picked(&world(), wish(asked())).relaxed.unwrap();
    assert_eq!((relaxed.demand.need, relaxed.route.to_string().as_str()), ("context", "acme/beta@northwind"));
    assert_eq!((relaxed.total.to_string().as_str(), relaxed.saves.unwrap().to_string().as_str()), ("10.5", "199.5"));
    let nothing = picked(&world(), wish(Needs { context: Some(1_000_000), ..Needs::default() }));
    let relaxed = nothing.relaxed.unwrap();
    assert!(nothing.eligible.is_empty() && relaxed.saves.is_none());
    assert_eq!(relaxed.route.to_string(), "acme/beta@northwind");
    let free_of_needs = picked(&world(), wish(Needs::default()));
    assert_eq!(free_of_needs.relaxed, None, "what has retired cannot be wished back");
}

#[test]
fn unknown_facts_are_shown_or_included_as_asked() {
    let with = |unknown| picked(&world(), Wish { unknown, ..wish(asked()) });
    assert_eq!(names(&with(Unknown::Include).eligible), ["acme/alpha@switchyard", "acme/alpha@northwind"]);
    assert!(with(Unknown::Include).undecided.is_empty());
    assert_eq!(with(Unknown::Exclude).undecided.len(), 1, "still counted");
}

#[test]
fn a_route_tells_what_every_need_says_of_it() {
    let pick = picked(&world(), wish(asked()));
    let choice = pick.choice(&pick.eligible[0].route).unwrap();
    assert_eq!(choice.judgements.len(), 2);
    assert!(choice.judgements.iter().all(|judgement| judgement.outcome == Outcome::Met && !judgement.cites.is_empty()));
}

fn some_model(index: usize, routes: &[(u32, u64, Option<bool>)]) -> Model {
    let providers = ["northwind", "westwind", "switchyard"];
    routes.iter().zip(providers).fold(model(&format!("acme/m{index}"), &[]), |model, ((price, context, sees), at)| {
        let (price, context) = (format!("0.{price:03}"), context.to_string());
        let sees = sees.map(|sees| ("can.vision", if sees { "true" } else { "false" }));
        let more: Vec<_> = [("context", context.as_str())].into_iter().chain(sees).collect();
        model.at(at, &priced(&price, &more))
    })
}

fn some_world() -> impl Strategy<Value = Vec<Model>> {
    let route = (1_u32..999, 1_000_u64..300_000, prop::option::of(any::<bool>()));
    let models = prop::collection::vec(prop::collection::vec(route, 0..4), 1..6);
    models.prop_map(|models| models.iter().enumerate().map(|(index, routes)| some_model(index, routes)).collect())
}

fn some_needs() -> impl Strategy<Value = Needs> {
    (prop::option::of(1_000_u64..300_000), any::<bool>(), any::<bool>()).prop_map(|(context, sees, no_training)| {
        Needs {
            context,
            capabilities: sees.then_some(Capability::Vision).into_iter().collect(),
            no_training,
            ..Needs::default()
        }
    })
}

/// A choice without the facts that its judgements looked at.
fn without_cites(choice: &Choice) -> Choice {
    let mut bare = choice.clone();
    bare.judgements.iter_mut().for_each(|judgement| judgement.cites.clear());
    bare
}

proptest! {
    /// Judged among all, a route stands as it does alone; alone, each judgement says what it looked at.
    #[test]
    fn judging_all_says_what_judging_few_says(world in some_world(), needs in some_needs()) {
        let needs = Needs { text: true, ..needs };
        let (wish, tables) = (wish(needs), tables());
        let held = ["northwind", "switchyard"].map(|id| Reference::provider(&tables, &ProviderId::new(id).unwrap()).unwrap());
        let held = held.into_iter().map(|provider| (provider.id.clone(), provider)).collect();
        let judge = Judge::of_all(&wish, &tables, held);
        for model in &world {
            let few = considered(model, &wish, &tables);
            let bare: Vec<Choice> = few.iter().map(|choice| without_cites(choice)).collect();
            let all: Vec<Choice> = judge.choices(model).iter().map(|choice| Choice::clone(choice)).collect();
            prop_assert_eq!(bare, all);
            for judgement in few.iter().flat_map(|choice| &choice.judgements) {
                let need = NEEDS.iter().find(|need| need.id == judgement.need).unwrap();
                let fields: Vec<&Field> = judgement.cites.iter().filter_map(Cite::field).collect();
                prop_assert!(!fields.is_empty() && fields.iter().all(|field| (need.looks_at)(&wish.needs, field)), "{}", need.id);
            }
        }
    }

    #[test]
    fn adding_a_need_never_adds_a_route(world in some_world(), needs in some_needs(), least in 1_000_u64..300_000) {
        let fewer = picked(&world, wish(needs.clone()));
        let stricter = Needs { context: Some(needs.context.unwrap_or(0).max(least)), no_training: true, ..needs };
        let more = picked(&world, wish(stricter));
        for route in names(&more.eligible) {
            prop_assert!(names(&fewer.eligible).contains(&route), "{}", route);
        }
        prop_assert!(more.excluded.len() >= fewer.excluded.len());
    }

    #[test]
    fn by_model_each_stands_once(world in some_world(), needs in some_needs()) {
        let pick = picked(&world, wish(needs));
        let (by_route, by_model) = (pick.rows(By::Route), pick.rows(By::Model));
        let mut seen: Vec<&ModelId> = Vec::new();
        for standing in Standing::ALL {
            let (all, rows) = (&by_route[&standing], &by_model[&standing]);
            prop_assert_eq!(all.len(), pick.group(standing).len());
            let mut places = rows.iter().map(|row| all.iter().position(|other| other.choice == row.choice).unwrap());
            prop_assert!(places.by_ref().is_sorted(), "in the order of the group");
            for row in rows {
                let model = &row.choice.route.model;
                prop_assert!(!seen.contains(&model), "{} stands twice", model);
                seen.push(model);
                let own: Vec<&Choice> = all.iter().map(|row| &*row.choice).filter(|choice| choice.route.model == *model).collect();
                prop_assert_eq!(own.len(), row.more + 1);
                let open = |choice: &Choice| (choice.missed().count(), choice.missing().count());
                if standing == Standing::Excluded {
                    prop_assert_eq!(own.iter().map(|choice| open(choice)).min(), Some(open(&row.choice)));
                } else {
                    prop_assert_eq!(own[0], &*row.choice);
                }
            }
        }
        let mut models: Vec<&ModelId> = Standing::ALL.into_iter().flat_map(|standing| pick.group(standing)).map(|choice| &choice.route.model).collect();
        models.sort();
        models.dedup();
        prop_assert_eq!(seen.len(), models.len());
    }

    #[test]
    fn the_groups_part_all_routes_and_steps_only_narrow(world in some_world(), needs in some_needs()) {
        let pick = picked(&world, wish(needs));
        let groups = [&pick.eligible, &pick.free, &pick.undecided, &pick.unpriced, &pick.excluded];
        prop_assert_eq!(groups.iter().map(|group| group.len()).sum::<usize>(), pick.considered);
        prop_assert!(pick.steps.windows(2).all(|pair| pair[0].left >= pair[1].left));
        if let Some(last) = pick.steps.last() {
            prop_assert_eq!(last.left, pick.eligible.len() + pick.free.len());
        }
        prop_assert!(pick.eligible.windows(2).all(|pair| pair[0].total() <= pair[1].total()));
    }

    #[test]
    fn unknown_never_counts_as_yes(world in some_world(), needs in some_needs()) {
        let pick = picked(&world, wish(needs.clone()));
        for choice in &pick.eligible {
            prop_assert!(choice.judgements.iter().all(|judgement| judgement.outcome == Outcome::Met));
            if !needs.capabilities.is_empty() {
                let model = world.iter().find(|model| model.id == choice.route.model).unwrap();
                let stated: Option<bool> = model.route(&choice.route).unwrap().facts.value(&Field::Can(Capability::Vision));
                prop_assert_eq!(stated, Some(true));
            }
        }
    }

    #[test]
    fn a_cheaper_identical_route_never_ranks_lower(price in 2_u32..999, rest in some_world()) {
        let twin = |amount: u32, at: &str| {
            let amount = format!("0.{amount:03}");
            model("acme/twin", &[]).at(at, &priced(&amount, &[("context", "128000")]))
        };
        let mut world = rest;
        world.push(twin(price, "northwind"));
        world.push(twin(price - 1, "westwind"));
        let order = names(&picked(&world, wish(Needs { context: Some(100_000), ..Needs::default() })).eligible);
        let place = |route: &str| order.iter().position(|other| other == route).unwrap();
        prop_assert!(place("acme/twin@westwind") < place("acme/twin@northwind"));
    }
}

#[test]
fn what_answers_in_no_words_is_not_picked_for_text() {
    let routes = [
        ("acme/chat", "0.1", "0.2", vec![("mode", "chat")], Standing::Eligible),
        ("acme/vector", "0.1", "0", vec![("mode", "embedding"), ("can.text-out", "true")], Standing::Excluded),
        ("acme/drawing", "0.1", "0.2", vec![("mode", "image")], Standing::Excluded),
        ("acme/writer", "0.1", "0.2", vec![("can.text-out", "true")], Standing::Eligible),
        ("acme/perhaps", "0.1", "0", vec![("can.text-out", "true")], Standing::Undecided),
        ("acme/claimed", "0.1", "0", vec![("mode", "chat")], Standing::Undecided),
        ("acme/silent", "0.1", "0.2", vec![], Standing::Undecided),
        ("acme/talker", "0.1", "0.2", vec![("mode", "realtime")], Standing::Undecided),
    ];
    for (id, input, output, more, expected) in routes {
        let facts: Vec<_> = [("rate.input", input), ("rate.output", output)].into_iter().chain(more).collect();
        let wish = wish(Needs { text: true, ..Needs::default() });
        let all = considered(&model(id, &[]).at("northwind", &facts), &wish, &tables());
        assert_eq!(all[0].standing(), expected, "{id}");
    }
    let twice = model("acme/vectors", &[])
        .at("northwind", &priced("0.1", &[("can.text-out", "true")]))
        .at("westwind", &priced("0.1", &[("mode", "embedding")]));
    let wish = wish(Needs { text: true, ..Needs::default() });
    assert!(considered(&twice, &wish, &tables()).iter().all(|choice| choice.standing() == Standing::Excluded));
    let claimed = [("rate.input", "0.1"), ("rate.output", "0"), ("mode", "chat")];
    let against =
        model("acme/vectors", &[]).at("northwind", &claimed).at("westwind", &priced("0.1", &[("mode", "embedding")]));
    let standings: Vec<Standing> =
        considered(&against, &wish, &tables()).iter().map(|choice| choice.standing()).collect();
    assert_eq!(standings, [Standing::Excluded; 2], "no price for what comes out, and elsewhere it is for vectors");
    let alone = model("acme/drawing", &[])
        .at("northwind", &priced("0.1", &[("mode", "chat")]))
        .at("westwind", &priced("0.1", &[("mode", "image")]));
    let standings: Vec<Standing> =
        considered(&alone, &wish, &tables()).iter().map(|choice| choice.standing()).collect();
    assert_eq!(standings, [Standing::Undecided, Standing::Excluded], "one list against all others");
    let vouched = model("acme/both", &[("can.text-out", "true")])
        .at("northwind", &priced("0.1", &[("mode", "chat")]))
        .at("westwind", &priced("0.1", &[("mode", "image")]));
    let first = considered(&vouched, &wish, &tables())[0].standing();
    assert_eq!(first, Standing::Eligible, "somebody says that it writes text");
}
