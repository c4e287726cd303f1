//! The site map: <https://www.sitemaps.org/protocol.html>.

use super::plan::{Piece, Plan};
use std::fmt::Write as _;
use std::ops::Range;

/// Most addresses of one part.
const ADDRESSES: usize = 50_000;

/// Most bytes of one part.
const BYTES: usize = 50 * 1024 * 1024;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
const SPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// Which of the public files belong to each part.
pub(super) fn parts(plan: &Plan) -> Vec<Range<usize>> {
    split(addresses(plan).map(|address| entry(&address).len()), ADDRESSES, BYTES)
}

fn split(sizes: impl Iterator<Item = usize>, most: usize, bytes: usize) -> Vec<Range<usize>> {
    let frame = framed("").len();
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut size = frame;
    for (place, entry) in sizes.enumerate() {
        match parts.last_mut() {
            Some(part) if part.len() < most && size + entry <= bytes => {
                part.end += 1;
                size += entry;
            }
            _ => {
                parts.push(place..place + 1);
                size = frame + entry;
            }
        }
    }
    parts
}

fn addresses(plan: &Plan) -> impl Iterator<Item = String> + '_ {
    plan.pieces().filter(Piece::is_public).filter_map(|piece| plan.whole_address(&piece.file()))
}

fn entry(address: &str) -> String {
    format!("<url><loc>{address}</loc></url>\n")
}

fn framed(entries: &str) -> String {
    format!("{HEAD}<urlset xmlns=\"{SPACE}\">\n{entries}</urlset>\n")
}

/// One part.
pub(super) fn part(plan: &Plan, number: usize) -> String {
    let range = plan.sitemaps().get(number).cloned().unwrap_or_default();
    let mut entries = String::new();
    for address in addresses(plan).skip(range.start).take(range.len()) {
        entries.push_str(&entry(&address));
    }
    framed(&entries)
}

/// The list of parts.
pub(super) fn index(plan: &Plan) -> String {
    let mut text = format!("{HEAD}<sitemapindex xmlns=\"{SPACE}\">\n");
    for number in 0..plan.sitemaps().len() {
        let address = plan.whole_address(&Piece::Sitemap(number).file()).unwrap_or_default();
        let _ = writeln!(text, "<sitemap><loc>{address}</loc></sitemap>");
    }
    text + "</sitemapindex>\n"
}

/// `robots.txt`: everything may be read.
pub(super) fn robots(plan: &Plan) -> String {
    let map = plan.whole_address(&Piece::SitemapIndex.file());
    let map = map.map(|address| format!("\nSitemap: {address}\n")).unwrap_or_default();
    format!("User-agent: *\nAllow: /\n{map}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_holds_more_than_it_may() {
        let frame = framed("").len();
        assert_eq!(split([10; 5].into_iter(), 2, 10_000), [0..2, 2..4, 4..5]);
        assert_eq!(split([10; 5].into_iter(), 50, frame + 30), [0..3, 3..5]);
        assert_eq!(split([10, 500, 10].into_iter(), 50, frame + 30), [0..1, 1..2, 2..3]);
        assert!(split(std::iter::empty::<usize>(), 50, 10_000).is_empty());
    }
}
