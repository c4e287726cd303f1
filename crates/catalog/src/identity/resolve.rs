//! From a source's id to a known model, with the evidence.

use super::name::Name;
use super::registry::{Authority, Known, Registry};
use super::tables::Tables;
use super::words::{FINE_TUNED, GENERIC, INSTRUCT, PLAIN_INSTRUCT, SERVING_OF_WEIGHTS, THINKS};
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
    /// Whether the name is the model's own, with nothing dropped, added or left open.
    pub is_exact: bool,
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
    /// The lab it must be of: whose own API it is, or whom a source names as the maker.
    pub lab: Option<&'a LabId>,
    /// What kind of thing bears the name.
    pub kind: Asked,
    /// Whether the same provider also lists this id with a word for "instruct" added.
    pub has_instruct_twin: bool,
    /// Whether the id is, letter for letter, the name of a repository of weights.
    pub is_repository: bool,
}

/// What kind of thing bears a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// A route: it is callable, so it is an instruct version where only that is known.
    Route,
    /// A route at the lab's own API: an unsuffixed id is what the lab calls so.
    OwnRoute,
    /// An entry of a board that only ranks models one can talk to.
    Talker,
    /// An entry of any other board: a base model may be meant.
    Entrant,
}

/// The deterministic layer: resolves by rule or by display name; `None` if neither finds exactly one model.
pub fn by_rule(question: &Question<'_>, registry: &Registry, tables: &Tables) -> Option<Resolution> {
    let name = Name::read(question.id);
    let by_id = search(question, &name, Layer::Rule, registry, tables);
    if by_id.as_ref().is_some_and(|found| is_vouched(registry.get(&found.model))) {
        return by_id;
    }
    let forms = question.display_name.map(|display| display_forms(without_maker(display), tables)).unwrap_or_default();
    let names = forms.iter().map(|form| Name::read(form)).filter(|form| tells_as_much(form, &name, by_id.is_some()));
    let mut by_display = names.filter_map(|form| search(question, &form, Layer::DisplayName, registry, tables));
    by_display.find(|found| by_id.is_none() || is_vouched(registry.get(&found.model))).or(by_id)
}

/// Whether a display name may decide: it repeats every release code of the id (`0709`, `260328`), and all of its words
/// where the id is already the name of a model at this or another provider.
fn tells_as_much(display: &Name, id: &Name, is_known: bool) -> bool {
    let is_code = |word: &String| word.len() >= 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    let must_repeat = |word: &&String| is_known || is_code(word);
    id.words.iter().filter(must_repeat).all(|word| display.words.contains(word))
}

/// Whether anybody but a provider names the model.
fn is_vouched(known: Option<&Known>) -> bool {
    known.is_some_and(|known| known.authority < Authority::Provisional)
}

/// `Meta: Llama 3.2 1B Instruct` without the maker.
fn without_maker(display: &str) -> &str {
    display.split_once(": ").map_or(display, |(_, name)| name)
}

/// A display name, and what stands before brackets that only name a provider: `Kimi K3 (Together AI)`.
fn display_forms<'a>(display: &'a str, tables: &Tables) -> Vec<&'a str> {
    let mut forms = vec![display];
    if let Some((name, inside)) = brackets(display) {
        let is_server = tables.is_provider(inside) || tables.is_provider(&inside.replace(' ', "-"));
        if is_server || tables.lab("", inside).is_some() {
            forms.push(name);
        }
    }
    forms
}

/// A name and what stands in brackets at its end.
fn brackets(display: &str) -> Option<(&str, &str)> {
    let (name, inside) = display.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    (!name.trim().is_empty() && !inside.trim().is_empty()).then(|| (name.trim(), inside.trim()))
}

/// Where a name that moves or hides points to, if its display name says so in brackets: `Gemini Flash Latest (Gemini 3.8
/// Flash)`, `Agentic Chat (Claude Fable 5.1)`. What is in the brackets must be exactly a known model's name.
pub fn in_brackets(question: &Question<'_>, registry: &Registry) -> Option<Resolution> {
    let (_, inside) = brackets(question.display_name?)?;
    let name = Name::read(inside);
    if name.words.len() < 2 || !name.words.iter().any(|word| word.bytes().any(|byte| byte.is_ascii_digit())) {
        return None;
    }
    let known = one_of(&registry.exact(&name), None, &name, registry)?;
    is_vouched(Some(known)).then(|| resolved(known, Layer::DisplayName, "the display name says so in brackets", &name))
}

