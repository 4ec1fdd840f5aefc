//! The spec as its author wrote it: one struct for each YAML object, every value with its place, nothing looked up.
//!
//! These are the types that parse spec files and, with feature `schema`, the types that `docs/spec.schema.json`
//! is made from. The doc of a field is what an editor shows for its key.

mod flows;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, SeqAccess, Visitor};

pub(crate) use self::flows::{Download, Pages, Wait};
use crate::parse::{Entries, Form, Shorthand, Slot, StatusList, TextOrWhole};
#[cfg(feature = "schema")]
use crate::schema;
use crate::span::Spanned;

/// All files of a spec.
#[derive(Debug, Default)]
pub(crate) struct Document {
    pub(crate) files: Vec<File>,
}

/// A spec file.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "File", transform = schema::api_file))]
#[serde(default, rename = "a spec file", deny_unknown_fields)]
pub(crate) struct File {
    /// The version of this language: 1. Exactly one file of a spec says it; that file describes the API.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Version"))]
    pub(crate) apiloom: Slot<u64>,
    /// What the API is called.
    pub(crate) name: Slot<String>,
    /// The API's own version.
    pub(crate) version: Slot<String>,
    /// What this API, or this file's part of it, is for.
    pub(crate) description: Slot<String>,
    /// An https page that documents the API.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Page"))]
    pub(crate) documentation: Slot<String>,
    /// Where the API is served, by name.
    #[cfg_attr(feature = "schema", schemars(extend("minProperties" = 1)))]
    pub(crate) servers: Slot<Entries<Form<Server>>>,
    /// The credentials that callers have, by name, where there are several kinds.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<Form<Scheme>, schema::CredentialsName>", extend("minProperties" = 1)))]
    pub(crate) credentials: Slot<Entries<Form<Scheme>>>,
    /// How callers prove who they are: bearer, basic, none, or where an API key goes. With `credentials`, their names.
    pub(crate) security: Slot<Form<Security>>,
    /// How received names are matched.
    pub(crate) names: Slot<Names>,
    /// What every operation has.
    pub(crate) every_operation: Slot<EveryOperation>,
    /// Which fields of one schema wrap every answer.
    pub(crate) envelope: Slot<Envelope>,
    /// Path parameters that operations of this file share, by placeholder.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<Form<schema::GivenParameter>>"))]
    pub(crate) parameters: Slot<Entries<Form<Parameter>>>,
    /// The operations, by the name of their method in Rust.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<Operation, schema::OperationName>"))]
    pub(crate) operations: Slot<Entries<Operation>>,
    /// The schemas, by name; a name with `<T>` is generic.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<Form<Schema>, schema::SchemaKey>"))]
    pub(crate) schemas: Slot<Entries<Form<Schema>>>,
    #[serde(skip)]
    pub(crate) stem: String,
    #[serde(skip)]
    pub(crate) source: u16,
}

/// A place where the API is served.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Server", transform = schema::plain_server, extend("required" = ["url"])))]
#[serde(default, rename = "a server", deny_unknown_fields)]
pub(crate) struct Server {
    /// Base URL of every path: https, no query.
    #[cfg_attr(feature = "schema", schemars(with = "schema::ServerUrl"))]
    pub(crate) url: Slot<String>,
    /// Parts of the URL that callers choose, by the names that stand in it in braces.
    pub(crate) variables: Slot<Entries<Form<ServerVariable>>>,
    /// Whom access tokens for this server are made out to.
    pub(crate) audience: Slot<String>,
    /// Whether it is served by plain http, on purpose: whoever is on the way reads and changes everything.
    pub(crate) plain: Slot<bool>,
    /// What this server is.
    pub(crate) description: Slot<String>,
    /// Why not to use it, and what to use instead.
    pub(crate) deprecated: Slot<String>,
}

/// A part of a server's URL that callers choose.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ServerVariable", extend("required" = ["default"])))]
#[serde(default, rename = "a variable", deny_unknown_fields)]
pub(crate) struct ServerVariable {
    /// What stands in the URL where the caller says nothing.
    #[cfg_attr(feature = "schema", schemars(with = "schema::VariableValue"))]
    pub(crate) default: Slot<String>,
    /// The values that there are: a list, or a map to their descriptions. Any that fits, if nothing is said.
    pub(crate) r#enum: Slot<Form<EnumValues>>,
    /// What it is.
    pub(crate) description: Slot<String>,
}

