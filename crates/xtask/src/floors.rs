//! Crates import downwards only; rooms on one floor do not know each other.

use crate::Failure;
use serde::Deserialize;
use std::path::Path;
use std::process::Command;

/// What each crate of the workspace may import, floor by floor. `weigh` and `xtask` may import everything.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("weigh-catalog", &[]),
    ("weigh-snapshot", &[]),
    ("weigh-compare", &["weigh-catalog"]),
    ("weigh-render", &["weigh-compare", "weigh-catalog"]),
    ("weigh-store", &["weigh-catalog", "weigh-snapshot"]),
    ("weigh-sources", &["weigh-catalog"]),
    ("weigh-web", &["weigh-render", "weigh-store", "weigh-compare", "weigh-catalog"]),
];

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
}

pub(crate) fn run(root: &Path) -> Result<(), Failure> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version=1", "--no-deps", "--offline"])
        .current_dir(root)
        .output()?;
    let metadata: Metadata = serde_json::from_slice(&output.stdout)?;
    let wrong = violations(&metadata);
    if wrong.is_empty() {
        println!("floors: {} crates import downwards only", metadata.packages.len());
        return Ok(());
    }
    Err(wrong.join("\n").into())
}

fn violations(metadata: &Metadata) -> Vec<String> {
    let is_ours = |name: &str| metadata.packages.iter().any(|package| package.name == name);
    let mut wrong = Vec::new();
    for package in &metadata.packages {
        let Some((_, allowed)) = MAY_IMPORT.iter().find(|(name, _)| *name == package.name) else { continue };
        for dependency in package.dependencies.iter().filter(|dependency| is_ours(&dependency.name)) {
            if !allowed.contains(&dependency.name.as_str()) {
                wrong.push(format!("`{}` must not import `{}`", package.name, dependency.name));
            }
        }
    }
    wrong
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arrow_that_points_up_is_found() {
        let text = r#"{"packages":[
            {"name":"weigh-catalog","dependencies":[{"name":"weigh-render"},{"name":"serde"}]},
            {"name":"weigh-render","dependencies":[{"name":"weigh-catalog"}]}]}"#;
        let metadata: Metadata = serde_json::from_str(text).unwrap();
        assert_eq!(violations(&metadata), ["`weigh-catalog` must not import `weigh-render`"]);
    }
}
