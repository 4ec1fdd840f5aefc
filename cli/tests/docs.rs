//! `apiloom docs` as it is used: the pages are sound HTML, every link leads somewhere, texts stay texts.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod docs_support;
#[path = "docs_support/html.rs"]
mod html;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;

use docs_support::{docs, hostile_site, pages, root, site_of};
use html::{Read, read};

#[test]
fn pages_of_every_spec_are_sound() {
    let golden = fs::read_dir(root().join("tests/golden")).expect("the goldens");
    let names = golden.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    let specs = names
        .filter(|name| Path::new(name).extension().is_some_and(|e| e == "yaml"))
        .map(|name| format!("tests/golden/{name}"));
    let specs: Vec<String> = specs.chain(["spec".to_owned()]).collect();
    assert!(specs.len() > 40, "{}", specs.len());
    for spec in specs {
        check(site_of(&spec).path(), &spec);
    }
}

#[test]
fn hostile_texts_stay_texts() {
    let site = hostile_site();
    check(site.path(), "hostile");
    let pages = read_all(site.path());
    for (page, read) in &pages {
        let known =
            BTreeSet::from(["script", "link", "meta", "svg", "img", "form", "iframe", "object", "embed", "base"]);
        let found: BTreeSet<&str> = read.tags.iter().map(String::as_str).filter(|tag| known.contains(tag)).collect();
        assert_eq!(found, BTreeSet::from(["link", "meta", "script"]), "{page}");
        assert_eq!(read.handlers, Vec::<String>::new(), "{page}");
        let foreign = |link: &&String| link.contains(':') && !link.starts_with("https://");
        assert_eq!(read.links.iter().find(foreign), None, "{page}");
    }
    let index = fs::read_to_string(site.path().join("assets/search.js")).expect("the index");
    let json = index.split_once("window.apiloomIndex = ").and_then(|(_, rest)| rest.strip_suffix(";\n"));
    let entries: Vec<[String; 4]> = serde_json::from_str(json.expect("one statement")).expect("JSON");
    assert!(entries.len() > 1_000, "{}", entries.len());
    check_commands(&pages);
}

/// What a copied command does is what it says: the shell finds the words that the generator wrote.
fn check_commands(pages: &BTreeMap<String, Read>) {
    let mut count = 0;
    for (page, read) in pages {
        for command in read.codes.iter().filter(|code| code.starts_with("curl ")) {
            count += 1;
            let words = words_of_shell(command);
            let is_option = |word: &&String| word.starts_with('-') && word.as_str() != "-";
            let options: BTreeSet<&str> = words.iter().filter(is_option).map(String::as_str).collect();
            assert_eq!(options, BTreeSet::from(["--data-raw", "--header"]), "{page}: {command}");
            assert_eq!(words.len(), 8, "{page}: {command}");
            assert!(!words.iter().any(|word| word.starts_with('@')), "{page}: {command}");
        }
    }
    assert!(count > 200, "{count}");
}

/// What a shell makes of the commands of a site: how many words each hands to curl, and nothing else.
#[cfg(unix)]
fn run_commands(pages: &BTreeMap<String, Read>) {
    let commands: Vec<&String> =
        pages.values().flat_map(|page| &page.codes).filter(|code| code.starts_with("curl ")).collect();
    let mut script = "set -u; ACCESS_TOKEN=a; API_KEY=b; API_USER=c; API_PASSWORD=d\n".to_owned();
    script += "uuidgen() { echo id; }\ncurl() { [ $# -gt 0 ] && echo called; }\n";
    commands.iter().for_each(|command| script.extend([command.as_str(), "\n"]));
    let folder = tempfile::tempdir().expect("a folder");
    // A script of that length is no argument.
    fs::write(folder.path().join("script"), script).expect("a script is written");
    let run = Command::new("sh").arg("script").current_dir(folder.path()).env_clear().output().expect("sh runs");
    assert_eq!(String::from_utf8_lossy(&run.stderr), "");
    assert_eq!(String::from_utf8_lossy(&run.stdout), "called\n".repeat(commands.len()));
    assert_eq!(texts(folder.path()).len(), 1, "a command wrote a file");
}