/// Credentials that callers have.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Credentials", transform = schema::one_api_key))]
#[serde(default, rename = "credentials", deny_unknown_fields)]
pub(crate) struct Scheme {
    #[serde(skip)]
    pub(crate) kind: Slot<String>,
    /// The header that carries an API key.
    #[cfg_attr(feature = "schema", schemars(with = "schema::HeaderName"))]
    pub(crate) header: Slot<String>,
    /// The query parameter that carries an API key.
    pub(crate) query: Slot<String>,
    /// The cookie that carries an API key.
    #[cfg_attr(feature = "schema", schemars(with = "schema::HeaderName"))]
    pub(crate) cookie: Slot<String>,
}

/// How callers prove who they are.
#[derive(Clone, Debug, Default)]
pub(crate) struct Security {
    /// What is said at once: a kind of credentials, where an API key goes, or the name of credentials.
    pub(crate) scheme: Scheme,
    /// One of several, by their names.
    pub(crate) any: Option<Vec<Slot<String>>>,
}

impl<'de> Deserialize<'de> for Security {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Security { scheme: Scheme::deserialize(deserializer)?, any: None })
    }
}

impl Shorthand for Security {
    const EXPECTS: &'static [&'static str] = &["a single value", "a list", "a map"];

    fn from_short(kind: Slot<String>) -> Self {
        Security { scheme: Scheme::from_short(kind), any: None }
    }

    fn from_list(names: Vec<Slot<TextOrWhole>>) -> Option<Self> {
        let name = |slot: Slot<TextOrWhole>| {
            slot.map(|name| match name {
                TextOrWhole::Text(text) => text,
                TextOrWhole::Whole(number) => number.to_string(),
            })
        };
        Some(Security { scheme: Scheme::default(), any: Some(names.into_iter().map(name).collect()) })
    }
}

/// How received names are matched.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Names"))]
#[serde(default, rename = "`names`", deny_unknown_fields)]
pub(crate) struct Names {
    /// `exact`, or `any-case`: received keys and enum values match in any case and with blanks around them.
    #[cfg_attr(feature = "schema", schemars(with = "schema::CasingWord"))]
    pub(crate) read: Slot<String>,
}

/// What every operation has.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "EveryOperation"))]
#[serde(default, rename = "`every_operation`", deny_unknown_fields)]
pub(crate) struct EveryOperation {
    /// Header fields of every request.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<Form<Parameter>, schema::HeaderName>"))]
    pub(crate) headers: Slot<Entries<Form<Parameter>>>,
    /// Query parameters of every request.
    pub(crate) query: Slot<Query>,
    /// Error answers of every operation, by status.
    pub(crate) errors: Slot<Entries<Form<Response>, StatusList>>,
    /// The longest that one attempt may take: `30s`, `2m`, `500ms`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Duration"))]
    pub(crate) timeout: Slot<String>,
}

/// Which fields of one schema wrap every answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Envelope", extend("required" = ["schema", "items"])))]
#[serde(default, rename = "`envelope`", deny_unknown_fields)]
pub(crate) struct Envelope {
    /// A schema with one type parameter.
    pub(crate) schema: Slot<String>,
    /// The field that lists the items.
    pub(crate) items: Slot<String>,
    /// The field that counts them.
    pub(crate) count: Slot<String>,
    /// The field that links to the next page.
    pub(crate) next: Slot<String>,
    /// The field with the service's own status: 400 or more inside a 2XX answer is an error.
    pub(crate) status: Slot<String>,
    /// The field with the service's own message.
    pub(crate) message: Slot<String>,
}