fn search(
    question: &Question<'_>,
    name: &Name,
    layer: Layer,
    registry: &Registry,
    tables: &Tables,
) -> Option<Resolution> {
    let stated = stated_lab(question.source, name, tables);
    let lab = match question.kind {
        Asked::OwnRoute => stated.or_else(|| question.lab.cloned()),
        _ => question.lab.cloned().or(stated),
    };
    let is_vendor = |word: &str| tables.lab(question.source, word).is_some() || tables.is_provider(word);
    let found = |form: &Name| one_of(&registry.exact(form), lab.as_ref(), form, registry);
    if let Some(known) = found(name) {
        let resolution = settle(question, name, known, layer, "the same name", registry);
        return Some(Resolution { is_exact: resolution.rivals.is_empty(), ..resolution });
    }
    if let Some(known) = lab.as_ref().and_then(|lab| named_after(name, lab, registry)) {
        return Some(resolved(known, layer, "the same name after its maker's", name));
    }
    if let Some(known) = after_maker(name, registry).filter(|known| is_vouched(Some(known))) {
        return Some(resolved(known, layer, "the same name after its maker's", name));
    }
    let instruct = |form: &Name| instruct_only(question, form, &found);
    if let Some(known) = instruct(name) {
        return Some(resolved(known, layer, "the lab has it only as the instruct version", name));
    }
    let is_route = matches!(question.kind, Asked::Route | Asked::OwnRoute);
    let allowed = |form: &&Name| is_route || only_adds_settings(name, form);
    name.weaker(&is_vendor).iter().filter(allowed).find_map(|form| {
        let dropped = form.attributes.get(name.attributes.len()..).unwrap_or_default();
        let thinks = dropped.iter().any(|word| THINKS.contains(&word.as_str()));
        let taught = || if thinks { None } else { instruct(form) };
        let known = found(form).filter(|known| may_lack_instruct(name, form, known)).or_else(taught);
        let is_of_weights = dropped.iter().any(|word| SERVING_OF_WEIGHTS.contains(&word.as_str()));
        let known = known.filter(|known| is_vouched(Some(known)) && (known.is_repository || !is_of_weights))?;
        let dropped = dropped.join(", ");
        Some(settle(question, form, known, layer, &format!("the same name without `{dropped}`"), registry))
    })
}

/// Whether a board's name only adds settings at the end, and perhaps a maker before it: words dropped in the middle, and
/// `fast`, may make another model.
fn only_adds_settings(name: &Name, form: &Name) -> bool {
    let after_maker = name.words.get(1..).unwrap_or_default();
    let rest = [name.words.as_slice(), after_maker].into_iter().find_map(|words| words.strip_prefix(&form.words[..]));
    let is_of_weights = |word: &str| SERVING_OF_WEIGHTS.contains(&word) && !form.says_instruct();
    let makes_another = |word: &String| word == "fast" || is_of_weights(word);
    rest.is_some_and(|dropped| !dropped.iter().any(makes_another))
}

/// `nex-agi-deepseek-v3.1-nex-n1` is Nex AGI's `deepseek-v3.1-nex-n1`, though the family is another lab's.
fn after_maker<'a>(name: &Name, registry: &'a Registry) -> Option<&'a Known> {
    (1..=2).find_map(|count| {
        let lab = registry.families().names_lab(name, count)?;
        registry.exact(&name.without_first(count)).into_iter().find(|known| known.lab == lab)
    })
}

/// `deepseek.r1` is `deepseek-r1`: the lab's own name before the words.
fn named_after<'a>(name: &Name, lab: &LabId, registry: &'a Registry) -> Option<&'a Known> {
    let is_vendor_dotted = name.vendors.iter().any(|vendor| vendor == lab.as_str());
    let full = name.with_first(lab.as_str());
    is_vendor_dotted.then(|| registry.exact(&full).into_iter().find(|known| known.lab == *lab)).flatten()
}

