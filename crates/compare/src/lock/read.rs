//! Reading a lock.

use super::{FORMAT, Lock, Locked, Pairs};
use crate::project::{Document, Lines, Place};
use crate::span::Span;
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::Arc;
use weigh_catalog::date::parse_day;
use weigh_catalog::{
    Basis, Claim, Day, Fact, Facts, Field, Listing, Model, ModelId, Period, ProviderId, Rate, Route, RouteId,
    RouteParts, Serves, ServiceTier, SourceId, Usd, Value,
};

/// Why a lock cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {}: {problem}", place.line)]
pub struct LockError {
    /// Where.
    pub place: Place,
    /// What is wrong there.
    pub problem: LockProblem,
}

/// What is wrong with a lock.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LockProblem {
    /// Written by a later program.
    #[error("it is of format {found}, and this program reads up to {FORMAT}")]
    Newer {
        /// The format of the file.
        found: u64,
    },
    /// No TOML.
    #[error("{message}")]
    Syntax {
        /// What the parser says.
        message: String,
    },
    /// A key that is missing, or a value that makes no sense.
    #[error("`{key}` is missing or damaged")]
    Damaged {
        /// The key.
        key: String,
    },
}

impl LockError {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self.problem {
            LockProblem::Newer { .. } => "use a newer `weigh`, or lock again with `weigh check --lock`".to_owned(),
            LockProblem::Syntax { .. } | LockProblem::Damaged { .. } => {
                "take it from your version control, or lock again with `weigh check --lock`".to_owned()
            }
        }
    }
}

type Table<'d> = crate::project::TableOf<'d>;

pub(super) fn read(file: &str) -> Result<Lock, LockError> {
    let lines = Lines::of(file);
    let document = Document::parse(file, &lines).map_err(|error| LockError {
        place: error.place,
        problem: LockProblem::Syntax { message: error.wrong.to_string() },
    })?;
    let root = document.root(&lines);
    let format: u64 = parsed(root, "format")?;
    if format > FORMAT {
        return Err(LockError { place: root.place, problem: LockProblem::Newer { found: format } });
    }
    let tables = root.get("use").map_or_else(|| Some(Vec::new()), |entry| entry.tables());
    let tables = tables.ok_or_else(|| damaged(root.place, "use"))?;
    let as_of = day(root, "as-of")?;
    let uses = tables.into_iter().map(|table| locked(table, as_of)).collect::<Result<_, _>>()?;
    Ok(Lock { catalog: text(root, "catalog")?.to_owned(), as_of, uses })
}

fn damaged(place: Place, key: &str) -> LockError {
    LockError { place, problem: LockProblem::Damaged { key: key.to_owned() } }
}

fn text<'d>(table: Table<'d>, key: &str) -> Result<&'d str, LockError> {
    let entry = table.get(key).ok_or_else(|| damaged(table.place, key))?;
    entry.text().ok_or_else(|| damaged(entry.place, key))
}

/// A value in its text form, whatever TOML takes it for.
fn parsed<T: FromStr>(table: Table<'_>, key: &str) -> Result<T, LockError> {
    let entry = table.get(key).ok_or_else(|| damaged(table.place, key))?;
    let text = entry.written().ok_or_else(|| damaged(entry.place, key))?;
    text.parse().map_err(|_| damaged(entry.place, key))
}

fn day(table: Table<'_>, key: &str) -> Result<Day, LockError> {
    let place = table.get(key).map_or(table.place, |entry| entry.place);
    parse_day(text(table, key)?).map_err(|_| damaged(place, key))
}

fn day_if_any(table: Table<'_>, key: &str) -> Result<Option<Day>, LockError> {
    table.get(key).map(|_| day(table, key)).transpose()
}

fn usd(table: Table<'_>, key: &str) -> Result<Usd, LockError> {
    let place = table.get(key).map_or(table.place, |entry| entry.place);
    Usd::from_digits(text(table, key)?, 0).map_err(|_| damaged(place, key))
}

fn pairs<'d>(table: Table<'d>, key: &str) -> Result<Pairs, LockError> {
    let entry = table.get(key).ok_or_else(|| damaged(table.place, key))?;
    let inner = entry.table().ok_or_else(|| damaged(entry.place, key))?;
    let pair = |entry: crate::project::EntryOf<'d>| {
        let text = entry.text().ok_or_else(|| damaged(entry.place, entry.key))?;
        Ok((entry.key.to_owned(), text.to_owned()))
    };
    inner.entries().into_iter().map(pair).collect()
}

