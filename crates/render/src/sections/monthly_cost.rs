//! What the workload costs a month: total, line items, gap, and at which mix the order changes.

use super::{Context, Section};
use crate::block::{Block, Cell, Column, Inlines, NoteKind, Row, Table};
use crate::chart::{Bar, Chart, Data, Mix, MixLine};
use crate::format;
use crate::names;
use crate::phrase;
use rust_decimal::Decimal;
use std::fmt::Write as _;
use weigh_catalog::{ModelId, ServiceTier};
use weigh_compare::{Bill, Cite, Entry, MixPoint, Pair, TierPolicy, What, Workload};

/// What the workload costs a month: total, line items, gap, and at which mix the order changes.
pub(super) const SECTION: Section = Section {
    id: "monthly-cost",
    title: "Monthly cost",
    about: "What the workload costs a month, line by line, and at which mix the order changes.",
    blocks,
};

/// Bars of each model in the picture of the ladder.
const BARS_A_MODEL: usize = 6;

fn blocks(context: &mut Context) -> Vec<Block> {
    let mut blocks =
        vec![Block::Paragraph(Inlines::new().strong("Traffic: ").and(workload(&context.comparison.workload)))];
    blocks.extend(asked(context));
    blocks.push(Block::Table(totals(context)));
    blocks.extend(gaps(context));
    blocks.extend(unpriced(context));
    blocks.extend(ladder_picture(context));
    let pairs = context.pairs();
    blocks.extend(pairs.iter().enumerate().filter_map(|(index, pair)| mix_picture(context, pair, index)));
    blocks.extend(line_items(context));
    blocks
}

/// The traffic in words: `800M input and 250M output tokens a month, standard tier, no cache`.
pub(crate) fn workload(workload: &Workload) -> String {
    let mut text =
        format!("{} input and {} output tokens a month", format::short(workload.input), format::short(workload.output));
    if let Some(requests) = workload.requests {
        let _ = write!(text, " in {} requests", format::count(requests));
    }
    text.push_str(", ");
    text.push_str(&tiers(&workload.tiers));
    let shares = [
        (workload.cached_share, "of the input read from the cache"),
        (workload.cache_write_share, "of the input written to the cache"),
    ];
    let mut has_cache = false;
    for (share, what) in shares.iter().filter(|(share, _)| !share.is_zero()) {
        let _ = write!(text, ", {} {what}", format::percent(*share));
        has_cache = true;
    }
    if !has_cache {
        text.push_str(", no cache");
    }
    if workload.reasoning > 0 {
        let _ = write!(text, ", {} of the output spent on reasoning", format::short(workload.reasoning));
    }
    if let Some(tokens) = workload.prompt_tokens {
        let _ = write!(text, ", prompts of {} tokens", format::short(tokens));
    }
    if let Some(region) = &workload.region {
        let _ = write!(text, ", processed in {region}");
    }
    if let Some(name) = &workload.name {
        let _ = write!(text, " (workload {name})");
    }
    text.push('.');
    text
}

fn tiers(policy: &TierPolicy) -> String {
    let ids: Vec<&str> = policy.tiers().iter().map(|tier: &ServiceTier| tier.id()).collect();
    match policy {
        TierPolicy::One(_) => format!("{} tier", format::listed(&ids)),
        TierPolicy::CheapestOf(_) => format!("the cheapest of the tiers {}", format::listed(&ids)),
    }
}

fn asked(context: &Context) -> Option<Block> {
    let asked = phrase::needs::asked(context.names)?;
    Some(Block::Paragraph(Inlines::new().strong("Asked of every route: ").and(format!("{asked}."))))
}

fn totals(context: &mut Context) -> Table {
    let columns = vec![
        Column::text("Model"),
        Column::text("Cheapest route"),
        Column::number("Input"),
        Column::number("Output"),
        Column::number("A month"),
    ];
    let mut table =
        Table::new("Cost a month at the cheapest route that meets the needs; prices per 1M tokens.", columns);
    let comparison = context.comparison;
    for entry in &comparison.entries {
        let row = total_row(context, entry);
        table.rows.push(row.highlighted(comparison.overall.cheapest.as_ref() == Some(&entry.model.id)));
    }
    table
}

