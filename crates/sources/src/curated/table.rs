//! Tables of a hand-kept file, one record each.

use super::problem::{Problems, did_you_mean};
use super::shape::{COMMON_KEYS, Table, rate_words};
use super::{Dated, Ground, check_repeats, value};
use crate::import::Input;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use weigh_catalog::claim::Basis;
use weigh_catalog::date::Day;
use weigh_catalog::record::{Record, Subject};
use weigh_catalog::{Field, ModelId, Value};

type Node<'i> = Spanned<DeValue<'i>>;

/// What tables say that do not say otherwise.
#[derive(Debug, Clone)]
struct Defaults {
    read_on: Option<Day>,
    source: Option<Arc<str>>,
    basis: Basis,
}

/// Reads every table; what is wrong goes into `problems`.
pub(super) fn read(text: &str, input: &Input<'_>, ground: Ground, problems: &mut Problems) -> Vec<Dated> {
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        problems.at(error.span().map_or(0, |span| span.start), "", format!("not TOML: {}", error.message()));
    }
    if !errors.is_empty() {
        return Vec::new();
    }
    let defaults = defaults(document.get_ref(), ground, problems);
    let context = Context { input, ground, defaults: &defaults };
    let mut records = Vec::new();
    for (key, node) in document.get_ref() {
        if TOP_KEYS.contains(&&**key.get_ref()) {
            continue;
        }
        match Table::ALL.iter().find(|table| table.id() == &**key.get_ref()) {
            Some(table) => records.extend(read_tables(*table, node, key.span().start, &context, problems)),
            None => unknown_top(key, problems),
        }
    }
    records.sort_by_key(|dated| dated.place);
    check_repeats(&records, problems);
    records
}

/// Keys that may stand before the first table.
const TOP_KEYS: &[&str] = &["read_on", "source", "basis"];

fn unknown_top(key: &Spanned<std::borrow::Cow<'_, str>>, problems: &mut Problems) {
    let words = Table::ALL.iter().map(|table| table.id()).chain(TOP_KEYS.iter().copied());
    let near = did_you_mean(key.get_ref(), words.clone());
    let rule = format!("is neither a kind of table nor a default{near}");
    problems.at(key.span().start, key.get_ref(), rule);
}

fn defaults(document: &DeTable<'_>, ground: Ground, problems: &mut Problems) -> Defaults {
    let mut keys = Keys { table: document, place: 0, problems };
    Defaults {
        read_on: keys.read("read_on", value::day),
        source: keys.read("source", |node| address(node, ground)),
        basis: keys.read("basis", basis).unwrap_or(Basis::Documented),
    }
}

/// What is the same for all tables of a file.
struct Context<'a> {
    input: &'a Input<'a>,
    ground: Ground,
    defaults: &'a Defaults,
}

