//! What the key of an entry says: the provider's own id of the model, its region, and the variant a price is for.

/// An entry's key, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    /// The id the provider's API wants; a region's folder stays, so that ids are unique.
    pub id: String,
    /// Size, quality and steps of the images its price is for.
    pub variant: Option<String>,
    /// Region or deployment it is bound to.
    pub region: Option<String>,
    /// True if the key began with its provider; such entries win over bare ones of the same id.
    pub has_provider: bool,
}

/// Words for the quality of an image, before its size.
const QUALITIES: &[&str] = &["hd", "standard", "low", "medium", "high", "xhigh", "max", "auto"];

/// Groups of regions that Azure keys have as a folder and Bedrock ids as a prefix.
const REGIONS: &[&str] = &["us", "eu", "apac", "global", "us-gov", "global-standard", "au", "jp", "in", "ca"];

impl Key {
    /// Takes the key of an entry of `provider` apart.
    pub(super) fn read(key: &str, provider: &str) -> Self {
        let mut segments: Vec<&str> = key.split('/').collect();
        let mut variant = take_variant(&mut segments);
        let has_provider = segments.len() > 1 && segments.first().is_some_and(|first| belongs(first, provider));
        if has_provider {
            segments.remove(0);
            variant.extend(take_variant(&mut segments));
        }
        let region = region(&segments, provider);
        let variant = (!variant.is_empty()).then(|| variant.join("-"));
        Self { id: segments.join("/"), variant, region, has_provider }
    }
}

/// True for `azure` of `azure_text`, `vertex_ai` of `vertex_ai-language-models`, `amazon-nova` of `amazon_nova`.
fn belongs(segment: &str, provider: &str) -> bool {
    let (segment, provider) = (segment.replace('-', "_"), provider.replace('-', "_"));
    provider.strip_prefix(segment.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
}

/// Takes leading segments that name a size, a quality before a size, or steps; never the last one.
fn take_variant(segments: &mut Vec<&str>) -> Vec<String> {
    let is_variant = |place: usize| {
        let here = segments.get(place).copied().unwrap_or_default();
        let next = segments.get(place + 1).copied().unwrap_or_default();
        is_size(here) || is_steps(here) || (QUALITIES.contains(&here) && is_size(next))
    };
    let count = (0..segments.len().saturating_sub(1)).take_while(|place| is_variant(*place)).count();
    segments.drain(..count).map(|segment| segment.replace("-x-", "x")).collect()
}

fn is_size(segment: &str) -> bool {
    let is_side = |side: &str| side == "max" || (!side.is_empty() && side.bytes().all(|byte| byte.is_ascii_digit()));
    segment.split_once("-x-").is_some_and(|(width, height)| is_side(width) && is_side(height))
}

fn is_steps(segment: &str) -> bool {
    segment
        .strip_suffix("-steps")
        .is_some_and(|count| count == "max" || (!count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit())))
}

/// The region of an id: a folder before it, or a prefix such as `us.` at Bedrock.
fn region(segments: &[&str], provider: &str) -> Option<String> {
    let is_bedrock = provider.starts_with("bedrock");
    if !is_bedrock && !provider.starts_with("azure") {
        return None;
    }
    let (first, last) = (segments.first()?, segments.last()?);
    if segments.len() > 1 && (REGIONS.contains(first) || is_aws_region(first)) {
        return Some((*first).to_owned());
    }
    let prefix = last.split_once('.').map(|(prefix, _)| prefix)?;
    (is_bedrock && REGIONS.contains(&prefix)).then(|| prefix.to_owned())
}

/// `eu-west-1`, `us-gov-west-1`: two letters, words, one number.
fn is_aws_region(segment: &str) -> bool {
    let parts: Vec<&str> = segment.split('-').collect();
    let [country, .., number] = parts.as_slice() else { return false };
    parts.len() >= 3 && country.len() == 2 && number.len() == 1 && number.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(key: &str, provider: &str) -> String {
        let key = Key::read(key, provider);
        let mut text = key.id;
        for (mark, part) in [("{", key.variant), ("@", key.region)] {
            if let Some(part) = part {
                text = format!("{text} {mark}{part}");
            }
        }
        text
    }

    #[test]
    fn the_provider_comes_off_once() {
        for (key, provider, id) in [
            ("fireworks_ai/accounts/fireworks/models/alpha", "fireworks_ai", "accounts/fireworks/models/alpha"),
            ("vertex_ai/alpha@001", "vertex_ai-language-models", "alpha@001"),
            ("amazon-nova/nova-micro-v1", "amazon_nova", "nova-micro-v1"),
            ("azure/gpt-35-turbo-instruct", "azure_text", "gpt-35-turbo-instruct"),
            ("featherless_ai/featherless-ai/alpha", "featherless_ai", "featherless-ai/alpha"),
            ("claude-alpha", "anthropic", "claude-alpha"),
            ("meta/alpha", "replicate", "meta/alpha"),
            ("openai", "openai", "openai"),
        ] {
            assert_eq!(read(key, provider), id, "{key}");
        }
    }

    #[test]
    fn sizes_are_variants_not_names() {
        for (key, provider, id) in [
            ("high/1024-x-1024/alpha", "openai", "alpha {high-1024x1024"),
            ("1024-x-1024/50-steps/bedrock/vendor.alpha", "bedrock", "vendor.alpha {1024x1024-50-steps"),
            ("azure/standard/1024-x-1792/alpha", "azure", "alpha {standard-1024x1792"),
            ("fal_ai/max/1024-x-768/openai/alpha/edit", "fal_ai", "openai/alpha/edit {max-1024x768"),
            ("max-x-max/max-steps/alpha", "bedrock", "alpha {maxxmax-max-steps"),
            ("aws_polly/standard", "aws_polly", "standard"),
            ("1024-x-1024", "x", "1024-x-1024"),
        ] {
            assert_eq!(read(key, provider), id, "{key}");
        }
    }

    #[test]
    fn regions_stay_in_the_id_and_are_said() {
        for (key, provider, id) in [
            ("azure/us/alpha", "azure", "us/alpha @us"),
            ("bedrock/eu-west-1/vendor.alpha", "bedrock", "eu-west-1/vendor.alpha @eu-west-1"),
            (
                "bedrock/us-gov-west-1/us-gov.vendor.alpha",
                "bedrock",
                "us-gov-west-1/us-gov.vendor.alpha @us-gov-west-1",
            ),
            ("us.vendor.alpha-v1:0", "bedrock_converse", "us.vendor.alpha-v1:0 @us"),
            ("vendor.alpha-v1:0", "bedrock_converse", "vendor.alpha-v1:0"),
            ("us/alpha", "acme", "us/alpha"),
        ] {
            assert_eq!(read(key, provider), id, "{key}");
        }
    }
}
