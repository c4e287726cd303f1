//! Fields of a form for workload and needs, made from the table of parameters.

use maud::{Markup, html};
use std::fmt::Write as _;
use weigh_compare::query::{self, Parameter, Shape};
use weigh_compare::{Needs, PRESETS, Workload, needs, workload};

/// Parameters of the workload everybody sees, each with what holds if it is left out.
const FIRST: [(&str, &str); 4] = [("input", "800M"), ("output", "250M"), ("cached", "0"), ("requests", "unknown")];

/// The others.
const RARE: [(&str, &str); 5] =
    [("reasoning", "0"), ("cache-write", "0"), ("prompt", "input / requests"), ("tier", "standard"), ("region", "any")];

/// One month of traffic.
pub(super) fn workload_fields(workload: &Workload) -> Markup {
    let is_open = RARE.iter().any(|(name, _)| parameter(name).is_some_and(|one| one.value(workload).is_some()));
    html! {
        fieldset.workload {
            legend { "One month of traffic" }
            @for one in FIRST { (workload_field(workload, one)) }
            details open[is_open] {
                summary { "More" }
                div.fields { @for one in RARE { (workload_field(workload, one)) } }
                p.presets {
                    "Presets: "
                    @for preset in PRESETS { button type="submit" name="preset" value=(preset.id) data-preset formnovalidate { (preset.id) } " " }
                }
            }
        }
    }
}

/// The tokens of the month always stand in their fields: they are what is paid for.
fn workload_field(workload: &Workload, (name, usual): (&str, &str)) -> Markup {
    let Some(one) = parameter(name) else { return Markup::default() };
    let value = one.value(workload).or_else(|| matches!(name, "input" | "output").then(|| usual.to_owned()));
    text(name, one.label, &value.unwrap_or_default(), usual)
}

/// What a route must offer.
pub(super) fn need_fields(needs: &Needs) -> Markup {
    html! {
        fieldset.needs {
            legend { "Needs" }
            details open[*needs != Needs::default()] {
                summary { "What a route must offer" }
                div.fields { @for one in needs::parameters() { (need_field(one, needs)) } }
            }
        }
    }
}

/// Workload and needs as flags of the command, each after a space.
pub(super) fn flags(workload: &Workload, needs: &Needs) -> String {
    let mut flags = String::new();
    for (name, value) in query::write(workload, needs) {
        let is_flag = needs::parameters().any(|one| one.name == name && matches!(one.shape, Shape::Flag));
        let value = if value.contains([' ', '\'', '"', '$', '&', ';', '|']) {
            format!("'{}'", value.replace('\'', ""))
        } else {
            value
        };
        let _ = if is_flag { write!(flags, " --{name}") } else { write!(flags, " --{name} {value}") };
    }
    flags
}

fn parameter(name: &str) -> Option<&'static Parameter<Workload>> {
    workload::PARAMETERS.iter().find(|one| one.name == name)
}

fn need_field(one: &Parameter<Needs>, needs: &Needs) -> Markup {
    let (name, label, value) = (one.name, one.label, one.value(needs));
    let given = value.as_deref().unwrap_or_default();
    match one.shape {
        Shape::Flag => check(name, label, value.is_some()),
        Shape::Word(words) => choice(name, label, given, &words()),
        Shape::Words(words) => html! {
            (text(name, label, given, one.example))
            p.help.wide { (label) ": " (words().join(", ")) "." }
        },
        _ => text(name, label, given, one.example),
    }
}

fn choice(name: &str, label: &str, given: &str, words: &[String]) -> Markup {
    html! {
        label { (label)
            select name=(name) {
                option value="" { "any" }
                @for word in words { option value=(word) selected[word == given] { (word) } }
            }
        }
    }
}

fn text(name: &str, label: &str, value: &str, placeholder: &str) -> Markup {
    html! {
        label { (label)
            input type="text" name=(name) value=(value) placeholder=(placeholder) autocomplete="off" maxlength="200";
        }
    }
}

fn check(name: &str, label: &str, is_set: bool) -> Markup {
    html! { label.check { input type="checkbox" name=(name) value="yes" checked[is_set]; " " (label) } }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_has_every_parameter_of_a_workload_once() {
        let mut asked: Vec<&str> = FIRST.iter().chain(&RARE).map(|(name, _)| *name).chain([workload::PRESET]).collect();
        let mut known: Vec<&str> = workload::PARAMETERS.iter().map(|one| one.name).collect();
        asked.sort_unstable();
        known.sort_unstable();
        assert_eq!(asked, known);
    }
}
