//! What a test may know of tokens, and do to them.

use std::time::Duration;

use super::Emulator;
use crate::identity::{CLIENT_ID, CLIENT_SECRET, Decision, Holder, TENANT};

const TOKEN_PATH: &str = "/oauth2/v2.0/token";
const TOKEN_PATH_V1: &str = "/oauth2/token";
const DEVICE_CODE_PATH: &str = "/oauth2/v2.0/devicecode";

/// Access tokens, and the service that gives them.
///
/// There is one tenant with one application, whose values are the same in every emulator. A token is good for the
/// families of its audience, [`Family::audience`](crate::Family::audience); [`token`](Self::token) is good for all.
impl Emulator {
    /// An access token that the service accepts, without asking the token service.
    #[must_use]
    pub fn token(&self) -> String {
        self.shared.lock().directory.standing_token()
    }

    /// Lets all access tokens expire: they are refused from now on, and [`token`](Self::token) returns another. Refresh
    /// tokens stay good.
    pub fn expire_token(&self) {
        self.shared.lock().directory.expire_access_tokens();
    }

    /// Makes access tokens that are good for so long by the emulator's clock; 3,599 s without this. Those that were
    /// given out keep their end.
    pub fn token_lifetime(&self, lifetime: Duration) {
        self.shared.lock().directory.lifetime = lifetime;
    }

    /// How often a token was asked for, with or without success.
    #[must_use]
    pub fn token_requests(&self) -> usize {
        let state = self.shared.lock();
        let is_token = |path: &str| path.ends_with(TOKEN_PATH) || path.ends_with(TOKEN_PATH_V1);
        state.requests.iter().filter(|request| is_token(&request.path)).count()
    }

    /// The directory's tenant: `e3a1d5c0-0000-4000-8000-0000000000e1`.
    #[must_use]
    pub const fn tenant() -> &'static str {
        TENANT
    }

    /// The id of the application: `c11e0000-0000-4000-8000-0000000000c1`.
    #[must_use]
    pub const fn client_id() -> &'static str {
        CLIENT_ID
    }

    /// The secret of the application: `emulator~client.secret-of+no/value=`. It must be encoded to be sent.
    #[must_use]
    pub const fn client_secret() -> &'static str {
        CLIENT_SECRET
    }

    /// The URL that all endpoints of the token service begin with: [`origin`](Self::origin) and tenant.
    #[must_use]
    pub fn authority(&self) -> String {
        format!("{}/{TENANT}", self.shared.origin)
    }

    /// Where tokens are asked for by scope.
    #[must_use]
    pub fn token_endpoint(&self) -> String {
        self.authority() + TOKEN_PATH
    }

    /// Where tokens are asked for by resource: all numbers in the answers are strings.
    #[must_use]
    pub fn token_endpoint_v1(&self) -> String {
        self.authority() + TOKEN_PATH_V1
    }

    /// Where codes for signing in on another device are asked for.
    #[must_use]
    pub fn device_code_endpoint(&self) -> String {
        self.authority() + DEVICE_CODE_PATH
    }

    /// A refresh token of a user of Partner Center, as a sign-in some time ago would have left it. It is good once, and
    /// only for the application with its secret or an assertion.
    #[must_use]
    pub fn refresh_token(&self) -> String {
        self.shared.lock().directory.make_refresh_token_for(Holder::Service)
    }
}

/// Sign-ins on another device, by the code that the user has to type.
#[expect(clippy::must_use_candidate, reason = "they are called for what they do")]
impl Emulator {
    /// Enters the code as the user would: the program gets its tokens when it asks next. False if no sign-in with this
    /// code is under way.
    pub fn approve_device(&self, user_code: &str) -> bool {
        self.shared.lock().decide(user_code, Decision::Approve)
    }

    /// Refuses as the user would: the program hears `authorization_declined`. False if no sign-in with this code is
    /// under way.
    pub fn decline_device(&self, user_code: &str) -> bool {
        self.shared.lock().decide(user_code, Decision::Decline)
    }

    /// Lets the program hear `slow_down` when it asks next, and `authorization_pending` again afterwards. False if no
    /// sign-in with this code is under way.
    pub fn slow_device_down(&self, user_code: &str) -> bool {
        self.shared.lock().decide(user_code, Decision::SlowDown)
    }

    /// Tells programs to wait so long between two requests, in whole seconds; 5 s without this. Who does not wait is
    /// not punished.
    pub fn device_interval(&self, interval: Duration) {
        self.shared.lock().directory.devices.interval = interval;
    }
}
