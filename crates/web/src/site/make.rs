//! From a piece to its bytes.

use super::plan::{Piece, Plan, assets};
use super::{around, search_index, sitemap};
use crate::address::{self, Compared};
use crate::asset;
use crate::changes::ChangesQuery;
use crate::edition::Edition;
use crate::frame::{Setting, framed};
use crate::page::{self, Made, Shown};
use crate::problem::Problem;
use std::sync::Arc;
use weigh_catalog::{Day, ModelId};
use weigh_compare::{Needs, Workload};
use weigh_render::Links;
use weigh_render::block::{Block, Cell, Column, Document, Inlines, Page, Section, Table, Target};
use weigh_render::gather::{GatherError, index_name};
use weigh_render::links::Shelf;
use weigh_render::show::list;

/// Comparisons the front page names.
const NAMED: usize = 12;

/// Comparisons the list of comparisons names.
const LISTED: usize = 500;

/// Makes one file of a site; `on` is the day if somebody named one, for the commands that pages show.
///
/// # Errors
/// A [`Problem`], as the page itself would have on a server.
pub fn make(edition: &Edition, plan: &Arc<Plan>, piece: &Piece, on: Option<Day>) -> Result<String, Problem> {
    Ok(match piece {
        Piece::Asset(address) => {
            let found = assets().into_iter().find(|asset| asset.address() == *address);
            found.ok_or_else(|| Problem::not_found(address))?.text().to_owned()
        }
        Piece::SearchIndex => search_index::script(edition, plan)?,
        Piece::Feed => feed(edition, plan)?,
        Piece::Robots => sitemap::robots(plan),
        Piece::SitemapIndex => sitemap::index(plan),
        Piece::Sitemap(part) => sitemap::part(plan, *part),
        _ => html(edition, plan, piece, on)?,
    })
}

fn feed(edition: &Edition, plan: &Arc<Plan>) -> Result<String, Problem> {
    let to_root = plan.whole_address("").unwrap_or_default();
    let links = Links::Files { to_root, shelf: Arc::clone(plan) as Arc<dyn Shelf> };
    let query = ChangesQuery { is_feed: true, ..ChangesQuery::default() };
    match page::make(edition, &address::Page::Changes(Box::new(query)), None, false)? {
        Made::Feed(mut feed) => {
            feed.entries.retain(|(change, _)| plan.has_model(change.model.as_str()));
            Ok(feed.write(&links))
        }
        _ => Err(Problem::not_found("the feed")),
    }
}

fn html(edition: &Edition, plan: &Arc<Plan>, piece: &Piece, on: Option<Day>) -> Result<String, Problem> {
    let file = piece.file();
    let is_alone = *piece == Piece::NotFound;
    let to_root = to_root(plan, &file, is_alone);
    let links = Links::Files { to_root: to_root.clone(), shelf: Arc::clone(plan) as Arc<dyn Shelf> };
    let made = Making { edition, plan, links: &links, on };
    let shown = made.shown(piece)?;
    let setting = Setting {
        address: shown.path.as_ref().and_then(|_| plan.whole_address(&file)),
        scripts: if is_alone { Vec::new() } else { vec![&asset::OFFLINE, &asset::SCRIPT] },
        search: (!is_alone).then(|| around::search(&to_root)),
        root: to_root,
        image: None,
        links,
        is_alone,
    };
    Ok(framed(edition, setting, &shown))
}

/// From a file to the folder of the site. The page for what is not found appears at any address: if the origin is known, its
/// links are whole.
fn to_root(plan: &Plan, file: &str, is_anywhere: bool) -> String {
    match plan.whole_address("") {
        Some(root) if is_anywhere => root,
        _ => "../".repeat(file.matches('/').count()),
    }
}

/// What making a page needs.
struct Making<'a> {
    edition: &'a Edition,
    plan: &'a Plan,
    links: &'a Links,
    on: Option<Day>,
}

