//! The tokens that were given out.

use std::collections::BTreeMap;
use std::time::Duration;

use super::device::Devices;
use super::resource::{Resource, Scope};
use crate::secret::Secret;
use crate::timestamp::Timestamp;

/// What Entra gives a token at least: an hour but for a second.
const LIFETIME: Duration = Duration::from_secs(3_599);

/// What the token service remembers.
#[derive(Debug)]
pub(crate) struct Directory {
    /// How long a new access token is good for.
    pub lifetime: Duration,
    pub devices: Devices,
    pub(super) secret: Secret,
    /// How often the token for everything was replaced.
    renewals: u32,
    access_tokens: BTreeMap<String, AccessToken>,
    refresh_tokens: BTreeMap<String, Session>,
}

#[derive(Debug)]
struct AccessToken {
    resource: Resource,
    end: Timestamp,
}

/// A user's permission, which a refresh token stands for.
#[derive(Clone, Debug)]
pub(super) struct Session {
    pub scope: Scope,
    pub holder: Holder,
}

/// Who holds a refresh token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    /// A service, which must prove who it is.
    Service,
    /// A program on a user's device, which cannot.
    Device,
}

/// What a token is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Worth {
    Good,
    /// It is good for something else.
    OtherAudience,
    /// It is expired, or never was a token.
    Nothing,
}

impl Directory {
    pub(crate) fn new() -> Self {
        Self {
            lifetime: LIFETIME,
            devices: Devices::new(),
            secret: Secret::new(),
            renewals: 0,
            access_tokens: BTreeMap::new(),
            refresh_tokens: BTreeMap::new(),
        }
    }

    /// The token that is good for everything, and that nobody has to ask for.
    pub(crate) fn standing_token(&self) -> String {
        format!("emulator-token-{}", self.renewals + 1)
    }

    pub(crate) fn expire_access_tokens(&mut self) {
        self.renewals += 1;
        self.access_tokens.clear();
    }

    /// What an access token is worth at a resource.
    pub(crate) fn worth(&self, token: &str, resource: Resource, now: Timestamp) -> Worth {
        if token == self.standing_token() {
            return Worth::Good;
        }
        match self.access_tokens.get(token) {
            Some(access) if now >= access.end => Worth::Nothing,
            Some(access) if access.resource != resource => Worth::OtherAudience,
            Some(_) => Worth::Good,
            None => Worth::Nothing,
        }
    }

    pub(super) fn make_access_token(&mut self, resource: Resource, now: Timestamp) -> String {
        let token = format!("emulator-access-{}", self.secret.token());
        let end = now.plus(self.lifetime);
        self.access_tokens.insert(token.clone(), AccessToken { resource, end });
        token
    }

    /// A refresh token as a sign-in in the past left it.
    pub(crate) fn make_refresh_token_for(&mut self, holder: Holder) -> String {
        let scope = Scope::delegated(Resource::PartnerCenter);
        self.make_refresh_token(Session { scope, holder })
    }

    pub(super) fn make_refresh_token(&mut self, session: Session) -> String {
        let token = format!("emulator-refresh-{}", self.secret.token());
        self.refresh_tokens.insert(token.clone(), session);
        token
    }

    pub(super) fn session(&self, refresh_token: &str) -> Option<&Session> {
        self.refresh_tokens.get(refresh_token)
    }

    /// A refresh token is good once.
    pub(super) fn spend(&mut self, refresh_token: &str) {
        self.refresh_tokens.remove(refresh_token);
    }
}
