//! Who asks for a token.

use super::assertion;
use super::failure::Failure;
use super::grants::TokenRequest;
use super::registration::{CLIENT_ID, CLIENT_SECRET};

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Goes on if the client says that it is the registered one.
pub(super) fn identify(client_id: &str) -> Result<(), Failure> {
    if client_id == CLIENT_ID { Ok(()) } else { Err(Failure::unknown_client(client_id)) }
}

/// Goes on if the client proves that it is the registered one.
pub(super) fn authenticate(request: &TokenRequest) -> Result<(), Failure> {
    if check_credentials(request)? { Ok(()) } else { Err(Failure::no_credentials()) }
}

/// Goes on if the client proves that it is the registered one, or does not try to: a program on a user's device cannot
/// keep a secret.
pub(super) fn authenticate_if_it_can(request: &TokenRequest) -> Result<(), Failure> {
    check_credentials(request).map(|_| ())
}

/// Whether there are credentials. If there are, they are right.
fn check_credentials(TokenRequest { form, audiences, now, .. }: &TokenRequest) -> Result<bool, Failure> {
    identify(form.required("client_id")?)?;
    if let Some(secret) = form.text("client_secret") {
        return if secret == CLIENT_SECRET { Ok(true) } else { Err(Failure::wrong_secret()) };
    }
    let Some(assertion) = form.text("client_assertion") else {
        return Ok(false);
    };
    if form.required("client_assertion_type")? != ASSERTION_TYPE {
        return Err(Failure::malformed_assertion("its type is not jwt-bearer"));
    }
    assertion::check(assertion, audiences, *now).map(|()| true)
}
