//! Reading the arguments of a call: every one is understood, or named in a problem with the nearest that is.

use super::parameter::{Form, Parameter};
use crate::address;
use crate::edition::Edition;
use crate::group::Group;
use crate::problem::{Problem, shortened};
use serde_json::{Map, Value};
use weigh_catalog::Day;
use weigh_compare::workload::nearest;
use weigh_compare::{Needs, Workload, query};

/// The arguments of one call.
#[derive(Debug)]
pub(super) struct Given {
    tool: &'static str,
    known: Vec<Parameter>,
    values: Map<String, Value>,
}

impl Given {
    /// Takes the arguments of a tool; what it does not know is refused. Underscores are taken for hyphens, and null for
    /// nothing.
    pub(super) fn read(
        tool: &'static str,
        known: Vec<Parameter>,
        arguments: Map<String, Value>,
    ) -> Result<Self, Problem> {
        let mut values = Map::new();
        for (name, value) in arguments.into_iter().filter(|(_, value)| !value.is_null()) {
            let plain = name.replace('_', "-");
            if !known.iter().any(|parameter| parameter.name == plain) {
                return Err(unknown(tool, &name, &known));
            }
            if values.insert(plain, value).is_some() {
                return Err(Problem::bad(format!("`{}` is given twice", shortened(&name))).hint("give it once"));
            }
        }
        Ok(Self { tool, known, values })
    }

    /// Words that may be missing.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, Problem> {
        match self.values.remove(name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty())),
            Some(other) => Err(wrong(name, &other, "text")),
        }
    }

    /// Words that must be there.
    pub(super) fn needed(&mut self, name: &str) -> Result<String, Problem> {
        self.text(name)?.ok_or_else(|| self.missing(name))
    }

    /// A list of words that must not be empty.
    pub(super) fn list(&mut self, name: &str) -> Result<Vec<String>, Problem> {
        let value = self.values.remove(name).ok_or_else(|| self.missing(name))?;
        let words = listed(name, value)?;
        if words.is_empty() { Err(self.missing(name)) } else { Ok(words) }
    }

    fn missing(&self, name: &str) -> Problem {
        let about = self.known.iter().find(|parameter| parameter.name == name).map_or("", |parameter| parameter.about);
        Problem::bad(format!("`{name}` is missing")).detail(format!("`{}` needs it", self.tool)).hint(about)
    }

    /// A whole number within the bounds of its parameter.
    pub(super) fn count(&mut self, name: &str, default: usize) -> Result<usize, Problem> {
        let Some(value) = self.values.remove(name) else { return Ok(default) };
        let most = self.known.iter().find_map(|parameter| match parameter.form {
            Form::Count(most) if parameter.name == name => Some(most),
            _ => None,
        });
        let most = most.unwrap_or(usize::MAX);
        let number = match &value {
            Value::String(text) => text.trim().parse().ok(),
            other => other.as_u64(),
        };
        let number =
            number.and_then(|number| usize::try_from(number).ok()).filter(|number| (1..=most).contains(number));
        number.ok_or_else(|| wrong(name, &value, &format!("a whole number from 1 to {most}")))
    }

    /// One of the words of its parameter.
    pub(super) fn choice(&mut self, name: &str) -> Result<Option<&'static str>, Problem> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let words = self.known.iter().find_map(|parameter| match parameter.form {
            Form::Choice(words) if parameter.name == name => Some(words),
            _ => None,
        });
        let words = words.unwrap_or_default();
        let found = words.iter().find(|word| word.eq_ignore_ascii_case(&text));
        found.copied().map(Some).ok_or_else(|| {
            Problem::bad(format!("`{name}`: `{}` is none of its words", shortened(&text)))
                .hint(format!("write one of {}", words.join(", ")))
        })
    }

    /// The day, if one is given.
    pub(super) fn day(&mut self, edition: &Edition) -> Result<Option<Day>, Problem> {
        let Some(text) = self.text("on")? else { return Ok(None) };
        let day = address::day(&text)?;
        if !edition.covers(day) {
            return Err(Problem::bad(format!("no answer for {day}"))
                .detail(format!("the oldest dated price in the catalog is of {}", edition.catalog().oldest()))
                .hint("choose a later day with `on`"));
        }
        Ok(Some(day))
    }

    /// Workload and needs.
    pub(super) fn question(&mut self) -> Result<(Workload, Needs), Problem> {
        let mut pairs: Vec<(&'static str, String)> = Vec::new();
        for parameter in [Group::<Parameter>::Workload, Group::Needs].iter().flat_map(Group::all) {
            if let Some(value) = self.values.remove(parameter.name) {
                pairs.push((parameter.name, written(&parameter, value)?));
            }
        }
        let (workload, needs) = query::read(pairs.iter().map(|(name, value)| (*name, value.as_str())))?;
        Ok((workload, needs))
    }
}

fn unknown(tool: &str, name: &str, known: &[Parameter]) -> Problem {
    let names: Vec<&str> = known.iter().map(|parameter| parameter.name).collect();
    let hint = nearest(name, names.iter().copied())
        .map_or_else(|| format!("parameters are {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
    Problem::bad(format!("`{}` is not a parameter of `{tool}`", shortened(name))).hint(hint)
}

fn wrong(name: &str, value: &Value, wanted: &str) -> Problem {
    Problem::bad(format!("`{name}` must be {wanted}"))
        .detail(format!("it is `{}`", shortened(&value.to_string())))
        .hint(format!("write {wanted}"))
}

/// A value as an address or the command line would write it.
fn written(parameter: &Parameter, value: Value) -> Result<String, Problem> {
    match (parameter.form, value) {
        (_, Value::String(text)) => Ok(text),
        (Form::Amount, Value::Number(number)) => Ok(number.to_string()),
        (Form::Flag, Value::Bool(flag)) => Ok(if flag { "yes" } else { "no" }.to_owned()),
        (Form::List, value @ Value::Array(_)) => Ok(listed(parameter.name, value)?.join(",")),
        (Form::Amount, other) => Err(wrong(parameter.name, &other, "a number, or text such as `800M` or `30%`")),
        (Form::Flag, other) => Err(wrong(parameter.name, &other, "true or false")),
        (Form::List, other) => Err(wrong(parameter.name, &other, "a list of words")),
        (_, other) => Err(wrong(parameter.name, &other, "text")),
    }
}

fn listed(name: &str, value: Value) -> Result<Vec<String>, Problem> {
    let words: Vec<String> = match value {
        Value::String(text) => text.split(',').map(str::to_owned).collect(),
        Value::Array(values) => values
            .into_iter()
            .map(|value| match value {
                Value::String(text) => Ok(text),
                other => Err(wrong(name, &other, "a list of words")),
            })
            .collect::<Result<_, _>>()?,
        other => return Err(wrong(name, &other, "a list of words")),
    };
    Ok(words.iter().map(|word| word.trim().to_owned()).filter(|word| !word.is_empty()).collect())
}
