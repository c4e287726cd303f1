//! The steps from an id as written to words: prefixes, suffixes, versions, dates.
//!
//! Each step is a function over text or words; [`super::name::Name::read`] is their sequence.

use super::tables::plain_id;
use super::words::{COLON_SUFFIXES, NOISE, NUMBERED_MAKERS, PLATFORM_PREFIXES, PRECISIONS, REGION_PREFIXES, TASKS};

pub(super) fn without_prefixes(mut text: &str) -> &str {
    while let Some(rest) = PLATFORM_PREFIXES.iter().find_map(|prefix| text.strip_prefix(prefix)) {
        text = rest;
    }
    text
}

/// Takes `@region`, `@date` and `:serving` off; a size after a colon (`llama3.2:1b`) and a date go back to the words.
pub(super) fn cut_suffixes<'a>(path: &'a str, attributes: &mut Vec<String>) -> (&'a str, Vec<&'a str>) {
    let (path, at) = cut_at_last_segment(path, '@');
    let (path, colon) = cut_at_last_segment(path, ':');
    let mut words = Vec::new();
    for suffix in colon.into_iter().flat_map(|suffix| suffix.split(':')).chain(at) {
        let is_platforms = suffix.len() == 3 && is_digits(suffix);
        if is_minor(path, suffix) {
            // Bedrock's `mistral-7b-instruct-v0:2` is version 0.2, its `claude-v2:1` version 2.1; `-v1:1` is its own.
            words.push(suffix);
        } else if is_platforms || COLON_SUFFIXES.contains(&suffix) || REGION_PREFIXES.contains(&suffix) {
            attributes.push(suffix.to_owned());
        } else {
            words.push(suffix);
        }
    }
    (path, words)
}

/// Whether a number after a colon goes on with the version before it.
fn is_minor(path: &str, suffix: &str) -> bool {
    let version = path.rsplit_once("-v").map_or("", |(_, version)| version);
    let are_digits = is_digits(version) && is_digits(suffix) && suffix.len() == 1;
    are_digits && version != "1" && (version == "0" || suffix != "0")
}

/// Cuts the last segment of a path at the first such character.
fn cut_at_last_segment(path: &str, mark: char) -> (&str, Option<&str>) {
    let last_segment = path.rfind('/').map_or(0, |slash| slash + 1);
    match path[last_segment..].find(mark) {
        Some(place) => (&path[..last_segment + place], Some(&path[last_segment + place + 1..])),
        None => (path, None),
    }
}

/// The segments before the name, and the name: the last segment, or with a version alone (`recraft/v3`) the two last ones;
/// a task at the end (`/text-to-image`) is a way of calling the model.
pub(super) fn segments(path: &str, attributes: &mut Vec<String>) -> (Vec<String>, String) {
    let mut segments: Vec<String> = path.split('/').filter(|segment| !segment.is_empty()).map(str::to_owned).collect();
    let mut last = segments.pop().unwrap_or_default();
    if TASKS.contains(&last.as_str()) && !segments.is_empty() {
        attributes.push(last);
        last = segments.pop().unwrap_or_default();
    }
    let version = last.strip_prefix('v').is_some_and(|rest| is_digits(&rest.replace('.', "")));
    if version && segments.len() > 1 {
        let before = segments.pop().unwrap_or_default();
        last = format!("{before}-{last}");
    }
    (segments.iter().map(|segment| without_copy(segment).to_owned()).collect(), last)
}

/// Takes off how a file of weights was packed: `Qwen3_5-9B-Q4_K_M`, `gemma-4-E4B-it-IQ4_XS`.
pub(super) fn cut_packing<'a>(last: &'a str, attributes: &mut Vec<String>) -> &'a str {
    let Some((place, packing)) = last.match_indices(['-', '_']).find_map(|(place, _)| {
        let packing = &last[place + 1..];
        is_packing(packing).then_some((place, packing))
    }) else {
        return last;
    };
    attributes.push(packing.to_owned());
    &last[..place]
}

/// `q4_k_m`, `iq4_xs`, `q8_0`: bits, and how they are grouped.
fn is_packing(text: &str) -> bool {
    let rest = text.strip_prefix('i').unwrap_or(text).strip_prefix('q').and_then(|rest| rest.split_once('_'));
    rest.is_some_and(|(bits, group)| bits.len() == 1 && is_digits(bits) && group.len() <= 3 && !group.contains('-'))
}

/// `Steelskull 2` is the second deployment of what `Steelskull` made.
fn without_copy(segment: &str) -> &str {
    segment.strip_suffix(" 2").unwrap_or(segment)
}

/// Takes `us.` and `anthropic.` off: regions become attributes, other dotted words become vendors.
pub(super) fn cut_dotted_vendors<'a>(
    mut last: &'a str,
    vendors: &mut Vec<String>,
    attributes: &mut Vec<String>,
) -> &'a str {
    while let Some((head, rest)) = last.split_once('.') {
        let is_letters = head.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
        let is_word = head.len() > 1 && (is_letters || NUMBERED_MAKERS.contains(&head));
        let digits_follow = rest.bytes().next().is_some_and(|byte| byte.is_ascii_digit());
        if !is_word || digits_follow || rest.is_empty() {
            break;
        }
        if REGION_PREFIXES.contains(&head) {
            attributes.push(head.to_owned());
        } else {
            vendors.push(head.to_owned());
        }
        last = rest;
    }
    last
}

