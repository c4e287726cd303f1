//! What the name of a price field means: `input_cost_per_token_above_272k_tokens_priority` is `input.priority>272000`.
//!
//! A name is a base (`input_cost_per_token`) with suffixes in any order: a service tier, a prompt size, a cache lifetime,
//! an interval. Some bases count different things in different modes; see [`Use`].

use weigh_catalog::{Meter, RateKey, ServiceTier};

/// Places from dollars per unit to dollars per million units.
const PER_UNIT: i32 = 6;

/// Places from dollars per thousand units to dollars per million units.
const PER_THOUSAND: i32 = 3;

/// What an entry is for, as far as the meaning of its price names depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Use<'a> {
    /// The entry's `mode`, empty if unknown.
    pub mode: &'a str,
    /// Old image entries write the price of a generated image as one of input; true if this is such an entry.
    pub makes_images_by_input: bool,
}

/// What a price name says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Meaning {
    /// The rate it names, and the places to shift its digits.
    Rate(RateKey, i32),
    /// A price whose meter depends on a mode that the entry has not.
    Unclear,
}

/// Suffixes that name a service tier.
const TIERS: &[(&str, ServiceTier)] = &[
    ("_batches", ServiceTier::Batch),
    ("_batch_requests", ServiceTier::Batch),
    ("_flex", ServiceTier::Flex),
    ("_priority", ServiceTier::Priority),
    ("_balanced", ServiceTier::Balanced),
    ("_ultrafast", ServiceTier::Ultrafast),
    ("_decisions", ServiceTier::Decisions),
];

/// Bases that always count the same thing, per unit.
const BASES: &[(&str, Meter)] = &[
    ("input_cost_per_token", Meter::Input),
    ("output_cost_per_token", Meter::Output),
    ("output_cost_per_reasoning_token", Meter::Reasoning),
    ("cache_read_input_token_cost", Meter::CachedInput),
    ("input_cost_per_token_cache_hit", Meter::CachedInput),
    ("cache_creation_input_token_cost", Meter::CacheWrite),
    ("input_cost_per_audio_token", Meter::AudioInput),
    ("output_cost_per_audio_token", Meter::AudioOutput),
    ("cache_read_input_audio_token_cost", Meter::CachedAudioInput),
    ("cache_read_input_token_cost_per_audio_token", Meter::CachedAudioInput),
    ("cache_creation_input_audio_token_cost", Meter::AudioCacheWrite),
    ("input_cost_per_image_token", Meter::ImageInput),
    ("output_cost_per_image_token", Meter::ImageOutput),
    ("cache_read_input_image_token_cost", Meter::CachedImageInput),
    ("input_cost_per_video_token", Meter::VideoInput),
    ("output_cost_per_video_token", Meter::VideoOutput),
    ("citation_cost_per_token", Meter::Citation),
    ("input_cost_per_character", Meter::CharacterRead),
    ("output_cost_per_character", Meter::CharacterMade),
    ("input_cost_per_request", Meter::Request),
    ("google_maps_grounding_cost_per_query", Meter::MapsSearch),
    ("code_interpreter_cost_per_session", Meter::CodeSession),
    ("ocr_cost_per_page", Meter::PageRead),
    ("annotation_cost_per_page", Meter::PageAnnotated),
    ("input_cost_per_audio_per_second", Meter::AudioRead),
    ("input_cost_per_second_audio", Meter::AudioRead),
    ("output_cost_per_audio_per_second", Meter::AudioMade),
    ("input_cost_per_video_per_second", Meter::VideoRead),
    ("input_cost_per_second_video", Meter::VideoRead),
    ("output_cost_per_video_per_second", Meter::VideoMade),
    ("output_cost_per_pixel", Meter::PixelMade),
];

/// Bases whose meter depends on what the entry is for, or that may carry a size.
const BY_MODE: &[&str] = &[
    "input_cost_per_image",
    "output_cost_per_image",
    "input_cost_per_pixel",
    "input_cost_per_query",
    "input_cost_per_second",
    "output_cost_per_second",
];

/// Bases that name a variant of a meter, per unit.
const VARIANTS: &[(&str, Meter, &str)] = &[
    ("explicit_cache_read_input_token_cost", Meter::CachedInput, "explicit"),
    ("input_cost_per_text_message", Meter::Request, "text-message"),
];

