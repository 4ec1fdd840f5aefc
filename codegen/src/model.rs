//! The API with everything decided: what emit reads. No place in a file, no name that still has to be looked up.

mod flows;
mod words;

use std::rc::Rc;
use std::time::Duration;

use proc_macro2::Ident;

pub use self::flows::{Download, ItemsAt, NextAt, Of, Paging, PagingWay, Path, Step, Wait};

/// Everything that is emitted from.
#[derive(Debug)]
pub struct Api {
    pub name: String,
    pub version: String,
    pub docs: Docs,
    /// The file that describes the API.
    pub origin: String,
    pub any_case: bool,
    /// What a client may be given, by name; empty where there is one kind at most.
    pub credentials: Vec<Credentials>,
    pub security: Security,
    pub servers: Vec<Server>,
    pub tags: Vec<Tag>,
    pub schemas: Vec<Schema>,
    pub downloads: Vec<Download>,
    /// Whether some value may be a number with a fraction.
    pub has_fractions: bool,
}

impl Api {
    /// Whether a client needs the one kind of credentials that there is: for all of it, or for some operation.
    #[must_use]
    pub fn is_secured(&self) -> bool {
        self.credentials.is_empty() && self.asks_for_credentials()
    }

    /// Whether some operation wants to know who calls.
    #[must_use]
    pub fn asks_for_credentials(&self) -> bool {
        let mut operations = self.tags.iter().flat_map(|tag| &tag.operations);
        self.security != Security::None
            || operations
                .any(|operation| operation.security.as_ref().is_some_and(|security| *security != Security::None))
    }

    /// How callers of an operation prove who they are.
    #[must_use]
    pub fn security_of<'a>(&'a self, operation: &'a Operation) -> &'a Security {
        operation.security.as_ref().unwrap_or(&self.security)
    }

    /// A server that has the operation, one that is not deprecated if there is one.
    #[must_use]
    pub fn server_of(&self, operation: &Operation) -> Option<&Server> {
        let serves = |server: &&Server| operation.servers.is_empty() || operation.servers.contains(&server.name);
        let mut servers = self.servers.iter().filter(serves);
        servers.clone().find(|server| server.deprecated.is_none()).or_else(|| servers.next())
    }
}

/// Paragraphs of Markdown that hold no code, no HTML and no link but to https: lines ready to be emitted.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Docs {
    pub lines: Vec<String>,
    /// As the author wrote it: not for Rust. Empty where the words are the generator's.
    pub text: String,
    /// What the spec says in keys of its own, and the lines in words.
    pub page: Option<String>,
    pub unconfirmed: Vec<String>,
    pub default: Option<String>,
}

impl Docs {
    /// Words of the generator.
    #[must_use]
    pub fn of(lines: Vec<String>) -> Docs {
        Docs { lines, ..Docs::default() }
    }
}

/// A place where the API is served.
#[derive(Debug)]
pub struct Server {
    pub name: String,
    pub ident: Ident,
    /// The base URL; where it has variables, with their defaults in it.
    pub url: String,
    /// The base URL with variables in braces.
    pub template: String,
    pub variables: Vec<ServerVariable>,
    pub audience: String,
    /// Whether it is served without TLS, on purpose.
    pub plain: bool,
    pub docs: Docs,
    pub deprecated: Option<String>,
}

/// A part of a server's URL that callers choose.
#[derive(Debug)]
pub struct ServerVariable {
    pub name: String,
    /// The builder's method that sets it: of all servers that have one of this name.
    pub setter: Ident,
    pub docs: Docs,
    pub default: String,
    /// The enum of its values, where they are known.
    pub choice: Option<(Ident, Enum)>,
    pub place: VariablePlace,
}

/// Where in a URL a variable stands: what its values may hold follows from that.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariablePlace {
    /// The end of the host: labels with dots between.
    Host,
    /// In a label of the host.
    Label,
    Port,
    /// In a segment of the path.
    Segment,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Security {
    None,
    Bearer,
    Basic,
    Header(String),
    Query(String),
    Cookie(String),
    /// One of these ways, each by its credentials: indexes into [`Api::credentials`]. An empty one is no proof at all.
    OneOf(Vec<Vec<usize>>),
}

impl Security {
    /// The ways that are alternatives, each by what is sent together: one that is alone is one of one.
    #[must_use]
    pub fn ways<'a>(&'a self, credentials: &'a [Credentials]) -> Vec<Vec<&'a Security>> {
        let place = |index: &usize| credentials.get(*index).map(|credentials| &credentials.place);
        match self {
            Security::None => vec![Vec::new()],
            Security::OneOf(ways) => ways.iter().map(|way| way.iter().filter_map(place).collect()).collect(),
            one => vec![vec![one]],
        }
    }
}

