//! Style sheet and scripts: embedded, and addressed by their content, so that they may be kept for ever.

use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::sync::LazyLock;
use weigh_render::output::html::STYLE as PAGE_STYLE;

/// One file every page uses.
#[derive(Debug)]
pub struct Asset {
    name: &'static str,
    extension: &'static str,
    /// Its media type.
    pub media_type: &'static str,
    text: LazyLock<(String, String)>,
}

/// The style sheet.
pub static STYLE: Asset = Asset {
    name: "weigh",
    extension: "css",
    media_type: "text/css; charset=utf-8",
    text: LazyLock::new(|| with_address("css", format!("{PAGE_STYLE}\n{}", include_str!("assets/site.css")))),
};

/// The script that enhances pages.
pub static SCRIPT: Asset = Asset {
    name: "weigh",
    extension: "js",
    media_type: "text/javascript; charset=utf-8",
    text: LazyLock::new(|| with_address("js", include_str!("assets/weigh.js").to_owned())),
};

/// Search without a server, for a site of files.
pub static OFFLINE: Asset = Asset {
    name: "offline",
    extension: "js",
    media_type: "text/javascript; charset=utf-8",
    text: LazyLock::new(|| with_address("js", include_str!("assets/offline.js").to_owned())),
};

/// Every asset of the server.
pub static ASSETS: [&Asset; 2] = [&STYLE, &SCRIPT];

impl Asset {
    /// The content.
    pub fn text(&self) -> &str {
        &self.text.1
    }

    /// The address below the root; another content has another address.
    pub fn address(&self) -> &str {
        &self.text.0
    }

    /// The name and extension, as in `weigh.css`.
    pub fn name(&self) -> String {
        format!("{}.{}", self.name, self.extension)
    }
}

/// The asset at an address.
pub fn find(path: &str) -> Option<&'static Asset> {
    ASSETS.into_iter().find(|asset| asset.address() == path)
}

fn with_address(extension: &str, text: String) -> (String, String) {
    let digest = Sha256::digest(text.as_bytes());
    let mut short = String::new();
    for byte in digest.iter().take(8) {
        let _ = write!(short, "{byte:02x}");
    }
    (format!("/assets/weigh-{short}.{extension}"), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn assets_are_addressed_by_content() {
        for asset in ASSETS {
            assert!(std::ptr::eq(find(asset.address()).unwrap(), asset));
            assert!(!asset.text().is_empty());
        }
        assert!(find("/assets/weigh-0000000000000000.css").is_none());
        assert_ne!(with_address("css", "a".into()).0, with_address("css", "b".into()).0);
    }
}
