//! Links to files: whoever has one may read the file until it expires.
//!
//! In the style of a shared access signature of Azure Storage: `se` is the end, `sig` the signature over it.

use form_urlencoded::Serializer;

use crate::parameters::Parameters;
use crate::secret::Secret;
use crate::timestamp::Timestamp;

const VERSION: &str = "2025-11-05";

/// Makes links, and tells its own from others.
#[derive(Debug)]
pub(crate) struct Links {
    origin: String,
    secret: Secret,
}

/// Why a link opens nothing.
#[derive(Debug)]
pub(crate) enum BadLink {
    /// It is not signed, or not by this emulator, or something was changed afterwards.
    Forged,
    Expired {
        end: Timestamp,
    },
}

impl Links {
    pub(crate) fn new(origin: &str) -> Self {
        Self { origin: origin.to_owned(), secret: Secret::new() }
    }

    /// A link to the file of an execution.
    pub(crate) fn link(&self, execution_id: &str, end: Timestamp) -> String {
        let end = end.to_string();
        let parameters = [("sv", VERSION), ("sr", "b"), ("sp", "r"), ("se", &end)];
        let query = Serializer::new(String::new())
            .extend_pairs(parameters)
            .append_pair("sig", &self.signature(execution_id, &end))
            .finish();
        format!("{}/download/{execution_id}?{query}", self.origin)
    }

    /// Whether the link with these parameters opens the file of an execution now.
    pub(crate) fn verify(&self, execution_id: &str, parameters: &Parameters, now: Timestamp) -> Result<(), BadLink> {
        let text = parameters.text("se").unwrap_or_default();
        if parameters.text("sig") != Some(&self.signature(execution_id, text)) {
            return Err(BadLink::Forged);
        }
        match Timestamp::parse(text) {
            Some(end) if now <= end => Ok(()),
            Some(end) => Err(BadLink::Expired { end }),
            None => Err(BadLink::Forged),
        }
    }

    fn signature(&self, execution_id: &str, end: &str) -> String {
        self.secret.signature(&format!("r\n{execution_id}\n{end}\n{VERSION}"))
    }
}
