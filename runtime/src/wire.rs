//! What generated code is written with: descriptions of operations, encoding, decoding.
//!
//! These items are public because generated crates name them. A user of a generated client needs
//! none of them; what a user sees is at the crate root.

pub use crate::answer::Answer;
pub use crate::api::{Api, Casing, Scheme, Security, Server, Variable, VariablePlace};
pub use crate::argument::{Argument, ArgumentWriter, argument_text};
pub use crate::call::Call;
pub use crate::client::{ClientCore, Settings};
pub use crate::decode::{self, is_declared};
pub use crate::encode::{Constant, Encode, Encoder, ListEncoder, ObjectEncoder};
pub use crate::enums;
pub use crate::envelope::Envelope;
pub use crate::events::Events;
pub use crate::fields;
pub use crate::given::{Given, Held, Holds, IsGiven, Missing};
pub use crate::header::{header_list, header_value};
pub use crate::operation::{Declared, HeaderSource, In, Operation, Parameter, Repeat, Segment, StatusKey, Style};
#[cfg(feature = "pages")]
pub use crate::pages::{Items, Pages, Turn, turn_of_envelope, turn_of_list};
pub use crate::paging::Paging;
pub use crate::received::{answer_text, argument_texts, problems_of_argument, problems_of_body, problems_of_object};
pub use crate::rule::{FormatKind, Rule};
pub use crate::serialize::{encode_to_text, serialize};
#[cfg(feature = "unions")]
pub use crate::shape::{Kind, Shaped, Sign};
#[cfg(feature = "unions")]
pub use crate::union::{self, Tagged};
#[cfg(feature = "unions")]
pub use crate::variants::Varied;
#[cfg(feature = "waits")]
pub use crate::wait::{Of, Pending, Wait, WaitForAll, Waiting};
pub use crate::{Method, Transport};
