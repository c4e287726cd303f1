//! `weigh list`.

use super::answer;
use crate::arguments::{List, What};
use crate::failure::Failure;
use crate::open;
use serde::Serialize;
use weigh_catalog::Day;
use weigh_render::block::Document;
use weigh_render::gather::{self, Sift};
use weigh_render::json_v1;
use weigh_render::show::list;

/// Runs the command.
pub(crate) fn run(arguments: &List) -> Result<(), Failure> {
    let catalog = open::catalog(&arguments.common)?;
    let day = catalog.day();
    match arguments.what {
        What::Models => print(arguments, &gather::model_rows(&catalog)?, day, list::models, json_v1::models),
        What::Providers => {
            print(arguments, &gather::provider_rows(&catalog)?, day, list::providers, json_v1::providers)
        }
        What::Routes => print(arguments, &gather::route_rows(&catalog)?, day, list::routes, json_v1::routes),
        What::Benchmarks => {
            print(arguments, &gather::benchmark_rows(&catalog)?, day, list::benchmarks, json_v1::benchmarks)
        }
        What::Sources => print(arguments, &gather::source_notes(&catalog)?, day, list::sources, json_v1::sources),
    }
}

/// Prints the rows that were asked for.
fn print<R: Clone, J: Serialize>(
    arguments: &List,
    rows: &[R],
    day: Day,
    page: fn(&[R], Day) -> Document,
    json: fn(&[R], Day) -> J,
) -> Result<(), Failure> {
    let how = Sift { words: arguments.pattern.clone(), sort: arguments.sort.clone(), skip: 0, limit: arguments.limit };
    let (picked, count) = gather::sift(&how, rows, |rows| page(rows, day))?;
    if count == 0 && !rows.is_empty() {
        let words: Vec<String> = arguments.pattern.iter().map(|word| format!("`{word}`")).collect();
        return Err(Failure::input("nothing matches")
            .cause(format!("none of {} rows holds {}", rows.len(), words.join(" and ")))
            .hint("use fewer or shorter words"));
    }
    answer(&arguments.common, &page(&picked, day), || json_v1::to_text(&json(&picked, day)))
}
