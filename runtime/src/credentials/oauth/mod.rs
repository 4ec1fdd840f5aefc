//! Tokens from identity providers, by OAuth 2.0 (RFC 6749), and whatever renews them.
//!
//! | who calls | source |
//! | --- | --- |
//! | a program on its own behalf | [`ClientCredentials`] |
//! | a program for somebody who signed in earlier | [`RefreshToken`] |
//! | a program for somebody who signs in now, in a browser anywhere | [`DeviceCode`] |
//! | a program with its own way to get tokens | [`TokenSource`] |
//!
//! [`Renewed`] makes credentials of a source; [`IdentityProvider`] says where tokens are asked for: Microsoft Entra ID,
//! or another.
//!
//! Requests for tokens go to one URL, with TLS unless it is this machine; no redirect is followed; an answer may have
//! 64 KiB; a request takes 30 s at most. Errors hold codes and numbers, and no word of what was sent or received.
//! Nothing is asked for twice by itself: a refresh token may be good for one use.

mod address;
mod application;
#[cfg(feature = "certificate")]
mod certificate;
mod client_credentials;
mod device_code;
mod exchange;
mod form;
mod provider;
mod refresh_token;
mod refusal;
mod scope;
mod seconds;
mod sender;
mod sign_in;
mod token_response;
mod token_store;

pub use secrecy::{ExposeSecret, SecretString};

pub use self::application::Application;
#[cfg(feature = "certificate")]
pub use self::certificate::Certificate;
pub use self::client_credentials::ClientCredentials;
pub use self::device_code::{DeviceCode, DevicePrompt};
pub use self::provider::IdentityProvider;
pub use self::refresh_token::RefreshToken;
#[cfg(feature = "azure")]
pub(super) use self::refusal::numbered;
#[cfg(feature = "azure")]
pub(super) use self::scope::default_of;
pub use self::token_store::{NotStored, TokenStore};
#[cfg(feature = "azure")]
pub use super::azure::AzureCredential;
pub use super::renewed::{FetchedToken, Renewed, TokenSource};
