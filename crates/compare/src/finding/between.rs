//! What may be said of two models side by side, in page order.

use super::alone::bill_cites;
use super::{Finding, Gap, What, life};
use crate::cite::Cite;
use crate::comparison::{Entry, Pair};
use crate::cost::{Blend, BreakEven, CostGap, CostOrder};
use crate::profile::Stated;
use crate::quality::{Difference, Evaluation, QualityRow, Reads, WhyNot};
use crate::row::{CapabilityRow, LimitRow};
use crate::span::Span;
use std::collections::BTreeMap;
use weigh_catalog::{BenchmarkId, Capability, CommercialUse, Field, Meter, Openness, RateKey, RouteId, Support, Usd};

/// Findings about a pair whose tables are filled.
pub(crate) fn findings(a: &Entry, b: &Entry, pair: &Pair) -> Vec<Finding> {
    let mut all = cost(a, b, &pair.cost);
    all.extend(quality(a, b, &pair.quality));
    all.extend(pair.limits.iter().flat_map(|row| limit(a, b, row)));
    all.extend(capabilities(a, b, &pair.capabilities));
    all.extend(supply(a, b));
    all.extend(life::between(a, b));
    all.extend(licence(a, b));
    all.extend(openness(a, b));
    all.extend(newer(a, b));
    all
}

fn joined(one: &[Cite], other: &[Cite]) -> Vec<Cite> {
    one.iter().chain(other).cloned().collect()
}

fn cost(a: &Entry, b: &Entry, gap: &CostGap) -> Vec<Finding> {
    let (Some(a_best), Some(b_best)) = (a.offers.best(), b.offers.best()) else { return Vec::new() };
    let cites = joined(&bill_cites(a), &bill_cites(b));
    let what = match &gap.order {
        CostOrder::Cheaper { cheaper, difference, saving, times, .. } => {
            let a_is_cheaper = *cheaper == a.model.id;
            let (low, high) = if a_is_cheaper { (a_best, b_best) } else { (b_best, a_best) };
            let (cheaper, dearer) = (low.route.clone(), high.route.clone());
            What::Cheaper { cheaper, dearer, difference: *difference, saving: *saving, times: *times }
        }
        CostOrder::Same => {
            What::SameCost { a: a_best.route.clone(), b: b_best.route.clone(), total: a_best.bill.total.stated }
        }
        CostOrder::Open => What::CostOpen {
            a: a_best.route.clone(),
            b: b_best.route.clone(),
            a_total: a_best.bill.total,
            b_total: b_best.bill.total,
        },
        CostOrder::Unknown => return Vec::new(),
    };
    let mut all = vec![Finding::new(what, cites)];
    all.extend(mix(a, b, gap));
    if let (Some(a), Some(b)) = (&gap.blend_a, &gap.blend_b) {
        all.extend(blends(a, b));
    }
    all
}

fn mix(a: &Entry, b: &Entry, gap: &CostGap) -> Vec<Finding> {
    let rates = |id: &RouteId| {
        let mut offers = a.offers.ladder.iter().chain(&b.offers.ladder);
        offers.find(|offer| offer.route == *id).map(|offer| offer.bill.cites()).unwrap_or_default()
    };
    let flip = |at: &BreakEven| {
        let (below, above) = (at.below.clone(), at.above.clone());
        let cites = joined(&rates(&below), &rates(&above));
        Finding::new(What::BreakEven { output_share: at.output_share, below, above }, cites)
    };
    let is_priced = gap.blend_a.is_some() && gap.blend_b.is_some();
    match &gap.order {
        CostOrder::Cheaper { cheaper, dearer, .. } if gap.break_even.is_empty() && is_priced => {
            let what = What::CheaperAtEveryMix { cheaper: cheaper.clone(), dearer: dearer.clone() };
            vec![Finding::new(what, joined(&bill_cites(a), &bill_cites(b)))]
        }
        _ => gap.break_even.iter().map(flip).collect(),
    }
}

/// The gap of the 70/30 prices, and of input and output each; only where it is surely one way.
fn blends(a: &Blend, b: &Blend) -> Vec<Finding> {
    let cites = |meter: Meter| [a, b].map(|blend| Cite::rate(&blend.route, &RateKey::new(meter, blend.tier))).to_vec();
    let both = joined(&cites(Meter::Input), &cites(Meter::Output));
    let blend = sorted((a, a.price), (b, b.price)).map(|((low, low_price), (high, high_price))| {
        let what = What::BlendGap {
            lower: low.route.clone(),
            higher: high.route.clone(),
            lower_price: low_price,
            higher_price: high_price,
            difference: high_price.minus(low_price),
        };
        Finding::new(what, both)
    });
    let meter = |meter: Meter, a_rate: Span<Usd>, b_rate: Span<Usd>| {
        let ((low, lower_rate), (high, higher_rate)) = sorted((a, a_rate), (b, b_rate))?;
        let what =
            What::MeterGap { meter, lower: low.route.clone(), higher: high.route.clone(), lower_rate, higher_rate };
        Some(Finding::new(what, cites(meter)))
    };
    let meters = [meter(Meter::Input, a.input, b.input), meter(Meter::Output, a.output, b.output)];
    blend.into_iter().chain(meters.into_iter().flatten()).collect()
}

