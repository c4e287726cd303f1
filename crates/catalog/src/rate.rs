//! Rates: what is metered, in which service tier, under which conditions.
//!
//! A [`RateKey`] names one price of a route; its amount is US dollars per one million of the meter's [`Unit`], for every
//! unit, so that arithmetic has one scale. Keys have a text form used in record files:
//!
//! ```text
//! input                          standard tier, no conditions
//! output.batch>272000            batch tier, the whole request when the prompt exceeds 272,000 tokens
//! input@eu-west-1                in one region or deployment only
//! input[mon-fri 0100-0400]       on these days, in this UTC window (which may wrap past midnight)
//! image-made{1024x1024}          for one variant, such as a size
//! ```

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;
use std::sync::Arc;

/// What one is charged for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// Tokens.
    Token,
    /// Tokens held in a cache for one hour.
    TokenHour,
    /// Whole requests.
    Request,
    /// Searches, queries or other calls of a tool.
    Call,
    /// Images.
    Image,
    /// Pixels.
    Pixel,
    /// Characters.
    Character,
    /// Seconds of audio or video.
    Second,
    /// Pages of a document.
    Page,
    /// Sessions of a tool, such as a code sandbox.
    Session,
}

macro_rules! meters {
    ($($name:ident $id:literal $unit:ident $label:literal $doc:literal;)*) => {
        /// One kind of metered use.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Meter { $(#[doc = $doc] $name,)* }

        impl Meter {
            /// Every meter, in the order pages show them.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word used in data and flags.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// What one unit of it is.
            pub const fn unit(self) -> Unit {
                match self { $(Self::$name => Unit::$unit,)* }
            }

            /// The words people read.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }
        }
    };
}

meters! {
    Input "input" Token "Input" "Input tokens that are neither read from nor written to a cache.";
    CachedInput "cached-input" Token "Cached input" "Input tokens read from the provider's cache.";
    CacheWrite "cache-write" Token "Cache write" "Input tokens stored in the cache for its default lifetime.";
    CacheWrite5m "cache-write-5m" Token "Cache write (5 min)" "Input tokens stored in the cache for five minutes.";
    CacheWrite1h "cache-write-1h" Token "Cache write (1 h)" "Input tokens stored in the cache for one hour.";
    CacheWrite12h "cache-write-12h" Token "Cache write (12 h)" "Input tokens stored in the cache for twelve hours.";
    CacheStorage "cache-storage" TokenHour "Cache storage" "Tokens kept in the cache, for each hour.";
    Output "output" Token "Output" "Generated tokens.";
    Reasoning "reasoning" Token "Reasoning" "Generated tokens spent thinking, where billed at a rate of their own.";
    AudioInput "audio-input" Token "Audio input" "Audio input tokens.";
    CachedAudioInput "cached-audio-input" Token "Cached audio input" "Audio input tokens read from the cache.";
    AudioCacheWrite "audio-cache-write" Token "Audio cache write" "Audio input tokens stored in the cache.";
    AudioOutput "audio-output" Token "Audio output" "Generated audio tokens.";
    ImageInput "image-input" Token "Image input" "Image input tokens.";
    CachedImageInput "cached-image-input" Token "Cached image input" "Image input tokens read from the cache.";
    ImageOutput "image-output" Token "Image output" "Generated image tokens.";
    VideoInput "video-input" Token "Video input" "Video input tokens.";
    VideoOutput "video-output" Token "Video output" "Generated video tokens.";
    Citation "citation" Token "Citations" "Tokens of cited text.";
    Request "request" Request "Request" "A fixed charge for each request.";
    WebSearch "web-search" Call "Web search" "Web searches made for a request.";
    FileSearch "file-search" Call "File search" "Searches of stored files made for a request.";
    MapsSearch "maps-search" Call "Maps search" "Map look-ups made for a request.";
    Query "query" Call "Query" "Rerank or search queries.";
    CodeSession "code-session" Session "Code sandbox" "Sessions of a code sandbox.";
    ImageRead "image-read" Image "Image read" "Images in the input, by the piece.";
    ImageMade "image-made" Image "Image made" "Generated images, by the piece.";
    PixelRead "pixel-read" Pixel "Pixel read" "Pixels of input images.";
    PixelMade "pixel-made" Pixel "Pixel made" "Pixels of generated images.";
    CharacterRead "character-read" Character "Character read" "Input characters.";
    CharacterMade "character-made" Character "Character made" "Generated characters.";
    AudioRead "audio-read" Second "Audio read" "Seconds of input audio.";
    AudioMade "audio-made" Second "Audio made" "Seconds of generated audio.";
    VideoRead "video-read" Second "Video read" "Seconds of input video.";
    VideoMade "video-made" Second "Video made" "Seconds of generated video.";
    PageRead "page-read" Page "Page read" "Pages of input documents.";
    PageAnnotated "page-annotated" Page "Page annotated" "Pages of input documents read with annotations.";
}

