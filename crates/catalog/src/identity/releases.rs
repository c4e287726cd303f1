//! Releases of one name: full dates, months and days, and codes of four digits.

use super::name::{Core, Name};
use super::registry::{Authority, Candidate};
use crate::id::LabId;
use std::collections::{BTreeMap, BTreeSet};

/// Names under which a lab has two or more dated releases: there the date is part of the model.
///
/// A month and a day at the end (`qwen3.5-plus-02-15`) count as a date beside full ones.
pub(super) fn dated_releases(candidates: &[Candidate], names: &[Name]) -> BTreeSet<(LabId, Core)> {
    let mut dates: BTreeMap<(LabId, Core), BTreeSet<String>> = BTreeMap::new();
    for (candidate, name) in candidates.iter().zip(names) {
        if candidate.authority > Authority::Router {
            continue;
        }
        let short = short_date(name);
        let date = name.date.as_ref().map(|date| (name.core(), date.get(4..).unwrap_or_default().to_owned()));
        for (core, date) in date.into_iter().chain(short) {
            dates.entry((candidate.lab.clone(), core)).or_default().insert(date);
        }
    }
    dates.into_iter().filter(|(_, dates)| dates.len() > 1).map(|(key, _)| key).collect()
}

/// The core without a code of four digits at its end: `grok-2-1212` is a release of `grok-2`.
pub(super) fn without_code(name: &Name) -> Option<Core> {
    let (last, rest) = name.words.split_last()?;
    let is_code = last.len() == 4 && last.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| Name { words: rest.to_vec(), ..Name::read("") }.core())
}

/// The core without a month and a day at its end, and these.
fn short_date(name: &Name) -> Option<(Core, String)> {
    let [rest @ .., month, day] = name.words.as_slice() else { return None };
    let is_part = |word: &str, most: u8| word.len() == 2 && word.parse().is_ok_and(|n: u8| (1..=most).contains(&n));
    let rest = Name { words: rest.to_vec(), ..Name::read("") };
    (is_part(month, 12) && is_part(day, 31)).then(|| (rest.core(), format!("{month}{day}")))
}
