//! A request that is ready to be sent.

use bytes::Bytes;
use http::{HeaderMap, Method};

use super::{headers, url};
use crate::call::Call;
use crate::credentials::AccessToken;
use crate::error::Error;

pub(crate) struct Prepared {
    pub(crate) method: Method,
    pub(crate) url: ::url::Url,
    pub(crate) headers: HeaderMap,
    /// `None` is not the same as empty: it has no media type.
    pub(crate) body: Option<Bytes>,
}

impl Prepared {
    /// The request of a call that was checked, with the token that proves who calls.
    pub(crate) fn new(call: Call, token: Option<&AccessToken>) -> Result<Self, Error> {
        Ok(Self {
            method: call.operation.method.clone(),
            url: url::parse(&call, token)?,
            headers: headers::headers(&call, token)?,
            body: call.body.map(|body| body.bytes),
        })
    }
}
