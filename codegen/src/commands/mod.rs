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
use crate::model::{Api, Operation, SchemaKind, Tag, Type};

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
    let each = |operation: &'a Operation| match variants(api, operation) {
        None => vec![whole(api, operation, taken)],
        Some(variants) => variants.into_iter().map(|object| variant(api, operation, &object, taken)).collect(),
    };
    tag.operations.iter().flat_map(each).collect()
}

/// The ways in which a body can be made, where there are several.
fn variants<'a>(api: &'a Api, operation: &'a Operation) -> Option<Vec<Object<'a>>> {
    let Some(Type::Schema(name, _)) = operation.body.as_ref().map(|body| &body.ty) else { return None };
    let schema = api.schemas.get(name.index)?;
    let SchemaKind::Variants(variants) = &schema.kind else { return None };
    let way = |(ident, docs, shape)| Object { variant: Some((ident, docs)), shape, letters: &[], arguments: &[] };
    Some(variants.iter().map(|(ident, docs, object)| way((ident, docs, object))).collect())
}

fn whole<'a>(api: &'a Api, operation: &'a Operation, taken: &mut Taken) -> Command<'a> {
    command(api, operation, inputs::body_object(api, operation).as_ref(), &operation.id, taken)
}

fn variant<'a>(api: &'a Api, operation: &'a Operation, object: &Object<'a>, taken: &mut Taken) -> Command<'a> {
    let way = object.variant.map(|(ident, _)| names::snake(&ident.to_string())).unwrap_or_default();
    let id = format!("{}_{way}", operation.id);
    command(api, operation, Some(object), &id, taken)
}

fn command<'a>(
    api: &'a Api,
    operation: &'a Operation,
    object: Option<&Object<'a>>,
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
        body: inputs::body(operation, object),
        inputs: inputs(api, operation, object),
        columns: columns::columns(api, operation),
        name,
        function,
        table,
    }
}
