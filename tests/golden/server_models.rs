// mock.rs

//! Mocks of the API for tests: typed answers, on a transport in memory.

use apiloom_runtime::{Error, Retry};
use apiloom_server::{Board, When};
use super::server::{CreateUserInput, ListUsersInput};

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
                .knows::<ListUsersInput>()
                .knows::<CreateUserInput>(),
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
        super::client::Client::builder()
            .base_url("https://mock.invalid")
            .transport(self.board.clone())
            .retry(Retry::never())
            .build()
    }
}

impl Mock {
    /// Begins a mock of `list_users`.
    pub fn list_users(&self) -> When<ListUsersInput> {
        self.board.when()
    }

    /// Begins a mock of `create_user`.
    pub fn create_user(&self) -> When<CreateUserInput> {
        self.board.when()
    }
}

// models/account.rs

//! The schema `Account`.

use apiloom_runtime::Secret;
use apiloom_runtime::wire::{Encode, Encoder, Held, Holds, Missing, ObjectEncoder};
use super::arguments;

/// The schema `Account`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Account {
    /// The field `name`.
    pub name: String,
    /// The field `id`.
    pub id: Option<i64>,
    /// The field `password`.
    pub password: Option<Secret<String>>,
}

#[cfg(not(any(feature = "server", feature = "mock")))]
apiloom_runtime::wire::fields! {
    Account {
        name: required(0, "name"),
        id: optional(1, "id"),
        password: absent(),
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
apiloom_runtime::wire::fields! {
    Account {
        name: required(0, "name"),
        id: optional(1, "id"),
        password: optional(2 | 3, "password", "pass"),
    }
}

impl Account {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> AccountBuilder {
        AccountBuilder::start()
    }
}

/// Makes a [`Account`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct AccountBuilder<
    NameState = Missing<arguments::Name>,
    PasswordState = Missing<arguments::Password>,
> {
    name: NameState,
    password: PasswordState,
    id: Option<i64>,
}

impl AccountBuilder {
    pub(crate) fn start() -> Self {
        Self {
            name: Missing::new(),
            password: Missing::new(),
            id: None,
        }
    }
}

impl<PasswordState> AccountBuilder<Missing<arguments::Name>, PasswordState> {
    /// The field `name`.
    pub fn name(
        self,
        name: impl Into<String>,
    ) -> AccountBuilder<Held<String>, PasswordState> {
        AccountBuilder {
            name: Held::new(name.into()),
            password: self.password,
            id: self.id,
        }
    }
}

impl<NameState> AccountBuilder<NameState, Missing<arguments::Password>> {
    /// The field `password`.
    pub fn password(
        self,
        password: impl Into<Secret<String>>,
    ) -> AccountBuilder<NameState, Held<Secret<String>>> {
        AccountBuilder {
            password: Held::new(password.into()),
            name: self.name,
            id: self.id,
        }
    }
}

impl<NameState, PasswordState> AccountBuilder<NameState, PasswordState> {
    /// Makes it of what was given.
    pub fn build(self) -> Account
    where
        NameState: Holds<String>,
        PasswordState: Holds<Secret<String>>,
    {
        Account {
            name: self.name.take(),
            password: Some(self.password.take()),
            id: self.id,
        }
    }
}

impl Encode for Account {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Account {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("name", &self.name);
        #[cfg(any(feature = "server", feature = "mock"))]
        if object.is_answer() {
            object.optional("id", &self.id);
        }
        if !object.is_answer() {
            object.needed("password", self.password.is_some());
            object.optional("password", &self.password);
        }
    }
}

// models/page.rs

//! The schema `Page`.

use apiloom_runtime::serde::de;
use apiloom_runtime::wire::{Envelope, fields};

/// The schema `Page`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Page<T> {
    /// The field `items`.
    pub items: Vec<T>,
    /// The field `count`.
    pub count: i32,
    /// The field `more`.
    pub more: Option<bool>,
}

fields! {
    Page::<T> {
        items: required(0, "items"),
        count: required(1, "count"),
        more: optional(2, "more"),
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
impl<T> Page<T> {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> PageBuilder<T> {
        PageBuilder::start()
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
/// Makes a [`Page`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct PageBuilder<
    T,
    ItemsState = apiloom_runtime::wire::Missing<super::super::arguments::Items>,
    CountState = apiloom_runtime::wire::Missing<super::super::arguments::Count>,
> {
    items: ItemsState,
    count: CountState,
    more: Option<bool>,
    made_: std::marker::PhantomData<fn() -> Page<T>>,
}

#[cfg(any(feature = "server", feature = "mock"))]
impl<T> PageBuilder<T> {
    pub(crate) fn start() -> Self {
        Self {
            items: apiloom_runtime::wire::Missing::new(),
            count: apiloom_runtime::wire::Missing::new(),
            more: None,
            made_: std::marker::PhantomData,
        }
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
impl<
    T,
    CountState,
> PageBuilder<
    T,
    apiloom_runtime::wire::Missing<super::super::arguments::Items>,
    CountState,
> {
    /// The field `items`.
    pub fn items(
        self,
        items: Vec<T>,
    ) -> PageBuilder<T, apiloom_runtime::wire::Held<Vec<T>>, CountState> {
        PageBuilder {
            items: apiloom_runtime::wire::Held::new(items),
            count: self.count,
            more: self.more,
            made_: std::marker::PhantomData,
        }
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
impl<
    T,
    ItemsState,
> PageBuilder<
    T,
    ItemsState,
    apiloom_runtime::wire::Missing<super::super::arguments::Count>,
> {
    /// The field `count`.
    pub fn count(
        self,
        count: i32,
    ) -> PageBuilder<T, ItemsState, apiloom_runtime::wire::Held<i32>> {
        PageBuilder {
            count: apiloom_runtime::wire::Held::new(count),
            items: self.items,
            more: self.more,
            made_: std::marker::PhantomData,
        }
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
impl<T, ItemsState, CountState> PageBuilder<T, ItemsState, CountState> {
    /// The field `more`.
    pub fn more(mut self, more: bool) -> Self {
        self.more = Some(more);
        self
    }

    /// Makes it of what was given.
    pub fn build(self) -> Page<T>
    where
        ItemsState: apiloom_runtime::wire::Holds<Vec<T>>,
        CountState: apiloom_runtime::wire::Holds<i32>,
    {
        Page {
            items: self.items.take(),
            count: self.count.take(),
            more: self.more,
        }
    }
}

#[cfg(any(test, feature = "server", feature = "mock"))]
impl<T: apiloom_runtime::wire::Encode> apiloom_runtime::wire::Encode for Page<T> {
    fn encode(&self, to: &mut apiloom_runtime::wire::Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[cfg(any(test, feature = "server", feature = "mock"))]
impl<T: apiloom_runtime::wire::Encode> Page<T> {
    pub(crate) fn encode_fields(
        &self,
        object: &mut apiloom_runtime::wire::ObjectEncoder<'_>,
    ) {
        object.field("items", &self.items);
        object.field("count", &self.count);
        object.optional("more", &self.more);
    }
}

#[cfg(any(test, feature = "server", feature = "mock"))]
impl<
    T: apiloom_runtime::wire::Encode + apiloom_runtime::serde::Serialize,
> apiloom_runtime::serde::Serialize for Page<T> {
    fn serialize<S: apiloom_runtime::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        apiloom_runtime::wire::serialize(self, serializer)
    }
}

impl<T: de::DeserializeOwned> Envelope for Page<T> {
    type Item = T;
    fn take_items(&mut self) -> Vec<T> {
        std::mem::take(&mut self.items)
    }

    fn count(&self) -> Option<i64> {
        Some(i64::from(self.count))
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
impl<T> Page<T> {
    /// Wraps items, and says nothing else but how many they are.
    #[must_use]
    pub fn of_items(items: Vec<T>) -> Self {
        Self {
            count: items.len().try_into().unwrap_or_default(),
            more: None,
            items,
        }
    }
}

// models/user.rs

//! The schema `User`.

use apiloom_runtime::wire::fields;

/// The schema `User`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct User {
    /// The field `id`.
    pub id: i64,
    /// The field `name`.
    pub name: String,
    /// The field `old`.
    #[deprecated(note = "gone")]
    pub old: Option<String>,
}

fields! {
    User {
        id: required(0, "id"),
        name: required(1, "name"),
        old: optional(2, "old"),
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
impl User {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> UserBuilder {
        UserBuilder::start()
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
/// Makes a [`User`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct UserBuilder<
    IdState = apiloom_runtime::wire::Missing<super::super::arguments::Id>,
    NameState = apiloom_runtime::wire::Missing<super::super::arguments::Name>,
> {
    id: IdState,
    name: NameState,
    old: Option<String>,
}

#[cfg(any(feature = "server", feature = "mock"))]
impl UserBuilder {
    pub(crate) fn start() -> Self {
        Self {
            id: apiloom_runtime::wire::Missing::new(),
            name: apiloom_runtime::wire::Missing::new(),
            old: None,
        }
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
impl<
    NameState,
> UserBuilder<apiloom_runtime::wire::Missing<super::super::arguments::Id>, NameState> {
    /// The field `id`.
    pub fn id(
        self,
        id: i64,
    ) -> UserBuilder<apiloom_runtime::wire::Held<i64>, NameState> {
        UserBuilder {
            id: apiloom_runtime::wire::Held::new(id),
            name: self.name,
            old: self.old,
        }
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
impl<
    IdState,
> UserBuilder<IdState, apiloom_runtime::wire::Missing<super::super::arguments::Name>> {
    /// The field `name`.
    pub fn name(
        self,
        name: impl Into<String>,
    ) -> UserBuilder<IdState, apiloom_runtime::wire::Held<String>> {
        UserBuilder {
            name: apiloom_runtime::wire::Held::new(name.into()),
            id: self.id,
            old: self.old,
        }
    }
}

#[cfg(any(feature = "server", feature = "mock"))]
impl<IdState, NameState> UserBuilder<IdState, NameState> {
    /// The field `old`.
    pub fn old(mut self, old: impl Into<String>) -> Self {
        self.old = Some(old.into());
        self
    }

    /// Makes it of what was given.
    #[expect(deprecated, reason = "deprecated fields are still sent")]
    pub fn build(self) -> User
    where
        IdState: apiloom_runtime::wire::Holds<i64>,
        NameState: apiloom_runtime::wire::Holds<String>,
    {
        User {
            id: self.id.take(),
            name: self.name.take(),
            old: self.old,
        }
    }
}

#[cfg(any(test, feature = "server", feature = "mock"))]
impl apiloom_runtime::wire::Encode for User {
    fn encode(&self, to: &mut apiloom_runtime::wire::Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[cfg(any(test, feature = "server", feature = "mock"))]
#[expect(deprecated, reason = "deprecated fields are still sent")]
impl User {
    pub(crate) fn encode_fields(
        &self,
        object: &mut apiloom_runtime::wire::ObjectEncoder<'_>,
    ) {
        object.field("id", &self.id);
        object.field("name", &self.name);
        object.optional("old", &self.old);
    }
}

#[cfg(any(test, feature = "server", feature = "mock"))]
impl apiloom_runtime::serde::Serialize for User {
    fn serialize<S: apiloom_runtime::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        apiloom_runtime::wire::serialize(self, serializer)
    }
}

// server/mod.rs

//! For whoever serves the API: what operations are given and answer, and the routes that lead to them.

mod server_models;

use super::models;
pub use server_models::*;

#[cfg(feature = "server")]
/// What serves the API: a method for each operation, which may be an `async fn`.
pub trait Service: Send + Sync + 'static {
    /// Lists users.
    ///
    /// `GET /users`
    fn list_users(
        &self,
        input: ListUsersInput,
        received: apiloom_server::Received,
    ) -> impl Future<Output = ListUsersAnswer> + Send;
    /// Makes a user.
    ///
    /// `POST /users`
    fn create_user(
        &self,
        input: CreateUserInput,
        received: apiloom_server::Received,
    ) -> impl Future<Output = CreateUserAnswer> + Send;
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
            ListUsersInput,
            _,
            _,
        >(|service, input, received| async move {
            S::list_users(&service, input, received).await
        })
        .on::<
            CreateUserInput,
            _,
            _,
        >(|service, input, received| async move {
            S::create_user(&service, input, received).await
        })
}

// server/server_models.rs

//! What these operations are given and answer.

use apiloom_runtime::wire::Operation;
use apiloom_server::{Answer, Input, Positional, Reply};
use apiloom_server::wire::{Reader, status};
use super::models;

/// What `list_users` is given.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ListUsersInput {}

impl Input for ListUsersInput {
    type Answer = ListUsersAnswer;
    fn operation() -> &'static Operation {
        &super::super::operations::LIST_USERS
    }

    fn read(_: &mut Reader<'_>) -> Option<Self> {
        Some(Self {})
    }
}

/// What `list_users` answers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ListUsersAnswer {
    /// Status 200.
    Status200(Box<models::Page<models::User>>),
    /// Anything else.
    Other(Reply),
}

impl From<Reply> for ListUsersAnswer {
    fn from(reply: Reply) -> Self {
        Self::Other(reply)
    }
}

impl Answer for ListUsersAnswer {
    fn into_reply(self) -> Reply {
        match self {
            Self::Status200(body) => Reply::json(status(200), "application/json", &*body),
            Self::Other(reply) => reply,
        }
    }
}

impl From<Vec<models::User>> for ListUsersAnswer {
    fn from(body: Vec<models::User>) -> Self {
        Self::Status200(Box::new(models::Page::of_items(body)))
    }
}

/// What `create_user` is given.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct CreateUserInput {
    /// The request body.
    pub body: models::Account,
}

impl Input for CreateUserInput {
    type Answer = CreateUserAnswer;
    fn operation() -> &'static Operation {
        &super::super::operations::CREATE_USER
    }

    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let body = reader.json();
        Some(Self { body: body? })
    }
}

impl Positional for CreateUserInput {
    type Given = models::Account;
    fn has(&self, given: &Self::Given) -> bool {
        self.body == *given
    }

    fn describe(given: &Self::Given) -> String {
        format!("body is {given:?}")
    }
}

/// What `create_user` answers.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum CreateUserAnswer {
    /// Status 200.
    Status200(Box<models::Account>),
    /// Anything else.
    Other(Reply),
}

impl From<Reply> for CreateUserAnswer {
    fn from(reply: Reply) -> Self {
        Self::Other(reply)
    }
}

impl Answer for CreateUserAnswer {
    fn into_reply(self) -> Reply {
        match self {
            Self::Status200(body) => Reply::json(status(200), "application/json", &*body),
            Self::Other(reply) => reply,
        }
    }
}

impl From<models::Account> for CreateUserAnswer {
    fn from(body: models::Account) -> Self {
        Self::Status200(Box::new(body))
    }
}

