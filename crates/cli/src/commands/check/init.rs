//! `weigh check --init`: a new project file, from routes that are named or from strings of a source tree.

use super::code::{Walked, walk};
use super::file::{ProjectFile, write};
use crate::arguments::Check;
use crate::failure::Failure;
use crate::{open, print};
use std::collections::BTreeMap;
use std::path::Path;
use weigh_catalog::Catalog;
use weigh_compare::project;
use weigh_render::begin::{Wanted, What, new_project};
use weigh_render::format::counted;
use weigh_render::gather::{Named, Names, is_telling, lock_project, model_id, resolve};

/// Unreadable files that are named.
const NAMED: usize = 5;

/// Writes `weigh.toml`, and `weigh.lock` if a route stands in it.
pub(super) fn init(arguments: &Check) -> Result<(), Failure> {
    let file = ProjectFile::of(&[])?;
    if !arguments.force && file.path().exists() {
        return Err(Failure::input(format!("cannot begin `{}`", file.path().display()))
            .cause("it is there already")
            .hint("check it with `weigh check`, or write over it with `--force`"));
    }
    let catalog = open::catalog_of_itself(arguments.common.data.as_ref())?;
    let mut wanted = named(&catalog, &arguments.things)?;
    if let Some(folder) = &arguments.from_code {
        wanted.extend(from_code(&catalog, folder)?);
    }
    if wanted.is_empty() {
        return Err(Failure::input("cannot begin a project without a route")
            .hint("name routes, `weigh check --init lab/model@provider`, or a source tree with `--from-code DIR`"));
    }
    let text = new_project(&catalog, &wanted)?;
    let locked = if wanted.iter().any(|one| matches!(one.what, What::Route(_))) {
        let project = project::read(&text).map_err(|errors| {
            let failure = Failure::broken("cannot read the project file that would be written");
            errors.iter().fold(failure, Failure::cause)
        })?;
        Some(lock_project(&catalog, project).map_err(|error| file.refuse(&error))?)
    } else {
        None
    };
    write(file.path(), &text)?;
    match &locked {
        Some(lock) => file.write_lock(lock)?,
        None => file.remove_lock()?,
    }
    print::to_stdout(&said(&wanted, &file))
}

fn said(wanted: &[Wanted], file: &ProjectFile) -> String {
    let count = |is: fn(&What) -> bool| wanted.iter().filter(|one| is(&one.what)).count();
    let routes = count(|what| matches!(what, What::Route(_)));
    let (open, perhaps) = (count(|what| matches!(what, What::Open(_))), count(|what| matches!(what, What::Perhaps(_))));
    let lock = if routes > 0 { format!(" and `{}`", file.lock_path().display()) } else { String::new() };
    let mut parts =
        vec![format!("Wrote `{}` with {}{lock}", file.path().display(), counted(routes, "route", "routes"))];
    parts.extend((open > 0).then(|| format!("{} for you to decide", counted(open, "name is", "names are"))));
    parts
        .extend((perhaps > 0).then(|| format!("{} named in comments alone", counted(perhaps, "word is", "words are"))));
    format!("{}.\nRead it, then run `weigh check`.", parts.join("; "))
}

fn named(catalog: &Catalog, things: &[String]) -> Result<Vec<Wanted>, Failure> {
    let names = Names::of(catalog)?;
    let mut wanted: Vec<Wanted> = Vec::new();
    for text in things {
        let found = if text.contains('@') { None } else { names.find(model_id(catalog, text)?.as_str())? };
        let what = match found {
            Some(Named::Route(route)) => What::Route(route),
            Some(Named::Open(candidates)) => What::Open(candidates),
            None => What::Route(resolve(catalog, text)?.1.id),
        };
        if wanted.iter().all(|one| one.what != what) {
            wanted.push(Wanted { strings: Vec::new(), what });
        }
    }
    Ok(wanted)
}

fn from_code(catalog: &Catalog, folder: &Path) -> Result<Vec<Wanted>, Failure> {
    if !folder.is_dir() {
        return Err(Failure::input(format!("cannot read the folder `{}`", folder.display()))
            .cause("there is no such folder")
            .hint("name a folder of source files with `--from-code DIR`"));
    }
    let names = Names::of(catalog)?;
    let walked = walk(folder, |string| names.has(string));
    warn(&walked);
    let mut routes: BTreeMap<String, Wanted> = BTreeMap::new();
    for (string, places) in &walked.strings {
        let Some(found) = names.find(string)? else { continue };
        let (rank, what) = match found {
            _ if !is_telling(string) => (2, What::Perhaps(meaning(&found))),
            Named::Route(route) => (0, What::Route(route)),
            Named::Open(candidates) => (1, What::Open(candidates)),
        };
        let key = match &what {
            What::Route(route) => format!("{rank}{route}"),
            What::Open(_) | What::Perhaps(_) => format!("{rank}{string}"),
        };
        let wanted = routes.entry(key).or_insert(Wanted { strings: Vec::new(), what });
        wanted.strings.push((string.clone(), places.clone()));
    }
    if routes.is_empty() {
        return Err(Failure::input(format!("no model is named in `{}`", folder.display()))
            .cause(format!("no string in {} is an id or a name in the catalog", counted(walked.files, "file", "files")))
            .hint("name the routes yourself: `weigh check --init lab/model@provider`"));
    }
    Ok(routes.into_values().collect())
}

fn meaning(found: &Named) -> String {
    match found {
        Named::Route(route) => format!("`{route}`"),
        Named::Open(candidates) => {
            let all: Vec<String> = candidates.iter().map(|one| format!("`{one}`")).collect();
            all.join(" or ")
        }
    }
}

/// Says what was not read.
fn warn(walked: &Walked) {
    if walked.unreadable.is_empty() {
        return;
    }
    let count = counted(walked.unreadable.len(), "file or folder", "files or folders");
    let first: Vec<&str> = walked.unreadable.iter().take(NAMED).map(String::as_str).collect();
    anstream::eprintln!("warning: {count} cannot be read\n  cause: {}", first.join("\n  cause: "));
}
