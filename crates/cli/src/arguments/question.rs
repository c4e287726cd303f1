//! A question as flags: one for each parameter, made from the table that every surface reads.

use clap::builder::{NonEmptyStringValueParser, PossibleValue, TypedValueParser};
use clap::{Arg, ArgAction, ArgMatches, Args, Command, Error, FromArgMatches, ValueHint, value_parser};
use std::ffi::OsStr;
use std::path::PathBuf;
use weigh_compare::query::{Parameter, Shape};
use weigh_compare::{needs, workload};

/// The flag that names a workload file, which only the command line has.
const FILE: &str = "workload";

/// Most words that help lists; completions have them all.
const FEW: usize = 6;

/// One month of traffic, and what a route must offer to be considered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct QuestionArguments {
    /// The workload file to start from.
    pub(crate) file: Option<PathBuf>,
    /// What was given, by the names of parameters. The table's own reader checks it, so that its errors are the same
    /// everywhere.
    pub(crate) given: Vec<(&'static str, String)>,
}

impl Args for QuestionArguments {
    fn augment_args(command: Command) -> Command {
        let file = Arg::new(FILE)
            .long(FILE)
            .help("Start from a workload file (TOML)")
            .value_name("FILE")
            .value_hint(ValueHint::FilePath)
            .value_parser(value_parser!(PathBuf))
            .conflicts_with(workload::PRESET);
        let workload = [file].into_iter().chain(workload::PARAMETERS.iter().map(argument));
        command
            .args(workload.map(|argument| argument.help_heading("Workload (one month)")))
            .args(needs::parameters().map(|parameter| argument(parameter).help_heading("Needs")))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl FromArgMatches for QuestionArguments {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let workload = workload::PARAMETERS.iter().filter_map(|parameter| given(matches, parameter));
        let needs = needs::parameters().filter_map(|parameter| given(matches, parameter));
        Ok(Self { file: matches.get_one(FILE).cloned(), given: workload.chain(needs).collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

fn given<Q>(matches: &ArgMatches, parameter: &Parameter<Q>) -> Option<(&'static str, String)> {
    let name = parameter.name;
    let text = match parameter.shape {
        Shape::Flag => matches.get_flag(name).then(|| "yes".to_owned()),
        _ => matches.get_many::<String>(name).map(|parts| parts.map(String::as_str).collect::<Vec<_>>().join(",")),
    };
    Some((name, text?))
}

fn argument<Q>(parameter: &Parameter<Q>) -> Arg {
    let about = parameter.about.trim_end_matches('.');
    let flag = Arg::new(parameter.name).long(parameter.name);
    let with_example = format!("{about} [example: {}]", parameter.example);
    let (value_name, words) = match parameter.shape {
        Shape::Flag => return flag.help(about).action(ArgAction::SetTrue),
        Shape::Amount => ("AMOUNT", Vec::new()),
        Shape::Share => ("SHARE", Vec::new()),
        Shape::Whole { .. } => ("NUMBER", Vec::new()),
        Shape::Word(words) => ("WORD", words()),
        Shape::Words(words) => ("WORD,...", words()),
        Shape::Ids => ("ID,...", Vec::new()),
        Shape::Levels => ("BENCHMARK=SCORE,...", Vec::new()),
        Shape::Text => ("TEXT", Vec::new()),
    };
    let is_listed = (1..=FEW).contains(&words.len());
    let flag = flag
        .help(if is_listed { about.to_owned() } else { with_example })
        .value_name(value_name)
        .value_parser(Words(words))
        .hide_possible_values(!is_listed);
    match parameter.shape {
        // `--input -5` is a wrong amount and no unknown flag.
        Shape::Amount | Shape::Share | Shape::Whole { .. } => flag.allow_negative_numbers(true),
        Shape::Words(_) | Shape::Ids | Shape::Levels => flag.value_delimiter(',').action(ArgAction::Append),
        _ => flag,
    }
}

/// Any text that is not empty. The words are for help and completions: who reads the question decides.
#[derive(Debug, Clone)]
struct Words(Vec<String>);

impl TypedValueParser for Words {
    type Value = String;

    fn parse_ref(&self, command: &Command, argument: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        NonEmptyStringValueParser::new().parse_ref(command, argument, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        (!self.0.is_empty()).then(|| Box::new(self.0.iter().map(PossibleValue::new)) as Box<dyn Iterator<Item = _>>)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(flags: &str) -> Result<QuestionArguments, Error> {
        let command = QuestionArguments::augment_args(Command::new("weigh").no_binary_name(true));
        QuestionArguments::from_arg_matches(&command.try_get_matches_from(flags.split_whitespace())?)
    }

    #[test]
    fn every_example_is_taken_as_it_is() {
        fn holds<Q>(parameter: &Parameter<Q>) {
            let Parameter { name, shape, example, .. } = parameter;
            let flag = if matches!(shape, Shape::Flag) { format!("--{name}") } else { format!("--{name} {example}") };
            assert_eq!(parsed(&flag).unwrap().given, [(*name, (*example).to_owned())]);
        }
        workload::PARAMETERS.iter().for_each(holds);
        needs::parameters().for_each(holds);
    }

    #[test]
    fn lists_may_be_given_in_parts_and_other_flags_once() {
        let both = parsed("--needs tools,vision --commercial --input -5 --needs images").unwrap();
        let expected = [("input", "-5"), ("needs", "tools,vision,images"), ("commercial", "yes")];
        assert_eq!(both.given, expected.map(|(name, text)| (name, text.to_owned())));
        assert!(parsed("--input 5 --input 6").is_err());
        assert!(parsed("--preset chat --workload mine.toml").is_err());
    }
}
