//! What is missing for a verdict, and what would supply it.

use crate::bill::{Assumption, NoRate};
use crate::cite::{Cite, Missing, Remedy};
use crate::comparison::Entry;
use weigh_catalog::{Field, Meter, RateKey, ServiceTier};

fn unique(all: impl Iterator<Item = Missing>) -> Vec<Missing> {
    let mut all: Vec<Missing> = all.collect();
    all.sort();
    all.dedup();
    all
}

/// Facts that would settle the needs.
pub(super) fn of_eligibility(entries: &[&Entry]) -> Vec<Missing> {
    unique(entries.iter().flat_map(|entry| entry.eligibility.missing()))
}

/// Facts that would give a bill to those without one.
pub(super) fn of_cost(entries: &[&Entry]) -> Vec<Missing> {
    let without = entries.iter().filter(|entry| entry.offers.best().is_none());
    unique(without.flat_map(|entry| {
        let refused: Vec<Missing> = entry.offers.refused.iter().map(|refused| of_refusal(&refused.reason)).collect();
        let nobody = Missing { cite: Cite::Routes(entry.model.id.clone()), remedy: Remedy::Sync };
        if refused.is_empty() { vec![nobody] } else { refused }
    }))
}

fn of_refusal(reason: &NoRate) -> Missing {
    let rate = |meter: Meter, tier: ServiceTier, remedy| Missing {
        cite: Cite::rate(reason.route(), &RateKey::new(meter, tier)),
        remedy,
    };
    match reason {
        NoRate::Meter { tier, meter, .. } => rate(*meter, *tier, Remedy::Sync),
        NoRate::Tier { tier, .. } | NoRate::ZeroUnexplained { tier, .. } => rate(Meter::Input, *tier, Remedy::Sync),
        NoRate::NoPrice { .. } => rate(Meter::Input, ServiceTier::Standard, Remedy::Sync),
        NoRate::Requests { tier, .. } => rate(Meter::Request, *tier, Remedy::Workload),
        NoRate::TooLarge { .. } => rate(Meter::Input, ServiceTier::Standard, Remedy::Workload),
        NoRate::Plan { route } | NoRate::Dynamic { route } => {
            Missing { cite: Cite::Route(route.clone(), Field::PriceKind), remedy: Remedy::Overlay }
        }
    }
}

/// Results that would tell the models apart.
pub(super) fn of_results(entries: &[&Entry]) -> Vec<Missing> {
    unique(entries.iter().map(|entry| Missing { cite: Cite::Results(entry.model.id.clone()), remedy: Remedy::Trial }))
}

/// Rates of a model's bill that sources dispute.
pub(super) fn disputed_rates(entry: &Entry) -> Vec<Cite> {
    let Some(best) = entry.offers.best() else { return Vec::new() };
    let keys = best.bill.assumptions.iter().filter_map(|assumption| match assumption {
        Assumption::Disputed(key) => Some(Cite::rate(&best.route, key)),
        _ => None,
    });
    keys.collect()
}

/// Rates of a model's bill that depend on hours the workload does not state.
pub(super) fn of_hours(entry: &Entry) -> Vec<Missing> {
    let Some(best) = entry.offers.best() else { return Vec::new() };
    let is_windowed = |assumption: &Assumption| matches!(assumption, Assumption::Hours(_));
    if !best.bill.assumptions.iter().any(is_windowed) {
        return Vec::new();
    }
    let open = best.bill.lines.iter().filter(|line| !line.rate.is_exact());
    unique(open.map(|line| Missing { cite: Cite::rate(&best.route, &line.key), remedy: Remedy::Workload }))
}

/// Limits nobody states of a model.
pub(super) fn of_limits(entry: &Entry) -> Vec<Missing> {
    let side = entry.side();
    let unknown = |field: &Field| side.stated::<u64>(field).is_none();
    let missing = |field: Field| Missing { cite: side.cite(&field), remedy: Remedy::Sync };
    [Field::Context, Field::MaxOutput].into_iter().filter(unknown).map(missing).collect()
}
