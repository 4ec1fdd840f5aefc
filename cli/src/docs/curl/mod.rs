//! A request as a command line. It is made to be copied, and its texts come from a spec: every one of them stands in
//! single quotes, none can become a word of the shell, and none can name a file that curl would read.

mod data;
mod given;

use apiloom_codegen::model::{Api, Content, HeaderSource, Location, Method, Operation, Sample, Security};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

pub(crate) use data::fields;
pub(crate) use given::{Given, example_of, given, joined};

/// The command for an operation: of the first example that says what is sent, or of what has to be given.
pub(crate) fn command(api: &Api, operation: &Operation) -> String {
    let given = given(operation).unwrap_or_default();
    let url = url(api, operation, &given);
    let url = match api.security_of(operation) {
        // The variable stands behind the quotes, where the shell looks for one.
        Security::Query(name) => {
            let mark = if url.contains('?') { '&' } else { '?' };
            format!("{}\"$API_KEY\"", quoted(&format!("{url}{mark}{}=", encoded(name))))
        }
        _ => quoted(&url),
    };
    let mut parts = vec![format!("curl{} {url}", method(operation, given.body))];
    parts.extend(credentials(api, operation));
    parts.extend(operation.constant_headers.iter().map(|(name, source)| match source {
        HeaderSource::Constant(value) => header(name, value),
        HeaderSource::Uuid => header_of_variable(name, "$(uuidgen)"),
    }));
    parts.extend(header_fields(api, &given));
    if let (Some(body), Some(sample)) = (&operation.body, given.body) {
        let typed = |(name, _): &(String, HeaderSource)| name.eq_ignore_ascii_case("content-type");
        let named = operation.constant_headers.iter().any(typed) || body.content == Content::Multipart;
        parts.extend((!named).then(|| header("Content-Type", &body.media_type)));
        parts.extend(data::data(api, body, sample));
    }
    parts.join(" \\\n  ")
}

fn method(operation: &Operation, body: Option<&Sample>) -> String {
    match operation.method {
        Method::Get => String::new(),
        Method::Head => " --head".to_owned(),
        // With a body, curl says POST by itself.
        Method::Post if body.is_some() => String::new(),
        other => format!(" --request {}", other.word()),
    }
}

/// RFC 3986: the server, the path with its placeholders filled, the query.
fn url(api: &Api, operation: &Operation, given: &Given<'_>) -> String {
    let server = api.server_of(operation).map(|server| server.url.as_str()).unwrap_or_default();
    let (path, pairs) = (given.path(api, operation), given.query(api));
    if pairs.is_empty() { format!("{server}{path}") } else { format!("{server}{path}?{}", pairs.join("&")) }
}

fn credentials(api: &Api, operation: &Operation) -> Option<String> {
    // Of several ways the first.
    let way = api.security_of(operation).ways(&api.credentials).into_iter().next()?;
    let options: Vec<String> = way.into_iter().filter_map(option).collect();
    (!options.is_empty()).then(|| options.join(" "))
}

fn option(security: &Security) -> Option<String> {
    match security {
        Security::None | Security::Query(_) | Security::OneOf(_) => None,
        Security::Bearer => Some("--header \"Authorization: Bearer $ACCESS_TOKEN\"".to_owned()),
        Security::Basic => Some("--user \"$API_USER:$API_PASSWORD\"".to_owned()),
        Security::Header(name) => Some(header_of_variable(name, "$API_KEY")),
        Security::Cookie(name) => Some(header_of_variable("Cookie", &format!("{}=$API_KEY", encoded(name)))),
    }
}

fn header_fields(api: &Api, given: &Given<'_>) -> Vec<String> {
    let headers = given.at(Location::Header);
    let headers = headers.map(|(parameter, sample)| header(&parameter.wire, &joined(api, parameter, sample)));
    let cookies = cookies(api, given);
    headers.chain((!cookies.is_empty()).then(|| header("Cookie", &cookies))).collect()
}

/// The pairs of a `Cookie` field (RFC 6265 section 4.2).
pub(crate) fn cookies(api: &Api, given: &Given<'_>) -> String {
    let cookies = given.at(Location::Cookie);
    let cookies = cookies.map(|(parameter, sample)| format!("{}={}", parameter.wire, joined(api, parameter, sample)));
    cookies.collect::<Vec<_>>().join("; ")
}

fn header(name: &str, value: &str) -> String {
    format!("--header {}", quoted(&format!("{name}: {value}").replace(['\r', '\n'], " ")))
}

/// A header field whose value the shell knows. Only a plain name may stand in double quotes beside it.
fn header_of_variable(name: &str, variable: &str) -> String {
    if name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        return format!("--header \"{name}: {variable}\"");
    }
    format!("--header {}\"{variable}\"", quoted(&format!("{name}: ")))
}

/// Everything but the unreserved characters of RFC 3986 section 2.3.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(crate) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, ENCODED).to_string()
}

/// POSIX shell: between single quotes, only a single quote is not itself.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
