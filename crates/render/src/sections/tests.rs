//! One miniature comparison through every section and output.

use super::SECTIONS;
use crate::block::{Block, Document, Inlines};
use crate::output::Options;
use crate::sample::{alpha, beta, comparison, full_page, instruct, printed, unknown};
use crate::{Links, OUTPUTS};
use proptest::prelude::*;
use unicode_width::UnicodeWidthStr;

#[test]
fn every_section_is_listed_once_and_described() {
    for (index, section) in SECTIONS.iter().enumerate() {
        assert!(section.about.ends_with('.'), "{}", section.id);
        assert_eq!(SECTIONS.iter().position(|other| other.id == section.id), Some(index));
    }
}

#[test]
fn the_full_page_has_every_section_in_order() {
    let page = full_page(&comparison(vec![alpha(), beta()]));
    let ids: Vec<&str> = page.sections.iter().map(|section| section.id.as_str()).collect();
    let all: Vec<&str> = SECTIONS.iter().map(|section| section.id).collect();
    assert_eq!(ids, all);
}

#[test]
fn the_page_reads_so_in_a_terminal() {
    insta::assert_snapshot!(printed("terminal", &Options::default()));
}

#[test]
fn the_page_reads_so_in_markdown() {
    insta::assert_snapshot!(printed("markdown", &Options::default()));
}

#[test]
fn the_tables_read_so_as_csv() {
    insta::assert_snapshot!(printed("csv", &Options::default()));
}

#[test]
fn the_page_is_written_so_in_html() {
    let html = printed("html", &Options { links: Links::Served(String::new()), ..Options::default() });
    let (_, body) = html.split_once("<body>").unwrap();
    insta::assert_snapshot!(body.replace("><", ">\n<"));
}

fn all_inlines(document: &Document) -> Vec<&Inlines> {
    fn collect<'a>(blocks: &'a [Block], found: &mut Vec<&'a Inlines>) {
        for block in blocks {
            match block {
                Block::Paragraph(inlines) | Block::Note(_, inlines) => found.push(inlines),
                Block::Bullets(points) => found.extend(points),
                Block::Table(table) => {
                    found.extend(table.rows.iter().flat_map(|row| &row.cells).map(|cell| &cell.inlines));
                }
                Block::KeyValues(pairs) => found.extend(pairs.iter().map(|(_, value)| value)),
                Block::Details { blocks, .. } | Block::Rest { blocks, .. } => collect(blocks, found),
                Block::Heading(_) | Block::Chart(_) => {}
            }
        }
    }
    let mut found = Vec::new();
    collect(&document.intro, &mut found);
    document.sections.iter().for_each(|section| collect(&section.blocks, &mut found));
    found
}

#[test]
fn every_citation_has_its_evidence() {
    let page = full_page(&comparison(vec![alpha(), beta()]));
    let mut cited = 0;
    for number in all_inlines(&page).iter().flat_map(|inlines| inlines.cites()) {
        assert!((1..=page.evidence.len()).contains(&number));
        cited += 1;
    }
    assert!(cited > 100, "{cited}");
}

#[test]
fn nothing_is_more_than_a_hundred_per_cent_cheaper() {
    for words in all_inlines(&full_page(&comparison(vec![alpha(), beta()]))).iter().map(|inlines| inlines.plain()) {
        for (before, _) in words.match_indices(" % cheaper") {
            let number = words[..before].rsplit([' ', '(', '–']).next().unwrap();
            assert!(number.parse::<f64>().unwrap() <= 100.0, "{words}");
        }
    }
}

#[test]
fn models_of_which_nothing_is_known_say_unknown_and_never_no() {
    let page = full_page(&comparison(vec![unknown(), instruct()]));
    let cells = page.tables().into_iter().filter(|(section, _)| section.id == "capabilities" || section.id == "specs");
    for (_, table) in cells {
        for row in &table.rows {
            assert_ne!(row.cells[1].inlines.plain(), "No", "{:?}", row.cells[0].inlines.plain());
        }
    }
    for output in OUTPUTS {
        assert!(!(output.render)(&page, &Options::default()).is_empty());
    }
}

#[test]
fn three_models_share_one_page() {
    let page = full_page(&comparison(vec![alpha(), beta(), unknown()]));
    assert_eq!(page.subjects.len(), 3);
    assert!(page.sections.iter().any(|section| section.id == "headline"));
}

#[test]
fn hostile_names_are_escaped_everywhere() {
    let page = full_page(&comparison(vec![unknown(), beta()]));
    let print = |id: &str| (crate::output::find(id).unwrap().render)(&page, &Options::default());
    let html = print("html");
    assert!(!html.contains("<script"));
    assert!(html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;"));
    assert!(!html.contains("<b>they"));
    assert!(!print("markdown").contains("<script"));
    assert!(OUTPUTS.iter().all(|output| !print(output.id).contains('\u{1b}')));
}

/// Every element is closed in order, every id is unique, and every link inside the page has its target.
#[test]
fn html_is_well_formed() {
    for page in
        [full_page(&comparison(vec![alpha(), beta()])), full_page(&comparison(vec![unknown(), instruct(), beta()]))]
    {
        check_html(&(crate::output::find("html").unwrap().render)(&page, &Options::default()));
    }
}

fn check_html(html: &str) {
    let void = ["meta", "link", "rect", "line", "path", "!DOCTYPE"];
    let mut open: Vec<&str> = Vec::new();
    let (mut ids, mut targets) = (Vec::new(), Vec::new());
    let body = html.replace(crate::output::html::STYLE, "");
    for tag in body.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap();
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name));
        } else if !void.contains(&name) {
            open.push(name);
        }
        let attribute =
            |name: &str| tag.split_once(&format!(" {name}=\"")).map(|(_, rest)| rest.split('"').next().unwrap());
        ids.extend(attribute("id"));
        targets.extend(attribute("href").and_then(|address| address.strip_prefix('#')));
    }
    assert!(open.is_empty(), "{open:?}");
    let count = ids.len();
    ids.sort_unstable();
    let repeated: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
    assert!(repeated.is_empty(), "{repeated:?}");
    assert_eq!(ids.len(), count);
    assert!(targets.iter().all(|target| ids.contains(target)), "a link without target");
}

#[test]
fn html_asks_nobody_for_anything() {
    let html = printed("html", &Options::default());
    for bad in [" src=", "@import", "url(", "<script", "<iframe", "rel=\"stylesheet\""] {
        assert!(!html.contains(bad), "{bad}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn terminal_lines_never_exceed_the_width(width in 40_usize..200, hostile in any::<bool>()) {
        let models = if hostile { vec![unknown(), beta()] } else { vec![alpha(), beta()] };
        let page = full_page(&comparison(models));
        let text = (crate::output::terminal::OUTPUT.render)(&page, &Options { width, ..Options::default() });
        for line in text.lines() {
            prop_assert!(line.width() <= width, "{} > {width}: {line}", line.width());
        }
    }
}
