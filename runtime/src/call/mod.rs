//! A call: an operation with the arguments given so far.

mod allowed;
mod arguments;
mod check;

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use http::header::{self, HeaderMap, HeaderName, HeaderValue};

pub(crate) use self::arguments::{Arguments, Shown};
use crate::argument::{Argument, ArgumentWriter};
use crate::client::ClientCore;
use crate::encode::{Body, Encode, Encoder, Form, Purpose, Sink};
use crate::error::Error;
use crate::operation::{Operation, Style};
use crate::problem::Problem;
use crate::progress::Progress;
use crate::request::Request;

/// An operation with its arguments so far. What is wrong with them is kept and reported, all of it
/// together, when the call is sent; nothing is sent then.
pub struct Call {
    pub(crate) core: ClientCore,
    pub(crate) operation: &'static Operation,
    pub(crate) arguments: Arguments,
    pub(crate) body: Option<Body>,
    pub(crate) timeout: Option<Duration>,
    /// What the identifiers in generated headers are made from: the same in every view.
    pub(crate) seed: u64,
    /// What most calls have nothing of: a call is moved more than once.
    extras: Option<Box<Extras>>,
    pub(crate) progress: Progress,
}

/// What a call may have besides.
#[derive(Clone, Default)]
struct Extras {
    /// Fields that its caller sets.
    headers: HeaderMap,
    /// A link to follow in place of the operation's own URL; checked by whoever sets it.
    follow: Option<url::Url>,
    body_problems: Vec<Problem>,
    header_problems: Vec<Problem>,
}

impl Call {
    /// A call without arguments.
    #[must_use]
    pub fn new(core: &ClientCore, operation: &'static Operation) -> Self {
        Self {
            core: core.clone(),
            operation,
            arguments: Arguments::default(),
            body: None,
            timeout: None,
            seed: core.environment().seed(),
            extras: None,
            progress: Progress::Open,
        }
    }

    /// What was put together, by move.
    pub(crate) fn take(&mut self) -> Self {
        Self {
            core: self.core.clone(),
            operation: self.operation,
            arguments: std::mem::take(&mut self.arguments),
            body: self.body.take(),
            timeout: self.timeout,
            seed: self.seed,
            extras: self.extras.take(),
            progress: Progress::Open,
        }
    }

    /// Another call with the same arguments, and identifiers of its own.
    pub(crate) fn again(&self) -> Self {
        Self {
            core: self.core.clone(),
            operation: self.operation,
            arguments: self.arguments.clone(),
            body: self.body.clone(),
            timeout: self.timeout,
            seed: self.core.environment().seed(),
            extras: self.extras.as_ref().map(|extras| Box::new(Extras { follow: None, ..(**extras).clone() })),
            progress: Progress::Open,
        }
    }

    /// The fields that its caller sets.
    pub(crate) fn headers(&self) -> impl Iterator<Item = (&HeaderName, &HeaderValue)> {
        self.extras.iter().flat_map(|extras| &extras.headers)
    }

    /// The link to follow in place of the operation's own URL.
    pub(crate) fn link(&self) -> Option<&url::Url> {
        self.extras.as_ref()?.follow.as_ref()
    }

    /// Follows a link that was checked.
    pub(crate) fn follow(&mut self, link: url::Url) {
        self.extras().follow = Some(link);
    }

    /// Sends a field whatever its name.
    pub(crate) fn insert(&mut self, name: HeaderName, value: HeaderValue) {
        self.extras().headers.insert(name, value);
    }

    fn extras(&mut self) -> &mut Extras {
        self.extras.get_or_insert_default()
    }

    /// Gives the parameter with this index in [`Operation::parameters`] a value, in place of an
    /// earlier one. An index that the table has not is ignored.
    pub fn set(&mut self, index: usize, value: &dyn Argument) {
        if let Some(parameter) = self.operation.parameters.get(index) {
            self.arguments.clear(index);
            value.write(&mut ArgumentWriter::new(&mut self.arguments, index, parameter));
        }
    }

