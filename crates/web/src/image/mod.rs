//! The picture of a page, for those who share its address: a card drawn as SVG, and that as PNG.
//!
//! ```text
//! page ─► card (words) ─► SVG (measured with the font's own widths) ─► PNG
//! ```
//!
//! The font is Noto Sans, embedded: no font of the machine is looked at, so that the same card gives the same bytes anywhere.

mod fit;
mod svg;

use crate::problem::Problem;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Options, Tree};
use std::sync::{Arc, LazyLock};
use weigh_render::card::Card;

pub use svg::svg;

/// Width of every picture, in pixels: what sites that show previews ask for.
pub const WIDTH: u32 = 1200;

/// Height of every picture, in pixels.
pub const HEIGHT: u32 = 630;

/// What addresses of pictures begin with; the rest is the address of the page.
pub(crate) const FOLDER: &str = "image";

/// The picture's address, from that of its page, both below the root.
pub(crate) fn address(page: &str) -> String {
    let rest = page.strip_prefix('/').unwrap_or(page);
    let slash = if rest.is_empty() || rest.starts_with('?') { "" } else { "/" };
    format!("/{FOLDER}{slash}{rest}")
}

/// How SVG is read: with the embedded font alone.
static OPTIONS: LazyLock<Options<'static>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for bytes in [notosans::REGULAR_TTF, notosans::BOLD_TTF] {
        fonts.load_font_source(Source::Binary(Arc::new(bytes)));
    }
    Options { font_family: fit::FAMILY.to_owned(), fontdb: Arc::new(fonts), ..Options::default() }
});

/// A card as PNG.
///
/// # Errors
/// A [`Problem`] with status 500 if it cannot be drawn, which no card is known to cause.
pub fn png(card: &Card) -> Result<Vec<u8>, Problem> {
    let broken = || Problem::new(500, "cannot draw the picture of this page").hint("report the address of this page");
    let tree = Tree::from_str(&svg(card), &OPTIONS).map_err(|error| broken().detail(error.to_string()))?;
    let mut pixels = Pixmap::new(WIDTH, HEIGHT).ok_or_else(broken)?;
    resvg::render(&tree, Transform::identity(), &mut pixels.as_mut());
    pixels.encode_png().map_err(|error| broken().detail(error.to_string()))
}

#[cfg(test)]
mod tests;
