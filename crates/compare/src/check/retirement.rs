//! Retirement: enough days are left.

use super::bounds::{Bounds, OFF};
use super::{Bound, Case, Finding, Idle, Level, Problem};
use crate::cite::Cite;
use crate::query::{Parameter, Shape};
use jiff::Unit;
use weigh_catalog::{Day, Facts, Field, PartialDate};

/// Most days that are taken for meant: ten years.
const MOST_DAYS: u64 = 3_650;

pub(super) const BOUND: Bound = Bound {
    id: "retirement",
    name: "days before retirement",
    rule: "no retirement is announced for the route, or for the model where its lab alone can serve it, within so many days; \
           a disputed day is a warning, and so is a deprecation without a day",
    help: "Move to another route in time: `weigh compare` shows what changes.",
    parameters: &[Parameter {
        name: "retirement-days",
        about: "Days that must be left before a retirement; 60 if left out, `off` for any.",
        label: "Days before retirement",
        shape: Shape::Whole { least: 0, most: MOST_DAYS },
        example: "90",
        set: |bounds, given| {
            bounds.retirement_days = if given.text().trim() == OFF {
                None
            } else {
                let days = given.amount()?;
                let wrong = || given.none_of("a number of days up to 3,650, or \"off\"");
                Some(u32::try_from(days).ok().filter(|_| days <= MOST_DAYS).ok_or_else(wrong)?)
            };
            Ok(())
        },
        get: |bounds| {
            let is_unusual = bounds.retirement_days != Bounds::default().retirement_days;
            is_unusual.then(|| bounds.retirement_days.map_or_else(|| OFF.to_owned(), |days| days.to_string()))
        },
    }],
    usual: &["60"],
    judge,
};

/// The end of the lab's own service ends nobody else's where the weights can be downloaded, as for the need of a life ahead.
fn judge(case: &Case<'_>) -> Result<Vec<Finding>, Idle> {
    let least = case.given.asked.bounds.retirement_days.ok_or(Idle::Off)?;
    let (model, route) = case.route()?;
    let is_own = route.is_first_party || model.facts.value::<bool>(&Field::OpenWeights) != Some(true);
    let of_route = (&route.facts, Cite::Route(route.id.clone(), Field::Retires));
    let of_model = is_own.then(|| (&model.facts, Cite::Model(model.id.clone(), Field::Retires)));
    let said: Vec<(&Facts, Cite)> = [Some(of_route), of_model].into_iter().flatten().collect();
    let soonest = said
        .iter()
        .filter_map(|(facts, cite)| soon(facts, cite, case.given.day, least))
        .min_by_key(|(level, ..)| *level);
    if let Some((level, day, days, cite)) = soonest {
        return Ok(vec![Finding::new(level, Problem::Retires { day, days, least }, vec![cite])]);
    }
    let is_dated = said.iter().any(|(facts, _)| !facts.get(&Field::Retires).is_unknown());
    let deprecated = said.iter().find_map(|(facts, cite)| Some((cite, deprecated(facts, case.given.day)?)));
    let open = deprecated.filter(|_| !is_dated).map(|(cite, field)| {
        let cite = match cite {
            Cite::Model(id, _) => Cite::Model(id.clone(), field),
            _ => Cite::Route(route.id.clone(), field),
        };
        Finding::new(Level::Warning, Problem::Deprecated, vec![cite])
    });
    Ok(open.into_iter().collect())
}

/// Whether a retirement within the days is announced: an error if every claim says so, else a warning.
fn soon(facts: &Facts, cite: &Cite, today: Day, least: u32) -> Option<(Level, PartialDate, i64, Cite)> {
    let all: Vec<PartialDate> = facts.may_hold(&Field::Retires).collect();
    let days =
        |date: &PartialDate| today.until((Unit::Day, date.first_day())).map_or(0, |span| i64::from(span.get_days()));
    let soon: Vec<&PartialDate> = all.iter().filter(|date| days(date) < i64::from(least)).collect();
    let first = soon.iter().min_by_key(|date| days(date))?;
    let level = if soon.len() == all.len() { Level::Error } else { Level::Warning };
    Some((level, **first, days(first), cite.clone()))
}

/// The field that says that it is deprecated now.
fn deprecated(facts: &Facts, today: Day) -> Option<Field> {
    let has_come = facts.value::<PartialDate>(&Field::Deprecated).is_some_and(|day| day.last_day() <= today);
    let is_said = facts.value::<String>(&Field::Status).as_deref() == Some("deprecated");
    if has_come { Some(Field::Deprecated) } else { is_said.then_some(Field::Status) }
}
