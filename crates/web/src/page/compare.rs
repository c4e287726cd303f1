//! `/compare/{a}/{b}...`: the address is the whole comparison; forms lead to it.

use super::{Made, Shown};
use crate::address::{Compared, write_query};
use crate::edition::Edition;
use crate::problem::Problem;
use maud::{Markup, html};
use std::fmt::Write as _;
use std::sync::Arc;
use weigh_catalog::{Capability, Catalog, Day, ModelId, Openness, ProviderId};
use weigh_compare::query::short_amount;
use weigh_compare::{Needs, PRESETS, TierPolicy, Workload};
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
        let workload = &self.workload;
        let share =
            |share: rust_decimal::Decimal| if share.is_zero() { String::new() } else { share.normalize().to_string() };
        let tiers: Vec<&str> = workload.tiers.tiers().iter().map(|tier| tier.id()).collect();
        let is_standard = workload.tiers == TierPolicy::One(weigh_catalog::ServiceTier::Standard);
        html! {
            fieldset.workload {
                legend { "One month of traffic" }
                (text("input", "Input tokens", &short_amount(workload.input), "800M"))
                (text("output", "Output tokens", &short_amount(workload.output), "250M"))
                (text("cached", "Cached share", &share(workload.cached_share), "0"))
                (text("requests", "Requests", &workload.requests.map(short_amount).unwrap_or_default(), "unknown"))
                details open[self.has_rare_workload()] {
                    summary { "More" }
                    (text("reasoning", "Reasoning tokens", &if workload.reasoning > 0 { short_amount(workload.reasoning) } else { String::new() }, "0"))
                    (text("cache-write", "Cache-write share", &share(workload.cache_write_share), "0"))
                    (text("prompt", "Tokens of one prompt", &workload.prompt_tokens.map(short_amount).unwrap_or_default(), "input / requests"))
                    (text("tier", "Service tiers allowed", &if is_standard { String::new() } else { tiers.join(",") }, "standard"))
                    (text("region", "Region of the price", workload.region.as_deref().unwrap_or_default(), "any"))
                    p.presets {
                        "Presets: "
                        @for preset in PRESETS { button type="submit" name="preset" value=(preset.id) data-preset formnovalidate { (preset.id) } " " }
                    }
                }
            }
        }
    }

    fn has_rare_workload(&self) -> bool {
        let usual = Workload::default();
        let workload = &self.workload;
        workload.reasoning > 0
            || workload.cache_write_share != usual.cache_write_share
            || workload.prompt_tokens.is_some()
            || workload.tiers != usual.tiers
            || workload.region.is_some()
    }

    fn need_fields(&self) -> Markup {
        let needs = &self.needs;
        let capabilities: Vec<&str> = needs.capabilities.iter().map(|capability| capability.id()).collect();
        let providers = |ids: &[ProviderId]| ids.iter().map(ProviderId::as_str).collect::<Vec<_>>().join(",");
        let amount = |amount: Option<u64>| amount.map(short_amount).unwrap_or_default();
        let all: Vec<&str> = Capability::ALL.iter().map(|capability| capability.id()).collect();
        html! {
            fieldset.needs {
                legend { "Needs" }
                details open[self.needs != Needs::default()] {
                    summary { "What a route must offer" }
                    (text("needs", "Capabilities", &capabilities.join(","), "vision,function-calling"))
                    p.help { "Of " (all.join(", ")) "." }
                    (text("context", "Context at least", &amount(needs.context), "200k"))
                    (text("max-output", "Max output at least", &amount(needs.output), "8k"))
                    (text("within", "Processed in", needs.region.as_deref().unwrap_or_default(), "any country or region"))
                    (text("least-bits", "Bits a weight at least", &needs.least_bits.map(|bits| bits.to_string()).unwrap_or_default(), "8"))
                    (text("providers", "Only providers", &providers(&needs.allow), "ids, separated by commas"))
                    (text("without", "Without providers", &providers(&needs.deny), "ids, separated by commas"))
                    label { "Openness"
                        select name="open" {
                            option value="" { "any" }
                            option value="weights" selected[needs.openness == Some(Openness::OpenWeights)] { "open weights" }
                            option value="source" selected[needs.openness == Some(Openness::OpenSource)] { "open source" }
                        }
                    }
                    (check("commercial", "Commercial use permitted", needs.commercial.is_some()))
                    (check("no-training", "No training on prompts", needs.no_training))
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
        for (name, value) in weigh_compare::query::write(&self.workload, &self.needs) {
            let is_flag = matches!(name, "commercial" | "no-training");
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
