//! The schema that wraps every answer of an API, and what it says about the answer.

use serde::de::DeserializeOwned;

/// A generic schema that the spec names as the API's envelope.
pub trait Envelope: DeserializeOwned {
    /// What the envelope carries a list of.
    type Item;

    /// Moves the items out; afterwards the envelope holds none.
    fn take_items(&mut self) -> Vec<Self::Item>;

    /// The service's own status; 400 and more inside a 2XX answer is an error.
    fn status(&self) -> Option<i64> {
        None
    }

    /// What the service says in words.
    fn message(&self) -> Option<&str> {
        None
    }

    /// The link to the next page.
    fn next(&self) -> Option<&str> {
        None
    }

    /// How many items there are in total.
    fn count(&self) -> Option<i64> {
        None
    }
}