/// A named input of an operation.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Header", transform = schema::one_source))]
#[serde(default, rename = "a parameter", deny_unknown_fields)]
pub(crate) struct Parameter {
    /// Its type: `string`, `i32?`, `list<ReportId>`, a schema. `?` makes it optional.
    #[cfg_attr(feature = "schema", schemars(with = "schema::InputType"))]
    pub(crate) r#type: Slot<String>,
    /// A header only: the text that is always sent.
    #[cfg_attr(feature = "schema", schemars(with = "schema::HeaderText"))]
    pub(crate) r#const: Slot<String>,
    /// A header only: `uuid`, made once for each call.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Generator"))]
    pub(crate) generate: Slot<String>,
    /// What it is for.
    pub(crate) description: Slot<String>,
    /// What the service assumes when it is not sent. Documentation, unless `send: true`.
    pub(crate) default: Slot<Literal>,
    /// Whether the default is sent when the caller gives nothing.
    pub(crate) send: Slot<bool>,
    /// An example value.
    pub(crate) example: Slot<Literal>,
    /// Why not to use it, and what to use instead.
    pub(crate) deprecated: Slot<String>,
    /// Whether its value must never be shown.
    pub(crate) secret: Slot<bool>,
    /// A regular expression for the whole of its text.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Pattern"))]
    pub(crate) pattern: Slot<String>,
    /// Its length in characters: `1..=256`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Length"))]
    pub(crate) length: Slot<String>,
    /// Its range: `4..=2160`, `0..`, `..=9`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Range"))]
    pub(crate) range: Slot<String>,
    /// What joins a list into one value.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Separator"))]
    pub(crate) separator: Slot<String>,
    /// A query parameter only: `deep` writes an object as `filter[name]=x`, `flat` each of its fields as a parameter.
    #[cfg_attr(feature = "schema", schemars(skip))]
    pub(crate) style: Slot<String>,
    /// `json`: its value is JSON text.
    #[cfg_attr(feature = "schema", schemars(with = "schema::ParameterContent"))]
    pub(crate) content: Slot<String>,
    /// Its name in Rust, where the one made from its wire name does not fit.
    pub(crate) rust_name: Slot<String>,
    /// The servers that have it.
    pub(crate) servers: Slot<Vec<Slot<String>>>,
    /// The servers that are not known to have it.
    pub(crate) unconfirmed: Slot<Vec<Slot<String>>>,
    /// The servers that refuse a request without it.
    pub(crate) required_on: Slot<Vec<Slot<String>>>,
}

/// Query parameters; `one of` holds some of which exactly one is given.
#[derive(Clone, Debug, Default)]
pub(crate) struct Query {
    pub(crate) parameters: Vec<(Spanned<String>, Slot<Form<Parameter>>)>,
    pub(crate) one_of: Slot<Entries<Form<Parameter>>>,
}

