//! What a parameter may hold: one definition that checks it and describes it.

use serde_json::{Value, json};
use weigh_catalog::date::parse_day;
use weigh_compare::query;
use weigh_compare::workload::nearest;

/// Longest text of a parameter, in characters.
pub(super) const LONGEST_TEXT: usize = 200;

/// No control characters, and no mark of bytes that are no text. The reader of queries refuses the same.
const TEXT: &str = "^[^\\u0000-\\u001f\\u007f-\\u009f\\ufffd]*$";

/// Whole amounts below a thousand million million, with or without a factor; the last one is that very bound.
const AMOUNT: &str = "^([0-9]{1,15}|[0-9]{1,12}([.][0-9]{1,3})?k|[0-9]{1,9}([.][0-9]{1,6})?M\
                      |[0-9]{1,6}([.][0-9]{1,9})?B|[0-9]{1,3}([.][0-9]{1,12})?T|1000T)$";

/// A part of one or a percentage, to six decimals of the part.
const SHARE: &str = "^(0([.][0-9]{1,6})?|1([.]0{1,6})?|[0-9]{1,2}([.][0-9]{1,4})?%|100([.]0{1,4})?%)$";

/// One id in a list of ids.
const ID: &str = "^[A-Za-z0-9._-]{1,60}$";

/// Most ids in a list of ids.
const MOST_IDS: usize = 50;

/// A benchmark with a score.
const LEVEL: &str = "^[A-Za-z0-9._/-]{1,60}=[0-9]{1,9}([.][0-9]{1,9})?$";

/// Most benchmarks in a list of levels.
const MOST_LEVELS: usize = 10;

/// What a parameter may hold.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Words or an id.
    Text,
    /// A day.
    Day,
    /// A whole number.
    Whole {
        /// The least.
        least: u64,
        /// The most.
        most: u64,
        /// What holds if it is left out.
        usual: Option<u64>,
    },
    /// An amount such as `800M`.
    Amount,
    /// A share such as `0.3` or `30%`.
    Share,
    /// One of some words.
    Word(fn() -> Vec<String>),
    /// Some of some words, separated by commas.
    Words(fn() -> Vec<String>),
    /// Ids, separated by commas.
    Ids,
    /// Benchmarks with a score each, separated by commas.
    Levels,
    /// Names; the parameter is given once for each.
    Names {
        /// The least number of names.
        least: usize,
        /// The most.
        most: usize,
    },
}

impl From<query::Shape> for Shape {
    fn from(shape: query::Shape) -> Self {
        match shape {
            query::Shape::Amount => Self::Amount,
            query::Shape::Share => Self::Share,
            query::Shape::Whole { least, most } => Self::Whole { least, most, usual: None },
            query::Shape::Flag => Self::Word(|| ["yes", "no"].map(str::to_owned).to_vec()),
            query::Shape::Word(words) => Self::Word(words),
            query::Shape::Words(words) => Self::Words(words),
            query::Shape::Ids => Self::Ids,
            query::Shape::Levels => Self::Levels,
            query::Shape::Text => Self::Text,
        }
    }
}

/// Why a text does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Misfit {
    /// What it would have to be: "is not a day".
    pub(super) what: String,
    pub(super) hint: String,
}

impl Shape {
    /// Passes one text that fits; of a parameter that is repeated, each.
    pub(super) fn check(&self, text: &str) -> Result<(), Misfit> {
        let misfit = |what: &str, hint: &str| Err(Misfit { what: what.to_owned(), hint: hint.to_owned() });
        match self {
            Self::Text | Self::Names { .. } => {
                let length = text.chars().count();
                let is_text = (1..=LONGEST_TEXT).contains(&length) && !text.chars().any(is_wild);
                if is_text { Ok(()) } else { misfit("a text of 1 to 200 characters", "write it, or leave it out") }
            }
            Self::Day => {
                let is_day = text.len() == 10 && parse_day(text).is_ok();
                if is_day { Ok(()) } else { misfit("a day", "write the day as YYYY-MM-DD") }
            }
            Self::Whole { least, most, .. } => {
                let is_plain = text == "0" || (digits(text, 10) && !text.starts_with('0'));
                let number = text.parse::<u64>().ok().filter(|number| (*least..=*most).contains(number));
                if is_plain && number.is_some() {
                    return Ok(());
                }
                misfit(&format!("a whole number from {least} to {most}"), "write it in digits alone")
            }
            Self::Amount if is_amount(text) => Ok(()),
            Self::Amount => misfit("an amount", "write a whole number, or one with k, M, B or T such as 250k or 1.5B"),
            Self::Share if is_share(text) => Ok(()),
            Self::Share => misfit("a share", "write a part of 1 such as 0.3, or a percentage such as 30%"),
            Self::Word(words) => one_of(text, &words()),
            Self::Words(words) => {
                let words = words();
                text.split(',').try_for_each(|word| one_of(word, &words))
            }
            Self::Ids => {
                let count = text.split(',').count();
                let are_ids = count <= MOST_IDS && text.split(',').all(is_id);
                if are_ids { Ok(()) } else { misfit("a list of at most 50 ids", "separate ids by commas") }
            }
            Self::Levels => {
                let are_levels = text.split(',').count() <= MOST_LEVELS && text.split(',').all(is_level);
                let what = "a list of at most 10 benchmarks with a score each";
                if are_levels {
                    Ok(())
                } else {
                    misfit(what, "write them as epoch/gpqa-diamond=70, separated by commas")
                }
            }
        }
    }

