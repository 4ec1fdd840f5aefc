//! `apiloom export openapi`: a spec as an OpenAPI 3.1 document.
//!
//! ```text
//! spec files -> checked -> their values as written -> OpenAPI values -> YAML or JSON
//! ```
//!
//! It is made of what the files say and not of what the generator makes of it, so that nothing is lost on the way: what
//! OpenAPI has no word for is an extension named after the key of the language, `x-apiloom-pages`, whatever key it is.
//! The importer reads them back.

mod answers;
mod bodies;
mod contents;
mod examples;
mod expression;
mod extensions;
mod head;
mod objects;
mod operations;
mod parameters;
#[cfg(test)]
mod random;
#[cfg(test)]
mod round_trip;
mod schemas;
mod security;
mod servers;
mod spec;
mod types;
#[cfg(test)]
mod valid;
mod written;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use apiloom_codegen::{Diagnostics, SourceSet};
use clap::{Args, Subcommand, ValueEnum};

use self::spec::Spec;
use crate::commands::{self, Outcome};
use crate::import::value::Map;

#[derive(Debug, Args)]
pub(crate) struct Export {
    #[command(subcommand)]
    pub(crate) to: To,
}

#[derive(Debug, Subcommand)]
pub(crate) enum To {
    /// OpenAPI 3.1, as YAML or JSON
    Openapi(Openapi),
}

#[derive(Debug, Args)]
pub(crate) struct Openapi {
    /// The spec: a folder of YAML files, or one file
    #[arg(default_value = "spec")]
    pub(crate) spec: PathBuf,
    /// The file of the document [default: stdout]
    #[arg(long, short)]
    pub(crate) output: Option<PathBuf>,
    /// How it is written [default: json for an output that ends with `.json`, else yaml]
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Yaml,
    Json,
}

/// A document, and what is to be said of it.
pub(crate) struct Exported {
    pub(crate) document: Map,
    /// Keys that OpenAPI has no word for, and how often each stands there as an extension.
    pub(crate) extensions: BTreeMap<String, usize>,
    /// What is not in the document at all, or not as other tools need it.
    pub(crate) notes: Vec<String>,
}

pub(crate) fn run(arguments: &Export) -> io::Result<Outcome> {
    let To::Openapi(arguments) = &arguments.to;
    let sources = commands::read(&arguments.spec)?;
    let exported = match export(&sources) {
        Ok(exported) => exported,
        Err(diagnostics) => return Ok(commands::problems(&diagnostics, &sources)),
    };
    let text = match format(arguments) {
        Format::Yaml => written::yaml(&exported.document),
        Format::Json => written::json(&exported.document),
    };
    match &arguments.output {
        None => commands::print(&text)?,
        Some(path) => fs::write(path, &text)
            .map_err(|error| io::Error::new(error.kind(), format!("{}: {error}", path.display())))?,
    }
    exported.notes.iter().for_each(|note| commands::say(note));
    if !exported.extensions.is_empty() {
        let counted = exported.extensions.iter().map(|(key, count)| format!("{key} ({count})"));
        let counted: Vec<String> = counted.collect();
        commands::say(&format!("other tools do not read: {}", counted.join(", ")));
    }
    Ok(Outcome::Done)
}

fn format(arguments: &Openapi) -> Format {
    let is_json = |path: &Path| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    let of_output = if arguments.output.as_deref().is_some_and(is_json) { Format::Json } else { Format::Yaml };
    arguments.format.unwrap_or(of_output)
}

/// The document that says what a spec does.
///
/// # Errors
/// Every problem of the spec.
pub(crate) fn export(sources: &SourceSet) -> Result<Exported, Diagnostics> {
    apiloom_codegen::check(sources)?;
    // A spec without problems can be read, and has a file that describes the API.
    let spec = Spec::of(sources).unwrap_or_default();
    Ok(Exporter::new(&spec).export())
}

struct Exporter<'s> {
    spec: &'s Spec,
    /// Generic schemas with arguments, by the type that they are: the names of their components.
    names: BTreeMap<String, String>,
    /// The components themselves.
    made: Map,
    /// Parameters of every operation.
    shared: Vec<parameters::Shared>,
    every_parameters: Map,
    every_responses: Map,
    extensions: BTreeMap<String, usize>,
    notes: Vec<String>,
}

impl<'s> Exporter<'s> {
    fn new(spec: &'s Spec) -> Self {
        Exporter {
            spec,
            names: BTreeMap::new(),
            made: Map::default(),
            shared: Vec::new(),
            every_parameters: Map::default(),
            every_responses: Map::default(),
            extensions: BTreeMap::new(),
            notes: Vec::new(),
        }
    }

    fn export(mut self) -> Exported {
        let mut document = self.head();
        let schemas = self.schemas();
        self.every_parameters = self.every_parameter();
        self.every_responses = self.every_error();
        let paths = self.paths();
        document.set("tags", self.tags(&paths));
        document.set("paths", paths);
        let mut components = Map::default();
        let made = std::mem::take(&mut self.made);
        let schemas = Map(schemas.0.into_iter().chain(made.0).collect());
        let (parameters, responses) =
            (std::mem::take(&mut self.every_parameters), std::mem::take(&mut self.every_responses));
        let schemes = self.schemes();
        let parts =
            [("schemas", schemas), ("parameters", parameters), ("responses", responses), ("securitySchemes", schemes)];
        for (key, part) in parts {
            components.set_some(key, Some(part).filter(|part| !part.is_empty()));
        }
        document.set_some("components", Some(components).filter(|components| !components.is_empty()));
        Exported { document, extensions: self.extensions, notes: self.notes }
    }
}