fn total_row(context: &mut Context, entry: &Entry) -> Row {
    let name = Cell::new(context.names.model(&entry.model.id));
    let Some(offer) = Context::best(entry) else {
        return Row::new(vec![name, Cell::new("none"), Cell::unknown(), Cell::unknown(), Cell::unknown()]);
    };
    let route = context.names.place(&offer.route) + &names::tier_suffix(offer.bill.tier);
    let rate = |context: &mut Context, meter| super::pricing::line_cell(context, &offer.bill, meter);
    let (input, output) = (rate(context, weigh_catalog::Meter::Input), rate(context, weigh_catalog::Meter::Output));
    let total = context.cited(names::total(offer.bill.total), &offer.bill.cites());
    Row::new(vec![
        name,
        Cell::with_raw(route, offer.route.to_string()),
        input,
        output,
        Cell { inlines: total, raw: Some(offer.bill.total.stated.to_string()) },
    ])
}

/// Who is cheaper by how much, and where that changes.
fn gaps(context: &mut Context) -> Option<Block> {
    let is_cost = |what: &What| {
        matches!(
            what,
            What::Cheaper { .. }
                | What::SameCost { .. }
                | What::CostOpen { .. }
                | What::BreakEven { .. }
                | What::CheaperAtEveryMix { .. }
                | What::OldestPrice { .. }
        )
    };
    let findings: Vec<_> =
        context.pairs().iter().flat_map(|pair| &pair.findings).filter(|finding| is_cost(&finding.what)).collect();
    (!findings.is_empty()).then(|| Block::Bullets(context.say_all(findings)))
}

/// Models without a bill, cheaper relatives, free offers, and what bills assume.
fn unpriced(context: &mut Context) -> Vec<Block> {
    let comparison = context.comparison;
    let mut notes = Vec::new();
    let mut assumed = Vec::new();
    for finding in comparison.entries.iter().flat_map(|entry| &entry.findings) {
        match finding.what {
            What::NotPriced { .. } | What::NotEligible { .. } | What::EligibilityOpen { .. } => {
                notes.push(Block::Note(NoteKind::Missing, context.say(finding)));
            }
            What::Neighbour { .. } | What::FreeRoute { .. } => {
                notes.push(Block::Note(NoteKind::Info, context.say(finding)));
            }
            What::RoutesUndecided { .. } => notes.push(Block::Note(NoteKind::Missing, context.say(finding))),
            What::Assumes { .. } => assumed.push(finding),
            _ => {}
        }
    }
    if !assumed.is_empty() {
        notes.push(Block::Bullets(context.say_all(assumed)));
    }
    notes
}

fn ladder_picture(context: &Context) -> Option<Block> {
    let mut bars: Vec<(usize, Bar)> = Vec::new();
    for (group, entry) in context.comparison.entries.iter().enumerate() {
        let best = Context::best(entry).map(|offer| &offer.route);
        let rungs =
            entry.offers.ladder.iter().filter(|offer| offer.eligibility.is_eligible() || Some(&offer.route) == best);
        bars.extend(rungs.take(BARS_A_MODEL).map(|offer| (group, bar(context, group, &offer.bill))));
    }
    if bars.len() < 2 {
        return None;
    }
    bars.sort_by(|(_, one), (_, other)| one.amount.cmp(&other.amount).then_with(|| one.label.cmp(&other.label)));
    let bars: Vec<Bar> = bars.into_iter().map(|(_, bar)| bar).collect();
    let described: Vec<String> = bars.iter().map(|bar| format!("{}: {}", bar.label, bar.text)).collect();
    Some(Block::Chart(Chart {
        id: "cost-ladder".to_owned(),
        title: "Cost a month, cheapest routes first".to_owned(),
        description: format!("{}.", described.join("; ")),
        data: Data::Bars(bars),
    }))
}

fn bar(context: &Context, group: usize, bill: &Bill) -> Bar {
    Bar {
        label: context.names.route(&bill.route) + &names::tier_suffix(bill.tier),
        group,
        amount: bill.total.stated.amount(),
        text: names::total(bill.total),
    }
}

