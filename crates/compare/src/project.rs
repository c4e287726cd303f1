//! A project's own file, `weigh.toml`: the routes it uses, with their traffic, what they must keep offering, and bounds.
//!
//! ```toml
//! [workload]              # of every use, in the names of the flags
//! preset = "rag"
//!
//! [[use]]
//! route = "openai/gpt-5-mini@openai"
//! needs = { context = "200k" }
//! bounds = { price-rise = "5%" }
//! ```
//!
//! Keys of `workload` and `needs` are the parameters of the one table that every surface reads; those of `bounds` stand with
//! each bound. What a use states wins key by key over what the file states for all; a preset of its own begins anew.

mod document;
mod error;

pub use document::Place;
pub use document::quoted;
pub(crate) use document::{Document, Entry as EntryOf, Lines, Table as TableOf};
pub use error::{ProjectError, Wrong};

use crate::check::bounds::{self, Bounds};
use crate::needs::{self, Needs};
use crate::query::{self, Parameter, QueryError};
use crate::workload::{self, Workload};
use document::{Entry, Table};
use std::collections::{BTreeMap, BTreeSet};

/// The usual name of the file.
pub const FILE: &str = "weigh.toml";

/// What a project uses.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Project {
    /// Its routes, in the order of the file; names are unique.
    pub uses: Vec<Use>,
}

/// One route that a project uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// What the project calls it; the route as written if it has no name of its own.
    pub name: String,
    /// The route as written, `lab/model@provider` or as people name one.
    pub route: String,
    /// Where the route is written.
    pub place: Place,
    /// One month of its traffic.
    pub workload: Workload,
    /// What it must keep offering.
    pub needs: Needs,
    /// What may change.
    pub bounds: Bounds,
    /// Benchmarks, as written, in which another model must be at least as good to count as equal; none: only the same model.
    pub benchmarks: Vec<String>,
}

/// Keys of the file.
const KEYS: [&str; 4] = ["workload", "needs", "bounds", "use"];

/// Keys of a use.
const USE_KEYS: [&str; 7] = ["route", "name", "tier", "benchmarks", "workload", "needs", "bounds"];

/// Text and place of what is given, by the names of parameters.
type Given = BTreeMap<&'static str, (String, Place)>;

/// What is given for all uses, or for one.
#[derive(Default, Clone)]
struct Sets {
    workload: Given,
    needs: Given,
    bounds: Given,
}

/// Reads a project's file.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file: at least one.
pub fn read(text: &str) -> Result<Project, Vec<ProjectError>> {
    let lines = Lines::of(text);
    let document = Document::parse(text, &lines).map_err(|error| vec![error])?;
    let mut reader = Reader { lines: &lines, errors: Vec::new() };
    let project = reader.project(&document.root(&lines));
    reader.errors.sort_by_key(|error| error.place);
    if reader.errors.is_empty() { Ok(project) } else { Err(reader.errors) }
}

struct Reader<'a> {
    lines: &'a Lines,
    errors: Vec<ProjectError>,
}