fn read_tables(
    kind: Table,
    node: &Node<'_>,
    place: usize,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Vec<Dated> {
    let brackets = || format!("stands in double brackets: [[{}]]", kind.id());
    let DeValue::Array(list) = node.get_ref() else {
        problems.at(place, kind.id(), brackets());
        return Vec::new();
    };
    let mut records = Vec::new();
    for item in list {
        match item.get_ref() {
            DeValue::Table(table) => {
                records.extend(read_table(kind, table, item.span().start, context, problems));
            }
            _ => problems.at(item.span().start, kind.id(), brackets()),
        }
    }
    records
}

/// The keys of one table, with the place problems point to when a key is missing.
struct Keys<'a, 'i> {
    table: &'a DeTable<'i>,
    place: usize,
    problems: &'a mut Problems,
}

impl<'a, 'i> Keys<'a, 'i> {
    fn get(&self, key: &str) -> Option<&'a Node<'i>> {
        self.table.get(key)
    }

    /// The value of a key that is there and right.
    fn read<T>(&mut self, key: &str, read: impl Fn(&DeValue<'i>) -> Result<T, String>) -> Option<T> {
        let node = self.get(key)?;
        match read(node.get_ref()) {
            Ok(value) => Some(value),
            Err(rule) => {
                self.problems.at(node.span().start, key, rule);
                None
            }
        }
    }

    /// The text of a key that must be there.
    fn need(&mut self, key: &str, what: &str) -> Option<Arc<str>> {
        if self.get(key).is_none() {
            self.problems.at(self.place, key, format!("is missing: {what}"));
        }
        self.read(key, |node| value::plain_text(node).map(Arc::from))
    }
}

fn basis(node: &DeValue<'_>) -> Result<Basis, String> {
    let word = value::plain_text(node)?;
    word.parse().map_err(|_| {
        let words: Vec<&str> = Basis::ALL.iter().map(|basis| basis.id()).collect();
        format!("`{word}` is none of {}{}", words.join(", "), did_you_mean(word, words.iter().copied()))
    })
}

/// Where something is stated: in curated data an address anybody can open.
fn address(node: &DeValue<'_>, ground: Ground) -> Result<Arc<str>, String> {
    let text = value::plain_text(node)?;
    if ground == Ground::Required && !text.starts_with("https://") && !text.starts_with("http://") {
        return Err(format!("should be an address that starts with https://, not `{text}`"));
    }
    Ok(Arc::from(text))
}

fn read_table(
    kind: Table,
    table: &DeTable<'_>,
    place: usize,
    context: &Context<'_>,
    problems: &mut Problems,
) -> Option<Dated> {
    let before = problems.count();
    let mut keys = Keys { table, place, problems };
    let subject = subject(kind, &mut keys);
    let read_on = read_on(&mut keys, context);
    // Without a subject the rest is still checked, so that all problems are told.
    let is_about_something = subject.is_some();
    let mut record = Record::new(subject.unwrap_or_else(|| Subject::model("")), "");
    record.locator = Arc::from(format!("{} {}", context.input.file, record.subject));
    record.basis = keys.read("basis", basis).unwrap_or(context.defaults.basis);
    record.link = keys.read("source", |node| address(node, context.ground)).or(context.defaults.source.clone());
    if record.link.is_none() && keys.get("source").is_none() && context.ground == Ground::Required {
        keys.problems.at(place, "source", "is missing: the address where this is stated");
    }
    period(&mut keys, &mut record);
    serves(kind, &mut keys, &mut record);
    fields(kind, &mut keys, &mut record);
    if record.statements.is_empty() && keys.problems.count() == before {
        keys.problems.at(place, "", format!("nothing is said of {}", record.subject));
    }
    is_about_something.then_some(Dated { record, read_on: read_on?, place })
}

fn read_on(keys: &mut Keys<'_, '_>, context: &Context<'_>) -> Option<Day> {
    let today = context.input.read_on;
    let stated = keys.read("read_on", value::day).or(context.defaults.read_on);
    if stated.is_none() && keys.get("read_on").is_none() && context.ground == Ground::Required {
        keys.problems.at(keys.place, "read_on", "is missing: the day the source was read");
    }
    let day = stated.unwrap_or(today);
    if day > today {
        let place = keys.get("read_on").map_or(keys.place, |node| node.span().start);
        keys.problems.at(place, "read_on", format!("{day} lies after {today}, the day of this reading"));
        return None;
    }
    Some(day)
}

fn period(keys: &mut Keys<'_, '_>, record: &mut Record) {
    record.effective.from = keys.read("from", value::day);
    record.effective.until = keys.read("until", value::day);
    if let (Some(from), Some(until)) = (record.effective.from, record.effective.until)
        && from >= until
    {
        let place = keys.get("until").map_or(keys.place, |node| node.span().start);
        keys.problems.at(
            place,
            "until",
            format!("{until} is not after `from`: it is the first day it no longer holds"),
        );
    }
}

fn subject(kind: Table, keys: &mut Keys<'_, '_>) -> Option<Subject> {
    let make = match kind {
        Table::Lab => Subject::Lab,
        Table::Provider => Subject::Provider,
        Table::Licence => Subject::Licence,
        Table::Benchmark => Subject::Benchmark,
        Table::Model => {
            keys.need("id", "`lab/model`, lowercase")?;
            return keys.read("id", model_id).map(Subject::Model);
        }
        Table::Route => return route(keys),
        Table::Result => return result(keys),
    };
    keys.need("id", "a name of its own").map(make)
}

fn model_id(node: &DeValue<'_>) -> Result<Arc<str>, String> {
    let text = value::plain_text(node)?;
    let is_model = ModelId::new(text).is_ok() && !text.chars().any(|c| c.is_whitespace() || c.is_uppercase());
    if is_model { Ok(Arc::from(text)) } else { Err(format!("should be `lab/model`, lowercase, not `{text}`")) }
}

fn route(keys: &mut Keys<'_, '_>) -> Option<Subject> {
    let provider = keys.need("provider", "who serves it");
    let id = keys.need("id", "the id the provider's API wants");
    let host = keys.read("host", |node| value::plain_text(node).map(Arc::from));
    Some(Subject::Route { provider: provider?, id: id?, host })
}

fn result(keys: &mut Keys<'_, '_>) -> Option<Subject> {
    let benchmark = keys.need("benchmark", "an id of the benchmark table");
    let entrant = keys.need("entrant", "the model, as the board names it");
    let mut settings = match keys.get("settings").map(|node| (node, value::words(node))) {
        None => Vec::new(),
        Some((_, Ok(words))) => words,
        Some((node, Err(rule))) => {
            keys.problems.at(node.span().start, "settings", rule);
            return None;
        }
    };
    settings.sort_unstable();
    Some(Subject::Result { benchmark: benchmark?, entrant: entrant?, settings: Arc::from(settings.join(",")) })
}

fn serves(kind: Table, keys: &mut Keys<'_, '_>, record: &mut Record) {
    if kind.subject_keys().contains(&"model")
        && let Some(model) = keys.read("model", model_id)
    {
        record.say(Field::Serves, Value::Text(model));
    }
}

fn fields(kind: Table, keys: &mut Keys<'_, '_>, record: &mut Record) {
    for (key, node) in keys.table {
        let name: &str = key.get_ref();
        if kind.subject_keys().contains(&name) || COMMON_KEYS.contains(&name) {
            continue;
        }
        match (name, node.get_ref()) {
            ("rates", DeValue::Table(rates)) if kind == Table::Route => keyed("rate", rates, record, keys.problems),
            ("can", DeValue::Table(can)) if kind == Table::Model || kind == Table::Route => {
                keyed("can", can, record, keys.problems);
            }
            _ => match field_of(kind, name) {
                Some(field) => say(field, name, node, record, keys.problems),
                None => keys.problems.at(key.span().start, name, unknown(kind, name)),
            },
        }
    }
}

fn field_of(kind: Table, name: &str) -> Option<Field> {
    Field::PLAIN.iter().find(|field| field.group() == name && kind.has(field)).cloned()
}

fn unknown(kind: Table, name: &str) -> String {
    match name {
        "rates" if kind != Table::Route => "prices belong to a [[route]]".to_owned(),
        "can" if kind != Table::Route && kind != Table::Model => "belongs to a [[model]] or [[route]]".to_owned(),
        "rates" | "can" => format!("is a table of its own: [{}.{name}]", kind.id()),
        _ if Field::PLAIN.iter().any(|field| field.group() == name) => format!("is not a field of a {}", kind.id()),
        _ => format!("is not a key of a {}{}", kind.id(), did_you_mean(name, kind.keys())),
    }
}

fn say(field: Field, key: &str, node: &Node<'_>, record: &mut Record, problems: &mut Problems) {
    match value::read(&field, node.get_ref()) {
        Ok(value) => {
            record.say(field, value);
        }
        Err(rule) => problems.at(node.span().start, key, rule),
    }
}

/// The fields of `[route.rates]` or `[route.can]`.
fn keyed(group: &str, table: &DeTable<'_>, record: &mut Record, problems: &mut Problems) {
    for (key, node) in table {
        let (name, path) = (key.get_ref(), format!("{group}.{}", key.get_ref()));
        match (path.parse::<Field>(), node.get_ref()) {
            (_, DeValue::Table(inner)) => {
                let dotted = inner.keys().next().map_or(String::new(), |inner| format!("{name}.{}", inner.get_ref()));
                problems.at(key.span().start, &path, format!("quote a key with a dot in it: \"{dotted}\""));
            }
            (Ok(field), _) => say(field, &path, node, record, problems),
            (Err(_), _) => problems.at(key.span().start, &path, unknown_keyed(group, name)),
        }
    }
}

fn unknown_keyed(group: &str, name: &str) -> String {
    if group == "can" {
        let ids = weigh_catalog::Capability::ALL.iter().map(|capability| capability.id());
        return format!("is not a capability{}", did_you_mean(name, ids));
    }
    let plain = name.split(['>', '@', '[', '{']).next().unwrap_or(name);
    let words = rate_words();
    if words.iter().any(|word| word == plain) {
        return "has a condition of the wrong form; it is written like input.batch>200000@eu[0100-0400]{variant}"
            .into();
    }
    format!("is not a rate such as input.batch>200000{}", did_you_mean(plain, words.iter().map(String::as_str)))
}
