//! From an id or a display name to a comparable core: the deterministic layer of identity.
//!
//! The same model is `accounts/fireworks/models/llama-v3p2-1b`, `meta-llama/Llama-3.2-1B`, `llama3.2:1b` and
//! `us.meta.llama3-2-1b-v1:0`. [`Name::read`] takes platform and region prefixes off, brings version punctuation into one
//! form, cuts out full dates, and sorts the remaining words, so that `claude-4.5-sonnet` and `claude-sonnet-4-5` meet;
//! the steps are in `identity::spelling`.
//! [`Name::weaker`] then drops, one at a time, words that may describe the serving rather than the model; whoever looks
//! up tries the strictest form first.

use super::spelling;
use super::words::{INSTRUCT, SERVING, SERVING_OF_WEIGHTS};
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
        let lower = text.trim().to_lowercase().replace("%2f", "/");
        let path = spelling::without_prefixes(&lower);
        let (path, suffix) = spelling::cut_suffixes(path, &mut attributes);
        let (mut vendors, last) = spelling::segments(path, &mut attributes);
        let paths = vendors.len();
        let last = spelling::cut_dotted_vendors(&last, &mut vendors, &mut attributes);
        let has_number = attributes.iter().any(|attribute| spelling::is_digits(attribute));
        let last = spelling::without_platform_version(last, vendors.len() > paths, has_number);
        let last = spelling::cut_packing(last, &mut attributes);
        let mut words = spelling::split_words(last);
        words.extend(suffix.iter().flat_map(|suffix| spelling::split_words(suffix)));
        let date = spelling::cut_date(&mut words);
        let mut words = spelling::join_versions(words);
        spelling::take_noise(&mut words, &mut attributes);
        let written = spelling::written(last, &suffix);
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
            for spelled in [date, &spelling::dashed(date), spelling::short(date)] {
                slug = slug.replace(&format!("-{spelled}"), "");
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
        forms.extend(places(SERVING_OF_WEIGHTS).into_iter().map(drop));
        forms.extend(self.with_points());
        forms
    }

    /// `claude-opus-45` as `claude-opus-4.5`, `minimax-m21` as `minimax-m2.1`.
    fn with_points(&self) -> Option<Self> {
        let mut form = self.clone();
        for word in form.words.iter_mut().skip(1) {
            let digits = word.strip_prefix(|c: char| c.is_ascii_alphabetic()).unwrap_or(word);
            if digits.len() == 2 && spelling::is_digits(digits) {
                word.insert(word.len() - 1, '.');
            }
        }
        (form.words != self.words).then(|| {
            form.attributes.push("no point in the version".to_owned());
            form
        })
    }

    /// The same name without `latest`, if it also has a version: `grok-3-latest`, but not `mistral-small-latest`.
    pub fn without_latest(&self) -> Option<Self> {
        let place = self.words.iter().position(|word| word == "latest").filter(|place| *place > 0)?;
        let has_version = self.words.iter().any(|word| spelling::is_version(word));
        has_version.then(|| {
            let mut name = self.clone();
            name.attributes.push(name.words.remove(place));
            name.written = name.written.replace("-latest", "");
            name
        })
    }

    /// Whether the name moves from release to release.
    pub fn moves(&self) -> bool {
        self.words.iter().chain(&self.attributes).any(|word| word == "latest")
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
            ("us-east-1/anthropic.claude-v2:1", "claude-2.1"),
            ("anthropic.claude-v2", "claude-2"),
            ("cohere.embed-english-v3:0:512", "embed-english-v3"),
            ("gemma-4-E4B-it-IQ4_XS", "gemma-4-e4b-it"),
            ("Qwen3_5-9B-Q4_K_M", "qwen3.5-9b"),
            ("BSC-LT/ALIA-40b-instruct_Q8_0", "alia-40b-instruct"),
            ("gpt-oss-120b-mxfp-GGUF", "gpt-oss-120b"),
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
