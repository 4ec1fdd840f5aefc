//! The body of a request for a token: a form (RFC 6749 appendix B), wiped from memory when it has been sent.

use bytes::Bytes;
use secrecy::zeroize::Zeroizing;

use crate::request::percent;

/// Room for the longest tokens, since what grows leaves copies of itself behind.
const ROOM: usize = 16 * 1024;

pub(super) struct Form(Zeroizing<Vec<u8>>);

impl Form {
    pub(super) fn new() -> Self {
        Self(Zeroizing::new(Vec::with_capacity(ROOM)))
    }

    pub(super) fn with(mut self, name: &str, value: &str) -> Self {
        if !self.0.is_empty() {
            self.0.push(b'&');
        }
        percent::extend(&mut self.0, name);
        self.0.push(b'=');
        percent::extend(&mut self.0, value);
        self
    }

    pub(super) fn finish(self) -> Bytes {
        Bytes::from_owner(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs() {
        let form = Form::new().with("grant_type", "refresh_token").with("scope", "https://a/.default b&c=d+e");
        let expected = "grant_type=refresh_token&scope=https%3A%2F%2Fa%2F.default%20b%26c%3Dd%2Be";
        assert_eq!(form.finish(), expected.as_bytes());
    }
}
