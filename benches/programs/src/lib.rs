//! What the programs of the benchmarks share. Everything that is compared does the same work: a `PUT` with one encoded path
//! argument, over HTTP/1.1 on this machine, whose answer is read to its end and decoded into types of 16 fields.

pub mod by_hand;
pub mod drive;
pub mod generated;
pub mod hyper_alone;

pub use self::drive::{Answered, Call, Problem, drive};
