//! The directory's only tenant and its only application. The values are fixed and worth nothing.

pub(crate) const TENANT: &str = "e3a1d5c0-0000-4000-8000-0000000000e1";
pub(crate) const CLIENT_ID: &str = "c11e0000-0000-4000-8000-0000000000c1";
pub(crate) const CLIENT_SECRET: &str = "emulator~client.secret-of+no/value=";