impl Making<'_> {
    fn shown(&self, piece: &Piece) -> Result<Shown, Problem> {
        let (edition, plan) = (self.edition, self.plan);
        let of = |document: Document| Shown::new(document, format!("/{}", piece.file()));
        Ok(match piece {
            Piece::Home => self.home()?,
            Piece::Models => {
                let rows = kept(edition.models()?, |row| plan.has_model(row.id.as_str()));
                of(list::models(&rows, edition.day()))
            }
            Piece::Providers => {
                let rows = kept(edition.providers()?, |row| plan.has_provider(row.id.as_str()));
                of(list::providers(&rows, edition.day()))
            }
            Piece::Benchmarks => {
                let rows = kept(edition.benchmarks()?, |row| plan.has_benchmark(row.id.as_str()));
                of(list::benchmarks(&rows, edition.day()))
            }
            Piece::Changes => {
                let changes = page::changes_of(edition, &|id| plan.has_model(id.as_str()))?;
                with(of(changes), around::feed(self.links))
            }
            Piece::Comparisons => of(self.comparisons()?),
            Piece::Search => self.search(),
            Piece::Page(page) => self.page(page)?,
            _ => page::problem(&Problem::new(404, "there is no such page").hint("it may have had another address")),
        })
    }

    /// The page as the server makes it, with controls that need no server.
    fn page(&self, page: &Page) -> Result<Shown, Problem> {
        let shown = self.served(&asked(page)?)?;
        Ok(match page {
            Page::Model(id) => {
                let id = model_id(id)?;
                let name = self.namer()?;
                with(shown, around::partners(self.plan, self.links, &id, &name))
            }
            Page::Comparison(ids) => {
                let controls = match ids.as_slice() {
                    [one, two] => Some(around::own_traffic(one, two, self.on)),
                    _ => None,
                };
                with(shown, controls)
            }
            _ => with(shown, None),
        })
    }

    fn served(&self, asked: &address::Page) -> Result<Shown, Problem> {
        match page::make(self.edition, asked, None, false)? {
            Made::Page(shown) => Ok(*shown),
            Made::Feed(_) => Err(Problem::not_found("a feed")),
            Made::Moved(path) => Err(Problem::not_found(&path)),
        }
    }

    fn home(&self) -> Result<Shown, Problem> {
        let mut shown = self.served(&address::Page::Home)?;
        let points = self.pairs(NAMED)?;
        for section in shown.document.sections.iter_mut().filter(|section| section.id == "examples") {
            section.blocks = vec![Block::Bullets(points.clone())];
        }
        shown.document.sections.retain(|section| section.id != "examples" || !points.is_empty());
        Ok(with(shown, Some(around::any_pair(self.plan, self.links))))
    }

    /// Links to the most relevant comparisons.
    fn pairs(&self, most: usize) -> Result<Vec<Inlines>, Problem> {
        let name = self.namer()?;
        let link = |(one, two): (&ModelId, &ModelId)| {
            let page = Page::Comparison(vec![one.to_string(), two.to_string()]);
            Inlines::new().link(format!("{} vs {}", name(one), name(two)), Target::Page(page))
        };
        Ok(self.plan.pairs.by_relevance().take(most).map(link).collect())
    }

    fn comparisons(&self) -> Result<Document, Problem> {
        let count = self.plan.comparisons();
        let caption = if count > LISTED {
            format!("The first {LISTED} of {count} comparisons; each model's page leads to all of its own.")
        } else {
            format!("All {count} comparisons of this site.")
        };
        let mut table = Table::new(caption, vec![Column::text("Comparison")]);
        self.pairs(LISTED)?.into_iter().for_each(|link| table.row(vec![Cell::new(link)]));
        let blocks = vec![Block::Table(table)];
        Ok(Document {
            title: "Comparisons".to_owned(),
            summary: "LLMs compared with the evidence behind every value.".to_owned(),
            sections: vec![Section { id: "comparisons".to_owned(), title: "Comparisons".to_owned(), blocks }],
            ..Document::default()
        })
    }

    fn search(&self) -> Shown {
        let document = Document { title: "Search".to_owned(), ..Document::default() };
        with(Shown::without_address(document), Some(around::results(self.links)))
    }

    fn namer(&self) -> Result<impl Fn(&ModelId) -> String, Problem> {
        let index = self.edition.catalog().index().map_err(GatherError::from)?;
        Ok(move |id: &ModelId| index_name(index, id))
    }
}

/// A page with other controls, or none.
fn with(shown: Shown, controls: Option<maud::Markup>) -> Shown {
    let shown = Shown { controls: None, whole: None, ..shown };
    match controls {
        Some(controls) => shown.with_controls(move |_| controls.clone()),
        None => shown,
    }
}