macro_rules! tiers {
    ($($(#[$attribute:meta])* $name:ident $id:literal $doc:literal;)*) => {
        /// How a route is served. Part of every price; tiers are never mixed silently.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
        pub enum ServiceTier { $($(#[$attribute])* #[doc = $doc] $name,)* }

        impl ServiceTier {
            /// Every tier, standard first.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The word used in data, flags and pages.
            pub const fn id(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }
        }
    };
}

tiers! {
    #[default] Standard "standard" "The ordinary synchronous service.";
    Batch "batch" "Asynchronous jobs, answered within hours.";
    Flex "flex" "Cheaper, slower, may be refused under load.";
    Priority "priority" "Dearer, with faster or steadier service.";
    Fast "fast" "A dearer mode with faster generation.";
    Ultrafast "ultrafast" "A still faster mode.";
    Balanced "balanced" "A mode between standard and priority.";
    Pro "pro" "A dearer mode that spends more compute on each answer.";
    Thinking "thinking" "A mode priced apart because the model thinks first.";
    Decisions "decisions" "A mode for classification decisions.";
}

/// Hours (UTC) and weekdays in which a rate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Window {
    /// First minute of the day, 0 to 1439.
    pub from_minute: u16,
    /// First minute after it, 0 to 1440; smaller than `from_minute` if the window wraps past midnight. Equal means all day.
    pub until_minute: u16,
    /// Bit 0 is Monday, bit 6 Sunday; all seven bits for every day.
    pub weekdays: u8,
}

impl Window {
    /// Every weekday.
    pub const EVERY_DAY: u8 = 0b111_1111;

    /// Minutes a week in which the window is open.
    pub fn minutes_a_week(self) -> u32 {
        let (from, until) = (u32::from(self.from_minute), u32::from(self.until_minute));
        let day = if until > from { until - from } else { 1440 - from + until };
        day.min(1440) * u32::from(self.weekdays).count_ones()
    }
}

/// What must hold for a rate to apply. No conditions: it applies where no more specific rate does.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Conditions {
    /// The prompt must hold strictly more tokens than this; the rate then applies to the whole request.
    pub above_tokens: Option<u64>,
    /// Only in this region or deployment.
    pub region: Option<Arc<str>>,
    /// Only in these hours.
    pub window: Option<Window>,
    /// Only for this variant: an image size, a video resolution, a search depth.
    pub variant: Option<Arc<str>>,
}

/// The conditions of a rate. Nearly all rates have none: these take little room, and nothing is counted when they are copied.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct When(Option<Arc<Conditions>>);

static ALWAYS: Conditions = Conditions { above_tokens: None, region: None, window: None, variant: None };

impl When {
    /// Whether there are none.
    pub const fn is_always(&self) -> bool {
        self.0.is_none()
    }

    /// Changes them.
    pub fn set(&mut self, change: impl FnOnce(&mut Conditions)) {
        let mut conditions = Conditions::clone(self);
        change(&mut conditions);
        self.0 = (conditions != ALWAYS).then(|| Arc::new(conditions));
    }
}

impl Deref for When {
    type Target = Conditions;

    fn deref(&self) -> &Conditions {
        self.0.as_deref().unwrap_or(&ALWAYS)
    }
}

/// One price of a route: meter × tier × conditions.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RateKey {
    /// What is metered.
    pub meter: Meter,
    /// How it is served.
    pub tier: ServiceTier,
    /// When it applies.
    pub conditions: When,
}

impl RateKey {
    /// The unconditional rate of a meter in a tier.
    pub fn new(meter: Meter, tier: ServiceTier) -> Self {
        Self { meter, tier, conditions: When::default() }
    }

    /// The same rate, only above so many prompt tokens.
    #[must_use]
    pub fn above(mut self, tokens: u64) -> Self {
        self.conditions.set(|conditions| conditions.above_tokens = Some(tokens));
        self
    }

    /// The same rate, only in this window.
    #[must_use]
    pub fn within(mut self, window: Window) -> Self {
        self.conditions.set(|conditions| conditions.window = Some(window));
        self
    }

    /// The same rate, only for this variant. Characters that the text form needs are replaced by `-`.
    #[must_use]
    pub fn variant(mut self, variant: &str) -> Self {
        self.conditions.set(|conditions| conditions.variant = Some(tame(variant)));
        self
    }

    /// The same rate, only in this region.
    #[must_use]
    pub fn region(mut self, region: &str) -> Self {
        self.conditions.set(|conditions| conditions.region = Some(tame(region)));
        self
    }

    /// True for the standard tier without conditions.
    pub fn is_plain(&self) -> bool {
        self.tier == ServiceTier::Standard && self.conditions.is_always()
    }
}

/// A qualifier without the characters that structure a key.
fn tame(text: &str) -> Arc<str> {
    let tamed: String =
        text.chars().map(|c| if c.is_whitespace() || ".>@[]{}".contains(c) { '-' } else { c }).collect();
    Arc::from(tamed)
}

/// Not the text form of a rate key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a rate such as input.batch>200000")]
pub struct RateKeyError(pub String);

const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

impl fmt::Display for Window {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.weekdays != Self::EVERY_DAY {
            f.write_str(&weekdays_text(self.weekdays))?;
            f.write_str(" ")?;
        }
        let clock = |minute: u16| format!("{:02}{:02}", minute / 60, minute % 60);
        write!(f, "{}-{}", clock(self.from_minute), clock(self.until_minute))
    }
}

/// `mon-fri`, `sat,sun`: a run of three or more days as a range, others listed.
fn weekdays_text(days: u8) -> String {
    let on: Vec<usize> = (0..7).filter(|day| days & (1 << day) != 0).collect();
    match on.as_slice() {
        [first, .., last] if on.len() > 2 && last - first == on.len() - 1 => {
            format!("{}-{}", WEEKDAYS[*first], WEEKDAYS[*last])
        }
        _ => on.iter().map(|day| WEEKDAYS[*day]).collect::<Vec<_>>().join(","),
    }
}

impl FromStr for Window {
    type Err = RateKeyError;

    fn from_str(text: &str) -> Result<Self, RateKeyError> {
        let error = || RateKeyError(text.to_owned());
        let (days, hours) = text.split_once(' ').map_or(("", text), |(days, hours)| (days, hours));
        let weekdays = if days.is_empty() { Self::EVERY_DAY } else { parse_weekdays(days).ok_or_else(error)? };
        let (from, until) = hours.split_once('-').ok_or_else(error)?;
        let window = Self {
            from_minute: parse_clock(from).filter(|minute| *minute < 1440).ok_or_else(error)?,
            until_minute: parse_clock(until).ok_or_else(error)?,
            weekdays,
        };
        Ok(window)
    }
}

/// Minutes since midnight of `HHMM` or `HH:MM`; 2400 is the end of the day.
pub fn parse_clock(text: &str) -> Option<u16> {
    let digits: String = text.chars().filter(|c| *c != ':').collect();
    if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (u16, u16) = (digits[..2].parse().ok()?, digits[2..].parse().ok()?);
    (minutes < 60 && hours * 60 + minutes <= 1440).then_some(hours * 60 + minutes)
}

fn parse_weekdays(text: &str) -> Option<u8> {
    let index = |name: &str| WEEKDAYS.iter().position(|day| *day == name);
    if let Some((first, last)) = text.split_once('-') {
        let (first, last) = (index(first)?, index(last)?);
        return (first <= last).then(|| (first..=last).fold(0, |bits, day| bits | (1 << day)));
    }
    text.split(',').try_fold(0, |bits, day| Some(bits | (1 << index(day)?)))
}

impl fmt::Display for RateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.meter.id())?;
        if self.tier != ServiceTier::Standard {
            write!(f, ".{}", self.tier.id())?;
        }
        if let Some(tokens) = self.conditions.above_tokens {
            write!(f, ">{tokens}")?;
        }
        if let Some(region) = &self.conditions.region {
            write!(f, "@{region}")?;
        }
        if let Some(window) = self.conditions.window {
            write!(f, "[{window}]")?;
        }
        if let Some(variant) = &self.conditions.variant {
            write!(f, "{{{variant}}}")?;
        }
        Ok(())
    }
}

