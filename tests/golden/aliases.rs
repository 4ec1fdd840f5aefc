// models/anything.rs

//! The schema `Anything`.

use apiloom_runtime::Json;

/// The schema `Anything`.
pub type Anything = Json;

// models/groups.rs

//! The schema `Groups`.

use std::collections::BTreeMap;
use super::Names;

/// Names by group.
pub type Groups = BTreeMap<String, Names>;

// models/names.rs

//! The schema `Names`.

/// The schema `Names`.
pub type Names = Vec<String>;

// operations/aliases.rs

//! Operations of `aliases`.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use apiloom_runtime::{Error, Method, Request, Response};
use apiloom_runtime::wire::{
    Answer, Call, Declared, Operation, Parameter, Repeat, Segment, StatusKey, Style,
};
use super::models;

impl super::super::Client {
    /// Replaces the names.
    ///
    /// `PUT /names`
    ///
    /// | status | answer |
    /// | --- | --- |
    /// | 200 | `Groups` |
    ///
    /// ```ignore
    /// use client_crate::Client;
    ///
    /// # async fn example(client: Client) -> Result<(), Box<dyn std::error::Error>> {
    /// let response = client.replace_names(&["example".to_owned()]).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn replace_names(&self, body: &[String]) -> ReplaceNamesRequest {
        let mut call = Call::new(&self.core, &REPLACE_NAMES);
        call.json(&body, "application/json");
        ReplaceNamesRequest { call }
    }
}

/// The request of [`replace_names`](super::super::Client::replace_names): awaiting it sends it.
#[derive(Debug)]
#[must_use = "a request is sent when it is awaited"]
pub struct ReplaceNamesRequest {
    call: Call,
}

impl ReplaceNamesRequest {
    /// The query parameter `only`.
    pub fn only(mut self, only: &[&str]) -> Self {
        self.call.set(0, &only);
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

impl Future for ReplaceNamesRequest {
    type Output = Result<Response<models::Groups>, Error>;
    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.call.poll(context, Answer::json)
    }
}

static REPLACE_NAMES: Operation = Operation {
    name: "replace_names",
    method: Method::PUT,
    template: "/names",
    path: &[Segment::Literal("/names")],
    parameters: &[
        Parameter {
            style: Style::Repeated,
            ..Parameter::query("only")
        },
    ],
    responses: &[Declared::new(StatusKey::Code(200), "Groups", &[])],
    repeat: Repeat::Harmless,
    ..Operation::NEW
};

