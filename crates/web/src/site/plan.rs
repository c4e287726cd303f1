//! What files a site has: known before any is made, so that links lead only where something will be.

use super::pairs::Pairs;
use super::sitemap;
use crate::asset::{self, Asset};
use crate::edition::Edition;
use crate::problem::Problem;
use std::collections::BTreeSet;
use std::ops::Range;
use weigh_catalog::ModelId;
use weigh_render::block::Page;
use weigh_render::file_name;
use weigh_render::gather::model;
use weigh_render::links::Shelf;

/// What somebody wants of a site.
#[derive(Debug, Clone)]
pub struct Wish {
    /// Its comparisons.
    pub pairs: Pairs,
    /// If not all models: these, and only who serves and tests them.
    pub only: Option<Vec<ModelId>>,
    /// Where it will be published: scheme, host and perhaps a path, without a slash at the end; empty if unknown.
    pub origin: String,
}

/// What files there will be.
#[derive(Debug)]
pub struct Plan {
    pub(super) pairs: Pairs,
    pub(super) origin: String,
    models: BTreeSet<String>,
    providers: BTreeSet<String>,
    benchmarks: BTreeSet<String>,
    sitemaps: Vec<Range<usize>>,
}

/// One file to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// The front page.
    Home,
    /// All models.
    Models,
    /// All providers.
    Providers,
    /// All benchmarks.
    Benchmarks,
    /// What changed in the last days.
    Changes,
    /// The same as a feed.
    Feed,
    /// The first comparisons.
    Comparisons,
    /// Where search leads.
    Search,
    /// What stands for addresses that lead nowhere.
    NotFound,
    /// A page of one thing or comparison, or the sources.
    Page(Page),
    /// Style sheet or script.
    Asset(&'static str),
    /// What search looks through.
    SearchIndex,
    /// What machines may read.
    Robots,
    /// The list of the parts of the site map.
    SitemapIndex,
    /// A part of the site map, from 0.
    Sitemap(usize),
}

/// The assets of a site.
pub(super) fn assets() -> [&'static Asset; 3] {
    [&asset::STYLE, &asset::OFFLINE, &asset::SCRIPT]
}

impl Piece {
    /// Its file, below the folder of the site.
    pub fn file(&self) -> String {
        let name = match self {
            Self::Home => "index.html",
            Self::Models => "models.html",
            Self::Providers => "providers.html",
            Self::Benchmarks => "benchmarks.html",
            Self::Changes => "changes.html",
            Self::Feed => "changes.atom",
            Self::Comparisons => "compare.html",
            Self::Search => "search.html",
            Self::NotFound => "404.html",
            Self::SearchIndex => "assets/search-index.js",
            Self::Robots => "robots.txt",
            Self::SitemapIndex => "sitemap.xml",
            Self::Sitemap(part) => return format!("sitemap-{}.xml", part + 1),
            Self::Page(page) => return file_name::file(page),
            Self::Asset(address) => address.trim_start_matches('/'),
        };
        name.to_owned()
    }

    /// Whether people are to find it by searching the web.
    pub(super) const fn is_public(&self) -> bool {
        matches!(
            self,
            Self::Home
                | Self::Models
                | Self::Providers
                | Self::Benchmarks
                | Self::Changes
                | Self::Comparisons
                | Self::Page(_)
        )
    }
}

impl Plan {
    /// Plans a site of an edition.
    ///
    /// # Errors
    /// A [`Problem`] if the catalog is damaged, or does not know a model.
    pub fn new(edition: &Edition, wish: Wish) -> Result<Self, Problem> {
        let Wish { pairs, only, origin } = wish;
        let mut plan = match only {
            Some(models) => Self::of_models(edition, &models, pairs)?,
            None => Self::of_all(edition, pairs)?,
        };
        plan.origin = origin;
        if !plan.origin.is_empty() {
            plan.sitemaps = sitemap::parts(&plan);
        }
        Ok(plan)
    }

    fn of_all(edition: &Edition, pairs: Pairs) -> Result<Self, Problem> {
        Ok(Self {
            pairs,
            origin: String::new(),
            models: edition.models()?.iter().map(|row| row.id.to_string()).collect(),
            providers: edition.providers()?.iter().map(|row| row.id.to_string()).collect(),
            benchmarks: edition.benchmarks()?.iter().map(|row| row.id.to_string()).collect(),
            sitemaps: Vec::new(),
        })
    }

    fn of_models(edition: &Edition, only: &[ModelId], pairs: Pairs) -> Result<Self, Problem> {
        let catalog = edition.catalog();
        let mut plan = Self { models: BTreeSet::new(), ..Self::of_all(edition, pairs)? };
        let (mut providers, mut benchmarks) = (BTreeSet::new(), BTreeSet::new());
        let compared = plan.pairs.each().flat_map(|(one, two)| [one, two]);
        let all: BTreeSet<&ModelId> = only.iter().chain(compared).collect();
        for id in &all {
            let model = model(catalog, id)?;
            providers.extend(model.routes.iter().map(|route| route.provider.to_string()));
            benchmarks.extend(model.results.iter().map(|result| result.benchmark.to_string()));
        }
        let models = all.into_iter().map(ToString::to_string).collect();
        plan.models = models;
        plan.providers.retain(|id| providers.contains(id));
        plan.benchmarks.retain(|id| benchmarks.contains(id));
        Ok(plan)
    }

