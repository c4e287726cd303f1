//! Questions people ask, answered by findings only. A question without a finding is not asked.

use super::{Context, Section};
use crate::block::{Block, Inlines};
use crate::format;
use crate::phrase;
use weigh_catalog::{Capability, Field};
use weigh_compare::{Finding, What};

/// Questions people ask, answered by findings only.
pub(super) const SECTION: Section =
    Section { id: "faq", title: "Questions", about: "Questions people ask, answered by findings only.", blocks };

type Question = (fn(&str) -> String, fn(&What) -> bool);

/// Questions with the findings that answer them, in order; each gets the models as `A or B`.
const QUESTIONS: &[Question] = &[
    (
        |names| format!("Which has the larger context window, {names}?"),
        |what| {
            let (What::LargerLimit { field, .. } | What::SameLimit { field, .. } | What::LimitUnknown { field, .. }) =
                what
            else {
                return false;
            };
            *field == Field::Context
        },
    ),
    (
        |names| format!("Which is cheaper, {names}?"),
        |what| {
            matches!(
                what,
                What::Costs { .. }
                    | What::Cheaper { .. }
                    | What::SameCost { .. }
                    | What::CostOpen { .. }
                    | What::NotPriced { .. }
                    | What::BreakEven { .. }
                    | What::CheaperAtEveryMix { .. }
            )
        },
    ),
    (
        |names| format!("Is {names} open source?"),
        |what| {
            matches!(
                what,
                What::OpennessIs { .. }
                    | What::Licensed { .. }
                    | What::LicenceUnknown { .. }
                    | What::LicenceDisputed { .. }
            )
        },
    ),
    (
        |names| format!("Which scores higher in benchmarks, {names}?"),
        |what| matches!(what, What::Tally { .. } | What::NoSharedBenchmark { .. }),
    ),
    (
        |names| format!("Is {names} being retired?"),
        |what| {
            matches!(
                what,
                What::Retired { .. } | What::Retires { .. } | What::RouteRetires { .. } | What::Deprecated { .. }
            )
        },
    ),
    (|names| format!("Where can I run {names}?"), |what| matches!(what, What::ServedBy { .. })),
];

fn blocks(context: &mut Context) -> Vec<Block> {
    let names = alternatives(&context.model_names());
    let comparison = context.comparison;
    let of_models = comparison.entries.iter().flat_map(|entry| &entry.findings);
    let of_pairs = comparison.pairs.iter().flat_map(|pair| &pair.findings);
    let findings: Vec<&Finding> = of_models.chain(of_pairs).collect();
    let (last, first) = QUESTIONS.split_last().map_or((None, QUESTIONS), |(last, first)| (Some(last), first));
    let mut blocks = Vec::new();
    for (question, answers) in first {
        ask(context, question(&names), &findings, answers, &mut blocks);
    }
    for capability in differing(&findings) {
        let question = format!("Which has {}, {names}?", phrase::capability(capability));
        ask(context, question, &findings, |what| is_about(what, capability), &mut blocks);
    }
    if let Some((question, answers)) = last {
        ask(context, question(&names), &findings, answers, &mut blocks);
    }
    blocks
}

fn ask<'a>(
    context: &mut Context<'a>,
    question: String,
    findings: &[&'a Finding],
    answers: impl Fn(&What) -> bool,
    blocks: &mut Vec<Block>,
) {
    let mut answer = Inlines::new();
    let mut said: Vec<&What> = Vec::new();
    for finding in findings.iter().filter(|finding| answers(&finding.what)) {
        if !said.contains(&&finding.what) {
            let before = if answer.is_empty() { "" } else { " " };
            answer = answer.and(before).then(context.say(finding));
            said.push(&finding.what);
        }
    }
    if !answer.is_empty() {
        blocks.push(Block::Heading(question));
        blocks.push(Block::Paragraph(answer));
    }
}

/// `A or B`, `A, B or C`.
fn alternatives(names: &[String]) -> String {
    match names {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        _ => format::listed(names),
    }
}

fn is_about(what: &What, capability: Capability) -> bool {
    matches!(what, What::OnlyOneCan { capability: one, .. } if *one == capability)
}

/// Capabilities that one model has and another is known not to have.
fn differing(findings: &[&Finding]) -> Vec<Capability> {
    let is_differing = |capability: &Capability| findings.iter().any(|finding| is_about(&finding.what, *capability));
    Capability::ALL.iter().copied().filter(is_differing).collect()
}
