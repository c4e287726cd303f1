//! From an id or a display name to a comparable core: the deterministic layer of identity.
//!
//! The same model is `accounts/fireworks/models/llama-v3p2-1b`, `meta-llama/Llama-3.2-1B`, `llama3.2:1b` and
//! `us.meta.llama3-2-1b-v1:0`. [`Name::read`] takes platform and region prefixes off, brings version punctuation into one
//! form, cuts out full dates, and sorts the remaining words, so that `claude-4.5-sonnet` and `claude-sonnet-4-5` meet.
//! [`Name::weaker`] then drops, one at a time, words that may describe the serving rather than the model; whoever looks
//! up tries the strictest form first.

use super::tables::plain_id;
use super::words::{COLON_SUFFIXES, INSTRUCT, NOISE, PLATFORM_PREFIXES, PRECISIONS, REGION_PREFIXES, SERVING};
use std::collections::BTreeSet;

/// The comparable form of an id.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// Words in the id's order.
    pub words: Vec<String>,
    /// A full release date inside the id, as `20250929`.
    pub date: Option<String>,
    /// The path before the last segment and a dotted vendor, lowercase: hints at the lab.
    pub vendors: Vec<String>,
    /// What was taken off as serving attributes, as written.
    pub attributes: Vec<String>,
    /// The name as an id, in its own spelling, without what was taken off; the date is still in it.
    pub written: String,
}

/// A name's words, sorted and joined: equal for the same model.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Core(String);

impl Core {
    /// The joined words.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Name {
    /// Reads an id or display name.
    pub fn read(text: &str) -> Self {
        let mut attributes = Vec::new();
        let lower = text.trim().to_lowercase();
        let path = without_prefixes(&lower);
        let (path, suffix) = cut_suffixes(path, &mut attributes);
        let mut segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
        let last = segments.pop().unwrap_or_default();
        let mut vendors: Vec<String> = segments.into_iter().map(str::to_owned).collect();
        let paths = vendors.len();
        let last = cut_dotted_vendors(last, &mut vendors, &mut attributes);
        let has_number = attributes.iter().any(|attribute| is_digits(attribute));
        let last = without_platform_version(last, vendors.len() > paths, has_number);
        let mut words = split_words(last);
        words.extend(suffix.iter().flat_map(|suffix| split_words(suffix)));
        let date = cut_date(&mut words);
        let mut words = join_versions(words);
        take_noise(&mut words, &mut attributes);
        let written = written(last, &suffix);
        Self { words, date, vendors, attributes, written }
    }

    /// The sorted words.
    pub fn core(&self) -> Core {
        let mut words: Vec<&str> = self.words.iter().map(String::as_str).collect();
        words.sort_unstable();
        Core(words.join("-"))
    }

    /// The name as the half of an id after the slash, in its own spelling; without the date unless it is `kept`.
    pub fn slug(&self, keeps_date: bool) -> String {
        let mut slug = self.written.clone();
        if let Some(date) = self.date.as_deref().filter(|_| !keeps_date) {
            for date in [date.to_owned(), dashed(date)] {
                slug = slug.replace(&format!("-{date}"), "");
            }
        }
        if slug.is_empty() { self.words.join("-") } else { slug }
    }

    /// The same name without its first `count` words.
    #[must_use]
    pub fn without_first(&self, count: usize) -> Self {
        let mut name = self.clone();
        let first: Vec<String> = name.words.drain(..count.min(self.words.len())).collect();
        for word in first {
            let rest = name.written.strip_prefix(&word).map(|rest| rest.trim_start_matches(['-', '.']).to_owned());
            if let Some(rest) = rest.filter(|rest| !rest.is_empty()) {
                name.written = rest;
            }
        }
        name
    }

    /// The same name with another word before it.
    #[must_use]
    pub fn with_first(&self, word: &str) -> Self {
        let mut name = self.clone();
        name.words.insert(0, word.to_owned());
        name
    }

    /// Forms with words dropped that may describe the serving, mildest first; the name itself is not among them.
    ///
    /// `vendors` are words that may stand before a model's name as its maker (`meta-llama-3.1`, `openai-gpt-oss`).
    pub fn weaker(&self, is_vendor: &dyn Fn(&str) -> bool) -> Vec<Self> {
        let mut seen: BTreeSet<Vec<String>> = BTreeSet::from([self.words.clone()]);
        let mut forms = Vec::new();
        let mut frontier = vec![self.clone()];
        for _ in 0..3 {
            let mut next = Vec::new();
            for form in frontier {
                for candidate in form.one_weaker(is_vendor) {
                    if !candidate.words.is_empty() && seen.insert(candidate.words.clone()) {
                        next.push(candidate);
                    }
                }
            }
            forms.extend(next.iter().cloned());
            frontier = next;
        }
        forms
    }

