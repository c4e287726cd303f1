//! What an address asks for. Reading never fails silently: every part and parameter is understood or named in a problem.

use crate::changes::ChangesQuery;
use crate::columns;
use crate::image;
use crate::pick::PickQuery;
use crate::problem::{Problem, shortened};
use percent_encoding::percent_decode_str;
use weigh_catalog::date::parse_day;
use weigh_catalog::{Day, ModelId};
use weigh_compare::query;
use weigh_compare::{Needs, Workload};
use weigh_render::block::model_in_address;

/// Longest path and query together, in bytes.
pub const LONGEST: usize = 4096;

/// Most models in one comparison.
pub const MOST_MODELS: usize = 8;

/// Rows of one page of a list.
pub const ROWS: usize = 100;

/// What is asked for, and as of which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The page.
    pub page: Page,
    /// The day, if one is named.
    pub on: Option<Day>,
    /// Whether the picture of the page is meant: `/image` before the address of the page.
    pub is_image: bool,
}

/// A page of the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Page {
    /// `/`
    Home,
    /// `/search?q=`: results, or the one page that is meant.
    Search(String),
    /// `/models`
    Models(Listed),
    /// `/model/{lab}/{model}`
    Model(ModelId),
    /// `/providers`
    Providers(Listed),
    /// `/provider/{id}`
    Provider(String),
    /// `/benchmarks`
    Benchmarks(Listed),
    /// `/benchmark/{id}`; ids may hold slashes.
    Benchmark(String),
    /// `/compare/{a}/{b}...`, or `/compare?model=a&model=b` as the form sends it.
    Compare(Box<Compared>),
    /// `/pick`: routes that meet needs.
    Pick(Box<PickQuery>),
    /// `/changes`, and the same as a feed at `/changes.atom`.
    Changes(Box<ChangesQuery>),
    /// `/sources`
    Sources,
    /// `/api`
    Api,
}

impl Page {
    /// Whether it has a picture for those who share its address.
    const fn has_image(&self) -> bool {
        matches!(self, Self::Home | Self::Model(_) | Self::Compare(_))
    }
}

/// A part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listed {
    /// Words that rows must hold.
    pub words: String,
    /// The column to sort by.
    pub sort: Option<String>,
    /// Which page of the list, from 1.
    pub page: usize,
    /// The columns, by their ids in the order of the table; the usual ones if none are named. Of models alone.
    pub columns: Vec<&'static str>,
}

/// The whole comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Models as they were written: ids, or what people type.
    pub models: Vec<String>,
    /// One month of traffic.
    pub workload: Workload,
    /// What routes must offer.
    pub needs: Needs,
    /// Whether the models came as parameters: the page then moves to the address of the comparison.
    pub is_form: bool,
    /// Whether the page has its long tails too.
    pub is_whole: bool,
}

/// Reads a path and a query.
///
/// # Errors
/// A [`Problem`] with status 400, 404 or 414.
pub fn read(path: &str, query: &str) -> Result<Asked, Problem> {
    if path.len() + query.len() > LONGEST {
        return Err(Problem::new(414, "the address is too long")
            .detail(format!("it has {} bytes; the limit is {LONGEST}", path.len() + query.len()))
            .hint("compare fewer models, or use the API with fewer parameters"));
    }
    let parts = parts(path)?;
    let mut pairs = Pairs::read(query)?;
    let on = pairs.take("on").map(|text| day(&text)).transpose()?;
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let (parts, is_image) = match parts.as_slice() {
        [image::FOLDER, rest @ ..] => (rest, true),
        all => (all, false),
    };
    let page = match parts {
        [] => Page::Home,
        ["search"] => Page::Search(pairs.take("q").unwrap_or_default()),
        ["models"] => Page::Models(Listed { columns: columns::read(&mut pairs)?, ..listed(&mut pairs)? }),
        ["model", lab, slug] => Page::Model(model(&format!("{lab}/{slug}"), path)?),
        ["providers"] => Page::Providers(listed(&mut pairs)?),
        ["provider", id] => Page::Provider((*id).to_owned()),
        ["benchmarks"] => Page::Benchmarks(listed(&mut pairs)?),
        ["benchmark", id @ ..] if !id.is_empty() => Page::Benchmark(id.join("/")),
        ["compare", models @ ..] => Page::Compare(Box::new(compared(models, &mut pairs)?)),
        ["pick"] => Page::Pick(Box::new(PickQuery::read(&mut pairs)?)),
        ["changes"] => Page::Changes(Box::new(ChangesQuery::read(&mut pairs, false)?)),
        ["changes.atom"] => Page::Changes(Box::new(ChangesQuery::read(&mut pairs, true)?)),
        ["sources"] => Page::Sources,
        ["api"] => Page::Api,
        _ => return Err(Problem::not_found(path)),
    };
    pairs.done()?;
    if is_image && !page.has_image() {
        return Err(Problem::not_found(path));
    }
    Ok(Asked { page, on, is_image })
}