/// One method on one path.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Operation", extend("required" = ["request", "summary"])))]
#[serde(default, rename = "an operation", deny_unknown_fields)]
pub(crate) struct Operation {
    /// What it does, in one line.
    pub(crate) summary: Slot<String>,
    /// What else there is to know.
    pub(crate) description: Slot<String>,
    /// An https page that documents it.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Page"))]
    pub(crate) documentation: Slot<String>,
    /// Why not to use it, and what to use instead.
    pub(crate) deprecated: Slot<String>,
    /// Method and path template: `PUT /ScheduledReport/resume/{reportId}`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::RequestLine"))]
    pub(crate) request: Slot<String>,
    /// Its path parameters, by placeholder.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<Form<schema::GivenParameter>, schema::PlaceholderName>"))]
    pub(crate) path: Slot<Entries<Form<Parameter>>>,
    /// Its query parameters.
    pub(crate) query: Slot<Query>,
    /// Its header fields: parameters, constants, or generated values.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<Form<Parameter>, schema::HeaderName>"))]
    pub(crate) headers: Slot<Entries<Form<Parameter>>>,
    /// Its cookies.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<Form<schema::InputParameter>, schema::HeaderName>"))]
    pub(crate) cookies: Slot<Entries<Form<Parameter>>>,
    /// Its request body; `?` makes it optional.
    pub(crate) body: Slot<Form<Body>>,
    /// What a 200 answer holds: `T`, `one T`, `many T`, `empty`.
    pub(crate) returns: Slot<Form<Response>>,
    /// Its answers by status: `200`, `4XX`, `default`.
    pub(crate) responses: Slot<Entries<Form<Response>, StatusList>>,
    /// Its error answers by status, beside those every operation has.
    pub(crate) errors: Slot<Entries<Form<Response>, StatusList>>,
    /// The status that means "none" to an operation that returns many.
    #[cfg_attr(feature = "schema", schemars(with = "schema::ErrorStatus"))]
    pub(crate) none: Slot<u64>,
    /// How its list goes on after the first page.
    pub(crate) pages: Slot<Pages>,
    /// What can be waited for by asking it again and again: by the method of its request in Rust.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<Wait, schema::OperationName>"))]
    pub(crate) waits: Slot<Entries<Wait>>,
    /// How callers prove who they are here, where it is not as everywhere: `none` for not at all.
    pub(crate) security: Slot<Form<Security>>,
    /// What an access token has to be good for: OAuth scopes. Documentation.
    #[cfg_attr(feature = "schema", schemars(with = "Vec<schema::Scope>"))]
    pub(crate) scopes: Slot<Vec<Slot<String>>>,
    /// Whether doing it twice is the same as doing it once, so that the client may send it again by itself.
    pub(crate) idempotent: Slot<bool>,
    /// The header by which the server recognises a repeated request: with it, it may be sent again.
    #[cfg_attr(feature = "schema", schemars(with = "schema::HeaderName"))]
    pub(crate) deduplicated_by: Slot<String>,
    /// The longest that one attempt may take: `30s`, `2m`, `500ms`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Duration"))]
    pub(crate) timeout: Slot<String>,
    /// The servers that have it.
    pub(crate) servers: Slot<Vec<Slot<String>>>,
    /// The servers that are not known to have it.
    pub(crate) unconfirmed: Slot<Vec<Slot<String>>>,
    /// Requests and their answers, by name: each becomes a test.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<schema::Example>"))]
    pub(crate) examples: Slot<Entries<Entries<Literal, StatusList>>>,
}

/// A request body.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Body", transform = schema::type_or_choice))]
#[serde(default, rename = "a body", deny_unknown_fields)]
pub(crate) struct Body {
    /// Its type; `?` makes it optional.
    #[cfg_attr(feature = "schema", schemars(with = "schema::InputType"))]
    pub(crate) r#type: Slot<String>,
    /// `json` (if nothing is said), `form`, `multipart`, `text`, `bytes`, or a media type.
    #[cfg_attr(feature = "schema", schemars(with = "schema::BodyContent"))]
    pub(crate) content: Slot<String>,
    /// A form only: `deep` writes objects and lists in it as `card[number]=1`, `items[0][price]=1`, `tags[]=a`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::FormStyle"))]
    pub(crate) style: Slot<String>,
    /// What it is for.
    pub(crate) description: Slot<String>,
    /// Several ways to give it, of which a request has one, by name: `json`, `form`, `text` and so on are their own content.
    #[serde(rename = "one of")]
    #[cfg_attr(feature = "schema", schemars(extend("minProperties" = 2)))]
    pub(crate) one_of: Slot<Entries<Form<BodyChoice>>>,
}

/// One of several ways to give a body.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "BodyChoice", transform = schema::type_needed))]
#[serde(default, rename = "one of several bodies", deny_unknown_fields)]
pub(crate) struct BodyChoice {
    /// Its type; `?` makes the body optional, and stands with each of them.
    #[cfg_attr(feature = "schema", schemars(with = "schema::InputType"))]
    pub(crate) r#type: Slot<String>,
    /// `json` (if nothing is said), `form`, `multipart`, `text`, `bytes`, or a media type.
    #[cfg_attr(feature = "schema", schemars(with = "schema::BodyContent"))]
    pub(crate) content: Slot<String>,
    /// A form only: `deep` writes objects and lists in it as `card[number]=1`, `items[0][price]=1`, `tags[]=a`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::FormStyle"))]
    pub(crate) style: Slot<String>,
    /// What it is for.
    pub(crate) description: Slot<String>,
}

