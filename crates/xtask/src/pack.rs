//! Record files and hand-kept tables to the embedded catalog.

use crate::Failure;
use crate::import::listed;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use weigh_catalog::assemble::{Assembly, IdentityReport, assemble};
use weigh_catalog::date::Day;
use weigh_catalog::evidence::Topic;
use weigh_catalog::packed::{PackInput, pack};
use weigh_catalog::record::Batch;
use weigh_catalog::{ModelId, SourceId, text};
use weigh_sources::Input;
use weigh_sources::curated::{self, Ground};
use weigh_sources::sync::digest;

/// Most bytes the embedded catalog may take.
const LARGEST_CATALOG: usize = 6 * 1024 * 1024;

pub(crate) fn run(root: &Path, check: bool, verbose: bool, placements: Option<&Path>) -> Result<(), Failure> {
    let mut batches = records(&root.join("data/records"))?;
    batches.extend(hand_kept(&root.join("data/curated"))?);
    let day = batches.iter().map(|batch| batch.reading.read_on).max().ok_or("no records")?;
    let assembly = assemble(&batches);
    print_counts(&assembly);
    print_identity(&assembly.report, verbose);
    if let Some(path) = placements {
        fs::write(path, placement_lines(&assembly))?;
    }
    let source_table = fs::read_to_string(root.join("data/curated/sources.toml"))?;
    let version = version(&batches, &source_table, day);
    let bytes = pack(&PackInput { assembly: &assembly, source_table: &source_table, day, version: &version });
    println!("catalog {version}: {:.2} MB packed", bytes.len() as f64 / 1e6);
    if bytes.len() > LARGEST_CATALOG {
        return Err(format!("the catalog takes {} bytes, more than {LARGEST_CATALOG}", bytes.len()).into());
    }
    let path = root.join("crates/snapshot/catalog.weigh");
    let is_fresh = fs::read(&path).is_ok_and(|committed| committed == bytes);
    match (check, is_fresh) {
        (true, false) => Err("the embedded catalog is not what the records make; run `cargo xtask pack`".into()),
        (false, false) => Ok(fs::write(path, bytes)?),
        (_, true) => Ok(()),
    }
}

fn records(folder: &Path) -> Result<Vec<Batch>, Failure> {
    let mut batches = Vec::new();
    for path in listed(folder)? {
        let content = fs::read_to_string(folder.join(&path))?;
        batches.push(text::read(&content).map_err(|error| format!("{}: {error}", path.display()))?);
    }
    Ok(batches)
}

/// The tables of data/curated that make records.
fn hand_kept(folder: &Path) -> Result<Vec<Batch>, Failure> {
    let mut names: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    names.sort_by_key(fs::DirEntry::file_name);
    let (source, mut batches) = (SourceId::new("curated")?, Vec::new());
    for entry in names {
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_toml = Path::new(&name).extension().is_some_and(|extension| extension == "toml");
        if !is_toml || matches!(name.as_str(), "sources.toml" | "capabilities.toml") {
            continue;
        }
        let bytes = fs::read(entry.path())?;
        let input = Input {
            file: &name,
            bytes: &bytes,
            read_on: jiff::civil::date(2026, 11, 22),
            version: &name,
            digest: &digest(&bytes),
        };
        let read = curated::read(&input, &source, Ground::Required);
        batches
            .extend(read.map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?);
    }
    Ok(batches)
}

/// The day of the newest reading and a few digits of everything that went in.
fn version(batches: &[Batch], source_table: &str, day: Day) -> String {
    let mut digests: Vec<String> = batches.iter().map(|batch| digest(text::write(batch).as_bytes())).collect();
    digests.push(digest(source_table.as_bytes()));
    digests.sort_unstable();
    let sum = digest(digests.join(" ").as_bytes());
    format!("{day}-{}", sum.get(7..15).unwrap_or_default())
}

/// One line for each route, model record and result: model, topic, layer, sources, rivals, evidence.
fn placement_lines(assembly: &Assembly) -> String {
    let mut lines = String::new();
    for group in &assembly.groups {
        for member in &group.members {
            let topic = match &member.topic {
                Topic::Route { provider, own_id, host } => {
                    format!("route\t{provider}\t{own_id}\t{}", host.as_deref().unwrap_or_default())
                }
                Topic::Model { handle } => format!("model\t\t{handle}\t"),
                Topic::Result { benchmark, entrant, .. } => format!("result\t{benchmark}\t{entrant}\t"),
            };
            let sources: BTreeSet<&str> = member.said.iter().map(|said| said.claim.source.as_str()).collect();
            let sources: Vec<&str> = sources.into_iter().collect();
            let rivals: Vec<&str> = member.rivals.iter().map(ModelId::as_str).collect();
            let _ = writeln!(
                lines,
                "{}\t{topic}\t{}\t{}\t{}\t{:?}\t{}",
                group.id,
                member.layer.id(),
                sources.join(","),
                rivals.join(","),
                group.authority,
                member.evidence
            );
        }
    }
    lines
}

fn print_counts(assembly: &Assembly) {
    let members = || assembly.groups.iter().flat_map(|group| &group.members);
    let routes = members().filter(|member| matches!(member.topic, Topic::Route { .. })).count();
    let results = members().filter(|member| matches!(member.topic, Topic::Result { .. })).count();
    let claims: usize = members().map(|member| member.said.len()).sum();
    let has = |is: fn(&Topic) -> bool| {
        assembly.groups.iter().filter(|group| group.members.iter().any(|member| is(&member.topic))).count()
    };
    println!(
        "{} readings, {} providers, {} models ({} with a route, {} with a result), {routes} routes, {results} results, {claims} claims",
        assembly.readings.len(),
        assembly.providers.len(),
        assembly.groups.len(),
        has(|topic| matches!(topic, Topic::Route { .. })),
        has(|topic| matches!(topic, Topic::Result { .. })),
    );
}

fn print_identity(report: &IdentityReport, verbose: bool) {
    let all = report.routes.iter().map(|(source, coverage)| (source.clone(), coverage));
    let latest = report.latest.get("models-dev").map(|coverage| ("models-dev, newest reading".to_owned(), coverage));
    for (source, coverage) in all.chain(latest) {
        let layers: BTreeMap<&str, usize> = coverage.layers.iter().map(|(layer, count)| (layer.id(), *count)).collect();
        let total = coverage.total();
        let share = 100.0 * coverage.corroborated as f64 / total as f64;
        println!(
            "identity {source}: {total} routes, {share:.1} % corroborated, {} undecided, {layers:?}",
            coverage.undecided
        );
    }
    for (source, unresolved) in &report.unresolved_entrants {
        let resolved = report.resolved_entrants.get(source).copied().unwrap_or_default();
        println!("identity {source}: {resolved} results resolved, {} entrants unresolved", unresolved.len());
    }
    println!(
        "identity: {} statements agree with the rule, {} contradict it; {} model records unreferenced, {} prices without a listed route",
        report.agreements,
        report.contradictions.len(),
        report.unreferenced,
        report.unlisted.len()
    );
    if verbose {
        let unresolved = report
            .unresolved_entrants
            .iter()
            .flat_map(|(source, names)| names.iter().map(move |name| format!("{source}: unresolved {name}")));
        for line in report.contradictions.iter().cloned().chain(report.unlisted.iter().cloned()).chain(unresolved) {
            println!("    {line}");
        }
    }
}
