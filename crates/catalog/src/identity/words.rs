//! Words of ids that name platforms, regions, number formats and ways of serving.

/// Path prefixes that platforms put before ids.
pub(super) const PLATFORM_PREFIXES: &[&str] = &[
    "accounts/fireworks/models/",
    "accounts/fireworks/routers/",
    "workers-ai/",
    "publishers/",
    "models/",
    "@cf/",
    "@hf/",
    "hf:",
    "hf/",
    "@oi/",
    "~",
    "e2ee-",
    "fw-",
    "coding-",
    "cc-",
];

/// Last segments that say what is asked of the model named before them.
pub(super) const TASKS: &[&str] = &[
    "text-to-image",
    "text-to-video",
    "text-to-audio",
    "image-to-video",
    "reference-to-video",
    "edit",
    "query",
    "community",
];

/// Words before the first dot that name a region or deployment, not the model.
pub(super) const REGION_PREFIXES: &[&str] =
    &["us", "eu", "apac", "global", "jp", "au", "ca", "sa", "me", "af", "us-gov", "in", "uk", "kr", "sg", "regional"];

/// Makers with a number in their name, before a dot.
pub(super) const NUMBERED_MAKERS: &[&str] = &["ai21"];

/// Words after a colon that name a way of serving.
pub(super) const COLON_SUFFIXES: &[&str] = &[
    "free",
    "thinking",
    "nitro",
    "beta",
    "extended",
    "exacto",
    "online",
    "floor",
    "latest",
    "0",
    "1",
    "batch",
    "fast",
    "reasoning",
    "search",
    "cloud",
    "tee",
    "dev",
    "high",
    "low",
    "medium",
    "max",
    "default",
    "discounted",
    "optimized",
    "official",
];

/// Words that name a number format. The format belongs to the route, never to the model: they are taken off at once.
pub const PRECISIONS: &[&str] = &[
    "fp8",
    "fp4",
    "fp16",
    "bf16",
    "int4",
    "int8",
    "nvfp4",
    "mxfp4",
    "mxfp",
    "awq",
    "gptq",
    "gguf",
    "mlx",
    "4bit",
    "8bit",
    "w4a16",
    "w8a8",
    "w4afp8",
    "fp8dynamic",
    "fp8block",
    "q4",
    "q8",
    "6bit",
    "5bit",
    "bnb",
    "autoround",
];

/// Words that may name a way of serving or a reasoning effort; dropped only if what is left is a known model. Words that
/// labs use for models of their own (`max`, `lite`, `preview`, `turbo`, `code`) are not among them.
pub(super) const SERVING: &[&str] = &[
    "fast",
    "flex",
    "short",
    "throughput",
    "dynamic",
    "block",
    "eco",
    "hybrid",
    "original",
    "high",
    "low",
    "medium",
    "minimal",
    "xhigh",
    "none",
    "thinking",
    "reasoning",
    "think",
    "nonthinking",
    "nothinking",
    "non",
    "no",
    "eu",
    "us",
    "global",
    "tput",
    "responses",
    "1024",
    "8192",
    "32000",
    "32768",
    "64000",
    "128000",
    "spot",
    "cheaper",
    "disc",
    "official",
    "cloud",
    "fw",
    "cs",
    "el",
    "p",
    "671b",
    "1t",
    "1m",
    "2m",
    "128k",
    "200k",
    "256k",
    "32k",
    "64k",
    "75k",
    "16k",
    "8k",
    "rope",
    "10m",
    "1048k",
    "262k",
    "131k",
    "adaptive",
    "extended",
    "batch",
    "priority",
    "instruct",
    "it",
];

/// Words for a version that thinks before it answers: without them an instruct version is another model.
pub(super) const THINKS: &[&str] = &["thinking", "think", "reasoning"];

/// Words by which hosts of open weights name faster or more exact copies of them; labs use them for closed models of their
/// own, so they come off only where what is left is a repository of weights.
pub(super) const SERVING_OF_WEIGHTS: &[&str] =
    &["turbo", "ultra", "precision", "full", "nitro", "speed", "basic", "long"];

/// Words by which fine-tuners say what they took out or what for: no lab does so to its own models.
pub(super) const FINE_TUNED: &[&str] =
    &["uncensored", "abliterated", "obliterated", "derestricted", "heretic", "cybersecurity"];

/// Words for "taught to follow instructions", one meaning in three spellings.
pub const INSTRUCT: &[&str] = &["instruct", "it", "chat"];

/// Words for "taught to follow instructions" that say so of any lab's models; `chat` does only of repositories of weights:
/// `gpt-5-chat` is no version of `gpt-5`.
pub const PLAIN_INSTRUCT: &[&str] = &["instruct", "it"];

/// Single words that name a choice or a slot at one provider, not a model.
pub(super) const GENERIC: &[&str] = &[
    "auto", "free", "default", "best", "smart", "fast", "router", "chat", "code", "base", "large", "small", "pro",
    "fusion",
];

/// Words that start names without belonging to a lab's line of models.
pub(super) const NO_FAMILY: &[&str] = &[
    "auto",
    "deep",
    "embed",
    "embedding",
    "fast",
    "image",
    "rerank",
    "search",
    "speech",
    "text",
    "tts",
    "video",
    "model",
];

/// Serving words that are never part of a model's own name in any catalog; dropped before anything else.
pub(super) const NOISE: &[&str] = &["tee", "maas", "free", "vip", "lora", "serverless", "dedicated", "highspeed", "hf"];
