//! Strings of a source tree, with their places.

use ignore::{DirEntry, WalkBuilder};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// Larger files are hardly written by people.
const MOST_BYTES: u64 = 1 << 20;

/// Longer strings are no ids.
const MOST_LENGTH: usize = 200;

/// Folders of other people's code, whether they are ignored or not.
const FOREIGN: [&str; 4] = ["node_modules", "vendor", "target", ".git"];

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Walked {
    /// Strings with their places, `path:line`, each place once, in the order of paths and lines.
    pub(super) strings: BTreeMap<String, Vec<String>>,
    /// Files that were read.
    pub(super) files: usize,
    /// Files that were passed over: binary or large.
    pub(super) passed_over: usize,
    /// Files and folders that cannot be read, with the reason.
    pub(super) unreadable: Vec<String>,
}

/// Reads every text file below a folder that version control does not ignore, hidden ones too; links are not followed.
pub(super) fn walk(folder: &Path, is_wanted: impl Fn(&str) -> bool) -> Walked {
    let mut walked = Walked::default();
    let is_own = |entry: &DirEntry| !FOREIGN.iter().any(|foreign| entry.file_name() == *foreign);
    let walk = WalkBuilder::new(folder)
        .hidden(false)
        .follow_links(false)
        .require_git(false)
        .sort_by_file_path(Ord::cmp)
        .filter_entry(is_own)
        .build();
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                walked.unreadable.push(error.to_string());
                continue;
            }
        };
        if !entry.file_type().is_some_and(|kind| kind.is_file()) {
            continue;
        }
        match text(entry.path()) {
            Ok(Some(text)) => {
                walked.files += 1;
                let shown = entry.path().strip_prefix("./").unwrap_or(entry.path()).display().to_string();
                add(&mut walked.strings, &shown, entry.path(), &text, &is_wanted);
            }
            Ok(None) => walked.passed_over += 1,
            Err(error) => walked.unreadable.push(format!("{}: {error}", entry.path().display())),
        }
    }
    walked
}

/// The text of a file; nothing if it is binary or large.
fn text(path: &Path) -> std::io::Result<Option<String>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_end(&mut bytes)?;
    let is_binary = bytes.contains(&0);
    let is_large = u64::try_from(bytes.len()).map_or(true, |length| length > MOST_BYTES);
    Ok((!is_binary && !is_large).then(|| String::from_utf8_lossy(&bytes).into_owned()))
}

fn add(
    strings: &mut BTreeMap<String, Vec<String>>,
    shown: &str,
    path: &Path,
    text: &str,
    is_wanted: &impl Fn(&str) -> bool,
) {
    let has_plain_values = has_plain_values(path);
    for (number, line) in text.lines().enumerate() {
        let plain = has_plain_values.then(|| plain_value(line)).flatten();
        for string in quoted(line).into_iter().chain(plain).filter(|string| is_wanted(string)) {
            let place = format!("{shown}:{}", number + 1);
            let places = strings.entry(string.to_owned()).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
}

/// Whether values stand without quotes in such a file: `MODEL=gpt-5-mini`, `model: gpt-5-mini`.
fn has_plain_values(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let ending = name.rsplit('.').next().unwrap_or_default();
    name.starts_with(".env")
        || name.starts_with("dockerfile")
        || ["env", "yaml", "yml", "properties", "ini", "cfg", "conf", "sh"].contains(&ending)
}

/// What stands between two equal quotes on one line, each opening quote tried, so that an apostrophe hides nothing.
fn quoted(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for (at, quote) in line.char_indices().filter(|(_, c)| matches!(c, '"' | '\'' | '`')) {
        let Some(rest) = line.get(at + 1..) else { continue };
        let Some(end) = rest.find(quote).filter(|end| (1..=MOST_LENGTH).contains(end)) else { continue };
        found.extend(rest.get(..end));
    }
    found
}

/// The value behind the first `=` or `: `, without a comment.
fn plain_value(line: &str) -> Option<&str> {
    let line = line.trim();
    let line = line.split(" #").next().unwrap_or(line);
    let (_, value) = line.split_once('=').or_else(|| line.split_once(": ")).or_else(|| line.split_once("- "))?;
    let value = value.trim().trim_matches(['"', '\'']);
    (!value.is_empty() && value.len() <= MOST_LENGTH && !value.contains(char::is_whitespace)).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn strings_stand_in_quotes_of_any_kind() {
        assert_eq!(quoted("ask(\"a-1\", 'b-2', `c-3`)"), ["a-1", "b-2", "c-3"]);
        assert!(quoted("don't use \"gpt-5\" here").contains(&"gpt-5"));
        assert_eq!(quoted("nothing \"open"), Vec::<&str>::new());
    }

    #[test]
    fn plain_values_stand_behind_signs() {
        for (line, value) in [
            ("MODEL=gpt-5-mini", Some("gpt-5-mini")),
            ("  model: gpt-5-mini  # the cheap one", Some("gpt-5-mini")),
            ("- MODEL=gpt-5-mini", Some("gpt-5-mini")),
            ("- gpt-5-mini", Some("gpt-5-mini")),
            ("note: two words", None),
            ("", None),
        ] {
            assert_eq!(plain_value(line), value, "{line}");
        }
    }

    #[test]
    fn a_walk_reads_text_and_passes_over_the_rest() {
        let folder = tempfile::tempdir().unwrap();
        let put = |name: &str, bytes: &[u8]| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        };
        put("src/app.py", b"x = 1\nmodel = 'a-1'\n");
        put(".env", b"MODEL=a-1\n");
        put("b.bin", b"\0'a-1'");
        put("big.txt", &vec![b'x'; 2 << 20]);
        put("node_modules/x.js", b"'a-1'");
        put(".gitignore", b"made/\n");
        put("made/x.js", b"'a-1'");
        #[cfg(unix)]
        std::os::unix::fs::symlink(folder.path(), folder.path().join("src/loop")).unwrap();
        let walked = walk(folder.path(), |string| string == "a-1");
        let places = &walked.strings["a-1"];
        let ends: Vec<bool> =
            places.iter().zip([".env:1", "src/app.py:2"]).map(|(one, end)| one.ends_with(end)).collect();
        assert_eq!((places.len(), ends), (2, vec![true, true]), "{places:?}");
        assert_eq!((walked.files, walked.passed_over, walked.unreadable.len()), (3, 2, 0));
    }
}