/// The decoded parts between slashes. A part that decodes to a slash, to `..` or to no text leads nowhere.
fn parts(path: &str) -> Result<Vec<String>, Problem> {
    let trimmed = path.strip_prefix('/').unwrap_or(path);
    if trimmed.is_empty() {
        return Ok(Vec::new());
    }
    let trimmed = trimmed.strip_suffix('/').unwrap_or(trimmed);
    let decode = |part: &str| decoded(part).filter(|text| !text.contains('/'));
    trimmed.split('/').map(|part| decode(part).ok_or_else(|| Problem::not_found(path))).collect()
}

/// One decoded part of a path; `None` if it is no text, leads up, or holds what no id holds.
pub(crate) fn decoded(part: &str) -> Option<String> {
    let text = percent_decode_str(part).decode_utf8().ok()?.into_owned();
    let is_plain = !text.is_empty() && text != "." && text != ".." && !text.contains('\\');
    (is_plain && !text.chars().any(char::is_control)).then_some(text)
}

/// Named parameters that are still to be read.
pub(crate) struct Pairs(Vec<(String, String)>);

impl Pairs {
    pub(crate) fn read(query: &str) -> Result<Self, Problem> {
        let pairs: Vec<(String, String)> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        let is_wild = |text: &str| text.chars().any(|c| c.is_control() || c == '\u{fffd}');
        match pairs.iter().find(|(name, value)| is_wild(name) || is_wild(value)) {
            Some((name, _)) => Err(Problem::bad(format!("`{}` holds characters that are no text", shortened(name)))
                .hint("write parameters as percent-encoded UTF-8 without control characters")),
            None => Ok(Self(pairs)),
        }
    }

    /// Pairs that were read elsewhere.
    pub(crate) const fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// All of them, in the order they were given.
    pub(crate) fn into_vec(self) -> Vec<(String, String)> {
        self.0
    }

    /// The value of a parameter that may be given once.
    pub(crate) fn take(&mut self, name: &str) -> Option<String> {
        let place = self.0.iter().position(|(known, _)| known == name)?;
        Some(self.0.remove(place).1).filter(|value| !value.trim().is_empty())
    }

    /// Every value of a parameter.
    pub(crate) fn take_all(&mut self, name: &str) -> Vec<String> {
        let (taken, rest) = std::mem::take(&mut self.0).into_iter().partition(|(known, _)| known == name);
        self.0 = rest;
        let taken: Vec<(String, String)> = taken;
        taken.into_iter().map(|(_, value)| value).filter(|value| !value.trim().is_empty()).collect()
    }

    /// Workload and needs from all that is left.
    pub(crate) fn question(&mut self) -> Result<(Workload, Needs), Problem> {
        let pairs = std::mem::take(&mut self.0);
        Ok(query::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))?)
    }

    /// Fails if something is left that nobody reads.
    pub(crate) fn done(self) -> Result<(), Problem> {
        match self.0.first() {
            None => Ok(()),
            Some((name, _)) => {
                Err(Problem::bad(format!("`{}` is not a parameter of this page", shortened(name))).hint("leave it out"))
            }
        }
    }
}

/// Reads a day.
pub(crate) fn day(text: &str) -> Result<Day, Problem> {
    let wrong =
        || Problem::bad(format!("`on`: `{}` is not a day", shortened(text))).hint("write the day as YYYY-MM-DD");
    if text.len() == 10 { parse_day(text).map_err(|_| wrong()) } else { Err(wrong()) }
}

fn model(id: &str, path: &str) -> Result<ModelId, Problem> {
    ModelId::new(id).map_err(|_| Problem::not_found(path))
}

fn listed(pairs: &mut Pairs) -> Result<Listed, Problem> {
    let page = match pairs.take("page") {
        None => 1,
        Some(text) => text.parse().ok().filter(|page| (1..=10_000).contains(page)).ok_or_else(|| {
            Problem::bad(format!("`page`: `{}` is not the number of a page", shortened(&text)))
                .hint("start with page=1")
        })?,
    };
    Ok(Listed { words: pairs.take("q").unwrap_or_default(), sort: pairs.take("sort"), page, columns: Vec::new() })
}

fn compared(parts: &[&str], pairs: &mut Pairs) -> Result<Compared, Problem> {
    let added = pairs.take_all("model");
    let is_form = !added.is_empty();
    let in_path = parts.iter().map(|part| model_in_address(part).unwrap_or_else(|| (*part).to_owned()));
    let mut models: Vec<String> = in_path.collect();
    models.extend(added);
    if models.len() > MOST_MODELS {
        return Err(Problem::bad(format!("{} models in one comparison", models.len()))
            .detail(format!("a page shows {MOST_MODELS} at most"))
            .hint("compare fewer models"));
    }
    let is_whole = whole(pairs)?;
    let (workload, needs) = pairs.question()?;
    Ok(Compared { models, workload, needs, is_form, is_whole })
}

