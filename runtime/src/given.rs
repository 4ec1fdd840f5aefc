//! The states of a builder's required arguments, for messages that name what is missing.

use std::fmt;
use std::marker::PhantomData;

/// The state of a required argument that was not given yet; `A` is a type named after it.
pub struct Missing<A>(PhantomData<fn() -> A>);

/// The state of a required argument that was given, and is kept elsewhere.
#[derive(Clone, Copy, Debug)]
pub struct Given;

/// The state of a required argument that was given, with its value.
#[derive(Clone, Copy, Debug)]
pub struct Held<T>(T);

/// Holds for [`Given`] and [`Held`]: a request can be sent once each of its required arguments is.
#[diagnostic::on_unimplemented(
    message = "a required argument was not given: `{Self}`",
    label = "call its setter before this",
    note = "the type parameters that say `Missing<..>` name the arguments that are still needed"
)]
pub trait IsGiven {}

/// Holds for [`Held`]: an object can be built once each of its required fields has a value.
#[diagnostic::on_unimplemented(
    message = "a required argument was not given: `{Self}`",
    label = "call its setter before this",
    note = "the type parameters that say `Missing<..>` name the arguments that are still needed"
)]
pub trait Holds<T> {
    /// The value.
    fn take(self) -> T;
}

// A list of these would only distract from the message above.
#[diagnostic::do_not_recommend]
impl IsGiven for Given {}

#[diagnostic::do_not_recommend]
impl<T> IsGiven for Held<T> {}

#[diagnostic::do_not_recommend]
impl<T> Holds<T> for Held<T> {
    fn take(self) -> T {
        self.0
    }
}

impl<T> Held<T> {
    /// Keeps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }
}

impl<A> Missing<A> {
    /// The state before the setter is called.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

// Written out, because derives would ask the same of the argument's name.
impl<A> Clone for Missing<A> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<A> Copy for Missing<A> {}

impl<A> Default for Missing<A> {
    fn default() -> Self {
        Self::new()
    }
}

impl<A> fmt::Debug for Missing<A> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Missing")
    }
}
