//! Life cycle: what is known of a model's end.

use super::{Finding, Left, What};
use crate::cite::Cite;
use crate::comparison::Entry;
use crate::cost::route_of;
use crate::offer::retired_for_good;
use crate::profile::{LifeStage, months_until};
use weigh_catalog::{Day, Field, PartialDate};

/// What may be said of the life cycle of one model, and of the route its bill uses.
pub(super) fn alone(entry: &Entry, day: Day) -> Vec<Finding> {
    stage(entry).into_iter().chain(route_retires(entry, day)).collect()
}

fn stage(entry: &Entry) -> Option<Finding> {
    let (model, life) = (entry.model.id.clone(), &entry.profile.life);
    let stage = life.stage.as_ref()?;
    let replacement = life.replacement.as_ref().map(|replacement| replacement.value.clone());
    let mut cites = stage.cites.clone();
    cites.extend(life.replacement.iter().flat_map(|replacement| replacement.cites.clone()));
    let date = |date: &Option<crate::profile::Stated<PartialDate>>| date.as_ref().map(|date| date.value);
    let what = match stage.value {
        LifeStage::Retired(_) => {
            let for_good = retired_for_good(&entry.model, life.stage.as_ref()).is_some();
            What::Retired { model, since: date(&life.retires), replacement, for_good }
        }
        LifeStage::Retiring => {
            let (on, months_left) = (date(&life.retires)?, life.months_left?);
            What::Retires { model, on, months_left, replacement }
        }
        LifeStage::Deprecated => What::Deprecated { model, since: date(&life.deprecated), replacement },
        LifeStage::Preview => What::Preview { model },
        LifeStage::Active => return None,
    };
    Some(Finding::new(what, cites))
}

fn route_retires(entry: &Entry, day: Day) -> Option<Finding> {
    let route = route_of(&entry.model, entry.offers.best()?)?;
    let on: PartialDate = route.facts.value(&Field::Retires)?;
    let what = What::RouteRetires { route: route.id.clone(), on, months_left: months_until(day, on.first_day()) };
    Some(Finding::new(what, vec![Cite::Route(route.id.clone(), Field::Retires)]))
}

/// Retired by its lab, and served on by whoever has the weights: how long, nobody says.
fn lives_on(entry: &Entry) -> bool {
    let stage = entry.profile.life.stage.as_ref();
    let has_retired = stage.is_some_and(|stage| matches!(stage.value, LifeStage::Retired(_)));
    has_retired && retired_for_good(&entry.model, stage).is_none()
}

fn left(entry: &Entry) -> Left {
    let life = &entry.profile.life;
    match life.stage.as_ref().map(|stage| stage.value) {
        Some(LifeStage::Retired(_)) => Left::Nothing,
        _ => life.months_left.map_or(Left::Open, Left::Months),
    }
}

/// Which of two stays on offer longer: only where a source says something of both.
pub(super) fn between(a: &Entry, b: &Entry) -> Option<Finding> {
    let (one, other) = (a.profile.life.stage.as_ref()?, b.profile.life.stage.as_ref()?);
    if one.is_disputed || other.is_disputed || [a, b].into_iter().any(lives_on) {
        return None;
    }
    let rank = |entry: &Entry, stage: LifeStage| match stage {
        LifeStage::Active => (3, 0),
        LifeStage::Preview => (2, 0),
        LifeStage::Deprecated | LifeStage::Retiring => (1, entry.profile.life.months_left.unwrap_or(0)),
        LifeStage::Retired(_) => (0, 0),
    };
    let (a_rank, b_rank) = (rank(a, one.value), rank(b, other.value));
    if a_rank == b_rank {
        return None;
    }
    let (longer, shorter) = if a_rank > b_rank { (a, b) } else { (b, a) };
    let what = What::LastsLonger {
        longer: longer.model.id.clone(),
        shorter: shorter.model.id.clone(),
        longer_left: left(longer),
        shorter_left: left(shorter),
    };
    Some(Finding::new(what, one.cites.iter().chain(&other.cites).cloned().collect()))
}