impl FromStr for RateKey {
    type Err = RateKeyError;

    fn from_str(text: &str) -> Result<Self, RateKeyError> {
        let error = || RateKeyError(text.to_owned());
        let mut rest = text;
        let mut conditions = Conditions::default();
        if let Some((head, variant)) = rest.strip_suffix('}').and_then(|rest| rest.split_once('{')) {
            conditions.variant = Some(Arc::from(variant));
            rest = head;
        }
        if let Some((head, window)) = rest.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
            conditions.window = Some(window.parse().map_err(|_| error())?);
            rest = head;
        }
        if let Some((head, region)) = rest.split_once('@') {
            conditions.region = Some(Arc::from(region));
            rest = head;
        }
        if let Some((head, tokens)) = rest.split_once('>') {
            conditions.above_tokens = Some(tokens.parse().map_err(|_| error())?);
            rest = head;
        }
        let (meter, tier) = rest.split_once('.').unwrap_or((rest, ServiceTier::Standard.id()));
        let meter = Meter::ALL.iter().copied().find(|candidate| candidate.id() == meter).ok_or_else(error)?;
        let tier = ServiceTier::ALL.iter().copied().find(|candidate| candidate.id() == tier).ok_or_else(error)?;
        let mut when = When::default();
        when.set(|none| *none = conditions);
        Ok(Self { meter, tier, conditions: when })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_read_back() {
        for text in [
            "input",
            "output.batch",
            "cache-write-1h.priority>272000",
            "input@eu-west-1",
            "input[0100-0400]",
            "output>200000@us[mon-fri 2200-0600]{x}",
            "image-made{1024x1024}",
            "input[sat,sun 0000-0000]",
        ] {
            assert_eq!(text.parse::<RateKey>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn malformed_keys_are_refused() {
        for bad in ["", "inputs", "input.slow", "input>x", "input[9-5]", "input[2500-0100]", "input[fri-mon 0000-0100]"]
        {
            assert!(bad.parse::<RateKey>().is_err(), "{bad}");
        }
    }

    #[test]
    fn qualifiers_cannot_break_the_text_form() {
        let key = RateKey::new(Meter::ImageMade, ServiceTier::Standard).variant("a>b {c}");
        assert_eq!(key.to_string().parse::<RateKey>().unwrap(), key);
    }

    #[test]
    fn windows_know_their_minutes() {
        let minutes = |text: &str| text.parse::<Window>().unwrap().minutes_a_week();
        assert_eq!(minutes("0100-0400"), 180 * 7);
        assert_eq!(minutes("mon-fri 2200-0600"), 480 * 5);
        assert_eq!(minutes("sat,sun 0000-0000"), 1440 * 2);
        assert_eq!(minutes("0000-2400"), 1440 * 7);
    }
}
