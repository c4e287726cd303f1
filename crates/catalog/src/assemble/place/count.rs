//! How many routes each layer resolved, and how many models more than one source knows.

use super::super::report::IdentityReport;
use crate::date::Day;
use crate::evidence::{Group, Topic};
use crate::id::ModelId;
use crate::identity::Authority;
use crate::precedence::group;
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn count(groups: &BTreeMap<ModelId, Group>, report: &mut IdentityReport) {
    let newest = newest_readings(groups);
    for grouped in groups.values() {
        let sources: BTreeSet<&str> = grouped
            .members
            .iter()
            .flat_map(|member| &member.said)
            .map(|said| group(said.claim.source.as_str()))
            .collect();
        let corroborated = sources.len() > 1 || grouped.authority <= Authority::FirstParty;
        for member in grouped.members.iter().filter(|member| matches!(member.topic, Topic::Route { .. })) {
            let mut last: BTreeMap<&str, Day> = BTreeMap::new();
            for said in &member.said {
                let day = last.entry(said.claim.source.as_str()).or_insert(said.claim.last_seen);
                *day = said.claim.last_seen.max(*day);
            }
            for (source, day) in last {
                report.routes.entry(source.to_owned()).or_default().add(member, corroborated);
                if newest.get(source) == Some(&day) {
                    report.latest.entry(source.to_owned()).or_default().add(member, corroborated);
                }
            }
        }
    }
}

/// The day of each source's newest reading.
fn newest_readings(groups: &BTreeMap<ModelId, Group>) -> BTreeMap<String, Day> {
    let mut newest: BTreeMap<String, Day> = BTreeMap::new();
    for said in groups.values().flat_map(|group| &group.members).flat_map(|member| &member.said) {
        let day = newest.entry(said.claim.source.to_string()).or_insert(said.claim.last_seen);
        *day = said.claim.last_seen.max(*day);
    }
    newest
}
