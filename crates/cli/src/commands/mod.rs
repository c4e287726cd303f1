//! One file a command: from arguments to a printed answer.

pub(crate) mod changes;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod completions;
pub(crate) mod history;
pub(crate) mod list;
pub(crate) mod man;
pub(crate) mod mcp;
pub(crate) mod overview;
pub(crate) mod pick;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod site;
pub(crate) mod sync;

use crate::arguments::{Common, Format};
use crate::failure::Failure;
use crate::print;
use clap::ValueEnum;
use weigh_render::block::Document;
use weigh_render::output::{Options, csv, html, markdown, terminal};

/// Prints a page, or the answer as JSON, in the format asked for.
pub(crate) fn answer(common: &Common, page: &Document, json: impl FnOnce() -> String) -> Result<(), Failure> {
    answer_with(&print::options(common), common, page, json)
}

/// The same with options of the command's own.
pub(crate) fn answer_with(
    options: &Options,
    common: &Common,
    page: &Document,
    json: impl FnOnce() -> String,
) -> Result<(), Failure> {
    let text = match common.format() {
        Format::Json => json(),
        Format::Terminal => terminal_text(page, common, options),
        Format::Markdown => (markdown::OUTPUT.render)(page, options),
        Format::Html => (html::OUTPUT.render)(page, options),
        Format::Csv => (csv::OUTPUT.render)(page, options),
    };
    print::result(common, &text)
}

/// Colour belongs on a terminal, not into a file.
fn terminal_text<F: ValueEnum + Send + Sync>(page: &Document, common: &Common<F>, options: &Options) -> String {
    let options = Options { colour: options.colour && common.write.is_none(), ..options.clone() };
    (terminal::OUTPUT.render)(page, &options)
}
