//! The URL of a request, written in one pass and parsed once.

use smallvec::SmallVec;

use super::template::extended;
use super::{REDACTED, Reader, percent};
use crate::api::Security;
use crate::call::{Call, Shown};
use crate::credentials::AccessToken;
use crate::error::Error;
use crate::operation::{In, Operation, Parameter, Segment, Style};

/// Servers answer 414 to more, proxies drop the connection (RFC 9110 section 4.1 asks for 8,000
/// octets at least). The type `http::Uri` ends at 65,534 bytes; the rest is for a token in the query.
pub(crate) const MAX_LENGTH: usize = 64_000;

/// The URL for the server, of that of its template.
pub(super) fn parse(call: &Call, beginning: ::url::Url) -> Result<::url::Url, Error> {
    let written = write(call, Reader::Server);
    let operation = call.operation;
    let base = call.core.base();
    if base.path_start() + written.text.len() > MAX_LENGTH {
        let place = if base.path_start() + written.path_end > MAX_LENGTH { "path" } else { "query" };
        return Err(Error::invalid_argument(operation, place, "makes the URL longer than 64,000 bytes"));
    }
    let (path, query) = written.as_str().split_at_checked(written.path_end).unwrap_or_default();
    let mut url = extended(beginning, path);
    // What the parser makes of a path must be what was written: a dot segment that came together
    // from pieces would otherwise point somewhere else (RFC 3986 section 5.2.4).
    if url.path() != path {
        return Err(Error::invalid_argument(operation, "path", "must not change the path of the operation"));
    }
    if let Some(query) = query.strip_prefix('?') {
        url.set_query(Some(query));
    }
    Ok(url)
}

/// The URL for people, without what is secret.
pub(super) fn show(call: &Call) -> String {
    write(call, Reader::Person).as_str().to_owned()
}

/// Adds a token that is sent in the query.
pub(super) fn push_token(url: &mut ::url::Url, name: &str, token: &AccessToken) {
    let mut query = url.query().map(|query| [query, "&"].concat()).unwrap_or_default();
    percent::push(&mut query, name);
    query.push('=');
    percent::push(&mut query, token.expose());
    url.set_query(Some(&query));
}

/// UTF-8 that needs no memory of its own where it is as short as most URLs are.
pub(super) type Text = SmallVec<[u8; 192]>;

/// For people the whole URL, for the server what follows the host.
struct Written {
    text: Text,
    path_end: usize,
}

impl Written {
    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text).unwrap_or_default()
    }
}

fn write(call: &Call, reader: Reader) -> Written {
    let operation = call.operation;
    let base = match reader {
        Reader::Server => call.core.base().path(),
        Reader::Person => call.core.base().text(),
    };
    let mut text = Text::new();
    text.extend_from_slice(base.as_bytes());
    for segment in operation.path {
        match *segment {
            Segment::Literal(literal) => text.extend_from_slice(literal.as_bytes()),
            Segment::Parameter(index) => push_argument(&mut text, call, index, reader),
        }
    }
    let path_end = text.len();
    let mut query = Query { text: &mut text, path_end, reader };
    for (index, parameter) in parameters(operation, In::Query) {
        query.push(parameter, call.arguments.of_or_default(index, parameter));
    }
    if reader == Reader::Person {
        for place in call.core.places(operation) {
            if let Security::Query(name) = place {
                query.push_pair(name, "", true);
            }
        }
    }
    Written { text, path_end }
}

pub(super) fn parameters(
    operation: &'static Operation,
    location: In,
) -> impl Iterator<Item = (usize, &'static Parameter)> {
    let all = operation.parameters.iter().enumerate();
    all.filter(move |(_, parameter)| parameter.location == location)
}

/// What stands between the values of a list outside a query.
pub(super) fn separator(parameter: &Parameter) -> &'static str {
    match parameter.style {
        Style::Joined(separator) => separator,
        _ => ",",
    }
}

fn push_argument(text: &mut Text, call: &Call, index: usize, reader: Reader) {
    let Some(parameter) = call.operation.parameters.get(index) else {
        return;
    };
    let values = call.arguments.of_or_default(index, parameter);
    for (position, value) in values.enumerate() {
        if position > 0 {
            percent::write(text, separator(parameter));
        }
        push_value(text, value.text, value.secret, reader);
    }
}

fn push_value(text: &mut Text, value: &str, secret: bool, reader: Reader) {
    if secret && reader == Reader::Person {
        text.extend_from_slice(REDACTED.as_bytes());
    } else {
        percent::write(text, value);
    }
}

/// The part of a URL after `?` (RFC 3986 section 3.4).
struct Query<'t> {
    text: &'t mut Text,
    path_end: usize,
    reader: Reader,
}

impl Query<'_> {
    fn push<'v>(&mut self, parameter: &Parameter, values: impl Iterator<Item = Shown<'v>>) {
        let Style::Joined(separator) = parameter.style else {
            return values.for_each(|value| {
                self.push_pair(value.name.unwrap_or(parameter.name), value.text, value.secret);
            });
        };
        for (position, value) in values.enumerate() {
            if position == 0 {
                self.push_name(parameter.name);
            } else {
                percent::write(self.text, separator);
            }
            push_value(self.text, value.text, value.secret, self.reader);
        }
    }

    fn push_pair(&mut self, name: &str, value: &str, secret: bool) {
        self.push_name(name);
        push_value(self.text, value, secret, self.reader);
    }

    fn push_name(&mut self, name: &str) {
        self.text.push(if self.text.len() == self.path_end { b'?' } else { b'&' });
        percent::write(self.text, name);
        self.text.push(b'=');
    }
}
