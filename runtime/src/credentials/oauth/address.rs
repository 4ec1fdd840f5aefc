//! Where tokens may be asked for: secrets are sent there.

use url::Url;

use crate::client::is_loopback;
use crate::credentials::CredentialsError;
use crate::network::Reach;

/// The authorities of Microsoft Entra ID: worldwide, US government, China (and its older name). Microsoft's page
/// "National clouds" lists them.
const ENTRA: [&str; 4] = [
    "login.microsoftonline.com",
    "login.microsoftonline.us",
    "login.partner.microsoftonline.cn",
    "login.chinacloudapi.cn",
];

/// A URL to which secrets may be sent: `https`, or `http` to this machine.
#[derive(Clone)]
pub(super) struct Address {
    url: Url,
    pub(super) reach: Reach,
}

impl Address {
    /// RFC 6749 section 3.2: a token endpoint may have a query, and no fragment.
    pub(super) fn parse(text: &str) -> Result<Self, CredentialsError> {
        let url = Url::parse(text).map_err(|_| wrong("is not an absolute URL"))?;
        let reach = match url.scheme() {
            "https" => Reach::Network,
            "http" if is_loopback(&url) => Reach::Loopback,
            _ => return Err(wrong("must begin with `https`; `http` is for loopback hosts")),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(wrong("must not hold a user name or password"));
        }
        if url.fragment().is_some() {
            return Err(wrong("must not have a fragment"));
        }
        Ok(Self { url, reach })
    }

    /// An authority of Microsoft Entra ID, under which tenants have their paths.
    pub(super) fn authority(text: &str) -> Result<Self, CredentialsError> {
        let address = Self::parse(text)?;
        if address.url.query().is_some() {
            return Err(wrong("must not have a query"));
        }
        Ok(address)
    }

    pub(super) fn is_entra(&self) -> bool {
        self.url.scheme() == "https" && self.url.port().is_none() && ENTRA.contains(&self.host())
    }

    /// The address of one of a tenant's endpoints.
    pub(super) fn below(&self, path: &str) -> Result<Self, CredentialsError> {
        Self::parse(&format!("{}/{path}", self.url.as_str().trim_end_matches('/')))
    }

    pub(super) fn url(&self) -> &Url {
        &self.url
    }

    pub(super) fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }
}

/// A tenant is a GUID, a domain name, or `common`, `organizations`, `consumers`: one segment of a path, whatever it is.
pub(super) fn check_tenant(tenant: &str) -> Result<(), CredentialsError> {
    let is_plain = tenant.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.');
    let is_dots = tenant.bytes().all(|byte| byte == b'.');
    if is_plain && !is_dots && tenant.len() <= 253 {
        return Ok(());
    }
    Err(CredentialsError::new("the tenant is neither a GUID nor a domain name"))
}

/// A page that a person is to open.
pub(super) fn check_page(text: &str) -> Option<String> {
    Address::parse(text).ok().map(|address| address.url.into())
}

/// Without the URL, which may hold a password.
fn wrong(what: &str) -> CredentialsError {
    CredentialsError::new(format!("the URL of the identity provider {what}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_secrets_may_go() {
        for text in ["https://a.example/token", "https://a.example/token?x=1", "http://127.0.0.1:9/t", "http://[::1]/"]
        {
            assert!(Address::parse(text).is_ok(), "{text}");
        }
        for text in [
            "",
            "a.example/token",
            "http://a.example/token",
            "http://localhost.example/token",
            "http://10.0.0.1/",
            "ftp://127.0.0.1/",
            "https://user@a.example/",
            "https://user:hunter2@a.example/",
            "https://a.example/#f",
            "https://",
        ] {
            let error = Address::parse(text).err().unwrap_or_else(|| panic!("{text}"));
            assert!(!error.to_string().contains("hunter2"));
        }
    }

    #[test]
    fn authorities_of_entra() {
        let is_entra = |text: &str| Address::authority(text).unwrap().is_entra();
        for text in ["https://login.microsoftonline.com", "https://LOGIN.microsoftonline.us:443/"] {
            assert!(is_entra(text), "{text}");
        }
        for text in [
            "https://login.microsoftonline.com.evil.example",
            "https://evil.example/login.microsoftonline.com",
            "https://login.microsoftonline.com:8443",
            "https://login.microsoftonline.com.",
            "https://login.micros\u{43e}ftonline.com",
            "http://127.0.0.1",
        ] {
            assert!(!is_entra(text), "{text}");
        }
        assert!(Address::authority("https://login.microsoftonline.com?x").is_err());
    }

    #[test]
    fn a_tenant_is_one_segment() {
        for tenant in ["common", "contoso.onmicrosoft.com", "11111111-2222-3333-4444-555555555555", "a..b"] {
            assert!(check_tenant(tenant).is_ok(), "{tenant}");
        }
        let long = "a".repeat(254);
        for tenant in ["", ".", "..", "a/b", "a\\b", "a?b", "a#b", "%2e%2e", "a b", "a\n", "é", "@a", &long] {
            assert!(check_tenant(tenant).is_err(), "{tenant:?}");
        }
    }
}
