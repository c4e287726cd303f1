//! From a source's id to a known model, with the evidence.

use super::name::{INSTRUCT, Name};
use super::registry::{Known, Registry};
use super::tables::Tables;
use crate::id::{LabId, ModelId};

/// Which layer decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Layer {
    /// A source says which model it is.
    Stated,
    /// The id, brought into one form, is a known model's name.
    Rule,
    /// The display name, brought into one form, is a known model's name.
    DisplayName,
    /// Nothing matched: a model of its own.
    Provisional,
}

impl Layer {
    /// The word used in reports.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Rule => "rule",
            Self::DisplayName => "display name",
            Self::Provisional => "provisional",
        }
    }
}

/// What an id turned out to mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// The model.
    pub model: ModelId,
    /// Which layer decided.
    pub layer: Layer,
    /// What decided, in words.
    pub evidence: String,
    /// Other models the id may mean, if nothing decides between them and `model`.
    pub rivals: Vec<ModelId>,
    /// Words and suffixes that were read as ways of serving.
    pub attributes: Vec<String>,
}

/// An id to resolve, with what its source adds.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Who uses the id.
    pub source: &'a str,
    /// The id.
    pub id: &'a str,
    /// The display name beside it.
    pub display_name: Option<&'a str>,
    /// The lab whose own API or board entry it is.
    pub lab: Option<&'a LabId>,
    /// Whether the same provider also lists this id with a word for "instruct" added.
    pub has_instruct_twin: bool,
    /// Whether the id is, letter for letter, the name of a repository of weights.
    pub is_repository: bool,
}

/// The deterministic layer: resolves by rule or by display name; `None` if neither finds exactly one model.
pub fn by_rule(question: &Question<'_>, registry: &Registry, tables: &Tables) -> Option<Resolution> {
    let name = Name::read(question.id);
    if let Some(resolution) = search(question, &name, Layer::Rule, registry, tables) {
        return Some(resolution);
    }
    let display = question.display_name.map(without_maker)?;
    search(question, &Name::read(display), Layer::DisplayName, registry, tables)
}

/// `Meta: Llama 3.2 1B Instruct` without the maker.
fn without_maker(display: &str) -> &str {
    display.split_once(": ").map_or(display, |(_, name)| name)
}

fn search(
    question: &Question<'_>,
    name: &Name,
    layer: Layer,
    registry: &Registry,
    tables: &Tables,
) -> Option<Resolution> {
    let lab = question.lab.cloned().or_else(|| stated_lab(question.source, name, tables));
    let is_vendor = |word: &str| tables.lab(question.source, word).is_some();
    let found = |form: &Name| one_of(registry.exact(form), lab.as_ref(), form, registry);
    if let Some(known) = found(name) {
        return Some(settle(question, name, known, layer, "the same name", registry));
    }
    let added = INSTRUCT.iter().map(|word| name.without_instruct().with_word(word));
    if let Some(known) = added.into_iter().find_map(|form| found(&form)) {
        return Some(resolved(known, layer, "the lab has it only as the instruct version", name));
    }
    name.weaker(&is_vendor).iter().find_map(|form| {
        let known = found(form).or_else(|| {
            let mut added = INSTRUCT.iter().map(|word| form.without_instruct().with_word(word));
            added.find_map(|form| found(&form))
        })?;
        let dropped = form.attributes[name.attributes.len()..].join(", ");
        Some(settle(question, form, known, layer, &format!("the same name without `{dropped}`"), registry))
    })
}

/// The lab a path segment or dotted prefix names.
fn stated_lab(source: &str, name: &Name, tables: &Tables) -> Option<LabId> {
    name.vendors.iter().rev().find_map(|vendor| tables.lab(source, vendor))
}

/// The one model meant: the stated lab's, else the only one, else the one whose lab owns the family.
fn one_of<'a>(found: Vec<&'a Known>, lab: Option<&LabId>, name: &Name, registry: &Registry) -> Option<&'a Known> {
    if let Some(lab) = lab {
        if let Some(own) = found.iter().find(|known| known.lab == *lab) {
            return Some(own);
        }
    }
    let family = registry.lab_of_family(name);
    match found.as_slice() {
        [only] if lab.is_none() || family == Some(&only.lab) => Some(only),
        [_] => None,
        several => several.iter().find(|known| family == Some(&known.lab)).copied(),
    }
}

fn resolved(known: &Known, layer: Layer, evidence: &str, name: &Name) -> Resolution {
    Resolution {
        model: known.id.clone(),
        layer,
        evidence: evidence.to_owned(),
        rivals: Vec::new(),
        attributes: name.attributes.clone(),
    }
}

/// Decides between a base model and its instruct version where an id has no suffix, or leaves it open.
fn settle(
    question: &Question<'_>,
    name: &Name,
    known: &Known,
    layer: Layer,
    evidence: &str,
    registry: &Registry,
) -> Resolution {
    let resolution = resolved(known, layer, evidence, name);
    if name.says_instruct() || name.words.iter().any(|word| word == "base") {
        return resolution;
    }
    let Some(instruct) = registry.instruct_of(known) else { return resolution };
    let display = question.display_name.map(Name::read);
    if display.as_ref().is_some_and(Name::says_instruct) {
        return resolved(instruct, Layer::DisplayName, "the display name says instruct", name);
    }
    let reason = if question.is_repository {
        "the id is the name of the base model's repository"
    } else if question.has_instruct_twin {
        "the provider lists the instruct version under an id of its own"
    } else if question.lab.is_some() {
        "the lab's own id"
    } else {
        return Resolution {
            evidence: "the id has no suffix, and base and instruct version both exist".into(),
            rivals: vec![instruct.id.clone()],
            ..resolution
        };
    };
    Resolution { evidence: format!("{evidence}; {reason}"), ..resolution }
}

