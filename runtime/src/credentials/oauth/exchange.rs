//! What is asked of an identity provider, and as whom.

use std::fmt;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use secrecy::{ExposeSecret, SecretString};
use tokio::time::Instant;

use super::address::Address;
use super::application::{Application, Proof};
use super::form::Form;
use super::provider::{IdentityProvider, SecretIn};
use super::scope::{Caller, Scope};
use super::sender::Sender;
use super::token_response::parse_token_response;
use crate::credentials::CredentialsError;
use crate::credentials::renewed::FetchedToken;
use crate::network::Reach;
use crate::request::percent;

/// An identity provider, and the application that asks it.
pub(super) struct Exchange {
    token: Address,
    device: Option<Address>,
    scope: Scope,
    secret_in: SecretIn,
    pub(super) application: Application,
    sender: Sender,
}

/// What a token is given for.
#[derive(Clone, Copy)]
pub(super) enum Grant<'g> {
    /// RFC 6749 section 4.4.
    ClientCredentials,
    /// RFC 6749 section 6.
    RefreshToken(&'g SecretString),
    /// RFC 8628 section 3.4.
    DeviceCode(&'g SecretString),
}

/// What was granted.
pub(super) struct Granted {
    pub(super) access: FetchedToken,
    pub(super) refresh_token: Option<SecretString>,
}

impl Exchange {
    pub(super) fn new(provider: IdentityProvider, application: Application) -> Result<Self, CredentialsError> {
        let IdentityProvider { token, device, scope, secret_in, network, transport, wall_clock, .. } = provider;
        let is_loopback = |address: &Address| address.reach == Reach::Loopback;
        let reach = if device.iter().chain([&token]).any(is_loopback) { Reach::Loopback } else { Reach::Network };
        let sender = Sender::new(transport, &network, reach, wall_clock)?;
        Ok(Self { token, device, scope, secret_in, application, sender })
    }

    pub(super) async fn token(&self, grant: Grant<'_>, audience: &str) -> Result<Granted, CredentialsError> {
        let form = match grant {
            Grant::ClientCredentials => {
                let form = Form::new().with("grant_type", "client_credentials");
                self.scoped(form, audience, Caller::Application)?
            }
            Grant::RefreshToken(token) => {
                let form = Form::new().with("grant_type", "refresh_token");
                self.scoped(form.with("refresh_token", token.expose_secret()), audience, Caller::Person)?
            }
            Grant::DeviceCode(code) => {
                let form = Form::new().with("grant_type", "urn:ietf:params:oauth:grant-type:device_code");
                form.with("device_code", code.expose_secret())
            }
        };
        let asked = Instant::now();
        let response = parse_token_response(&self.send(&self.token, form).await?)?;
        Ok(Granted { access: response.fetched(asked), refresh_token: response.refresh_token })
    }

    /// Asks for the codes of a device (RFC 8628 section 3.1).
    pub(super) async fn device(&self, audience: &str) -> Result<Bytes, CredentialsError> {
        self.send(self.device_address()?, self.scoped(Form::new(), audience, Caller::Person)?).await
    }

    pub(super) fn device_address(&self) -> Result<&Address, CredentialsError> {
        let what = "the identity provider has no URL for devices: see `device_authorization_url`";
        self.device.as_ref().ok_or_else(|| CredentialsError::new(what))
    }

    fn scoped(&self, form: Form, audience: &str, caller: Caller) -> Result<Form, CredentialsError> {
        let form = match self.scope.text(audience, caller)? {
            Some(scopes) => form.with("scope", &scopes),
            None => form,
        };
        Ok(match self.scope.audience(audience)? {
            Some((name, audience)) => form.with(name, audience),
            None => form,
        })
    }

    /// As the application, proven in its way.
    async fn send(&self, to: &Address, form: Form) -> Result<Bytes, CredentialsError> {
        let Application { id, proof } = &self.application;
        let (form, authorization) = match proof {
            Proof::Public => (form.with("client_id", id), None),
            Proof::Secret(secret) if self.secret_in == SecretIn::Header => (form, Some(basic(id, secret))),
            Proof::Secret(secret) => (form.with("client_id", id).with("client_secret", secret.expose_secret()), None),
            #[cfg(feature = "certificate")]
            Proof::Certificate(certificate) => {
                // To the token endpoint wherever it is sent (RFC 7523 section 3).
                let assertion = certificate.assertion(id, self.token.url().as_str(), self.sender.now())?;
                let form = form.with("client_id", id).with("client_assertion_type", super::certificate::ASSERTION_TYPE);
                (form.with("client_assertion", assertion.expose_secret()), None)
            }
        };
        self.sender.post(to, authorization, form).await
    }
}

/// RFC 6749 section 2.3.1: both are percent-encoded before they become a name and a password.
fn basic(id: &str, secret: &SecretString) -> SecretString {
    let mut pair = String::new();
    percent::push(&mut pair, id);
    pair.push(':');
    percent::push(&mut pair, secret.expose_secret());
    let pair = SecretString::from(pair);
    SecretString::from(format!("Basic {}", STANDARD.encode(pair.expose_secret())))
}

impl fmt::Debug for Exchange {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at {}", self.application.id, self.token.host())
    }
}