/// The suffixes of a name, and what is left of it.
#[derive(Debug, Default)]
struct Suffixes {
    tier: ServiceTier,
    above_tokens: Option<u64>,
    lifetime_hours: Option<u64>,
    interval_seconds: Option<u64>,
}

/// Reads the name of a price field; `None` if it is no price this knows.
pub(super) fn parse(name: &str, entry: Use<'_>) -> Option<Meaning> {
    let mut suffixes = Suffixes::default();
    let mut base = name;
    while let Some(rest) = suffixes.take(base) {
        base = rest;
    }
    let (mut key, shift) = match base_key(base, entry)? {
        Meaning::Rate(key, shift) => (key, shift),
        Meaning::Unclear => return Some(Meaning::Unclear),
    };
    key.tier = suffixes.tier;
    key.conditions.set(|conditions| conditions.above_tokens = suffixes.above_tokens);
    if let Some(hours) = suffixes.lifetime_hours {
        key.meter = cache_write(key.meter, hours)?;
    }
    if let Some(seconds) = suffixes.interval_seconds {
        key = key.variant(&format!("above-{seconds}s"));
    }
    Some(Meaning::Rate(key, shift))
}

impl Suffixes {
    /// Takes one suffix off a name.
    fn take<'a>(&mut self, name: &'a str) -> Option<&'a str> {
        for (suffix, tier) in TIERS {
            if let Some(rest) = name.strip_suffix(suffix) {
                self.tier = *tier;
                return Some(rest);
            }
        }
        if let Some((rest, number)) = above(name, "k_tokens") {
            self.above_tokens = Some(number.checked_mul(1_000)?);
            return Some(rest);
        }
        if let Some((rest, number)) = above(name, "hr") {
            self.lifetime_hours = Some(number);
            return Some(rest);
        }
        let (rest, number) = above(name, "s_interval")?;
        self.interval_seconds = Some(number);
        Some(rest)
    }
}

/// `..._above_{number}{unit}`: what is before it, and the number.
fn above<'a>(name: &'a str, unit: &str) -> Option<(&'a str, u64)> {
    let (rest, number) = name.strip_suffix(unit)?.rsplit_once("_above_")?;
    Some((rest, number.parse().ok()?))
}

/// The meter of cache writes of a lifetime.
fn cache_write(meter: Meter, hours: u64) -> Option<Meter> {
    match (meter, hours) {
        (Meter::CacheWrite, 1) => Some(Meter::CacheWrite1h),
        (Meter::CacheWrite, 12) => Some(Meter::CacheWrite12h),
        _ => None,
    }
}

fn base_key(base: &str, entry: Use<'_>) -> Option<Meaning> {
    let plain = |meter| RateKey::new(meter, ServiceTier::Standard);
    if let Some((_, meter)) = BASES.iter().find(|(name, _)| *name == base) {
        return Some(Meaning::Rate(plain(*meter), PER_UNIT));
    }
    if let Some((_, meter, variant)) = VARIANTS.iter().find(|(name, ..)| *name == base) {
        return Some(Meaning::Rate(plain(*meter).variant(variant), PER_UNIT));
    }
    if base == "file_search_cost_per_1k_calls" {
        return Some(Meaning::Rate(plain(Meter::FileSearch), PER_THOUSAND));
    }
    let (base, variant) = sized(base).map_or((base, None), |(base, variant)| (base, Some(variant)));
    if !BY_MODE.contains(&base) {
        return None;
    }
    let Some(meter) = meter_by_mode(base, entry) else { return Some(Meaning::Unclear) };
    let key = plain(meter);
    Some(Meaning::Rate(variant.map_or(key.clone(), |variant| key.variant(variant)), PER_UNIT))
}

/// `output_cost_per_second_1080p`, `output_cost_per_image_2K`: the base and its size.
fn sized(name: &str) -> Option<(&'static str, &str)> {
    ["output_cost_per_second", "output_cost_per_image"].into_iter().find_map(|base| {
        let variant = name.strip_prefix(base)?.strip_prefix('_')?;
        let is_size = variant.starts_with(|c: char| c.is_ascii_digit())
            || variant.starts_with("above_")
            || variant.starts_with("premium");
        is_size.then_some((base, variant))
    })
}

