//! Reads an API described in a few YAML files and emits a typed Rust client for it.
//!
//! ```text
//!  spec/*.yaml                                                                       generated/**/*.rs
//!      |                                                                                     ^
//!   SourceSet --parse--> Document --resolve--> Api --emit--> modules --format--> GeneratedFiles
//!    (text)             (as written)         (decided)      (tokens)             (text, by path)
//! ```
//!
//! Only *parse* and *resolve* may refuse a spec, and they report every problem they find, with its place. What
//! they let through can always be emitted.
//!
//! In a build script, one line is enough:
//!
//! ```no_run
//! apiloom_codegen::Builder::new("spec").emit_to_out_dir();
//! ```
//!
//! and in the crate, where the client shall be: `apiloom_runtime::include_client!(mod api);`.
#![forbid(unsafe_code)]

mod builder;
mod bundle;
mod commands;
mod diagnostic;
mod docs_text;
mod document;
mod emit;
mod format;
mod json_text;
mod messages;
/// What a spec says, with everything decided. For the `apiloom` command: not a part of what versions promise.
#[doc(hidden)]
pub mod model;
mod output;
mod parse;
mod render;
mod resolve;
#[cfg(feature = "schema")]
mod schema;
mod source;
mod span;
#[doc(hidden)]
pub mod tools;

pub use builder::Builder;
/// The candidate that a mistyped name was most likely meant to be.
#[doc(hidden)]
pub use diagnostic::nearest;
pub use diagnostic::{Diagnostic, Diagnostics, Fix, Label};
pub use output::{Drift, GeneratedFiles};
pub use render::{Style, position, render, render_short};
#[cfg(feature = "schema")]
pub use schema::spec_schema;
pub use source::{Source, SourceSet};
pub use span::Span;

/// What the one who generates chooses.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The crate that the output is: the examples in its docs are compiled with it. Without it they are not.
    pub crate_name: Option<String>,
    /// The file whose text is the crate's documentation, relative to the generated folder.
    pub readme: Option<String>,
    /// The Cargo feature that adds the serde direction a model does not need.
    pub serde_feature: Option<String>,
    /// Whether each file of the spec that has operations gets a Cargo feature of its name. Who needs one of them compiles it
    /// and its models alone; the features of services have to turn all of them on.
    pub resource_features: bool,
    /// The client, by its crate or module, for which a command line is generated; without it, a client is.
    pub commands: Option<String>,
    /// The Cargo feature of a trait and a router for whoever serves the API, made of the crate `apiloom-server`.
    pub server_feature: Option<String>,
    /// Whether a service may leave operations out, which are then answered by 501: otherwise it has to have all of them, and
    /// one more in the spec breaks it.
    pub server_stubs: bool,
    /// The Cargo feature of typed mocks, made of the same crate.
    pub mock_feature: Option<String>,
}

impl Options {
    /// What a package's manifest says: its name, and under `[package.metadata.apiloom]` the keys `readme`,
    /// `serde-feature`, `resource-features`, `server-feature`, `server-stubs`, `mock-feature` and `commands`. Both the build script and the
    /// command read it, so that they yield the same files.
    #[must_use]
    pub fn from_manifest(manifest: &str) -> Options {
        let found = |section: &str, key: &str| {
            let lines = manifest.lines().map(str::trim).skip_while(|line| *line != section).skip(1);
            let mut inside = lines.take_while(|line| !line.starts_with('['));
            inside.find_map(|line| line.strip_prefix(key)?.trim_start().strip_prefix('='))
        };
        let value = |section: &str, key: &str| found(section, key)?.split('"').nth(1).map(str::to_owned);
        let is_on =
            |section: &str, key: &str| found(section, key).is_some_and(|text| text.trim_start().starts_with("true"));
        Options {
            crate_name: value("[package]", "name").map(|name| name.replace('-', "_")),
            readme: value("[package.metadata.apiloom]", "readme"),
            serde_feature: value("[package.metadata.apiloom]", "serde-feature"),
            resource_features: is_on("[package.metadata.apiloom]", "resource-features"),
            commands: value("[package.metadata.apiloom]", "commands"),
            server_feature: value("[package.metadata.apiloom]", "server-feature"),
            server_stubs: is_on("[package.metadata.apiloom]", "server-stubs"),
            mock_feature: value("[package.metadata.apiloom]", "mock-feature"),
        }
    }
}

/// Checks a spec.
///
/// # Errors
/// Every problem of the spec.
pub fn check(sources: &SourceSet) -> Result<(), Diagnostics> {
    let document = parse::parse(sources)?;
    resolve::resolve(&document, sources).map(drop)
}

/// What a spec says, for tools.
///
/// # Errors
/// Every problem of the spec.
#[doc(hidden)]
pub fn describe(sources: &SourceSet) -> Result<model::Api, Diagnostics> {
    let document = parse::parse(sources)?;
    resolve::resolve(&document, sources)
}

/// How an operation is called in Rust, with the `use` line of the client's crate. None where an argument would be too
/// large to be read.
#[doc(hidden)]
#[must_use]
pub fn usage(api: &model::Api, operation: &model::Operation, crate_name: &str) -> Option<String> {
    emit::usage(api, operation, crate_name)
}

/// Generates the client that a spec describes, or its command line.
///
/// # Errors
/// Every problem of the spec.
pub fn generate(sources: &SourceSet, options: &Options) -> Result<GeneratedFiles, Diagnostics> {
    let document = parse::parse(sources)?;
    let api = resolve::resolve(&document, sources)?;
    let modules = emit::emit(&api, options);
    format::format(modules)
}
