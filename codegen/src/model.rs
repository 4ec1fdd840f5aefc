//! The API with everything decided: what emit reads. No place in a file, no name that still has to be looked up.

mod flows;

use std::rc::Rc;
use std::time::Duration;

use proc_macro2::Ident;

pub(crate) use self::flows::{Download, ItemsAt, NextAt, Of, Paging, PagingWay, Path, Step, Wait};

/// Everything that is emitted from.
#[derive(Debug)]
pub(crate) struct Api {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) docs: Docs,
    /// The file that describes the API.
    pub(crate) origin: String,
    pub(crate) any_case: bool,
    pub(crate) security: Security,
    pub(crate) servers: Vec<Server>,
    pub(crate) tags: Vec<Tag>,
    pub(crate) schemas: Vec<Schema>,
    pub(crate) downloads: Vec<Download>,
}

impl Api {
    /// Whether a client needs credentials: for all of it, or for some operation.
    pub(crate) fn is_secured(&self) -> bool {
        let mut operations = self.tags.iter().flat_map(|tag| &tag.operations);
        self.security != Security::None
            || operations
                .any(|operation| operation.security.as_ref().is_some_and(|security| *security != Security::None))
    }
}

/// Paragraphs of Markdown that hold no code, no HTML and no link but to https: lines ready to be emitted.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Docs(pub(crate) Vec<String>);

/// A place where the API is served.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) name: String,
    pub(crate) ident: Ident,
    pub(crate) url: String,
    pub(crate) audience: String,
    /// Whether it is served without TLS, on purpose.
    pub(crate) plain: bool,
    pub(crate) docs: Docs,
    pub(crate) deprecated: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Security {
    None,
    Bearer,
    Basic,
    Header(String),
    Query(String),
}

/// The operations of one file.
#[derive(Debug)]
pub(crate) struct Tag {
    pub(crate) module: Ident,
    pub(crate) origin: String,
    pub(crate) docs: Docs,
    pub(crate) operations: Vec<Operation>,
}

#[derive(Debug)]
pub(crate) struct Operation {
    pub(crate) id: String,
    /// The client's method.
    pub(crate) method_name: Ident,
    /// The request struct.
    pub(crate) request_name: Ident,
    /// The static that describes it to the runtime.
    pub(crate) static_name: Ident,
    pub(crate) docs: Docs,
    pub(crate) deprecated: Option<String>,
    pub(crate) method: Method,
    pub(crate) template: String,
    pub(crate) segments: Vec<Segment>,
    /// In the order they are sent: path, query, headers, cookies.
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) constant_headers: Vec<(String, HeaderSource)>,
    pub(crate) body: Option<Body>,
    /// What has to be given, in the order it is written.
    pub(crate) required: Vec<Required>,
    /// By status, declared answers that are no error.
    pub(crate) answers: Vec<Answer>,
    pub(crate) output: Output,
    /// By status, declared errors, exact statuses first.
    pub(crate) errors: Vec<Answer>,
    /// The status that means "none", and the schema its body must have.
    pub(crate) none: Option<(u16, Option<Type>)>,
    /// Where it is not the API's.
    pub(crate) security: Option<Security>,
    pub(crate) repeat: Repeat,
    pub(crate) paging: Option<Paging>,
    pub(crate) waits: Vec<Wait>,
    pub(crate) timeout: Option<Duration>,
    pub(crate) servers: Vec<String>,
    pub(crate) headers_struct: Option<HeadersStruct>,
    pub(crate) examples: Vec<Example>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Method {
    Get,
    Head,
    Put,
    Post,
    Patch,
    Delete,
    Options,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Segment {
    Literal(String),
    /// Index into the operation's parameters.
    Parameter(usize),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum HeaderSource {
    Constant(String),
    Uuid,
}

/// Whether sending a request twice does no harm.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Repeat {
    Harmful,
    Harmless,
    /// With this header field, by which the server recognises a repetition.
    HarmlessWith(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

#[derive(Clone, Debug)]
pub(crate) struct Parameter {
    pub(crate) wire: String,
    pub(crate) location: Location,
    pub(crate) ident: Ident,
    /// The method that sets it.
    pub(crate) setter: Ident,
    /// The name of its marker type among required arguments.
    pub(crate) marker: Ident,
    pub(crate) docs: Docs,
    pub(crate) deprecated: Option<String>,
    pub(crate) ty: Type,
    pub(crate) required: bool,
    /// Whether it is one of those of which exactly one is given.
    pub(crate) one_of: bool,
    pub(crate) style: Style,
    pub(crate) secret: bool,
    pub(crate) rules: Vec<Rule>,
    pub(crate) default_sent: Option<String>,
    pub(crate) required_on: Vec<String>,
    pub(crate) servers: Vec<String>,
    /// For the example in the docs; none where it would be too large.
    pub(crate) sample: Option<Sample>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Style {
    Single,
    Repeated,
    Joined(String),
}

/// What the text or number of a value has to be like when it is sent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Rule {
    Length(usize, usize),
    Pattern(String),
    Integer(i128, i128),
    Number(f64, f64),
    Format(Format),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Uuid,
    Date,
    DateTime,
    Duration,
    Url,
    Decimal,
}

#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) ty: Type,
    pub(crate) required: bool,
    pub(crate) content: Content,
    pub(crate) media_type: String,
    pub(crate) docs: Docs,
    /// For the example in the docs; none where it would be too large.
    pub(crate) sample: Option<Sample>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Json,
    Form,
    Multipart,
    Text,
    Bytes,
}

/// Something that has to be given before a request can be sent.
#[derive(Debug)]
pub(crate) enum Required {
    Parameter(usize),
    Body,
    /// Exactly one of these parameters.
    OneOf(Vec<usize>),
}

/// A declared answer.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: Status,
    pub(crate) shape: Shape,
    pub(crate) description: Docs,
    /// For errors: the wire name of the field that says what went wrong.
    pub(crate) message: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    Code(u16),
    Class(u16),
    Default,
}

/// What an answer's body is decoded to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    Empty,
    Json(Type),
    /// One item, and the envelope around it.
    One(Type, Type),
    Many(Type, Type),
    Text,
    Bytes,
}

