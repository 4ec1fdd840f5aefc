//! A request as a command line. It is made to be copied, and its texts come from a spec: every one of them stands in
//! single quotes, none can become a word of the shell, and none can name a file that curl would read.

mod data;
mod given;

use apiloom_codegen::model::{Api, Content, HeaderSource, Location, Method, Operation, Sample, Security, Segment};

pub(crate) use data::fields;
pub(crate) use given::{Given, example_of, given, in_path, joined, pairs};

use super::words;

/// The command for an operation: of the first example that says what is sent, or of what has to be given.
pub(crate) fn command(api: &Api, operation: &Operation) -> String {
    let given = given(operation).unwrap_or_default();
    let url = url(api, operation, &given);
    let url = match security(api, operation) {
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
        other => format!(" --request {}", words::method(other)),
    }
}

/// RFC 3986: the server, the path with its placeholders filled, the query.
fn url(api: &Api, operation: &Operation, given: &Given<'_>) -> String {
    let served = |name: &str| operation.servers.is_empty() || operation.servers.iter().any(|known| known == name);
    let mut servers = api.servers.iter().filter(|server| served(&server.name));
    let server = servers.clone().find(|server| server.deprecated.is_none()).or_else(|| servers.next());
    let mut url = server.map(|server| server.url.clone()).unwrap_or_default();
    for segment in &operation.segments {
        match segment {
            Segment::Literal(text) => url.push_str(text),
            Segment::Parameter(at) => {
                let value = operation.parameters.get(*at).and_then(|parameter| Some((parameter, given.of(parameter)?)));
                url.push_str(&value.map(|(parameter, sample)| in_path(api, parameter, sample)).unwrap_or_default());
            }
        }
    }
    let pairs = given.at(Location::Query).flat_map(|(parameter, sample)| pairs(api, parameter, sample));
    let pairs: Vec<String> = pairs.map(|(name, text)| format!("{}={}", encoded(&name), encoded(&text))).collect();
    if pairs.is_empty() { url } else { format!("{url}?{}", pairs.join("&")) }
}

fn security<'a>(api: &'a Api, operation: &'a Operation) -> &'a Security {
    operation.security.as_ref().unwrap_or(&api.security)
}

fn credentials(api: &Api, operation: &Operation) -> Option<String> {
    // Of several ways the first.
    let way = security(api, operation).ways(&api.credentials).into_iter().next()?;
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

/// RFC 3986 section 2.3: everything but what is unreserved.
pub(crate) fn encoded(text: &str) -> String {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let part = |byte: u8| if is_unreserved(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(part).collect()
}

/// POSIX shell: between single quotes, only a single quote is not itself.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
