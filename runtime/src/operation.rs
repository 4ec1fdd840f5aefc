//! What a generated crate says about one operation: a table that the runtime reads on every call.

use std::time::Duration;

use http::{HeaderMap, Method, StatusCode};

use crate::api::{Casing, Security};
use crate::paging::Paging;
use crate::rule::Rule;

/// One operation. Generated code holds one `static` of these per method.
#[derive(Debug)]
pub struct Operation {
    /// The name in the spec, which is the name of the generated method.
    pub name: &'static str,
    /// The request method.
    pub method: Method,
    /// The path template as the spec has it; shown in errors in place of the URL.
    pub template: &'static str,
    /// The same template in parts.
    pub path: &'static [Segment],
    /// What [`Call::set`](crate::wire::Call::set) counts; also the order on the wire.
    pub parameters: &'static [Parameter],
    /// Header fields that are sent with every call.
    pub headers: &'static [(&'static str, HeaderSource)],
    /// The value of `Accept`.
    pub accept: &'static str,
    /// How the caller proves itself.
    pub security: Security,
    /// Every answer that the spec declares. Where no 2XX status is among them, every one is.
    pub responses: &'static [Declared],
    /// Whether sending twice does no harm.
    pub repeat: Repeat,
    /// How long one attempt may take, in place of [`Limits::attempt`](crate::Limits::attempt).
    pub timeout: Option<Duration>,
    /// The status that means an empty list.
    pub none: Option<u16>,
    /// Whether a body with the status `none` is the declared one, and not a gateway's: see
    /// [`is_declared`](crate::wire::is_declared). Without it the body must be empty.
    pub none_check: Option<fn(&[u8], Casing) -> bool>,
    /// How the next page of its list is asked for.
    pub paging: Option<Paging>,
    /// The servers that have the operation; none named means all.
    pub servers: &'static [&'static str],
    /// Whether an answer of the type `text/event-stream` is read as it comes.
    pub streams: bool,
}

impl Operation {
    /// A `GET` without parameters that declares no answer, for struct update syntax.
    pub const NEW: Self = Self {
        name: "",
        method: Method::GET,
        template: "",
        path: &[],
        parameters: &[],
        headers: &[],
        accept: "application/json",
        security: Security::Inherited,
        responses: &[],
        repeat: Repeat::Harmful,
        timeout: None,
        none: None,
        none_check: None,
        paging: None,
        servers: &[],
        streams: false,
    };

    /// The most specific declaration of a status: exact, then class, then default.
    pub(crate) fn declared(&self, status: StatusCode) -> Option<&'static Declared> {
        let by = |key: StatusKey| self.responses.iter().find(|declared| declared.status == key);
        by(StatusKey::Code(status.as_u16()))
            .or_else(|| by(StatusKey::Class(class_of(status))))
            .or_else(|| by(StatusKey::Default))
    }

    /// Whether an answer with this status is what the caller hopes for. `default` covers a 2XX
    /// status only where no other 2XX is declared: beside one it describes errors.
    pub(crate) fn is_success(&self, status: StatusCode) -> bool {
        if !status.is_success() {
            return false;
        }
        let mut successes = self.responses.iter().filter(|declared| declared.status.is_success()).peekable();
        successes.peek().is_none() || successes.any(|declared| declared.status.covers(status))
    }
}

/// Whether sending a request twice does no harm.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    /// It may do something twice.
    Harmful,
    /// Doing it twice is doing it once (RFC 9110 section 9.2.2).
    Harmless,
    /// The server recognises a repetition by the header field of this name.
    HarmlessWith(&'static str),
}

impl Repeat {
    pub(crate) fn is_harmless(self, headers: &HeaderMap) -> bool {
        match self {
            Self::Harmful => false,
            Self::Harmless => true,
            Self::HarmlessWith(name) => headers.contains_key(name),
        }
    }
}