fn locked(table: Table<'_>, as_of: Day) -> Result<Locked, LockError> {
    let route = table.get("route").map_or(table.place, |entry| entry.place);
    let id = route_id(text(table, "route")?).ok_or_else(|| damaged(route, "route"))?;
    let (route_facts, rates) = said(table, "route-says")?;
    let (model_facts, _) = said(table, "model-says")?;
    let word: String = parsed(table, "first-party")?;
    let route = Route {
        provider: id.provider.clone(),
        own_id: Arc::from(text(table, "own-id")?),
        is_first_party: word == "yes",
        serves: Serves::Resolved(Arc::from("")),
        listing: Listing::Listed,
        facts: route_facts,
        rates,
        id: id.clone(),
    };
    Ok(Locked {
        name: text(table, "name")?.to_owned(),
        month: month(table)?,
        stands: text(table, "stands")?.to_owned(),
        workload: pairs(table, "workload")?,
        needs: pairs(table, "needs")?,
        before: Model {
            id: id.model.clone(),
            name: String::new(),
            as_of,
            facts: model_facts,
            routes: vec![route],
            results: Vec::new(),
            relations: Vec::new(),
        },
        route: id,
    })
}

fn month(table: Table<'_>) -> Result<Option<(ServiceTier, Span<Usd>)>, LockError> {
    let Some(entry) = table.get("tier") else { return Ok(None) };
    let tier = ServiceTier::ALL.iter().copied().find(|tier| Some(tier.id()) == entry.text());
    let tier = tier.ok_or_else(|| damaged(entry.place, "tier"))?;
    let stated = usd(table, "month")?;
    let bound = |key: &str| table.get(key).map_or(Ok(stated), |_| usd(table, key));
    Ok(Some((tier, Span { low: bound("month-low")?, stated, high: bound("month-high")? })))
}

/// Values by field; of one field several are disputed.
fn said(table: Table<'_>, key: &str) -> Result<(Facts, Vec<Arc<Rate>>), LockError> {
    let entry = table.get(key).ok_or_else(|| damaged(table.place, key))?;
    let rows = entry.tables().ok_or_else(|| damaged(entry.place, key))?;
    let mut claims: BTreeMap<Field, Vec<Claim<Value>>> = BTreeMap::new();
    for row in rows {
        let (field, claim) = claim(row)?;
        claims.entry(field).or_default().push(claim);
    }
    let (mut facts, mut rates) = (Facts::new(), Vec::new());
    for (field, mut claims) in claims {
        let fact = match (claims.len(), claims.pop()) {
            (1, Some(claim)) => Fact::Known { claim, agreeing: Vec::new(), overruled: Vec::new() },
            (_, last) => {
                claims.extend(last);
                Fact::Disputed(claims)
            }
        };
        match field {
            Field::Rate(key) => {
                let amount = fact.filter_map(weigh_catalog::field::FromValue::from_value);
                rates.push(Arc::new(Rate { key, amount }));
            }
            field => facts.set(field, fact),
        }
    }
    Ok((facts, rates))
}

fn claim(row: Table<'_>) -> Result<(Field, Claim<Value>), LockError> {
    let field: Field = parsed(row, "field")?;
    let value = Value::parse(&field, text(row, "value")?).map_err(|_| damaged(row.place, "value"))?;
    let claim = Claim {
        value,
        raw: None,
        source: SourceId::new(text(row, "source")?).map_err(|_| damaged(row.place, "source"))?,
        first_seen: day(row, "seen")?,
        last_seen: day(row, "read")?,
        effective: Period { from: day_if_any(row, "from")?, until: day_if_any(row, "until")? },
        basis: Basis::Listed,
        locator: Arc::default(),
        link: None,
    };
    Ok((field, claim))
}

/// Reads `lab/model@provider`, with `/host` and `#own-id` where it has them.
pub(crate) fn route_id(text: &str) -> Option<RouteId> {
    let (model, place) = text.split_once('@')?;
    let (place, own_id) = place.split_once('#').map_or((place, None), |(place, own_id)| (place, Some(own_id)));
    let (provider, host) = place.split_once('/').map_or((place, None), |(provider, host)| (provider, Some(host)));
    let (host, own_id) = (host.map(Arc::from), own_id.map(Arc::from));
    let (model, provider) = (ModelId::new(model).ok()?, ProviderId::new(provider).ok()?);
    Some(RouteParts { model, provider, host, own_id }.into())
}
