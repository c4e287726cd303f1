//! Coverage and precision of identity, on the committed catalog and a sample of routes judged by hand.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use weigh_catalog::evidence::{Group, Member, Topic};
use weigh_catalog::identity::Authority;
use weigh_catalog::packed::Packed;
use weigh_catalog::precedence::group;

const CATALOG: &[u8] = include_bytes!("../../../snapshot/catalog.weigh");
const SAMPLE: &str = include_str!("../identity_sample.tsv");

fn groups() -> Vec<Group> {
    Packed::open(Cow::Borrowed(CATALOG)).unwrap().groups().map(Result::unwrap).collect()
}

/// What a route was filed under: the model, its authority, and the models it may mean instead.
type Filed<'a> = BTreeMap<(String, String), (&'a Group, &'a Member)>;

fn filed(groups: &[Group]) -> Filed<'_> {
    let mut filed = Filed::new();
    for group in groups {
        for member in &group.members {
            if let Topic::Route { provider, own_id, host: None } = &member.topic {
                filed.insert((provider.to_string(), own_id.to_lowercase()), (group, member));
            }
        }
    }
    filed
}

fn verdict(group: &Group, member: &Member, expected: &str) -> bool {
    match expected.strip_prefix("undecided:") {
        Some(models) => {
            let found: BTreeSet<&str> =
                member.rivals.iter().map(weigh_catalog::ModelId::as_str).chain([group.id.as_str()]).collect();
            found == models.split('|').collect()
        }
        None if expected == "provisional" => group.authority == Authority::Provisional,
        None => member.rivals.is_empty() && group.id.as_str() == expected,
    }
}

#[test]
fn routes_judged_by_hand_are_filed_under_the_right_model() {
    let groups = groups();
    let filed = filed(&groups);
    let rows = SAMPLE.lines().filter(|line| !line.starts_with('#')).skip(1);
    let (mut total, mut wrong) = (0_usize, Vec::new());
    for row in rows {
        let [_, provider, id, expected, _] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
        total += 1;
        match filed.get(&(provider.to_owned(), id.to_lowercase())) {
            Some((group, member)) if verdict(group, member, expected) => {}
            Some((group, member)) => wrong.push(format!(
                "{provider} {id}: {expected} expected, filed under {} ({:?}, {})",
                group.id, member.layer, member.evidence
            )),
            None => wrong.push(format!("{provider} {id}: not in the catalog")),
        }
    }
    assert!(total >= 2_600, "{total}");
    assert!(wrong.len() * 100 <= total, "{} of {total} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn nine_of_ten_routes_are_a_model_known_to_more_than_their_provider() {
    let groups = groups();
    let last_seen = |member: &Member| {
        let claims = member.said.iter().map(|said| &said.claim);
        claims.filter(|claim| claim.source.as_str() == "models-dev").map(|claim| claim.last_seen).max()
    };
    let is_route = |member: &&Member| matches!(member.topic, Topic::Route { .. });
    let newest = groups.iter().flat_map(|group| &group.members).filter(is_route).filter_map(last_seen).max();
    let (mut total, mut known) = (0_usize, 0_usize);
    for model in &groups {
        let said = model.members.iter().flat_map(|member| &member.said);
        let sources: BTreeSet<&str> = said.map(|said| group(said.claim.source.as_str())).collect();
        let is_known = sources.len() > 1 || model.authority <= Authority::FirstParty;
        let routes = model.members.iter().filter(is_route).filter(|member| last_seen(member) == newest).count();
        total += routes;
        known += routes * usize::from(is_known);
    }
    assert!(total > 8_000, "{total}");
    assert!(known * 100 >= total * 90, "{known} of {total}");
}

#[test]
fn one_model_has_one_id() {
    let groups = groups();
    let filed = filed(&groups);
    let model = |provider: &str, id: &str| filed[&(provider.to_owned(), id.to_owned())].0.id.to_string();
    for (provider, id, expected) in [
        ("evroc", "nvidia/llama-3.3-70b-instruct-fp8", "meta/llama-3.3-70b-instruct"),
        ("alibaba-cn", "deepseek-v4-pro", "deepseek/deepseek-v4-pro"),
        ("nvidia", "nvidia/nvidia-nemotron-nano-9b-v2", "nvidia/nemotron-nano-9b-v2"),
        ("llmgateway", "grok-build-0-1", "xai/grok-build-0.1"),
        ("fastrouter", "anthropic/claude-sonnet-4", "anthropic/claude-sonnet-4"),
        ("amazon-bedrock", "us.deepseek.r1-v1:0", "deepseek/deepseek-r1"),
        ("openrouter", "~anthropic/claude-opus-latest", "anthropic/claude-opus-5"),
    ] {
        assert_eq!(model(provider, id), expected, "{provider} {id}");
    }
}