/// Credentials that a client may be given, where there are several kinds.
#[derive(Clone, Debug)]
pub struct Credentials {
    pub name: String,
    pub ident: Ident,
    /// Where the token goes: never one of several.
    pub place: Security,
}

/// The operations of one file.
#[derive(Debug)]
pub struct Tag {
    pub module: Ident,
    pub origin: String,
    pub docs: Docs,
    pub operations: Vec<Operation>,
}

#[derive(Debug)]
pub struct Operation {
    pub id: String,
    /// The client's method.
    pub method_name: Ident,
    /// The request struct.
    pub request_name: Ident,
    /// The static that describes it to the runtime.
    pub static_name: Ident,
    /// What a service is given.
    pub input_name: Ident,
    /// What a service answers.
    pub answer_name: Ident,
    /// The method of a mock.
    pub mock_name: Ident,
    /// Every declared answer as a variant of what a service answers.
    pub replies: Vec<(Ident, Answer)>,
    pub docs: Docs,
    pub deprecated: Option<String>,
    pub method: Method,
    pub template: String,
    pub segments: Vec<Segment>,
    /// In the order they are sent: path, query, headers, cookies.
    pub parameters: Vec<Parameter>,
    pub constant_headers: Vec<(String, HeaderSource)>,
    pub body: Option<Body>,
    /// What has to be given, in the order it is written.
    pub required: Vec<Required>,
    /// By status, declared answers that are no error.
    pub answers: Vec<Answer>,
    pub output: Output,
    /// By status, declared errors, exact statuses first.
    pub errors: Vec<Answer>,
    /// The status that means "none", and the schema its body must have.
    pub none: Option<(u16, Option<Type>)>,
    /// Where it is not the API's.
    pub security: Option<Security>,
    /// What an access token has to be good for.
    pub scopes: Vec<String>,
    pub repeat: Repeat,
    pub paging: Option<Paging>,
    pub waits: Vec<Wait>,
    pub timeout: Option<Duration>,
    pub servers: Vec<String>,
    pub headers_struct: Option<HeadersStruct>,
    pub examples: Vec<Example>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Method {
    Get,
    Head,
    Put,
    Post,
    Patch,
    Delete,
    Options,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Segment {
    Literal(String),
    /// Index into the operation's parameters.
    Parameter(usize),
}

#[derive(Clone, Debug, PartialEq)]
pub enum HeaderSource {
    Constant(String),
    Uuid,
}

/// Whether sending a request twice does no harm.
#[derive(Clone, Debug, PartialEq)]
pub enum Repeat {
    Harmful,
    Harmless,
    /// With this header field, by which the server recognises a repetition.
    HarmlessWith(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Location {
    Path,
    Query,
    Header,
    Cookie,
}

#[derive(Clone, Debug)]
pub struct Parameter {
    pub wire: String,
    pub location: Location,
    pub ident: Ident,
    /// The method that sets it.
    pub setter: Ident,
    /// The name of its marker type among required arguments.
    pub marker: Ident,
    pub docs: Docs,
    pub deprecated: Option<String>,
    pub ty: Type,
    pub required: bool,
    /// Whether it is one of those of which exactly one is given.
    pub one_of: bool,
    pub style: Style,
    pub secret: bool,
    pub rules: Vec<Rule>,
    pub default_sent: Option<String>,
    pub required_on: Vec<String>,
    pub servers: Vec<String>,
    /// For the example in the docs; none where it would be too large.
    pub sample: Option<Sample>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Style {
    Single,
    Repeated,
    Joined(String),
    /// In a query, with brackets: `a[b]=1`, `a[0][b]=1`, `a[]=1`.
    Deep,
    /// In a query: each field is a parameter of its own.
    Flat,
    /// JSON text.
    Json,
}

impl Style {
    /// Whether a value is encoded like a body.
    #[must_use]
    pub fn is_object(&self) -> bool {
        matches!(self, Style::Deep | Style::Flat | Style::Json)
    }
}

/// What the text or number of a value has to be like when it is sent.
#[derive(Clone, Debug, PartialEq)]
pub enum Rule {
    Length(usize, usize),
    Pattern(String),
    Integer(i128, i128),
    Number(f64, f64),
    Format(Format),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Uuid,
    Date,
    DateTime,
    Duration,
    Url,
    Decimal,
}

#[derive(Debug)]
pub struct Body {
    pub ty: Type,
    pub required: bool,
    pub content: Content,
    pub media_type: String,
    pub docs: Docs,
    /// For the example in the docs; none where it would be too large.
    pub sample: Option<Sample>,
    /// The method that gives it.
    pub setter: Ident,
    /// Other ways to give it: a request has one of all of these.
    pub others: Vec<Body>,
}

impl Body {
    /// Every way to give it.
    pub fn ways(&self) -> impl Iterator<Item = &Body> {
        std::iter::once(self).chain(&self.others)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    Json,
    Form,
    /// A form whose names lead into objects and lists.
    DeepForm,
    Multipart,
    Text,
    Bytes,
}

/// Something that has to be given before a request can be sent.
#[derive(Debug)]
pub enum Required {
    Parameter(usize),
    Body,
    /// Exactly one of these parameters.
    OneOf(Vec<usize>),
}

/// A declared answer.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: Status,
    pub shape: Shape,
    /// What its body is written in; none where it has none.
    pub media_type: Option<String>,
    pub description: Docs,
    /// For errors: the wire name of the field that says what went wrong.
    pub message: Vec<String>,
    /// What it is called, where there are others.
    pub choice: Option<Choice>,
    /// Other kinds of content that the caller may ask for.
    pub others: Vec<Answer>,
}

impl Answer {
    /// Every kind of content that it may have.
    pub fn ways(&self) -> impl Iterator<Item = &Answer> {
        std::iter::once(self).chain(&self.others)
    }

    /// Whether it may be a stream of events.
    #[must_use]
    pub fn is_stream(&self) -> bool {
        self.ways().any(|way| matches!(way.shape, Shape::Events(_)))
    }
}

/// One of several kinds of content.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    pub name: String,
    /// The method that asks for it.
    pub setter: Ident,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    Code(u16),
    Class(u16),
    Default,
}

/// What an answer's body is decoded to.
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    Empty,
    Json(Type),
    /// One item, and the envelope around it.
    One(Type, Type),
    Many(Type, Type),
    Text,
    Bytes,
    /// Server-sent events, each as it comes.
    Events(EventStream),
}

/// What a stream of events holds.
#[derive(Clone, Debug, PartialEq)]
pub struct EventStream {
    /// What the data of each is decoded to from JSON; none where it is text.
    pub data: Option<Type>,
    /// The data of the event that ends the stream.
    pub end: Option<String>,
}

/// What a call gives.
#[derive(Debug)]
pub enum Output {
    Single(Shape),
    /// An enum of this name with a variant for each answer.
    ByStatus(Ident, Vec<(Ident, Answer)>),
}

#[derive(Debug)]
pub struct HeadersStruct {
    pub ident: Ident,
    pub fields: Vec<Parameter>,
}

#[derive(Debug)]
pub struct Example {
    pub ident: Ident,
    /// By index into the operation's parameters.
    pub parameters: Vec<(usize, Sample)>,
    pub body: Option<Sample>,
    /// The request body's exact bytes.
    pub body_text: Option<String>,
    /// Whether the example says what the request is.
    pub has_request: bool,
    pub answers: Vec<ExampleAnswer>,
}

#[derive(Debug)]
pub struct ExampleAnswer {
    pub status: u16,
    pub ty: Type,
    /// The body as JSON text, as written.
    pub declared: String,
    pub sample: Sample,
    /// The same as the client encodes it: without members that are null and may be absent, or that are never sent,
    /// in the order of the schema.
    pub canonical: String,
}

/// A type as the language knows it, resolved.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
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
    #[must_use]
    pub fn with(&self, letters: &[Ident], arguments: &[Type]) -> Type {
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
pub struct SchemaName {
    /// Index into [`Api::schemas`].
    pub index: usize,
    pub ident: Ident,
    pub wire: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scalar {
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
pub struct Schema {
    pub name: Rc<SchemaName>,
    pub module: Ident,
    pub origin: String,
    pub docs: Docs,
    /// No attribute: what is generated refers to its own schemas, and every place would have to expect the warning.
    pub deprecated: Option<String>,
    /// What the spec gives as examples.
    pub examples: Vec<Sample>,
    pub generics: Vec<Ident>,
    pub kind: SchemaKind,
    pub direction: Direction,
    /// Whether it holds a secret somewhere: then it never gets a public `Serialize`.
    pub holds_secret: bool,
    /// Set on the envelope's schema.
    pub envelope: Option<Envelope>,
    /// Whether some operation declares it as an error body.
    pub is_error: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Direction {
    pub sent: bool,
    pub received: bool,
}

#[derive(Debug)]
pub enum SchemaKind {
    Struct(Struct),
    Variants(Vec<(Ident, Docs, Struct)>),
    Enum(Enum),
    Union(Union),
    /// A scalar that is a type of its own.
    Named(Named),
    Alias(Type),
}

#[derive(Debug)]
pub struct Struct {
    pub ident: Ident,
    pub fields: Vec<Field>,
    /// Wire name and JSON text of what is always sent, with the number of fields before it.
    pub constants: Vec<Constant>,
    /// What it holds by other names, if anything.
    pub rest: Option<Rest>,
}

/// Members of an object beside its fields, by any name: a map.
#[derive(Clone, Debug)]
pub struct Rest {
    pub ident: Ident,
    /// The method that sets it.
    pub setter: Ident,
    pub docs: Docs,
    /// The type of each.
    pub item: Type,
    /// Names of the object that are none of them: of fields, of what is always sent, of a union's discriminator.
    pub others: Vec<String>,
}

impl Struct {
    /// The same as services make it, which send what clients only receive: nothing in it is read-only to them.
    #[must_use]
    pub fn of_services(&self) -> Struct {
        let field = |field: &Field| Field {
            needed: !field.write_only && matches!(field.presence, Presence::Required | Presence::Nullable),
            read_only: false,
            ..field.clone()
        };
        let fields = self.fields.iter().map(field).collect();
        Struct { ident: self.ident.clone(), fields, constants: self.constants.clone(), rest: self.rest.clone() }
    }
}

#[derive(Clone, Debug)]
pub struct Constant {
    pub wire: String,
    pub value: Sample,
    pub position: usize,
}

#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the language")]
pub struct Field {
    pub ident: Ident,
    /// The method that sets it.
    pub setter: Ident,
    /// The name of its marker type among required fields.
    pub marker: Ident,
    pub wire: String,
    pub accept: Vec<String>,
    pub docs: Docs,
    pub deprecated: Option<String>,
    pub ty: Type,
    pub presence: Presence,
    /// Whether it has to be given to send the object.
    pub needed: bool,
    pub boxed: bool,
    pub secret: bool,
    pub read_only: bool,
    pub write_only: bool,
    pub rules: Vec<Rule>,
    pub required_on: Vec<String>,
    pub servers: Vec<String>,
    /// What the spec gives as an example.
    pub example: Option<Sample>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
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
pub struct Enum {
    /// Texts, or whole numbers: never both.
    pub values: Vec<Value>,
    pub exhaustive: bool,
}

impl Enum {
    /// Whether its values are numbers on the wire.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.values.iter().any(|value| value.number.is_some())
    }
}

#[derive(Debug)]
pub struct Value {
    pub ident: Ident,
    pub wire: String,
    /// Where it is a number on the wire.
    pub number: Option<i64>,
    pub docs: Docs,
    pub deprecated: Option<String>,
}

#[derive(Debug)]
pub struct Union {
    /// The field by whose text members are told apart; without it, each member has a sign.
    pub discriminator: Option<String>,
    pub members: Vec<Member>,
}

#[derive(Clone, Debug)]
pub struct Member {
    pub ident: Ident,
    /// The text of the discriminator; without one, only a name.
    pub tag: String,
    pub ty: Type,
    pub boxed: bool,
    pub sign: Sign,
}

/// By what a received value is known to be a member of a union.
#[derive(Clone, Debug)]
pub enum Sign {
    /// By the text of the discriminator.
    Tag,
    /// It is of one of these kinds of JSON.
    Kinds(Vec<JsonKind>),
    /// It has this field, by one of these names, and no null in it.
    Field(Vec<String>),
    /// It has this field, by one of these names, with one of these values.
    Values(Vec<String>, Vec<Sample>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum JsonKind {
    Text,
    Number,
    Boolean,
    List,
    Object,
}

#[derive(Debug)]
pub struct Named {
    pub scalar: Scalar,
    pub secret: bool,
    pub rules: Vec<Rule>,
    /// What the spec gives as an example.
    pub example: Option<Sample>,
}

#[derive(Clone, Debug)]
pub struct Envelope {
    pub items: Pointer,
    pub count: Option<Pointer>,
    pub next: Option<Pointer>,
    pub status: Option<Pointer>,
    pub message: Option<Pointer>,
}

/// A field that the spec points at.
#[derive(Clone, Debug)]
pub struct Pointer {
    pub field: Ident,
    pub ty: Type,
    pub optional: bool,
}

/// A value of a known type: what examples in docs and tests are made from.
#[derive(Clone, Debug, PartialEq)]
pub enum Sample {
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
        /// What stands beside the fields, by name.
        rest: Vec<(String, Sample)>,
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
