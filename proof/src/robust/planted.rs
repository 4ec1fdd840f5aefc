//! The secrets that are planted wherever a client is given one, or meets one.

use apiloom_chaos::secrets::Sentinels;

/// The names of the secrets: what a finding says.
pub(crate) const ACCESS_TOKEN: &str = "access token";
pub(crate) const RENEWED_TOKEN: &str = "renewed access token";
pub(crate) const REFRESH_TOKEN: &str = "refresh token";
pub(crate) const RENEWED_REFRESH_TOKEN: &str = "renewed refresh token";
pub(crate) const DEVICE_CODE: &str = "device code";
pub(crate) const USER_CODE: &str = "code that a user types";
pub(crate) const CLIENT_SECRET: &str = "client secret";
pub(crate) const API_KEY: &str = "key in a query";
pub(crate) const LINK_SIGNATURE: &str = "signature of a link";
pub(crate) const PROXY_PASSWORD: &str = "password of a proxy";
pub(crate) const URL_PASSWORD: &str = "password in a URL";
pub(crate) const COOKIE: &str = "cookie";
pub(crate) const HEADER: &str = "secret header field";
pub(crate) const SEGMENT: &str = "secret segment of a path";
pub(crate) const BODY_FIELD: &str = "secret field of a body";
/// Whoever asks for his data may print it; errors and logs must not.
pub(crate) const PERSON: &str = "personal data in an answer";

/// All secrets of a run. Equal seeds make equal ones.
pub(crate) fn planted(seed: u64) -> Sentinels {
    let names = [
        ACCESS_TOKEN,
        RENEWED_TOKEN,
        REFRESH_TOKEN,
        CLIENT_SECRET,
        API_KEY,
        LINK_SIGNATURE,
        PROXY_PASSWORD,
        URL_PASSWORD,
        COOKIE,
        HEADER,
        SEGMENT,
        BODY_FIELD,
        PERSON,
        RENEWED_REFRESH_TOKEN,
        DEVICE_CODE,
        USER_CODE,
    ];
    Sentinels::seeded(seed, &names)
}
