//! What a model is: size class, openness, licence, life cycle, with the facts that say so.

use crate::cite::Cite;
use jiff::Unit;
use weigh_catalog::field::FromValue;
use weigh_catalog::{CommercialUse, Day, Facts, Field, Licence, LicenceId, Model, Openness, PartialDate};

/// A value with the facts it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated<T> {
    /// The value.
    pub value: T,
    /// The facts behind it.
    pub cites: Vec<Cite>,
    /// Whether sources dispute one of them.
    pub is_disputed: bool,
}

impl<T> Stated<T> {
    /// A fact's value with its citation; `None` if unknown.
    pub(crate) fn of(facts: &Facts, field: &Field, cite: impl FnOnce() -> Cite) -> Option<Self>
    where
        T: FromValue,
    {
        let value = facts.may_hold(field).next()?;
        Some(Self { value, cites: vec![cite()], is_disputed: facts.get(field).is_disputed() })
    }

    /// The same citation for another value.
    pub(crate) fn map<U>(&self, map: impl Fn(&T) -> U) -> Stated<U> {
        Stated { value: map(&self.value), cites: self.cites.clone(), is_disputed: self.is_disputed }
    }
}

/// What may be said of a model as such. `None` is unknown, never "no".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// First public day.
    pub released: Option<Stated<PartialDate>>,
    /// Where its training knowledge ends.
    pub cutoff: Option<Stated<PartialDate>>,
    /// Weights in all.
    pub parameters: Option<Stated<u64>>,
    /// Weights used for each token.
    pub active_parameters: Option<Stated<u64>>,
    /// Size class, from the total of the weights.
    pub size: Option<Stated<SizeClass>>,
    /// Openness.
    pub openness: Option<Stated<Openness>>,
    /// The licence, as the licence table has it, else as the source writes it.
    pub licence: Option<Stated<LicenceId>>,
    /// Whether the licence permits commercial use.
    pub commercial: Option<Stated<CommercialUse>>,
    /// Life cycle as of the day.
    pub life: LifeCycle,
}

/// Size by weights in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SizeClass {
    /// Below 3 billion.
    Tiny,
    /// 3 to below 15 billion.
    Small,
    /// 15 to below 70 billion.
    Medium,
    /// 70 to below 200 billion.
    Large,
    /// 200 billion and more.
    VeryLarge,
}

impl SizeClass {
    /// The class of so many weights in all.
    pub const fn of(parameters: u64) -> Self {
        const BILLION: u64 = 1_000_000_000;
        match parameters {
            0..3_000_000_000 => Self::Tiny,
            3_000_000_000..15_000_000_000 => Self::Small,
            15_000_000_000..70_000_000_000 => Self::Medium,
            _ if parameters < 200 * BILLION => Self::Large,
            _ => Self::VeryLarge,
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Tiny => "tiny",
            Self::Small => "small",
            Self::Medium => "medium",
            Self::Large => "large",
            Self::VeryLarge => "very large",
        }
    }
}

/// Where a model stands between release and retirement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LifeCycle {
    /// The stage on the day; `None` if no source says anything about it.
    pub stage: Option<Stated<LifeStage>>,
    /// First day it is discouraged.
    pub deprecated: Option<Stated<PartialDate>>,
    /// First day it can no longer be called.
    pub retires: Option<Stated<PartialDate>>,
    /// Whole months from the day to the first day it may retire on; zero if that is past.
    pub months_left: Option<u32>,
    /// What to use instead, as its lab names it.
    pub replacement: Option<Stated<String>>,
}

/// Stages of a life cycle, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LifeStage {
    /// Preview, alpha or beta.
    Preview,
    /// On offer.
    Active,
    /// Discouraged since a day that has come, or said to be deprecated.
    Deprecated,
    /// A retirement day is set and has not come.
    Retiring,
    /// Can no longer be called.
    Retired(Option<Day>),
}

/// A fact of a model with its citation.
fn stated<T: FromValue>(model: &Model, field: &Field) -> Option<Stated<T>> {
    Stated::of(&model.facts, field, || Cite::Model(model.id.clone(), field.clone()))
}

