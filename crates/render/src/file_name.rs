//! Names of the files of pages: legal on every system, different where letter case is ignored, and readable back.
//!
//! Letters a-z, digits, points and hyphens stand for themselves and `_` between lab and model of a comparison. Every other
//! byte of an id is `~` with two hexadecimal digits. So is what some system would not take: a point at the beginning or end
//! or behind another, and the first letter of a name of a device. `~-` is a part without text, and a part that is too long goes on in a folder
//! whose name ends with `~`.

use crate::block::Page;
use std::fmt::Write as _;

/// Longest part of a name, in bytes; systems take 255, with the ending.
const LONGEST: usize = 160;

/// Names that some systems take for devices, whatever stands behind the first point.
const DEVICES: [&str; 4] = ["con", "prn", "aux", "nul"];

const ENDING: &str = ".html";

/// The file of a page, below the folder of the site.
pub fn file(page: &Page) -> String {
    match page {
        Page::Model(id) => format!("model/{}{ENDING}", parts(id)),
        Page::Provider(id) => format!("provider/{}{ENDING}", parts(id)),
        Page::Benchmark(id) => format!("benchmark/{}{ENDING}", parts(id)),
        Page::Sources => format!("sources{ENDING}"),
        Page::Comparison(ids) => {
            let ids: Vec<String> = ids.iter().map(|id| in_one(id)).collect();
            format!("compare/{}{ENDING}", ids.join("/"))
        }
    }
}

/// The page of a file; `None` for any other name.
pub fn page(file: &str) -> Option<Page> {
    let path = file.strip_suffix(ENDING)?;
    let Some((kind, rest)) = path.split_once('/') else { return (path == "sources").then_some(Page::Sources) };
    let page = match kind {
        "model" => Page::Model(read(rest)?.join("/")),
        "provider" => Page::Provider(read(rest)?.join("/")),
        "benchmark" => Page::Benchmark(read(rest)?.join("/")),
        "compare" => Page::Comparison(read(rest)?),
        _ => return None,
    };
    // Other spellings of the same are names of other files.
    (self::file(&page) == file).then_some(page)
}

/// Each part of an id between slashes as a part of a path.
fn parts(id: &str) -> String {
    id.split('/').map(|part| shortened(&encoded(part))).collect::<Vec<_>>().join("/")
}

/// A whole id as one part of a path.
fn in_one(id: &str) -> String {
    let (lab, model) = id.split_once('/').unwrap_or((id, ""));
    shortened(&format!("{}_{}", encoded(lab), encoded(model)))
}

fn encoded(part: &str) -> String {
    if part.is_empty() {
        return "~-".to_owned();
    }
    let bytes = part.as_bytes();
    let (stem, last) = (part.split('.').next().unwrap_or_default(), bytes.len() - 1);
    let mut text = String::with_capacity(part.len());
    for (place, byte) in bytes.iter().copied().enumerate() {
        let is_plain = byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
        let is_odd = place == 0 || place == last || bytes[place - 1] == b'.' || part.get(place..) == Some(ENDING);
        let is_hidden = byte == b'.' && is_odd;
        let is_device = place == 0 && is_device(stem);
        if is_plain && !is_hidden && !is_device {
            text.push(char::from(byte));
        } else {
            let _ = write!(text, "~{byte:02x}");
        }
    }
    text
}

fn is_device(stem: &str) -> bool {
    let numbered = stem.strip_prefix("com").or_else(|| stem.strip_prefix("lpt"));
    DEVICES.contains(&stem) || numbered.is_some_and(|rest| rest.len() == 1 && rest.bytes().all(|b| b.is_ascii_digit()))
}

/// The same in folders, if it is too long for one name.
fn shortened(part: &str) -> String {
    let (mut text, mut rest) = (String::with_capacity(part.len()), part);
    while rest.len() > LONGEST {
        // Never within an escape; and the next name must be a legal one.
        let is_cut = |at: &usize| {
            let (head, tail) = rest.split_at(*at);
            !head[at - 2..].contains('~') && !tail.starts_with('.') && !is_device(tail.split('.').next().unwrap_or(""))
        };
        let Some(at) = (LONGEST / 2..=LONGEST).rev().find(is_cut) else { break };
        let (head, tail) = rest.split_at(at);
        text.push_str(head);
        text.push_str("~/");
        rest = tail;
    }
    text + rest
}

