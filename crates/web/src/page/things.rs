//! Pages of one thing.

use super::{Shown, on_day};
use crate::edition::Edition;
use crate::problem::{Problem, shortened};
use maud::html;
use weigh_catalog::{BenchmarkId, Day, ModelId, ProviderId, Reference as _};
use weigh_compare::Workload;
use weigh_render::block::{Block, Page, Section};
use weigh_render::card::model_card;
use weigh_render::gather::{histories_of_model, index_name, model as known_model};
use weigh_render::show::list::ModelRow;
use weigh_render::show::{board_page, history_charts, model_page, price_quality, provider_page};

/// `/model/{lab}/{model}`
pub(super) fn model(edition: &Edition, id: &ModelId, on: Option<Day>, has_card: bool) -> Result<Shown, Problem> {
    let catalog = edition.catalog();
    let model = known_model(catalog, id)?;
    let mut document = model_page(&model, edition.around());
    // A price that never changed needs no picture.
    let mut histories = histories_of_model(catalog, &model)?;
    histories.retain(|history| history.points.len() > 1);
    let charts = history_charts(&histories, "model");
    if !charts.is_empty() {
        let blocks = charts.into_iter().map(Block::Chart).collect();
        let section = Section { id: "history".to_owned(), title: "Price history".to_owned(), blocks };
        document.sections.insert(1.min(document.sections.len()), section);
    }
    let card = has_card.then(|| model_card(&ModelRow::of(&model, catalog), edition.around()));
    let path = on_day(&Page::Model(id.to_string()).address(), on);
    let (name, id) = (document.title.clone(), id.to_string());
    Ok(Shown::new(document, path).with_card(card).with_controls(move |root| {
        html! {
            form.add action=(format!("{root}/compare")) method="get" {
                input type="hidden" name="model" value=(id);
                @if let Some(day) = on { input type="hidden" name="on" value=(day); }
                label for="other" { "Compare " (name) " with" }
                input #other name="model" list="models" autocomplete="off" maxlength="200" required data-suggest="model";
                button type="submit" { "Compare" }
            }
        }
    }))
}

/// `/provider/{id}`
pub(super) fn provider(edition: &Edition, id: &str, on: Option<Day>) -> Result<Shown, Problem> {
    let catalog = edition.catalog();
    let found = ProviderId::new(id).ok().and_then(|id| catalog.provider(&id));
    let Some(provider) = found else {
        return Err(Problem::new(404, format!("no provider `{}`", shortened(id))).hint("see all under /providers"));
    };
    let rows = edition.routes_at(&provider.id)?;
    let document = provider_page(&provider, &rows, edition.around());
    Ok(Shown::new(document, on_day(&Page::Provider(id.to_owned()).address(), on)))
}

/// `/benchmark/{id}`
pub(super) fn benchmark(edition: &Edition, id: &str, on: Option<Day>) -> Result<Shown, Problem> {
    let catalog = edition.catalog();
    let found = BenchmarkId::new(id).ok().and_then(|id| catalog.board(&id));
    let Some(board) = found else {
        return Err(Problem::new(404, format!("no benchmark `{}`", shortened(id))).hint("see all under /benchmarks"));
    };
    let index = catalog.index().map_err(weigh_render::gather::GatherError::from)?;
    let name_of = |id: &ModelId| index_name(index, id);
    let mut document = board_page(&board, &name_of, edition.around());
    let chart = price_quality(&board, &Workload::default(), edition.costs()?, &name_of);
    if let Some(chart) = chart {
        let (id, title) = ("price-quality".to_owned(), "Price against quality".to_owned());
        document.sections.insert(0, Section { id, title, blocks: vec![Block::Chart(chart)] });
    }
    Ok(Shown::new(document, on_day(&Page::Benchmark(id.to_owned()).address(), on)))
}
