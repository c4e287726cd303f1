//! Pages of one thing, lists and histories.

use super::list::{BenchmarkRow, ModelRow, ProviderRow, RouteRow};
use super::*;
use crate::output::{Options, csv, html, terminal};
use crate::sample::{Tables, alpha, beta, histories, sources, today, unknown};
use weigh_catalog::{ProviderId, ProviderKind};

fn text(document: &Document) -> String {
    (terminal::OUTPUT.render)(document, &Options::default())
}

fn with_around<T>(run: impl FnOnce(Around) -> T) -> T {
    run(Around { reference: &Tables, sources: &sources(), today: today() })
}

fn route_row() -> RouteRow {
    let beta = beta();
    let route = &beta.routes[0];
    RouteRow {
        id: route.id.clone(),
        model: beta.name.clone(),
        place: "Boreal".into(),
        input: Some(weigh_catalog::Usd::from_digits("1.1", 0).unwrap()),
        output: None,
        context: Some(200_000),
        tiers: route.tiers(),
        listing: listing(route.listing),
    }
}

#[test]
fn a_model_shows_every_claim() {
    let page = with_around(|around| model_page(&beta(), around));
    insta::assert_snapshot!(text(&page));
    let html = (html::OUTPUT.render)(&page, &Options::default());
    assert!(html.contains("as &lt;b&gt;they&lt;/b&gt; wrote it"));
    assert!(html.contains("https://prices.example/page?a=1&amp;b=2"));
}

#[test]
fn a_route_shows_every_claim_behind_every_price() {
    let alpha = alpha();
    insta::assert_snapshot!(text(&with_around(|around| route_page(&alpha, &alpha.routes[1], around))));
}

#[test]
fn a_model_of_which_nothing_is_known_has_a_page() {
    let page = text(&with_around(|around| model_page(&unknown(), around)));
    assert!(page.contains("No source says anything of it"), "{page}");
}

#[test]
fn providers_boards_and_sources_have_pages() {
    let provider = Tables.provider(&ProviderId::new("northwind").unwrap()).unwrap();
    let page = text(&with_around(|around| provider_page(&provider, &[route_row()], around)));
    assert!(page.contains("Dialect: openai-chat") && page.contains("Beta mini"), "{page}");
    let board = Tables.board(&weigh_catalog::BenchmarkId::new("hard-questions").unwrap()).unwrap();
    let page = text(&with_around(|around| board_page(&board, &|id| id.slug().to_owned(), around)));
    assert!(page.contains("Higher is better.") && page.contains("79.6 percent"), "{page}");
    let page = text(&source_page(&sources()[1], today()));
    assert!(page.contains("CC BY 4.0") && page.contains("2026-05-20"), "{page}");
}

#[test]
fn a_history_is_a_staircase_and_a_table() {
    insta::assert_snapshot!(text(&history_page("Beta mini at Boreal", &histories(), &sources(), today())));
}

#[test]
fn lists_print_plain_digits_as_csv_and_unknown_as_nothing() {
    let print = |document: &Document| (csv::OUTPUT.render)(document, &Options::default());
    let models = [alpha(), unknown()].map(|model| ModelRow::of(&std::sync::Arc::new(model), &Tables));
    let lines = print(&list::models(&models[..1], today()));
    assert_eq!(
        lines,
        "Model,Id,Released,Parameters,Openness,Context,Routes\nAlpha 1B,acme/alpha-1b,2025-09-25,1235814400,open weights,131072,4\n"
    );
    assert!(print(&list::models(&models, today())).ends_with(",evil/none,,,,,0\n"));
    let routes = print(&list::routes(&[route_row()], today()));
    assert!(
        routes.ends_with("boreal/beta-mini@boreal,Beta mini,Boreal,1.1,,200000,\"standard, batch\",on offer\n"),
        "{routes}"
    );
    let provider =
        ProviderRow { id: ProviderId::new("x").unwrap(), name: "X".into(), kind: Some(ProviderKind::Host), routes: 2 };
    assert!(print(&list::providers(&[provider], today())).ends_with("X,x,host,2\n"));
    let id = weigh_catalog::BenchmarkId::new("hard").unwrap();
    let benchmark = BenchmarkRow { id, name: "Hard".into(), areas: vec!["coding".into()], metric: None, results: 3 };
    assert!(print(&list::benchmarks(&[benchmark], today())).ends_with("Hard,hard,coding,,3\n"));
    assert!(
        print(&list::sources(&sources(), today()))
            .contains("West list,west-list,CC BY 4.0,Data by West list,commit 1a2b3c4,2026-05-20")
    );
}

#[test]
fn ladders_put_routes_with_the_same_value_together() {
    let mut alpha = alpha();
    alpha.routes.sort_by(|one, other| one.id.cmp(&other.id));
    let charts: Vec<String> = with_around(|around| ladders::ladders(&alpha, around))
        .iter()
        .map(|block| match block {
            Block::Chart(chart) => format!("{}\n{}", chart.title, chart.description),
            other => panic!("{other:?}"),
        })
        .collect();
    insta::assert_snapshot!(charts.join("\n\n"));
}
