// mock.rs

//! Mocks of the API for tests: typed answers, on a transport in memory.

use apiloom_runtime::{AccessToken, Error, Retry};
use apiloom_server::{Board, When};
use super::server::{ClientInput, ReadNoteInput, ReplaceNoteInput};

/// Answers of the API for tests, and what was asked. Clones share both.
///
/// A method for each operation begins a mock of it: [`When`](apiloom_server::When) says which calls it answers, and
/// with what. The first that fits a call answers it; a call that none fits is an error that names them.
#[derive(Clone, Debug)]
pub struct Mock {
    board: Board,
}

impl Mock {
    /// Nothing is answered yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            board: Board::new(&super::client::API)
                .knows::<ReadNoteInput>()
                .knows::<ReplaceNoteInput>()
                .knows::<ClientInput>(),
        }
    }

    /// What was asked of all mocks, and the transport to them: `builder.transport(mock.board().clone())`, with a
    /// base URL that has no path.
    #[must_use]
    pub fn board(&self) -> &Board {
        &self.board
    }
}

impl Default for Mock {
    fn default() -> Self {
        Self::new()
    }
}

impl Mock {
    /// A client that asks the mocks, and nothing twice.
    ///
    /// # Errors
    /// If TLS cannot be set up, which a client does although it needs none here.
    pub fn client(&self) -> Result<super::client::Client, Error> {
        self.client_of(super::client::Server::Main)
    }

    /// The same as a client of another server: some operations exist on some servers alone.
    ///
    /// # Errors
    /// If TLS cannot be set up, which a client does although it needs none here.
    pub fn client_of(
        &self,
        server: super::client::Server,
    ) -> Result<super::client::Client, Error> {
        super::client::Client::builder()
            .server(server)
            .base_url("https://mock.invalid")
            .credentials(AccessToken::new("token"))
            .transport(self.board.clone())
            .retry(Retry::never())
            .build()
    }
}

impl Mock {
    /// Begins a mock of `read_note`.
    pub fn read_note(&self) -> When<ReadNoteInput> {
        self.board.when()
    }

    /// Begins a mock of `replace_note`.
    pub fn replace_note(&self) -> When<ReplaceNoteInput> {
        self.board.when()
    }

    /// Begins a mock of `client`.
    pub fn on_client(&self) -> When<ClientInput> {
        self.board.when()
    }
}

// server/mod.rs

//! For whoever serves the API: what operations are given and answer, and the routes that lead to them.

mod notes;

use super::models;
pub use notes::*;

#[cfg(feature = "server")]
/// What serves the API: a method for each operation, which may be an `async fn`.
pub trait Service: Send + Sync + 'static {
    /// Reads a note.
    ///
    /// `GET /notes/{id}`
    fn read_note(
        &self,
        input: ReadNoteInput,
        received: apiloom_server::Received,
    ) -> impl Future<Output = ReadNoteAnswer> + Send;
    /// Replaces a note.
    ///
    /// `PUT /notes/{id}`
    fn replace_note(
        &self,
        input: ReplaceNoteInput,
        received: apiloom_server::Received,
    ) -> impl Future<Output = ReplaceNoteAnswer> + Send;
    /// Has a name that mocks have.
    ///
    /// `GET /client`
    fn client(
        &self,
        input: ClientInput,
        received: apiloom_server::Received,
    ) -> impl Future<Output = ClientAnswer> + Send;
}

#[cfg(feature = "server")]
/// The routes to a service: how requests are refused can be changed before they are made a router.
#[must_use]
pub fn routes<S: Service>(service: S) -> apiloom_server::Routes<S> {
    part_1(apiloom_server::Routes::new(&super::client::API, service))
}

#[cfg(feature = "server")]
/// A router of every operation. What is not what the spec says is refused before it reaches the service.
pub fn router(service: impl Service) -> apiloom_server::axum::Router {
    routes(service).into_router()
}

#[cfg(feature = "server")]
fn part_1<S: Service>(routes: apiloom_server::Routes<S>) -> apiloom_server::Routes<S> {
    routes
        .on::<
            ReadNoteInput,
            _,
            _,
        >(|service, input, received| async move {
            S::read_note(&service, input, received).await
        })
        .on::<
            ReplaceNoteInput,
            _,
            _,
        >(|service, input, received| async move {
            S::replace_note(&service, input, received).await
        })
        .on::<
            ClientInput,
            _,
            _,
        >(|service, input, received| async move {
            S::client(&service, input, received).await
        })
}

// server/notes.rs

//! What these operations are given and answer.

use apiloom_runtime::StatusCode;
use apiloom_runtime::wire::Operation;
use apiloom_server::{Answer, Input, Positional, Reply};
use apiloom_server::wire::{Reader, in_class, status, write_headers};
use super::models;

