use super::*;
use rust_decimal::Decimal;
use weigh_catalog::{Capability, ServiceTier};

fn errors(text: &str) -> Vec<String> {
    read(text).unwrap_err().iter().map(|error| format!("{error}; {}", error.hint())).collect()
}

const WHOLE: &str = "[workload]\npreset = \"chat\"\n[needs]\ncontext = \"100k\"\nneeds = [\"vision\", \"tools\"]\n\
     [bounds]\nprice-rise = \"5%\"\n\n[[use]]\nname = \"one\"\nroute = \"a/b@c\"\n\n[[use]]\nroute = \"a/b@d\"\n\
     tier = \"batch\"\nbenchmarks = [\"gpqa\", \"mmlu\"]\nworkload = { input = 5_000_000, cached = 0.25 }\n\
     needs = { context = 8000, commercial = true }\nbounds = { price-rise = \"off\", retirement-days = 90, losses = true }\n";

#[test]
fn what_a_use_states_wins_key_by_key() {
    let project = read(WHOLE).unwrap();
    let [one, two] = project.uses.as_slice() else { panic!("two uses") };
    assert_eq!((one.name.as_str(), one.route.as_str(), one.place), ("one", "a/b@c", Place { line: 11, column: 1 }));
    assert_eq!(one.workload, Workload::preset("chat").unwrap());
    assert_eq!((one.needs.context, one.bounds.price_rise), (Some(100_000), Some(Decimal::new(5, 2))));
    assert_eq!(one.needs.capabilities, [Capability::Vision, Capability::FunctionCalling]);
    assert_eq!((one.bounds.retirement_days, one.bounds.losses), (Some(60), false), "defaults stay");
    assert_eq!((two.name.as_str(), two.place.line), ("a/b@d", 14));
    assert_eq!((two.workload.input, two.workload.cached_share), (5_000_000, Decimal::new(25, 2)));
    assert_eq!(two.workload.output, one.workload.output, "the rest of the preset stays");
    assert_eq!(two.workload.tiers.tiers(), [ServiceTier::Batch]);
    assert_eq!((two.needs.context, two.needs.commercial.is_some()), (Some(8_000), true));
    assert_eq!(two.needs.capabilities, one.needs.capabilities);
    assert_eq!((two.bounds.price_rise, two.bounds.retirement_days, two.bounds.losses), (None, Some(90), true));
    assert_eq!(two.benchmarks, ["gpqa", "mmlu"]);
}

#[test]
fn a_preset_of_its_own_begins_anew() {
    let text = "[workload]\ninput = \"5M\"\n[[use]]\nroute = \"a/b@c\"\nworkload = { preset = \"rag\" }\n";
    assert_eq!(read(text).unwrap().uses[0].workload, Workload::preset("rag").unwrap());
}

#[test]
fn line_ends_and_marks_of_byte_order_change_nothing() {
    let plain = read(WHOLE).unwrap();
    assert_eq!(read(&WHOLE.replace('\n', "\r\n")).unwrap(), plain);
    let marked = read(&format!("\u{feff}{WHOLE}")).unwrap();
    assert_eq!(marked.uses[1].place, plain.uses[1].place);
}

#[test]
fn every_wrong_key_and_value_is_told_with_its_place() {
    let text = "[workload]\ninptu = \"5M\"\noutput = \"-5\"\n[neds]\n[bounds]\nprice-rise = \"much\"\n\
                [[use]]\nroute = \"a/b@c\"\nneeds = { contxt = 5, context = true }\nbound = 1\n[[use]]\nname = \"x\"\n";
    assert_eq!(
        errors(text),
        [
            "line 2, column 1: `inptu` is not a key of workload; did you mean `input`?",
            "line 3, column 10: `output`: `-5` is negative; write a whole number, or one with k, M, B or T such as 250k or 1.5B",
            "line 4, column 2: `neds` is not a key of the file; did you mean `needs`?",
            "line 6, column 14: `price-rise`: `much` is none of a share such as \"10%\" or 0.1, or \"off\"; write a share such as \"10%\" or 0.1, or \"off\"",
            "line 9, column 11: `contxt` is not a key of needs; did you mean `context`?",
            "line 9, column 33: `context`: `yes` is not an amount; write a whole number, or one with k, M, B or T such as 250k or 1.5B",
            "line 10, column 1: `bound` is not a key of [[use]]; did you mean `bounds`?",
            "line 11, column 1: a use without `route`; add `route = \"lab/model@provider\"`",
        ]
    );
}

#[test]
fn what_is_no_project_is_told() {
    assert!(errors("[[use]\n")[0].starts_with("line 1, column 7: "), "{:?}", errors("[[use]\n"));
    assert_eq!(
        errors("")[0],
        "line 1, column 1: the file names no route; add a `[[use]]` table with `route = \"lab/model@provider\"`"
    );
    assert!(errors("use = 5")[0].contains("`use` needs tables"));
    assert!(errors("[use]\nroute = \"a/b@c\"")[0].contains("begin with `[[use]]`"));
    assert!(errors("workload = 5\n[[use]]\nroute = \"a/b@c\"")[0].contains("`workload` needs a table"));
    assert!(errors("[[use]]\nroute = 5")[0].contains("`route` needs a text in quotes"));
    assert!(errors("[[use]]\nroute = \"a@b\"\nworkload = { input = 0, output = 0 }")[0].contains("no tokens"));
    assert!(errors("[[use]]\nroute = \"a@b\"\nneeds = { context = 2020-01-01 }")[0].contains("needs a text, a number"));
    assert!(
        errors("[[use]]\nroute = \"a@b\"\n[[use]]\nroute = \"a@b\"\n")[0]
            .starts_with("line 4, column 1: `a@b` is used twice")
    );
    assert!(errors("[[use]]\nroute = \"a@b\"\nworkload = { cached = 1.5 }")[0].contains("`cached`"));
}

#[test]
fn every_example_of_a_bound_is_read_and_written_again() {
    for parameter in bounds::parameters() {
        let mut read = Bounds::default();
        parameter.read(&mut read, parameter.example).unwrap();
        assert_eq!(parameter.value(&read).as_deref(), Some(parameter.example), "{}", parameter.name);
        assert_eq!(parameter.value(&Bounds::default()), None, "{}", parameter.name);
    }
    for bound in bounds::BOUNDS {
        assert_eq!(bound.parameters.len(), bound.usual.len(), "{}", bound.id);
        for (parameter, usual) in bound.parameters.iter().zip(bound.usual) {
            let mut read = Bounds::default();
            let usual = usual.trim_matches('"').replace("false", "no");
            parameter.read(&mut read, &usual).unwrap();
            assert_eq!(read, Bounds::default(), "{}", parameter.name);
        }
    }
}

#[test]
fn ten_thousand_uses_are_read() {
    let of = |n: usize| format!("[[use]]\nroute = \"a/m{n}@p\"\nneeds = {{ context = {n} }}\n");
    let text = (0..10_000).map(of).collect::<Vec<_>>().concat();
    let project = read(&text).unwrap();
    assert_eq!((project.uses.len(), project.uses[9_999].place.line), (10_000, 29_999));
}

#[test]
fn quoted_texts_are_read_back() {
    for text in ["plain", "a\"b\\c", "\u{1}\u{7f}\n\t\r", "ü—日本"] {
        let toml = format!("[[use]]\nroute = \"a/b@c\"\nname = {}\n", quoted(text));
        let read = read(&toml).unwrap_or_else(|errors| panic!("{toml}: {errors:?}"));
        assert_eq!(read.uses[0].name, text.trim());
    }
}
