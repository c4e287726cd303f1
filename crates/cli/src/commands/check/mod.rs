//! `weigh check`.

mod code;
mod file;
mod init;

use super::terminal_text;
use crate::arguments::{Check, CheckFormat, Deny};
use crate::failure::Failure;
use crate::{open, print};
use file::ProjectFile;
use std::process::ExitCode;
use weigh_catalog::{Catalog, ModelId};
use weigh_render::Options;
use weigh_render::gather::{CheckedProject, check_project, index_name, lock_project, source_notes};
use weigh_render::json_v1;
use weigh_render::output::{csv, html, markdown};
use weigh_render::report::{Told, github, junit, sarif};
use weigh_render::show::{Around, CheckPage, check_page};

/// Runs the command; the exit code says whether all is kept.
pub(crate) fn run(arguments: &Check) -> Result<ExitCode, Failure> {
    if arguments.init {
        init::init(arguments)?;
        return Ok(ExitCode::SUCCESS);
    }
    if arguments.lock {
        lock(arguments)?;
        return Ok(ExitCode::SUCCESS);
    }
    check(arguments)
}

fn check(arguments: &Check) -> Result<ExitCode, Failure> {
    let file = ProjectFile::of(&arguments.things)?;
    let project = file.project()?;
    let lock = file.lock()?;
    let catalog = open::catalog_for(arguments.common.on, arguments.common.data.as_ref())?;
    let checked = check_project(&catalog, project, lock.as_ref()).map_err(|error| file.refuse(&error))?;
    answer(arguments, &catalog, &checked, &file)
}

fn answer(
    arguments: &Check,
    catalog: &Catalog,
    project: &CheckedProject,
    file: &ProjectFile,
) -> Result<ExitCode, Failure> {
    let (index, sources) = (catalog.index()?, source_notes(catalog)?);
    let name_of = |id: &ModelId| index_name(index, id);
    let around = Around { reference: catalog, sources: &sources, today: catalog.day() };
    let told = Told::new(project, &file.shown(), around);
    let deny_warnings = arguments.deny == Some(Deny::Warnings);
    let page = CheckPage { project, told: &told, deny_warnings, around, name_of: &name_of };
    let common = &arguments.common;
    let options = Options { all: true, ..print::options(common) };
    let format = if common.json { CheckFormat::Json } else { common.format };
    let text = match format {
        CheckFormat::Terminal => terminal_text(&check_page(page), common, &options),
        CheckFormat::Markdown => (markdown::OUTPUT.render)(&check_page(page), &options),
        CheckFormat::Html => (html::OUTPUT.render)(&check_page(page), &options),
        CheckFormat::Csv => (csv::OUTPUT.render)(&check_page(page), &options),
        CheckFormat::Json => json_v1::to_text(&json_v1::check(page)),
        CheckFormat::Junit => (junit::REPORT.write)(&told),
        CheckFormat::Sarif => (sarif::REPORT.write)(&told),
        CheckFormat::Github => (github::REPORT.write)(&told),
    };
    print::result(common, &text)?;
    Ok(if page.passes() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn lock(arguments: &Check) -> Result<(), Failure> {
    let file = ProjectFile::of(&arguments.things)?;
    let project = file.project()?;
    let catalog = open::catalog_of_itself(arguments.common.data.as_ref())?;
    let lock = lock_project(&catalog, project).map_err(|error| file.refuse(&error))?;
    file.write_lock(&lock)?;
    print::to_stdout(&format!(
        "Locked {} in `{}`, as of {} (catalog {}).",
        weigh_render::format::counted(lock.uses.len(), "use", "uses"),
        file.lock_path().display(),
        lock.as_of,
        lock.catalog
    ))
}
