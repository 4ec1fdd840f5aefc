//! `apiloom import openapi`: an OpenAPI document to a spec as a person would have written it.
//!
//! ```text
//! text -> tree -> (Swagger 2.0 -> OpenAPI 3) -> spec values -> what is common, once -> checked, and mended
//! ```
//!
//! What the language cannot say becomes a note with its place in the document, never an error.

pub(crate) mod answers;
mod bodies;
mod choices;
pub(crate) mod contents;
mod enums;
mod exported;
mod flatten;
#[cfg(test)]
mod mutations;
mod names;
mod notes;
mod objects;
mod operations;
pub(crate) mod parameters;
mod prose;
mod reference;
mod repair;
pub(crate) mod scalars;
mod schemas;
mod security;
mod sent;
mod servers;
mod share;
mod styles;
mod swagger;
pub(crate) mod tree;
pub(crate) mod value;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anstream::eprintln;
use clap::{Args, Subcommand};
use heck::ToKebabCase;

use self::names::Names;
use self::notes::{Note, Notes};
use self::tree::{Node, Place};
use self::value::{Map, Value};
use crate::commands::{Outcome, say};

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    pub(crate) from: From,
}

#[derive(Debug, Subcommand)]
pub(crate) enum From {
    /// OpenAPI 3.0, 3.1 or Swagger 2.0, as JSON or YAML
    Openapi(Openapi),
}

#[derive(Debug, Args)]
pub(crate) struct Openapi {
    /// The document
    pub(crate) file: PathBuf,
    /// The folder of the spec; it has to be empty, or not there yet
    #[arg(long, short, default_value = "spec")]
    pub(crate) output: PathBuf,
    /// Where the API is served, in place of what the document says
    #[arg(long)]
    pub(crate) server: Option<String>,
    /// Writes what could not be said to this file, every place of it
    #[arg(long)]
    pub(crate) notes: Option<PathBuf>,
    /// Writes into a folder that has files already
    #[arg(long)]
    pub(crate) force: bool,
}

/// A spec, and what of its document it does not say.
pub(crate) struct Imported {
    /// Names and texts of its files.
    pub(crate) files: Vec<(String, String)>,
    pub(crate) notes: Vec<Note>,
    /// Operations of the document, and those of the spec.
    pub(crate) operations: usize,
    pub(crate) kept: usize,
    pub(crate) schemas: usize,
}

/// Why there is no spec.
#[derive(Debug)]
pub(crate) enum Refusal {
    Unreadable {
        place: Place,
        reason: String,
    },
    /// What was made is no spec: a fault of the importer.
    Internal(String),
}

/// Which way values of a schema go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Sent,
    Received,
}

pub(crate) fn run(arguments: &Import) -> io::Result<Outcome> {
    let From::Openapi(arguments) = &arguments.from;
    let Some(imported) = read(&arguments.file, arguments.server.as_deref())? else { return Ok(Outcome::Problems) };
    write(&imported, arguments)?;
    if let Some(path) = &arguments.notes {
        fs::write(path, notes::summary(&arguments.file.display().to_string(), &imported.notes, usize::MAX))?;
    }
    tell(&imported, &arguments.file, &arguments.output);
    Ok(Outcome::Done)
}

/// The spec of a document's file; none where it is no document, which has been said then.
pub(crate) fn read(file: &Path, server: Option<&str>) -> io::Result<Option<Imported>> {
    let text = fs::read_to_string(file)
        .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", file.display())))?;
    match import(&text, server) {
        Ok(imported) => Ok(Some(imported)),
        Err(Refusal::Unreadable { place, reason }) => {
            eprintln!("{}:{}:{}: {reason}", file.display(), place.line, place.column);
            Ok(None)
        }
        Err(Refusal::Internal(problem)) => Err(io::Error::other(problem)),
    }
}

/// Says what came of a document.
pub(crate) fn tell(imported: &Imported, file: &Path, output: &Path) {
    let summary = notes::summary(&file.display().to_string(), &imported.notes, 3);
    summary.lines().for_each(say);
    say(&format!(
        "{}: {} of {} operations and {} schemas in {} files; {} notes",
        output.display(),
        imported.kept,
        imported.operations,
        imported.schemas,
        imported.files.len(),
        imported.notes.len(),
    ));
}

fn write(imported: &Imported, arguments: &Openapi) -> io::Result<()> {
    let folder = &arguments.output;
    let is_empty = !folder.exists() || fs::read_dir(folder)?.next().is_none();
    if !is_empty && !arguments.force {
        let problem =
            format!("{}: has files already; name another folder with --output, or say --force", folder.display());
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, problem));
    }
    fs::create_dir_all(folder)?;
    imported.files.iter().try_for_each(|(name, text)| fs::write(folder.join(Path::new(name)), text))
}

