//! One miniature pick in every output.

use super::*;
use crate::json_v1;
use crate::output::{OUTPUTS, Options};
use crate::sample::{Tables, alpha, beta, instruct, sources, today, unknown};
use crate::show::{Around, explain_page};
use weigh_catalog::{BenchmarkId, Capability, Excerpt, Model, Reference as _};
use weigh_compare::{Needs, Wish, Workload, considered};

fn models() -> [Model; 4] {
    let mut models = [alpha(), instruct(), beta(), unknown()];
    models.iter_mut().for_each(|model| model.routes.sort_by(|one, other| one.id.cmp(&other.id)));
    models
}

fn picked(by: By, needs: Needs) -> Picked {
    let wish = Wish { workload: Workload::default(), needs, unknown: Unknown::Show, day: today() };
    let all = models().iter().flat_map(|model| considered(model, &wish, &Tables)).collect();
    let pick = weigh_compare::pick(wish, all);
    let board = Tables.board(&BenchmarkId::new("hard-questions").unwrap()).unwrap();
    let excerpt = |model: Model| (model.id, Excerpt { routes: model.routes, results: model.results });
    Picked {
        rows: pick.rows(by),
        by,
        frontier: Some(Frontier::of(&pick, board)),
        models: models().map(excerpt).into(),
        pick,
    }
}

fn needs() -> Needs {
    Needs { context: Some(100_000), capabilities: vec![Capability::StructuredOutputs], ..Needs::default() }
}

fn with<T>(by: By, needs: Needs, make: impl FnOnce(PickPage) -> T) -> T {
    let (picked, notes) = (picked(by, needs), sources());
    let around = Around { reference: &Tables, sources: &notes, today: today() };
    let models = models();
    let name_of = |id: &ModelId| models.iter().find(|model| model.id == *id).unwrap().name.clone();
    make(PickPage { picked: &picked, around, name_of: &name_of, tails: Tails::Folded })
}

fn printed(output: &str, document: &Document) -> String {
    let output = OUTPUTS.iter().find(|one| one.id == output).unwrap();
    (output.render)(document, &Options { all: true, ..Options::default() })
}

#[test]
fn a_pick_reads_so_in_every_output() {
    let document = with(By::Route, needs(), pick_page);
    for output in ["terminal", "markdown"] {
        insta::assert_snapshot!(output, printed(output, &document));
    }
    let html = printed("html", &document);
    let (_, body) = html.split_once("<body>").unwrap();
    insta::assert_snapshot!("html", body.replace("><", ">\n<"));
}

#[test]
fn a_pick_is_a_row_of_data_for_each_route() {
    insta::assert_snapshot!("csv", printed("csv", &with(By::Route, needs(), pick_table)));
    insta::assert_snapshot!("csv_by_model", printed("csv", &with(By::Model, needs(), pick_table)));
}

#[test]
fn a_pick_reads_so_as_json() {
    insta::assert_snapshot!(with(By::Route, needs(), |page| json_v1::to_text(&json_v1::pick(page, usize::MAX))));
}

#[test]
fn a_pick_by_model_names_each_once() {
    insta::assert_snapshot!(printed("terminal", &with(By::Model, needs(), pick_page)));
}

#[test]
fn an_impossible_wish_reads_so() {
    let needs = Needs { context: Some(10_000_000), ..Needs::default() };
    insta::assert_snapshot!(printed("terminal", &with(By::Route, needs, pick_page)));
}

#[test]
fn one_route_is_explained_so() {
    let [alpha, ..] = models();
    let route = alpha.routes.iter().find(|route| route.provider.as_str() == "northwind").unwrap();
    insta::assert_snapshot!(printed("terminal", &with(By::Route, needs(), |page| explain_page(page, &alpha, route))));
    let json = with(By::Route, needs(), |page| json_v1::to_text(&json_v1::explained(page, &route.id)));
    insta::assert_snapshot!("explained_json", json);
}
