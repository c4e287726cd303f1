//! Who is authoritative for what: one table, per field and not per source.
//!
//! The order says whom we go by when claims contradict each other under equal conditions. Nobody's claim is dropped: the
//! others are kept and shown. A user's own overlay always comes first, hand corrections with a cited source second.

use crate::claim::{Basis, Claim};
use crate::field::Field;
use crate::model::ProviderKind;

/// Fields that share an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Prices at the model's own lab.
    FirstPartyPrice,
    /// Prices at OpenRouter and at hosts behind it.
    RouterPrice,
    /// Prices at clouds, by region.
    CloudPrice,
    /// Prices anywhere else.
    HostPrice,
    /// Limits and capabilities of a route.
    Limits,
    /// Dates, family and name of a model.
    Dates,
    /// Parameters, architecture, licence, weights.
    Weights,
    /// Deprecation and retirement.
    LifeCycle,
    /// Everything else: policies, speed, addresses.
    Other,
}

/// A source that ranks, perhaps only with one basis; `@first-party` stands for any source's record of the lab's own API.
type Rank = (&'static str, Option<Basis>);

const fn any(source: &'static str) -> Rank {
    (source, None)
}

const fn documented(source: &'static str) -> Rank {
    (source, Some(Basis::Documented))
}

/// Stands for any source's record of the route at the model's own lab.
pub const FIRST_PARTY: &str = "@first-party";

/// The table. Sources of one group (a catalog and its history) share a rank, so that the newer reading wins.
pub const PRECEDENCE: &[(Class, &[Rank])] = &[
    (
        Class::FirstPartyPrice,
        &[
            documented("model-prices"),
            documented("genai-prices"),
            any("models-dev"),
            any("model-prices"),
            any("litellm"),
            any("genai-prices"),
        ],
    ),
    (Class::RouterPrice, &[any("openrouter"), any("models-dev"), any("genai-prices"), any("litellm")]),
    (Class::CloudPrice, &[any("litellm"), any("model-prices"), any("genai-prices"), any("models-dev")]),
    (
        Class::HostPrice,
        &[any("models-dev"), any("litellm"), any("genai-prices"), any("model-prices"), any("llm-stats")],
    ),
    (Class::Limits, &[any("openrouter"), any("models-dev"), any("litellm"), any("genai-prices"), any("llm-stats")]),
    (
        Class::Dates,
        &[any("models-dev-metadata"), any(FIRST_PARTY), any("openrouter"), any("llm-stats"), any("models-dev")],
    ),
    (
        Class::Weights,
        &[any("hugging-face"), any("llm-stats"), any("models-dev-metadata"), any(FIRST_PARTY), any("models-dev")],
    ),
    (Class::LifeCycle, &[any("model-prices"), any("litellm"), any("openrouter"), any("models-dev")]),
    (Class::Other, &[any("openrouter"), any("models-dev"), any("litellm")]),
];

/// The class of a field; for prices it depends on the provider.
pub fn class(field: &Field, is_first_party: bool, is_openrouter: bool, kind: Option<ProviderKind>) -> Class {
    match field {
        Field::Rate(_) | Field::PriceKind | Field::UpliftEu | Field::UpliftUs | Field::UpliftRegional => {
            match (is_openrouter, is_first_party, kind) {
                (true, ..) => Class::RouterPrice,
                (_, true, _) => Class::FirstPartyPrice,
                (_, _, Some(ProviderKind::Cloud)) => Class::CloudPrice,
                _ => Class::HostPrice,
            }
        }
        Field::Context | Field::MaxInput | Field::MaxOutput | Field::Can(_) | Field::Quantisation | Field::Efforts => {
            Class::Limits
        }
        Field::Name | Field::Family | Field::Released | Field::KnowledgeCutoff | Field::Announced => Class::Dates,
        Field::Parameters
        | Field::ActiveParameters
        | Field::Architecture
        | Field::Experts
        | Field::ActiveExperts
        | Field::OpenWeights
        | Field::Licence
        | Field::WeightsAt
        | Field::Languages => Class::Weights,
        Field::Status | Field::Deprecated | Field::Retires | Field::Replacement => Class::LifeCycle,
        _ => Class::Other,
    }
}

/// The group of sources that speak for one authority: a catalog, its history and its parts.
pub fn group(source: &str) -> &str {
    ["-history", "-archive", "-links"].iter().find_map(|part| source.strip_suffix(part)).unwrap_or(source)
}

/// How much a claim counts in its class: lower is better. A derived claim comes after every stated one.
pub fn rank<T>(class: Class, claim: &Claim<T>, is_first_party: bool) -> usize {
    let source = claim.source.as_str();
    let order = PRECEDENCE.iter().find(|(row, _)| *row == class).map(|(_, order)| *order).unwrap_or_default();
    let base = match source {
        "overlay" => 0,
        "curated" => 1,
        _ => {
            let matches = |(name, basis): &Rank| {
                let is_named = *name == source || *name == group(source) || (*name == FIRST_PARTY && is_first_party);
                is_named && basis.is_none_or(|basis| basis == claim.basis)
            };
            2 + order.iter().position(matches).unwrap_or(order.len())
        }
    };
    if claim.basis == Basis::Derived { base + 100 } else { base }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Period;
    use crate::id::SourceId;
    use crate::rate::{Meter, RateKey, ServiceTier};

    fn claim(source: &str, basis: Basis) -> Claim<()> {
        let day = jiff::civil::date(2026, 1, 1);
        Claim {
            value: (),
            raw: None,
            source: SourceId::new(source).unwrap(),
            first_seen: day,
            last_seen: day,
            effective: Period::OPEN,
            basis,
            locator: "x".into(),
            link: None,
        }
    }

    #[test]
    fn every_class_stands_in_the_table_once() {
        let classes: Vec<Class> = PRECEDENCE.iter().map(|(class, _)| *class).collect();
        let mut sorted = classes.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(sorted.len(), classes.len());
        assert_eq!(sorted.len(), 9);
    }

    #[test]
    fn the_router_itself_outranks_a_copy_of_its_list() {
        let rate = Field::Rate(RateKey::new(Meter::Input, ServiceTier::Standard));
        let class = class(&rate, false, true, Some(ProviderKind::Router));
        let own = rank(class, &claim("openrouter-archive", Basis::Observed), false);
        assert!(own < rank(class, &claim("models-dev", Basis::Listed), false));
        assert_eq!(own, rank(class, &claim("openrouter", Basis::Listed), false));
    }

    #[test]
    fn a_documented_price_outranks_a_listed_one_and_the_user_everybody() {
        let class = Class::FirstPartyPrice;
        let documented = rank(class, &claim("model-prices", Basis::Documented), true);
        assert!(documented < rank(class, &claim("models-dev", Basis::Listed), true));
        assert!(
            rank(class, &claim("models-dev", Basis::Listed), true)
                < rank(class, &claim("model-prices", Basis::Observed), true)
        );
        assert!(rank(class, &claim("overlay", Basis::Documented), true) < documented);
        assert!(
            rank(class, &claim("models-dev", Basis::Derived), true)
                > rank(class, &claim("unheard-of", Basis::Listed), true)
        );
    }
}
