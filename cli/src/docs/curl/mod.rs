//! A request as a command line. It is made to be copied, and its texts come from a spec: every one of them stands in
//! single quotes, none can become a word of the shell, and none can name a file that curl would read.

mod data;

use apiloom_codegen::model::{
    Api, Content, Example, HeaderSource, Location, Method, Operation, Parameter, Required, Sample, Security, Segment,
    Style,
};

use super::example::{self, SECRET};
use super::words;

/// The command for an operation: of the first example that says what is sent, or of what has to be given.
pub(super) fn command(api: &Api, operation: &Operation) -> String {
    let given = given(operation);
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

/// What a request is made with.
struct Given<'o> {
    parameters: Vec<(&'o Parameter, &'o Sample)>,
    body: Option<&'o Sample>,
}

/// The example that the command is made of.
pub(super) fn example_of(operation: &Operation) -> Option<&Example> {
    operation.examples.iter().find(|example| example.has_request)
}

fn given(operation: &Operation) -> Given<'_> {
    let parameter = |at: usize| operation.parameters.get(at);
    if let Some(example) = example_of(operation) {
        let parameters = example.parameters.iter().filter_map(|(at, sample)| Some((parameter(*at)?, sample)));
        return Given { parameters: parameters.collect(), body: example.body.as_ref() };
    }
    let required = operation.required.iter().filter_map(|required| match required {
        Required::Parameter(at) => parameter(*at),
        Required::OneOf(members) => parameter(*members.first()?),
        Required::Body => None,
    });
    let parameters = required.filter_map(|parameter| Some((parameter, parameter.sample.as_ref()?))).collect();
    Given { parameters, body: operation.body.as_ref().and_then(|body| body.sample.as_ref()) }
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
                let parameter = operation.parameters.get(*at);
                let value =
                    given.parameters.iter().find(|(known, _)| parameter.is_some_and(|p| std::ptr::eq(p, *known)));
                let texts = value.map(|(parameter, sample)| texts(api, parameter, sample)).unwrap_or_default();
                url.push_str(&texts.iter().map(|text| encoded(text)).collect::<Vec<_>>().join(","));
            }
        }
    }
    let query = given.parameters.iter().filter(|(parameter, _)| parameter.location == Location::Query);
    let pairs = query.flat_map(|(parameter, sample)| {
        let name = encoded(&parameter.wire);
        texts(api, parameter, sample).into_iter().map(move |text| format!("{name}={}", encoded(&text)))
    });
    let pairs: Vec<String> = pairs.collect();
    if pairs.is_empty() { url } else { format!("{url}?{}", pairs.join("&")) }
}

/// The values of a parameter: one, or one for each item of a list that repeats it.
fn texts(api: &Api, parameter: &Parameter, sample: &Sample) -> Vec<String> {
    if parameter.secret {
        return vec![SECRET.to_owned()];
    }
    let Sample::List(items) = sample else { return vec![example::text(api, sample)] };
    let items: Vec<String> = items.iter().map(|item| example::text(api, item)).collect();
    match &parameter.style {
        Style::Joined(separator) => vec![items.join(separator)],
        Style::Single | Style::Repeated | Style::Deep | Style::Flat | Style::Json => items,
    }
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
    let of = |location: Location| given.parameters.iter().filter(move |(parameter, _)| parameter.location == location);
    let value = |parameter: &Parameter, sample: &Sample| texts(api, parameter, sample).join(",");
    let headers = of(Location::Header).map(|(parameter, sample)| header(&parameter.wire, &value(parameter, sample)));
    let cookies =
        of(Location::Cookie).map(|(parameter, sample)| format!("{}={}", parameter.wire, value(parameter, sample)));
    let cookies: Vec<String> = cookies.collect();
    let cookies = (!cookies.is_empty()).then(|| header("Cookie", &cookies.join("; ")));
    headers.chain(cookies).collect()
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
pub(super) fn encoded(text: &str) -> String {
    let is_unreserved = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let part = |byte: u8| if is_unreserved(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    text.bytes().map(part).collect()
}

/// POSIX shell: between single quotes, only a single quote is not itself.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "'\\''"))
}
