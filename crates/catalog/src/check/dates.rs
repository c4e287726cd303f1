//! Dates: in the order life takes, and of this age.

use super::world::by;
use super::{Check, Finding, World};
use crate::date::PartialDate;
use crate::facts::Facts;
use crate::{Fact, Field};

/// The order in which the dates of a model fall.
const ORDER: [Field; 4] = [Field::KnowledgeCutoff, Field::Released, Field::Deprecated, Field::Retires];

fn facts(world: &World) -> impl Iterator<Item = (String, &Facts)> {
    world.models.iter().flat_map(|model| {
        let routes = model.routes.iter().map(|route| (route.id.to_string(), &route.facts));
        std::iter::once((model.id.to_string(), &model.facts)).chain(routes)
    })
}

pub(super) const LIFE_CYCLE: Check = Check::warning(
    "dates-in-order",
    "Knowledge cutoff, release, deprecation and retirement follow each other, as far as their precision says.",
    |world, findings| {
        for (subject, facts) in facts(world) {
            let dates: Vec<(&Field, Fact<PartialDate>)> =
                ORDER.iter().map(|field| (field, facts.typed(field))).collect();
            let known: Vec<(&Field, &Fact<PartialDate>, PartialDate)> =
                dates.iter().filter_map(|(field, fact)| Some((*field, fact, *fact.value()?))).collect();
            for (place, (field, fact, date)) in known.iter().enumerate() {
                for (later_field, later_fact, later) in known.iter().skip(place + 1) {
                    if date.first_day() > later.last_day() {
                        let disputed = if fact.is_disputed() || later_fact.is_disputed() { ", disputed" } else { "" };
                        let what = format!("{date} ({}) is after {later} ({}){disputed}", by(fact), by(later_fact));
                        findings.push(Finding::new(&subject, format!("{field}, {later_field}"), what));
                    }
                }
            }
        }
    },
);

/// No model of today's kind is older, and no date reaches further ahead than shutdowns are announced.
const YEARS: std::ops::RangeInclusive<i16> = 2018..=2032;

pub(super) const PLAUSIBLE: Check = Check::warning(
    "dates-plausible",
    "Every date lies between 2018 and 2032, and no release lies after the day of the catalog.",
    |world, findings| {
        for (subject, facts) in facts(world) {
            for field in ORDER.iter().chain([&Field::Announced]) {
                let fact: Fact<PartialDate> = facts.typed(field);
                let Some(date) = fact.value() else { continue };
                let is_ahead = *field == Field::Released && date.first_day() > world.day;
                if !YEARS.contains(&date.first_day().year()) || is_ahead {
                    findings.push(Finding::new(&subject, field, format!("{date} ({})", by(&fact))));
                }
            }
        }
    },
);

pub(super) const PERIODS: Check = Check::error(
    "periods-not-empty",
    "A claim that holds for a while begins before it ends, and was last seen no earlier than first.",
    |world, findings| {
        for group in &world.groups {
            for said in group.members.iter().flat_map(|member| &member.said) {
                let (claim, period) = (&said.claim, said.claim.effective);
                let is_empty = period.from.zip(period.until).is_some_and(|(from, until)| from >= until);
                if is_empty || claim.last_seen < claim.first_seen {
                    let what = format!(
                        "{}: holds {:?} to {:?}, seen {} to {}",
                        claim.source, period.from, period.until, claim.first_seen, claim.last_seen
                    );
                    findings.push(Finding::new(&group.id, &said.field, what));
                }
            }
        }
    },
);
