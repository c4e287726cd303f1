//! A project checked against a catalog.

use super::thing::{benchmark_id, known_needs};
use super::{GatherError, Thing, thing};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use weigh_catalog::packed::PackedError;
use weigh_catalog::{Catalog, Day, Fact, Model, ModelId, Reference as _, Route, RouteId, Value};
use weigh_compare::Cite;
use weigh_compare::change::ReadOn;
use weigh_compare::check::{Checked, Inspected, Level, check};
use weigh_compare::lock::{Lock, freeze};
use weigh_compare::project::{Place, Project, Use};

/// How many names a finding offers instead of one that is not known.
const CANDIDATES: usize = 5;

/// A project, checked.
#[derive(Debug, Clone)]
pub struct CheckedProject {
    /// Its uses, in the order of the file.
    pub uses: Vec<CheckedUse>,
    /// The lock it was checked against: version of the catalog and its day.
    pub locked: Option<(String, Day)>,
    /// Names of what is locked and no longer used.
    pub no_longer_used: Vec<String>,
}

/// One use, checked.
#[derive(Debug, Clone)]
pub struct CheckedUse {
    /// The use.
    pub asked: Use,
    /// Its model, and its route in it, if there is one.
    pub found: Option<(Arc<Model>, RouteId)>,
    /// What the check says.
    pub checked: Checked,
}

impl CheckedUse {
    /// The fact behind a citation, if it is of the route or its model.
    pub fn fact(&self, cite: &Cite) -> Fact<Value> {
        let Some((model, _)) = &self.found else { return Fact::Unknown };
        match cite {
            Cite::Model(id, field) if *id == model.id => model.facts.get(field).clone(),
            Cite::Route(id, weigh_catalog::Field::Rate(key)) => {
                model.route(id).and_then(|route| route.rate_of(key)).map_or(Fact::Unknown, weigh_catalog::Rate::fact)
            }
            Cite::Route(id, field) => model.route(id).map_or(Fact::Unknown, |route| route.facts.get(field).clone()),
            _ => Fact::Unknown,
        }
    }
}

impl CheckedProject {
    /// How many findings have a level.
    pub fn count(&self, level: Level) -> usize {
        self.uses.iter().flat_map(|one| one.checked.findings()).filter(|finding| finding.level == level).count()
    }
}

/// Why a project cannot be checked: something it names is not known, or the catalog is damaged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UseError {
    /// Where the use stands in the project's file.
    pub place: Place,
    /// The use.
    pub name: String,
    /// What is wrong.
    pub error: GatherError,
}

/// What a route's name leads to: a route, or what it may mean.
type Found = Result<(Arc<Model>, Box<Route>), Vec<String>>;

/// Checks a project as of the catalog's day.
///
/// # Errors
/// [`UseError`] for a provider or benchmark that is not known, or a damaged catalog. A route that is not known is a finding.
pub fn check_project(catalog: &Catalog, project: Project, lock: Option<&Lock>) -> Result<CheckedProject, UseError> {
    let read_on = ReadOn::of(catalog.heard());
    let then = lock.map(|lock| catalog.on(lock.as_of));
    let mut rivals = Rivals::default();
    let mut uses = Vec::with_capacity(project.uses.len());
    for asked in project.uses {
        let (place, name) = (asked.place, asked.name.clone());
        let of_use = |error: GatherError| UseError { place, name: name.clone(), error };
        let asked = known(catalog, asked).map_err(of_use)?;
        let locked = lock.and_then(|lock| lock.find(&asked.name));
        let found = find(catalog, &asked.route, locked.map(|locked| &locked.route)).map_err(of_use)?;
        let damaged = |error: PackedError| of_use(error.into());
        let then = match (&then, locked) {
            (Some(then), Some(locked)) => then.model(&locked.route.model).map_err(damaged)?,
            _ => None,
        };
        let checked = check(Inspected {
            asked: &asked,
            found: found.as_ref().map(|(model, route)| (model.as_ref(), route.as_ref())).map_err(Vec::as_slice),
            locked,
            then: then.as_deref(),
            rivals: &rivals.of(catalog, &asked).map_err(damaged)?,
            read_on: &read_on,
            reference: catalog,
            day: catalog.day(),
        });
        let found = found.ok().map(|(model, route)| (model, route.id));
        uses.push(CheckedUse { asked, found, checked });
    }
    let names: BTreeSet<&str> = uses.iter().map(|one| one.asked.name.as_str()).collect();
    let locked = lock.into_iter().flat_map(|lock| &lock.uses).map(|locked| &locked.name);
    let no_longer_used = locked.filter(|name| !names.contains(name.as_str())).cloned().collect();
    Ok(CheckedProject { no_longer_used, locked: lock.map(|lock| (lock.catalog.clone(), lock.as_of)), uses })
}

