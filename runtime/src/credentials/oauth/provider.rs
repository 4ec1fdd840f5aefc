//! Where tokens are asked for.

use std::fmt;
use std::time::SystemTime;

use super::address::{Address, check_tenant};
use super::scope::{Scope, Scopes};
use crate::credentials::CredentialsError;
use crate::network::Network;
use crate::transport::Transport;

const WORLDWIDE: &str = "https://login.microsoftonline.com";

/// Who gives out tokens: where, under which rules, and how to get there.
///
/// ```
/// use apiloom_runtime::oauth::IdentityProvider;
///
/// # fn main() -> Result<(), apiloom_runtime::CredentialsError> {
/// let entra = IdentityProvider::entra("contoso.onmicrosoft.com")?;
/// let government = IdentityProvider::entra("contoso.us")?.authority("https://login.microsoftonline.us")?;
/// let other = IdentityProvider::oauth("https://id.example.com/oauth/token")?.scopes(["reports.read"]);
/// # Ok(())
/// # }
/// ```
#[must_use = "an identity provider is asked by a source of tokens"]
pub struct IdentityProvider {
    pub(super) token: Address,
    pub(super) device: Option<Address>,
    entra: Option<Tenant>,
    pub(super) scope: Scope,
    pub(super) secret_in: SecretIn,
    pub(super) network: Network,
    pub(super) transport: Option<Box<dyn Transport>>,
    pub(super) wall_clock: fn() -> SystemTime,
}

/// Where a client secret is sent (RFC 6749 section 2.3.1).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SecretIn {
    Header,
    Body,
}

struct Tenant {
    name: String,
    version: Version,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    V1,
    V2,
}

impl IdentityProvider {
    /// Microsoft Entra ID, for a tenant: its GUID or one of its domain names, or for people `organizations`,
    /// `consumers` or `common`. The scope is the audience of the client's server with `/.default`
    /// (<https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow>).
    ///
    /// # Errors
    ///
    /// It cannot be the name of a tenant.
    pub fn entra(tenant: &str) -> Result<Self, CredentialsError> {
        let scope = Scope { scopes: Scopes::DefaultOfAudience, audience_as: None, offline: Some("offline_access") };
        Self::tenant(tenant, Version::V2, scope)
    }

    /// The first version of Microsoft Entra ID's endpoints, which names the audience in `resource` and has no scopes:
    /// for services that take no other tokens.
    ///
    /// # Errors
    ///
    /// As [`entra`](Self::entra).
    pub fn entra_v1(tenant: &str) -> Result<Self, CredentialsError> {
        let scope = Scope { audience_as: Some("resource".to_owned()), ..Scope::default() };
        Self::tenant(tenant, Version::V1, scope)
    }

    /// Another identity provider, by its token endpoint (RFC 6749 section 3.2). The scopes are those of
    /// [`scopes`](Self::scopes), and a client secret is sent in the header field `Authorization`.
    ///
    /// # Errors
    ///
    /// The URL does not begin with `https` (`http` is for loopback hosts), or holds a user name, a password or a
    /// fragment.
    pub fn oauth(token_url: &str) -> Result<Self, CredentialsError> {
        Ok(Self::at(Address::parse(token_url)?, SecretIn::Header))
    }

    /// Asks another authority of Microsoft Entra ID: that of the US government (`https://login.microsoftonline.us`) or
    /// of China (`https://login.partner.microsoftonline.cn`).
    ///
    /// # Errors
    ///
    /// It is none of them, or this is not Microsoft Entra ID.
    pub fn authority(self, authority: &str) -> Result<Self, CredentialsError> {
        let authority = Address::authority(authority)?;
        if !authority.is_entra() {
            let what = "the authority is not one of Microsoft Entra ID's; if it is meant, name it with \
                        `authority_anywhere`";
            return Err(CredentialsError::new(what));
        }
        self.moved(&authority)
    }

    /// Asks an authority that Microsoft does not list, wherever it is: secrets are sent there. A path in it is kept.
    ///
    /// # Errors
    ///
    /// As [`oauth`](Self::oauth), or this is not Microsoft Entra ID.
    pub fn authority_anywhere(self, authority: &str) -> Result<Self, CredentialsError> {
        self.moved(&Address::authority(authority)?)
    }

    /// Where a device is given its codes (RFC 8628 section 3.1). Microsoft Entra ID's is known.
    ///
    /// # Errors
    ///
    /// As [`oauth`](Self::oauth).
    pub fn device_authorization_url(self, url: &str) -> Result<Self, CredentialsError> {
        Ok(Self { device: Some(Address::parse(url)?), ..self })
    }

    /// Asks for these scopes (RFC 6749 section 3.3), in place of whatever would be asked for.
    pub fn scopes<T: AsRef<str>>(mut self, scopes: impl IntoIterator<Item = T>) -> Self {
        let scopes: Vec<T> = scopes.into_iter().collect();
        let scopes: Vec<&str> = scopes.iter().map(AsRef::as_ref).collect();
        self.scope.scopes = Scopes::Given(scopes.join(" "));
        self
    }

    /// Names the audience of the client's server in this parameter as well: `resource` (RFC 8707), `audience`.
    pub fn audience_parameter(mut self, name: &str) -> Self {
        self.scope.audience_as = Some(name.to_owned());
        self
    }

    /// Sends a client secret in the body, to a provider that does not read it from the header field.
    pub fn secret_in_body(self) -> Self {
        Self { secret_in: SecretIn::Body, ..self }
    }

    /// Says how to connect. [`Network::plain_http`] does not count here.
    pub fn network(self, network: Network) -> Self {
        Self { network, ..self }
    }

    /// Sends requests through something else than the network. For tests.
    pub fn transport(self, transport: impl Transport) -> Self {
        Self { transport: Some(Box::new(transport)), ..self }
    }

    /// Replaces the time of day, which dates in header fields and signed assertions go by. For tests.
    pub fn wall_clock(self, now: fn() -> SystemTime) -> Self {
        Self { wall_clock: now, ..self }
    }

    fn tenant(name: &str, version: Version, scope: Scope) -> Result<Self, CredentialsError> {
        check_tenant(name)?;
        let entra = Some(Tenant { name: name.to_owned(), version });
        let authority = Address::authority(WORLDWIDE)?;
        let provider = Self::at(authority.clone(), SecretIn::Body);
        Self { entra, scope, ..provider }.moved(&authority)
    }

    fn at(token: Address, secret_in: SecretIn) -> Self {
        Self {
            token,
            device: None,
            entra: None,
            scope: Scope::default(),
            secret_in,
            network: Network::default(),
            transport: None,
            wall_clock: SystemTime::now,
        }
    }

    fn moved(self, authority: &Address) -> Result<Self, CredentialsError> {
        let Some(Tenant { name, version }) = &self.entra else {
            return Err(CredentialsError::new("only Microsoft Entra ID has an authority"));
        };
        let (token, device) = match version {
            Version::V1 => (authority.below(&format!("{name}/oauth2/token"))?, None),
            Version::V2 => {
                let device = authority.below(&format!("{name}/oauth2/v2.0/devicecode"))?;
                (authority.below(&format!("{name}/oauth2/v2.0/token"))?, Some(device))
            }
        };
        Ok(Self { token, device, ..self })
    }
}

impl fmt::Debug for IdentityProvider {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "IdentityProvider({})", self.token.host())
    }
}
