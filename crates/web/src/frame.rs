//! What every page of the reference has around it: navigation, search, previews, addresses.

use crate::asset::{self, Asset};
use crate::edition::Edition;
use crate::image;
use crate::page::Shown;
use maud::{Markup, PreEscaped, html};
use serde_json::{Value, json};
use weigh_render::Links;
use weigh_render::block::{Block, Document};
use weigh_render::output::Options;
use weigh_render::output::html::{Frame, page};
use weigh_render::output::tame;

/// Where the pages stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Site {
    /// What every address begins with: nothing, or a path such as `/weigh`.
    pub root: String,
    /// Scheme and host, for canonical addresses and previews; unknown if empty.
    pub origin: String,
}

impl Site {
    /// Links to whole addresses, as far as the origin is known.
    pub(crate) fn whole_links(&self) -> Links {
        Links::Served(format!("{}{}", self.origin, self.root))
    }

    pub(crate) fn absolute(&self, path: &str) -> String {
        format!("{}{}{path}", self.origin, self.root)
    }
}

/// Labels and addresses of the header, in order.
const NAVIGATION: [(&str, &str); 7] = [
    ("Compare", "/compare"),
    ("Pick", "/pick"),
    ("Models", "/models"),
    ("Providers", "/providers"),
    ("Benchmarks", "/benchmarks"),
    ("Changes", "/changes"),
    ("Sources", "/sources"),
];

/// How one page is set: where its links lead, and what the site around it can do.
pub(crate) struct Setting {
    /// Where links lead.
    pub(crate) links: Links,
    /// What stands before addresses in forms.
    pub(crate) root: String,
    /// The one address of the page, whole where that is known.
    pub(crate) address: Option<String>,
    /// The whole address of the page's picture, where that is known.
    pub(crate) image: Option<String>,
    /// Scripts, in order.
    pub(crate) scripts: Vec<&'static Asset>,
    /// The form to search the site.
    pub(crate) search: Option<Markup>,
    /// Whether the page carries its style itself.
    pub(crate) is_alone: bool,
}

/// A page in its frame, as text.
pub(crate) fn render(edition: &Edition, site: &Site, shown: &Shown) -> String {
    let has_image = shown.card.is_some() && !site.origin.is_empty();
    let setting = Setting {
        image: shown.path.as_ref().filter(|_| has_image).map(|path| site.absolute(&image::address(path))),
        links: Links::Served(site.root.clone()),
        root: site.root.clone(),
        address: shown.path.as_ref().map(|path| site.absolute(path)),
        scripts: vec![&asset::SCRIPT],
        search: Some(search(&format!("{}/search", site.root), None)),
        is_alone: false,
    };
    framed(edition, setting, shown)
}

/// The same in any setting.
pub(crate) fn framed(edition: &Edition, setting: Setting, shown: &Shown) -> String {
    let links = &setting.links;
    let navigation = NAVIGATION.iter().filter_map(|(label, path)| Some(((*label).to_owned(), links.site(path)?)));
    let whole = shown.whole.as_ref().map(|path| format!("{}{path}", setting.root));
    let frame = Frame {
        brand: links.site("/").map(|address| ("weigh".to_owned(), address)),
        navigation: navigation.collect(),
        stylesheet: links.site(asset::STYLE.address()).filter(|_| !setting.is_alone),
        scripts: setting.scripts.iter().filter_map(|script| links.site(script.address())).collect(),
        canonical: setting.address.clone(),
        controls: shown.controls.as_ref().map(|controls| controls(&setting.root)),
        head: Some(head(setting.address.as_deref(), setting.image.as_deref(), shown)),
        footer: Some(footer(edition, links)),
        search: setting.search,
    };
    page(&shown.document, &Options { links: setting.links, whole, ..Options::default() }, &frame)
}

/// The form to search: the page of results at `action`; where no server answers, by the index at an address.
pub(crate) fn search(action: &str, index: Option<&str>) -> Markup {
    html! {
        form.search role="search" action=(action) method="get" data-index=[index] {
            label.hidden for="q" { "Search models, providers, benchmarks" }
            input #q type="search" name="q" placeholder="Search models, providers, benchmarks" autocomplete="off" maxlength="200";
        }
    }
}

fn footer(edition: &Edition, links: &Links) -> Markup {
    let catalog = edition.catalog();
    html! {
        p {
            "Catalog " (catalog.version()) ", newest reading of " (catalog.newest()) ". "
            @if let Some(address) = links.site("/sources") { a href=(address) { "Sources and licences of the data" } }
            @if let Some(address) = links.site("/api") { " · " a href=(address) { "JSON API" } }
        }
    }
}

/// Previews and structured data.
fn head(address: Option<&str>, image: Option<&str>, shown: &Shown) -> Markup {
    let document = &shown.document;
    html! {
        meta property="og:type" content="website";
        meta property="og:site_name" content="weigh";
        meta property="og:title" content=(document.title);
        @if !document.summary.is_empty() { meta property="og:description" content=(document.summary); }
        @if let Some(address) = address { meta property="og:url" content=(address); }
        @if let (Some(image), Some(card)) = (image, &shown.card) {
            meta property="og:image" content=(image);
            meta property="og:image:type" content="image/png";
            meta property="og:image:width" content=(image::WIDTH);
            meta property="og:image:height" content=(image::HEIGHT);
            meta property="og:image:alt" content=(tame(&card.alternative()));
            meta name="twitter:card" content="summary_large_image";
        } @else {
            meta name="twitter:card" content="summary";
        }
        @if shown.path.is_none() { meta name="robots" content="noindex"; }
        @if let Some(data) = questions(document) {
            script type="application/ld+json" { (PreEscaped(embedded(&data))) }
        }
    }
}

/// JSON that cannot end the element it stands in.
fn embedded(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}

/// The section of questions and answers, as search engines read it: the very words of the page.
fn questions(document: &Document) -> Option<Value> {
    let section = document.sections.iter().find(|section| section.id == "faq")?;
    let mut pairs: Vec<(String, String)> = Vec::new();
    for block in &section.blocks {
        match (block, pairs.last_mut()) {
            (Block::Heading(question), _) => pairs.push((question.clone(), String::new())),
            (Block::Paragraph(words), Some((_, answer))) => {
                if !answer.is_empty() {
                    answer.push(' ');
                }
                answer.push_str(&words.plain());
            }
            (Block::Bullets(points), Some((_, answer))) => {
                for point in points {
                    answer.push(' ');
                    answer.push_str(&point.plain());
                }
            }
            _ => {}
        }
    }
    let entities: Vec<Value> = pairs
        .into_iter()
        .filter(|(_, answer)| !answer.trim().is_empty())
        .map(|(question, answer)| {
            json!({
                "@type": "Question",
                "name": question,
                "acceptedAnswer": { "@type": "Answer", "text": answer.trim() },
            })
        })
        .collect();
    (!entities.is_empty())
        .then(|| json!({ "@context": "https://schema.org", "@type": "FAQPage", "mainEntity": entities }))
}
