//! What has to hold of the generator, whatever spec it is given: it refuses and says where, or what it yields is
//! Rust whose shape no text of the spec can change and whose docs run nothing.

pub mod directives;
pub mod docs;
pub mod paths;
pub mod refusal;
pub mod shape;

use std::fmt;

use apiloom_codegen::{Diagnostics, GeneratedFiles, Options, SourceSet, generate};

use docs::Markdown;
use proc_macro2::TokenStream;
use shape::Shape;

/// The names and bytes of a spec's files.
pub type Files = Vec<(String, Vec<u8>)>;

/// What the generator made of a spec.
#[derive(Debug)]
pub enum Outcome {
    /// The codes of what is wrong with the spec, each with a place and fit to be shown.
    Refused(Vec<&'static str>),
    /// Rust, in files that stay where they belong.
    Accepted(Box<Client>),
}

/// Output that is Rust.
#[derive(Debug)]
pub struct Client {
    /// The files.
    pub files: GeneratedFiles,
    /// Their tokens without literals and docs.
    pub shape: Shape,
    /// What their docs hold beside prose.
    pub docs: Markdown,
}

/// The options that let most of the output run: its examples are compiled as tests of a crate of that name.
#[must_use]
pub fn options(crate_name: &str) -> Options {
    Options { crate_name: Some(crate_name.to_owned()), serde_feature: Some("serde".to_owned()), ..Options::default() }
}

/// What is wrong with the generator.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Problem {
    /// A refusal has no place or code, or does something to a terminal.
    Refusal(String),
    /// Output goes where it must not.
    Path(String),
    /// Output is not Rust.
    Rust(String),
    /// Docs run something, or are HTML.
    Docs(String),
}

/// The sources of a spec.
#[must_use]
pub fn sources(files: &Files) -> SourceSet {
    SourceSet::from_bytes(files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
}

/// Generates, and judges what comes out by itself.
///
/// # Errors
/// What is wrong with the generator.
pub fn judge(files: &Files, options: &Options) -> Result<Outcome, Problem> {
    judge_output(generate(&sources(files), options), files)
}

/// Judges what came out of a spec.
///
/// # Errors
/// What is wrong with the generator.
pub fn judge_output(output: Result<GeneratedFiles, Diagnostics>, files: &Files) -> Result<Outcome, Problem> {
    match output {
        Err(diagnostics) => {
            refusal::check(&diagnostics, &sources(files), files).map_err(Problem::Refusal)?;
            Ok(Outcome::Refused(diagnostics.iter().map(|diagnostic| diagnostic.code).collect()))
        }
        Ok(files) => {
            paths::check(&files).map_err(Problem::Path)?;
            let (mut shape, mut docs) = (Shape::default(), Markdown::default());
            for (path, text) in files.iter() {
                let tokens = shape::check_rust(path, text).map_err(Problem::Rust)?;
                shape.add(path, tokens.clone());
                docs.add(path, tokens).map_err(Problem::Docs)?;
            }
            // What it is made of has been read: it has to be whole.
            let bundle = files.bundle().parse::<TokenStream>();
            bundle.map_err(|error| Problem::Rust(format!("the bundle is not Rust: {error}")))?;
            Ok(Outcome::Accepted(Box::new(Client { files, shape, docs })))
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (Problem::Refusal(told) | Problem::Path(told) | Problem::Rust(told) | Problem::Docs(told)) = self;
        // What goes wrong with a megabyte is told in a line.
        write!(formatter, "{told:.600}")
    }
}

impl Client {
    /// What makes it another client than one of a spec that differs in text alone: nothing, if text became nothing
    /// but literals and prose.
    #[must_use]
    pub fn difference(&self, from: &Client) -> Option<String> {
        self.shape.difference(&from.shape).or_else(|| self.docs.difference(&from.docs))
    }

    /// The identifiers of its code, of the code in its docs, and of the paths that these link to.
    pub fn words(&self) -> impl Iterator<Item = &String> {
        self.shape.words.iter().chain(&self.docs.words)
    }
}