    fn one_weaker(&self, is_vendor: &dyn Fn(&str) -> bool) -> Vec<Self> {
        let mut forms = Vec::new();
        let drop = |place: usize| {
            let mut form = self.clone();
            form.attributes.push(form.words.remove(place));
            form
        };
        let places = |list: &[&str]| -> Vec<usize> {
            (1..self.words.len()).rev().filter(|place| list.contains(&self.words[*place].as_str())).collect()
        };
        if self.words.len() > 1 && self.words.first().is_some_and(|word| is_vendor(word)) {
            forms.push(drop(0));
        }
        forms.extend(places(SERVING).into_iter().map(drop));
        forms.extend(self.with_points());
        forms
    }

    /// `claude-opus-45` as `claude-opus-4.5`, `minimax-m21` as `minimax-m2.1`.
    fn with_points(&self) -> Option<Self> {
        let mut form = self.clone();
        for word in form.words.iter_mut().skip(1) {
            let digits = word.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(word);
            if digits.len() == 2 && is_digits(digits) {
                word.insert(word.len() - 1, '.');
            }
        }
        (form.words != self.words).then(|| {
            form.attributes.push("no point in the version".to_owned());
            form
        })
    }

    /// The same name with one more word.
    #[must_use]
    pub fn with_word(&self, word: &str) -> Self {
        let mut name = self.clone();
        name.words.push(word.to_owned());
        name
    }

    /// The same name without the words for "instruct".
    #[must_use]
    pub fn without_instruct(&self) -> Self {
        let mut name = self.clone();
        name.words.retain(|word| !INSTRUCT.contains(&word.as_str()));
        name
    }

    /// True if a word says that this is the version taught to follow instructions.
    pub fn says_instruct(&self) -> bool {
        self.words.iter().any(|word| INSTRUCT.contains(&word.as_str()))
    }
}

fn without_prefixes(mut text: &str) -> &str {
    while let Some(rest) = PLATFORM_PREFIXES.iter().find_map(|prefix| text.strip_prefix(prefix)) {
        text = rest;
    }
    text
}

/// Takes `@region`, `@date` and `:serving` off; a size after a colon (`llama3.2:1b`) and a date go back to the words.
fn cut_suffixes<'a>(path: &'a str, attributes: &mut Vec<String>) -> (&'a str, Vec<&'a str>) {
    let (path, at) = path.split_once('@').map_or((path, None), |(path, at)| (path, Some(at)));
    let last_segment = path.rfind('/').map_or(0, |slash| slash + 1);
    let colon = path[last_segment..].find(':').map(|colon| last_segment + colon);
    let (path, colon) = colon.map_or((path, None), |colon| (&path[..colon], Some(&path[colon + 1..])));
    let mut words = Vec::new();
    for suffix in colon.into_iter().flat_map(|suffix| suffix.split(':')).chain(at) {
        if COLON_SUFFIXES.contains(&suffix) || REGION_PREFIXES.contains(&suffix) || suffix == "default" {
            attributes.push(suffix.to_owned());
        } else {
            words.push(suffix);
        }
    }
    (path, words)
}

/// Takes `us.` and `anthropic.` off: regions become attributes, other dotted words become vendors.
fn cut_dotted_vendors<'a>(mut last: &'a str, vendors: &mut Vec<String>, attributes: &mut Vec<String>) -> &'a str {
    while let Some((head, rest)) = last.split_once('.') {
        let is_word = head.len() > 1 && head.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'-');
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

