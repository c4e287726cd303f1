use super::*;
use crate::project;
use crate::sample::{Build, Tables, model, today};
use weigh_catalog::ProviderKind;

fn used() -> Use {
    let text = "[[use]]\nname = \"chat\"\nroute = \"acme/alpha@northwind\"\nneeds = { context = \"100k\", needs = [\"vision\"] }\n\
                workload = { input = \"1M\", output = \"1M\" }\n";
    project::read(text).unwrap().uses.remove(0)
}

fn alpha() -> Model {
    model("acme/alpha", &[("licence", "mit"), ("open-weights", "true"), ("name", "Alpha")]).at(
        "northwind",
        &[
            ("context", "200000"),
            ("can.vision", "true"),
            ("can.audio-in", "true | false"),
            ("latency-p50", "12"),
            ("rate.input", "0.2"),
            ("rate.output", "1 | 1.5"),
            ("rate.output>200000", "3"),
            ("rate.input.batch", "0.1"),
            ("rate.image-made", "4"),
        ],
    )
}

fn lock() -> Lock {
    let model = alpha();
    let tables = Tables::default().provider("northwind", ProviderKind::Host, &[]);
    let locked = freeze(&used(), &model, &model.routes[0], &tables);
    Lock { catalog: "2026-05-22-\"x\"".to_owned(), as_of: today(), uses: vec![locked] }
}

#[test]
fn a_lock_reads_so() {
    insta::assert_snapshot!(lock().write());
}

#[test]
fn a_lock_is_read_back_and_written_the_same() {
    let lock = lock();
    assert_eq!(Lock::read(&lock.write()).unwrap(), lock);
    assert_eq!(Lock::read(&lock.write().replace('\n', "\r\n")).unwrap(), lock);
    assert!(lock.uses[0].is_of(&used()));
    let mut other = used();
    other.needs.context = Some(5);
    assert!(!lock.uses[0].is_of(&other));
}

#[test]
fn the_same_lock_gives_the_same_bytes() {
    assert_eq!(lock().write(), lock().write());
}

#[test]
fn damaged_and_newer_locks_are_refused_with_the_line() {
    let whole = lock().write();
    let refused = |from: &str, to: &str| {
        assert!(whole.contains(from), "{from}");
        Lock::read(&whole.replacen(from, to, 1)).unwrap_err()
    };
    let newer = refused("format = 1", "format = 2");
    assert_eq!(newer.to_string(), "line 1: it is of format 2, and this program reads up to 1");
    assert!(newer.hint().contains("newer `weigh`"));
    for (from, to, said) in [
        ("as-of = \"2026-05-22\"", "as-of = \"22 May\"", "line 4: `as-of` is missing or damaged"),
        ("month = \"1.2\"", "month = \"much\"", "line 13: `month` is missing or damaged"),
        ("tier = \"standard\"", "tier = \"slow\"", "line 12: `tier` is missing or damaged"),
        ("own-id", "own_id", "line 6: `own-id` is missing or damaged"),
        ("acme/alpha@northwind\"", "nothing\"", "line 8: `route` is missing or damaged"),
        ("value = \"200000\"", "value = \"many\"", "`value` is missing or damaged"),
        ("field = \"context\"", "field = \"contxt\"", "`field` is missing or damaged"),
    ] {
        let error = refused(from, to);
        assert!(error.to_string().ends_with(said), "{error}");
    }
    assert!(matches!(refused("format = 1", "format = "), LockError { place: project::Place { line: 2, .. }, .. }));
    for text in ["", "format = 1", "use = 5", "{}", "\0"] {
        assert!(Lock::read(text).is_err(), "{text}");
    }
}

#[test]
fn names_of_routes_are_read_back() {
    for text in ["a/b@c", "a/b@c/host/fp4", "a/b@c#own/id:v1@x", "a/b@c/h#own"] {
        assert_eq!(super::read::route_id(text).unwrap().to_string(), text);
    }
    assert_eq!(super::read::route_id("a/b"), None);
}
