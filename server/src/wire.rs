//! What generated code is written with: how an operation's request is read, and how its answers are written.

pub use crate::answer::{AnswerHeaders, in_class, status, write_headers};
pub use crate::input::Several;
pub use crate::reader::{Fields, Reader};