/// Freezes a project as of the catalog's day, which should be that of its newest reading.
///
/// # Errors
/// [`UseError`] as for a check, and for a route that is not known: what is not there cannot be locked.
pub fn lock_project(catalog: &Catalog, project: Project) -> Result<Lock, UseError> {
    let mut uses = Vec::with_capacity(project.uses.len());
    for asked in project.uses {
        let (place, name) = (asked.place, asked.name.clone());
        let of_use = |error: GatherError| UseError { place, name: name.clone(), error };
        let asked = known(catalog, asked).map_err(of_use)?;
        let (model, route) = resolve(catalog, &asked.route).map_err(of_use)?;
        uses.push(freeze(&asked, &model, &route, catalog));
    }
    Ok(Lock { catalog: catalog.version().to_owned(), as_of: catalog.day(), uses })
}

/// A use whose benchmarks have whole ids and whose providers are known.
fn known(catalog: &Catalog, mut asked: Use) -> Result<Use, GatherError> {
    asked.needs = known_needs(catalog, asked.needs)?;
    for benchmark in &mut asked.benchmarks {
        *benchmark = benchmark_id(catalog, benchmark)?.to_string();
    }
    Ok(asked)
}

/// The route of this name.
///
/// # Errors
/// [`GatherError`] that names what it may mean; for a name without a provider, the model's routes.
pub fn resolve(catalog: &Catalog, text: &str) -> Result<(Arc<Model>, Box<Route>), GatherError> {
    match thing(catalog, text)? {
        Thing::Route(model, route) => Ok((model, route)),
        Thing::Model(model) => Err(GatherError::NoProvider {
            text: text.to_owned(),
            routes: model.live_routes().map(|route| route.id.clone()).collect(),
        }),
        Thing::Provider(_) | Thing::Benchmark(_) | Thing::Source(_) => {
            Err(GatherError::UnknownModel { text: text.to_owned(), nearest: Vec::new(), named_by: Vec::new() })
        }
    }
}

fn find(catalog: &Catalog, text: &str, locked: Option<&RouteId>) -> Result<Found, GatherError> {
    let error = match resolve(catalog, text) {
        Ok(found) => return Ok(Ok(found)),
        Err(error) => error,
    };
    let mut candidates: Vec<String> = locked.map(|locked| successors(catalog, locked)).transpose()?.unwrap_or_default();
    match error {
        GatherError::Damaged(_) => return Err(error),
        GatherError::AmbiguousModel { candidates: ids, .. } | GatherError::UnknownModel { nearest: ids, .. } => {
            candidates.extend(ids.iter().map(ToString::to_string));
        }
        GatherError::AmbiguousRoute { candidates: ids, .. }
        | GatherError::UnknownRoute { routes: ids, .. }
        | GatherError::NoProvider { routes: ids, .. } => {
            candidates.extend(ids.iter().map(ToString::to_string));
        }
        _ => {}
    }
    candidates.truncate(CANDIDATES);
    Ok(Err(candidates))
}

/// Routes of other models that the same provider serves under the id of a route that is gone.
fn successors(catalog: &Catalog, locked: &RouteId) -> Result<Vec<String>, GatherError> {
    let own_id = locked.own_id.as_deref().unwrap_or_else(|| locked.model.slug());
    let named = catalog.index()?.iter().zip(catalog.names()?);
    let has = |route: &weigh_catalog::packed::IndexRoute| {
        route.provider == locked.provider && route.own_id.eq_ignore_ascii_case(own_id) && route.host == locked.host
    };
    let others = named.filter(|(entry, names)| entry.id != locked.model && names.routes.iter().any(has));
    Ok(others.map(|(entry, _)| format!("{}@{}", entry.id, locked.provider)).collect())
}

/// Models that stand on the boards a use names, loaded once for each set of boards.
#[derive(Default)]
struct Rivals(BTreeMap<Vec<String>, Vec<Arc<Model>>>);

impl Rivals {
    fn of(&mut self, catalog: &Catalog, asked: &Use) -> Result<Vec<Arc<Model>>, PackedError> {
        if asked.benchmarks.is_empty() {
            return Ok(Vec::new());
        }
        if let Some(known) = self.0.get(&asked.benchmarks) {
            return Ok(known.clone());
        }
        let mut on_all: Option<BTreeSet<ModelId>> = None;
        for id in &asked.benchmarks {
            let board = weigh_catalog::BenchmarkId::new(id).ok().and_then(|id| catalog.board(&id));
            let here: BTreeSet<ModelId> =
                board.iter().flat_map(|board| &board.standings).map(|standing| standing.model.clone()).collect();
            on_all = Some(on_all.map_or_else(|| here.clone(), |all| all.intersection(&here).cloned().collect()));
        }
        let ids = on_all.unwrap_or_default();
        let models = ids.iter().filter_map(|id| catalog.model(id).transpose()).collect::<Result<Vec<_>, _>>()?;
        self.0.insert(asked.benchmarks.clone(), models.clone());
        Ok(models)
    }
}
