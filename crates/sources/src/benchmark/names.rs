//! Settings that a board writes into the name of the model: `_high`, `_32K`, `(High, 20251101)`.

use serde::Deserialize;
use std::collections::BTreeMap;

/// Settings by name, as they stand in a subject.
pub(crate) type Settings = BTreeMap<String, String>;

/// Longest setting value kept.
const LONGEST: usize = 60;

/// Which endings of a name are settings. Everything else of the name is left as it is written.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub(crate) struct Names {
    /// Endings and what they say: `"_high" = "effort=high"`.
    suffix: BTreeMap<String, Suffix>,
    /// What stands between the name and a thinking budget such as `32K`: `_`, `-thinking-`.
    budget: Vec<String>,
    /// Words inside round brackets at the end, in lower case: `"codex harness" = "harness=codex"`.
    brackets: BTreeMap<String, String>,
}

/// What an ending says.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
enum Suffix {
    Says(String),
    /// Except in names that begin so: `-max` is an effort, but `qwen3.8-max` is a model.
    Unless {
        says: String,
        unless: Vec<String>,
    },
}

impl Names {
    /// Cuts a name into the model's name and its settings. Never leaves the name empty.
    pub(crate) fn cut(&self, name: &str) -> (String, Settings) {
        let mut settings = Settings::new();
        let mut rest = spaced(name);
        while let Some((shorter, said)) = self.cut_once(&rest) {
            for (key, value) in said {
                settings.entry(key).or_insert(value);
            }
            rest = shorter;
        }
        (rest, settings)
    }

    fn cut_once(&self, name: &str) -> Option<(String, Settings)> {
        let cut = self.cut_suffix(name).or_else(|| self.cut_budget(name)).or_else(|| self.cut_brackets(name))?;
        (!cut.0.is_empty()).then_some(cut)
    }

    /// The longest ending wins.
    fn cut_suffix(&self, name: &str) -> Option<(String, Settings)> {
        let fits = |(ending, suffix): (&String, &Suffix)| {
            let rest = name.strip_suffix(ending.as_str())?;
            let says = suffix.says(name)?;
            Some((ending.len(), rest.trim_end().to_owned(), parse(says)))
        };
        let (_, rest, said) = self.suffix.iter().filter_map(fits).max_by_key(|(length, ..)| *length)?;
        Some((rest, said))
    }

    fn cut_budget(&self, name: &str) -> Option<(String, Settings)> {
        self.budget.iter().find_map(|before| {
            let (rest, budget) = name.rsplit_once(before.as_str())?;
            let digits = budget.strip_suffix(['k', 'K'])?;
            let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| (rest.to_owned(), one("thinking-tokens", &budget.to_lowercase())))
        })
    }

    fn cut_brackets(&self, name: &str) -> Option<(String, Settings)> {
        let (rest, inside) = name.strip_suffix(')')?.rsplit_once('(')?;
        let (mut kept, mut said) = (Vec::new(), Settings::new());
        for part in inside.split(',').map(str::trim) {
            match self.brackets.get(&part.to_lowercase()) {
                Some(says) => said.extend(parse(says)),
                None => kept.push(part),
            }
        }
        let rest = rest.trim_end();
        let name = if kept.is_empty() { rest.to_owned() } else { format!("{rest} ({})", kept.join(", ")) };
        (!said.is_empty()).then_some((name, said))
    }
}

impl Suffix {
    fn says(&self, name: &str) -> Option<&str> {
        match self {
            Self::Says(says) => Some(says),
            Self::Unless { says, unless } => {
                (!unless.iter().any(|start| name.starts_with(start.as_str()))).then_some(says)
            }
        }
    }
}

fn one(key: &str, value: &str) -> Settings {
    Settings::from([(key.to_owned(), value.to_owned())])
}

/// `effort=high,thinking-tokens=32k` as a map.
fn parse(says: &str) -> Settings {
    let pair = |part: &str| part.split_once('=').map(|(key, value)| (key.to_owned(), value.to_owned()));
    says.split(',').filter_map(pair).collect()
}

/// Text with every run of blanks as one space.
pub(crate) fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value for a setting: lower case, one line, at most 60 characters, without the characters that part settings.
pub(crate) fn tame(value: &str) -> String {
    let tamed: String = spaced(value)
        .to_lowercase()
        .chars()
        .map(|c| match c {
            ',' => ';',
            '=' => ':',
            c if c.is_control() => ' ',
            c => c,
        })
        .take(LONGEST)
        .collect();
    tamed.trim().to_owned()
}

/// The text form of settings in a subject: sorted, `key=value`, comma-separated.
pub(crate) fn text(settings: &Settings) -> String {
    settings.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        toml::from_str(
            r#"
            budget = ["_", "-thinking-"]
            [suffix]
            "_high" = "effort=high"
            "-high-32k" = "effort=high,thinking-tokens=32k"
            "-32k" = "context=32k"
            "-max" = { says = "effort=max", unless = ["qwen"] }
            [brackets]
            "high" = "effort=high"
            "32k" = "thinking-tokens=32k"
            "#,
        )
        .unwrap()
    }

    fn cut(name: &str) -> (String, String) {
        let (name, settings) = names().cut(name);
        (name, text(&settings))
    }

    fn is(name: &str, settings: &str) -> (String, String) {
        (name.to_owned(), settings.to_owned())
    }

    #[test]
    fn endings_become_settings() {
        assert_eq!(cut("alpha-1_high"), is("alpha-1", "effort=high"));
        assert_eq!(cut("alpha-1_16K"), is("alpha-1", "thinking-tokens=16k"));
        assert_eq!(cut("alpha-thinking-8k"), is("alpha", "thinking-tokens=8k"));
        assert_eq!(cut("alpha-high-32k"), is("alpha", "effort=high,thinking-tokens=32k"));
        assert_eq!(cut("Alpha  1 (High, 32K, 2025)"), is("Alpha 1 (2025)", "effort=high,thinking-tokens=32k"));
        assert_eq!(cut("glm-max"), is("glm", "effort=max"));
    }

    #[test]
    fn names_of_models_stay_whole() {
        for name in ["qwen3.8-max", "phi-1_5", "MiniCPM-o-2_6", "llama3_8B", "Alpha (Preview)", "_high", "(High)", ")("]
        {
            assert_eq!(cut(name), is(name, ""), "{name}");
        }
    }

    #[test]
    fn values_cannot_break_the_list() {
        assert_eq!(tame(" Pass@1,\n k=64 "), "pass@1; k:64");
        assert_eq!(tame(&"é".repeat(200)).chars().count(), 60);
    }
}
