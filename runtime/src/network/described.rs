//! What went wrong on the way, in our words: those of `reqwest` hold the URL, whose query may hold a key.

use std::error::Error;
use std::io;

use crate::transport::TransportError;

type Source<'e> = &'e (dyn Error + 'static);

/// Why there is no answer; `what` says what was being done.
#[cold]
pub(crate) fn described(error: reqwest::Error, what: &str) -> TransportError {
    let error = error.without_url();
    if error.is_builder() {
        return TransportError::unusable(what);
    }
    // Only a client that somebody else configured follows any.
    if error.is_redirect() {
        return TransportError::unusable("the redirects do not end");
    }
    if error.is_connect() {
        return unconnected(&error);
    }
    if error.is_timeout() {
        return TransportError::timeout(what);
    }
    #[cfg(feature = "__http2")]
    if let Some(stream) = found::<h2::Error>(&error) {
        return if is_unprocessed(stream) {
            TransportError::connect("the server did not take the request")
        } else {
            TransportError::interrupted(format!("{what}: HTTP/2 {}", reason(stream)))
        };
    }
    if let Some(io) = found::<io::Error>(&error) {
        let message = format!("{what}: {}", io.kind());
        // What hyper says of chunks that are none (RFC 9112 section 7.1).
        let is_garbled = matches!(io.kind(), io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput);
        return if is_garbled { TransportError::garbled(message) } else { TransportError::interrupted(message) };
    }
    TransportError::interrupted(what)
}

/// Nothing of the request is known that far down, only of the connection.
fn unconnected(error: &reqwest::Error) -> TransportError {
    let through = if is_by_proxy(error) { "no connection through the proxy" } else { "no connection" };
    let cause = innermost(error).to_string();
    #[cfg(feature = "__tls")]
    if let Some(tls) = found_tls(error) {
        return TransportError::tls(format!("no secure connection: {tls}"));
    }
    if wants_proxy_credentials(error) {
        return TransportError::proxy("the proxy wants other credentials than it was given (407)");
    }
    if error.is_timeout() {
        return TransportError::connect(format!("{through} in time"));
    }
    TransportError::connect(format!("{through}: {cause}"))
}

/// TLS that is not right now will not be the next time; a connection that ended within it may.
#[cfg(feature = "__tls")]
fn found_tls(error: &reqwest::Error) -> Option<String> {
    chain(error).find_map(tls_within)
}

/// What an `io::Error` is made of is not its source, and it may be made of another.
#[cfg(feature = "__tls")]
fn tls_within(cause: Source<'_>) -> Option<String> {
    let mut cause = cause;
    loop {
        if let Some(tls) = cause.downcast_ref::<rustls::Error>() {
            return Some(tls.to_string());
        }
        cause = cause.downcast_ref::<io::Error>()?.get_ref()?;
    }
}

fn is_by_proxy(error: &reqwest::Error) -> bool {
    chain(error).any(|cause| cause.to_string().contains("tunnel") || cause.to_string().contains("proxy"))
}

/// RFC 9110 section 15.5.8, in answer to `CONNECT`. The type of this error is not public.
fn wants_proxy_credentials(error: &reqwest::Error) -> bool {
    chain(error).any(|cause| cause.to_string().contains("proxy authorization required"))
}

/// RFC 9113 section 8.7: a stream that was refused, or came after the last that the server looked at.
#[cfg(feature = "__http2")]
fn is_unprocessed(error: &h2::Error) -> bool {
    let refused = error.is_reset() && error.reason() == Some(h2::Reason::REFUSED_STREAM);
    let after_the_last = error.is_go_away() && error.reason() == Some(h2::Reason::NO_ERROR);
    error.is_remote() && (refused || after_the_last)
}

#[cfg(feature = "__http2")]
fn reason(error: &h2::Error) -> String {
    error.reason().map_or_else(|| "connection lost".to_owned(), |reason| format!("{reason:?}"))
}

fn found<T: Error + 'static>(error: &reqwest::Error) -> Option<&T> {
    chain(error).find_map(|cause| cause.downcast_ref::<T>())
}

fn innermost(error: &reqwest::Error) -> Source<'_> {
    chain(error).last().unwrap_or(error)
}

fn chain(error: &reqwest::Error) -> impl Iterator<Item = Source<'_>> {
    std::iter::successors(Some(error as Source<'_>), next)
}

fn next<'e>(cause: &Source<'e>) -> Option<Source<'e>> {
    (*cause).source()
}
