//! What a token is for.

use super::failure::Failure;

/// A resource that the directory knows. A token for one is not good for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resource {
    PartnerCenter,
    Store,
    /// What older documentation says to ask for. There are tokens for it, and no family accepts them any more.
    Graph,
}

/// The scope of everything that an application was allowed beforehand.
const DEFAULT: &str = ".default";

/// A resource and what is allowed there.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub resource: Resource,
    /// As requested, without what is not the resource's.
    pub text: String,
    /// Whether a refresh token is wanted.
    pub offline: bool,
}

impl Resource {
    const ALL: [Self; 3] = [Self::PartnerCenter, Self::Store, Self::Graph];

    pub(crate) const fn audience(self) -> &'static str {
        match self {
            Self::PartnerCenter => "https://api.partnercenter.microsoft.com",
            Self::Store => "https://manage.devcenter.microsoft.com",
            Self::Graph => "https://graph.windows.net",
        }
    }

    /// The value of `resource`.
    pub(super) fn parse(audience: &str) -> Result<Self, Failure> {
        let mut known = Self::ALL.into_iter();
        known.find(|resource| resource.audience() == audience).ok_or_else(|| Failure::unknown_resource(audience))
    }
}

impl Scope {
    /// What a user allows at the older endpoint, where no scope is named.
    pub(super) fn delegated(resource: Resource) -> Self {
        Self { resource, text: "user_impersonation".to_owned(), offline: true }
    }

    /// The scope of an application without a user: a resource and `/.default`.
    pub(super) fn of_application(text: &str) -> Result<Self, Failure> {
        match text.trim().rsplit_once('/') {
            Some((audience, DEFAULT)) => {
                Ok(Self { resource: Resource::parse(audience)?, text: text.trim().to_owned(), offline: false })
            }
            _ => Err(Failure::application_scope(text)),
        }
    }

    /// Scopes of a user: those of one resource, and those of the sign-in itself.
    pub(super) fn of_user(text: &str) -> Result<Self, Failure> {
        let of_sign_in = |scope: &str| matches!(scope, "openid" | "profile" | "email" | "offline_access");
        let scopes: Vec<&str> = text.split_whitespace().filter(|scope| !of_sign_in(scope)).collect();
        let mut resources = scopes.iter().map(|scope| match scope.rsplit_once('/') {
            Some((audience, _)) => Resource::parse(audience),
            None => Err(Failure::scope(text)),
        });
        let resource = resources.next().ok_or_else(|| Failure::scope(text))??;
        for other in resources {
            if other? != resource {
                return Err(Failure::scope(text));
            }
        }
        let offline = text.split_whitespace().any(|scope| scope == "offline_access");
        Ok(Self { resource, text: scopes.join(" "), offline })
    }
}