/// An answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Response", transform = schema::type_or_choice))]
#[serde(default, rename = "a response", deny_unknown_fields)]
pub(crate) struct Response {
    /// `T`, `one T`, `many T`, `events T` or `empty`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::AnswerType"))]
    pub(crate) r#type: Slot<String>,
    /// `json` (if nothing is said), `text`, `bytes`, or a media type.
    #[cfg_attr(feature = "schema", schemars(with = "schema::ResponseContent"))]
    pub(crate) content: Slot<String>,
    /// The data of the event that ends a stream of events, where there is one: `"[DONE]"`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::EventData"))]
    pub(crate) end: Slot<String>,
    /// Header fields of the answer that callers read.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<Form<schema::InputParameter>, schema::HeaderName>"))]
    pub(crate) headers: Slot<Entries<Form<Parameter>>>,
    /// What it means.
    pub(crate) description: Slot<String>,
    /// Several kinds of content, of which the caller asks for one, by name: `json`, `text` and `bytes` are their own content.
    #[serde(rename = "one of")]
    #[cfg_attr(feature = "schema", schemars(extend("minProperties" = 2)))]
    pub(crate) one_of: Slot<Entries<Form<ResponseChoice>>>,
}

/// One of several kinds of content of an answer.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "ResponseChoice", transform = schema::type_needed))]
#[serde(default, rename = "one of several contents", deny_unknown_fields)]
pub(crate) struct ResponseChoice {
    /// `T`, `one T`, `many T` or `events T`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::AnswerType"))]
    pub(crate) r#type: Slot<String>,
    /// `json` (if nothing is said), `text`, `bytes`, or a media type.
    #[cfg_attr(feature = "schema", schemars(with = "schema::ResponseContent"))]
    pub(crate) content: Slot<String>,
    /// The data of the event that ends a stream of events, where there is one: `"[DONE]"`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::EventData"))]
    pub(crate) end: Slot<String>,
}

/// A description of a value.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Schema", transform = schema::one_schema_kind))]
#[serde(default, rename = "a schema", deny_unknown_fields)]
pub(crate) struct Schema {
    /// What it stands for: a scalar makes a type of its own, anything else an alias.
    #[cfg_attr(feature = "schema", schemars(with = "schema::WholeType"))]
    pub(crate) r#type: Slot<String>,
    /// The fields of an object, by wire name.
    pub(crate) fields: Slot<Entries<Form<Field>>>,
    /// The type of members of an object beside its fields, by any name.
    pub(crate) rest: Slot<Form<Rest>>,
    /// Further fields by variant, of which a request makes exactly one.
    #[cfg_attr(feature = "schema", schemars(extend("minProperties" = 2)))]
    pub(crate) variants: Slot<Entries<Entries<Form<Field>>>>,
    /// The values of an enum, texts or whole numbers: a list, or a map to their descriptions.
    pub(crate) r#enum: Slot<Form<EnumValues>>,
    /// Whether an enum has no further values: a new one is then an error.
    pub(crate) exhaustive: Slot<bool>,
    /// The members of a union, by the value of its discriminator; without one, by any name.
    #[cfg_attr(feature = "schema", schemars(with = "Entries<schema::WholeType>", extend("minProperties" = 1)))]
    pub(crate) union: Slot<Entries<String>>,
    /// The field that tells the members of a union apart, where their kinds, constants and required fields do not.
    pub(crate) discriminator: Slot<String>,
    /// What it is.
    pub(crate) description: Slot<String>,
    /// An https page that documents it.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Page"))]
    pub(crate) documentation: Slot<String>,
    /// Why not to use it, and what to use instead.
    pub(crate) deprecated: Slot<String>,
    /// Example values.
    pub(crate) examples: Slot<Vec<Slot<Literal>>>,
    /// The format of a named text: uuid, date, date-time, url, duration or decimal.
    #[cfg_attr(feature = "schema", schemars(with = "schema::FormatName"))]
    pub(crate) format: Slot<String>,
    /// A regular expression for the whole of a named text.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Pattern"))]
    pub(crate) pattern: Slot<String>,
    /// The length of a named text in characters: `1..=256`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Length"))]
    pub(crate) length: Slot<String>,
    /// The range of a named number: `4..=2160`, `0..`, `..=9`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Range"))]
    pub(crate) range: Slot<String>,
    /// Whether its value must never be shown.
    pub(crate) secret: Slot<bool>,
    /// Its name in Rust, where the one made from its own name does not fit.
    pub(crate) rust_name: Slot<String>,
}

