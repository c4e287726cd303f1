//! Losses: limits that shrank and capabilities that went since the lock.

use super::bounds::Bounds;
use super::{Bound, Case, Finding, Idle, Level, Problem};
use crate::change::{Change, Changed};
use crate::cite::Cite;
use crate::query::{Parameter, Shape, yes};
use weigh_catalog::{Field, Support};

pub(super) const BOUND: Bound = Bound {
    id: "losses",
    name: "limits and capabilities",
    rule: "no limit is smaller and no capability is gone since the lock; those that needs ask for are judged by the needs too",
    help: "See what the route can do with `weigh show`, then accept it by locking again with `weigh check --lock`.",
    parameters: &[Parameter {
        name: "losses",
        about: "Whether limits may shrink and capabilities go against the lock; no if left out.",
        label: "Losses are accepted",
        shape: Shape::Flag,
        example: "yes",
        set: |bounds: &mut Bounds, given| {
            bounds.losses = given.flag()?;
            Ok(())
        },
        get: |bounds| yes(bounds.losses),
    }],
    usual: &["false"],
    judge,
};

fn judge(case: &Case<'_>) -> Result<Vec<Finding>, Idle> {
    if case.given.asked.bounds.losses {
        return Err(Idle::Off);
    }
    let (_, route) = case.route()?;
    case.locked()?;
    let lost = |change: &&Change| match change.what {
        Changed::Limit { before, after, .. } => after < before,
        Changed::Capability { before, after, .. } => before == Support::Supported && after == Support::Unsupported,
        _ => false,
    };
    let finding = |change: &Change| {
        let field = match &change.what {
            Changed::Limit { field, .. } => field.clone(),
            Changed::Capability { capability, .. } => Field::Can(*capability),
            _ => Field::Status,
        };
        Finding::new(Level::Warning, Problem::Lost(change.what.clone()), vec![Cite::Route(route.id.clone(), field)])
    };
    Ok(case.moved.iter().filter(lost).map(finding).collect())
}
