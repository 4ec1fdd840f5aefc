//! What a hostile text became: nothing but text, a name and text, or a construct that the language has.

use std::collections::BTreeSet;
use std::io;

use super::fields::{Field, Style};
use crate::corpus::{self, Spec};
use crate::oracle::{self, Client, Outcome, Problem};

/// What a text became in the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Became {
    /// Nothing: the spec is refused, for this first of all.
    Refused(&'static str),
    /// Literals and prose: all else is as with the text that stands there in the spec.
    Text,
    /// A name as well: all else is as with its letters and digits alone.
    Name,
    /// A type, status, range or the like: every word of the code is one of the generator's own.
    Construct,
}

/// Why an output is wrong.
#[derive(Debug)]
pub(super) enum Breach {
    /// By itself.
    Problem(Problem),
    /// The words of code that came from nowhere, and how the code differs from that of harmless text.
    Injected(Vec<String>, String),
}

/// What outputs are compared with.
#[derive(Debug)]
pub(super) struct Judge {
    pub(super) specs: Vec<Spec>,
    originals: Vec<Client>,
    /// What the names in the code that all specs of the repository yield are made of.
    known: BTreeSet<String>,
}

impl Judge {
    /// # Errors
    /// If a spec cannot be read, or one of the full specs is refused.
    pub(super) fn new() -> io::Result<Self> {
        let specs = corpus::full()?;
        let accepted = |spec: &Spec| match client(spec) {
            Ok(Ok(client)) => Ok(client),
            told => Err(io::Error::other(format!("{} has to be a spec: {told:?}", spec.name))),
        };
        let originals = specs.iter().map(accepted).collect::<io::Result<Vec<_>>>()?;
        let others = corpus::all()?.into_iter().filter_map(|spec| client(&spec).ok()?.ok());
        let words: Vec<String> = others.flat_map(|client| client.words().cloned().collect::<Vec<_>>()).collect();
        let known = words.iter().flat_map(|word| pieces(word)).collect();
        Ok(Judge { specs, originals, known })
    }

    pub(super) fn judge(&self, field: &Field, text: &str, style: Style, spec: &Spec) -> Result<Became, Breach> {
        let client = match client(spec).map_err(Breach::Problem)? {
            Ok(client) => client,
            Err(code) => return Ok(Became::Refused(code)),
        };
        let Some(difference) = client.difference(&self.originals[field.spec]) else { return Ok(Became::Text) };
        let as_name = |name: &str| field.with(&self.specs, name, style);
        self.as_name_or_construct(&client, text, difference, as_name)
    }

    /// The same for a spec one of whose files is called `text`.
    pub(super) fn judge_file_name(&self, text: &str) -> Result<Became, Breach> {
        let client = match client(&self.first_and(text)).map_err(Breach::Problem)? {
            Ok(client) => client,
            Err(code) => return Ok(Became::Refused(code)),
        };
        let as_name = |name: &str| Some(self.first_and(name));
        // Folders are no part of the name that a module gets.
        let text = text.rsplit('/').next().unwrap_or_default();
        self.as_name_or_construct(&client, text, String::new(), as_name)
    }

    fn as_name_or_construct(
        &self,
        client: &Client,
        text: &str,
        mut difference: String,
        as_name: impl Fn(&str) -> Option<Spec>,
    ) -> Result<Became, Breach> {
        // Names that are no identifiers are said beside the identifier: the second one is none.
        for name in [letters(text, '_'), letters(text, '-')] {
            let named = as_name(&name).and_then(|spec| self::client(&spec).ok()?.ok());
            let Some(named) = named else { continue };
            let Some(told) = client.difference(&named) else { return Ok(Became::Name) };
            difference = told;
        }
        let is_new = |word: &&String| pieces(word).any(|piece| !self.known.contains(&piece));
        let mut words: Vec<String> = client.words().filter(is_new).cloned().collect();
        words.dedup();
        if words.is_empty() { Ok(Became::Construct) } else { Err(Breach::Injected(words, difference)) }
    }

    /// The same, with the other file in first place whatever the name: files are read in the order of their names.
    fn first_and(&self, text: &str) -> Spec {
        let mut spec = self.with_file_name(text);
        spec.files.iter_mut().take(1).for_each(|(name, _)| name.clear());
        spec
    }

    /// The spec of several files, one of them under another name.
    pub(super) fn with_file_name(&self, text: &str) -> Spec {
        let mut spec = self.specs.iter().find(|spec| spec.files.len() > 1).cloned().unwrap_or_default();
        spec.files.iter_mut().skip(1).take(1).for_each(|(name, _)| *name = format!("{text}.yaml"));
        spec
    }
}

/// The output of a spec, or the code of what is wrong with it.
fn client(spec: &Spec) -> Result<Result<Client, &'static str>, Problem> {
    oracle::judge(&spec.files, &oracle::options("clients")).map(|outcome| match outcome {
        Outcome::Refused(codes) => Err(codes.first().copied().unwrap_or_default()),
        Outcome::Accepted(client) => Ok(*client),
    })
}

/// The words that a name is made of: `read`, `note` and `request` of `ReadNoteRequest`.
fn pieces(name: &str) -> impl Iterator<Item = String> {
    let mut pieces = vec![String::new()];
    let mut before_is_lower = false;
    for c in name.chars() {
        let begins = c == '_' || (c.is_ascii_uppercase() && before_is_lower);
        if begins {
            pieces.push(String::new());
        }
        before_is_lower = c.is_ascii_lowercase() || c.is_ascii_digit();
        if let Some(piece) = pieces.last_mut().filter(|_| c != '_') {
            piece.extend(c.to_lowercase());
        }
    }
    pieces.into_iter().filter(|piece| !piece.is_empty())
}

/// What names are made of, and something between. A text of these alone breaks out of nothing.
fn letters(text: &str, between: char) -> String {
    let is_letter = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
    let mut out = String::new();
    for c in text.chars() {
        // The capital of some letters is another letter, or two: `SS` is that of `ß`.
        let capital: String = c.to_uppercase().collect();
        match capital.chars().all(|c| is_letter(&c)) {
            true if !c.is_ascii() => out.push_str(&capital),
            true => out.push(c),
            false => out.push(between),
        }
    }
    out
}
