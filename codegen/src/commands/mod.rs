//! Between the model and the tables of a command line: decides how commands and flags are called, and what of a type can
//! be written on a command line. Total, like emit: every API has a command line.

mod columns;
mod inputs;
mod kinds;
mod names;
mod words;

use proc_macro2::Ident;
use quote::format_ident;

use self::inputs::{Object, inputs};
use self::names::Taken;
pub(crate) use self::words::plain;
use crate::model::{self, Api, Operation, SchemaKind, Tag, Type};

/// The commands of one file of the spec.
pub(crate) struct Group<'a> {
    pub(crate) tag: &'a Tag,
    pub(crate) commands: Vec<Command<'a>>,
}

/// One operation, or one way to make the body that it sends.
pub(crate) struct Command<'a> {
    pub(crate) operation: &'a Operation,
    /// What is typed: `pause-report`.
    pub(crate) name: String,
    pub(crate) function: Ident,
    pub(crate) table: Ident,
    pub(crate) about: String,
    pub(crate) details: String,
    /// Those of the operation's parameters come first, in their order.
    pub(crate) inputs: Vec<Input>,
    pub(crate) body: Body,
    /// What is sent: one of the ways to give the body.
    pub(crate) sent: Option<&'a model::Body>,
    /// Fields that every item of the answer has: what a table shows first.
    pub(crate) columns: Vec<String>,
}

/// Something that can be given.
#[expect(clippy::struct_excessive_bools, reason = "each is independent of the others")]
pub(crate) struct Input {
    /// What is typed, without its dashes.
    pub(crate) flag: String,
    /// What stands for its value in help.
    pub(crate) value: String,
    pub(crate) help: String,
    pub(crate) kind: Kind,
    pub(crate) is_list: bool,
    pub(crate) is_required: bool,
    /// Whether it stands by itself, without its name.
    pub(crate) is_positional: bool,
    /// Whether it is read from a file, because arguments can be seen by others.
    pub(crate) is_secret: bool,
    /// The field of the body that it is, where it is one.
    pub(crate) field: Option<String>,
    /// Values that the spec knows, each with what it means.
    pub(crate) values: Vec<(String, String)>,
    /// Whether there are no others.
    pub(crate) is_closed: bool,
}

/// What JSON a text becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Whole,
    Number,
    Flag,
    Json,
    /// The bytes of a file.
    File,
}

/// What is said about the body.
pub(crate) enum Body {
    None,
    /// JSON from a file.
    Json {
        required: bool,
    },
    /// JSON of fields that have flags, or of a file; with what is sent whatever is given, as JSON text.
    Fields {
        required: bool,
        constants: Vec<(String, String)>,
    },
    /// A file as it is.
    Raw {
        required: bool,
    },
}

/// The command line of an API.
pub(crate) fn commands(api: &Api) -> Vec<Group<'_>> {
    let mut taken = Taken::commands();
    let tags = api.tags.iter().filter(|tag| !tag.operations.is_empty());
    let group = |tag| Group { tag, commands: tag_commands(api, tag, &mut taken) };
    tags.map(group).collect()
}

fn tag_commands<'a>(api: &'a Api, tag: &'a Tag, taken: &mut Taken) -> Vec<Command<'a>> {
    let mut commands = Vec::new();
    for operation in &tag.operations {
        for (id, sent) in ways(operation) {
            match variants(api, sent) {
                None => {
                    let object = sent.and_then(|body| inputs::body_object(api, &body.ty));
                    commands.push(command(api, operation, (sent, object.as_ref()), &id, taken));
                }
                Some(variants) => {
                    commands.extend(variants.iter().map(|object| variant(api, operation, (sent, object), &id, taken)));
                }
            }
        }
    }
    commands
}

/// The ways to give the body, each with what its command is called: after the operation, and the way if there are others.
fn ways(operation: &Operation) -> Vec<(String, Option<&model::Body>)> {
    match &operation.body {
        Some(body) if !body.others.is_empty() => body.ways().map(|way| (id_of(operation, way), Some(way))).collect(),
        body => vec![(operation.id.clone(), body.as_ref())],
    }
}

fn id_of(operation: &Operation, way: &model::Body) -> String {
    let setter = way.setter.to_string();
    format!("{}_{}", operation.id, setter.strip_prefix("body_").unwrap_or(&setter))
}

/// The ways in which a body can be made, where there are several.
fn variants<'a>(api: &'a Api, sent: Option<&'a model::Body>) -> Option<Vec<Object<'a>>> {
    let Some(Type::Schema(name, _)) = sent.map(|body| &body.ty) else { return None };
    let schema = api.schemas.get(name.index)?;
    let SchemaKind::Variants(variants) = &schema.kind else { return None };
    let way = |(ident, docs, shape)| Object { variant: Some((ident, docs)), shape, letters: &[], arguments: &[] };
    Some(variants.iter().map(|(ident, docs, object)| way((ident, docs, object))).collect())
}

fn variant<'a>(
    api: &'a Api,
    operation: &'a Operation,
    (sent, object): (Option<&'a model::Body>, &Object<'a>),
    id: &str,
    taken: &mut Taken,
) -> Command<'a> {
    let way = object.variant.map(|(ident, _)| names::snake(&ident.to_string())).unwrap_or_default();
    command(api, operation, (sent, Some(object)), &format!("{id}_{way}"), taken)
}

fn command<'a>(
    api: &'a Api,
    operation: &'a Operation,
    (sent, object): (Option<&'a model::Body>, Option<&Object<'a>>),
    id: &str,
    taken: &mut Taken,
) -> Command<'a> {
    let name = taken.take(&names::kebab(id, "call"), "operation");
    // An operation may be called like the variant of another; the command's name is unique already.
    let function = format_ident!("{}_command", names::snake(&name));
    let table = format_ident!("{}", names::snake(&name).to_uppercase() + "_COMMAND");
    let way = object.and_then(|object| object.variant);
    Command {
        operation,
        about: words::about(operation, way.map(|(ident, _)| ident)),
        details: words::details(operation, way.map(|(_, docs)| docs)),
        body: inputs::body(sent, object),
        inputs: inputs(api, operation, (sent, object)),
        sent,
        columns: columns::columns(api, operation),
        name,
        function,
        table,
    }
}
