//! The name people read: as somebody writes it, rather than as a repository or an id spells it.
//!
//! Only spaces and letter case may differ from what the chosen source says: another source's name counts if it has
//! exactly the same words; otherwise hyphens and underscores become spaces. Ids and look-up do not depend on it.

use crate::claim::Claim;
use crate::facts::Facts;
use crate::field::{Field, Value};
use crate::id::ModelId;
use crate::identity::Name;

/// How many words joined by hyphens are still a brand, such as `GPT-4o`, and no repository's name.
const BRAND: usize = 2;

/// The name to show: the chosen one without its maker's prefix, else the id's own half.
pub(crate) fn name(id: &ModelId, facts: &Facts) -> String {
    let fact = facts.get(&Field::Name);
    let Some((claim, chosen)) = fact.claim().and_then(|claim| Some((claim, text(claim)?))) else {
        return spaced(id.slug());
    };
    let by_hand = matches!(claim.source.as_str(), "curated" | "overlay");
    if by_hand || !is_raw(chosen, id) {
        return chosen.to_owned();
    }
    let own = Name::read(chosen);
    let others = fact.claims().filter_map(text);
    let mut written: Vec<&str> = others.filter(|other| is_written(other) && says_the_same(other, &own)).collect();
    // Sources that write everything small do not say how the name is written.
    written.sort_by_key(|other| !other.chars().any(char::is_uppercase));
    written.first().map_or_else(|| spaced(chosen), |other| (*other).to_owned())
}

/// What a claim says, without the maker before a colon.
fn text(claim: &Claim<Value>) -> Option<&str> {
    match &claim.value {
        Value::Text(text) => Some(text.split_once(": ").map_or(&**text, |(_, name)| name)),
        _ => None,
    }
}

/// Whether a name is a path, the id's own spelling, or longer than brands are without a space.
fn is_raw(name: &str, id: &ModelId) -> bool {
    let words = name.split(['-', '_']).count();
    let is_slug = name == id.slug() && words > 1;
    !name.contains(char::is_whitespace) && (name.contains(['/', '_']) || words > BRAND || is_slug)
}

/// Whether a name has spaces, and no remark in brackets.
fn is_written(name: &str) -> bool {
    name.contains(' ') && !name.contains(['(', '[', '/', '_', ':'])
}

/// Whether a name has the same words in the same order, and speaks of no way of serving.
fn says_the_same(other: &str, own: &Name) -> bool {
    let other = Name::read(other);
    other.words == own.words && other.date == own.date && other.attributes.is_empty()
}

/// The last segment with spaces for hyphens and underscores, but for those inside dates and versions: `2026-02-15`, `v2-5`.
fn spaced(name: &str) -> String {
    let last = name.rsplit('/').find(|segment| !segment.is_empty()).unwrap_or(name);
    let mut spaced = String::with_capacity(last.len());
    let mut mark = "";
    for piece in last.split_inclusive(['-', '_']) {
        let word = piece.trim_end_matches(['-', '_']);
        let is_part = (1..=2).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_digit());
        let goes_on = is_part && spaced.ends_with(|c: char| c.is_ascii_digit());
        if !word.is_empty() && !spaced.is_empty() {
            spaced.push_str(if goes_on { mark } else { " " });
        }
        spaced.push_str(word);
        mark = piece.strip_prefix(word).unwrap_or_default();
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Basis, Fact};
    use crate::date::Period;
    use crate::id::SourceId;

    fn claim(source: &str, name: &str) -> Claim<Value> {
        let day = jiff::civil::date(2026, 1, 1);
        Claim {
            value: Value::Text(name.into()),
            raw: None,
            source: SourceId::new(source).unwrap(),
            first_seen: day,
            last_seen: day,
            effective: Period::OPEN,
            basis: Basis::Listed,
            locator: "x".into(),
            link: None,
        }
    }

    fn shown(id: &str, claims: &[(&str, &str)]) -> String {
        let mut facts = Facts::new();
        let mut claims = claims.iter().map(|(source, name)| claim(source, name));
        if let Some(claim) = claims.next() {
            facts.set(Field::Name, Fact::Known { claim, agreeing: vec![], overruled: claims.collect() });
        }
        name(&ModelId::new(id).unwrap(), &facts)
    }

    #[test]
    fn a_repository_is_shown_as_somebody_writes_it() {
        let id = "meta/llama-3.3-70b-instruct";
        let repository = ("models-dev-metadata", "Llama-3.3-70B-Instruct");
        let written = ("openrouter", "Meta: Llama 3.3 70B Instruct");
        assert_eq!(
            shown(id, &[repository, ("models-dev", "llama 3.3 70b instruct"), written]),
            "Llama 3.3 70B Instruct"
        );
        assert_eq!(shown("alibaba/qwen3-235b-a22b", &[("hugging-face", "qwen3-235b-a22b")]), "qwen3 235b a22b");
        assert_eq!(shown("alibaba/qwen3-32b", &[("models-dev", "Qwen/Qwen3-VL-32B")]), "Qwen3 VL 32B");
        assert_eq!(shown("acme/kling-v2-6", &[]), "kling v2-6");
        assert_eq!(shown("acme/alpha-2026-02-15-pro", &[]), "alpha 2026-02-15 pro");
        assert_eq!(shown("acme/olmo-2-0325-32b", &[("hugging-face", "OLMo-2-0325-32B")]), "OLMo 2 0325 32B");
        assert_eq!(shown("acme/beta", &[("hugging-face", "Beta--3_")]), "Beta 3");
    }

    #[test]
    fn a_name_that_says_more_or_less_is_not_taken() {
        let id = "meta/llama-3.3-70b-instruct";
        let repository = ("models-dev-metadata", "Llama-3.3-70B-Instruct");
        for other in
            ["Llama 3.3 70B", "Llama 3.3 70B Instruct Free", "Llama 3.3 70B Instruct (EU)", "Llama 3.1 70B Instruct"]
        {
            assert_eq!(shown(id, &[repository, ("models-dev", other)]), "Llama 3.3 70B Instruct", "{other}");
        }
        assert_eq!(shown(id, &[repository, ("models-dev", "LLAMA 3.3 70B Instruct")]), "LLAMA 3.3 70B Instruct");
    }

    #[test]
    fn brands_and_names_kept_by_hand_stay_as_they_are() {
        assert_eq!(shown("openai/gpt-4o", &[("models-dev-metadata", "GPT-4o")]), "GPT-4o");
        assert_eq!(shown("zhipuai/glm-5", &[("openrouter", "Z.ai: GLM-5"), ("models-dev", "GLM 5")]), "GLM-5");
        assert_eq!(shown("acme/all-minilm-l6-v2", &[("curated", "all-MiniLM-L6-v2")]), "all-MiniLM-L6-v2");
        assert_eq!(shown("openai/o4-mini", &[("models-dev", "o4-mini"), ("openrouter", "OpenAI: o4 Mini")]), "o4 Mini");
    }
}
