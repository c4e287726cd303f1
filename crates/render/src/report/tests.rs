use super::*;
use crate::block::Document;
use crate::gather::CheckedProject;
use crate::output::OUTPUTS;
use crate::sample::{Tables, beta, sources, today};
use crate::show::{CheckPage, check_page};
use crate::{Options, json_v1};
use std::sync::Arc;
use weigh_catalog::ModelId;
use weigh_compare::change::ReadOn;
use weigh_compare::check::{BOUNDS, Inspected, check};
use weigh_compare::lock::{Locked, freeze};
use weigh_compare::project::{self, Use};

const PROJECT: &str = "[needs]\ncontext = \"900k\"\n\n[[use]]\nname = \"chat, <b>\u{1b}\\\"50%:\\\"\"\nroute = \"boreal/beta-mini@boreal\"\n\n\
     [[use]]\nname = \"gone\"\nroute = \"boreal/nothing@boreal\"\n";

/// Beta used at home: a need missed, a price that rose since the lock; and a route that is not there.
fn sample() -> CheckedProject {
    let model = Arc::new(beta());
    let uses: Vec<Use> = project::read(&PROJECT.replace('\u{1b}', "\\u001b")).unwrap().uses;
    let cheaper = |mut locked: Locked| {
        let rate = Arc::make_mut(&mut locked.before.routes[0].rates[0]);
        rate.amount = rate.amount.filter_map(|amount| amount.times(rust_decimal::Decimal::new(5, 1)));
        locked
    };
    let route = &model.routes[0];
    let checked = |asked: Use| {
        let found = asked.route.starts_with(&model.id.to_string());
        let locked = cheaper(freeze(&asked, &model, route, &Tables));
        let nearest = ["boreal/beta-mini@boreal".to_owned()];
        let checked = check(Inspected {
            asked: &asked,
            found: if found { Ok((&model, route)) } else { Err(&nearest) },
            locked: found.then_some(&locked),
            then: None,
            rivals: &[],
            read_on: &ReadOn::default(),
            reference: &Tables,
            day: today(),
        });
        CheckedUse { asked, found: found.then(|| (Arc::clone(&model), route.id.clone())), checked }
    };
    CheckedProject {
        uses: uses.into_iter().map(checked).collect(),
        locked: Some(("2026-05-01-abc".to_owned(), jiff::civil::date(2026, 5, 1))),
        no_longer_used: vec!["old".to_owned()],
    }
}

fn with<T>(make: impl FnOnce(CheckPage<'_>) -> T) -> T {
    let (project, notes) = (sample(), sources());
    let around = Around { reference: &Tables, sources: &notes, today: today() };
    let told = Told::new(&project, "some dir/weigh.toml", around);
    let name_of = |id: &ModelId| id.to_string();
    make(CheckPage { project: &project, told: &told, deny_warnings: false, around, name_of: &name_of })
}

#[test]
fn every_report_is_listed_once_and_reads_so() {
    for (place, report) in REPORTS.iter().enumerate() {
        assert!(report.about.ends_with('.'), "{}", report.id);
        assert_eq!(REPORTS.iter().position(|other| other.id == report.id), Some(place));
        assert_eq!(find(report.id).map(|found| found.id), Some(report.id));
        let text = with(|page| (report.write)(page.told));
        assert_eq!(text, with(|page| (report.write)(page.told)), "the same each time");
        insta::assert_snapshot!(report.id, text);
    }
}

#[test]
fn a_check_reads_so_in_every_output() {
    let document: Document = with(check_page);
    for output in OUTPUTS.iter().filter(|output| output.id != "html") {
        insta::assert_snapshot!(output.id, (output.render)(&document, &Options::default()));
    }
    let html = (crate::output::html::OUTPUT.render)(&document, &Options::default());
    assert!(html.contains("chat, &lt;b&gt;") && !html.contains("chat, <b>"), "escaped");
}

#[test]
fn a_check_reads_so_as_json() {
    insta::assert_snapshot!(with(|page| json_v1::to_text(&json_v1::check(page))));
}

#[test]
fn github_escapes_what_would_end_a_command() {
    let text = with(|page| (github::REPORT.write)(page.told));
    let first = text.lines().next().unwrap();
    assert!(
        first.starts_with("::error file=some dir/weigh.toml,line=6,col=1,title=chat%2C <b> \"50%25%3A\"%3A "),
        "{first}"
    );
    assert!(text.lines().all(|line| line.starts_with("::")), "one command a line");
    let empty = Told { uses: Vec::new(), ..with(|page| page.told.clone()) };
    assert!((github::REPORT.write)(&empty).starts_with("::notice "));
}

#[test]
fn junit_has_no_character_that_xml_forbids() {
    let text = with(|page| (junit::REPORT.write)(page.told));
    assert!(!text.contains('\u{1b}') && text.contains("chat, &lt;b&gt;\u{fffd}&quot;50%:&quot;"), "{text}");
    assert_eq!(text.matches("<testcase").count(), 2 * BOUNDS.len());
}

#[test]
fn sarif_names_its_rules_and_places() {
    let log: serde_json::Value = serde_json::from_str(&with(|page| (sarif::REPORT.write)(page.told))).unwrap();
    let run = &log["runs"][0];
    for result in run["results"].as_array().unwrap() {
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "some%20dir/weigh.toml");
    }
}

#[test]
fn keys_of_findings_stay_when_numbers_and_lines_move() {
    let keys = with(|page| page.told.findings().map(|(_, _, finding)| finding.key.clone()).collect::<Vec<_>>());
    let mut unique = keys.clone();
    unique.sort();
    unique.dedup();
    assert_eq!(unique.len(), keys.len(), "{keys:?}");
    assert!(keys.iter().all(|key| !key.contains('$') && !key.contains("2026")), "{keys:?}");
}