fn is_digits(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Splits at punctuation, keeping dots between digits; `qwen3` becomes `qwen`, `3`; `v3.1` becomes `3.1`; `3p2` `3.2`.
fn split_words(text: &str) -> Vec<String> {
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

fn split_word(word: &str) -> Vec<String> {
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

/// Takes a full date out: `20250929`, or `2025` `09` `29`.
fn cut_date(words: &mut Vec<String>) -> Option<String> {
    let is_date = |text: &str| text.len() == 8 && text.starts_with("20") && is_digits(text) && real_date(text);
    if let Some(place) = words.iter().position(|word| is_date(word)) {
        return Some(words.remove(place));
    }
    let place = (0..words.len().saturating_sub(2)).find(|place| {
        let parts = &words[*place..place + 3];
        parts[0].len() == 4 && parts[1].len() == 2 && parts[2].len() == 2 && is_date(&parts.concat())
    })?;
    Some(words.drain(place..place + 3).collect())
}

fn real_date(text: &str) -> bool {
    let month: u8 = text.get(4..6).and_then(|part| part.parse().ok()).unwrap_or(0);
    let day: u8 = text.get(6..8).and_then(|part| part.parse().ok()).unwrap_or(0);
    (1..=12).contains(&month) && (1..=31).contains(&day)
}

/// Joins `4` `5` to `4.5` and `k2` `5` to `k2.5`; a trailing `.0` says nothing and goes.
fn join_versions(words: Vec<String>) -> Vec<String> {
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

fn may_lead(word: &str) -> bool {
    let digits = word.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(word);
    is_digits(digits) && (digits.len() == 1 || (digits.len() == 2 && !digits.starts_with('0')))
}

/// Bedrock ends its ids with `-v1:0`, or `-v1` after a dotted maker; where it has a later version without a date, as in
/// `titan-embed-text-v2:0`, that is the model's.
fn without_platform_version(last: &str, has_dotted_vendor: bool, has_number: bool) -> &str {
    let Some((head, version)) = last.rsplit_once("-v") else { return last };
    let is_first = version == "1" && (has_dotted_vendor || has_number);
    let has_date = head.len() > 8 && head.bytes().rev().take(8).all(|byte| byte.is_ascii_digit());
    let is_of_date = has_number && has_date && is_digits(version);
    if is_first || is_of_date { head } else { last }
}

/// `20250929` as `2025-09-29`.
fn dashed(date: &str) -> String {
    match (date.get(..4), date.get(4..6), date.get(6..)) {
        (Some(year), Some(month), Some(day)) => format!("{year}-{month}-{day}"),
        _ => date.to_owned(),
    }
}

/// The name as an id, without words that never belong to a model.
fn written(last: &str, suffix: &[&str]) -> String {
    let plain = plain_id(&std::iter::once(last).chain(suffix.iter().copied()).collect::<Vec<_>>().join("-"));
    let is_kept = |(place, word): &(usize, &str)| *place == 0 || !(NOISE.contains(word) || PRECISIONS.contains(word));
    plain.split('-').enumerate().filter(is_kept).map(|(_, word)| word).collect::<Vec<_>>().join("-")
}

fn take_noise(words: &mut Vec<String>, attributes: &mut Vec<String>) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn core(text: &str) -> String {
        Name::read(text).core().as_str().to_owned()
    }

    #[test]
    fn one_model_under_many_spellings_has_one_core() {
        for spelling in [
            "meta-llama/Llama-3.2-1B",
            "accounts/fireworks/models/llama-v3p2-1b",
            "llama3.2:1b",
            "@cf/meta/llama-3.2-1b",
            "us.meta.llama3-2-1b-v1:0",
            "Llama 3.2 1B",
        ] {
            assert_eq!(core(spelling), core("llama-3.2-1b"), "{spelling}");
        }
        for spelling in ["claude-4.5-sonnet", "anthropic/claude-sonnet-4.5", "claude-sonnet-4-5@20250929"] {
            assert_eq!(core(spelling), core("claude-sonnet-4-5"), "{spelling}");
        }
        for (a, b) in [
            ("moonshotai/kimi-k2-5", "kimi-k2.5"),
            ("qwen3-235b-a22b", "Qwen/Qwen3-235B-A22B"),
            ("minimax-m2p5", "MiniMax-M2.5"),
            ("gpt-4-1-mini", "openai/gpt-4.1-mini"),
            ("seed-2-0-pro", "seed-2.0-pro"),
            ("grok-build-0-1", "grok-build-0.1"),
            ("deepseek.r1-v1:0", "r1"),
            ("us.amazon.nova-pro-v1:0", "nova-pro"),
            ("anthropic.claude-opus-4-6-v1", "claude-opus-4.6"),
            ("nvidia/NVIDIA-Nemotron-3-Ultra-550B-A55B-BF16", "nvidia-nemotron-3-ultra-550b-a55b"),
            ("MiniMax-M2.5-highspeed", "minimax-m2.5"),
        ] {
            assert_eq!(core(a), core(b), "{a} {b}");
        }
    }

    #[test]
    fn different_models_keep_different_cores() {
        let ids = [
            "gpt-4",
            "gpt-4o",
            "gpt-4-turbo",
            "gpt-4.1",
            "gpt-5.4",
            "gpt-4.5",
            "deepseek-r1",
            "deepseek-r1-0528",
            "llama-3.2-1b",
            "llama-3.2-1b-instruct",
            "llama-3.2-11b",
            "grok-4",
            "grok-4-fast",
            "mistral-small-2506",
            "mistral-small-2603",
            "kimi-k2",
            "kimi-k2-0905",
            "gemini-2.5-pro-preview-05-06",
            "gemini-2.5-pro",
            "cydonia-24b",
            "TheDrummer/Cydonia-24B-v2",
            "amazon.titan-embed-text-v1",
            "amazon.titan-embed-text-v2:0",
            "llama-3.3-nemotron-super-49b-v1",
            "llama-3.3-nemotron-super-49b-v1.5",
        ];
        let cores: BTreeSet<String> = ids.iter().map(|id| core(id)).collect();
        assert_eq!(cores.len(), ids.len(), "{cores:?}");
    }

    #[test]
    fn full_dates_come_out_and_short_codes_stay() {
        let date = |text: &str| Name::read(text).date;
        assert_eq!(date("o4-mini-2025-04-16").as_deref(), Some("20250416"));
        assert_eq!(date("claude-haiku-4-5-20251001").as_deref(), Some("20251001"));
        assert_eq!(date("anthropic.claude-3-5-sonnet-20241022-v2:0").as_deref(), Some("20241022"));
        assert_eq!(date("deepseek-r1-0528"), None);
        assert_eq!(date("x-20251399"), None);
        assert_eq!(core("anthropic.claude-3-5-sonnet-20241022-v2:0"), core("claude-3.5-sonnet"));
    }

    #[test]
    fn vendors_and_regions_are_told_apart() {
        let name = Name::read("us.anthropic.claude-opus-4-5-20251101-v1:0");
        assert_eq!(name.vendors, ["anthropic"]);
        assert!(name.attributes.contains(&"us".to_owned()));
        assert_eq!(Name::read("meta-llama/llama-3.3-70b-instruct:free").vendors, ["meta-llama"]);
    }

    #[test]
    fn weaker_forms_drop_serving_words_one_at_a_time() {
        let name = Name::read("nvidia-llama-3.3-70b-instruct-fp8-fast");
        let forms: Vec<String> =
            name.weaker(&|word| word == "nvidia").iter().map(|form| form.words.join("-")).collect();
        assert_eq!(forms[0], "llama-3.3-70b-instruct-fast");
        assert!(forms.contains(&"llama-3.3-70b-instruct".to_owned()));
        assert!(!forms.contains(&"nvidia-llama-3.3-70b-instruct-fast".to_owned()));
    }

    #[test]
    fn a_slug_keeps_the_spelling_of_the_name() {
        let slug = |text: &str| Name::read(text).slug(false);
        assert_eq!(slug("deepseek/DeepSeek-V4-Pro"), "deepseek-v4-pro");
        assert_eq!(slug("bytedance/seedream-4.0"), "seedream-4.0");
        assert_eq!(slug("us.amazon.nova-pro-v1:0"), "nova-pro");
        assert_eq!(slug("mistral.voxtral-small-24b-2507"), "voxtral-small-24b-2507");
        assert_eq!(slug("llama3.2:1b"), "llama3.2-1b");
        assert_eq!(slug("Qwen/Qwen3-32B-FP8"), "qwen3-32b");
        assert_eq!(slug("gpt-4o-2024-08-06"), "gpt-4o");
        assert_eq!(Name::read("gpt-4o-2024-08-06").slug(true), "gpt-4o-2024-08-06");
        assert_eq!(Name::read("zai-org-glm-4.6").without_first(2).slug(false), "glm-4.6");
    }

    #[test]
    fn a_weaker_form_puts_the_point_back_into_a_version() {
        let forms = Name::read("minimax-m21").weaker(&|_| false);
        assert_eq!(forms.iter().map(|form| form.words.join("-")).collect::<Vec<_>>(), ["minimax-m2.1"]);
        assert_eq!(forms[0].core(), Name::read("MiniMax-M2.1").core());
    }

    #[test]
    fn odd_text_is_read_without_complaint() {
        for odd in ["", "/", ":", "@", "...", "a.", "ß/Ä:Ω", "日本語-1.5", "🦙", "-1-1-1-1", "2025-01-01"] {
            let name = Name::read(odd);
            let _ = (name.core(), name.slug(false), name.without_first(9), name.weaker(&|_| true));
        }
    }
}
