// models/bag.rs

//! The schema `Bag`.

use std::collections::BTreeMap;
use apiloom_runtime::wire::{Casing, fields};

/// The schema `Bag`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Bag<T> {
    /// The field `name`.
    pub name: String,
    /// The field `of`.
    pub of: Option<i64>,
    /// What stands beside the fields, by name.
    pub rest: BTreeMap<String, T>,
}

fields! {
    Bag::<T> {
        name: required(0, "name"),
        of: optional(1, "of"),
        ..rest(rest, ["name", "of"], Casing::Exact)
    }
}

#[cfg(test)]
impl<T: apiloom_runtime::wire::Encode> apiloom_runtime::wire::Encode for Bag<T> {
    fn encode(&self, to: &mut apiloom_runtime::wire::Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[cfg(test)]
impl<T: apiloom_runtime::wire::Encode> Bag<T> {
    pub(crate) fn encode_fields(
        &self,
        object: &mut apiloom_runtime::wire::ObjectEncoder<'_>,
    ) {
        object.field("name", &self.name);
        object.optional("of", &self.of);
        object.rest(&self.rest, &["name", "of"], apiloom_runtime::wire::Casing::Exact);
    }
}

#[cfg(test)]
impl<
    T: apiloom_runtime::wire::Encode + apiloom_runtime::serde::Serialize,
> apiloom_runtime::serde::Serialize for Bag<T> {
    fn serialize<S: apiloom_runtime::serde::Serializer>(
        &self,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        apiloom_runtime::wire::serialize(self, serializer)
    }
}

// models/labels.rs

//! The schema `Labels`.

use std::collections::BTreeMap;
use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{Casing, Encode, Encoder, ObjectEncoder, serialize};

/// The schema `Labels`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Labels {
    /// The field `color`.
    pub color: String,
    /// What stands beside the fields, by name.
    pub sizes: BTreeMap<String, Vec<i32>>,
}

impl Labels {
    /// Makes one; what is optional has a setter.
    #[must_use]
    pub fn new(color: impl Into<String>) -> Self {
        Self {
            color: color.into(),
            sizes: BTreeMap::new(),
        }
    }

    /// What stands beside the fields, by name.
    #[must_use]
    pub fn sizes(mut self, sizes: impl Into<BTreeMap<String, Vec<i32>>>) -> Self {
        self.sizes = sizes.into();
        self
    }
}

impl Encode for Labels {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl Labels {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("color", &self.color);
        object.rest(&self.sizes, &["color"], Casing::Exact);
    }
}

impl Serialize for Labels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

// models/note.rs

//! The schema `Note`.

use std::collections::BTreeMap;
use apiloom_runtime::Secret;
use apiloom_runtime::wire::{Casing, Constant, Encode, Encoder, ObjectEncoder, fields};

/// The schema `Note`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Note {
    /// The field `Id`.
    pub id: i64,
    /// The field `text`.
    pub text: Option<String>,
    /// The field `old`.
    #[deprecated(note = "it does nothing")]
    pub old: Option<bool>,
    /// The field `password`.
    pub password: Option<Secret<String>>,
    /// Notes by their names.
    pub rest: BTreeMap<String, Option<Vec<Note>>>,
}

fields! {
    Note {
        id: required(0, "Id"),
        text: optional(1 | 2, "text", "Text"),
        old: optional(3, "old"),
        password: absent(),
        ..rest(rest, ["Id", "Text", "kind", "old", "password", "text"], Casing::Exact)
    }
}

#[expect(deprecated, reason = "deprecated fields are still sent")]
impl Note {
    /// Makes one; what is optional has a setter.
    #[must_use]
    pub fn new(id: i64) -> Self {
        Self {
            id,
            text: None,
            old: None,
            password: None,
            rest: BTreeMap::new(),
        }
    }

    /// The field `text`.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        self.text = Some(text.into());
        self
    }

    /// The field `old`.
    #[must_use]
    pub fn old(mut self, old: bool) -> Self {
        self.old = Some(old);
        self
    }

    /// The field `password`.
    #[must_use]
    pub fn password(mut self, password: impl Into<Secret<String>>) -> Self {
        self.password = Some(password.into());
        self
    }

    /// Notes by their names.
    #[must_use]
    pub fn rest(mut self, rest: impl Into<BTreeMap<String, Option<Vec<Note>>>>) -> Self {
        self.rest = rest.into();
        self
    }
}

impl Encode for Note {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

#[expect(deprecated, reason = "deprecated fields are still sent")]
impl Note {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("Id", &self.id);
        object.constant("kind", Constant::Text("note"));
        object.optional("text", &self.text);
        object.optional("old", &self.old);
        object.optional("password", &self.password);
        object
            .rest(
                &self.rest,
                &["Id", "Text", "kind", "old", "password", "text"],
                Casing::Exact,
            );
    }
}

// models/task.rs

//! The schema `Task`.