pub(super) fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Splits at punctuation, keeping dots between digits; `qwen3` becomes `qwen`, `3`; `v3.1` becomes `3.1`; `3p2` `3.2`.
pub(super) fn split_words(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut words = vec![String::new()];
    for (place, character) in characters.iter().copied().enumerate() {
        let digit_at =
            |place: Option<usize>| place.and_then(|place| characters.get(place)).is_some_and(char::is_ascii_digit);
        let between_digits = digit_at(place.checked_sub(1)) && digit_at(Some(place + 1));
        let is_point = character == '.' && between_digits;
        let is_p = character == 'p' && between_digits;
        if is_p || is_point {
            words.last_mut().expect("starts with one word").push('.');
        } else if character.is_alphanumeric() {
            words.last_mut().expect("starts with one word").push(character);
        } else {
            words.push(String::new());
        }
    }
    words.into_iter().filter(|word| !word.is_empty()).flat_map(|word| split_word(&word)).collect()
}

pub(super) fn split_word(word: &str) -> Vec<String> {
    if PRECISIONS.contains(&word) {
        return vec![word.to_owned()];
    }
    let letters = word.chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    let (head, tail) = word.split_at(letters);
    match (head, tail) {
        (_, "") | ("", _) => vec![word.to_owned()],
        ("v", tail) if tail.starts_with(|c: char| c.is_ascii_digit()) => vec![tail.to_owned()],
        (head, tail) if head.chars().count() >= 2 => vec![head.to_owned(), tail.to_owned()],
        _ => vec![word.to_owned()],
    }
}

/// Takes a full date out: `20250929`, `2025` `09` `29`, or `250929`.
pub(super) fn cut_date(words: &mut Vec<String>) -> Option<String> {
    let is_date = |text: &str| text.len() == 8 && text.starts_with("20") && is_digits(text) && real_date(text);
    if let Some(place) = words.iter().position(|word| is_date(word)) {
        return Some(words.remove(place));
    }
    let parted = (0..words.len().saturating_sub(2)).find(|place| {
        let parts = &words[*place..place + 3];
        parts[0].len() == 4 && parts[1].len() == 2 && parts[2].len() == 2 && is_date(&parts.concat())
    });
    if let Some(place) = parted {
        return Some(words.drain(place..place + 3).collect());
    }
    let is_short = |word: &String| word.len() == 6 && is_date(&format!("20{word}")) && word.as_str() >= "23";
    let place = words.iter().position(is_short).filter(|place| *place > 0)?;
    Some(format!("20{}", words.remove(place)))
}

/// `20250929` as `250929`.
pub(super) fn short(date: &str) -> &str {
    date.strip_prefix("20").unwrap_or(date)
}

/// Whether a word is a version: `3`, `4.20`, `k2.6`; not a size, a month or a code of four digits.
pub(super) fn is_version(word: &str) -> bool {
    let number = word.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(word).replacen('.', "", 1);
    is_digits(&number) && number.len() <= 3
}

pub(super) fn real_date(text: &str) -> bool {
    let month: u8 = text.get(4..6).and_then(|part| part.parse().ok()).unwrap_or(0);
    let day: u8 = text.get(6..8).and_then(|part| part.parse().ok()).unwrap_or(0);
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// Joins `4` `5` to `4.5` and `k2` `5` to `k2.5`; a trailing `.0` says nothing and goes.
pub(super) fn join_versions(words: Vec<String>) -> Vec<String> {
    let mut joined: Vec<String> = Vec::new();
    for word in words {
        // `05` after `06` is a day of a month, not a part of a version.
        let may_follow = is_digits(&word) && (word.len() == 1 || (word.len() == 2 && !word.starts_with('0')));
        match joined.last_mut() {
            Some(last) if may_follow && may_lead(last) => {
                last.push('.');
                last.push_str(&word);
            }
            _ => joined.push(word),
        }
    }
    for word in &mut joined {
        if let Some(whole) = word.strip_suffix(".0") {
            *word = whole.to_owned();
        }
    }
    joined
}

pub(super) fn may_lead(word: &str) -> bool {
    let digits = word.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(word);
    is_digits(digits) && (digits.len() == 1 || (digits.len() == 2 && !digits.starts_with('0')))
}

/// Bedrock ends its ids with `-v1:0`, or `-v1` after a dotted maker; where it has a later version without a date, as in
/// `titan-embed-text-v2:0`, that is the model's.
pub(super) fn without_platform_version(last: &str, has_dotted_vendor: bool, has_number: bool) -> &str {
    if let Some(head) = last.strip_suffix("-1").filter(|_| has_dotted_vendor && has_number) {
        return head;
    }
    let Some((head, version)) = last.rsplit_once("-v") else { return last };
    let is_first = version == "1" && (has_dotted_vendor || has_number);
    let has_date = head.len() > 8 && head.bytes().rev().take(8).all(|byte| byte.is_ascii_digit());
    let is_of_date = has_number && has_date && is_digits(version);
    if is_first || is_of_date { head } else { last }
}

/// `20250929` as `2025-09-29`.
pub(super) fn dashed(date: &str) -> String {
    match (date.get(..4), date.get(4..6), date.get(6..)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => date.to_owned(),
    }
}

/// The name as an id, without words that never belong to a model.
pub(super) fn written(last: &str, suffix: &[&str]) -> String {
    let plain = plain_id(&std::iter::once(last).chain(suffix.iter().copied()).collect::<Vec<_>>().join("-"));
    let is_kept = |(place, word): &(usize, &str)| *place == 0 || !(NOISE.contains(word) || PRECISIONS.contains(word));
    plain.split('-').enumerate().filter(is_kept).map(|(_, word)| word).collect::<Vec<_>>().join("-")
}

pub(super) fn take_noise(words: &mut Vec<String>, attributes: &mut Vec<String>) {
    let mut place = 1;
    while place < words.len() {
        let word = words[place].as_str();
        if NOISE.contains(&word) || PRECISIONS.contains(&word) {
            attributes.push(words.remove(place));
        } else {
            place += 1;
        }
    }
}
