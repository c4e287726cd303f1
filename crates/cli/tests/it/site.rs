//! The reference as files.

use super::{Said, World};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::{Duration, SystemTime};

/// Models with few providers, so that their site is small.
const MODELS: &str = "arcee-ai/virtuoso-large,arcee-ai/coder-large,meta/codellama-7b-instruct";

fn site(world: &World, more: &[&str]) -> Said {
    let folder = world.path().join("site").display().to_string();
    world.run(&[&["site", &folder, "--json"], more].concat())
}

/// Writes a small site; what was done.
fn written(world: &World, more: &[&str]) -> serde_json::Value {
    let said = site(world, &[&["--models", MODELS, "--only"], more].concat());
    assert_eq!(said.code, 0, "{}", said.stderr);
    serde_json::from_str(&said.stdout).unwrap()
}

fn counts(done: &serde_json::Value) -> [u64; 3] {
    ["written", "unchanged", "removed"].map(|key| done[key].as_u64().unwrap())
}

/// Every file below a folder with its bytes, by its name with slashes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let (mut found, mut folders) = (BTreeMap::new(), vec![folder.to_owned()]);
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().replace('\\', "/");
                found.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    found
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name).extension().is_some_and(|found| found == ending)
}

fn attributes(html: &str) -> impl Iterator<Item = String> + '_ {
    let marks = [" href=\"", " src=\"", " action=\"", " data-index=\""];
    marks.into_iter().flat_map(move |mark| {
        html.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).map(|value| value.replace("&amp;", "&"))
    })
}

/// Every link of every page leads to a file of the site, and every anchor is there. Returns how many links were followed.
fn check_links(folder: &Path, origin: &str) -> usize {
    let files = files(folder);
    let mut followed = 0;
    for (name, bytes) in files.iter().filter(|(name, _)| has_ending(name, "html")) {
        let html = std::str::from_utf8(bytes).unwrap();
        for link in attributes(html) {
            let own = if origin.is_empty() { None } else { link.strip_prefix(origin) };
            let is_elsewhere = ["http://", "https://", "mailto:", "data:"].iter().any(|start| link.starts_with(start));
            if is_elsewhere && own.is_none() {
                continue;
            }
            let (path, anchor) = own.unwrap_or(&link).split_once('#').unwrap_or((own.unwrap_or(&link), ""));
            let target = match own {
                Some("/") => "index.html".to_owned(),
                Some(_) => path.trim_start_matches('/').to_owned(),
                None if path.is_empty() => name.clone(),
                None => resolved(name, path),
            };
            let page = files.get(&target).unwrap_or_else(|| panic!("`{name}` leads to `{link}`, which is not there"));
            let id = format!("id=\"{anchor}\"");
            assert!(anchor.is_empty() || String::from_utf8_lossy(page).contains(&id), "`{name}` has no `{link}`");
            followed += 1;
        }
    }
    followed
}