/// What a call gives.
#[derive(Debug)]
pub(crate) enum Output {
    Single(Shape),
    /// An enum of this name with a variant for each answer.
    ByStatus(Ident, Vec<(Ident, Answer)>),
}

#[derive(Debug)]
pub(crate) struct HeadersStruct {
    pub(crate) ident: Ident,
    pub(crate) fields: Vec<Parameter>,
}

#[derive(Debug)]
pub(crate) struct Example {
    pub(crate) ident: Ident,
    /// By index into the operation's parameters.
    pub(crate) parameters: Vec<(usize, Sample)>,
    pub(crate) body: Option<Sample>,
    /// The request body's exact bytes.
    pub(crate) body_text: Option<String>,
    /// Whether the example says what the request is.
    pub(crate) has_request: bool,
    pub(crate) answers: Vec<ExampleAnswer>,
}

#[derive(Debug)]
pub(crate) struct ExampleAnswer {
    pub(crate) ty: Type,
    /// The body as JSON text, as written.
    pub(crate) declared: String,
    pub(crate) sample: Sample,
    /// The same as the client encodes it: without members that are null and may be absent, or that are never sent,
    /// in the order of the schema.
    pub(crate) canonical: String,
}

/// A type as the language knows it, resolved.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Type {
    Scalar(Scalar),
    Schema(Rc<SchemaName>, Vec<Type>),
    /// A type parameter of the schema around it.
    Generic(Ident),
    List(Box<Type>),
    Set(Box<Type>),
    Map(Box<Type>),
    Nullable(Box<Type>),
}

impl Type {
    /// The type with arguments in the places of type parameters.
    pub(crate) fn with(&self, letters: &[Ident], arguments: &[Type]) -> Type {
        let inner = |ty: &Type| Box::new(ty.with(letters, arguments));
        match self {
            Type::Scalar(_) => self.clone(),
            Type::Schema(name, own) => {
                Type::Schema(Rc::clone(name), own.iter().map(|ty| ty.with(letters, arguments)).collect())
            }
            Type::Generic(letter) => {
                let at = letters.iter().position(|known| known == letter);
                at.and_then(|at| arguments.get(at)).unwrap_or(self).clone()
            }
            Type::List(ty) => Type::List(inner(ty)),
            Type::Set(ty) => Type::Set(inner(ty)),
            Type::Map(ty) => Type::Map(inner(ty)),
            Type::Nullable(ty) => Type::Nullable(inner(ty)),
        }
    }
}

