//! What a generated crate says about its API as a whole: its name, its servers, its security.

/// One API, as its spec describes it. Generated code holds one of these in a `static`.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The API's name, for instance `Partner Insights`; part of the default `User-Agent`.
    pub name: &'static str,
    /// The version of the API or of the generated crate; part of the default `User-Agent`.
    pub version: &'static str,
    /// How the names of received fields and enum values are compared.
    pub casing: Casing,
    /// How a caller proves itself where an operation says nothing else.
    pub security: Security,
}

impl Api {
    /// A nameless API with exact names and no security, for struct update syntax.
    pub const NEW: Self = Self { name: "", version: "", casing: Casing::Exact, security: Security::None };
}

/// One deployment of an API.
#[derive(Clone, Copy, Debug)]
pub struct Server {
    /// The name the spec gives it; operations and fields refer to it.
    pub name: &'static str,
    /// The base URL, with or without a trailing slash.
    pub url: &'static str,
    /// Whom an access token must be meant for; handed to [`Credentials`](crate::Credentials).
    pub audience: &'static str,
    /// Whether the spec declares that it is served without TLS.
    pub plain: bool,
    /// What stands in the URL, and in the audience, by names in braces.
    pub variables: &'static [Variable],
}

/// A part of a server's URL that callers choose.
#[derive(Clone, Copy, Debug)]
pub struct Variable {
    /// The name that stands in braces.
    pub name: &'static str,
    /// What stands there if nothing is chosen.
    pub default: &'static str,
    /// Where it stands.
    pub place: VariablePlace,
}

/// Where in a URL a variable stands: no value of it can change anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VariablePlace {
    /// The end of the host: labels with dots between (RFC 1123 section 2.1).
    Host,
    /// In a label of the host.
    Label,
    /// The port.
    Port,
    /// In a segment of the path.
    Segment,
}

impl Server {
    /// A nameless server with TLS, for struct update syntax.
    pub const NEW: Self = Self { name: "", url: "", audience: "", plain: false, variables: &[] };
}

/// How names that are received are compared with the names in the spec.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Casing {
    /// Byte for byte.
    #[default]
    Exact,
    /// Without regard to ASCII case or surrounding blanks, for services that answer `value` today
    /// and `Value` tomorrow.
    Any,
}

impl Casing {
    /// Whether a received name is the one in the spec.
    #[must_use]
    pub fn matches(self, received: &str, known: &str) -> bool {
        received == known || (self == Self::Any && received.trim().eq_ignore_ascii_case(known.trim()))
    }
}

/// Where a caller's token goes in a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// As the API says ([`Api::security`]); the default of an operation.
    Inherited,
    /// Nowhere: the operation is open, and no token is asked for.
    None,
    /// `Authorization: Bearer <token>` (RFC 6750 section 2.1).
    Bearer,
    /// `Authorization: Basic <token>` (RFC 7617 section 2).
    Basic,
    /// In the header field of this name.
    Header(&'static str),
    /// In the query parameter of this name.
    Query(&'static str),
    /// In the cookie of this name (RFC 6265 section 4.2).
    Cookie(&'static str),
    /// One of several ways, the first for which the client has all credentials. An empty one proves nothing, and is
    /// taken where there is no other.
    OneOf(&'static [&'static [Scheme]]),
}

/// Credentials of an API that has several, by the name that the spec gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// The name; empty where an API has one kind of credentials.
    pub name: &'static str,
    /// Where the token goes.
    pub place: Security,
}

impl Security {
    /// What an operation with this security uses in an API with that one.
    #[must_use]
    pub fn within(self, api: Self) -> Self {
        match (self, api) {
            (Self::Inherited, Self::Inherited) => Self::None,
            (Self::Inherited, api) => api,
            (own, _) => own,
        }
    }
}