type Priced<'a> = (&'a Blend, Span<Usd>);

/// The surely lower one first.
fn sorted<'a>(a: Priced<'a>, b: Priced<'a>) -> Option<(Priced<'a>, Priced<'a>)> {
    if a.1.is_below(b.1) {
        Some((a, b))
    } else if b.1.is_below(a.1) {
        Some((b, a))
    } else {
        None
    }
}

fn quality(a: &Entry, b: &Entry, rows: &[QualityRow]) -> Vec<Finding> {
    let (one, other) = (a.model.id.clone(), b.model.id.clone());
    let cites = vec![Cite::Results(one.clone()), Cite::Results(other.clone())];
    if rows.is_empty() {
        return vec![Finding::new(What::NoSharedBenchmark { a: one, b: other }, cites)];
    }
    let mut all = gaps(a, b, rows);
    all.extend(not_comparable(a, b, rows));
    let mut of_benchmark: BTreeMap<&BenchmarkId, Vec<&Reads>> = BTreeMap::new();
    for row in rows {
        of_benchmark.entry(&row.benchmark).or_default().push(&row.reads);
    }
    let count = |wanted: Standing| of_benchmark.values().filter(|reads| standing(reads) == wanted).count();
    let what = What::Tally {
        a: one,
        b: other,
        a_ahead: count(Standing::Ahead),
        b_ahead: count(Standing::Behind),
        level: count(Standing::Level),
        not_comparable: count(Standing::Open),
    };
    all.push(Finding::new(what, cites));
    all
}

#[derive(PartialEq, Eq)]
enum Standing {
    Ahead,
    Behind,
    Level,
    Open,
}

/// What all rows of one benchmark say together: ahead in some and behind in none is ahead; both, or neither, is level.
fn standing(reads: &[&Reads]) -> Standing {
    let any = |wanted: fn(&Reads) -> bool| reads.iter().any(|reads| wanted(reads));
    match (any(|r| matches!(r, Reads::Ahead(_))), any(|r| matches!(r, Reads::Behind(_)))) {
        (true, false) => Standing::Ahead,
        (false, true) => Standing::Behind,
        (true, true) => Standing::Level,
        (false, false) if any(|r| matches!(r, Reads::Tie(_))) => Standing::Level,
        (false, false) => Standing::Open,
    }
}

/// Which way runs of one benchmark read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    Ahead,
    Behind,
    Level,
}

/// Runs of one benchmark that read the same way and were run by the same side: one thing to say.
struct Alike<'a> {
    benchmark: &'a BenchmarkId,
    way: Way,
    is_self_reported: bool,
    runs: Vec<(&'a QualityRow, Difference)>,
}

/// What comparable rows say, in their order; rows of one benchmark that read alike are said together.
fn gaps(a: &Entry, b: &Entry, rows: &[QualityRow]) -> Vec<Finding> {
    let mut all: Vec<Alike<'_>> = Vec::new();
    for row in rows {
        let (way, difference) = match row.reads {
            Reads::Ahead(difference) => (Way::Ahead, difference),
            Reads::Behind(difference) => (Way::Behind, Difference { by: -difference.by, ..difference }),
            Reads::Tie(difference) => (Way::Level, difference),
            Reads::NotComparable(_) => continue,
        };
        let is_self_reported = row.a_evaluation == Evaluation::SelfReported;
        let is_alike = |one: &&mut Alike<'_>| {
            *one.benchmark == row.benchmark && one.way == way && one.is_self_reported == is_self_reported
        };
        if let Some(alike) = all.iter_mut().find(is_alike) {
            alike.runs.push((row, difference));
        } else {
            all.push(Alike { benchmark: &row.benchmark, way, is_self_reported, runs: vec![(row, difference)] });
        }
    }
    all.iter().map(|alike| gap(a, b, alike)).collect()
}