/// A relative address, resolved as browsers do. It may not leave the site.
fn resolved(page: &str, link: &str) -> String {
    assert!(!link.starts_with('/'), "`{page}`: `{link}` depends on the base path");
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "`{page}`: `{link}` leads out of the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

#[test]
fn a_site_is_whole_and_is_written_again_only_where_something_changed() {
    let world = World::new();
    let folder = world.path().join("site");
    let done = written(&world, &["--pairs", "all", "--origin", "https://w.example/ref"]);
    let first = files(&folder);
    assert_eq!(
        (counts(&done)[0], counts(&done)[2], done["comparisons"].as_u64()),
        (first.len() as u64 - 1, 0, Some(3))
    );
    for name in
        ["index.html", "404.html", "robots.txt", "sitemap.xml", "sitemap-1.xml", "model/arcee-ai/coder-large.html"]
    {
        assert!(first.contains_key(name), "{name}");
    }
    assert!(check_links(&folder, "https://w.example/ref") > 500);

    let stamps = |folder: &Path| -> Vec<(String, SystemTime)> {
        let names = files(folder).into_keys();
        names.map(|name| (name.clone(), fs::metadata(folder.join(&name)).unwrap().modified().unwrap())).collect()
    };
    let before = stamps(&folder);
    let done = written(&world, &["--pairs", "all", "--origin", "https://w.example/ref"]);
    assert_eq!(counts(&done), [0, first.len() as u64 - 1, 0]);
    assert_eq!(stamps(&folder), before, "nothing is written that did not change");

    let done = written(&world, &["--pairs", "2", "--origin", "https://w.example/ref"]);
    let second = files(&folder);
    let changed = second.iter().filter(|(name, bytes)| first.get(*name) != Some(*bytes) && *name != "weigh-site.json");
    let changed: Vec<&String> = changed.map(|(name, _)| name).collect();
    assert_eq!((counts(&done)[0], counts(&done)[2]), (changed.len() as u64, 1), "{changed:?}");
    assert!(changed.iter().all(|name| !name.starts_with("provider/") && !name.starts_with("assets/")), "{changed:?}");
    assert_eq!(second.keys().filter(|name| name.starts_with("compare/")).count(), 2);
    check_links(&folder, "https://w.example/ref");

    // Below any path: the folder may lie anywhere.
    let moved = world.path().join("a b/c");
    fs::create_dir_all(moved.parent().unwrap()).unwrap();
    fs::rename(&folder, &moved).unwrap();
    check_links(&moved, "https://w.example/ref");
}

#[test]
fn the_site_map_names_every_page_once() {
    let world = World::new();
    written(&world, &["--pairs", "1", "--origin", "https://w.example"]);
    let files = files(&world.path().join("site"));
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let map = text("sitemap-1.xml");
    let addresses: Vec<&str> =
        map.split("<loc>https://w.example/").skip(1).filter_map(|rest| rest.split("</loc>").next()).collect();
    let hidden = ["404.html", "search.html"];
    let pages = files.keys().filter(|name| has_ending(name, "html") && !hidden.contains(&name.as_str()));
    assert_eq!(addresses.len(), pages.count());
    assert!(addresses.contains(&"") && addresses.iter().skip(1).all(|address| files.contains_key(*address)));
    assert!(text("sitemap.xml").contains("<loc>https://w.example/sitemap-1.xml</loc>"));
    assert!(text("robots.txt").contains("Sitemap: https://w.example/sitemap.xml"));
    assert!(text("404.html").contains("href=\"https://w.example/index.html\""), "it appears at any address");
}

#[test]
fn files_of_others_are_never_touched() {
    let world = World::new();
    let folder = world.path().join("site");
    fs::create_dir_all(folder.join("model")).unwrap();
    fs::write(folder.join("model/mine.html"), "mine").unwrap();
    let said = site(&world, &["--models", MODELS, "--only"]);
    assert_eq!(said.code, 1);
    assert!(said.stderr.contains("holds files that are no site of weigh") && said.stderr.contains("--into-existing"));
    assert_eq!(files(&folder).len(), 1, "nothing is written");

    written(&world, &["--pairs", "all", "--into-existing"]);
    fs::write(folder.join("compare/notes.txt"), "mine").unwrap();
    let done = written(&world, &["--pairs", "0"]);
    assert_eq!(counts(&done)[2], 4, "three comparisons and their list");
    let kept = files(&folder);
    assert_eq!((&*kept["model/mine.html"], &*kept["compare/notes.txt"]), (&b"mine"[..], &b"mine"[..]));
    assert_eq!(kept.keys().filter(|name| name.starts_with("compare")).count(), 1);

    // A manifest that somebody changed removes nothing elsewhere.
    fs::write(world.path().join("outside.html"), "mine").unwrap();
    let manifest = fs::read_to_string(folder.join("weigh-site.json")).unwrap();
    let bad = manifest.replacen("\"index.html\"", "\"../outside.html\"", 1);
    assert_ne!(bad, manifest);
    fs::write(folder.join("weigh-site.json"), bad).unwrap();
    let said = site(&world, &["--models", MODELS, "--only", "--pairs", "0"]);
    assert!(said.code == 1 && said.stderr.contains("index.html` is in the way"), "{}", said.stderr);
    assert_eq!(fs::read_to_string(world.path().join("outside.html")).unwrap(), "mine");
}

#[test]
fn an_interrupted_run_is_noticed_and_completed() {
    let world = World::new();
    let folder = world.path().join("site");
    let arguments = ["site", &folder.display().to_string(), "--pairs", "3"];
    let mut child = world.command(&arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let is_underway = || fs::read_dir(folder.join("model")).is_ok_and(|entries| entries.count() > 1);
    while !is_underway() {
        assert!(child.try_wait().unwrap().is_none(), "it ended before it could be interrupted");
        std::thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!folder.join("weigh-site.json").exists(), "it does not look finished");
    let left: PathBuf = folder.join("model/arcee-ai/coder-large.html.part");
    fs::create_dir_all(left.parent().unwrap()).unwrap();
    fs::write(&left, "half").unwrap();

    // Other options: what is not wanted any more goes.
    let said = site(&world, &["--models", MODELS, "--only"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    assert!(said.stderr.contains("the last run did not end"), "{}", said.stderr);
    let names: Vec<String> = files(&folder).into_keys().collect();
    assert_eq!(names.iter().filter(|name| name.starts_with("model/")).count(), 3, "{names:?}");
    assert!(names.iter().all(|name| !has_ending(name, "part") && !has_ending(name, "new")), "{names:?}");
    assert!(folder.join("weigh-site.json").exists());
    check_links(&folder, "");
    assert_eq!(site(&world, &["--models", MODELS, "--only"]).stderr, "", "nothing is left to complete");
}

#[test]
fn hostile_names_stay_inside_the_folder() {
    let world = World::new();
    fs::create_dir_all(world.path().join("own")).unwrap();
    let toml = "[[model]]\nid = \"../evil\"\nname = \"Evil <script>alert(1)</script>\"\n\n\
                [[model]]\nid = \"acme/con\"\nname = \"Con\"\n\n\
                [[route]]\nprovider = \"../../outside\"\nid = \"evil\"\nmodel = \"../evil\"\n\
                [route.rates]\ninput = \"0.02\"\noutput = \"0.02\"\n";
    fs::write(world.path().join("own/a.toml"), toml).unwrap();
    let own = world.path().join("own").display().to_string();
    let said = site(&world, &["--models", "../evil,acme/con", "--only", "--data", &own]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let folder = world.path().join("site");
    let names: Vec<String> = files(&folder).into_keys().collect();
    assert!(names.contains(&"model/~2e~2e/evil.html".to_owned()), "{names:?}");
    assert!(names.contains(&"compare/~2e~2e_evil/acme_~63on.html".to_owned()), "{names:?}");
    assert!(files(world.path()).keys().all(|name| name.starts_with("site/") || name.starts_with("own/")));
    check_links(&folder, "");
    let pages = files(&folder).into_iter().filter(|(name, _)| has_ending(name, "html"));
    assert!(pages.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).all(|html| !html.contains("<script>alert")));
}

#[test]
fn pairs_come_from_a_file_too() {
    let world = World::new();
    let list = world.path().join("pairs.txt");
    let path = list.display().to_string();
    fs::write(&list, "# ours\nvirtuoso-large, coder-large\narcee-ai/coder-large,arcee-ai/virtuoso-large # again\n")
        .unwrap();
    let said = site(&world, &["--pairs-from", &path, "--only"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    let compared = world.path().join("site/compare/arcee-ai_virtuoso-large/arcee-ai_coder-large.html");
    assert!(
        fs::read_to_string(compared).unwrap().contains("weigh compare arcee-ai/virtuoso-large arcee-ai/coder-large")
    );
    assert_eq!(serde_json::from_str::<serde_json::Value>(&said.stdout).unwrap()["comparisons"], 1);
    fs::write(&list, "virtuoso-large\n").unwrap();
    let said = site(&world, &["--pairs-from", &path]);
    assert!(
        said.code == 1 && said.stderr.contains("line 1") && said.stderr.contains("names 1 models"),
        "{}",
        said.stderr
    );
}

#[test]
fn what_cannot_be_is_refused_with_a_hint() {
    let world = World::new();
    let said = site(&world, &["--pairs", "all"]);
    assert!(said.code == 1 && said.stderr.contains("`--pairs all` needs models"), "{}", said.stderr);
    fs::write(world.path().join("site"), "a file").unwrap();
    let said = site(&world, &["--models", MODELS, "--only"]);
    assert!(said.code == 2 && said.stderr.contains("cannot write") && said.stderr.contains("hint"), "{}", said.stderr);
}

#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_a_clear_error() {
    // Not even the super-user writes there.
    let said = World::new().run(&["site", "/proc/sys", "--models", MODELS, "--only", "--into-existing"]);
    assert_eq!((said.code, said.stdout.as_str()), (2, ""));
    assert!(said.stderr.contains("cannot write `/proc/sys/weigh-site.part`"), "{}", said.stderr);
}