/// How open a model is: from the weights and, where they are open, from the licence.
pub fn openness(model: &Model, licence: Option<&Licence>) -> Option<Stated<Openness>> {
    let weights = stated::<bool>(model, &Field::OpenWeights)?;
    if !weights.value {
        return Some(weights.map(|_| Openness::Closed));
    }
    let approved = licence.and_then(|licence| Some((licence, licence.is_osi_approved()?)));
    let named = stated::<String>(model, &Field::Licence);
    let mut openness = weights.map(|_| Openness::OpenWeights);
    if let (Some((licence, is_approved)), Some(named)) = (approved, named) {
        openness.value = if is_approved { Openness::OpenSource } else { Openness::OpenWeights };
        openness.is_disputed |= named.is_disputed;
        openness.cites.extend(named.cites);
        openness.cites.push(Cite::Licence(licence.id.clone(), Field::OsiApproved));
    }
    Some(openness)
}

/// Whether the licence permits commercial use.
pub(crate) fn commercial(model: &Model, licence: Option<&Licence>) -> Option<Stated<CommercialUse>> {
    let licence = licence?;
    let mut commercial = stated::<String>(model, &Field::Licence)?.map(|_| ());
    commercial.cites.push(Cite::Licence(licence.id.clone(), Field::Commercial));
    let value = licence.commercial()?;
    Some(commercial.map(|()| value))
}

/// What may be said of a model on a day.
pub(crate) fn profile(model: &Model, licence: Option<&Licence>, day: Day) -> Profile {
    let parameters = stated::<u64>(model, &Field::Parameters);
    let name = stated::<String>(model, &Field::Licence);
    Profile {
        released: stated(model, &Field::Released),
        cutoff: stated(model, &Field::KnowledgeCutoff),
        size: parameters.as_ref().map(|parameters| parameters.map(|count| SizeClass::of(*count))),
        parameters,
        active_parameters: stated(model, &Field::ActiveParameters),
        openness: openness(model, licence),
        licence: name.and_then(|name| {
            let id = licence.map(|licence| licence.id.clone()).or_else(|| LicenceId::new(&name.value).ok())?;
            Some(name.map(|_| id.clone()))
        }),
        commercial: commercial(model, licence),
        life: life_cycle(model, day),
    }
}

/// The facts of a model that decide whether it has retired for good.
pub(crate) const DECIDING_RETIREMENT: [Field; 4] =
    [Field::Retires, Field::Deprecated, Field::Status, Field::OpenWeights];

/// Where a model stands on a day.
pub(crate) fn life_stage(model: &Model, day: Day) -> Option<Stated<LifeStage>> {
    let (retires, deprecated) = (stated(model, &Field::Retires), stated(model, &Field::Deprecated));
    stage(retires.as_ref(), deprecated.as_ref(), stated(model, &Field::Status).as_ref(), day)
}

fn life_cycle(model: &Model, day: Day) -> LifeCycle {
    let retires = stated::<PartialDate>(model, &Field::Retires);
    LifeCycle {
        stage: life_stage(model, day),
        months_left: retires
            .as_ref()
            .map(|retires| retires.value.first_day())
            .filter(|retires| *retires > day)
            .map(|retires| months_until(day, retires)),
        deprecated: stated(model, &Field::Deprecated),
        retires,
        replacement: stated(model, &Field::Replacement),
    }
}