fn gap(a: &Entry, b: &Entry, alike: &Alike<'_>) -> Finding {
    let (benchmark, is_self_reported) = (alike.benchmark.clone(), alike.is_self_reported);
    let (one, other) = (a.model.id.clone(), b.model.id.clone());
    let cite = |entry: &Entry, index| Cite::Result { model: entry.model.id.clone(), index, field: Field::Score };
    let cites = alike.runs.iter().flat_map(|(row, _)| [cite(a, row.a), cite(b, row.b)]).collect();
    let run = |(row, difference): &(&QualityRow, Difference)| Gap {
        settings: row.a_settings.clone(),
        difference: *difference,
    };
    let runs = alike.runs.iter().map(run).collect();
    let what = match alike.way {
        Way::Ahead => What::Ahead { benchmark, ahead: one, behind: other, runs, is_self_reported },
        Way::Behind => What::Ahead { benchmark, ahead: other, behind: one, runs, is_self_reported },
        Way::Level => What::Level { benchmark, a: one, b: other, runs, is_self_reported },
    };
    Finding::new(what, cites)
}

/// Results that must not be subtracted, said once for each reason.
fn not_comparable(a: &Entry, b: &Entry, rows: &[QualityRow]) -> Vec<Finding> {
    let mut of_reason: BTreeMap<WhyNot, Vec<BenchmarkId>> = BTreeMap::new();
    for row in rows {
        if let Reads::NotComparable(why) = row.reads {
            let benchmarks = of_reason.entry(why).or_default();
            if benchmarks.last() != Some(&row.benchmark) {
                benchmarks.push(row.benchmark.clone());
            }
        }
    }
    let say = |(why, benchmarks)| {
        let (one, other) = (a.model.id.clone(), b.model.id.clone());
        let cites = vec![Cite::Results(one.clone()), Cite::Results(other.clone())];
        Finding::new(What::NotComparable { benchmarks, a: one, b: other, why }, cites)
    };
    of_reason.into_iter().map(say).collect()
}

/// A disputed value is said to be disputed, never larger or smaller.
fn disputed<T>(values: [&Option<Stated<T>>; 2]) -> Vec<Finding> {
    let disputed = values.into_iter().flatten().filter(|stated| stated.is_disputed).flat_map(|stated| &stated.cites);
    disputed.map(|cite| Finding::new(What::Disputed { cite: cite.clone() }, vec![cite.clone()])).collect()
}

fn limit(a: &Entry, b: &Entry, row: &LimitRow) -> Vec<Finding> {
    let field = row.field.clone();
    let disputed = disputed([&row.a, &row.b]);
    if !disputed.is_empty() {
        return disputed;
    }
    let (Some(one), Some(other)) = (&row.a, &row.b) else {
        let unknown = [(a, &row.a), (b, &row.b)].into_iter().filter(|(_, value)| value.is_none());
        let say = |entry: &Entry| {
            let what = What::LimitUnknown { field: field.clone(), model: entry.model.id.clone() };
            Finding::new(what, vec![entry.side().cite(&field)])
        };
        return unknown.map(|(entry, _)| say(entry)).collect();
    };
    let cites = joined(&one.cites, &other.cites);
    let (a, b) = (a.model.id.clone(), b.model.id.clone());
    let what = match one.value.cmp(&other.value) {
        std::cmp::Ordering::Equal => What::SameLimit { field, a, b, value: one.value },
        std::cmp::Ordering::Greater => {
            What::LargerLimit { field, larger: a, smaller: b, larger_value: one.value, smaller_value: other.value }
        }
        std::cmp::Ordering::Less => {
            What::LargerLimit { field, larger: b, smaller: a, larger_value: other.value, smaller_value: one.value }
        }
    };
    vec![Finding::new(what, cites)]
}

/// What only one can first; what both can is said once.
fn capabilities(a: &Entry, b: &Entry, rows: &[CapabilityRow]) -> Vec<Finding> {
    let mut all: Vec<Finding> = rows.iter().flat_map(|row| capability(a, b, row)).collect();
    let both: Vec<&CapabilityRow> = rows.iter().filter(|row| can_both(row)).collect();
    if !both.is_empty() {
        let (one, other) = (a.model.id.clone(), b.model.id.clone());
        let capabilities: Vec<Capability> = both.iter().map(|row| row.capability).collect();
        let stated = both.iter().flat_map(|row| [&row.a, &row.b]).flatten();
        let cites = stated.flat_map(|stated| stated.cites.clone()).collect();
        all.push(Finding::new(What::BothCan { capabilities, a: one, b: other }, cites));
    }
    all
}

fn can_both(row: &CapabilityRow) -> bool {
    let can = |stated: &Option<Stated<Support>>| {
        stated.as_ref().is_some_and(|stated| stated.value == Support::Supported && !stated.is_disputed)
    };
    can(&row.a) && can(&row.b)
}

fn capability(a: &Entry, b: &Entry, row: &CapabilityRow) -> Vec<Finding> {
    let disputed = disputed([&row.a, &row.b]);
    if disputed.is_empty() { known_capability(a, b, row).into_iter().collect() } else { disputed }
}

