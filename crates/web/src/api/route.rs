//! Which endpoint a path leads to.

use super::parameter::Place;
use super::{ENDPOINTS, Endpoint, ROOT};
use crate::address::decoded;
use crate::problem::{Problem, shortened};

/// Values of the parameters in a path.
pub(super) type Parts = Vec<(&'static str, String)>;

/// The endpoint of a path with the values in it.
///
/// # Errors
/// A [`Problem`] with status 404.
pub(super) fn find(path: &str) -> Result<(&'static Endpoint, Parts), Problem> {
    let unknown = || {
        Problem::new(404, format!("no endpoint `{}`", shortened(path))).hint(format!("see all of them under {ROOT}"))
    };
    let rest = path.strip_prefix(ROOT).ok_or_else(unknown)?;
    let parts: Option<Vec<String>> = rest.split('/').skip(1).map(decoded).collect();
    let parts = parts.ok_or_else(unknown)?;
    ENDPOINTS.iter().find_map(|endpoint| Some((endpoint, fitting(endpoint, &parts)?))).ok_or_else(unknown)
}

/// The values, if the parts fit the template.
fn fitting(endpoint: &'static Endpoint, parts: &[String]) -> Option<Parts> {
    let mut values = Vec::new();
    let mut left = parts;
    for segment in endpoint.path.split('/').skip(1) {
        let (first, others) = left.split_first()?;
        let parameter =
            endpoint.all_parameters().find(|one| segment.strip_prefix('{') == Some(&format!("{}}}", one.name)));
        match parameter {
            None if segment == first => left = others,
            None => return None,
            Some(parameter) if parameter.place == Place::Rest => {
                let text = left.join("/");
                let leads_up = text.split('/').any(|part| matches!(part, "" | "." | ".."));
                values.push((parameter.name, text));
                return (!leads_up).then_some(values);
            }
            Some(_) if first.contains('/') => return None,
            Some(parameter) => {
                values.push((parameter.name, first.clone()));
                left = others;
            }
        }
    }
    left.is_empty().then_some(values)
}