fn kept<R: Clone>(rows: &[R], is_there: impl Fn(&R) -> bool) -> Vec<R> {
    rows.iter().filter(|row| is_there(row)).cloned().collect()
}

fn model_id(id: &str) -> Result<ModelId, Problem> {
    ModelId::new(id).map_err(|_| Problem::not_found(id))
}

/// What a reader of the server would have asked for.
fn asked(page: &Page) -> Result<address::Page, Problem> {
    Ok(match page {
        Page::Model(id) => address::Page::Model(model_id(id)?),
        Page::Provider(id) => address::Page::Provider(id.clone()),
        Page::Benchmark(id) => address::Page::Benchmark(id.clone()),
        Page::Sources => address::Page::Sources,
        Page::Comparison(ids) => address::Page::Compare(Box::new(Compared {
            models: ids.clone(),
            workload: Workload::default(),
            needs: Needs::default(),
            is_form: false,
            is_whole: false,
        })),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::{Pairs, Wish};
    use weigh_catalog::Catalog;

    fn site(origin: &str) -> (Edition, Arc<Plan>) {
        let packed = weigh_store::open(None).unwrap().packed;
        let edition = Edition::new(Catalog::new(packed, jiff::civil::date(2026, 11, 22))).unwrap();
        let models: Vec<ModelId> = ["arcee-ai/coder-large", "arcee-ai/arcee-blitz", "meta/codellama-7b"]
            .map(|id| ModelId::new(id).unwrap())
            .into();
        let pairs = Pairs::most_relevant(models.clone(), 2);
        let plan = Plan::new(&edition, Wish { pairs, only: Some(models), origin: origin.to_owned() }).unwrap();
        (edition, Arc::new(plan))
    }

    /// Files that a page's links lead to.
    fn leads_to(file: &str, html: &str) -> Vec<String> {
        let links = [" href=\"", " src=\"", " action=\""].into_iter().flat_map(|mark| html.split(mark).skip(1));
        let links = links.filter_map(|rest| rest.split(['"', '#']).next());
        let own = links.filter(|link| !link.is_empty() && !link.contains(':'));
        let (folder, up) = (file.rsplit_once('/').map_or("", |(folder, _)| folder), file.matches('/').count());
        own.map(|link| {
            let climbed = link.matches("../").count();
            assert_eq!(climbed, up, "`{link}` in `{folder}` starts from the folder of the site");
            link.replace("../", "")
        })
        .collect()
    }

    #[test]
    fn every_link_of_every_page_leads_to_a_file_of_the_site() {
        let (edition, plan) = site("");
        let (mut pages, mut followed) = (0, 0);
        for piece in plan.pieces() {
            let (file, text) = (piece.file(), make(&edition, &plan, &piece, None).unwrap());
            assert!(plan.has(&file), "{file}");
            if std::path::Path::new(&file).extension().is_some_and(|ending| ending == "html") {
                pages += 1;
                for link in leads_to(&file, &text) {
                    assert!(plan.has(&link), "`{file}` leads to `{link}`");
                    followed += 1;
                }
            }
        }
        assert!(pages >= 13 && followed > 10 * pages, "{pages} {followed}");
        assert_eq!(plan.pieces().count(), plan.count());
        assert!(!plan.has("model/openai/o4-mini.html") && !plan.has("sitemap.xml"));
        assert!(!plan.has("compare/arcee-ai_arcee-blitz/arcee-ai_coder-large.html"), "the other way round");
    }

    #[test]
    fn a_known_origin_makes_whole_addresses_and_a_site_map() {
        let (edition, plan) = site("https://w.example/ref");
        let made = |piece: &Piece| make(&edition, &plan, piece, None).unwrap();
        let model = made(&Piece::Page(Page::Model("arcee-ai/coder-large".to_owned())));
        assert!(
            model.contains("<link rel=\"canonical\" href=\"https://w.example/ref/model/arcee-ai/coder-large.html\">")
        );
        assert!(made(&Piece::Home).contains("<link rel=\"canonical\" href=\"https://w.example/ref/\">"));
        assert!(made(&Piece::NotFound).contains("href=\"https://w.example/ref/models.html\""));
        assert!(made(&Piece::Sitemap(0)).contains("<url><loc>https://w.example/ref/</loc></url>"));
    }
}
