// models/note.rs

//! The schema `Note`.

use apiloom_runtime::wire::fields;
use super::Odd;

/// panic!()
///
/// panic!()
///
/// \# Heading
///
/// unclosed \~\~\~\~
/// ```text
/// panic!()
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Note {
    /// */ #!\[feature(x)\] \<!--
    pub ab: Option<Odd>,
}

fields! {
    Note { ab: optional(0, "a`b") }
}

#[cfg(test)]
impl apiloom_runtime::wire::Encode for Note {
    fn encode(&self, to: &mut apiloom_runtime::wire::Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[cfg(test)]
impl Note {
    pub(crate) fn encode_fields(
        &self,
        object: &mut apiloom_runtime::wire::ObjectEncoder<'_>,
    ) {
        object.optional("a`b", &self.ab);
    }
}

#[cfg(test)]
impl apiloom_runtime::serde::Serialize for Note {
    fn serialize<S: apiloom_runtime::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        apiloom_runtime::wire::serialize(self, serializer)
    }
}

// models/odd.rs

//! The schema `Odd`.

use std::fmt;
use apiloom_runtime::UnknownValue;
use apiloom_runtime::serde::{Deserialize, Deserializer, Serialize, Serializer};
use apiloom_runtime::wire::{Argument, ArgumentWriter, Casing, Encode, Encoder, enums};

/// The schema `Odd`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Odd {
    /// `-`
    Tick,
    /// \</div\>
    B,
    /// `a b`
    Lines,
    /// A value that the spec does not name, kept as it was received.
    Unknown(UnknownValue),
}

impl Odd {
    const WIRE: &'static [&'static str] = &["`", "<b>", "a\nb"];
    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Tick => "`",
            Self::B => "<b>",
            Self::Lines => "a\nb",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl fmt::Display for Odd {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl From<&str> for Odd {
    fn from(text: &str) -> Self {
        match enums::find(text, Self::WIRE, Casing::Exact) {
            Some(0) => Self::Tick,
            Some(1) => Self::B,
            Some(2) => Self::Lines,
            _ => Self::Unknown(UnknownValue::new(text)),
        }
    }
}

impl<'de> Deserialize<'de> for Odd {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        enums::read(deserializer).map(|text| Self::from(text.as_ref()))
    }
}

impl Encode for Odd {
    fn encode(&self, to: &mut Encoder<'_>) {
        to.text(self.as_str(), &[]);
    }
}

impl Argument for Odd {
    fn write(&self, to: &mut ArgumentWriter<'_>) {
        to.text(self.as_str(), &[]);
    }
}

impl Serialize for Odd {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

// operations/hostile_docs.rs

//! Operations of `hostile_docs`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Parameter, Repeat, Segment, StatusKey,
};
use super::models;

impl super::super::Client {
    /// Reads `it` \<b\>now\</b\> \| not \[later\](javascript:alert(1)).
    ///
    /// ```text
    /// std::fs::remove_dir_all("/").unwrap();
    /// ```
    ///
    /// panic!("indented");
    ///
    /// - item
    ///
    /// panic!("in a list");
    ///
    /// \> \~\~\~
    /// \> panic!()
    ///
    /// \<script\>alert(1)\</script\> \[Client\] \[x\]\[y\] !\[img\](`http://example.com/x.png`)
    ///
    /// \[y\]: <https://example.com>
    ///
    /// See <https://example.com/a_b> and [the page](https://example.com/).
    ///
    /// Documented at <https://example.com/docs#note>.
    ///
    /// `GET /note`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | `Note`: a \| b |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.read_note().await?;
    /// # Ok(())
    /// # }
    /// ```
    #[deprecated(note = "No `more`\\u{a}\\u{1b}[31m */")]
    pub fn read_note(&self) -> ReadNoteRequest {
        let call = Call::new(&self.core, &READ_NOTE);
        ReadNoteRequest { call }
    }
}

/// The request of [`read_note`](super::super::Client::read_note): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ReadNoteRequest {
    call: Call,
}

impl ReadNoteRequest {
    /// ```text
    /// panic!()
    /// ```
    ///
    /// If not given, the service assumes: `*/ <b>`.
    pub fn a(mut self, a: &str) -> Self {
        self.call.set(0, &a);
        self
    }

    /// How long this call may take, waiting and retries included. Each attempt keeps its own limit.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.call.timeout(timeout);
        self
    }

    /// What would be sent, secrets left out.
    ///
    /// # Errors
    /// If something given cannot be sent.
    pub fn to_request(&self) -> Result<Request, Error> {
        self.call.to_request()
    }
}

impl Future for ReadNoteRequest {
    type Output = Result<Response<models::Note>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static READ_NOTE: Operation = Operation {
    name: "read_note",
    method: Method::GET,
    template: "/note",
    path: &[Segment::Literal("/note")],
    parameters: &[Parameter::query("a")],
    responses: &[Declared::new(StatusKey::Code(200), "Note", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

