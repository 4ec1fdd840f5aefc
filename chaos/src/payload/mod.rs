//! Makers of bytes that hurt: what a hostile or broken server can put into its responses. Faults are made of them; a
//! test of a parser can take them as they are.

mod fields;
mod gzip;
pub mod json;
mod slices;

pub use self::fields::{LYING_MEDIA_TYPES, RETRY_AFTER, flood};
pub use self::gzip::{gzip, gzip_bomb};
pub use self::slices::{one_byte_slices, random_slices};

/// The byte order mark of UTF-8, which must not begin a JSON text and does (RFC 8259 section 8.1).
pub const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A page of a captive portal or a gateway: what comes where JSON should.
pub const HTML: &str = "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Welcome</body></html>\n";
