// models/user.rs

//! The schema `User`.

use apiloom_runtime::Secret;
use apiloom_runtime::wire::{
    Encode, Encoder, Held, Holds, Missing, ObjectEncoder, fields,
};
use super::arguments;

/// The schema `User`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct User {
    /// The field `id`.
    pub id: Option<i64>,
    /// The field `name`.
    pub name: String,
    /// The field `password`.
    pub password: Option<Secret<String>>,
}

fields! {
    User {
        id: optional(0, "id"),
        name: required(1, "name"),
        password: absent(),
    }
}

impl User {
    /// Starts with nothing given: each required field has a setter, in any order.
    pub fn builder() -> UserBuilder {
        UserBuilder::start()
    }
}

/// Makes a [`User`]: every required field has to be given before `build` compiles.
#[derive(Clone, Debug)]
#[must_use = "a builder makes nothing until `build` is called"]
pub struct UserBuilder<
    NameState = Missing<arguments::Name>,
    PasswordState = Missing<arguments::Password>,
> {
    name: NameState,
    password: PasswordState,
    id: Option<i64>,
}

impl UserBuilder {
    pub(crate) fn start() -> Self {
        Self {
            name: Missing::new(),
            password: Missing::new(),
            id: None,
        }
    }
}

impl<PasswordState> UserBuilder<Missing<arguments::Name>, PasswordState> {
    /// The field `name`.
    pub fn name(
        self,
        name: impl Into<String>,
    ) -> UserBuilder<Held<String>, PasswordState> {
        UserBuilder {
            name: Held::new(name.into()),
            password: self.password,
            id: self.id,
        }
    }
}

impl<NameState> UserBuilder<NameState, Missing<arguments::Password>> {
    /// The field `password`.
    pub fn password(
        self,
        password: impl Into<Secret<String>>,
    ) -> UserBuilder<NameState, Held<Secret<String>>> {
        UserBuilder {
            password: Held::new(password.into()),
            name: self.name,
            id: self.id,
        }
    }
}

impl<NameState, PasswordState> UserBuilder<NameState, PasswordState> {
    /// Makes it of what was given.
    pub fn build(self) -> User
    where
        NameState: Holds<String>,
        PasswordState: Holds<Secret<String>>,
    {
        User {
            name: self.name.take(),
            password: Some(self.password.take()),
            id: self.id,
        }
    }
}

impl Encode for User {
    fn encode(&self, to: &mut Encoder<'_>) {
        let mut object = to.object();
        self.encode_fields(&mut object);
        object.end();
    }
}

impl User {
    pub(crate) fn encode_fields(&self, object: &mut ObjectEncoder<'_>) {
        object.field("name", &self.name);
        object.optional("password", &self.password);
    }
}

