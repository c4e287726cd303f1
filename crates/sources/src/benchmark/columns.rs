//! How a mapping names columns, and what their values mean.

use serde::Deserialize;

/// One column, or several of which the first filled one counts.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(from = "OneOrMany")]
pub(crate) struct Columns(pub(crate) Vec<String>);

#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl From<OneOrMany> for Columns {
    fn from(columns: OneOrMany) -> Self {
        match columns {
            OneOrMany::One(column) => Self(vec![column]),
            OneOrMany::Many(columns) => Self(columns),
        }
    }
}

/// Where a setting stands.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Setting {
    /// A column as it is.
    Column(String),
    /// A column with care.
    Careful(CarefulSetting),
}

/// A column of settings that needs care.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct CarefulSetting {
    /// The column.
    pub(crate) column: String,
    /// Values that say nothing, such as the default.
    #[serde(default)]
    pub(crate) omit: Vec<String>,
    /// An ending taken off the value: `-shot`.
    #[serde(default)]
    pub(crate) strip: String,
    /// A beginning taken off the value: the `v` of `v1.0`.
    #[serde(default)]
    pub(crate) strip_start: String,
}

/// Who ran it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Evaluator {
    /// Always the same.
    Always(String),
    /// Named in a column, or else this.
    Named {
        /// The column.
        column: String,
        /// Who it was where the column is empty.
        otherwise: Option<String>,
    },
}

/// Whether the model's maker ran it.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum SelfReported {
    /// Always so.
    Always(bool),
    /// A column says so.
    Named {
        /// The column.
        column: String,
    },
    /// If two columns name the same organisation; not if the first names an independent one; otherwise unknown.
    Same {
        /// Who ran it, and who made the model.
        same: [String; 2],
        /// Names of those who make no models.
        independent: Vec<String>,
    },
}

/// A number in a column.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(crate) enum Number {
    /// In the unit the score has.
    Column(String),
    /// With a shift of its own.
    Shifted {
        /// The column.
        column: String,
        /// Places the decimal point moves to the right.
        shift: i32,
    },
}

/// The unit of a score.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum ScoreUnit {
    /// 0 to 100.
    Percent,
    /// Ratings and other points.
    Points,
    /// Minutes.
    Minutes,
}

impl ScoreUnit {
    /// The word used in records.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Percent => "percent",
            Self::Points => "points",
            Self::Minutes => "minutes",
        }
    }
}

/// Which score is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Direction {
    /// The higher one.
    #[default]
    Higher,
    /// The lower one.
    Lower,
}

impl Direction {
    /// The word used in records.
    pub(crate) const fn id(self) -> &'static str {
        match self {
            Self::Higher => "higher",
            Self::Lower => "lower",
        }
    }
}

impl Setting {
    /// The column it stands in.
    pub(crate) fn column(&self) -> &str {
        match self {
            Self::Column(column) | Self::Careful(CarefulSetting { column, .. }) => column,
        }
    }
}
