//! `/compare/{a}/{b}...`: the address is the whole comparison; forms lead to it.

use super::{Made, Shown};
use crate::address::{Compared, write_query};
use crate::edition::Edition;
use crate::problem::Problem;
use maud::{Markup, html};
use std::fmt::Write as _;
use std::sync::Arc;
use weigh_catalog::{Catalog, Day, ModelId};
use weigh_compare::query::{self, Parameter, Shape};
use weigh_compare::{Needs, PRESETS, Workload, needs, workload};
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

/// Parameters of the workload everybody sees, each with what holds if it is left out.
const FIRST: [(&str, &str); 4] = [("input", "800M"), ("output", "250M"), ("cached", "0"), ("requests", "unknown")];

/// The others.
const RARE: [(&str, &str); 5] =
    [("reasoning", "0"), ("cache-write", "0"), ("prompt", "input / requests"), ("tier", "standard"), ("region", "any")];

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
                (self.workload_fields())
                (self.need_fields())
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

    fn workload_fields(&self) -> Markup {
        let is_open =
            RARE.iter().any(|(name, _)| parameter(name).is_some_and(|one| one.value(&self.workload).is_some()));
        html! {
            fieldset.workload {
                legend { "One month of traffic" }
                @for one in FIRST { (self.workload_field(one)) }
                details open[is_open] {
                    summary { "More" }
                    @for one in RARE { (self.workload_field(one)) }
                    p.presets {
                        "Presets: "
                        @for preset in PRESETS { button type="submit" name="preset" value=(preset.id) data-preset formnovalidate { (preset.id) } " " }
                    }
                }
            }
        }
    }

    /// The tokens of the month always stand in their fields: they are what is paid for.
    fn workload_field(&self, (name, usual): (&str, &str)) -> Markup {
        let Some(one) = parameter(name) else { return Markup::default() };
        let value = one.value(&self.workload).or_else(|| matches!(name, "input" | "output").then(|| usual.to_owned()));
        text(name, one.label, &value.unwrap_or_default(), usual)
    }

    fn need_fields(&self) -> Markup {
        html! {
            fieldset.needs {
                legend { "Needs" }
                details open[self.needs != Needs::default()] {
                    summary { "What a route must offer" }
                    @for one in needs::parameters() { (need_field(one, &self.needs)) }
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
        for (name, value) in query::write(&self.workload, &self.needs) {
            let is_flag = needs::parameters().any(|one| one.name == name && matches!(one.shape, Shape::Flag));
            let value = if value.contains([' ', '\'', '"', '$', '&', ';', '|']) {
                format!("'{}'", value.replace('\'', ""))
            } else {
                value
            };
            let _ = if is_flag { write!(command, " --{name}") } else { write!(command, " --{name} {value}") };
        }
        if let Some(day) = self.on {
            let _ = write!(command, " --on {day}");
        }
        command
    }
}

fn parameter(name: &str) -> Option<&'static Parameter<Workload>> {
    workload::PARAMETERS.iter().find(|one| one.name == name)
}

fn need_field(one: &Parameter<Needs>, needs: &Needs) -> Markup {
    let (name, label, value) = (one.name, one.label, one.value(needs));
    let given = value.as_deref().unwrap_or_default();
    match one.shape {
        Shape::Flag => check(name, label, value.is_some()),
        Shape::Word(words) => choice(name, label, given, &words()),
        Shape::Words(words) => html! {
            (text(name, label, given, one.example))
            p.help { "Of " (words().join(", ")) "." }
        },
        _ => text(name, label, given, one.example),
    }
}

fn choice(name: &str, label: &str, given: &str, words: &[String]) -> Markup {
    html! {
        label { (label)
            select name=(name) {
                option value="" { "any" }
                @for word in words { option value=(word) selected[word == given] { (word) } }
            }
        }
    }
}

fn text(name: &str, label: &str, value: &str, placeholder: &str) -> Markup {
    html! {
        label { (label)
            input type="text" name=(name) value=(value) placeholder=(placeholder) autocomplete="off" maxlength="200";
        }
    }
}

fn check(name: &str, label: &str, is_set: bool) -> Markup {
    html! { label.check { input type="checkbox" name=(name) value="yes" checked[is_set]; " " (label) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_has_every_parameter_of_a_workload_once() {
        let mut asked: Vec<&str> = FIRST.iter().chain(&RARE).map(|(name, _)| *name).chain([workload::PRESET]).collect();
        let mut known: Vec<&str> = workload::PARAMETERS.iter().map(|one| one.name).collect();
        asked.sort_unstable();
        known.sort_unstable();
        assert_eq!(asked, known);
    }
}