/// Whether the page is asked for with its long tails.
pub(crate) fn whole(pairs: &mut Pairs) -> Result<bool, Problem> {
    match pairs.take("all").as_deref() {
        None => Ok(false),
        Some("yes") => Ok(true),
        Some(text) => {
            let problem = Problem::bad(format!("`all`: `{}` is not `yes`", shortened(text)));
            Err(problem.hint("write `all=yes` for the page with its long lists, or leave it out"))
        }
    }
}

/// The query of a comparison: what differs from the default, and the day if one is named.
pub fn write_query(workload: &Workload, needs: &Needs, on: Option<Day>) -> String {
    let mut writer = form_urlencoded::Serializer::new(String::new());
    for (name, value) in query::write(workload, needs) {
        writer.append_pair(name, &value);
    }
    if let Some(day) = on {
        writer.append_pair("on", &day.to_string());
    }
    writer.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn page(path: &str, query: &str) -> Result<Page, u16> {
        read(path, query).map(|asked| asked.page).map_err(|problem| problem.status)
    }

    #[test]
    fn every_page_has_an_address() {
        assert_eq!(page("/", ""), Ok(Page::Home));
        assert_eq!(page("/model/openai/o4-mini", ""), Ok(Page::Model(ModelId::new("openai/o4-mini").unwrap())));
        assert_eq!(page("/benchmark/epoch/gpqa-diamond/", ""), Ok(Page::Benchmark("epoch/gpqa-diamond".into())));
        assert_eq!(page("/search", "q=o4%20mini"), Ok(Page::Search("o4 mini".into())));
        let listed = Listed { words: "llama".into(), sort: Some("-routes".into()), page: 3, columns: vec![] };
        assert_eq!(page("/models", "q=llama&sort=-routes&page=3"), Ok(Page::Models(listed)));
    }

    #[test]
    fn the_address_is_the_comparison() {
        let Ok(Page::Compare(compared)) = page("/compare/openai:o4-mini/meta:llama-3.2-1b", "input=5M&needs=vision")
        else {
            panic!("no comparison")
        };
        assert_eq!(compared.models, ["openai/o4-mini", "meta/llama-3.2-1b"]);
        assert_eq!(compared.workload.input, 5_000_000);
        assert_eq!(write_query(&compared.workload, &compared.needs, None), "input=5M&needs=vision");
    }

    #[test]
    fn a_day_belongs_to_every_page() {
        assert_eq!(read("/sources", "on=2026-05-22").unwrap().on.unwrap().to_string(), "2026-05-22");
        assert_eq!(page("/sources", "on=yesterday"), Err(400));
    }

    #[test]
    fn a_picture_has_the_address_of_its_page() {
        let asked = |path: &str, query: &str| read(path, query).unwrap();
        for page in ["/", "/model/openai/o4-mini", "/compare/openai:o4-mini/meta:llama-3.2-1b"] {
            let (plain, picture) = (asked(page, "on=2026-05-22"), asked(&image::address(page), "on=2026-05-22"));
            assert_eq!((plain.is_image, picture.is_image), (false, true), "{page}");
            assert_eq!((plain.page, plain.on), (picture.page, picture.on));
        }
        for path in ["/image/models", "/image/image", "/image/sources", "/image/model/a", "/model/image"] {
            assert_eq!(page(path, ""), Err(404), "{path}");
        }
        assert_eq!(page("/image", "x=1"), Err(400));
        assert_eq!(image::address("/?on=2026-05-22"), "/image?on=2026-05-22");
    }

    #[test]
    fn hostile_addresses_lead_nowhere() {
        for path in [
            "/model/../etc",
            "/model/%2e%2e/passwd",
            "/model/a%2fb/c",
            "/model/a/b/c/d",
            "/provider/%00",
            "/provider/%ff",
            "/provider/%c0%af",
            "//",
            "/nothing",
            "/compare/a%5cb/c",
        ] {
            assert_eq!(page(path, ""), Err(404), "{path}");
        }
        assert_eq!(page(&format!("/compare/{}", "a/".repeat(10_000)), ""), Err(414));
        assert_eq!(page("/compare/a/b/c/d/e/f/g/h/i", ""), Err(400));
        for query in ["page=0", "page=-1", "page=99999999999999999999", "x=1", "q=%00", "q=%ff", "columns=price"] {
            assert_eq!(page("/models", query), Err(400), "{query}");
        }
        assert_eq!(page("/compare/a/b", "input=9999999999999999999999999"), Err(400));
    }

    proptest! {
        #[test]
        fn no_address_makes_it_panic(path in ".{0,80}", query in ".{0,80}") {
            let _ = read(&path, &query);
        }
    }
}
