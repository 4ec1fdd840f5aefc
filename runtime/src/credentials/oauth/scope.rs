//! What a token is asked for.

use crate::credentials::CredentialsError;

/// For whom a token is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Caller {
    Application,
    /// Somebody who signed in, and is to stay so.
    Person,
}

/// The parameters `scope` (RFC 6749 section 3.3), and `resource` or what else names the audience.
#[derive(Clone, Default)]
pub(super) struct Scope {
    pub(super) scopes: Scopes,
    /// What the audience is sent as besides.
    pub(super) audience_as: Option<String>,
    /// What is to be said for a refresh token.
    pub(super) offline: Option<&'static str>,
}

#[derive(Clone, Default)]
pub(super) enum Scopes {
    /// What the application is allowed by default.
    #[default]
    Unsaid,
    /// All that the application is allowed at the audience: Microsoft's page "Scopes and permissions", `.default`.
    DefaultOfAudience,
    Given(String),
}

impl Scope {
    /// The value of `scope`, where there is one.
    pub(super) fn text(&self, audience: &str, caller: Caller) -> Result<Option<String>, CredentialsError> {
        let mut scopes = match &self.scopes {
            Scopes::Unsaid => return Ok(None),
            Scopes::Given(scopes) => scopes.clone(),
            Scopes::DefaultOfAudience => default_of(audience)?,
        };
        if let Some(offline) = self.offline.filter(|_| caller == Caller::Person)
            && !scopes.split(' ').any(|scope| scope == offline)
        {
            scopes.push(' ');
            scopes.push_str(offline);
        }
        Ok(Some(scopes))
    }

    /// The parameter that names the audience, where there is one.
    pub(super) fn audience<'a>(&'a self, audience: &'a str) -> Result<Option<(&'a str, &'a str)>, CredentialsError> {
        let Some(name) = &self.audience_as else { return Ok(None) };
        if audience.is_empty() {
            return Err(unnamed());
        }
        Ok(Some((name, audience)))
    }
}

/// An audience that ends with a slash keeps it: `https://management.core.windows.net//.default`.
pub(crate) fn default_of(audience: &str) -> Result<String, CredentialsError> {
    if audience.is_empty() {
        return Err(unnamed());
    }
    Ok([audience, "/.default"].concat())
}

fn unnamed() -> CredentialsError {
    CredentialsError::new("the server of the client has no audience to ask a token for; name the scopes")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent() {
        let entra = Scope { scopes: Scopes::DefaultOfAudience, offline: Some("offline_access"), audience_as: None };
        let text = |scope: &Scope, audience, caller| scope.text(audience, caller).ok().flatten();
        let of = |caller| text(&entra, "https://a", caller);
        assert_eq!(of(Caller::Application).as_deref(), Some("https://a/.default"));
        assert_eq!(of(Caller::Person).as_deref(), Some("https://a/.default offline_access"));
        assert!(entra.text("", Caller::Application).is_err());
        let given = Scope { scopes: Scopes::Given("offline_access x".to_owned()), ..entra };
        assert_eq!(text(&given, "", Caller::Person).as_deref(), Some("offline_access x"));
        let first = Scope { audience_as: Some("resource".to_owned()), ..Scope::default() };
        assert_eq!(text(&first, "https://a", Caller::Person), None);
        assert_eq!(first.audience("https://a").ok().flatten(), Some(("resource", "https://a")));
        assert!(first.audience("").is_err());
    }
}
