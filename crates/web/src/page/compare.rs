//! `/compare/{a}/{b}...`: the address is the whole comparison; forms lead to it.

use super::{Made, Shown, question};
use crate::address::{Compared, write_query};
use crate::edition::Edition;
use crate::problem::Problem;
use maud::{Markup, html};
use std::fmt::Write as _;
use std::sync::Arc;
use weigh_catalog::{Catalog, Day, ModelId};
use weigh_compare::{Needs, Workload};
use weigh_render::block::{Block, Document, Page};
use weigh_render::card::comparison_card;
use weigh_render::gather::{Gathered, Question, index_name, model_id};
use weigh_render::sections::{Tails, comparison_page};

/// `/compare/{a}/{b}...`
pub(super) fn page(edition: &Edition, compared: &Compared, on: Option<Day>, has_card: bool) -> Result<Made, Problem> {
    let catalog = edition.catalog();
    let ids = ids(catalog, compared)?;
    let form = Form::new(edition, &ids, compared, on)?;
    if ids.len() < 2 {
        return Ok(chooser(form).into_made());
    }
    let path = form.address(&ids);
    let is_canonical =
        !compared.is_form && ids.iter().map(ModelId::as_str).eq(compared.models.iter().map(String::as_str));
    if !is_canonical {
        return Ok(Made::Moved(path));
    }
    let question = Question { models: ids, workload: compared.workload.clone(), needs: compared.needs.clone() };
    let gathered = Gathered::with_sources(catalog, question, Arc::clone(edition.sources()))?;
    let tails = if compared.is_whole { Tails::Folded } else { Tails::Counted };
    let document = comparison_page(&gathered.input(tails));
    let whole = format!("{path}{}all=yes", if path.contains('?') { '&' } else { '?' });
    let card = has_card.then(|| comparison_card(&gathered.comparison));
    let shown = Shown::new(document, path).with_card(card).with_controls(move |root| form.markup(root));
    Ok(Shown { whole: Some(whole), ..shown }.into_made())
}

/// The models that are meant; one that is named twice stands once.
fn ids(catalog: &Catalog, compared: &Compared) -> Result<Vec<ModelId>, Problem> {
    let mut ids: Vec<ModelId> = Vec::new();
    for text in &compared.models {
        let id = model_id(catalog, text)?;
        if !ids.contains(&id) {
            ids.push(id);
        } else if !compared.is_form {
            return Err(weigh_compare::CompareError::SameModel { model: id }.into());
        }
    }
    Ok(ids)
}

/// The page without two models: the form alone.
fn chooser(form: Form) -> Shown {
    let document = Document {
        title: "Compare models".to_owned(),
        summary: "Compare two or more LLMs for your own traffic, with the evidence behind every value.".to_owned(),
        intro: vec![Block::Paragraph(
            "Name two or more models as you know them: a name, an id, or a provider's own id.".into(),
        )],
        ..Document::default()
    };
    let path = form.models.is_empty().then(|| "/compare".to_owned());
    Shown { path, ..Shown::without_address(document) }.with_controls(move |root| form.markup(root))
}

/// What the reader can set.
struct Form {
    /// Ids and names.
    models: Vec<(ModelId, String)>,
    workload: Workload,
    needs: Needs,
    on: Option<Day>,
}

impl Form {
    fn new(edition: &Edition, ids: &[ModelId], compared: &Compared, on: Option<Day>) -> Result<Self, Problem> {
        let index = edition.catalog().index().map_err(weigh_render::gather::GatherError::from)?;
        let models = ids.iter().map(|id| (id.clone(), index_name(index, id))).collect();
        Ok(Self { models, workload: compared.workload.clone(), needs: compared.needs.clone(), on })
    }

    fn address(&self, ids: &[ModelId]) -> String {
        let path = Page::Comparison(ids.iter().map(ToString::to_string).collect()).address();
        let query = write_query(&self.workload, &self.needs, self.on);
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }

    fn markup(&self, root: &str) -> Markup {
        html! {
            form.question action=(format!("{root}/compare")) method="get" data-question {
                (self.model_fields(root))
                (question::workload_fields(&self.workload))
                (question::need_fields(&self.needs))
                @if let Some(day) = self.on { input type="hidden" name="on" value=(day); }
                p.actions {
                    button type="submit" { "Compare" }
                    span role="status" data-status {}
                }
            }
            @if self.models.len() > 1 { (self.ways_out()) }
        }
    }

    fn model_fields(&self, root: &str) -> Markup {
        let ids: Vec<ModelId> = self.models.iter().map(|(id, _)| id.clone()).collect();
        html! {
            fieldset.models {
                legend { "Models" }
                @for (id, name) in &self.models {
                    span.chip {
                        (name)
                        input type="hidden" name="model" value=(id);
                        @if self.models.len() > 2 {
                            @let rest: Vec<ModelId> = ids.iter().filter(|other| *other != id).cloned().collect();
                            a href=(format!("{root}{}", self.address(&rest))) aria-label=(format!("Remove {name}")) { "×" }
                        }
                    }
                }
                @for place in self.models.len()..2.max(self.models.len() + 1) {
                    label.hidden for=(format!("model-{place}")) { "Add a model" }
                    input id=(format!("model-{place}")) name="model" placeholder="Add a model" autocomplete="off" maxlength="200" data-suggest="model";
                }
            }
        }
    }

    /// The same answer elsewhere: command, data, address.
    fn ways_out(&self) -> Markup {
        let ids: Vec<&str> = self.models.iter().map(|(id, _)| id.as_str()).collect();
        let query = write_query(&self.workload, &self.needs, self.on);
        let mut api = form_urlencoded::Serializer::new(String::new());
        ids.iter().for_each(|id| {
            api.append_pair("model", id);
        });
        let data = [api.finish(), query].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("&");
        html! {
            p.out {
                code #command { (self.command()) }
                button type="button" data-copy="#command" hidden { "Copy command" }
                a href=(format!("/api/v1/compare?{data}")) data-root { "JSON" }
                button type="button" data-copy-link hidden { "Copy link" }
            }
        }
    }

    fn command(&self) -> String {
        let mut command = String::from("weigh compare");
        for (id, _) in &self.models {
            command.push(' ');
            command.push_str(id.as_str());
        }
        command.push_str(&question::flags(&self.workload, &self.needs));
        if let Some(day) = self.on {
            let _ = write!(command, " --on {day}");
        }
        command
    }
}
