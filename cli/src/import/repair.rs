//! The last word on what the language can say is its checker's: what it refuses is left out, and noted.

use apiloom_codegen::{Diagnostic, Diagnostics, SourceSet};

use super::notes::Notes;
use super::tree::{self, Kind, Node, Place};
use super::value::{Map, Value, write};

/// Each round takes out at least one thing of each broken part.
const MOST_ROUNDS: usize = 60;

/// Where the parts of a spec come from, by `schemas/Name` and the like.
pub(super) type Origins = std::collections::HashMap<String, Place>;

/// Takes out of a spec what the checker refuses. An error is one of this importer's own.
pub(super) fn repair(files: &mut [(String, Map)], origins: &Origins, notes: &mut Notes) -> Result<(), String> {
    let mut last = String::new();
    for _ in 0..MOST_ROUNDS {
        let texts: Vec<(String, String)> = files.iter().map(|(name, file)| (name.clone(), write(file))).collect();
        let sources = SourceSet::from_texts(texts.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let Err(diagnostics) = apiloom_codegen::check(&sources) else { return Ok(()) };
        let mut changed = Vec::new();
        for diagnostic in diagnostics.iter() {
            let source = usize::from(diagnostic.span().source);
            let Some(name) = sources.sources().get(source).map(|source| source.name.clone()) else { continue };
            let Some(index) = texts.iter().position(|(known, _)| name.ends_with(known)) else { continue };
            let Ok(root) = tree::read(&texts[index].1) else { continue };
            let path = path_to(&root, diagnostic.span().start as usize);
            let part: Vec<&str> = path
                .iter()
                .take(if path.first().is_some_and(|key| key == "operations") { 4 } else { 5 })
                .map(String::as_str)
                .collect();
            let key = format!("{index}/{}", part.join("/"));
            if changed.contains(&key) {
                continue;
            }
            changed.push(key);
            take_out(&mut files[index].1, &path, diagnostic, origins, notes);
        }
        files.iter_mut().take(1).for_each(|(_, api)| keep_essentials(api));
        let now = describe(&diagnostics, &sources);
        if changed.is_empty() || now == last {
            return Err(now);
        }
        last = now;
    }
    Err(last)
}

fn describe(diagnostics: &Diagnostics, sources: &SourceSet) -> String {
    apiloom_codegen::render(diagnostics, sources, apiloom_codegen::Style::Plain)
}

/// What a spec cannot do without.
fn keep_essentials(api: &mut Map) {
    let has_servers = matches!(api.get("servers"), Some(Value::Map(servers)) if !servers.is_empty());
    if !has_servers {
        let mut servers = Map::default();
        servers.set("main", super::servers::PLACEHOLDER);
        api.set("servers", servers);
    }
    if api.get("name").is_none() {
        api.0.insert(0, ("name".to_owned(), Value::from("API")));
    }
    if api.get("apiloom").is_none() {
        api.0.insert(0, ("apiloom".to_owned(), Value::Plain("1".to_owned())));
    }
}

/// The keys down to what stands at a byte: a key, or its value.
fn path_to(root: &Node, byte: usize) -> Vec<String> {
    let mut path = Vec::new();
    let mut here = root;
    loop {
        let next = match &here.kind {
            Kind::Map(entries) => {
                let next = entries.iter().rev().find(|(_, node)| node.key <= byte);
                next.map(|(key, node)| (key.clone(), node))
            }
            Kind::List(items) => {
                let next = items.iter().enumerate().rev().find(|(_, item)| item.bytes.start <= byte);
                next.map(|(at, node)| (at.to_string(), node))
            }
            _ => None,
        };
        let Some((key, node)) = next else { return path };
        path.push(key);
        here = node;
    }
}

/// Keys that say something about a thing that can do without.
const FACETS: [&str; 31] = [
    "accept",
    "deduplicated_by",
    "download",
    "exhaustive",
    "idempotent",
    "none",
    "pages",
    "scopes",
    "servers",
    "timeout",
    "unconfirmed",
    "waits",
    "example",
    "default",
    "send",
    "pattern",
    "length",
    "range",
    "format",
    "documentation",
    "deprecated",
    "description",
    "secret",
    "separator",
    "read_only",
    "write_only",
    "examples",
    "headers",
    "security",
    "rust_name",
    "required_on",
];

fn take_out(file: &mut Map, path: &[String], diagnostic: &Diagnostic, origins: &Origins, notes: &mut Notes) {
    let keys: Vec<&str> = path.iter().map(String::as_str).collect();
    let place = (0..=path.len()).rev().find_map(|length| origins.get(&path[..length].join("/"))).copied();
    let of = keys.get(1).copied().unwrap_or_default();
    let mut say = |what: &str| notes.add(what, &diagnostic.title, place.unwrap_or_default(), of);
    // What can be left out without changing what it is a part of.
    let facet = keys.iter().enumerate().skip(2).find(|(_, key)| FACETS.contains(key)).map(|(at, _)| at);
    if let Some(at) = facet.filter(|at| !(keys.get(at - 1) == Some(&"fields") || is_parameters(keys.get(at - 1)))) {
        say(&format!("{}: left out", keys[at]));
        remove(file, &keys[..=at]);
        return;
    }
    match keys.as_slice() {
        ["schemas", name, "fields", field, ..] => {
            say("member of an object: taken as `json`");
            let target = &["schemas", name, "fields", field];
            let optional = match lookup(file, target) {
                Some(Value::Text(ty)) => ty.ends_with('?'),
                Some(Value::Map(keys)) => matches!(keys.get("type"), Some(Value::Text(ty)) if ty.ends_with('?')),
                _ => true,
            };
            let json = Value::from(if optional { "json?" } else { "json" });
            if lookup(file, target) == Some(&mut json.clone()) {
                remove(file, target);
            } else if let Some(value) = lookup(file, target) {
                *value = json;
            }
        }
        // A variable that the language refuses: the URL cannot do without its name.
        ["servers", name, ..] => {
            say("server: left out");
            remove(file, &["servers", name]);
        }
        ["schemas", name, "rest", ..] => {
            say("additionalProperties beside properties: left out");
            remove(file, &["schemas", name, "rest"]);
        }
        ["schemas", name, ..] => {
            say("schema: taken as `json`");
            let json = Value::from("json");
            match lookup(file, &["schemas", name]) {
                Some(value) if *value != json => *value = json,
                _ => remove(file, &["schemas", name]),
            }
        }
        ["operations", name, kind @ ("query" | "headers" | "cookies"), parameter, ..] => {
            say("parameter: left out");
            remove(file, &["operations", name, kind, parameter]);
            if lookup(file, &["operations", name, kind]).is_some_and(|map| *map == Value::Map(Map::default())) {
                remove(file, &["operations", name, kind]);
            }
        }
        ["operations", name, "errors", status, ..] => {
            say("error: its body is left");
            let target = &["operations", name, "errors", status];
            match lookup(file, target) {
                Some(value) if *value != Value::from("empty") => *value = Value::from("empty"),
                _ => remove(file, target),
            }
        }
        ["operations", name, ..] => {
            say("operation: left out");
            remove(file, &["operations", name]);
        }
        [first, second, ..] => {
            say(&format!("{first}: left out"));
            remove(file, &[first, second]);
        }
        [only] => {
            say(&format!("{only}: left out"));
            remove(file, &[only]);
        }
        [] => {}
    }
}

fn is_parameters(key: Option<&&str>) -> bool {
    matches!(key, Some(&("path" | "query" | "headers" | "cookies" | "parameters" | "operations" | "schemas" | "enum")))
}

fn lookup<'m>(file: &'m mut Map, keys: &[&str]) -> Option<&'m mut Value> {
    let (first, rest) = keys.split_first()?;
    let mut here = file.get_mut(first)?;
    for key in rest {
        here = match here {
            Value::Map(map) => map.get_mut(key)?,
            Value::List(items) => items.get_mut(key.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(here)
}

fn remove(file: &mut Map, keys: &[&str]) {
    let Some((last, before)) = keys.split_last() else { return };
    match lookup(file, before) {
        Some(Value::Map(map)) => drop(map.remove(last)),
        Some(Value::List(items)) => {
            if let Some(at) = last.parse::<usize>().ok().filter(|at| *at < items.len()) {
                items.remove(at);
            }
        }
        _ if before.is_empty() => drop(file.remove(last)),
        _ => {}
    }
}
