//! Texts that have a grammar, as patterns of ECMA-262 without look-around or back-references, which any validator has.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde_json::{Value, json};

macro_rules! texts {
    ($($(#[doc = $doc:literal])+ $name:ident: $rules:tt)*) => {$(
        $(#[doc = $doc])+
        pub(crate) enum $name {}

        impl JsonSchema for $name {
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                text(concat!($($doc),+), json!($rules))
            }
        }
    )*};
}

fn text(description: &str, rules: Value) -> Schema {
    let mut schema = Schema::try_from(rules).unwrap_or_default();
    schema.insert("type".to_owned(), "string".into());
    schema.insert("description".to_owned(), description.trim().into());
    schema
}

/// A name and, in `< >`, what it is applied to; how those nest is left to the parser.
const TYPE: &str = r"\s*[A-Za-z][A-Za-z0-9_.-]*\s*(<([A-Za-z0-9_.,<>\s-]|\|\s*null\b)+>\s*)?";
/// `null` where a type is wanted.
const NULL: &str = r"(^|[<,]|^\s*(one|many) )\s*null\s*([?|,>]|$)";
/// Digits and what may stand around them; `+` as Rust reads it.
const COUNT: &str = r"\s*\+?[0-9]+\s*";
/// A number as Rust reads it. The dot of `1.` is none of the two in `1...=2`.
const LOWEST: &str = r"\s*[+-]?(([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]+)?\s*|[0-9]+\.([eE][+-]?[0-9]+\s*|\s+))";
const HIGHEST: &str = r"\s*[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?\s*";
/// RFC 9110 section 5.6.2.
const TOKEN: &str = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+";
/// RFC 9110 section 8.3.1, without parameters.
const MEDIA_TYPE: &str = r"[!#$&^_.+0-9A-Za-z-]+/[!#$&^_.+0-9A-Za-z-]+";
/// Characters of a path beside `.` (RFC 3986 section 3.3).
const PATH: &str = r"[0-9A-Za-z\-_~!$&'()*+,;=:@]";

/// The same with `.`.
const PATH_DOT: &str = r"[0-9A-Za-z\-_.~!$&'()*+,;=:@]";

fn range(lowest: &str, highest: &str) -> String {
    format!(r"^({lowest}\.\.(={highest})?|\s*\.\.={highest})$")
}

/// One segment of a path: neither empty nor `.` nor `..`.
fn segment(unit: &str) -> String {
    format!(r"(\.{{3,}}|\.{{0,2}}{unit})(\.|{unit})*")
}

fn request_line() -> String {
    let encoded = "%([013-9A-Fa-f][0-9A-Fa-f]|2[0-9A-Da-d])";
    let segment = segment(&format!(r"({PATH}|{encoded}|\{{[0-9A-Za-z_.$-]+\}})"));
    format!(r"^(GET|HEAD|PUT|POST|PATCH|DELETE|OPTIONS)\s+/({segment}(/{segment})*/?)?\s*$")
}

fn url_of(start: &str) -> String {
    let segment = segment(PATH);
    format!(r"^{start}(:\+?[0-9]+)?(/({segment})?)*$")
}

/// The same with names in braces, for variables.
fn template_of(start: &str) -> String {
    let segment = segment(r"([0-9A-Za-z\-_~!$&'()*+,;=:@]|\{[0-9A-Za-z_-]+\})");
    format!(r"^{start}(:(\+?[0-9]+|\{{[0-9A-Za-z_-]+\}}))?(/({segment})?)*$")
}

/// The start of a URL that needs no word more to be used.
const HTTPS_OR_LOOPBACK: &str = r"(https://([0-9A-Za-z.-]+|\[::1\])|http://(localhost|127\.0\.0\.1|\[::1\]))";

pub(super) fn https_or_loopback() -> String {
    let https = HTTPS_OR_LOOPBACK.replace("[0-9A-Za-z.-]", "[0-9A-Za-z.{}_-]");
    format!("^{https}(:|/|$)")
}

/// A text with a part of a request or an answer, and a name in it.
fn pointer(parts: &str) -> String {
    format!(r"^({parts})\.[\s\S]+$")
}

/// A host name, or `*.` and one: two labels at least, the last no number.
fn host_pattern() -> String {
    const REST: &str = "([0-9a-z-]*[0-9a-z])?";
    format!(r"^(\*\.)?([0-9a-z]{REST}\.)+[a-z]{REST}$")
}

texts! {
    /// A type that is always there: `string`, `list<ReportId>`, `map<Report | null>`.
    WholeType: {
        "pattern": format!("^{TYPE}$"),
        "not": { "pattern": NULL },
        "examples": ["string", "uuid", "date-time", "list<string>", "ReportId"],
    }

    /// A type, with `?` if it may be left out: `string`, `i32?`, `list<ReportId>`.
    InputType: {
        "pattern": format!(r"^{TYPE}(\?\s*)?$"),
        "not": { "pattern": NULL },
        "examples": ["string", "string?", "i32?", "list<string>", "ReportId"],
    }

    /// A type: `string`, `Report?` (may be absent), `i32 | null` (may be null), `i32 | null?` (may be both).
    FieldType: {
        "pattern": format!(r"^{TYPE}(\|\s*null\s*)?(\?\s*)?$"),
        "not": { "pattern": NULL },
        "examples": ["string", "string?", "i32 | null", "list<string>", "ReportId"],
    }

    /// The type of an item, which is always there and may be null: `string`, `Report | null`.
    ItemType: {
        "pattern": format!(r"^{TYPE}(\|\s*null\s*)?$"),
        "not": { "pattern": NULL },
        "examples": ["string", "json", "i32 | null", "list<string>", "Report"],
    }

    /// What an answer holds: a type, `one T` or `many T` of an envelope, or `empty`.
    AnswerType: {
        "pattern": format!(r"^(\s*(one|many|events) )?{TYPE}$"),
        "not": { "pattern": NULL },
        "examples": ["one Report", "many Report", "events Report", "Report", "empty"],
    }

    /// The data of an event: a line that is not empty.
    EventData: { "pattern": r"^[^\r\n]+$", "examples": ["[DONE]"] }

    /// The base URL of a server: https, with neither query nor user; plain http for this machine only.
    BaseUrl: { "pattern": url_of(HTTPS_OR_LOOPBACK), "examples": ["https://api.example.com/v1"] }

    /// A part of a URL: letters, digits and what else may stand in a segment of a path.
    VariableValue: { "pattern": format!("^{PATH_DOT}+$") }

    /// The base URL of a server: https, with neither query nor user; http for this machine, and with `plain: true`.
    ServerUrl: {
        "pattern": template_of(r"https?://([0-9A-Za-z.{}_-]+|\[::1\])"),
        "examples": ["https://api.example.com/v1"],
    }

    /// An https page.
    Page: { "pattern": r"^https://[0-9A-Za-z][0-9A-Za-z\-._~:/?#@!$&*+,;=%]*$" }

    /// How callers prove who they are: `bearer`, `basic`, `none`, or the names of credentials with `+` between.
    SecurityWord: {
        "pattern": r"^\s*[0-9A-Za-z_-]+\s*(\+\s*[0-9A-Za-z_-]+\s*)*$",
        "examples": ["bearer", "basic", "none"],
    }

    /// What credentials are.
    CredentialsWord: { "enum": ["bearer", "basic"] }

    /// The name of credentials.
    CredentialsName: { "pattern": "^[_-]*[0-9A-Za-z][0-9A-Za-z_-]*$", "not": { "enum": ["none"] } }

    /// A scope of OAuth (RFC 6749 section 3.3).
    Scope: { "pattern": r"^[!#-\[\]-~]+$", "examples": ["notes:read"] }

    /// How received names are matched.
    CasingWord: { "enum": ["exact", "any-case"] }

    /// A time span from a millisecond to a day.
    Duration: {
        "pattern": r"^\+?0*([1-9][0-9]{0,7}ms|[1-9][0-9]{0,4}s|[1-9][0-9]{0,3}m|([1-9]|1[0-9]|2[0-4])h)$",
        "examples": ["500ms", "30s", "2m", "4h"],
    }

    /// A field of the answer; one inside another with a dot between.
    ResponsePointer: { "pattern": pointer("response"), "examples": ["response.data", "response.meta.total"] }

    /// A field of the answer that holds a link, or the header field `Link`.
    LinkPointer: {
        "pattern": r"^(response\.[\s\S]+|header\.[Ll][Ii][Nn][Kk])$",
        "examples": ["response.next", "header.Link"],
    }

    /// A query parameter.
    QueryPointer: { "pattern": pointer("query"), "examples": ["query.cursor", "query.page"] }

    /// A field of the answer, or of its last item.
    NextPointer: { "pattern": pointer("response|last"), "examples": ["response.next_cursor", "last.id"] }

    /// How many items have to be in the state: any of them, all of them, or the newest.
    Quantifier: { "pattern": r"^(any|all|newest by [\s\S]+)$", "examples": ["any", "all", "newest by created"] }

    /// A host, or every host below one.
    HostPattern: { "pattern": host_pattern(), "maxLength": 255, "examples": ["files.example.com", "*.example.com"] }

    /// Method and path template.
    RequestLine: { "pattern": request_line(), "examples": ["GET /reports/{reportId}"] }

    /// What makes the value.
    Generator: { "enum": ["uuid"] }

    /// The name of a header field or cookie.
    HeaderName: { "pattern": format!("^{TOKEN}$"), "maxLength": 256 }

    /// The value of a header field.
    HeaderText: { "pattern": r"^[!-~]([\t -~]*[!-~])?$" }

    /// What joins the items of a list.
    Separator: { "pattern": r"^[ -/:-@\[-`{-~]+$", "examples": [",", ";", "|"] }

    /// How an object is written in a query: with brackets, or each field by itself.
    ParameterStyle: { "enum": ["deep", "flat"] }

    /// How objects and lists are written in a form.
    FormStyle: { "enum": ["deep"] }

    /// What a parameter's value is written as.
    ParameterContent: { "enum": ["json"] }

    /// A regular expression of Rust's `regex` crate: no look-around, no back-references.
    Pattern: { "maxLength": 2000, "examples": ["^[a-z]+$"] }

    /// A range of lengths; both bounds belong to it.
    Length: { "pattern": range(COUNT, COUNT), "examples": ["1..=256", "..=256", "1.."] }

    /// A range of numbers; both bounds belong to it.
    Range: { "pattern": range(LOWEST, HIGHEST), "examples": ["4..=2160", "0..", "..=9"] }

    /// What kind of text it is.
    FormatName: { "enum": ["uuid", "date", "date-time", "duration", "url", "decimal"] }

    /// `json`, `form`, `multipart`, `text`, `bytes`, or a media type.
    BodyContent: {
        "pattern": format!("^(json|form|multipart|text|bytes|{MEDIA_TYPE})$"),
        "examples": ["json", "form", "multipart", "text", "bytes", "application/merge-patch+json"],
    }

    /// `json`, `text`, `bytes`, or a media type.
    ResponseContent: {
        "pattern": format!("^(json|text|bytes|{MEDIA_TYPE})$"),
        "examples": ["json", "text", "bytes", "text/csv"],
    }

    /// The name of an operation: `snake_case`, as its method in Rust.
    OperationName: {
        "pattern": "^([a-z][a-z0-9]*(_[a-z0-9]+)*|(self|super|crate)_)$",
        "not": { "enum": ["self", "super", "crate"] },
    }

    /// The name of a placeholder of the path.
    PlaceholderName: { "pattern": "^[0-9A-Za-z_.$-]+$" }

    /// The name of a schema, with its type parameters: `Report`, `Envelope<T>`.
    SchemaKey: {
        "pattern": r"^[A-Za-z][A-Za-z0-9_.-]*(<\s*[A-Z]\s*(,\s*[A-Z]\s*)*>)?$",
        "not": { "enum": [
            "string", "bool", "i32", "i64", "u32", "u64", "f32", "f64", "decimal", "uuid", "date", "date-time",
            "duration", "url", "bytes", "json", "list", "set", "map", "null", "one", "many", "empty",
        ] },
    }
}