use std::collections::BTreeMap;
use apiloom_runtime::{DateTime, Json};
use apiloom_runtime::serde::{Serialize, Serializer};
use apiloom_runtime::wire::{
    Casing, Constant, Encode, Encoder, Held, Holds, Missing, ObjectEncoder, serialize,
};
use super::arguments;

/// The schema `Task`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Task {
    /// The variant `now`.
    Now(Box<TaskNow>),
    /// The variant `later`.
    Later(Box<TaskLater>),
}

impl Task {
    /// Starts the variant `now`.
    pub fn now() -> TaskNowBuilder {
        TaskNowBuilder::start()
    }

    /// Starts the variant `later`.
    pub fn later() -> TaskLaterBuilder {
        TaskLaterBuilder::start()
    }
}

impl Encode for Task {
    fn encode(&self, to: &mut Encoder<'_>) {
        match self {
            Self::Now(variant) => variant.encode(to),
            Self::Later(variant) => variant.encode(to),
        }
    }
}

impl Serialize for Task {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

/// The variant `now` of [`Task`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TaskNow {
    /// The field `name`.
    pub name: String,
    /// What stands beside the fields, by name.
    pub rest: BTreeMap<String, Json>,
}

/// Makes a [`Task`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct TaskNowBuilder<NameState = Missing<arguments::Name>> {
    name: NameState,
    rest: BTreeMap<String, Json>,
}

impl TaskNowBuilder {
    pub(crate) fn start() -> Self {
        Self {
            name: Missing::new(),
            rest: BTreeMap::new(),
        }
    }
}

impl TaskNowBuilder<Missing<arguments::Name>> {
    /// The field `name`.
    pub fn name(self, name: impl Into<String>) -> TaskNowBuilder<Held<String>> {
        TaskNowBuilder {
            name: Held::new(name.into()),
            rest: self.rest,
        }
    }
}

impl<NameState> TaskNowBuilder<NameState> {
    /// What stands beside the fields, by name.
    pub fn rest(mut self, rest: impl Into<BTreeMap<String, Json>>) -> Self {
        self.rest = rest.into();
        self
    }

    /// Makes it of what was given.
    pub fn build(self) -> Task
    where
        NameState: Holds<String>,
    {
        Task::Now(
            Box::new(TaskNow {
                name: self.name.take(),
                rest: self.rest,
            }),
        )
    }
}

impl Encode for TaskNow {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl TaskNow {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("name", &self.name);
        object.constant("now", Constant::Boolean(true));
        object.rest(&self.rest, &["name", "now"], Casing::Exact);
    }
}

impl Serialize for TaskNow {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

/// The variant `later` of [`Task`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TaskLater {
    /// The field `name`.
    pub name: String,
    /// The field `at`.
    pub at: DateTime,
    /// What stands beside the fields, by name.
    pub rest: BTreeMap<String, Json>,
}

/// Makes a [`Task`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct TaskLaterBuilder<
    NameState = Missing<arguments::Name>,
    AtState = Missing<arguments::At>,
> {
    name: NameState,
    at: AtState,
    rest: BTreeMap<String, Json>,
}

impl TaskLaterBuilder {
    pub(crate) fn start() -> Self {
        Self {
            name: Missing::new(),
            at: Missing::new(),
            rest: BTreeMap::new(),
        }
    }
}

impl<AtState> TaskLaterBuilder<Missing<arguments::Name>, AtState> {
    /// The field `name`.
    pub fn name(
        self,
        name: impl Into<String>,
    ) -> TaskLaterBuilder<Held<String>, AtState> {
        TaskLaterBuilder {
            name: Held::new(name.into()),
            at: self.at,
            rest: self.rest,
        }
    }
}

impl<NameState> TaskLaterBuilder<NameState, Missing<arguments::At>> {
    /// The field `at`.
    pub fn at(
        self,
        at: impl Into<DateTime>,
    ) -> TaskLaterBuilder<NameState, Held<DateTime>> {
        TaskLaterBuilder {
            at: Held::new(at.into()),
            name: self.name,
            rest: self.rest,
        }
    }
}

impl<NameState, AtState> TaskLaterBuilder<NameState, AtState> {
    /// What stands beside the fields, by name.
    pub fn rest(mut self, rest: impl Into<BTreeMap<String, Json>>) -> Self {
        self.rest = rest.into();
        self
    }

    /// Makes it of what was given.
    pub fn build(self) -> Task
    where
        NameState: Holds<String>,
        AtState: Holds<DateTime>,
    {
        Task::Later(
            Box::new(TaskLater {
                name: self.name.take(),
                at: self.at.take(),
                rest: self.rest,
            }),
        )
    }
}

impl Encode for TaskLater {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl TaskLater {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("name", &self.name);
        object.field("at", &self.at);
        object.rest(&self.rest, &["at", "name"], Casing::Exact);
    }
}

impl Serialize for TaskLater {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize(self, serializer)
    }
}

