use super::*;
use proptest::prelude::*;
use rust_decimal::Decimal;
use std::collections::BTreeSet;
use weigh_catalog::Openness;

fn pairs(text: &str) -> Vec<(&str, &str)> {
    text.split('&').filter(|pair| !pair.is_empty()).filter_map(|pair| pair.split_once('=')).collect()
}

fn again(text: &str) -> String {
    let (workload, needs) = read(pairs(text)).unwrap();
    let written = write(&workload, &needs);
    written.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

#[test]
fn every_parameter_is_read_and_written_in_one_form() {
    let all = "input=1500M&output=20M&requests=10k&cached=0.3&cache-write=0.1&reasoning=1M&prompt=300k\
               &tier=standard,batch&region=eu&needs=vision,function-calling&context=200k&max-output=8192\
               &open=weights&commercial=yes&no-training=yes&within=DE&least-bits=8&providers=a,b&without=c";
    assert_eq!(again(all), all.replace([' ', '\n'], ""));
    assert_eq!(
        again("without=c&input=1.5B&cached=30%25".replace("%25", "%").as_str()),
        "input=1500M&cached=0.3&without=c"
    );
    assert_eq!(again("input=800M&output=250,000,000&tier=standard&commercial=no&open="), "");
    assert_eq!(again("needs=tools, images"), "needs=function-calling,vision");
}

#[test]
fn a_preset_is_its_name_until_something_differs() {
    assert_eq!(again("preset=chat"), "preset=chat");
    assert!(!again("preset=chat&input=5").contains("preset"));
}

#[test]
fn a_preset_brings_its_needs_and_is_its_name_only_with_them() {
    let (_, needs) = read(pairs("preset=vision")).unwrap();
    assert_eq!(needs.capabilities, [Capability::Vision]);
    assert_eq!(again("preset=vision"), "preset=vision");
    assert_eq!(again("preset=vision&context=200k"), "preset=vision&context=200k");
    assert_eq!(again("preset=vision&needs=json-mode"), "preset=vision&needs=json-mode");
    // Without its need it is no longer that preset: its name would bring the need back.
    let (workload, _) = read(pairs("preset=vision")).unwrap();
    let written = write(&workload, &Needs::default());
    assert_eq!(written, [("input", "200M".into()), ("output", "30M".into()), ("requests", "100k".into())]);
    let bare = read(written.iter().map(|(name, value)| (*name, value.as_str()))).unwrap();
    assert_eq!((bare.0.input, bare.1), (workload.input, Needs::default()));
}

#[test]
fn a_file_states_traffic_and_needs() {
    let text = "input = \"5M\"\n[needs]\nneeds = [\"vision\", \"tools\"]\ncontext = 200_000\nno-training = true\n";
    let (workload, needs) = read_file(text, "mine").unwrap();
    assert_eq!((workload.input, workload.output, needs.context), (5_000_000, 0, Some(200_000)));
    assert_eq!(needs.capabilities, [Capability::Vision, Capability::FunctionCalling]);
    assert!(needs.no_training);
    let error = |text| read_file(text, "mine").unwrap_err();
    assert_eq!(error("[needs]\n\ncontxt = 5").to_string(), "line 3: `contxt` is not a parameter");
    assert_eq!(error("[needs]\n\ncontxt = 5").hint(), "did you mean `context`?");
    assert_eq!(
        error("[needs]\nopen = \"maybe\"").to_string(),
        "line 2: `open`: `maybe` is none of `weights` or `source`"
    );
    assert!(error("needs = 5").to_string().starts_with("line 1: "), "{}", error("needs = 5"));
    assert!(error("inptu = 5\n[needs]").hint().contains("input"));
}

#[test]
fn what_cannot_be_read_is_refused_with_a_hint() {
    let error = |text| read(pairs(text)).unwrap_err();
    assert_eq!(error("inptu=5").hint(), "did you mean `input`?");
    assert_eq!(error("input=5&input=6").to_string(), "`input` is given twice");
    assert_eq!(error("output=-5").to_string(), "`output`: `-5` is negative");
    assert_eq!(error("open=maybe").to_string(), "`open`: `maybe` is none of `weights` or `source`");
    assert_eq!(error("needs=visoin").hint(), "did you mean `vision`?");
    assert_eq!(error("input=0&output=0"), QueryError::Senseless(WorkloadError::Nothing));
    assert!(error("least-bits=5000").hint().contains("16, 8 or 4"));
    assert!(error("commercial=perhaps").hint().contains("yes"));
}

#[test]
fn every_name_is_one_parameter() {
    assert_eq!(names().collect::<BTreeSet<_>>().len(), names().count());
}

#[test]
fn every_example_is_read_and_written_again() {
    fn holds<Q>(parameter: &Parameter<Q>) {
        let Parameter { name, about, label, shape, example, .. } = parameter;
        assert!(about.ends_with('.') && !label.is_empty(), "{name}");
        let question = read([(*name, *example)]).unwrap();
        let written = write(&question.0, &question.1);
        assert_eq!(written.iter().map(|(name, _)| *name).collect::<Vec<_>>(), [*name], "{example} is the default");
        assert_eq!(read(written.iter().map(|(name, value)| (*name, value.as_str()))).unwrap(), question, "{name}");
        if let Shape::Word(words) | Shape::Words(words) = shape {
            assert!(example.split(',').all(|word| words().iter().any(|known| known == word)), "{name}");
            assert!(words().iter().all(|word| read([(*name, word.as_str())]).is_ok()), "{name}");
        }
    }
    workload::PARAMETERS.iter().for_each(holds);
    needs::parameters().for_each(holds);
}

proptest! {
    #[test]
    fn reading_what_was_written_gives_the_same(
        input in 1_u64..=1_000_000_000_000_000,
        output in 0_u64..=1_000_000_000_000_000,
        cached in 0_i64..=1_000_000,
        context in proptest::option::of(1_u64..10_000_000),
        is_open in any::<bool>(),
    ) {
        let workload = Workload { input, output, cached_share: Decimal::new(cached, 6).normalize(), ..Workload::default() };
        let openness = is_open.then_some(Openness::OpenSource);
        let needs = Needs { context, openness, ..Needs::default() };
        let written = write(&workload, &needs);
        let read = read(written.iter().map(|(name, value)| (*name, value.as_str()))).unwrap();
        prop_assert_eq!(read, (workload, needs));
    }

    #[test]
    fn no_text_makes_it_panic(pairs in proptest::collection::vec((".{0,12}", ".{0,40}"), 0..6)) {
        let _ = read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())));
    }
}