/// The instruct version under its full name, where nothing is known under the short one and a base model cannot be meant.
fn instruct_only<'a>(
    question: &Question<'_>,
    name: &Name,
    found: &dyn Fn(&Name) -> Option<&'a Known>,
) -> Option<&'a Known> {
    if question.kind == Asked::Entrant || name.words.iter().any(|word| word == "base") {
        return None;
    }
    INSTRUCT.iter().find_map(|word| {
        let is_plain = PLAIN_INSTRUCT.contains(word);
        found(&name.without_instruct().with_word(word)).filter(|known| is_plain || known.is_repository)
    })
}

/// Whether a word for instruct may have been dropped: not if that leaves the name of a repository of base weights.
fn may_lack_instruct(name: &Name, form: &Name, known: &Known) -> bool {
    !name.says_instruct() || form.says_instruct() || !known.is_repository
}

/// The lab a path segment or dotted prefix names.
fn stated_lab(source: &str, name: &Name, tables: &Tables) -> Option<LabId> {
    name.vendors.iter().rev().find_map(|vendor| tables.lab(source, vendor))
}

/// The one model meant: the stated lab's, else the only one, else the one whose lab owns the family.
fn one_of<'a>(found: &[&'a Known], lab: Option<&LabId>, name: &Name, registry: &Registry) -> Option<&'a Known> {
    let own = lab.and_then(|lab| found.iter().find(|known| known.lab == *lab));
    if own.is_some() {
        return own.copied();
    }
    if is_generic(&registry.canonical(name)) {
        return None;
    }
    let family = registry.lab_of_family(name);
    match found {
        [only] if lab.is_none() || family == Some(&only.lab) => Some(only),
        [_] => None,
        several => several.iter().find(|known| family == Some(&known.lab)).copied(),
    }
}

/// Whether a name is a single word for a choice or slot, such as `auto`.
fn is_generic(name: &Name) -> bool {
    matches!(name.words.as_slice(), [word] if GENERIC.contains(&word.as_str()))
}

fn resolved(known: &Known, layer: Layer, evidence: &str, name: &Name) -> Resolution {
    Resolution {
        model: known.id.clone(),
        layer,
        evidence: evidence.to_owned(),
        rivals: Vec::new(),
        attributes: name.attributes.clone(),
        is_exact: false,
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
    } else if question.kind == Asked::OwnRoute {
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

/// The outermost layer: a model of its own, under the lab the id names, else the maker in its path, else the lab whose line
/// it is, else under the provider.
///
/// The line counts only if every word is one that lab uses: a fine-tune by somebody else is not the lab's, least of all one
/// that says so.
pub fn provisional(
    question: &Question<'_>,
    maker: Option<&str>,
    provider: &str,
    registry: &Registry,
    tables: &Tables,
) -> Option<Resolution> {
    let name = registry.canonical(&Name::read(question.id)).into_owned();
    let is_fine_tuned = name.words.iter().any(|word| FINE_TUNED.contains(&word.as_str()));
    let stated = question.lab.cloned().or_else(|| stated_lab(question.source, &name, tables));
    let of_line = || registry.families().line(&name).filter(|_| !is_generic(&name)).map(|lab| lab.to_string());
    let lab = stated.map(|lab| lab.to_string()).or_else(|| maker.map(str::to_owned)).or_else(of_line);
    let family = name.words.first().and_then(|word| registry.families().lab(word));
    let is_labs = |lab: &String| !is_fine_tuned || family.is_none_or(|own| own.as_str() != lab);
    let lab = lab.filter(is_labs).unwrap_or_else(|| provider.to_owned());
    let slug = name.slug(name.date.is_some());
    let model = ModelId::new(&format!("{lab}/{slug}")).ok()?;
    Some(Resolution {
        model,
        layer: Layer::Provisional,
        evidence: "no known model has this name".into(),
        rivals: Vec::new(),
        attributes: name.attributes,
        is_exact: false,
    })
}

#[cfg(test)]
mod tests;
