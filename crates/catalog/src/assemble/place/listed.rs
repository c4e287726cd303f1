//! Routes somebody lists, with the prices and descriptions that others add about them.

use super::super::NO_ROUTES_OF_THEIR_OWN;
use super::super::merge::{Claims, Merged, RouteKey};
use super::super::report::IdentityReport;
use super::super::unplaced::Aside;
use crate::id::ProviderId;
use crate::identity::{Core, Name};
use std::collections::BTreeMap;

/// Routes somebody lists; what others add about them is attached, by exact id or by the same name at the same provider.
pub(super) fn routes(merged: &Merged, report: &mut IdentityReport, aside: &mut Aside) -> BTreeMap<RouteKey, Claims> {
    let (mut listed, mut added): (BTreeMap<RouteKey, Claims>, Vec<_>) = (BTreeMap::new(), Vec::new());
    for (key, claims) in &merged.routes {
        let is_listed = claims.iter().any(|(_, claim)| !NO_ROUTES_OF_THEIR_OWN.contains(&claim.source.as_str()));
        if is_listed {
            listed.insert(key.clone(), claims.clone());
        } else {
            added.push((key, claims));
        }
    }
    let mut by_name: BTreeMap<(ProviderId, Core), Vec<(RouteKey, Name)>> = BTreeMap::new();
    for key in listed.keys().filter(|key| key.host.is_none()) {
        let name = Name::read(&key.id);
        by_name.entry((key.provider.clone(), name.core())).or_default().push((key.clone(), name));
    }
    for (key, claims) in added {
        let name = Name::read(&key.id);
        let same = by_name.get(&(key.provider.clone(), name.core())).map(Vec::as_slice).unwrap_or_default();
        let Some(only) = the_one(&name, same) else {
            report.unlisted.push(format!("{}: {}", key.provider, key.id));
            aside.route(key, merged.spelled(key), claims.clone());
            continue;
        };
        let spare = listed.entry(only.clone()).or_default().absorb(claims.clone(), &merged.spelled(key));
        for (own_id, claims) in spare {
            aside.repeated(only, own_id.unwrap_or_else(|| merged.spelled(only)), claims);
        }
    }
    listed
}

/// The one listed route that a name means: of the same date and served the same way; without a date, the only one of any
/// date served so.
fn the_one<'a>(name: &Name, listed: &'a [(RouteKey, Name)]) -> Option<&'a RouteKey> {
    let served_alike = |other: &Name| other.attributes == name.attributes;
    let dated_alike: Vec<&(RouteKey, Name)> = listed.iter().filter(|(_, other)| other.date == name.date).collect();
    let close: Vec<&(RouteKey, Name)> = dated_alike.iter().copied().filter(|(_, other)| served_alike(other)).collect();
    let undated: Vec<&(RouteKey, Name)> =
        listed.iter().filter(|(_, other)| name.date.is_none() && served_alike(other)).collect();
    let only = |found: &[&'a (RouteKey, Name)]| match found {
        [(key, _)] => Some(key),
        _ => None,
    };
    only(&dated_alike).or_else(|| only(&close)).or_else(|| only(&undated).filter(|_| dated_alike.is_empty()))
}