/// There is no shell to ask.
#[cfg(not(unix))]
fn run_commands(_: &BTreeMap<String, Read>) {}

/// POSIX shell, 2.2: as far as the commands go. A `$` or a backtick outside of single quotes would be more.
fn words_of_shell(command: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut letters = command.chars();
    while let Some(c) = letters.next() {
        let word = words.last_mut().expect("there is always one");
        match c {
            '\'' => word.extend(letters.by_ref().take_while(|c| *c != '\'')),
            '\\' => match letters.next() {
                Some('\n') | None => {}
                Some(c) => word.push(c),
            },
            ' ' if word.is_empty() => {}
            ' ' => words.push(String::new()),
            c => {
                assert!(c.is_ascii_alphanumeric() || c == '-', "{c:?} in {command}");
                word.push(c);
            }
        }
    }
    words
}

#[test]
fn a_site_is_brought_up_to_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let (spec, site) = (folder.path().join("spec.yaml"), folder.path().join("site"));
    let text = fs::read_to_string(root().join("tests/golden/json_body.yaml")).expect("a spec");
    fs::write(&spec, &text).expect("a spec is written");
    assert!(docs(&spec, &site).status.success());
    let first = texts(&site);

    fs::write(site.join("CNAME"), "docs.example.com").expect("a file of somebody else");
    fs::write(site.join("operations/gone.html"), "<!-- @generated by apiloom. -->").expect("a page of yesterday");
    fs::write(site.join("operations/own.html"), "<!doctype html><p>Mine.").expect("a page of somebody else");
    fs::write(site.join("index.html"), first["index.html"].replace("</html>", "")).expect("a page that was changed");
    assert!(docs(&spec, &site).status.success());
    let mut second = texts(&site);
    assert_eq!(second.remove("CNAME").as_deref(), Some("docs.example.com"));
    assert!(second.remove("operations/own.html").is_some());
    assert_eq!(first, second);

    let elsewhere = folder.path().join("elsewhere");
    assert!(docs(&spec, &elsewhere).status.success());
    assert_eq!(texts(&elsewhere), first);
}

/// Whoever writes a site into the folder of a client, or next to it, keeps both.
#[test]
fn a_client_and_a_site_leave_each_other_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let spec = root().join("tests/golden/json_body.yaml");
    let generate = || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_apiloom"));
        command.arg("generate").arg(&spec).arg("--output").arg(folder.path()).status().expect("the command runs")
    };
    assert!(generate().success());
    let client = texts(folder.path());
    assert!(docs(&spec, folder.path()).status.success());
    let both = texts(folder.path());
    assert!(generate().success());
    assert_eq!(texts(folder.path()), both);
    assert!(client.iter().all(|(path, text)| both.get(path) == Some(text)));
    assert!(both.contains_key("index.html") && both.contains_key("lib.rs"));
}

#[test]
fn what_others_wrote_is_not_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("index.html"), "Mine.").expect("a file of somebody else");
    let refused = docs(&root().join("spec"), folder.path());
    assert_eq!(refused.status.code(), Some(2));
    let said = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(said.contains("index.html was not made by apiloom"), "{said}");
    assert_eq!(texts(folder.path()), BTreeMap::from([("index.html".to_owned(), "Mine.".to_owned())]));
}

#[test]
fn problems_of_a_spec_are_said_and_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder");
    let (spec, site) = (folder.path().join("spec.yaml"), folder.path().join("site"));
    fs::write(&spec, "apiloom: 1\nname: Notes\n").expect("a spec is written");
    let refused = docs(&spec, &site);
    assert_eq!(refused.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("error[missing-key]"));
    assert!(!site.exists());
    assert_eq!(docs(&folder.path().join("none"), &site).status.code(), Some(2));
}

