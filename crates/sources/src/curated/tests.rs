use super::*;
use weigh_catalog::text;

const FILES: [(&str, &str); 5] = [
    ("typical.toml", include_str!("../../fixtures/curated/typical.toml")),
    ("minimal.toml", include_str!("../../fixtures/curated/minimal.toml")),
    ("recoverable.toml", include_str!("../../fixtures/curated/recoverable.toml")),
    ("unknown.toml", include_str!("../../fixtures/curated/unknown.toml")),
    ("unrelated.toml", include_str!("../../fixtures/curated/unrelated.toml")),
];

fn read_as(file: &str, toml: &str, ground: Ground) -> Result<Vec<Batch>, Vec<String>> {
    let read_on = "2026-11-22".parse().unwrap();
    let input = Input { file, bytes: toml.as_bytes(), read_on, version: "1", digest: "sha256:00" };
    let source = SourceId::new("overlay").unwrap();
    read(&input, &source, ground).map_err(|problems| problems.iter().map(ToString::to_string).collect())
}

fn fixture(name: &str, ground: Ground) -> Result<Vec<Batch>, Vec<String>> {
    let (file, toml) = FILES.iter().find(|(file, _)| *file == name).unwrap();
    read_as(file, toml, ground)
}

#[test]
fn ordinary_tables_become_records() {
    let batches = fixture("typical.toml", Ground::Required).unwrap();
    let written: String = batches.iter().map(text::write).collect();
    insta::assert_snapshot!(written, @r##"
    {"complete":false,"digest":"sha256:00","read_on":"2026-10-01","source":"overlay","version":"1","weigh":"records/1"}
    {"at":"typical.toml model acme/alpha-1","basis":"documented","link":"https://acme.example/alpha","model":"acme/alpha-1","say":{"can.batch":false,"can.vision":true,"knowledge-cutoff":"2025-12","licence":"acme-open","open-weights":true,"parameters":400000000000,"released":"2026-05-01"}}
    {"complete":false,"digest":"sha256:00","read_on":"2026-11-20","source":"overlay","version":"1","weigh":"records/1"}
    {"at":"typical.toml lab acme","basis":"documented","lab":"acme","link":"https://docs.northwind.example","say":{"aliases":"acme-ai,arena:Acme Labs","headquarters":"US","name":"Acme"}}
    {"at":"typical.toml provider northwind","link":"https://docs.northwind.example","provider":"northwind","say":{"aliases":"north-wind","dialect":"openai-chat,anthropic-messages","name":"Northwind","provider-kind":"host","retention-days":30,"serves":"acme","trains-on-data":false}}
    {"at":"typical.toml licence acme-open","basis":"documented","licence":"acme-open","link":"https://docs.northwind.example","say":{"commercial":"conditional","licence-conditions":"Free below 1,000 users, then by contract.","name":"Acme Open","osi-approved":false,"url":"https://acme.example/licence"}}
    {"at":"typical.toml benchmark puzzle","basis":"documented","benchmark":"puzzle","link":"https://docs.northwind.example","say":{"direction":"higher","margin":"1.5","name":"Puzzle","score-unit":"percent"}}
    {"at":"typical.toml route alpha-1-turbo at northwind by southwind","basis":"documented","from":"2026-05-01","link":"https://docs.northwind.example","route":["northwind","alpha-1-turbo","southwind"],"say":{"can.vision":false,"context":128000,"rate.cached-input":"0.11","rate.image-made":"40000","rate.input":"1.1","rate.output":"4","rate.output.batch>200000":"2.2","serves":"acme/alpha-1","uplift-eu":"1.1"},"until":"2027-01-01"}
    {"at":"typical.toml result of Alpha 1 (high) (effort=high,shots=5) in puzzle","basis":"documented","link":"https://docs.northwind.example","result":["puzzle","Alpha 1 (high)","effort=high,shots=5"],"say":{"ran-on":"2026-05-02","score":"71.5","self-reported":true,"serves":"acme/alpha-1"}}
    "##);
}

#[test]
fn an_overlay_needs_neither_ground_nor_day() {
    let batches = fixture("minimal.toml", Ground::Optional).unwrap();
    assert_eq!(batches.len(), 1);
    assert_eq!(batches[0].reading.read_on.to_string(), "2026-11-22");
    assert!(!batches[0].reading.is_complete);
    let record = &batches[0].records[0];
    assert_eq!(&*record.locator, "minimal.toml route our-alpha at northwind");
    assert_eq!(record.link, None);
    assert_eq!(record.get(&"rate.input".parse().unwrap()).unwrap().to_string(), "0.9");
}

#[test]
fn curated_data_needs_ground_and_day() {
    assert_eq!(
        fixture("minimal.toml", Ground::Required).unwrap_err(),
        [
            "minimal.toml:1: `read_on`: is missing: the day the source was read",
            "minimal.toml:1: `source`: is missing: the address where this is stated",
        ]
    );
    let toml = "source = \"a friend\"\nread_on = 2026-11-22\n[[lab]]\nid = \"acme\"\nname = \"Acme\"";
    assert_eq!(
        read_as("x.toml", toml, Ground::Required).unwrap_err()[0],
        "x.toml:1: `source`: should be an address that starts with https://, not `a friend`"
    );
}

#[test]
fn all_problems_are_told_at_once() {
    insta::assert_snapshot!(fixture("recoverable.toml", Ground::Optional).unwrap_err().join("\n"), @r##"
    recoverable.toml:6: `id`: is missing: a name of its own
    recoverable.toml:11: `provder-kind`: is not a key of a provider; did you mean `provider-kind`?
    recoverable.toml:12: `context`: is not a field of a provider
    recoverable.toml:13: `dialect`: `openai-chats` is none of openai-chat, openai-responses, anthropic-messages, gemini, bedrock-converse, cohere-chat, mistral-chat, ollama-chat; did you mean `openai-chat`?
    recoverable.toml:16: `id`: should be `lab/model`, lowercase, not `Alpha`
    recoverable.toml:17: `released`: `May 2026` is not a date of the form 2026, 2026-05 or 2026-05-22
    recoverable.toml:18: `parameters`: should be a whole number of at least 0, without quotes, not a decimal number
    recoverable.toml:19: `open-weights`: should be true or false, without quotes, not text
    recoverable.toml:20: `aliases`: `a,b` holds a comma, which separates items: write two items
    recoverable.toml:21: `name`: must not be empty; leave the key out if nothing is known
    recoverable.toml:27: `until`: 2026-05-01 is not after `from`: it is the first day it no longer holds
    recoverable.toml:28: `read_on`: 2026-12-24 lies after 2026-11-22, the day of this reading
    recoverable.toml:30: `rate.input`: `1.1e-6` is below $0.00001 per million tokens: a slip between units?
    recoverable.toml:31: `rate.output`: quote a key with a dot in it: "output.batch"
    recoverable.toml:32: `rate.ouput`: is not a rate such as input.batch>200000; did you mean `output`?
    recoverable.toml:33: `rate.input>many`: has a condition of the wrong form; it is written like input.batch>200000@eu[0100-0400]{variant}
    recoverable.toml:34: `rate.reasoning`: a price cannot be negative: `-1`
    recoverable.toml:35: `rate.cached-input`: should be dollars per million units, such as "1.10", not `nan`
    recoverable.toml:37: `can.visoin`: is not a capability; did you mean `vision`?
    recoverable.toml:44: `context`: said of route beta at northwind before, on line 39, on the same ground and period
    recoverable.toml:49: nothing is said of model acme/silent
    "##);
}

#[test]
fn unknown_keys_and_tables_are_refused() {
    insta::assert_snapshot!(fixture("unknown.toml", Ground::Optional).unwrap_err().join("\n"), @r##"
    unknown.toml:2: `colour`: is neither a kind of table nor a default
    unknown.toml:4: `providers`: is neither a kind of table nor a default; did you mean `provider`?
    unknown.toml:7: `provider`: stands in double brackets: [[provider]]
    unknown.toml:12: `tokenizer`: is not a key of a model
    unknown.toml:13: `rates`: prices belong to a [[route]]
    unknown.toml:14: `family`: should be text, not a list
    unknown.toml:15: `languages`: holds a comma: write a list, one item each
    "##);
}

#[test]
fn another_kind_of_file_is_refused_whole() {
    assert_eq!(
        fixture("unrelated.toml", Ground::Optional).unwrap_err(),
        [
            "unrelated.toml:1: `package`: is neither a kind of table nor a default",
            "unrelated.toml:5: `dependencies`: is neither a kind of table nor a default",
        ]
    );
}

#[test]
fn every_syntax_error_names_its_line() {
    let problems = read_as("x.toml", "[[lab]]\nid = acme\nname = \"Acme\nurl = 1", Ground::Optional).unwrap_err();
    assert_eq!(problems.len(), 2, "{problems:?}");
    assert!(problems[0].starts_with("x.toml:2: not TOML: "), "{problems:?}");
    assert!(problems[1].starts_with("x.toml:3: not TOML: "), "{problems:?}");
}

#[test]
fn text_must_be_utf8() {
    let read_on = "2026-11-22".parse().unwrap();
    let input = Input { file: "x.toml", bytes: b"a = 1\n\xff", read_on, version: "", digest: "" };
    let problems = read(&input, &SourceId::new("overlay").unwrap(), Ground::Optional).unwrap_err();
    assert_eq!(problems[0].to_string(), "x.toml:2: not UTF-8 text");
}

#[test]
fn the_same_field_may_be_said_on_two_grounds_or_for_two_periods() {
    let toml = r#"
        [[model]]
        id = "acme/alpha-1"
        licence = "mit"
        source = "https://one.example"
        [[model]]
        id = "acme/alpha-1"
        licence = "apache-2.0"
        source = "https://two.example"
        [[model]]
        id = "acme/alpha-1"
        licence = "acme-open"
        source = "https://two.example"
        from = 2026-05-01
    "#;
    assert_eq!(read_as("x.toml", toml, Ground::Optional).unwrap()[0].records.len(), 3);
}

proptest::proptest! {
    #[test]
    fn any_text_is_read_or_refused(toml in "[\\[\\]a-z\"=,.{}0-9 \n_-]{0,80}") {
        let _ = read_as("x.toml", &format!("[[route]]\n{toml}"), Ground::Optional);
    }
}
