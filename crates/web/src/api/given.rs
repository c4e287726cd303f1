//! What was given for the parameters of an endpoint, each checked against its shape.

use super::parameter::{Parameter, Place};
use super::route::Parts;
use super::shape::{Misfit, Shape};
use super::{Endpoint, ROOT};
use crate::address::Pairs;
use crate::problem::{Problem, shortened};
use weigh_catalog::Day;
use weigh_catalog::date::parse_day;
use weigh_compare::query::{self, QueryError};
use weigh_compare::workload::nearest;
use weigh_compare::{Needs, Workload};

/// Values by the names of their parameters, in the order they were given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given {
    in_path: Parts,
    in_query: Parts,
}

impl Given {
    /// Reads a query and checks it with what stands in the path.
    ///
    /// # Errors
    /// A [`Problem`]: 404 for the path, 400 for a parameter that is unknown, missing, given twice, or does not fit.
    pub(super) fn read(endpoint: &'static Endpoint, in_path: Parts, query: &str) -> Result<Self, Problem> {
        for (name, value) in &in_path {
            let fits = endpoint.all_parameters().find(|one| one.name == *name).map(|one| one.shape.check(value));
            if !matches!(fits, Some(Ok(()))) {
                return Err(Problem::new(404, format!("no {name} `{}`", shortened(value))));
            }
        }
        let mut in_query = Vec::new();
        for (name, value) in Pairs::read(query)?.into_vec() {
            let parameter = known(endpoint, &name)?;
            check(&parameter, &value)?;
            in_query.push((parameter.name, value));
        }
        let given = Self { in_path, in_query };
        endpoint.all_parameters().filter(|one| !one.is_in_path()).try_for_each(|one| given.check_count(&one))?;
        Ok(given)
    }

    fn check_count(&self, parameter: &Parameter) -> Result<(), Problem> {
        let name = parameter.name;
        let count = self.all(name).count();
        let (least, most) = match parameter.shape {
            Shape::Names { least, most } => (least, most),
            _ => (usize::from(parameter.place == Place::Required), 1),
        };
        if count < least {
            let title =
                if count == 0 { format!("`{name}` is missing") } else { format!("`{name}` is given {count} time") };
            let example: Vec<String> = parameter.example.split(',').map(|one| format!("{name}={one}")).collect();
            return Err(Problem::bad(title).hint(format!("such as {}", example.join("&"))));
        }
        if count <= most {
            return Ok(());
        }
        Err(Problem::bad(format!("`{name}` is given {count} times")).hint(match most {
            1 => "give it once; lists are separated by commas".to_owned(),
            most => format!("give it at most {most} times"),
        }))
    }

    /// Every value of a parameter.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.in_path
            .iter()
            .chain(&self.in_query)
            .filter(move |(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }

    /// The value of a parameter.
    pub(super) fn one(&self, name: &str) -> Option<&str> {
        let mut values = self.in_path.iter().chain(&self.in_query);
        values.find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a parameter that is in the path or required.
    pub(super) fn text(&self, name: &str) -> &str {
        self.one(name).unwrap_or_default()
    }

    /// The whole number of a parameter, or the usual one.
    pub(super) fn whole(&self, name: &str, usual: usize) -> usize {
        self.one(name).and_then(|text| text.parse().ok()).unwrap_or(usual)
    }

    /// The day that is asked for.
    pub(super) fn day(&self) -> Result<Option<Day>, Problem> {
        let day = self.one("on").map(parse_day).transpose();
        day.map_err(|error| Problem::bad("`on` is not a day").detail(error.to_string()))
    }

    /// Workload and needs.
    ///
    /// # Errors
    /// A [`Problem`]: 422 for numbers that make no sense together.
    pub(super) fn question(&self) -> Result<(Workload, Needs), Problem> {
        let pairs = self.in_query.iter().filter(|(name, _)| query::names().any(|known| known == *name));
        query::read(pairs.map(|(name, value)| (*name, value.as_str()))).map_err(|error| {
            let status = if matches!(error, QueryError::Senseless(_)) { 422 } else { 400 };
            Problem { status, ..Problem::from(error) }
        })
    }

    /// The query again with another value of one parameter.
    pub(super) fn query_with(&self, name: &str, value: &str) -> String {
        let mut writer = form_urlencoded::Serializer::new(String::new());
        for (known, given) in self.in_query.iter().filter(|(known, _)| *known != name) {
            writer.append_pair(known, given);
        }
        writer.append_pair(name, value);
        writer.finish()
    }
}

fn known(endpoint: &'static Endpoint, name: &str) -> Result<Parameter, Problem> {
    let mut all = endpoint.all_parameters().filter(|one| !one.is_in_path());
    all.find(|one| one.name == name).ok_or_else(|| {
        let names: Vec<&str> = endpoint.all_parameters().filter(|one| !one.is_in_path()).map(|one| one.name).collect();
        let hint = match nearest(name, names.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if names.is_empty() => "leave it out: there are none here".to_owned(),
            None => format!("parameters are {}", names.join(", ")),
        };
        Problem::bad(format!("`{}` is not a parameter of {ROOT}{}", shortened(name), endpoint.path)).hint(hint)
    })
}

fn check(parameter: &Parameter, value: &str) -> Result<(), Problem> {
    parameter.shape.check(value).map_err(|Misfit { what, hint }| {
        Problem::bad(format!("`{}`: `{}` is not {what}", parameter.name, shortened(value))).hint(hint)
    })
}
