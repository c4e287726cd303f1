//! The data checks over the embedded catalog.

use crate::Failure;
use std::borrow::Cow;
use std::fs;
use std::path::Path;
use weigh_catalog::Catalog;
use weigh_catalog::check::{CHECKS, Check, Severity, World};
use weigh_catalog::packed::Packed;

/// Prints every finding; fails if one of them is an error.
pub(crate) fn run(root: &Path, only: Option<&str>, most: usize) -> Result<(), Failure> {
    let checks: Vec<&Check> = CHECKS.iter().filter(|check| only.is_none_or(|only| only == check.id)).collect();
    if checks.is_empty() {
        let ids: Vec<&str> = CHECKS.iter().map(|check| check.id).collect();
        return Err(format!("no check `{}`; there are {}", only.unwrap_or_default(), ids.join(", ")).into());
    }
    let packed = Packed::open(Cow::Owned(fs::read(root.join("crates/snapshot/catalog.weigh"))?))?;
    packed.verify()?;
    let day = packed.day;
    let world = World::of(&Catalog::new(packed, day))?;
    let mut errors = 0;
    for check in checks {
        let findings = check.findings(&world);
        println!("{} {}: {} ({})", findings.len(), check.severity.id(), check.id, check.rule);
        for finding in findings.iter().take(most) {
            println!("    {} {}: {}", finding.subject, finding.field, finding.what);
        }
        errors += if check.severity == Severity::Error { findings.len() } else { 0 };
    }
    if errors == 0 { Ok(()) } else { Err(format!("{errors} places break a rule that must hold").into()) }
}
