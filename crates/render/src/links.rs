//! Where links lead: nowhere, to a server's addresses, or to files relative to the page they stand on.

use crate::block::{Page, Target};
use crate::output::html::safe_address;
use std::fmt;
use std::sync::Arc;

/// How links to this site's own pages are written. Links elsewhere and within a page are the same everywhere.
#[derive(Debug, Clone, Default)]
pub enum Links {
    /// There is no site: links to its pages are plain words.
    #[default]
    Nowhere,
    /// A server answers below this root: an empty text, or a path such as `/weigh`.
    Served(String),
    /// Files, with explicit names.
    Files {
        /// From the page to the folder of the site: `../../`, or nothing for a page in that folder.
        to_root: String,
        /// Which files there are.
        shelf: Arc<dyn Shelf>,
    },
}

/// The files of a site. What has none is linked nowhere.
pub trait Shelf: fmt::Debug + Send + Sync {
    /// The file of a page.
    fn page(&self, page: &Page) -> Option<String>;

    /// The file that stands for an address below the root, such as `/models`.
    fn address(&self, path: &str) -> Option<String>;
}

impl Links {
    /// Where a target is, if there is such a place.
    pub fn address(&self, target: &Target) -> Option<String> {
        match target {
            Target::Address(address) => safe_address(address).map(str::to_owned),
            Target::Section(id) => Some(format!("#{id}")),
            Target::Page(page) => self.page(page),
            Target::Site(path) => self.site(path),
        }
    }

    fn page(&self, page: &Page) -> Option<String> {
        match self {
            Self::Nowhere => None,
            Self::Served(root) => Some(format!("{root}{}", page.address())),
            Self::Files { to_root, shelf } => shelf.page(page).map(|file| format!("{to_root}{file}")),
        }
    }

    /// The address of something below the root.
    pub fn site(&self, path: &str) -> Option<String> {
        match self {
            Self::Nowhere => None,
            Self::Served(root) => Some(format!("{root}{path}")),
            Self::Files { to_root, shelf } => shelf.address(path).map(|file| format!("{to_root}{file}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug)]
    struct Two;

    impl Shelf for Two {
        fn page(&self, page: &Page) -> Option<String> {
            (*page == Page::Sources).then(|| "sources.html".to_owned())
        }

        fn address(&self, path: &str) -> Option<String> {
            (path == "/models").then(|| "models.html".to_owned())
        }
    }

    #[test]
    fn each_style_writes_its_own_addresses() {
        let sources = Target::Page(Page::Sources);
        let models = Target::Site("/models".into());
        let model = Target::Page(Page::Model("acme/alpha".into()));
        let served = Links::Served("/w".into());
        let files = Links::Files { to_root: "../../".into(), shelf: Arc::new(Two) };
        let all = |links: &Links| [&sources, &models, &model].map(|target| links.address(target).unwrap_or_default());
        assert_eq!(all(&Links::Nowhere), ["", "", ""]);
        assert_eq!(all(&served), ["/w/sources", "/w/models", "/w/model/acme/alpha"]);
        assert_eq!(all(&files), ["../../sources.html", "../../models.html", ""]);
        for links in [Links::Nowhere, served, files] {
            assert_eq!(links.address(&Target::Section("faq".into())).as_deref(), Some("#faq"));
            assert_eq!(links.address(&Target::Address("javascript:x".into())), None);
        }
    }
}
