//! TLS: an authority made at run time, identities it vouches for or not, and handshakes that fail.

mod authority;
mod identity;
mod records;

pub use self::authority::{Authority, Leaf, Validity};
pub use self::identity::Identity;
pub use self::records::{alert_protocol_version, handshake_cut, plain_http, server_hello_tls11};
