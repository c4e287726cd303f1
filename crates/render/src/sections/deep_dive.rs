//! The same findings read as prose: capability footprint, cost at a stated blend, limits, supply, and when to choose which.

use super::trade_offs::in_favour;
use super::{Context, Section};
use crate::block::{Block, Inlines};
use crate::format;
use crate::phrase::gain;
use weigh_catalog::ModelId;
use weigh_compare::{Cite, Finding, Pair, What};

/// The same findings read as prose.
pub(super) const SECTION: Section = Section {
    id: "deep-dive",
    title: "Deep dive",
    about: "The same findings read as prose, and when to choose which.",
    blocks,
};

/// Leads in benchmarks that are named before the rest is counted.
const LEADS: usize = 2;

type Theme = (&'static str, fn(&What) -> bool);

/// Themes in order; each takes the findings it names.
const THEMES: &[Theme] = &[
    ("Capability footprint", |what| matches!(what, What::OnlyOneCan { .. } | What::CanUnknown { .. })),
    ("Cost", |what| {
        matches!(
            what,
            What::BlendGap { .. } | What::MeterGap { .. } | What::BreakEven { .. } | What::CheaperAtEveryMix { .. }
        )
    }),
    ("Quality", |what| matches!(what, What::Tally { .. } | What::NoSharedBenchmark { .. })),
    ("Limits", |what| matches!(what, What::LargerLimit { .. } | What::SameLimit { .. } | What::LimitUnknown { .. })),
    ("Supply and life cycle", |what| {
        matches!(
            what,
            What::MoreProviders { .. } | What::SameProviders { .. } | What::Retires { .. } | What::Newer { .. }
        )
    }),
    ("Licence", |what| matches!(what, What::FreerLicence { .. } | What::MoreOpen { .. })),
];

fn blocks(context: &mut Context) -> Vec<Block> {
    let mut blocks = Vec::new();
    let has_many = context.pairs().len() > 1;
    for pair in context.pairs() {
        if has_many {
            blocks.push(Block::Heading(format!(
                "{} and {}",
                context.names.model(&pair.a),
                context.names.model(&pair.b)
            )));
        }
        for (title, takes) in THEMES {
            let findings: Vec<&Finding> = pair.findings.iter().filter(|finding| takes(&finding.what)).collect();
            if !findings.is_empty() {
                blocks.push(Block::Paragraph(paragraph(context, title, &findings)));
            }
        }
        let when = [when(context, pair, &pair.a), when(context, pair, &pair.b)];
        blocks.extend(when.into_iter().flatten().map(Block::Paragraph));
    }
    blocks
}

fn paragraph<'a>(context: &mut Context<'a>, title: &str, findings: &[&'a Finding]) -> Inlines {
    let mut words = Inlines::new().strong(format!("{title}."));
    for finding in findings {
        words = words.and(" ").then(context.say(finding));
    }
    words
}

/// `Choose X for …`: only what findings say in its favour.
fn when(context: &mut Context, pair: &Pair, model: &ModelId) -> Option<Inlines> {
    let findings = in_favour(pair, model);
    let (leads, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.into_iter().partition(|finding| matches!(finding.what, What::Ahead { .. }));
    let (named, counted) = leads.split_at(leads.len().min(LEADS));
    let named: Vec<&Finding> = others.into_iter().chain(named.iter().copied()).collect();
    let mut phrases: Vec<String> = named.iter().map(|finding| gain::phrase(context.names, &finding.what)).collect();
    if !counted.is_empty() {
        phrases.push(format!("a lead in {}", format::counted(counted.len(), "more benchmark", "more benchmarks")));
    }
    if phrases.is_empty() {
        return None;
    }
    let cites: Vec<Cite> = named.iter().filter_map(|finding| finding.cites.first().cloned()).collect();
    let words = format!("Choose {} for {}.", context.names.model(model), format::listed(&phrases));
    Some(Inlines::new().strong("When. ").then(context.cited(words, &cites)))
}