/// What a reader of the flagship's site has to find.
#[test]
fn an_operation_is_all_there() {
    let site = site_of("spec");
    let page = fs::read_to_string(site.path().join("operations/queries.html")).expect("a page");
    let (_, rest) = page.split_once("id=\"try_query\"").expect("the operation");
    for expected in [
        "Runs a query now and answers its first rows</span>",
        "https://api.partnercenter.microsoft.com/insights/v1.1/cmp/ScheduledQueries/testQueryResult",
        "id=\"try_query.query.exportQuery\"",
        "Exactly one is given of ",
        "href=\"../schemas/queries.html#QueryId\"",
        "title=\"Too Many Requests\"",
        "href=\"../schemas/api.html#Failure\"",
        "Safe: doing it twice is doing it once.",
        "2 min for one attempt",
        "?queryId=7d19305c-56db-4edc-b776-428340e3a9c8",
        "Authorization: Bearer $ACCESS_TOKEN",
        "client.try_query().export_query(&quot;example&quot;).await?",
        "251DE3D4-8868-4032-B518-F142DA50522F",
        "href=\"https://learn.microsoft.com/",
    ] {
        assert!(rest.contains(expected), "{expected}");
    }
    let secrets = site_of("tests/golden/secret_fields.yaml");
    let all: String = texts(secrets.path()).into_values().collect();
    assert!(all.contains("mark-secret"), "secrets are marked");
}

/// Sound HTML whose links lead somewhere, with headings in order.
fn check(site: &Path, spec: &str) {
    let pages = read_all(site);
    for (path, page) in &pages {
        assert_eq!(page.mistakes, Vec::<String>::new(), "{spec}: {path}");
        let mut level = 0;
        for heading in &page.headings {
            assert!(*heading <= level + 1, "{spec}: {path}: h{heading} after h{level}");
            level = *heading;
        }
        assert_eq!(page.headings.iter().filter(|heading| **heading == 1).count(), 1, "{spec}: {path}");
        for landmark in ["header", "nav", "main", "footer", "search"] {
            assert!(page.tags.iter().any(|tag| tag == landmark), "{spec}: {path}: {landmark}");
        }
        for link in page.links.iter().filter(|link| !link.starts_with("https://")) {
            let (target, id) = link.split_once('#').unwrap_or((link, ""));
            let place = if target.is_empty() { path.clone() } else { resolved(path, target) };
            assert!(site.join(&place).is_file(), "{spec}: {path}: {link}");
            let has = |page: &Read| page.ids.contains(id);
            assert!(id.is_empty() || pages.get(&place).is_some_and(has), "{spec}: {path}: {link}");
        }
    }
    check_index(site, spec, &pages);
    run_commands(&pages);
}

/// What is found leads somewhere, too.
fn check_index(site: &Path, spec: &str, pages: &BTreeMap<String, Read>) {
    let index = fs::read_to_string(site.join("assets/search.js")).expect("the index");
    let json = index.split_once("window.apiloomIndex = ").and_then(|(_, rest)| rest.strip_suffix(";\n"));
    let entries: Vec<[String; 4]> = serde_json::from_str(json.expect("one statement")).expect("JSON");
    for [_, name, _, address] in entries {
        let (path, id) = address.split_once('#').unwrap_or((&address, ""));
        let page = pages.get(path).unwrap_or_else(|| panic!("{spec}: {name}: {address}"));
        assert!(id.is_empty() || page.ids.contains(id), "{spec}: {name}: {address}");
    }
}

/// A relative link from a page, as a path from the root of the site.
fn resolved(from: &str, link: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{link} leads out of the site"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn read_all(site: &Path) -> BTreeMap<String, Read> {
    let page = |path: String| {
        let text = fs::read_to_string(site.join(&path)).expect("a page");
        let page = read(&text);
        (path, page)
    };
    pages(site).into_iter().map(page).collect()
}

/// Every file of a folder, with its text.
fn texts(folder: &Path) -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(here) = folders.pop() {
        for entry in fs::read_dir(here).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below it").to_string_lossy().replace('\\', "/");
                all.insert(name, fs::read_to_string(&path).expect("a text"));
            }
        }
    }
    all
}