/// The spec that says what a document does.
pub(crate) fn import(text: &str, server: Option<&str>) -> Result<Imported, Refusal> {
    let root = tree::read(text).map_err(|error| Refusal::Unreadable { place: error.place, reason: error.reason })?;
    import_tree(root, server)
}

fn import_tree(root: Node, server: Option<&str>) -> Result<Imported, Refusal> {
    let unreadable = |place, reason: &str| Refusal::Unreadable { place, reason: reason.to_owned() };
    let version = root.text_of("openapi").or_else(|| root.text_of("swagger"));
    let root = match version {
        Some(version) if version.starts_with("3.") => root,
        Some(version) if version.starts_with("2.") => swagger::to_openapi(&root),
        // `swagger: 2.0` without quotes is a number.
        None if root.get("swagger").is_some() => swagger::to_openapi(&root),
        Some(_) => {
            return Err(unreadable(root.place, "OpenAPI 3.0, 3.1 and Swagger 2.0 are understood, not this version"));
        }
        None => {
            return Err(unreadable(root.place, "no OpenAPI document: neither `openapi` nor `swagger` is at its top"));
        }
    };
    // One that was exported may have schemas alone.
    let is_exported = root.get("x-apiloom").is_some();
    if !is_exported && root.get("paths").is_none_or(|paths| paths.entries().is_empty()) {
        return Err(unreadable(root.place, "the document has no `paths`, so there is nothing to call"));
    }
    Importer::new(&root).import(server)
}

struct Importer<'d> {
    root: &'d Node,
    notes: Notes,
    /// What is being read, for notes.
    of: String,
    depth: usize,
    /// Whether one file for all operations would be too long to be read.
    is_large: bool,
    /// Whether the operation's method is HEAD.
    is_head: bool,
    names: Names,
    operation_names: Names,
    /// Whether the document was exported: what it says is taken as it is written.
    exact: bool,
    /// Files of schemas that do not stand with the API.
    schema_files: HashMap<String, String>,
    /// Schemas by the pointers that lead to them.
    named: HashMap<String, String>,
    /// Pointers of schemas that are a part of some request.
    sent: BTreeSet<String>,
    schemas: Map,
    /// Schemas that had no name: those that are alike share one.
    inline: Vec<(String, Place, Value)>,
    origins: repair::Origins,
    files: BTreeMap<String, Vec<(String, Value)>>,
    credentials: security::Credentials,
    servers: Map,
    total: usize,
}

impl<'d> Importer<'d> {
    fn new(root: &'d Node) -> Self {
        Importer {
            root,
            notes: Notes::default(),
            of: String::new(),
            depth: 0,
            is_large: root.get("paths").map_or(0, |paths| paths.entries().len()) > 20,
            is_head: false,
            names: Names::default(),
            operation_names: Names::default(),
            exact: root.get("x-apiloom").is_some(),
            schema_files: HashMap::new(),
            named: HashMap::new(),
            sent: sent::sent(root),
            schemas: Map::default(),
            inline: Vec::new(),
            origins: HashMap::new(),
            files: BTreeMap::new(),
            credentials: security::Credentials::default(),
            servers: Map::default(),
            total: 0,
        }
    }

