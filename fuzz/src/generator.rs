//! What the targets for the generator share.

use crate::oracle::{Client, Outcome, judge, options};

/// The client of a spec of one file; `None` if it is refused.
///
/// # Panics
///
/// If something is wrong with the generator.
#[must_use]
pub fn client(spec: &[u8]) -> Option<Client> {
    match judge(&vec![("api.yaml".to_owned(), spec.to_vec())], &options("clients")) {
        Ok(Outcome::Accepted(client)) => Some(*client),
        Ok(Outcome::Refused(_)) => None,
        Err(problem) => panic!("{problem}"),
    }
}