#[derive(Debug, PartialEq)]
pub(crate) struct SchemaName {
    /// Index into [`Api::schemas`].
    pub(crate) index: usize,
    pub(crate) ident: Ident,
    pub(crate) wire: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scalar {
    String,
    Bool,
    I32,
    I64,
    U32,
    U64,
    F32,
    F64,
    Decimal,
    Uuid,
    Date,
    DateTime,
    Duration,
    Url,
    Bytes,
    Json,
}

#[derive(Debug)]
pub(crate) struct Schema {
    pub(crate) name: Rc<SchemaName>,
    pub(crate) module: Ident,
    pub(crate) origin: String,
    pub(crate) docs: Docs,
    pub(crate) deprecated: Option<String>,
    pub(crate) generics: Vec<Ident>,
    pub(crate) kind: SchemaKind,
    pub(crate) direction: Direction,
    /// Whether it holds a secret somewhere: then it never gets a public `Serialize`.
    pub(crate) holds_secret: bool,
    /// Set on the envelope's schema.
    pub(crate) envelope: Option<Envelope>,
    /// Whether some operation declares it as an error body.
    pub(crate) is_error: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Direction {
    pub(crate) sent: bool,
    pub(crate) received: bool,
}

#[derive(Debug)]
pub(crate) enum SchemaKind {
    Struct(Struct),
    Variants(Vec<(Ident, Docs, Struct)>),
    Enum(Enum),
    Union(Union),
    /// A scalar that is a type of its own.
    Named(Named),
    Alias(Type),
}

#[derive(Debug)]
pub(crate) struct Struct {
    pub(crate) ident: Ident,
    pub(crate) fields: Vec<Field>,
    /// Wire name and JSON text of what is always sent, with the number of fields before it.
    pub(crate) constants: Vec<Constant>,
}

#[derive(Clone, Debug)]
pub(crate) struct Constant {
    pub(crate) wire: String,
    pub(crate) value: Sample,
    pub(crate) position: usize,
}

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the language")]
pub(crate) struct Field {
    pub(crate) ident: Ident,
    /// The method that sets it.
    pub(crate) setter: Ident,
    /// The name of its marker type among required fields.
    pub(crate) marker: Ident,
    pub(crate) wire: String,
    pub(crate) accept: Vec<String>,
    pub(crate) docs: Docs,
    pub(crate) deprecated: Option<String>,
    pub(crate) ty: Type,
    pub(crate) presence: Presence,
    /// Whether it has to be given to send the object.
    pub(crate) needed: bool,
    pub(crate) boxed: bool,
    pub(crate) secret: bool,
    pub(crate) read_only: bool,
    pub(crate) write_only: bool,
    pub(crate) rules: Vec<Rule>,
    pub(crate) required_on: Vec<String>,
    pub(crate) servers: Vec<String>,
    /// What the spec gives as an example.
    pub(crate) example: Option<Sample>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    /// Always there, never null.
    Required,
    /// May be absent; null is absent.
    Optional,
    /// Always there, may be null.
    Nullable,
    /// Absent, null or a value: kept apart.
    OptionalNullable,
}

#[derive(Debug)]
pub(crate) struct Enum {
    pub(crate) values: Vec<Value>,
    pub(crate) exhaustive: bool,
}

#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) ident: Ident,
    pub(crate) wire: String,
    pub(crate) docs: Docs,
    pub(crate) deprecated: Option<String>,
}

#[derive(Debug)]
pub(crate) struct Union {
    pub(crate) discriminator: String,
    pub(crate) members: Vec<Member>,
}

#[derive(Debug)]
pub(crate) struct Member {
    pub(crate) ident: Ident,
    pub(crate) tag: String,
    pub(crate) ty: Type,
}

#[derive(Debug)]
pub(crate) struct Named {
    pub(crate) scalar: Scalar,
    pub(crate) secret: bool,
    pub(crate) rules: Vec<Rule>,
    /// What the spec gives as an example.
    pub(crate) example: Option<Sample>,
}

#[derive(Clone, Debug)]
pub(crate) struct Envelope {
    pub(crate) items: Pointer,
    pub(crate) count: Option<Pointer>,
    pub(crate) next: Option<Pointer>,
    pub(crate) status: Option<Pointer>,
    pub(crate) message: Option<Pointer>,
}

/// A field that the spec points at.
#[derive(Clone, Debug)]
pub(crate) struct Pointer {
    pub(crate) field: Ident,
    pub(crate) ty: Type,
    pub(crate) optional: bool,
}

/// A value of a known type: what examples in docs and tests are made from.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Sample {
    Null,
    Boolean(bool),
    Integer(i128),
    Number(f64),
    Text(String),
    List(Vec<Sample>),
    /// A map, or an object whose type says nothing about its members.
    Map(Vec<(String, Sample)>),
    /// Fields by index, of a struct or of a variant of it.
    Struct {
        schema: usize,
        variant: Option<usize>,
        fields: Vec<(usize, Sample)>,
    },
    Enum {
        schema: usize,
        value: usize,
    },
    Member {
        schema: usize,
        member: usize,
        value: Box<Sample>,
    },
    /// A scalar that is a type of its own.
    Named {
        schema: usize,
        value: Box<Sample>,
    },
}