/// What the parts of a path say.
fn read(path: &str) -> Option<Vec<String>> {
    path.replace("~/", "").split('/').map(decoded).collect()
}

fn decoded(part: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::with_capacity(part.len()), part.as_bytes());
    while let Some((first, tail)) = rest.split_first() {
        rest = match (first, tail) {
            (b'~', [b'-', tail @ ..]) => tail,
            (b'~', [high, low, tail @ ..]) => {
                let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
                bytes.push(digit(*high)? * 16 + digit(*low)?);
                tail
            }
            (b'_', tail) => {
                bytes.push(b'/');
                tail
            }
            (byte, tail) => {
                bytes.push(*byte);
                tail
            }
        };
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pair(one: &str, two: &str) -> Page {
        Page::Comparison(vec![one.to_owned(), two.to_owned()])
    }

    #[test]
    fn usual_ids_are_readable_in_their_files() {
        assert_eq!(file(&Page::Model("openai/o4-mini".into())), "model/openai/o4-mini.html");
        assert_eq!(file(&Page::Benchmark("epoch/gpqa".into())), "benchmark/epoch/gpqa.html");
        assert_eq!(file(&Page::Benchmark("a/mbpp+".into())), "benchmark/a/mbpp~2b.html");
        let compared = "compare/openai_o4-mini/meta_llama-3.2-1b.html";
        assert_eq!(file(&pair("openai/o4-mini", "meta/llama-3.2-1b")), compared);
        assert_eq!(page(compared), Some(pair("openai/o4-mini", "meta/llama-3.2-1b")));
    }

    #[test]
    fn every_file_is_below_the_site_and_legal_everywhere_and_read_back() {
        let (long, points) = (format!("x/{}", "é~_.html".repeat(400)), format!("a/{}b", ".".repeat(900)));
        let ids = [
            "../../etc",
            "..",
            ".",
            "",
            "/",
            "//",
            "a//b",
            "a\\b",
            "C:\\x",
            "con/nul.x",
            "lpt1/com9",
            "a./b ",
            "A/a",
            "a/A",
            "a_b/c_d",
            "~/~",
            "a~2fb/c",
            "a.html/b",
            "é/\u{202e}",
            "\0/\n",
            "a/.b",
            "a?b/c#d",
            "x~/y",
            "a.html",
            "~-",
            "~-/~-",
            &long,
            &points,
        ];
        let mut files: Vec<String> = Vec::new();
        for id in ids {
            for made in [Page::Model(id.into()), Page::Provider(id.into()), Page::Benchmark(id.into())] {
                let name = file(&made);
                check(&name);
                assert_eq!(page(&name), Some(made), "{name}");
                files.push(name);
            }
            if id.contains('/') {
                let name = file(&pair(id, "b/c"));
                check(&name);
                assert_eq!(page(&name), Some(pair(id, "b/c")), "{name}");
                files.push(name);
            }
        }
        let count = files.len();
        files.sort();
        files.dedup();
        assert_eq!(files.len(), count, "no two pages share a file");
    }

    fn check(name: &str) {
        assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"._~-/".contains(&b)), "{name}");
        for part in name.split('/') {
            assert!(!part.is_empty() && part.len() <= 255 && !part.starts_with('.') && !part.ends_with('.'), "{name}");
            assert!(!is_device(part.split('.').next().unwrap()), "{name}");
        }
        let folders = name.rsplit_once('/').unwrap().0;
        let is_page = |folder: &str| std::path::Path::new(folder).extension().is_some_and(|ending| ending == "html");
        assert!(!folders.split('/').any(is_page), "{name}");
    }

    #[test]
    fn other_names_are_no_pages() {
        for name in ["model/a.htm", "x/a.html", "index.html", "model/a~2.html", "model/~61/b.html", "model/~ff/b.html"]
        {
            assert_eq!(page(name), None, "{name}");
        }
    }
}
