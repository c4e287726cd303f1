//! Whatever is named is described: sources, providers, labs, licences, benchmarks.

use super::{Check, Finding, World};
use crate::{BenchmarkId, Field};
use std::collections::{BTreeMap, BTreeSet};

pub(super) const SOURCES: Check = Check::error(
    "sources-described",
    "Every source of a claim or reading stands in the table of sources.",
    |world, findings| {
        let said = world.groups.iter().flat_map(|group| &group.members).flat_map(|member| &member.said);
        let mut named: BTreeSet<&str> = said.map(|said| said.claim.source.as_str()).collect();
        named.extend(world.readings.iter().map(String::as_str));
        for source in named.into_iter().filter(|source| world.sources.get(source).is_none()) {
            findings.push(Finding::new(source, "", "not in the table of sources"));
        }
    },
);

pub(super) const PROVIDERS: Check = Check::warning(
    "providers-described",
    "Every provider of a live route is in the table of providers.",
    |world, findings| {
        let mut routes: BTreeMap<&str, usize> = BTreeMap::new();
        for route in world.routes().filter(|route| route.is_live() && !world.providers.contains_key(&route.provider)) {
            *routes.entry(route.provider.as_str()).or_default() += 1;
        }
        findings.extend(
            routes
                .into_iter()
                .map(|(id, count)| Finding::new(id, "", format!("nobody describes it; live routes: {count}"))),
        );
    },
);

pub(super) const PROVIDER_KINDS: Check = Check::warning(
    "provider-kinds-known",
    "Every provider of a live route has a kind: precedence of prices depends on it.",
    |world, findings| {
        let live: BTreeSet<_> = world.routes().filter(|route| route.is_live()).map(|route| &route.provider).collect();
        for provider in live.into_iter().filter_map(|id| world.providers.get(id)) {
            if provider.kind.is_none() {
                findings.push(Finding::new(&provider.id, Field::ProviderKind, "unknown"));
            }
        }
    },
);

pub(super) const LABS: Check = Check::warning(
    "labs-described",
    "Every lab of a model that more than its provider vouches for is in the table of labs.",
    |world, findings| {
        let known: BTreeSet<&str> = world.labs.iter().map(|lab| lab.id.as_str()).collect();
        let named = world.groups.iter().filter(|group| group.authority != crate::identity::Authority::Provisional);
        let labs: BTreeSet<&str> = named.map(|group| group.id.lab()).collect();
        findings.extend(labs.difference(&known).map(|lab| Finding::new(lab, "", "nobody describes it")));
    },
);

pub(super) const LICENCES: Check = Check::warning(
    "licences-described",
    "Every licence that a source names for a model stands in the table of licences, by id or by another name.",
    |world, findings| {
        for (name, _) in world.licence_names.iter().filter(|(_, is_known)| !**is_known) {
            findings.push(Finding::new(name, Field::Licence, "not in the table of licences"));
        }
    },
);

pub(super) const BENCHMARKS: Check = Check::error(
    "benchmarks-defined",
    "Every benchmark with a result is in the table of benchmarks.",
    |world, findings| {
        for id in benchmarks_with_results(world).into_iter().filter(|id| !world.benchmarks.contains_key(*id)) {
            findings.push(Finding::new(id, "", "has results and no definition"));
        }
    },
);

pub(super) const BENCHMARKS_COMPARABLE: Check = Check::warning(
    "benchmarks-comparable",
    "Every benchmark with a result says metric, unit and direction: without them its scores cannot be compared.",
    |world, findings| {
        for benchmark in benchmarks_with_results(world).into_iter().filter_map(|id| world.benchmarks.get(id)) {
            for field in [Field::Metric, Field::ScoreUnit, Field::Direction] {
                if benchmark.facts.get(&field).is_unknown() {
                    findings.push(Finding::new(&benchmark.id, field, "unknown"));
                }
            }
        }
    },
);

fn benchmarks_with_results(world: &World) -> BTreeSet<&BenchmarkId> {
    world.models.iter().flat_map(|model| &model.results).map(|result| &result.benchmark).collect()
}
