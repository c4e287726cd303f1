//! `weigh compare`.

use super::answer_with;
use crate::arguments::{Compare, Format, QuestionArguments};
use crate::failure::Failure;
use crate::open;
use crate::print;
use std::fs;
use std::path::Path;
use weigh_compare::{Needs, Workload, query};
use weigh_render::Options;
use weigh_render::gather::{Gathered, Question, model_id};
use weigh_render::json_v1;
use weigh_render::sections::{Tails, comparison_page};

/// Runs the command.
pub(crate) fn run(arguments: &Compare) -> Result<(), Failure> {
    let (workload, needs) = question(&arguments.question)?;
    let catalog = open::catalog(&arguments.common)?;
    let ids = arguments.models.iter().map(|text| model_id(&catalog, text)).collect::<Result<Vec<_>, _>>()?;
    let gathered = Gathered::new(&catalog, Question { models: ids, workload, needs })?;
    // Tables and pages that fold hold everything; text counts what it would not print.
    let is_whole = arguments.all || matches!(arguments.common.format(), Format::Html | Format::Csv);
    let input = gathered.input(if is_whole { Tails::Folded } else { Tails::Counted });
    let options = Options { all: arguments.all, ..print::options(&arguments.common) };
    let json = || json_v1::to_text(&json_v1::comparison(&input));
    answer_with(&options, &arguments.common, &comparison_page(&input), json)
}

/// Workload and needs as the flags describe them, on top of a file if one is named.
pub(crate) fn question(arguments: &QuestionArguments) -> Result<(Workload, Needs), Failure> {
    let start = arguments.file.as_deref().map_or_else(|| Ok((Workload::default(), Needs::default())), file)?;
    Ok(query::read_onto(start, arguments.given.iter().map(|(name, text)| (*name, text.as_str())))?)
}

fn file(path: &Path) -> Result<(Workload, Needs), Failure> {
    let text = fs::read_to_string(path).map_err(|error| {
        Failure::input(format!("cannot read the workload `{}`", path.display()))
            .cause(error)
            .hint("see `weigh compare --help` for flags and presets")
    })?;
    Ok(query::read_file(&text, &path.display().to_string())?)
}