/// The outermost layer: a model of its own, under the lab the id or its family names, else under the provider.
pub fn provisional(
    question: &Question<'_>,
    provider: &str,
    registry: &Registry,
    tables: &Tables,
) -> Option<Resolution> {
    let name = Name::read(question.id);
    let lab = question.lab.cloned().or_else(|| stated_lab(question.source, &name, tables));
    let lab = lab.or_else(|| registry.lab_of_family(&name).cloned());
    let lab = lab.map_or_else(|| provider.to_owned(), |lab| lab.to_string());
    let slug = name.slug();
    let model = ModelId::new(&format!("{lab}/{slug}")).ok()?;
    Some(Resolution {
        model,
        layer: Layer::Provisional,
        evidence: "no known model has this name".into(),
        rivals: Vec::new(),
        attributes: name.attributes,
    })
}

#[cfg(test)]
mod tests {
    use super::super::registry::{Authority, Candidate};
    use super::*;
    use crate::field::{Field, Value};
    use crate::record::{Record, Subject};

    fn world() -> (Registry, Tables) {
        let labs =
            [("meta", "meta-llama"), ("openai", ""), ("xai", "x-ai"), ("deepseek", "deepseek-ai"), ("nvidia", "")];
        let records: Vec<Record> = labs
            .iter()
            .map(|(id, alias)| {
                let mut record = Record::new(Subject::Lab((*id).into()), "labs.toml");
                record.say(Field::Aliases, Value::Text((*alias).into()));
                record
            })
            .collect();
        let known = [
            ("meta", "Llama-3.2-1B"),
            ("meta", "Llama-3.2-1B-Instruct"),
            ("meta", "Llama-3.3-70B-Instruct"),
            ("openai", "o4-mini"),
            ("xai", "grok-4"),
            ("xai", "grok-4-fast"),
            ("deepseek", "deepseek-v3"),
            ("nvidia", "nemotron-70b"),
        ];
        let candidates: Vec<Candidate> = known
            .iter()
            .map(|(lab, text)| Candidate {
                lab: LabId::new(lab).unwrap(),
                text: (*text).into(),
                authority: Authority::Router,
            })
            .collect();
        (Registry::new(&candidates), Tables::new(&records))
    }

    fn ask(id: &str) -> Option<Resolution> {
        let (registry, tables) = world();
        by_rule(&question(id), &registry, &tables)
    }

    fn question(id: &str) -> Question<'_> {
        Question { source: "test", id, display_name: None, lab: None, has_instruct_twin: false, is_repository: false }
    }

    fn model(id: &str) -> String {
        ask(id).map_or_else(|| "nothing".into(), |found| found.model.to_string())
    }

    #[test]
    fn serving_words_come_off_only_where_no_model_is_called_so() {
        assert_eq!(model("x-ai/grok-4-fast"), "xai/grok-4-fast");
        assert_eq!(model("openai/o4-mini-high"), "openai/o4-mini");
        assert_eq!(model("o4-mini-fast"), "openai/o4-mini");
        assert_eq!(model("deepseek-ai/DeepSeek-V3-FP8"), "deepseek/deepseek-v3");
        assert_eq!(model("openai/o5"), "nothing");
    }

    #[test]
    fn an_unsuffixed_id_means_the_instruct_version_where_no_base_is_known() {
        assert_eq!(model("llama-3.3-70b"), "meta/llama-3.3-70b-instruct");
        assert_eq!(model("nvidia/llama-3.3-70b-fp8"), "meta/llama-3.3-70b-instruct");
    }

    #[test]
    fn base_or_instruct_is_open_until_something_decides() {
        let open = ask("meta/llama-3.2-1b").unwrap();
        assert_eq!((open.model.as_str(), open.rivals.len()), ("meta/llama-3.2-1b", 1));
        let (registry, tables) = world();
        let twin = Question { has_instruct_twin: true, ..question("accounts/fireworks/models/llama-v3p2-1b") };
        assert!(by_rule(&twin, &registry, &tables).unwrap().rivals.is_empty());
        let named = Question { display_name: Some("Llama 3.2 1B Instruct"), ..question("meta/llama-3.2-1b") };
        assert_eq!(by_rule(&named, &registry, &tables).unwrap().model.as_str(), "meta/llama-3.2-1b-instruct");
        assert!(ask("meta-llama/llama-3.2-1b-instruct").unwrap().rivals.is_empty());
    }

    #[test]
    fn a_white_label_id_is_known_by_its_display_name_only() {
        let (registry, tables) = world();
        let question = Question { display_name: Some("xAI: Grok 4"), ..question("green-g") };
        let found = by_rule(&question, &registry, &tables).unwrap();
        assert_eq!((found.model.as_str(), found.layer), ("xai/grok-4", Layer::DisplayName));
    }

    #[test]
    fn another_labs_name_is_not_taken() {
        assert_eq!(model("openai/deepseek-v3"), "deepseek/deepseek-v3");
        assert_eq!(model("openai/mystery-v3"), "nothing");
        let (registry, tables) = world();
        let found = provisional(&question("meta-llama/Llama-9"), "acme", &registry, &tables).unwrap();
        assert_eq!(found.model.as_str(), "meta/llama-9");
        let found = provisional(&question("mystery"), "acme", &registry, &tables).unwrap();
        assert_eq!(found.model.as_str(), "acme/mystery");
    }
}