/// What differs between them, or is open of one.
fn known_capability(a: &Entry, b: &Entry, row: &CapabilityRow) -> Option<Finding> {
    let capability = row.capability;
    let (one, other) = (a.model.id.clone(), b.model.id.clone());
    let value = |stated: &Option<Stated<Support>>| stated.as_ref().map(|stated| stated.value);
    let what = match (value(&row.a), value(&row.b)) {
        (Some(Support::Supported), Some(Support::Unsupported)) => {
            What::OnlyOneCan { capability, can: one, cannot: other }
        }
        (Some(Support::Unsupported), Some(Support::Supported)) => {
            What::OnlyOneCan { capability, can: other, cannot: one }
        }
        (Some(Support::Supported), None) => What::CanUnknown { capability, can: one, unknown: other },
        (None, Some(Support::Supported)) => What::CanUnknown { capability, can: other, unknown: one },
        _ => return None,
    };
    let field = Field::Can(capability);
    let cites = |entry: &Entry, stated: &Option<Stated<Support>>| {
        stated.as_ref().map_or_else(|| vec![entry.side().cite(&field)], |stated| stated.cites.clone())
    };
    Some(Finding::new(what, joined(&cites(a, &row.a), &cites(b, &row.b))))
}

/// Counts only between models somebody is known to serve: that no list names a provider does not say there is none.
fn supply(a: &Entry, b: &Entry) -> Option<Finding> {
    let (one, other) = (a.offers.supply.independent(), b.offers.supply.independent());
    if one == 0 || other == 0 {
        return None;
    }
    let (a, b) = (a.model.id.clone(), b.model.id.clone());
    let cites = vec![Cite::Routes(a.clone()), Cite::Routes(b.clone())];
    let what = match one.cmp(&other) {
        std::cmp::Ordering::Equal => What::SameProviders { a, b, count: one },
        std::cmp::Ordering::Greater => What::MoreProviders { more: a, fewer: b, more_count: one, fewer_count: other },
        std::cmp::Ordering::Less => What::MoreProviders { more: b, fewer: a, more_count: other, fewer_count: one },
    };
    Some(Finding::new(what, cites))
}

/// Two undisputed values in order, the lesser first.
fn ordered<'a, T: Ord + Copy>(
    (a, one): (&'a Entry, &'a Option<Stated<T>>),
    (b, other): (&'a Entry, &'a Option<Stated<T>>),
) -> Option<(&'a Entry, T, &'a Entry, T, Vec<Cite>)> {
    let (one, other) = (one.as_ref()?, other.as_ref()?);
    if one.is_disputed || other.is_disputed || one.value == other.value {
        return None;
    }
    let cites = joined(&one.cites, &other.cites);
    Some(if one.value < other.value {
        (a, one.value, b, other.value, cites)
    } else {
        (b, other.value, a, one.value, cites)
    })
}

fn licence(a: &Entry, b: &Entry) -> Option<Finding> {
    let (freer, freer_use, stricter, stricter_use, cites): (_, CommercialUse, _, _, _) =
        ordered((a, &a.profile.commercial), (b, &b.profile.commercial))?;
    let (freer, stricter) = (freer.model.id.clone(), stricter.model.id.clone());
    Some(Finding::new(What::FreerLicence { freer, stricter, freer_use, stricter_use }, cites))
}

fn openness(a: &Entry, b: &Entry) -> Option<Finding> {
    let (more, more_openness, less, less_openness, cites): (_, Openness, _, _, _) =
        ordered((a, &a.profile.openness), (b, &b.profile.openness))?;
    if more_openness == Openness::OpenSource && !is_settled(less) {
        return None;
    }
    let (more, less) = (more.model.id.clone(), less.model.id.clone());
    Some(Finding::new(What::MoreOpen { more, less, more_openness, less_openness }, cites))
}

/// Whether a model with open weights is known not to be open source: its licence is known, and not approved as such.
fn is_settled(entry: &Entry) -> bool {
    let openness = entry.profile.openness.as_ref();
    openness.is_some_and(|openness| {
        openness.value != Openness::OpenWeights || openness.cites.iter().any(|cite| matches!(cite, Cite::Licence(..)))
    })
}

/// Only if the dates, as precise as they are, cannot mean the same day.
fn newer(a: &Entry, b: &Entry) -> Option<Finding> {
    let (older, older_date, newer, newer_date, cites) =
        ordered((a, &a.profile.released), (b, &b.profile.released)).filter(|found| !found.1.agrees_with(found.3))?;
    let (older, newer) = (older.model.id.clone(), newer.model.id.clone());
    Some(Finding::new(What::Newer { newer, older, newer_date, older_date }, cites))
}