/// What `read_note` is given.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReadNoteInput {
    /// The path parameter `id`.
    pub id: models::NoteId,
    /// The query parameter `view`.
    pub view: Option<String>,
    /// The query parameter `tag`.
    pub tag: Vec<String>,
}

impl Input for ReadNoteInput {
    type Answer = ReadNoteAnswer;
    fn operation() -> &'static Operation {
        &super::super::operations::READ_NOTE
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let id = reader.one(0);
        let view = reader.maybe(1);
        let tag = reader.list(2);
        Some(Self {
            id: id?,
            view: view?,
            tag: tag?,
        })
    }
}

impl Positional for ReadNoteInput {
    type Given = models::NoteId;
    fn has(&self, given: &Self::Given) -> bool {
        self.id == *given
    }

    fn describe(given: &Self::Given) -> String {
        format!("id is {given:?}")
    }
}

/// What `read_note` answers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ReadNoteAnswer {
    /// Status 200.
    Status200(Box<models::Note>),
    /// Status 404.
    Status404(Box<models::Failure>),
    /// Status 5XX.
    Status5xx(StatusCode),
    /// Anything else.
    Other(Reply),
}

impl From<Reply> for ReadNoteAnswer {
    fn from(reply: Reply) -> Self {
        Self::Other(reply)
    }
}

impl Answer for ReadNoteAnswer {
    fn into_reply(self) -> Reply {
        match self {
            Self::Status200(body) => Reply::json(status(200), "application/json", &*body),
            Self::Status404(body) => Reply::json(status(404), "application/json", &*body),
            Self::Status5xx(status) => in_class(5, Reply::empty(status)),
            Self::Other(reply) => reply,
        }
    }
}

impl From<models::Note> for ReadNoteAnswer {
    fn from(body: models::Note) -> Self {
        Self::Status200(Box::new(body))
    }
}

impl ReadNoteAnswer {
    /// The same answer with these header fields.
    #[must_use]
    pub fn with_headers(
        self,
        headers: &super::super::operations::ReadNoteHeaders,
    ) -> Self {
        Self::Other(write_headers(Answer::into_reply(self), headers))
    }
}

/// What `replace_note` is given.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ReplaceNoteInput {
    /// The path parameter `id`.
    pub id: models::NoteId,
    /// The request body.
    pub body: models::Note,
}

impl Input for ReplaceNoteInput {
    type Answer = ReplaceNoteAnswer;
    fn operation() -> &'static Operation {
        &super::super::operations::REPLACE_NOTE
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let id = reader.one(0);
        let body = reader.json();
        Some(Self { id: id?, body: body? })
    }
}

impl Positional for ReplaceNoteInput {
    type Given = (models::NoteId, models::Note);
    fn has(&self, given: &Self::Given) -> bool {
        self.id == given.0 && self.body == given.1
    }

    fn describe(given: &Self::Given) -> String {
        format!("id is {:?} and body is {:?}", given.0, given.1)
    }
}

/// What `replace_note` answers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ReplaceNoteAnswer {
    /// Status 200.
    Status200(Box<models::Note>),
    /// Status 204.
    Status204,
    /// Anything else.
    Other(Reply),
}

impl From<Reply> for ReplaceNoteAnswer {
    fn from(reply: Reply) -> Self {
        Self::Other(reply)
    }
}

impl Answer for ReplaceNoteAnswer {
    fn into_reply(self) -> Reply {
        match self {
            Self::Status200(body) => Reply::json(status(200), "application/json", &*body),
            Self::Status204 => Reply::empty(status(204)),
            Self::Other(reply) => reply,
        }
    }
}

/// What `client` is given.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ClientInput {
    /// The query parameter `name`.
    pub name: Option<String>,
    /// The query parameter `ids`.
    pub ids: Vec<models::NoteId>,
}

impl Input for ClientInput {
    type Answer = ClientAnswer;
    fn operation() -> &'static Operation {
        &super::super::operations::CLIENT
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let name = reader.maybe(0);
        let ids = reader.list(1);
        reader
            .exactly_one(
                &[
                    (0, name.as_ref().is_none_or(Option::is_some)),
                    (
                        1,
                        ids
                            .as_ref()
                            .is_none_or(|list: &Vec<models::NoteId>| !list.is_empty()),
                    ),
                ],
            )?;
        Some(Self { name: name?, ids: ids? })
    }
}

/// What `client` answers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ClientAnswer {
    /// Status 200.
    Status200(String),
    /// Anything else.
    Other(Reply),
}

impl From<Reply> for ClientAnswer {
    fn from(reply: Reply) -> Self {
        Self::Other(reply)
    }
}

impl Answer for ClientAnswer {
    fn into_reply(self) -> Reply {
        match self {
            Self::Status200(body) => {
                Reply::bytes(status(200), "text/plain; charset=utf-8", body)
            }
            Self::Other(reply) => reply,
        }
    }
}

impl From<String> for ClientAnswer {
    fn from(body: String) -> Self {
        Self::Status200(body)
    }
}