/// A member of an object.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Field", transform = schema::one_field_kind))]
#[serde(default, rename = "a field", deny_unknown_fields)]
pub(crate) struct Field {
    /// Its type: `string`, `Report?` (may be absent), `i32 | null` (may be null), `list<ReportId>`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::FieldType"))]
    pub(crate) r#type: Slot<String>,
    /// The value that is always sent.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Constant"))]
    pub(crate) r#const: Slot<Literal>,
    /// What it holds.
    pub(crate) description: Slot<String>,
    /// What the service assumes when it is not sent.
    pub(crate) default: Slot<Literal>,
    /// An example value.
    pub(crate) example: Slot<Literal>,
    /// Why not to use it, and what to use instead.
    pub(crate) deprecated: Slot<String>,
    /// Whether its value must never be shown.
    pub(crate) secret: Slot<bool>,
    /// The client's method that fetches what the link in it leads to, and the hosts that it may lead to.
    pub(crate) download: Slot<Form<Download>>,
    /// Whether it is only received.
    pub(crate) read_only: Slot<bool>,
    /// Whether it is only sent.
    pub(crate) write_only: Slot<bool>,
    /// Other wire names it is understood by.
    pub(crate) accept: Slot<Vec<Slot<String>>>,
    /// Its name in Rust, where the one made from its wire name does not fit.
    pub(crate) rust_name: Slot<String>,
    /// A regular expression for the whole of its text.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Pattern"))]
    pub(crate) pattern: Slot<String>,
    /// Its length in characters: `1..=256`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Length"))]
    pub(crate) length: Slot<String>,
    /// Its range: `4..=2160`, `0..`, `..=9`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::Range"))]
    pub(crate) range: Slot<String>,
    /// The servers that have it.
    pub(crate) servers: Slot<Vec<Slot<String>>>,
    /// The servers that are not known to have it.
    pub(crate) unconfirmed: Slot<Vec<Slot<String>>>,
    /// The servers that refuse a request without it.
    pub(crate) required_on: Slot<Vec<Slot<String>>>,
}

/// What an object holds beside its fields.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "Rest", transform = schema::type_needed))]
#[serde(default, rename = "`rest`", deny_unknown_fields)]
pub(crate) struct Rest {
    /// The type of each: `string`, `Note`, `i32 | null`, `json`.
    #[cfg_attr(feature = "schema", schemars(with = "schema::ItemType"))]
    pub(crate) r#type: Slot<String>,
    /// What they are.
    pub(crate) description: Slot<String>,
    /// The name of the map in Rust, where `rest` does not fit.
    pub(crate) rust_name: Slot<String>,
}

/// The values of an enum.
#[derive(Clone, Debug, Default)]
pub(crate) struct EnumValues(pub(crate) Vec<(Slot<TextOrWhole>, EnumValue)>);

/// One value of an enum.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(rename = "EnumValue"))]
#[serde(default, rename = "an enum value", deny_unknown_fields)]
pub(crate) struct EnumValue {
    /// The whole number that is sent; the key is its name.
    #[cfg_attr(feature = "schema", schemars(with = "schema::EnumNumber"))]
    pub(crate) value: Slot<Whole>,
    /// What it means.
    pub(crate) description: Slot<String>,
    /// Why not to use it, and what to use instead.
    pub(crate) deprecated: Slot<String>,
    /// Its name in Rust, where the one made from the value does not fit.
    pub(crate) rust_name: Slot<String>,
}

/// A whole number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Whole(pub(crate) i128);

/// A JSON value as written.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    Null,
    Boolean(bool),
    Integer(i128),
    Number(f64),
    Text(String),
    List(Vec<Slot<Literal>>),
    Map(Entries<Literal>),
}

