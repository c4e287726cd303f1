//! Region: where requests are processed.

use super::{Candidate, Judged, Judgements, Need, Needs, Outcome, Shortfall};
use crate::cite::{Cite, Missing, Remedy};
use crate::query::{Parameter, Shape};
use std::sync::Arc;
use weigh_catalog::Field;

pub(super) const NEED: Need = Need {
    id: "region",
    name: "region",
    rule: "the route is bound to the region, or all data centres of its provider are in it",
    parameters: &[Parameter {
        name: "within",
        about: "Where requests must be processed: a region or a country code.",
        label: "Processed in",
        shape: Shape::Text,
        example: "eu",
        set: |needs, given| {
            needs.region = Some(Arc::from(given.text()));
            Ok(())
        },
        get: |needs| needs.region.as_deref().map(str::to_owned),
    }],
    looks_at: |needs, field| needs.region.is_some() && *field == Field::Region,
    judge,
};

fn judge(needs: &Needs, candidate: &Candidate<'_>, judgements: &mut Judgements) {
    if let Some(wanted) = &needs.region {
        judgements.take(judge_region(wanted, candidate));
    }
}

/// The route's own region decides. Without one, the provider's data centres do only if all are in the country: with
/// centres in several countries nobody says which one answers.
fn judge_region(wanted: &Arc<str>, candidate: &Candidate<'_>) -> Judged {
    let cite = Cite::Route(candidate.route.id.clone(), Field::Region);
    let undecided = || Outcome::Undecided(vec![Missing { cite: cite.clone(), remedy: Remedy::Overlay }]);
    let elsewhere = |found: Arc<str>| Outcome::Unmet(Shortfall::Region { wanted: wanted.clone(), found });
    if let Some(found) = candidate.route.facts.value::<Arc<str>>(&Field::Region) {
        let is_disputed = candidate.route.facts.get(&Field::Region).is_disputed();
        let outcome = match (is_disputed, lies_in(&found, wanted)) {
            (true, _) => undecided(),
            (false, true) => Outcome::Met,
            (false, false) => elsewhere(found),
        };
        return (outcome, vec![cite]);
    }
    let centres = candidate.provider.and_then(|provider| {
        let text = provider.facts.value::<Arc<str>>(&Field::DataCentres)?;
        Some((Cite::Provider(provider.id.clone(), Field::DataCentres), text))
    });
    let Some((centres_cite, centres)) = centres else { return (undecided(), vec![cite]) };
    let inside = centres.split(',').filter(|centre| lies_in(centre.trim(), wanted)).count();
    let outcome = match inside {
        0 => elsewhere(centres.clone()),
        some if some == centres.split(',').count() => Outcome::Met,
        _ => undecided(),
    };
    (outcome, vec![centres_cite])
}

/// `eu-west-1` lies in `eu`; letter case does not matter.
fn lies_in(found: &str, wanted: &str) -> bool {
    let (found, wanted) = (found.to_ascii_lowercase(), wanted.to_ascii_lowercase());
    found == wanted || found.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with(['-', '_', '.']))
}