/// Cost of the same number of tokens at every mix, at the route that is cheapest there: the lines whose crossings are the
/// break-evens in words.
fn mix_picture(context: &Context, pair: &Pair, index: usize) -> Option<Block> {
    let workload = &context.comparison.workload;
    let here = workload.output_share()?;
    let tokens = Decimal::from(workload.input) + Decimal::from(workload.output);
    let lines: Vec<MixLine> = [(&pair.a, &pair.cost.mix_a), (&pair.b, &pair.cost.mix_b)]
        .into_iter()
        .map(|(model, points)| mix_line(context, model, points, tokens))
        .collect::<Option<_>>()?;
    let break_evens: Vec<Decimal> = pair.cost.break_even.iter().map(|one| one.output_share).collect();
    let mut described: Vec<String> = [&pair.cost.mix_a, &pair.cost.mix_b]
        .into_iter()
        .zip(&lines)
        .filter_map(|(points, line)| mix_in_words(context, points, line))
        .collect();
    let shares: Vec<String> = break_evens.iter().map(|share| format::mix(*share)).collect();
    if !shares.is_empty() {
        described.push(format!("The order changes at {} output", format::listed(&shares)));
    }
    Some(Block::Chart(Chart {
        id: format!("cost-mix-{index}"),
        title: format!(
            "Cost of {} tokens a month at every mix, each model at its cheapest route",
            short_total(workload)
        ),
        description: format!("{}. This workload has {} output.", described.join(". "), format::mix(here)),
        data: Data::Mix(Mix { lines, break_evens, here }),
    }))
}

/// `Alpha: $105.00 if all were input, $105.00 if all were output, at Fireside; from 30 % output at Northwind`.
fn mix_in_words(context: &Context, points: &[MixPoint], line: &MixLine) -> Option<String> {
    let (first, last) = (line.points.first()?, line.points.last()?);
    let place = |point: &MixPoint| context.names.place(&point.route) + &names::tier_suffix(point.tier);
    let mut text = format!(
        "{}: {} if all were input, {} if all were output, at {}",
        line.name,
        format::total(first.1),
        format::total(last.1),
        place(points.first()?)
    );
    for point in points.get(1..points.len().saturating_sub(1)).unwrap_or_default() {
        let _ = write!(text, ", from {} output at {}", format::mix(point.output_share), place(point));
    }
    Some(text)
}

fn short_total(workload: &Workload) -> String {
    format::short(workload.input.saturating_add(workload.output))
}

fn mix_line(context: &Context, model: &ModelId, points: &[MixPoint], tokens: Decimal) -> Option<MixLine> {
    let millions = tokens.checked_div(Decimal::from(1_000_000_u32))?;
    let points: Vec<_> =
        points.iter().map(|point| Some((point.output_share, point.price.times(millions)?))).collect::<Option<_>>()?;
    (!points.is_empty()).then(|| MixLine { name: context.names.model(model), points })
}

fn line_items(context: &mut Context) -> Vec<Block> {
    let comparison = context.comparison;
    let mut blocks = Vec::new();
    for entry in &comparison.entries {
        let Some(offer) = Context::best(entry) else { continue };
        let table = items(context, &offer.bill);
        let mut inside = vec![Block::Table(table)];
        if !offer.bill.assumptions.is_empty() {
            let points = offer.bill.assumptions.iter();
            inside.push(Block::Bullets(
                points.map(|one| Inlines::text(format!("Assumes: {}.", phrase::bill::assumption(one)))).collect(),
            ));
        }
        let summary = Inlines::text(format!("Line items: {}", context.names.route(&offer.route)));
        blocks.push(Block::Details { summary, blocks: inside });
    }
    blocks
}

fn items(context: &mut Context, bill: &Bill) -> Table {
    let columns =
        vec![Column::text("Charged for"), Column::number("Units"), Column::number("Rate"), Column::number("Amount")];
    let caption = format!(
        "{}{}, prices of {}",
        context.names.route(&bill.route),
        names::tier_suffix(bill.tier),
        format::day(bill.day)
    );
    let mut table = Table::new(caption, columns);
    for line in &bill.lines {
        let rate = format!("{} {}", names::price(line.rate), format::per(line.key.meter.unit()));
        let cite = Cite::rate(&bill.route, &line.key);
        table.row(vec![
            Cell::new(line.meter.label()),
            Cell::with_raw(format::decimal(line.units), line.units.normalize().to_string()),
            Cell { inlines: context.cited(rate, &[cite]), raw: Some(line.rate.stated.to_string()) },
            Cell::with_raw(names::total(line.amount), line.amount.stated.to_string()),
        ]);
    }
    table.row(vec![
        Cell::new(Inlines::new().strong("Total")),
        Cell::default(),
        Cell::default(),
        Cell::with_raw(Inlines::new().strong(names::total(bill.total)), bill.total.stated.to_string()),
    ]);
    table
}
