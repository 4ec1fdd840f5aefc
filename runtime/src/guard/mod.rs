//! What stands between a server and a decoder: limits on the head and on the body.

mod body;
mod head;
pub(crate) mod unpack;

pub(crate) use self::body::read;
pub(crate) use self::head::{check_fields, check_head, is_open};

use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use secrecy::SecretString;

use crate::arrived::Arrived;
use crate::body::Body;
use crate::client::Proof;
use crate::credentials::AccessToken;

/// What came back, all of it.
pub(crate) struct Received {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// Whether nothing tells if the body is whole.
    pub(crate) is_open: bool,
    /// What the request proved itself with: a server may repeat it in what it says.
    pub(crate) tokens: Vec<AccessToken>,
    /// What of the request the spec calls secret.
    pub(crate) secrets: Secrets,
}

/// Secret texts; most requests have none.
pub(crate) type Secrets = Option<Arc<[SecretString]>>;

impl Received {
    /// What is there before anything of the body was read, and what is to be read.
    pub(crate) fn begun(answer: Arrived, secrets: Secrets) -> (Self, Body) {
        let Arrived { status, headers, body, .. } = answer;
        let is_open = body.is_open();
        (Self { status, headers, body: Bytes::new(), is_open, tokens: Vec::new(), secrets }, body)
    }

    /// Keeps what the request proved itself with.
    pub(crate) fn keep_tokens(&mut self, proofs: Vec<Proof>) {
        self.tokens = proofs.into_iter().map(|proof| proof.token).collect();
    }

    /// For an error: the body is shared, not copied.
    #[cold]
    pub(crate) fn copy(&self) -> Self {
        let Self { status, headers, body, is_open, tokens, secrets } = self;
        let (headers, body) = (headers.clone(), body.clone());
        Self { status: *status, headers, body, is_open: *is_open, tokens: tokens.clone(), secrets: secrets.clone() }
    }
}
