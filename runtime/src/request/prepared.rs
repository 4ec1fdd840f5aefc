//! A request that is ready to be sent.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use secrecy::SecretString;

use super::{headers, url};
use crate::api::Security;
use crate::call::Call;
use crate::client::{ClientCore, Proof};
use crate::credentials::CredentialsError;
use crate::error::Error;
use crate::guard::Secrets;
use crate::operation::Operation;

/// Everything but the credentials: the same in all attempts of a call.
pub(crate) struct Prepared {
    pub(crate) method: Method,
    pub(crate) url: ::url::Url,
    pub(crate) headers: HeaderMap,
    /// `None` is not the same as empty: it has no media type.
    pub(crate) body: Option<Bytes>,
    pub(crate) secrets: Secrets,
}

impl Prepared {
    /// The request of a call that was checked.
    pub(crate) fn new(call: &Call) -> Result<Self, Error> {
        let template = call.core.templates().of(call)?;
        let url = match call.link() {
            Some(link) => link.clone(),
            None => url::parse(call, template.url)?,
        };
        Ok(Self {
            method: call.operation.method.clone(),
            url,
            headers: headers::headers(call, template.headers)?,
            secrets: secrets(call),
            body: call.body.as_ref().map(|body| body.bytes.clone()),
        })
    }

    /// The same request with the tokens that prove who calls. They are for the server of the client and no other, whatever
    /// led to the URL.
    pub(crate) fn authorized(
        mut self,
        core: &ClientCore,
        operation: &'static Operation,
        proofs: &[Proof],
    ) -> Result<Self, Error> {
        if !core.base().is_origin_of(&self.url) {
            return Err(Error::configuration(Some(operation), "credentials are not sent to another server"));
        }
        for Proof { scheme, token } in proofs {
            if let Security::Query(name) = scheme.place {
                url::push_token(&mut self.url, name, token);
            }
            if let Some((name, text)) = headers::authorization(scheme.place, token.expose(), &self.headers) {
                self.insert(name, text).map_err(|error| Error::credentials(operation, error))?;
            }
        }
        Ok(self)
    }

    fn insert(&mut self, name: &str, text: String) -> Result<(), CredentialsError> {
        let name = HeaderName::from_bytes(name.as_bytes()).ok();
        let value = HeaderValue::from_maybe_shared(Bytes::from(text)).ok();
        let (Some(name), Some(mut value)) = (name, value) else {
            return Err(CredentialsError::new("the token is not the value of a header field (RFC 9110 section 5.5)"));
        };
        // So that no log of anybody shows it.
        value.set_sensitive(true);
        self.headers.insert(name, value);
        Ok(())
    }
}

/// What of a call must not be shown, should the server repeat it.
fn secrets(call: &Call) -> Secrets {
    let mut secrets: Vec<SecretString> = Vec::new();
    call.arguments.secrets(&mut secrets);
    if let Some(body) = &call.body {
        for range in &body.secrets {
            let text = body.bytes.get(range.clone()).and_then(|text| std::str::from_utf8(text).ok());
            secrets.extend(text.map(|text| text.trim_matches('"').into()));
        }
    }
    (!secrets.is_empty()).then(|| secrets.into())
}