impl Reader<'_> {
    fn wrong(&mut self, place: Place, wrong: Wrong) {
        self.errors.push(ProjectError { place, wrong });
    }

    fn project(&mut self, root: &Table<'_>) -> Project {
        let mut sets = Sets::default();
        let mut uses = Vec::new();
        for entry in root.entries() {
            match entry.key {
                "workload" => sets.workload = self.given(&entry, "workload", workload::PARAMETERS.iter()),
                "needs" => sets.needs = self.given(&entry, "needs", needs::parameters()),
                "bounds" => sets.bounds = self.given(&entry, "bounds", bounds::parameters()),
                "use" => match entry.tables() {
                    Some(tables) => uses = tables,
                    None => self.wrong(entry.place, Wrong::kind("use", "tables that begin with `[[use]]`")),
                },
                _ => self.wrong(entry.place, Wrong::unknown("the file", entry.key, KEYS)),
            }
        }
        if uses.is_empty() && self.errors.is_empty() {
            self.wrong(self.lines.place(0), Wrong::Empty);
        }
        let uses: Vec<Use> = uses.iter().filter_map(|table| self.one_use(table, &sets)).collect();
        self.check_names(&uses);
        Project { uses }
    }

    fn check_names(&mut self, uses: &[Use]) {
        let mut names = BTreeSet::new();
        for one in uses {
            if !names.insert(one.name.as_str()) {
                self.wrong(one.place, Wrong::Twice { name: one.name.clone() });
            }
        }
    }

    fn one_use(&mut self, table: &Table<'_>, all: &Sets) -> Option<Use> {
        let (mut route, mut name, mut tier, mut benchmarks) = (None, None, None, Vec::new());
        let mut own = Sets::default();
        for entry in table.entries() {
            match entry.key {
                "route" => route = Some((self.text(&entry)?, entry.place)),
                "name" => name = Some(self.text(&entry)?),
                "tier" => tier = Some((self.written(&entry)?, entry.place)),
                "benchmarks" => benchmarks = words(&self.written(&entry)?),
                "workload" => own.workload = self.given(&entry, "workload", workload::PARAMETERS.iter()),
                "needs" => own.needs = self.given(&entry, "needs", needs::parameters()),
                "bounds" => own.bounds = self.given(&entry, "bounds", bounds::parameters()),
                _ => self.wrong(entry.place, Wrong::unknown("[[use]]", entry.key, USE_KEYS)),
            }
        }
        let Some((route, place)) = route else {
            self.wrong(table.place, Wrong::NoRoute);
            return None;
        };
        if let Some((text, place)) = tier {
            self.try_one(workload::PARAMETERS.iter(), "tier", &text, place);
            if own.workload.insert("tier", (text, place)).is_some() {
                self.wrong(place, Wrong::Value(QueryError::Twice { name: "tier".to_owned() }));
            }
        }
        let sets = merged(all, own);
        let (workload, needs) = self.question(&sets, place)?;
        let mut bounds = Bounds::default();
        for (key, (text, _)) in &sets.bounds {
            // Read before; what was wrong is told already.
            let _ = bounds::parameters()
                .filter(|known| known.name == *key)
                .try_for_each(|known| known.read(&mut bounds, text));
        }
        Some(Use { name: name.unwrap_or_else(|| route.clone()), route, place, workload, needs, bounds, benchmarks })
    }

    /// Workload and needs together; nothing if they were told to be wrong already.
    fn question(&mut self, sets: &Sets, place: Place) -> Option<(Workload, Needs)> {
        let pairs = sets.workload.iter().chain(&sets.needs).map(|(key, (text, _))| (*key, text.as_str()));
        match query::read(pairs) {
            Ok(question) => Some(question),
            Err(error) => {
                if self.errors.is_empty() {
                    let place = sets.workload.values().map(|(_, place)| *place).max().unwrap_or(place);
                    self.wrong(place, Wrong::Value(error));
                }
                None
            }
        }
    }

    fn text(&mut self, entry: &Entry<'_>) -> Option<String> {
        let text = entry.text().map(str::trim).filter(|text| !text.is_empty());
        if text.is_none() {
            self.wrong(entry.place, Wrong::kind(entry.key, "a text in quotes"));
        }
        text.map(str::to_owned)
    }

    /// A value as it would be written as a flag.
    fn written(&mut self, entry: &Entry<'_>) -> Option<String> {
        let written = entry.written();
        if written.is_none() {
            self.wrong(entry.place, Wrong::kind(entry.key, "a text, a number, true or false, or a list of texts"));
        }
        written
    }

    /// What a table gives for parameters, each tried by itself, so that each error has its place.
    fn given<Q: Default + 'static>(
        &mut self,
        entry: &Entry<'_>,
        section: &'static str,
        parameters: impl Iterator<Item = &'static Parameter<Q>>,
    ) -> Given {
        let parameters: Vec<&'static Parameter<Q>> = parameters.collect();
        let mut given = Given::new();
        let Some(table) = entry.table() else {
            self.wrong(entry.place, Wrong::kind(section, "a table"));
            return given;
        };
        for entry in table.entries() {
            let Some(parameter) = parameters.iter().copied().find(|parameter| parameter.name == entry.key) else {
                let names = parameters.iter().map(|parameter| parameter.name);
                self.wrong(entry.place, Wrong::unknown(section, entry.key, names));
                continue;
            };
            let Some(text) = self.written(&entry) else { continue };
            self.try_one(std::iter::once(parameter), parameter.name, &text, entry.value_place);
            given.insert(parameter.name, (text, entry.value_place));
        }
        given
    }

    fn try_one<Q: Default + 'static>(
        &mut self,
        mut parameters: impl Iterator<Item = &'static Parameter<Q>>,
        name: &str,
        text: &str,
        place: Place,
    ) {
        let Some(parameter) = parameters.find(|parameter| parameter.name == name) else { return };
        if let Err(error) = parameter.read(&mut Q::default(), text) {
            self.wrong(place, Wrong::Value(error));
        }
    }
}

/// What a use gives wins key by key; a preset of its own stands for all of the traffic.
fn merged(all: &Sets, own: Sets) -> Sets {
    let mut sets = all.clone();
    if own.workload.contains_key(workload::PRESET) {
        sets.workload.clear();
    }
    sets.workload.extend(own.workload);
    sets.needs.extend(own.needs);
    sets.bounds.extend(own.bounds);
    sets
}

fn words(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests;