/// A part of a path template.
#[derive(Clone, Copy, Debug)]
pub enum Segment {
    /// Sent as it is; already encoded (RFC 3986 section 3.3).
    Literal(&'static str),
    /// The argument of the parameter with this index, percent-encoded.
    Parameter(usize),
}

/// A named input outside the body.
#[derive(Clone, Copy, Debug)]
pub struct Parameter {
    /// The name on the wire.
    pub name: &'static str,
    /// Where it is sent.
    pub location: In,
    /// How several values are written.
    pub style: Style,
    /// Whether its values are left out of everything that is shown.
    pub secret: bool,
    /// What each value must satisfy.
    pub rules: &'static [Rule],
    /// What is sent where the caller gives nothing.
    pub default: Option<&'static str>,
    /// The servers on which it must be given.
    pub required_on: &'static [&'static str],
    /// The servers that have it; none named means all.
    pub servers: &'static [&'static str],
}

impl Parameter {
    /// A query parameter without a name, for struct update syntax.
    pub const NEW: Self = Self {
        name: "",
        location: In::Query,
        style: Style::Single,
        secret: false,
        rules: &[],
        default: None,
        required_on: &[],
        servers: &[],
    };

    /// Where it stands, in the words of problems: `query.limit`.
    #[must_use]
    pub fn place(&self) -> String {
        format!("{}.{}", self.location.word(), self.name)
    }

    /// A path parameter.
    #[must_use]
    pub const fn path(name: &'static str) -> Self {
        Self { name, location: In::Path, ..Self::NEW }
    }

    /// A query parameter with one value.
    #[must_use]
    pub const fn query(name: &'static str) -> Self {
        Self { name, location: In::Query, ..Self::NEW }
    }

    /// A header parameter.
    #[must_use]
    pub const fn header(name: &'static str) -> Self {
        Self { name, location: In::Header, ..Self::NEW }
    }

    /// A cookie parameter.
    #[must_use]
    pub const fn cookie(name: &'static str) -> Self {
        Self { name, location: In::Cookie, ..Self::NEW }
    }
}

/// Where a parameter is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum In {
    /// In the path (RFC 3986 section 3.3).
    Path,
    /// In the query (RFC 3986 section 3.4).
    Query,
    /// In a header field (RFC 9110 section 5).
    Header,
    /// In the `Cookie` header field (RFC 6265 section 4.2).
    Cookie,
}

impl In {
    /// The word that problems use.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How several values of one parameter are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// One value.
    Single,
    /// The parameter is repeated: `a=1&a=2`. Outside a query the values are joined by `,`.
    Repeated,
    /// One parameter, its values joined by this separator, which no value may contain.
    Joined(&'static str),
    /// An object or a list in a query, its names led to by brackets: `a[b]=1`, `a[0][b]=1`, `a[]=1`.
    Deep,
    /// An object in a query, each field a parameter of its own.
    Flat,
    /// JSON text.
    Json,
}

/// Where the value of a constant header field comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderSource {
    /// From the spec.
    Constant(&'static str),
    /// A random UUID (RFC 9562 section 5.4), made once per call.
    Uuid,
}

/// An answer that the spec declares.
#[derive(Clone, Copy, Debug)]
pub struct Declared {
    /// For which status.
    pub status: StatusKey,
    /// The schema of the body ([`ErrorBody::SCHEMA`](crate::ErrorBody::SCHEMA)); empty for none.
    pub schema: &'static str,
    /// The fields in which the server says in words what was wrong, the best first; a dot steps
    /// into an object: `["Message", "error.message"]`.
    pub message: &'static [&'static str],
}

impl Declared {
    /// A default answer without a body, for struct update syntax.
    pub const NEW: Self = Self { status: StatusKey::Default, schema: "", message: &[] };

    /// An answer with a typed body, or with none.
    #[must_use]
    pub const fn new(status: StatusKey, schema: &'static str, message: &'static [&'static str]) -> Self {
        Self { status, schema, message }
    }
}

/// The statuses for which an answer is declared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusKey {
    /// One status code.
    Code(u16),
    /// A class of them: `4` is 4XX.
    Class(u8),
    /// Every status that nothing else is declared for.
    Default,
}

impl StatusKey {
    fn covers(self, status: StatusCode) -> bool {
        match self {
            Self::Code(code) => code == status.as_u16(),
            Self::Class(class) => class == class_of(status),
            Self::Default => true,
        }
    }

    fn is_success(self) -> bool {
        match self {
            Self::Code(code) => (200..300).contains(&code),
            Self::Class(class) => class == 2,
            Self::Default => false,
        }
    }
}

fn class_of(status: StatusCode) -> u8 {
    u8::try_from(status.as_u16() / 100).unwrap_or(0)
}
