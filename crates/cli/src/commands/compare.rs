//! `weigh compare`.

use super::answer_with;
use crate::arguments::{Compare, Format, NeedsArguments, Open, WorkloadArguments};
use crate::failure::Failure;
use crate::open;
use crate::print;
use std::fs;
use std::sync::Arc;
use weigh_catalog::{CommercialUse, Openness, ProviderId};
use weigh_compare::{Needs, TierPolicy, Workload};
use weigh_render::Options;
use weigh_render::gather::{Gathered, Question, model_id};
use weigh_render::json_v1;
use weigh_render::sections::{Tails, comparison_page};

/// Runs the command.
pub(crate) fn run(arguments: &Compare) -> Result<(), Failure> {
    let workload = workload(&arguments.workload)?;
    let catalog = open::catalog(&arguments.common)?;
    let ids = arguments.models.iter().map(|text| model_id(&catalog, text)).collect::<Result<Vec<_>, _>>()?;
    let needs = needs(&arguments.needs);
    let gathered = Gathered::new(&catalog, Question { models: ids, workload, needs })?;
    // Tables and pages that fold hold everything; text counts what it would not print.
    let is_whole = arguments.all || matches!(arguments.common.format(), Format::Html | Format::Csv);
    let input = gathered.input(if is_whole { Tails::Folded } else { Tails::Counted });
    let options = Options { all: arguments.all, ..print::options(&arguments.common) };
    let json = || json_v1::to_text(&json_v1::comparison(&input));
    answer_with(&options, &arguments.common, &comparison_page(&input), json)
}

/// The workload the flags describe, on top of a preset or file.
pub(crate) fn workload(arguments: &WorkloadArguments) -> Result<Workload, Failure> {
    let mut workload = match (&arguments.preset, &arguments.workload) {
        (Some(name), _) => Workload::preset(name)?,
        (None, Some(path)) => {
            let text = fs::read_to_string(path).map_err(|error| {
                Failure::input(format!("cannot read the workload `{}`", path.display()))
                    .cause(error)
                    .hint("see `weigh compare --help` for flags and presets")
            })?;
            Workload::read(&text, &path.display().to_string())?
        }
        (None, None) => Workload::default(),
    };
    let set = |target: &mut u64, flag: Option<u64>| *target = flag.unwrap_or(*target);
    set(&mut workload.input, arguments.input);
    set(&mut workload.output, arguments.output);
    set(&mut workload.reasoning, arguments.reasoning);
    workload.requests = arguments.requests.or(workload.requests);
    workload.prompt_tokens = arguments.prompt.or(workload.prompt_tokens);
    workload.cached_share = arguments.cached.unwrap_or(workload.cached_share);
    workload.cache_write_share = arguments.cache_write.unwrap_or(workload.cache_write_share);
    if !arguments.tier.is_empty() {
        workload.tiers = TierPolicy::any_of(&arguments.tier);
    }
    if let Some(region) = &arguments.region {
        workload.region = Some(Arc::from(region.as_str()));
    }
    Ok(workload.check()?)
}

/// The needs the flags describe.
pub(crate) fn needs(arguments: &NeedsArguments) -> Needs {
    Needs {
        text: false,
        context: arguments.context,
        output: arguments.max_output,
        capabilities: arguments.needs.clone(),
        openness: arguments.open.map(|open| match open {
            Open::Weights => Openness::OpenWeights,
            Open::Source => Openness::OpenSource,
        }),
        commercial: arguments.commercial.then_some(CommercialUse::Conditional),
        region: arguments.within.as_deref().map(Arc::from),
        no_training: arguments.no_training,
        least_bits: arguments.least_bits,
        allow: providers(&arguments.providers),
        deny: providers(&arguments.without),
    }
}

/// Providers by their ids; what answers the question knows whether there are such.
fn providers(names: &[String]) -> Vec<ProviderId> {
    names.iter().filter_map(|name| ProviderId::new(&name.to_lowercase()).ok()).collect()
}