    /// Gives the parameter with this index a value that is more than texts, in place of an earlier one: written as its
    /// [style](crate::wire::Style) says.
    pub fn set_object(&mut self, index: usize, value: &dyn Encode) {
        let Some(parameter) = self.operation.parameters.get(index) else {
            return;
        };
        self.arguments.clear(index);
        let form = match parameter.style {
            Style::Deep => Form::Brackets,
            Style::Flat => Form::Pairs,
            Style::Json | Style::Single | Style::Repeated | Style::Joined(_) => Form::Json,
        };
        let mut sink = Sink::parameter(form, parameter.name, self.core.server_name());
        let mut encoder = Encoder::new(&mut sink);
        if parameter.secret {
            encoder.secret(value);
        } else {
            value.encode(&mut encoder);
        }
        let (pairs, problems) = sink.finish_parameter();
        self.arguments.add_pairs(index, parameter, pairs, problems);
    }

    /// Sends a JSON body (RFC 8259).
    pub fn json(&mut self, body: &dyn Encode, media_type: &'static str) {
        self.encode(body, Form::Json, media_type);
    }

    /// Sends an object as `application/x-www-form-urlencoded` (URL standard section 5).
    pub fn form(&mut self, body: &dyn Encode, media_type: &'static str) {
        self.encode(body, Form::Pairs, media_type);
    }

    /// Sends an object as a form whose names lead into objects and lists: `a[b]`, `a[0][b]`, `a[]`.
    pub fn deep_form(&mut self, body: &dyn Encode, media_type: &'static str) {
        self.encode(body, Form::Brackets, media_type);
    }

    /// Sends an object as `multipart/form-data` (RFC 7578); the boundary is added to the type.
    pub fn multipart(&mut self, body: &dyn Encode, media_type: &'static str) {
        self.encode(body, Form::Multipart, media_type);
    }

    /// Sends a text as it is.
    pub fn text(&mut self, body: &str, media_type: &'static str) {
        self.bytes(Bytes::copy_from_slice(body.as_bytes()), media_type);
    }

    /// Sends bytes as they are.
    pub fn bytes(&mut self, body: Bytes, media_type: &'static str) {
        let media_type = media_type.into();
        self.give(Body { bytes: body, media_type, secrets: Vec::new() }, Vec::new());
    }

    /// Limits this call, in place of what the client says ([`Limits::operation`](crate::Limits::operation)): its waits
    /// and all of its attempts together. One attempt still takes at most the operation's own limit, or
    /// [`Limits::attempt`](crate::Limits::attempt); a call with a single slow answer needs that one raised, too.
    pub fn timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    /// Sends a header field, in place of the operation's own of that name. Fields that say where
    /// a message ends or goes are refused, and credentials replace a field that carries them.
    pub fn header(&mut self, name: HeaderName, value: HeaderValue) {
        if is_framing(&name) {
            let place = format!("header.{name}");
            self.extras().header_problems.push(Problem::new(place, "is set by the client alone"));
            return;
        }
        self.insert(name, value);
    }

    /// Asks for an answer of this media type, in place of every one that the operation declares.
    pub fn accept(&mut self, media_type: &'static str) {
        // A media type of a spec is the value of a header field.
        if let Ok(value) = HeaderValue::from_str(media_type) {
            self.insert(header::ACCEPT, value);
        }
    }

    /// The request that would be sent, for people to read. No credentials are fetched for it.
    ///
    /// # Errors
    ///
    /// Those of the call itself that need no I/O.
    pub fn to_request(&self) -> Result<Request, Error> {
        self.check()?;
        Request::of(self)
    }

    fn encode(&mut self, body: &dyn Encode, form: Form, media_type: &'static str) {
        let mut sink = Sink::new(form, Purpose::Wire, self.core.server_name());
        body.encode(&mut Encoder::new(&mut sink));
        let (body, problems) = sink.finish(media_type);
        self.give(body, problems);
    }

    /// Takes a body, and what is wrong with it, in place of an earlier one.
    fn give(&mut self, body: Body, problems: Vec<Problem>) {
        self.body = Some(body);
        if self.extras.is_some() || !problems.is_empty() {
            self.extras().body_problems = problems;
        }
    }
}

impl fmt::Debug for Call {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Operation { name, method, template, .. } = self.operation;
        write!(formatter, "Call({name}: {method} {template})")
    }
}

/// RFC 9112 section 6 and RFC 9110 section 7.6.1.
fn is_framing(name: &HeaderName) -> bool {
    [
        header::HOST,
        header::CONTENT_LENGTH,
        header::TRANSFER_ENCODING,
        header::CONNECTION,
        header::UPGRADE,
        header::TE,
        header::TRAILER,
    ]
    .contains(name)
}