/// Dates decide before words; a day counts once it has surely come.
fn stage(
    retires: Option<&Stated<PartialDate>>,
    deprecated: Option<&Stated<PartialDate>>,
    status: Option<&Stated<String>>,
    day: Day,
) -> Option<Stated<LifeStage>> {
    let is_past = |date: &Stated<PartialDate>| date.value.last_day() <= day;
    if let Some(retires) = retires {
        let stage =
            if is_past(retires) { LifeStage::Retired(Some(retires.value.last_day())) } else { LifeStage::Retiring };
        return Some(retires.map(|_| stage));
    }
    let of_word = |status: &Stated<String>| {
        let stage = match status.value.as_str() {
            "removed" => LifeStage::Retired(None),
            "deprecated" => LifeStage::Deprecated,
            "preview" | "alpha" | "beta" => LifeStage::Preview,
            "active" => LifeStage::Active,
            _ => return None,
        };
        Some(status.map(|_| stage))
    };
    let since =
        deprecated.filter(|deprecated| is_past(deprecated)).map(|deprecated| deprecated.map(|_| LifeStage::Deprecated));
    let word = status.and_then(of_word);
    match &word {
        Some(stage) if matches!(stage.value, LifeStage::Retired(_)) => word,
        _ => since.or(word),
    }
}

/// Whole months from one day to another; zero if it is past.
pub(crate) fn months_until(day: Day, end: Day) -> u32 {
    day.until((Unit::Month, end)).map_or(0, |span| u32::try_from(span.get_months()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::{facts, model, today};

    fn stage_of(pairs: &[(&str, &str)]) -> Option<LifeStage> {
        life_cycle(&model("acme/alpha", pairs), today()).stage.map(|stage| stage.value)
    }

    #[test]
    fn size_classes_change_at_their_bounds() {
        for (parameters, class) in [
            (1_230_000_000, SizeClass::Tiny),
            (3_000_000_000, SizeClass::Small),
            (15_000_000_000, SizeClass::Medium),
            (69_999_999_999, SizeClass::Medium),
            (70_000_000_000, SizeClass::Large),
            (199_999_999_999, SizeClass::Large),
            (400_000_000_000, SizeClass::VeryLarge),
        ] {
            assert_eq!(SizeClass::of(parameters), class, "{parameters}");
        }
    }

    #[test]
    fn stages_follow_dates_before_words_and_stay_unknown_without_either() {
        assert_eq!(stage_of(&[]), None);
        assert_eq!(stage_of(&[("status", "active")]), Some(LifeStage::Active));
        assert_eq!(stage_of(&[("status", "active"), ("deprecated", "2026-05-01")]), Some(LifeStage::Deprecated));
        assert_eq!(stage_of(&[("deprecated", "2026-06-01")]), None);
        assert_eq!(stage_of(&[("status", "deprecated"), ("retires", "2026-10-23")]), Some(LifeStage::Retiring));
        assert_eq!(stage_of(&[("retires", "2026-05-22")]), Some(LifeStage::Retired(Some(today()))));
        assert_eq!(stage_of(&[("retires", "2026-05")]), Some(LifeStage::Retiring));
        assert_eq!(stage_of(&[("status", "removed"), ("deprecated", "2026-01-01")]), Some(LifeStage::Retired(None)));
    }

    #[test]
    fn months_left_are_whole() {
        let months = |text: &str| months_until(today(), text.parse::<PartialDate>().unwrap().first_day());
        assert_eq!(
            [months("2026-10-23"), months("2026-10-21"), months("2026-05-01"), months("2028-05-22")],
            [5, 4, 0, 24]
        );
    }

    #[test]
    fn openness_needs_a_word_on_the_weights() {
        let licence = |approved: &str| Licence {
            id: LicenceId::new("open").unwrap(),
            name: "Open".into(),
            facts: facts(&[("osi-approved", approved), ("commercial", "allowed")]),
        };
        let of = |pairs: &[(&str, &str)], licence: Option<&Licence>| {
            openness(&model("acme/alpha", pairs), licence).map(|openness| openness.value)
        };
        let open = [("open-weights", "true"), ("licence", "open")];
        assert_eq!(of(&[("licence", "open")], Some(&licence("true"))), None);
        assert_eq!(of(&open, Some(&licence("true"))), Some(Openness::OpenSource));
        assert_eq!(of(&open, Some(&licence("false"))), Some(Openness::OpenWeights));
        assert_eq!(of(&open, None), Some(Openness::OpenWeights));
        assert_eq!(of(&[("open-weights", "false")], None), Some(Openness::Closed));
    }
}