macro_rules! short_for_a_field {
    ($($form:ident: $field:ident),*) => {$(
        impl Shorthand for $form {
            const EXPECTS: &'static [&'static str] = &["a single value", "a map"];
            fn from_short(text: Slot<String>) -> Self {
                $form { $field: text, ..$form::default() }
            }
        }
    )*};
}

short_for_a_field! {
    Server: url, ServerVariable: default, Scheme: kind, Parameter: r#type, Body: r#type, Response: r#type, Schema: r#type, Field: r#type,
    Download: method, Rest: r#type, BodyChoice: r#type, ResponseChoice: r#type
}

impl Shorthand for EnumValues {
    const EXPECTS: &'static [&'static str] = &["a list", "a map"];

    fn from_short(_: Slot<String>) -> Self {
        EnumValues::default()
    }

    fn from_list(values: Vec<Slot<TextOrWhole>>) -> Option<Self> {
        Some(EnumValues(values.into_iter().map(|value| (value, EnumValue::default())).collect()))
    }
}

impl<'de> Deserialize<'de> for EnumValues {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = Entries::<Form<EnumValue>>::deserialize(deserializer)?.0.into_iter();
        let value = |slot: Slot<Form<EnumValue>>| slot.get().map(|form| form.0.clone()).unwrap_or_default();
        let key = |key: Spanned<String>| Slot::Given(TextOrWhole::Text(key.value), key.span);
        Ok(EnumValues(entries.map(|(name, slot)| (key(name), value(slot))).collect()))
    }
}

impl Shorthand for EnumValue {
    const EXPECTS: &'static [&'static str] = &["a single value", "a map"];
    const NUMBERS: bool = true;

    fn from_short(text: Slot<String>) -> Self {
        EnumValue { description: text, ..EnumValue::default() }
    }

    fn from_number(number: Slot<i128>) -> Option<Self> {
        Some(EnumValue { value: number.map(Whole), ..EnumValue::default() })
    }
}

impl<'de> Deserialize<'de> for Whole {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WholeVisitor;
        impl Visitor<'_> for WholeVisitor {
            type Value = Whole;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a whole number")
            }
            fn visit_i128<E>(self, number: i128) -> Result<Whole, E> {
                Ok(Whole(number))
            }
        }
        deserializer.deserialize_any(WholeVisitor)
    }
}

impl<'de> Deserialize<'de> for Query {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct QueryVisitor;
        impl<'de> Visitor<'de> for QueryVisitor {
            type Value = Query;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a map")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Query, A::Error> {
                let mut query = Query::default();
                while let Some(key) = crate::parse::next_key::<String, A>(&mut map)? {
                    match key {
                        Some(key) if key.value == "one of" => query.one_of = map.next_value()?,
                        Some(key) => query.parameters.push((key, map.next_value()?)),
                        None => drop(map.next_value::<Slot<Form<Parameter>>>()?),
                    }
                }
                Ok(query)
            }
        }
        deserializer.deserialize_map(QueryVisitor)
    }
}

impl<'de> Deserialize<'de> for Literal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct LiteralVisitor;
        impl<'de> Visitor<'de> for LiteralVisitor {
            type Value = Literal;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a value")
            }
            fn visit_unit<E>(self) -> Result<Literal, E> {
                Ok(Literal::Null)
            }
            fn visit_bool<E>(self, value: bool) -> Result<Literal, E> {
                Ok(Literal::Boolean(value))
            }
            fn visit_i128<E>(self, value: i128) -> Result<Literal, E> {
                Ok(Literal::Integer(value))
            }
            fn visit_f64<E>(self, value: f64) -> Result<Literal, E> {
                Ok(Literal::Number(value))
            }
            fn visit_str<E>(self, text: &str) -> Result<Literal, E> {
                Ok(Literal::Text(text.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Literal, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Literal::List(items))
            }
            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Literal, A::Error> {
                let map = serde::de::value::MapAccessDeserializer::new(map);
                Entries::deserialize(map).map(Literal::Map)
            }
        }
        deserializer.deserialize_any(LiteralVisitor)
    }
}