/// The meter of one of [`BY_MODE`], if the entry's use decides it.
fn meter_by_mode(base: &str, entry: Use<'_>) -> Option<Meter> {
    let by_input = |made, read| match (entry.mode, entry.makes_images_by_input) {
        ("", _) => None,
        (_, true) => Some(made),
        (_, false) => Some(read),
    };
    match (base, entry.mode) {
        ("input_cost_per_image", _) => by_input(Meter::ImageMade, Meter::ImageRead),
        ("input_cost_per_pixel", _) => by_input(Meter::PixelMade, Meter::PixelRead),
        ("output_cost_per_image", _) => Some(Meter::ImageMade),
        // An embedding endpoint has requests, not queries; the file has no other word for them.
        ("input_cost_per_query", "embedding") => Some(Meter::Request),
        ("input_cost_per_query", mode) => (!mode.is_empty()).then_some(Meter::Query),
        ("input_cost_per_second", "audio_transcription" | "realtime") => Some(Meter::AudioRead),
        ("output_cost_per_second", "video_generation") => Some(Meter::VideoMade),
        ("output_cost_per_second", "audio_speech" | "audio_transcription") => Some(Meter::AudioMade),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(name: &str, mode: &str) -> String {
        match parse(name, Use { mode, makes_images_by_input: mode == "old-image" }) {
            Some(Meaning::Rate(key, shift)) => format!("{key} {shift}"),
            Some(Meaning::Unclear) => "unclear".into(),
            None => "no price".into(),
        }
    }

    #[test]
    fn suffixes_come_in_any_order() {
        for (name, key) in [
            ("input_cost_per_token", "input 6"),
            ("output_cost_per_token_batches", "output.batch 6"),
            ("input_cost_per_token_above_272k_tokens_priority", "input.priority>272000 6"),
            ("input_cost_per_token_priority_above_272k_tokens", "input.priority>272000 6"),
            ("cache_creation_input_token_cost_above_1hr", "cache-write-1h 6"),
            (
                "cache_creation_input_token_cost_above_12hr_above_272k_tokens_ultrafast",
                "cache-write-12h.ultrafast>272000 6",
            ),
            ("cache_read_input_audio_token_cost_flex", "cached-audio-input.flex 6"),
            ("input_cost_per_token_cache_hit", "cached-input 6"),
            ("explicit_cache_read_input_token_cost", "cached-input{explicit} 6"),
            ("input_cost_per_video_per_second_above_15s_interval", "video-read{above-15s} 6"),
            ("file_search_cost_per_1k_calls", "file-search 3"),
            ("annotation_cost_per_page_batches", "page-annotated.batch 6"),
        ] {
            assert_eq!(read(name, "chat"), key, "{name}");
        }
    }

    #[test]
    fn some_names_depend_on_the_mode() {
        for (name, mode, key) in [
            ("output_cost_per_second_1080p", "video_generation", "video-made{1080p} 6"),
            ("output_cost_per_second", "audio_speech", "audio-made 6"),
            ("output_cost_per_second_1080p", "", "unclear"),
            ("input_cost_per_second", "realtime", "audio-read 6"),
            ("input_cost_per_second", "chat", "unclear"),
            ("output_cost_per_image_0.5K", "image_generation", "image-made{0-5K} 6"),
            ("input_cost_per_image", "chat", "image-read 6"),
            ("input_cost_per_image", "old-image", "image-made 6"),
            ("input_cost_per_pixel", "", "unclear"),
            ("input_cost_per_query", "rerank", "query 6"),
            ("input_cost_per_query", "embedding", "request 6"),
        ] {
            assert_eq!(read(name, mode), key, "{name} in {mode}");
        }
    }

    #[test]
    fn what_is_no_price_is_not_read_as_one() {
        for name in [
            "",
            "max_input_tokens",
            "input_cost_per_token_above_xk_tokens",
            "input_cost_per_token_above_1hr",
            "cache_creation_input_token_cost_above_7hr",
            "input_cost_per_token_above_99999999999999999999k_tokens",
            "output_cost_per_image_tokenx",
            "_batches",
        ] {
            assert_eq!(read(name, "chat"), "no price", "{name}");
        }
    }
}
