//! Every reason to give no token: one constructor each, wording in one place.
//!
//! `error` and the number are Entra's where a public page names them; the sentences are the emulator's.

/// A failure, not yet in Entra's shape.
#[derive(Debug)]
pub(super) struct Failure {
    pub status: u16,
    pub error: &'static str,
    pub code: u32,
    pub text: String,
    /// What a user can do about it.
    pub suberror: Option<&'static str>,
}

impl Failure {
    fn new(error: &'static str, code: u32, text: impl Into<String>) -> Self {
        Self { status: 400, error, code, text: text.into(), suberror: None }
    }

    /// A client that does not prove who it is (RFC 6749 section 5.2).
    fn client(code: u32, text: impl Into<String>) -> Self {
        Self { status: 401, ..Self::new("invalid_client", code, text) }
    }

    pub(super) fn unknown_tenant(tenant: &str) -> Self {
        Self::new("invalid_request", 90_002, format!("Tenant '{tenant}' not found."))
    }

    pub(super) fn missing(parameter: &str) -> Self {
        let text = format!("The request body must contain the following parameter: '{parameter}'.");
        Self::new("invalid_request", 900_144, text)
    }

    /// RFC 6749 section 3.2.
    pub(super) fn repeated(parameter: &str) -> Self {
        Self::new("invalid_request", 9_000_411, format!("The parameter '{parameter}' is duplicated."))
    }

    pub(super) fn unsupported_grant(grant_type: &str) -> Self {
        let text = format!("The grant type '{grant_type}' is not supported here.");
        Self::new("unsupported_grant_type", 70_003, text)
    }

    pub(super) fn unknown_client(client_id: &str) -> Self {
        let text = format!("Application with identifier '{client_id}' was not found in the directory.");
        Self::new("unauthorized_client", 700_016, text)
    }

    pub(super) fn no_credentials() -> Self {
        let text = "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.";
        Self::client(7_000_218, text)
    }

    pub(super) fn wrong_secret() -> Self {
        Self::client(7_000_215, "Invalid client secret provided.")
    }

    pub(super) fn malformed_assertion(problem: &str) -> Self {
        Self::client(50_027, format!("The client assertion is invalid: {problem}."))
    }

    pub(super) fn assertion_of_another() -> Self {
        Self::client(700_021, "'iss' and 'sub' of the client assertion are not the 'client_id'.")
    }

    pub(super) fn assertion_for_another() -> Self {
        Self::client(700_023, "'aud' of the client assertion is not this directory.")
    }

    pub(super) fn assertion_out_of_time() -> Self {
        Self::client(700_024, "The client assertion is not within its valid time range.")
    }

    pub(super) fn unknown_resource(audience: &str) -> Self {
        let text = format!("The resource principal named {audience} was not found in the tenant.");
        Self::new("invalid_resource", 500_011, text)
    }

    pub(super) fn application_scope(scope: &str) -> Self {
        let text = format!("The scope '{scope}' is not a resource identifier followed by /.default.");
        Self::new("invalid_scope", 1_002_012, text)
    }

    pub(super) fn scope(scope: &str) -> Self {
        Self::new("invalid_scope", 70_011, format!("The scope '{scope}' does not name one known resource."))
    }

    /// A refresh token that never was one, or is none any more.
    pub(super) fn refresh_token() -> Self {
        Self::new("invalid_grant", 70_000, "The refresh token is invalid, or was used before.")
    }

    /// Nobody types a second factor into a form.
    pub(super) fn second_factor() -> Self {
        let text = "The user must use multi-factor authentication to access the resource.";
        Self { suberror: Some("basic_action"), ..Self::new("invalid_grant", 50_076, text) }
    }

    pub(super) fn unknown_device_code() -> Self {
        Self::new("bad_verification_code", 70_018, "The device code is unknown, or was used before.")
    }

    pub(super) fn authorization_pending() -> Self {
        Self::new("authorization_pending", 70_016, "The user has not yet entered the code. Continue polling.")
    }

    pub(super) fn slow_down() -> Self {
        Self::new("slow_down", 70_016, "The user has not yet entered the code. Poll less often.")
    }

    pub(super) fn authorization_declined() -> Self {
        Self::new("authorization_declined", 70_018, "The user declined.")
    }

    pub(super) fn device_code_expired() -> Self {
        Self::new("expired_token", 70_020, "The device code has expired.")
    }
}
