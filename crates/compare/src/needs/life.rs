//! Life: nobody announces a retirement in the months ahead.

use super::{Candidate, Judged, Judgements, Need, Needs, Outcome, Shortfall};
use crate::cite::{Cite, Missing, Remedy};
use crate::query::{Parameter, Shape};
use jiff::ToSpan as _;
use weigh_catalog::{Day, Facts, Field, PartialDate};

/// Longest look ahead: ten years.
const MOST_MONTHS: u64 = 120;

pub(super) const NEED: Need = Need {
    id: "alive",
    name: "life ahead",
    rule: "no source announces a retirement within so many months, and none calls it deprecated without a day",
    parameters: &[Parameter {
        name: "alive",
        about: "No announced retirement within so many months.",
        label: "Months without retirement",
        shape: Shape::Whole { least: 0, most: MOST_MONTHS },
        example: "12",
        set: |needs, given| {
            let months = given.amount()?;
            let months = i32::try_from(months).ok().filter(|_| months <= MOST_MONTHS);
            needs.alive_months = Some(months.ok_or_else(|| given.none_of("a number of months up to 120"))?);
            Ok(())
        },
        get: |needs| needs.alive_months.map(|months| months.to_string()),
    }],
    looks_at: |needs, field| {
        let of_life = matches!(field, Field::Retires | Field::Deprecated | Field::Status | Field::OpenWeights);
        needs.alive_months.is_some() && of_life
    },
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    if let Some(months) = needs.alive_months {
        judgements.take(judge_life(months, candidate));
    }
}

/// The end of the lab's own service ends nobody else's, so a host of open weights is judged by what is said of its route.
fn judge_life(months: i32, candidate: &Candidate<'_>) -> Judged {
    let (model, route) = (candidate.model, candidate.route);
    let end = model.as_of.checked_add(months.months()).unwrap_or(Day::MAX);
    let is_own = route.is_first_party || model.facts.value::<bool>(&Field::OpenWeights) != Some(true);
    let of_route = (&route.facts, Cite::Route(route.id.clone(), Field::Retires));
    let of_model = is_own.then(|| (&model.facts, Cite::Model(model.id.clone(), Field::Retires)));
    let said = [Some(of_route), of_model].into_iter().flatten();
    let mut open = None;
    for (facts, cite) in said {
        let days: Vec<PartialDate> = facts.may_hold(&Field::Retires).collect();
        let ends: Vec<&PartialDate> = days.iter().filter(|day| day.first_day() < end).collect();
        match ends.first() {
            Some(day) if ends.len() == days.len() => {
                let shortfall = Shortfall::Retires { day: **day, months };
                return (Outcome::Unmet(shortfall), vec![cite]);
            }
            Some(_) => open = Some(cite),
            None if days.is_empty() && is_deprecated(facts) => open = Some(cite),
            None => {}
        }
    }
    match open {
        Some(cite) => (Outcome::Undecided(vec![Missing { cite: cite.clone(), remedy: Remedy::Sync }]), vec![cite]),
        None => (Outcome::Met, vec![Cite::Route(route.id.clone(), Field::Retires)]),
    }
}

fn is_deprecated(facts: &Facts) -> bool {
    facts.value::<String>(&Field::Status).as_deref() == Some("deprecated")
        || !facts.get(&Field::Deprecated).is_unknown()
}
