//! From the events of one entry to the runs of its prices that can be believed.

use super::history::{Event, Run};
use crate::json::digits_of;
use crate::report::Report;
use std::collections::{BTreeMap, BTreeSet};
use weigh_catalog::money::parse_decimal;
use weigh_catalog::{Day, Period};

/// A run that has not ended yet.
#[derive(Debug, Clone)]
struct Open<'a> {
    run: Run<'a>,
    from: Day,
    /// True if it began with a change that was later undone, or undid another.
    began_reverted: bool,
}

/// One entry's history, event after event.
#[derive(Debug)]
pub(super) struct Timeline<'a> {
    key: &'a str,
    /// Day and commit of the entry's last arrival, while it is listed.
    since: Option<(Day, usize)>,
    open: BTreeMap<String, Open<'a>>,
    /// Fields with an event since that arrival.
    touched: BTreeSet<String>,
    runs: Vec<Run<'a>>,
}

impl<'a> Timeline<'a> {
    /// An entry before its first event.
    pub(super) fn new(key: &'a str) -> Self {
        Self { key, since: None, open: BTreeMap::new(), touched: BTreeSet::new(), runs: Vec::new() }
    }

    /// The runs that hold, joined where one value continues. Those shown wrong by a later event are noted.
    pub(super) fn runs(mut self, events: &[Event<'a>], report: &mut Report) -> Vec<Run<'a>> {
        let corrections = corrections(events);
        for event in events {
            match event.kind.as_str() {
                "added" | "start" => self.arrive(event, report),
                "price" => self.change(event, flag(event, &corrections), report),
                "removed" => self.leave(Some(event.day), report),
                "deprecation" => report.note("retirement dates are left to the current map", self.key),
                other => report.skip(format!("event of kind `{other}`"), self.key),
            }
        }
        self.leave(None, report);
        joined(self.runs)
    }

    fn arrive(&mut self, event: &Event<'a>, report: &mut Report) {
        self.leave(Some(event.day), report);
        self.since = Some((event.day, event.source));
    }

    /// Ends everything that is open: the entry was removed, or the events are over.
    fn leave(&mut self, day: Option<Day>, report: &mut Report) {
        for (_, open) in std::mem::take(&mut self.open) {
            self.close(open, day, "", report);
        }
        self.touched.clear();
        self.since = None;
    }

    fn change(&mut self, event: &Event<'a>, flag: &str, report: &mut Report) {
        let is_first = self.touched.insert(event.field.clone());
        let before = if is_first { self.initial(event, report) } else { self.open.remove(&event.field) };
        if let Some(open) = before {
            let is_same = event.old.is_some_and(|old| is_same_value(old.get(), open.run.value.get()));
            if is_same {
                self.close(open, Some(event.day), flag, report);
            } else {
                report.note("run left out: the next event contradicts it", self.place(event));
            }
        }
        if let Some(value) = event.new {
            let run = Run { field: event.field.clone(), value, period: Period::OPEN, source: event.source };
            let open = Open { run, from: event.day, began_reverted: flag == "reverted" };
            self.open.insert(event.field.clone(), open);
        }
    }

    /// What the field held from the day the entry came, if the first event says so.
    fn initial(&self, event: &Event<'a>, report: &mut Report) -> Option<Open<'a>> {
        let value = event.old?;
        let Some((from, source)) = self.since else {
            report.note("run left out: its start is unknown", self.place(event));
            return None;
        };
        let run = Run { field: event.field.clone(), value, period: Period::OPEN, source };
        Some(Open { run, from, began_reverted: false })
    }

    /// Ends a run, keeping it unless the event that ended it shows that it was wrong.
    fn close(&mut self, open: Open<'a>, until: Option<Day>, flag: &str, report: &mut Report) {
        let reason = match flag {
            "unit" => Some("run left out: a slip between units, corrected (`unit`)"),
            "likely" => Some("run left out: likely wrong, corrected (`likely`)"),
            "reverted" if open.began_reverted => Some("run left out: undone (`reverted`)"),
            _ if until == Some(open.from) => Some("run left out: changed again the same day"),
            _ if until.is_some_and(|until| until < open.from) => Some("run left out: events out of order"),
            _ => None,
        };
        match reason {
            Some(reason) => report.note(reason, format!("{} {} {}", self.key, open.run.field, open.from)),
            None => self.runs.push(Run { period: Period { from: Some(open.from), until }, ..open.run }),
        }
    }

    fn place(&self, event: &Event<'_>) -> String {
        format!("{} {} {}", self.key, event.field, event.day)
    }
}

/// Commits that corrected a price of the entry, by day: what else they changed was a correction, too.
fn corrections(events: &[Event<'_>]) -> BTreeMap<(Day, usize), &'static str> {
    let mut found = BTreeMap::new();
    for event in events {
        for flag in ["unit", "likely"] {
            if event.flag == flag {
                found.entry((event.day, event.source)).or_insert(flag);
            }
        }
    }
    found
}

fn flag<'a>(event: &'a Event<'_>, corrections: &BTreeMap<(Day, usize), &'static str>) -> &'a str {
    match corrections.get(&(event.day, event.source)) {
        Some(flag) if event.flag.is_empty() => flag,
        _ => &event.flag,
    }
}

/// True for equal numbers, however written, and for equal objects, in whatever order.
fn is_same_value(a: &str, b: &str) -> bool {
    let number = |json: &str| parse_decimal(&digits_of(json)?).ok();
    let value = |json: &str| serde_json::from_str::<serde_json::Value>(json).ok();
    a == b || if number(a).is_some() { number(a) == number(b) } else { value(a) == value(b) }
}

/// Joins runs of one field and value that follow each other without a gap.
fn joined(mut runs: Vec<Run<'_>>) -> Vec<Run<'_>> {
    runs.sort_by(|a, b| (&a.field, a.period).cmp(&(&b.field, b.period)));
    let mut joined: Vec<Run<'_>> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last)
                if last.field == run.field
                    && last.period.until.is_some()
                    && last.period.until == run.period.from
                    && is_same_value(last.value.get(), run.value.get()) =>
            {
                last.period.until = run.period.until;
            }
            _ => joined.push(run),
        }
    }
    joined
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::RawValue;
    use weigh_catalog::date::parse_day;

    /// `day kind field old new flag`, with `-` for nothing; each day is a commit of its own.
    fn runs(lines: &[&str]) -> (Vec<String>, Vec<String>) {
        let values: Vec<Vec<&str>> = lines.iter().map(|line| line.split(' ').collect()).collect();
        let events: Vec<Event<'_>> = values.iter().map(|words| event(words)).collect();
        let mut report = Report::default();
        let runs = Timeline::new("alpha").runs(&events, &mut report);
        let day = |day: Option<Day>| day.map_or("open".into(), |day| day.to_string());
        let text =
            |run: &Run<'_>| format!("{} {} {}..{}", run.field, run.value, day(run.period.from), day(run.period.until));
        (runs.iter().map(text).collect(), report.notes.into_keys().collect())
    }

    fn event<'a>(words: &[&'a str]) -> Event<'a> {
        let value =
            |text: &'a str| -> Option<&'a RawValue> { (text != "-").then(|| serde_json::from_str(text).unwrap()) };
        let word = |text: &str| text.replace('-', "");
        Event {
            day: parse_day(words[0]).unwrap(),
            kind: words[1].into(),
            field: word(words[2]),
            old: value(words[3]),
            new: value(words[4]),
            flag: word(words[5]),
            source: words[0][8..10].parse().unwrap(),
        }
    }

    #[test]
    fn a_value_holds_from_its_event_to_the_next() {
        let (runs, notes) = runs(&[
            "2026-01-01 added - - - -",
            "2026-03-01 price in 3e-06 2e-06 -",
            "2026-03-01 price batch - 1e-06 -",
            "2026-04-01 price in 0.000002 1e-06 -",
            "2026-05-01 removed - - - -",
        ]);
        assert_eq!(
            runs,
            [
                "batch 1e-06 2026-03-01..2026-05-01",
                "in 3e-06 2026-01-01..2026-03-01",
                "in 2e-06 2026-03-01..2026-04-01",
                "in 1e-06 2026-04-01..2026-05-01",
            ]
        );
        assert!(notes.is_empty(), "{notes:?}");
    }

    #[test]
    fn a_corrected_price_never_held() {
        let (runs, notes) = runs(&[
            "2026-01-01 added - - - -",
            "2026-01-03 price in 0.002 2e-06 unit",
            "2026-01-03 price out 0.00008 8e-06 -",
            "2026-02-01 price cached 1e-06 2e-07 likely",
        ]);
        assert_eq!(runs, ["cached 2e-07 2026-02-01..open", "in 2e-06 2026-01-03..open", "out 8e-06 2026-01-03..open"]);
        assert_eq!(
            notes,
            [
                "run left out: a slip between units, corrected (`unit`)",
                "run left out: likely wrong, corrected (`likely`)"
            ]
        );
    }

    #[test]
    fn an_undone_change_leaves_what_was_before_and_after() {
        let (runs, notes) = runs(&[
            "2026-01-01 added - - - -",
            "2026-10-06 price in 3e-06 2.7e-06 reverted",
            "2026-10-13 price in 2.7e-06 3e-06 reverted",
        ]);
        assert_eq!(runs, ["in 3e-06 2026-01-01..2026-10-06", "in 3e-06 2026-10-13..open"]);
        assert_eq!(notes, ["run left out: undone (`reverted`)"]);
    }

    #[test]
    fn a_change_undone_the_same_day_leaves_one_run() {
        let (runs, _) = runs(&[
            "2026-01-01 added - - - -",
            "2026-09-24 price in 3e-06 3.3e-06 reverted",
            "2026-09-24 price in 3.3e-06 3e-06 reverted",
        ]);
        assert_eq!(runs, ["in 3e-06 2026-01-01..open"]);
    }

    #[test]
    fn what_began_before_the_events_or_contradicts_them_is_left_out() {
        let (runs, notes) = runs(&[
            "2026-01-02 price in 3e-06 2e-06 -",
            "2026-01-05 price in 4e-06 1e-06 -",
            "2026-01-07 price in 1e-06 - -",
            "2026-01-08 renamed - - - -",
        ]);
        assert_eq!(runs, ["in 1e-06 2026-01-05..2026-01-07"]);
        assert_eq!(notes, ["run left out: its start is unknown", "run left out: the next event contradicts it"]);
    }
}