    /// The JSON Schema of the value.
    pub(super) fn schema(&self) -> Value {
        match self {
            Self::Text => text_schema(),
            Self::Day => json!({ "type": "string", "format": "date" }),
            Self::Whole { least, most, usual } => {
                let mut schema = json!({ "type": "integer", "minimum": least, "maximum": most });
                if let Some(usual) = usual {
                    schema["default"] = json!(usual);
                }
                schema
            }
            Self::Amount => json!({ "type": "string", "pattern": AMOUNT }),
            Self::Share => json!({ "type": "string", "pattern": SHARE }),
            Self::Word(words) => json!({ "type": "string", "enum": words() }),
            Self::Words(words) => {
                json!({ "type": "array", "minItems": 1, "items": { "type": "string", "enum": words() } })
            }
            Self::Ids => {
                let items = json!({ "type": "string", "pattern": ID });
                json!({ "type": "array", "minItems": 1, "maxItems": MOST_IDS, "items": items })
            }
            Self::Levels => {
                let items = json!({ "type": "string", "pattern": LEVEL });
                json!({ "type": "array", "minItems": 1, "maxItems": MOST_LEVELS, "items": items })
            }
            Self::Names { least, most } => {
                json!({ "type": "array", "minItems": least, "maxItems": most, "uniqueItems": true, "items": text_schema() })
            }
        }
    }

    /// An example as the schema has it.
    pub(super) fn example(&self, text: &str) -> Value {
        match self {
            Self::Whole { .. } => text.parse::<u64>().map_or_else(|_| json!(text), |number| json!(number)),
            Self::Words(_) | Self::Ids | Self::Levels | Self::Names { .. } => text.split(',').collect(),
            _ => json!(text),
        }
    }

    /// What it may hold, for people.
    pub(crate) fn words(&self) -> String {
        match self {
            Self::Text => format!("text of at most {LONGEST_TEXT} characters"),
            Self::Day => "day, YYYY-MM-DD".to_owned(),
            Self::Whole { least, most, usual: None } => format!("whole number, {least} to {most}"),
            Self::Whole { least, most, usual: Some(usual) } => {
                format!("whole number, {least} to {most}; {usual} if left out")
            }
            Self::Amount => "amount: 800M, 250k, 1.5B".to_owned(),
            Self::Share => "share: 0.3 or 30%".to_owned(),
            Self::Word(words) => format!("one of {}", words().join(", ")),
            Self::Words(words) => format!("any of {}; separated by commas", words().join(", ")),
            Self::Ids => "ids, separated by commas".to_owned(),
            Self::Levels => "benchmarks with a score each, BENCHMARK=SCORE, separated by commas".to_owned(),
            Self::Names { least, most } => format!("given {least} to {most} times"),
        }
    }
}

fn text_schema() -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": LONGEST_TEXT, "pattern": TEXT })
}

fn is_wild(c: char) -> bool {
    c.is_control() || c == '\u{fffd}'
}

fn one_of(text: &str, words: &[String]) -> Result<(), Misfit> {
    if words.iter().any(|word| word == text) {
        return Ok(());
    }
    let hint = nearest(text, words.iter().map(String::as_str))
        .map_or_else(|| "write one of them".to_owned(), |near| format!("did you mean `{near}`?"));
    Err(Misfit { what: format!("one of {}", words.join(", ")), hint })
}

fn is_id(text: &str) -> bool {
    (1..=60).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
}

fn is_level(text: &str) -> bool {
    let is_benchmark = |text: &str| {
        (1..=60).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"._/-".contains(&b))
    };
    text.split_once('=').is_some_and(|(benchmark, score)| is_benchmark(benchmark) && number(score, (9, 9)))
}

/// One to so many digits.
fn digits(text: &str, most: usize) -> bool {
    (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Digits, perhaps a point and more digits: at most so many before and after.
fn number(text: &str, (before, after): (usize, usize)) -> bool {
    match text.split_once('.') {
        Some((whole, fraction)) => digits(whole, before) && digits(fraction, after),
        None => digits(text, before),
    }
}

fn is_amount(text: &str) -> bool {
    let factors = [('k', (12, 3)), ('M', (9, 6)), ('B', (6, 9)), ('T', (3, 12))];
    let with_factor = |(factor, sizes)| text.strip_suffix(factor).is_some_and(|rest| number(rest, sizes));
    digits(text, 15) || factors.into_iter().any(with_factor) || text == "1000T"
}

fn is_share(text: &str) -> bool {
    let is_all = |text: &str, all: &str, after| {
        let zeros = text.split_once('.').map_or("0", |(_, zeros)| zeros);
        number(text, (all.len(), after))
            && text.split('.').next() == Some(all)
            && zeros.bytes().all(|byte| byte == b'0')
    };
    match text.strip_suffix('%') {
        Some(percent) => number(percent, (2, 4)) || is_all(percent, "100", 4),
        None => (number(text, (1, 6)) && text.starts_with('0')) || is_all(text, "1", 6),
    }
}
