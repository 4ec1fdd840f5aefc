//! Mocks: answers for requests of an operation, by what is in them, and what was asked of them.

mod board;
mod report;
mod stub;
mod when;

pub use self::board::Board;
pub use self::report::{Unmatched, Unverified};
pub use self::stub::Stub;
pub use self::when::When;
