//! Which columns of the list of models a reader sees.

use crate::address::Pairs;
use crate::problem::{Problem, shortened};
use weigh_render::gather::Direction;
use weigh_render::show::list::{MODEL_COLUMNS, ModelColumn};

/// The parameter that names columns, with commas between them or given again.
pub(crate) const PARAMETER: &str = "columns";

/// The columns that are asked for, by their ids in the order of the table; none if they are the usual ones.
pub(crate) fn read(pairs: &mut Pairs) -> Result<Vec<&'static str>, Problem> {
    let given = pairs.take_all(PARAMETER).join(",").to_lowercase();
    let named: Vec<&str> = given.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if let Some(unknown) = named.iter().find(|name| MODEL_COLUMNS.iter().all(|column| column.id != **name)) {
        let problem = Problem::bad(format!("`{PARAMETER}`: no column `{}`", shortened(unknown)));
        return Err(problem.hint(hint(unknown)));
    }
    let chosen = || MODEL_COLUMNS.iter().enumerate().filter(|(place, one)| *place == 0 || named.contains(&one.id));
    let is_usual = named.is_empty() || chosen().map(|(_, one)| one.id).eq(usual());
    Ok(if is_usual { Vec::new() } else { chosen().map(|(_, one)| one.id).collect() })
}

fn usual() -> impl Iterator<Item = &'static str> {
    MODEL_COLUMNS.iter().filter(|column| column.is_usual).map(|column| column.id)
}

/// The nearest column, or all where none is near.
fn hint(unknown: &str) -> String {
    const ALIKE: f64 = 0.7;
    let likeness = |column: &ModelColumn| strsim::jaro_winkler(unknown, column.id);
    let near = MODEL_COLUMNS.iter().max_by(|one, other| likeness(one).total_cmp(&likeness(other)));
    if let Some(column) = near.filter(|column| likeness(column) >= ALIKE) {
        return format!("did you mean `{}`?", column.id);
    }
    let all: Vec<&str> = MODEL_COLUMNS.iter().map(|column| column.id).collect();
    format!("columns are {}", all.join(", "))
}

/// The columns that are shown: those chosen, else the usual ones, and the one that is sorted by. All of them if there is no
/// column to sort by, so that the reader is told what there is.
pub(crate) fn shown(chosen: &[&'static str], sort: Option<&str>) -> Vec<&'static ModelColumn> {
    let sorted = sort.map(|sort| sorted_by(Direction::of(sort).1));
    let is_shown = |column: &&ModelColumn| match sorted {
        Some(None) => true,
        Some(Some(id)) if id == column.id => true,
        _ if chosen.is_empty() => column.is_usual,
        _ => chosen.contains(&column.id),
    };
    MODEL_COLUMNS.iter().filter(is_shown).collect()
}

/// The column with this name, else the first whose name begins so.
fn sorted_by(name: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let mut ids = MODEL_COLUMNS.iter().map(|column| column.id);
    ids.clone().find(|id| *id == name).or_else(|| ids.find(|id| id.starts_with(&name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(query: &str) -> Result<Vec<&'static str>, Problem> {
        read(&mut Pairs::read(query).unwrap())
    }

    #[test]
    fn columns_are_read_in_the_order_of_the_table_however_they_are_given() {
        for query in ["columns=context,lab", "columns=lab&columns=context&columns=model", "columns=Context,,+lab+,lab"]
        {
            assert_eq!(given(query), Ok(vec!["model", "lab", "context"]), "{query}");
        }
        assert_eq!(given("columns=model"), Ok(vec!["model"]));
        for usual in ["", "columns=", "columns=id,released,parameters,openness,context,routes"] {
            assert_eq!(given(usual), Ok(Vec::new()), "{usual}");
        }
    }

    #[test]
    fn an_unknown_column_is_told_with_the_nearest() {
        for (name, hint) in [
            ("contxt", "did you mean `context`?"),
            ("route", "did you mean `routes`?"),
            (
                "zzz",
                "columns are model, id, lab, released, parameters, openness, context, input, output, month, results, routes",
            ),
        ] {
            let problem = given(&format!("columns=lab,{name}")).unwrap_err();
            assert_eq!((problem.status, problem.title), (400, format!("`columns`: no column `{name}`")));
            assert_eq!(problem.hint.as_deref(), Some(hint));
        }
    }

    #[test]
    fn the_column_that_is_sorted_by_is_always_shown() {
        let ids = |chosen: &[&'static str], sort| shown(chosen, sort).iter().map(|one| one.id).collect::<Vec<_>>();
        assert_eq!(ids(&["model", "lab"], Some("-month")), ["model", "lab", "month"]);
        assert_eq!(ids(&["model", "lab"], Some("rel")), ["model", "lab", "released"]);
        assert_eq!(ids(&["model"], None), ["model"]);
        assert_eq!(ids(&[], None), ["model", "id", "released", "parameters", "openness", "context", "routes"]);
        assert_eq!(ids(&["model"], Some("colour")).len(), MODEL_COLUMNS.len());
    }
}