    /// How many comparisons there are.
    pub fn comparisons(&self) -> usize {
        self.pairs.count()
    }

    /// How many files there are.
    pub fn count(&self) -> usize {
        self.fixed().count() + self.models.len() + self.providers.len() + self.benchmarks.len() + self.comparisons()
    }

    /// Every file, one by one, in an order that makes them fast.
    pub fn pieces(&self) -> impl Iterator<Item = Piece> + '_ {
        let models = self.models.iter().map(|id| Page::Model(id.clone()));
        let providers = self.providers.iter().map(|id| Page::Provider(id.clone()));
        let benchmarks = self.benchmarks.iter().map(|id| Page::Benchmark(id.clone()));
        let pairs = self.pairs.each().map(|(one, two)| Page::Comparison(vec![one.to_string(), two.to_string()]));
        self.fixed().chain(models.chain(providers).chain(benchmarks).chain(pairs).map(Piece::Page))
    }

    fn fixed(&self) -> impl Iterator<Item = Piece> + '_ {
        let lists = [Piece::Home, Piece::Models, Piece::Providers, Piece::Benchmarks, Piece::Changes];
        let sources = Piece::Page(Page::Sources);
        // Entries of a feed lead to whole addresses, which only a known origin gives.
        let feed = (!self.origin.is_empty()).then_some(Piece::Feed);
        let comparisons = (self.comparisons() > 0).then_some(Piece::Comparisons);
        let helpers = [Piece::Search, Piece::NotFound, Piece::SearchIndex, Piece::Robots];
        let sitemaps = (0..self.sitemaps.len()).map(Piece::Sitemap);
        let index = (!self.sitemaps.is_empty()).then_some(Piece::SitemapIndex);
        lists
            .into_iter()
            .chain([sources])
            .chain(feed)
            .chain(comparisons)
            .chain(helpers)
            .chain(assets().map(|asset| Piece::Asset(asset.address())))
            .chain(index)
            .chain(sitemaps)
    }

    /// Whether a file is one of the site.
    pub fn has(&self, file: &str) -> bool {
        match file_name::page(file) {
            Some(page) => self.page(&page).as_deref() == Some(file),
            None => self.fixed().any(|piece| piece.file() == file),
        }
    }

    /// The parts of the site map, as places among the public files.
    pub(super) fn sitemaps(&self) -> &[Range<usize>] {
        &self.sitemaps
    }

    /// The whole address of a file, if the origin is known.
    pub(super) fn whole_address(&self, file: &str) -> Option<String> {
        let shown = if file == "index.html" { "" } else { file };
        (!self.origin.is_empty()).then(|| format!("{}/{shown}", self.origin))
    }

    pub(super) fn has_model(&self, id: &str) -> bool {
        self.models.contains(id)
    }

    pub(super) fn has_provider(&self, id: &str) -> bool {
        self.providers.contains(id)
    }

    pub(super) fn has_benchmark(&self, id: &str) -> bool {
        self.benchmarks.contains(id)
    }

    /// A comparison as it stands on the site.
    fn comparison(&self, ids: &[String]) -> Option<Page> {
        let [one, two] = ids else { return None };
        let (one, two) = (ModelId::new(one).ok()?, ModelId::new(two).ok()?);
        let (one, two) = self.pairs.find(&one, &two)?;
        Some(Page::Comparison(vec![one.to_string(), two.to_string()]))
    }
}

impl Shelf for Plan {
    fn page(&self, page: &Page) -> Option<String> {
        let is_there = match page {
            Page::Model(id) => self.has_model(id),
            Page::Provider(id) => self.has_provider(id),
            Page::Benchmark(id) => self.has_benchmark(id),
            Page::Sources => true,
            Page::Comparison(ids) => return self.comparison(ids).map(|page| file_name::file(&page)),
        };
        is_there.then(|| file_name::file(page))
    }

    fn address(&self, path: &str) -> Option<String> {
        let piece = match path {
            "/" => Piece::Home,
            "/models" => Piece::Models,
            "/providers" => Piece::Providers,
            "/benchmarks" => Piece::Benchmarks,
            "/changes" => Piece::Changes,
            "/changes.atom" if !self.origin.is_empty() => Piece::Feed,
            "/sources" => Piece::Page(Page::Sources),
            "/search" => Piece::Search,
            "/compare" if self.comparisons() > 0 => Piece::Comparisons,
            _ => Piece::Asset(assets().into_iter().find(|asset| asset.address() == path)?.address()),
        };
        Some(piece.file())
    }
}
