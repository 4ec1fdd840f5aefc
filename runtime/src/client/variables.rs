//! What callers choose of a server's URL. A value stays where its variable stands: credentials go to the host that the
//! spec says, whoever wrote the value.

use crate::api::{Server, Variable, VariablePlace};

/// Values by the names of variables.
pub(super) type Chosen = Vec<(&'static str, String)>;

/// A text of the server with values in the places of names.
///
/// The error is what is wrong, without the value.
pub(super) fn filled(text: &str, server: &Server, chosen: &Chosen) -> Result<String, String> {
    let mut filled = text.to_owned();
    for variable in server.variables {
        let value = chosen.iter().rev().find(|(name, _)| *name == variable.name).map(|(_, value)| value.as_str());
        let value = value.unwrap_or(variable.default);
        if let Some(wanted) = refusal(variable, value) {
            return Err(format!("the server's variable `{}` must be {wanted}", variable.name));
        }
        // A value has no braces: none can be taken for another variable.
        filled = filled.replace(&["{", variable.name, "}"].concat(), value);
    }
    Ok(filled)
}

/// What a value should be, if it is not.
fn refusal(variable: &Variable, value: &str) -> Option<&'static str> {
    let (fits, wanted) = match variable.place {
        VariablePlace::Label => (is_label(value), "letters, digits and `-`"),
        VariablePlace::Host => (value.split('.').all(is_label), "letters, digits and `-`, with dots between"),
        VariablePlace::Port => {
            let digits = value.bytes().all(|byte| byte.is_ascii_digit());
            (digits && value.parse::<u16>().is_ok_and(|port| port > 0), "a number from 1 to 65535")
        }
        VariablePlace::Segment => {
            let plain = |c: char| c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=:@".contains(c);
            (value.chars().all(plain) && value.chars().any(|c| c != '.'), "a part of a path, without `/`")
        }
    };
    (!fits || value.len() > 255).then_some(wanted)
}

/// RFC 1123 section 2.1, as far as the length of what is around it is not known.
fn is_label(text: &str) -> bool {
    !text.is_empty()
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERVER: Server = Server {
        url: "https://{tenant}-api.{domain}:{port}/{version}/x",
        variables: &[
            Variable { name: "tenant", default: "one", place: VariablePlace::Label },
            Variable { name: "domain", default: "example.com", place: VariablePlace::Host },
            Variable { name: "port", default: "443", place: VariablePlace::Port },
            Variable { name: "version", default: "v1", place: VariablePlace::Segment },
        ],
        ..Server::NEW
    };

    fn url(name: &'static str, value: &str) -> Result<String, String> {
        filled(SERVER.url, &SERVER, &vec![(name, value.to_owned())])
    }

    #[test]
    fn values_stand_where_names_do() {
        for (name, value, expected) in [
            ("none", "x", "https://one-api.example.com:443/v1/x"),
            ("tenant", "two", "https://two-api.example.com:443/v1/x"),
            ("domain", "eu.example.net", "https://one-api.eu.example.net:443/v1/x"),
            ("port", "8443", "https://one-api.example.com:8443/v1/x"),
            ("version", "v2@beta", "https://one-api.example.com:443/v2@beta/x"),
        ] {
            assert_eq!(url(name, value).as_deref(), Ok(expected));
        }
        let twice = vec![("tenant", "a".to_owned()), ("tenant", "b".to_owned())];
        assert_eq!(filled("{tenant}", &SERVER, &twice).as_deref(), Ok("b"));
    }

    #[test]
    fn no_value_leaves_its_place() {
        let everywhere = ["", "{port}", "a/b", "a?b", "a#b", "a\\b", "a%2eb", "a b", "a\nb", "\u{e9}", "a\u{ff0f}b"];
        for name in ["tenant", "domain", "port", "version"] {
            for value in everywhere {
                assert!(url(name, value).is_err(), "{name} {value:?}");
            }
        }
        for (name, value) in [
            ("tenant", "a.b"),
            ("tenant", "a@b"),
            ("tenant", "a:1"),
            ("tenant", "-a"),
            ("tenant", "a-"),
            ("domain", "evil.example:1"),
            ("domain", "user@evil.example"),
            ("domain", "a..b"),
            ("domain", ".a"),
            ("domain", "a."),
            ("domain", "[::1]"),
            ("port", "0"),
            ("port", "65536"),
            ("port", "+1"),
            ("port", "1@evil.example"),
            ("version", "."),
            ("version", ".."),
        ] {
            let told = url(name, value);
            assert!(told.is_err(), "{value} is taken");
            assert!(told.is_err_and(|told| value.len() < 3 || !told.contains(value)), "{value} is shown");
        }
    }
}
