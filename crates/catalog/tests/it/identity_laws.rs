//! Laws of the deterministic layer: what must hold for every name, not only for those we have seen.

use proptest::prelude::*;
use weigh_catalog::identity::{Authority, Candidate, Name, Registry, Tables};
use weigh_catalog::{LabId, ModelId};

const FAMILIES: &[&str] = &["llama", "qwen", "gemma", "nemotron", "deepseek", "kimi", "glm", "mistral"];

const KINDS: &[&str] = &["", "coder", "math", "mini", "pro", "flash", "vl", "r1", "max", "turbo"];

const INSTRUCT: &[&str] = &["instruct", "it", "chat"];

prop_compose! {
    /// A name as labs write them: family, version, kind, size.
    fn plain()(
        family in prop::sample::select(FAMILIES),
        version in (1_u8..10, prop::option::of(1_u8..10)),
        kind in prop::sample::select(KINDS),
        size in prop::option::of(1_u16..700),
    ) -> String {
        let (major, minor) = version;
        let version = minor.map_or_else(|| major.to_string(), |minor| format!("{major}.{minor}"));
        let size = size.map(|size| format!("{size}b"));
        let parts = [Some(family.to_owned()), Some(version), Some(kind.to_owned()), size];
        parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
    }
}

fn registry(names: &[String]) -> Registry {
    let lab = LabId::new("acme").unwrap();
    let candidates: Vec<Candidate> = names
        .iter()
        .map(|text| Candidate { lab: lab.clone(), text: text.clone(), authority: Authority::Weights })
        .collect();
    Registry::new(&candidates, &[], &Tables::default())
}

fn ids(registry: &Registry) -> Vec<ModelId> {
    let mut ids: Vec<ModelId> = registry.known().iter().map(|known| known.id.clone()).collect();
    ids.sort();
    ids
}

proptest! {
    #[test]
    fn reading_any_text_gives_the_same_name_each_time_and_never_fails(text in ".{0,40}") {
        let name = Name::read(&text);
        prop_assert_eq!(&name, &Name::read(&text));
        let _ = (name.slug(true), name.without_latest(), name.weaker(&|_| true));
    }

    #[test]
    fn reading_what_was_read_changes_nothing(text in plain()) {
        let name = Name::read(&text);
        prop_assert_eq!(Name::read(&name.slug(true)).core(), name.core());
        prop_assert_eq!(Name::read(&name.words.join("-")).core(), name.core());
    }

    #[test]
    fn case_punctuation_and_maker_do_not_make_another_model(text in plain(), maker in "[a-z]{3,8}") {
        let core = Name::read(&text).core();
        let spellings = [
            text.to_uppercase(),
            text.replace('-', "_"),
            text.replace('-', " "),
            text.replace('.', "p"),
            format!("{maker}/{text}"),
            format!("models/{text}"),
            format!("{text}:free"),
            format!("{text}-fp8"),
        ];
        for spelling in spellings {
            prop_assert_eq!(Name::read(&spelling).core(), core.clone(), "{}", spelling);
        }
    }

    #[test]
    fn base_and_instruct_never_merge(text in plain(), word in prop::sample::select(INSTRUCT)) {
        let instruct = format!("{text}-{word}");
        let registry = registry(&[text.clone(), instruct.clone()]);
        prop_assert_eq!(registry.known().len(), 2);
        let base = registry.exact(&Name::read(&text))[0];
        let taught = registry.exact(&Name::read(&instruct))[0];
        prop_assert_ne!(&base.id, &taught.id);
        prop_assert_eq!(registry.instruct_of(base).map(|known| &known.id), Some(&taught.id));
    }

    #[test]
    fn sizes_and_versions_never_merge(family in prop::sample::select(FAMILIES), a in (1_u8..30, 1_u16..700), b in (1_u8..30, 1_u16..700)) {
        prop_assume!(a != b);
        let name = |(version, size): (u8, u16)| Name::read(&format!("{family}-{version}-{size}b"));
        prop_assert_ne!(name(a).core(), name(b).core());
        let weaker = name(a).weaker(&|_| false);
        prop_assert!(weaker.iter().all(|form| form.core() != name(b).core()));
    }

    #[test]
    fn dates_are_the_same_in_every_spelling(text in plain(), year in 2023_u16..2028, month in 1_u8..13, day in 1_u8..29) {
        let date = format!("{year}{month:02}{day:02}");
        for spelled in [date.clone(), format!("{year}-{month:02}-{day:02}"), date[2..].to_owned()] {
            let name = Name::read(&format!("{text}-{spelled}"));
            prop_assert_eq!(name.date.as_deref(), Some(&*date), "{}", spelled);
            prop_assert_eq!(name.core(), Name::read(&text).core());
            prop_assert_eq!(name.slug(false), Name::read(&text).slug(false));
        }
    }

    #[test]
    fn the_order_of_candidates_does_not_matter(names in prop::collection::vec(plain(), 1..12), turn in 0_usize..12) {
        let mut other = names.clone();
        let turn = turn % other.len();
        other.rotate_left(turn);
        other.reverse();
        prop_assert_eq!(ids(&registry(&names)), ids(&registry(&other)));
    }
}