    fn root_of(&self) -> &'d Node {
        self.root
    }

    fn note(&mut self, construct: &str, outcome: &str, place: Place) {
        self.notes.add(construct, outcome, place, &self.of);
    }

    fn import(mut self, server: Option<&str>) -> Result<Imported, Refusal> {
        "the API".clone_into(&mut self.of);
        let mut api = self.head(server);
        self.components();
        self.operations();
        if self.exact {
            let every = self.every_operation();
            api.set_some("every_operation", Some(every).filter(|every| !every.is_empty()));
        }
        let schemas = std::mem::take(&mut self.schemas);
        let mut files = self.tagged_files();
        share::share(&mut files, &mut api);
        self.place_schemas(schemas, &mut files, &mut api);
        self.place_api(api, &mut files);
        repair::repair(&mut files, &self.origins, &mut self.notes).map_err(Refusal::Internal)?;
        Ok(self.finish(&files))
    }

    fn head(&mut self, server: Option<&str>) -> Map {
        let root = self.root;
        let info = root.get("info");
        let text = |key: &str| info.and_then(|info| info.text_of(key)).map(str::trim).filter(|text| !text.is_empty());
        let mut api = Map::default();
        api.set("apiloom", Value::Plain("1".to_owned()));
        api.set(
            "name",
            text("title")
                .map_or_else(|| "API".to_owned(), |title| title.split_whitespace().collect::<Vec<_>>().join(" ")),
        );
        api.set_some("version", text("version"));
        api.set_some("description", text("description").map(prose::prose));
        let page = root.get("externalDocs").and_then(|docs| docs.text_of("url"));
        api.set_some("documentation", page.filter(|page| page.starts_with("https://")));
        self.servers = self.servers(server);
        api.set("servers", self.servers.clone());
        self.security(&mut api);
        if let Some(info) = info.filter(|_| self.exact) {
            api.set_some("name", info.get("title").map(scalars::value));
            let version = info.text_of("version").filter(|version| !version.is_empty());
            api.set_some("version", version);
            self.carry(info, &mut api);
        }
        self.carry(root, &mut api);
        api
    }

    /// Schemas stand with the API, unless they are of another file.
    fn place_schemas(&self, schemas: Map, files: &mut Vec<(String, Map)>, api: &mut Map) {
        let mut main = Map::default();
        for (name, schema) in schemas.0 {
            let Some(file) = self.schema_files.get(&name) else {
                main.set(name, schema);
                continue;
            };
            let file = format!("{file}.yaml");
            if !files.iter().any(|(known, _)| *known == file) {
                files.push((file.clone(), Map::default()));
            }
            let Some((_, keys)) = files.iter_mut().find(|(known, _)| *known == file) else { continue };
            let mut all = match keys.remove("schemas") {
                Some(Value::Map(all)) => all,
                _ => Map::default(),
            };
            all.set(name, schema);
            keys.set("schemas", all);
        }
        api.set_some("schemas", Some(main).filter(|main| !main.is_empty()));
    }

    /// The file that describes the API, with the operations that are its own.
    fn place_api(&self, mut api: Map, files: &mut Vec<(String, Map)>) {
        let own = exported::extension(self.root, "file").and_then(exported::file_name).unwrap_or("api");
        let name = format!("{own}.yaml");
        if let Some(at) = files.iter().position(|(known, _)| *known == name) {
            let (_, file) = files.remove(at);
            let at = api.0.iter().position(|(key, _)| key == "schemas").unwrap_or(api.0.len());
            let kept = file.0.into_iter().filter(|(key, _)| key != "description");
            let kept: Vec<(String, Value)> = kept.collect();
            api.0.splice(at..at, kept);
        }
        files.insert(0, (name, api));
    }

    fn tagged_files(&mut self) -> Vec<(String, Map)> {
        let root = self.root;
        let tags = root.get("tags").map(Node::items).unwrap_or_default();
        let description = |file: &str| {
            let tag = tags.iter().find(|tag| tag.text_of("name").is_some_and(|name| name.to_kebab_case() == file));
            tag.and_then(|tag| tag.text_of("description")).map(prose::prose).filter(|text| !text.is_empty())
        };
        let files = std::mem::take(&mut self.files);
        let of_tag = |name: &str| tags.iter().find(|tag| tag.text_of("name") == Some(name));
        let in_order = |name: &str, mut operations: Vec<(String, Value)>| {
            let order = of_tag(name).and_then(|tag| exported::extension(tag, "operations")).map(Node::items);
            let at = |id: &str| order.and_then(|order| order.iter().position(|known| known.text() == Some(id)));
            operations.sort_by_key(|(id, _)| at(id).unwrap_or(usize::MAX));
            operations
        };
        let file = |(name, operations): (String, Vec<(String, Value)>)| {
            let mut map = Map::default();
            map.set_some("description", description(&name));
            if let Some(tag) = of_tag(&name).filter(|_| self.exact) {
                self.carry(tag, &mut map);
            }
            map.set("operations", Map(in_order(&name, operations)));
            (format!("{name}.yaml"), map)
        };
        files.into_iter().map(file).collect()
    }

    fn finish(self, files: &[(String, Map)]) -> Imported {
        let count = |file: &Map, key: &str| match file.get(key) {
            Some(Value::Map(map)) => map.0.len(),
            _ => 0,
        };
        let has_something =
            |(_, file): &&(String, Map)| file.get("operations").is_none() || count(file, "operations") > 0;
        Imported {
            kept: files.iter().map(|(_, file)| count(file, "operations")).sum(),
            schemas: files.iter().map(|(_, file)| count(file, "schemas")).sum(),
            operations: self.total,
            notes: self.notes.into_list(),
            files: files.iter().filter(has_something).map(|(name, file)| (name.clone(), value::write(file))).collect(),
        }
    }
}
