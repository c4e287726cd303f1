//! Writing a lock: TOML of one fixed order.

use super::{FORMAT, Lock, Locked};
use crate::project::quoted;
use std::fmt::Write as _;
use weigh_catalog::{Claim, Fact, Facts, Field, Rate, Value};

pub(super) fn write(lock: &Lock) -> String {
    let mut text = format!(
        "# What `weigh.toml` was decided on. Written by `weigh check --lock`; not to be edited.\n\
         format = {FORMAT}\ncatalog = {}\nas-of = {}\n",
        quoted(&lock.catalog),
        quoted(&lock.as_of.to_string())
    );
    lock.uses.iter().for_each(|locked| one(&mut text, locked));
    text
}

fn one(text: &mut String, locked: &Locked) {
    let mut line = |key: &str, value: &str| {
        let _ = writeln!(text, "{key} = {value}");
    };
    line("\n[[use]]\nname", &quoted(&locked.name));
    line("route", &quoted(&locked.route.to_string()));
    if let Some(route) = locked.route() {
        line("own-id", &quoted(&route.own_id));
        line("first-party", &route.is_first_party.to_string());
    }
    line("stands", &quoted(&locked.stands));
    if let Some((tier, total)) = locked.month {
        line("tier", &quoted(tier.id()));
        line("month", &quoted(&total.stated.to_string()));
        if !total.is_exact() {
            line("month-low", &quoted(&total.low.to_string()));
            line("month-high", &quoted(&total.high.to_string()));
        }
    }
    line("workload", &pairs(&locked.workload));
    line("needs", &pairs(&locked.needs));
    line("model-says", &said(facts(&locked.before.facts)));
    let of_route = locked.route().into_iter().flat_map(|route| {
        let rates = route.rates.iter().map(|rate| (Field::Rate(rate.key.clone()), Rate::fact(rate)));
        rates.chain(facts(&route.facts))
    });
    line("route-says", &said(of_route));
}

fn facts(facts: &Facts) -> impl Iterator<Item = (Field, Fact<Value>)> {
    facts.iter().map(|(field, fact)| (field.clone(), fact.clone()))
}

fn said(facts: impl Iterator<Item = (Field, Fact<Value>)>) -> String {
    let lines: String =
        facts.flat_map(|(field, fact)| fact.claims().map(|claim| claimed(&field, claim)).collect::<Vec<_>>()).collect();
    if lines.is_empty() { "[]".to_owned() } else { format!("[\n{lines}]") }
}

fn claimed(field: &Field, claim: &Claim<Value>) -> String {
    let dated = |key: &str, day: Option<weigh_catalog::Day>| {
        day.map_or_else(String::new, |day| format!(", {key} = {}", quoted(&day.to_string())))
    };
    format!(
        "  {{ field = {}, value = {}, source = {}, seen = {}, read = {}{}{} }},\n",
        quoted(&field.to_string()),
        quoted(&claim.value.to_string()),
        quoted(claim.source.as_str()),
        quoted(&claim.first_seen.to_string()),
        quoted(&claim.last_seen.to_string()),
        dated("from", claim.effective.from),
        dated("until", claim.effective.until),
    )
}

fn pairs(pairs: &[(String, String)]) -> String {
    let pairs: Vec<String> = pairs.iter().map(|(name, text)| format!("{name} = {}", quoted(text))).collect();
    if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) }
}
