//! Days, dates of known precision, and half-open periods.

use jiff::civil;
use std::fmt;
use std::str::FromStr;

/// A calendar day (UTC).
pub type Day = civil::Date;

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date of the form 2026, 2026-05 or 2026-05-22")]
pub struct DateError(pub String);

/// Parses `2026-05-22`; also accepts a longer timestamp and keeps its day.
pub fn parse_day(text: &str) -> Result<Day, DateError> {
    let error = || DateError(text.to_owned());
    let day = text.trim().get(..10).ok_or_else(error)?;
    day.parse().map_err(|_| error())
}

/// A date as precise as its source gave it: a year, a month or a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    year: i16,
    month: Option<i8>,
    day: Option<i8>,
}

impl PartialDate {
    /// A full day.
    pub fn day(day: Day) -> Self {
        Self { year: day.year(), month: Some(day.month()), day: Some(day.day()) }
    }

    /// The first day it may mean.
    pub fn first_day(self) -> Day {
        civil::date(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    /// The last day it may mean.
    pub fn last_day(self) -> Day {
        match (self.month, self.day) {
            (_, Some(_)) => self.first_day(),
            (Some(_), None) => self.first_day().last_of_month(),
            (None, None) => self.first_day().last_of_year(),
        }
    }

    /// True if both may mean the same day: `2024-05` agrees with `2024-05-31`.
    pub fn agrees_with(self, other: Self) -> bool {
        self.first_day() <= other.last_day() && other.first_day() <= self.last_day()
    }

    /// How many of year, month and day are known: 1 to 3.
    pub fn precision(self) -> u8 {
        1 + u8::from(self.month.is_some()) + u8::from(self.day.is_some())
    }
}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let error = || DateError(text.to_owned());
        let text = text.trim();
        let number = |part: &str| part.parse::<i8>().map_err(|_| error());
        let parts: Vec<&str> = text.split('-').collect();
        let year = match parts.first() {
            Some(year) if year.len() == 4 => year.parse().map_err(|_| error())?,
            _ => return Err(error()),
        };
        let (month, day) = match parts.as_slice() {
            [_] => (None, None),
            [_, month] => (Some(number(month)?), None),
            [_, month, day] => (Some(number(month)?), Some(number(day)?)),
            _ => return Err(error()),
        };
        civil::Date::new(year, month.unwrap_or(1), day.unwrap_or(1)).map_err(|_| error())?;
        Ok(Self { year, month, day })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

/// When a statement holds: `from` inclusive, `until` exclusive, `None` open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Period {
    /// First day it holds, as far as its source says.
    pub from: Option<Day>,
    /// First day it no longer holds.
    pub until: Option<Day>,
}

impl Period {
    /// No stated limits.
    pub const OPEN: Self = Self { from: None, until: None };

    /// From this day on.
    pub const fn since(day: Day) -> Self {
        Self { from: Some(day), until: None }
    }

    /// True if `day` lies inside.
    pub fn contains(self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day < until)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_kept() {
        for text in ["2024", "2024-05", "2024-05-31"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
    }

    #[test]
    fn a_month_agrees_with_its_days_only() {
        let month: PartialDate = "2024-05".parse().unwrap();
        assert!(month.agrees_with("2024-05-31".parse().unwrap()));
        assert!(month.agrees_with("2024".parse().unwrap()));
        assert!(!month.agrees_with("2024-06-01".parse().unwrap()));
    }

    #[test]
    fn impossible_dates_are_refused() {
        for bad in ["", "24", "2024-13", "2024-02-30", "2024-05-22-1", "May 2024", "２０２４"] {
            assert!(bad.parse::<PartialDate>().is_err(), "{bad}");
        }
        assert!(parse_day("2026-05-2").is_err());
        assert_eq!(parse_day("2026-05-22T10:00:00Z").unwrap(), civil::date(2026, 5, 22));
    }

    #[test]
    fn periods_are_half_open() {
        let period = Period { from: Some(civil::date(2026, 1, 1)), until: Some(civil::date(2026, 2, 1)) };
        assert!(period.contains(civil::date(2026, 1, 1)));
        assert!(!period.contains(civil::date(2026, 2, 1)));
        assert!(Period::OPEN.contains(civil::date(1999, 1, 1)));
    }
}
