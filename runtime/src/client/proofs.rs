//! How the caller of an operation proves itself: which credentials, and where their tokens go.

use super::ClientCore;
use crate::api::{Scheme, Security};
use crate::credentials::{AccessToken, Credentials};
use crate::error::Error;
use crate::operation::Operation;

/// A token, and where it goes.
#[derive(Clone)]
pub(crate) struct Proof {
    pub(crate) scheme: Scheme,
    pub(crate) token: AccessToken,
}

impl ClientCore {
    /// The tokens for an operation; none where it is open.
    pub(crate) async fn proofs(&self, operation: &'static Operation) -> Result<Vec<Proof>, Error> {
        let schemes = self.chosen(operation).map_err(|what| Error::configuration(Some(operation), what))?;
        let mut proofs = Vec::with_capacity(schemes.len());
        for scheme in schemes {
            let Some(credentials) = self.credentials(scheme.name) else { continue };
            let token = credentials.access_token(self.audience()).await;
            proofs.push(Proof { scheme, token: token.map_err(|error| Error::credentials(operation, error))? });
        }
        Ok(proofs)
    }

    /// Whether there is another token in place of one that was refused.
    pub(crate) fn proofs_refused(&self, proofs: &[Proof]) -> bool {
        let mut renewed = false;
        for Proof { scheme, token } in proofs {
            let credentials = self.credentials(scheme.name);
            renewed |= credentials.is_some_and(|credentials| credentials.refused(self.audience(), token));
        }
        renewed
    }

    /// Where tokens will stand in a request, for people to read.
    pub(crate) fn places(&self, operation: &Operation) -> Vec<Security> {
        let schemes = self.chosen(operation).unwrap_or_else(|_| self.ways(operation).swap_remove(0));
        schemes.into_iter().map(|scheme| scheme.place).collect()
    }

    /// The first way for which the client has all credentials; nothing is a way where the spec says so.
    fn chosen(&self, operation: &Operation) -> Result<Vec<Scheme>, String> {
        if matches!(operation.security.within(self.0.api.security), Security::None) {
            return Ok(Vec::new());
        }
        let ways = self.ways(operation);
        let mut is_optional = false;
        for way in &ways {
            is_optional |= way.is_empty();
            if !way.is_empty() && way.iter().all(|scheme| self.credentials(scheme.name).is_some()) {
                return Ok(way.clone());
            }
        }
        if is_optional { Ok(Vec::new()) } else { Err(lacking(&ways)) }
    }

    /// The ways of proving oneself to an operation: one at least.
    fn ways(&self, operation: &Operation) -> Vec<Vec<Scheme>> {
        match operation.security.within(self.0.api.security) {
            Security::None | Security::Inherited | Security::OneOf([]) => vec![Vec::new()],
            Security::OneOf(ways) => ways.iter().map(|way| way.to_vec()).collect(),
            place => vec![vec![Scheme { name: "", place }]],
        }
    }

    fn credentials(&self, scheme: &str) -> Option<&dyn Credentials> {
        let credentials = self.0.credentials.iter().find(|(name, _)| *name == scheme);
        credentials.map(|(_, credentials)| credentials.as_ref())
    }
}

fn lacking(ways: &[Vec<Scheme>]) -> String {
    if matches!(ways, [way] if way.iter().all(|scheme| scheme.name.is_empty())) {
        return "the operation needs credentials, and the client has none".to_owned();
    }
    let mut names = String::new();
    for (index, way) in ways.iter().enumerate() {
        names.push_str(if index == 0 { "" } else { ", or " });
        for (index, scheme) in way.iter().enumerate() {
            names.push_str(if index == 0 { "`" } else { " and `" });
            names.push_str(scheme.name);
            names.push('`');
        }
    }
    format!("the operation needs the credentials {names}, and the client lacks them")
}
