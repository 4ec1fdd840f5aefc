//! The tables: what is generated for each operation.

use std::future::Future;
use std::pin::Pin;

use crate::failure::Failure;
use crate::given::Given;
use crate::show::Outcome;

/// The commands of one file of the spec.
#[derive(Debug)]
pub struct Group<C: 'static> {
    /// The name of the file.
    pub name: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// Its commands.
    pub commands: &'static [&'static Command<C>],
}

/// A call that is under way.
pub type Running<'a> = Pin<Box<dyn Future<Output = Result<Outcome, Failure>> + Send + 'a>>;

/// A command: an operation, and how it is called with what was given.
#[derive(Debug)]
pub struct Command<C: 'static> {
    /// What is typed.
    pub name: &'static str,
    /// What it does, in one line.
    pub about: &'static str,
    /// What else there is to know.
    pub details: &'static str,
    /// What can be given. Generated functions ask for it by position.
    pub inputs: &'static [Input],
    /// The body.
    pub body: Body,
    /// Fields of the answer that a table shows first.
    pub columns: &'static [&'static str],
    /// Whether the answer is a list that comes in pages.
    pub has_pages: bool,
    /// The call.
    pub call: for<'a> fn(&'a C, &'a Given) -> Running<'a>,
}

impl<C> Command<C> {
    /// A command to which nothing can be given.
    #[must_use]
    pub const fn new(name: &'static str, call: for<'a> fn(&'a C, &'a Given) -> Running<'a>) -> Self {
        Command { name, about: "", details: "", inputs: &[], body: Body::None, columns: &[], has_pages: false, call }
    }
}

/// Something that can be given: a parameter, or a field of the body.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is independent of the others")]
pub struct Input {
    /// The name, without its dashes.
    pub flag: &'static str,
    /// What stands for the value in help.
    pub value: &'static str,
    /// What it is for.
    pub help: &'static str,
    /// What JSON the text becomes.
    pub kind: Kind,
    /// Whether it may be given again and again.
    pub is_list: bool,
    /// Whether it has to be given.
    pub is_required: bool,
    /// Whether it is given without its name.
    pub is_positional: bool,
    /// Whether it is read from a file: others can see arguments.
    pub is_secret: bool,
    /// Whether it has one of the values that are listed, and no other.
    pub is_closed: bool,
    /// The field of the body that it is.
    pub field: Option<&'static str>,
    /// Values that are known, and what they mean.
    pub values: &'static [(&'static str, &'static str)],
}

impl Input {
    /// An optional text.
    #[must_use]
    pub const fn new(flag: &'static str, value: &'static str) -> Self {
        Input {
            flag,
            value,
            help: "",
            kind: Kind::Text,
            is_list: false,
            is_required: false,
            is_positional: false,
            is_secret: false,
            is_closed: false,
            field: None,
            values: &[],
        }
    }

    /// How people are told of it.
    pub(crate) fn shown(&self) -> String {
        if self.is_positional { format!("<{}>", self.value) } else { format!("--{}", self.flag) }
    }
}

/// What JSON a text becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text.
    Text,
    /// A whole number.
    Whole,
    /// A number.
    Number,
    /// True or false.
    Flag,
    /// Whatever it says.
    Json,
    /// The bytes of the file that it names, in base64.
    File,
}

/// What a command sends as body.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    /// Nothing.
    None,
    /// JSON from a file.
    Json {
        /// Whether there has to be one.
        required: bool,
    },
    /// An object: fields that were given by themselves, and those of a file.
    Fields {
        /// Whether there has to be one.
        required: bool,
        /// Fields that are always sent, with their JSON.
        constants: &'static [(&'static str, &'static str)],
    },
    /// A file as it is.
    Raw {
        /// Whether there has to be one.
        required: bool,
    },
}

/// A server that can be chosen.
#[derive(Debug)]
pub struct ServerChoice<S> {
    /// What is typed.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// The client's word for it.
    pub server: S,
}
