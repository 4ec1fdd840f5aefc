//! One question to a server, and where it leads.

use http::header::{ACCEPT, ACCEPT_ENCODING, IF_MATCH, LOCATION, RANGE, USER_AGENT};
use http::{HeaderMap, HeaderValue};
use tokio::time::timeout;

use super::head::Asked;
use super::link::{Link, Rules};
use super::wrapping::Coding;
use super::{DOWNLOAD, downloader};
use crate::arrived::Arrived;
use crate::client::ClientCore;
use crate::error::Error;
use crate::guard::{Received, check_head, read};
use crate::transport::TransportError;

/// Asks for a file and follows as many redirects as are allowed. No field of an earlier request is in a later one but
/// those that say which part of the file is meant: there are no others.
pub(super) async fn ask(core: &ClientCore, link: &Link, rules: &Rules, headers: HeaderMap) -> Result<Arrived, Error> {
    let mut link = link.clone();
    let mut redirects = core.downloader().settings.redirects;
    loop {
        let answer = ask_once(core, &link, headers.clone()).await?;
        let Some(location) = location(&answer).filter(|_| redirects > 0) else { return Ok(answer) };
        redirects -= 1;
        link = link.redirected(location, rules).map_err(Error::refused_link)?;
    }
}

/// As long as an attempt may take until its head is there; what comes after is for the stall guard.
async fn ask_once(core: &ClientCore, link: &Link, headers: HeaderMap) -> Result<Arrived, Error> {
    let limit = core.limits().attempt;
    let Ok(asked) = timeout(limit, downloader::ask(core, link, headers)).await else {
        let late = TransportError::timeout(format!("no answer within {limit:?}"));
        return Err(Error::transport(&DOWNLOAD, late));
    };
    let answer = asked?;
    let limits = core.limits().clone().body(core.downloader().settings.largest);
    check_head(&answer, &limits).map_err(|error| Error::transport(&DOWNLOAD, error))?;
    Ok(answer)
}

/// Reads what a server has to say in place of a file.
pub(super) async fn refusal(core: &ClientCore, answer: Arrived) -> Error {
    let (mut received, mut body) = Received::begun(answer, None);
    // What is missing of an explanation must not hide the status.
    if let Ok(Ok(text)) = timeout(core.limits().attempt, read(&received, &mut body, core.limits())).await {
        received.body = text;
    }
    Error::with_status(&DOWNLOAD, received, core.casing())
}

/// The fields of a request: no credentials, no cookie, no `Referer`.
pub(super) fn headers(core: &ClientCore, asked: Option<&Asked<'_>>, wants_gzip: bool) -> HeaderMap {
    let mut headers = HeaderMap::new();
    headers.insert(USER_AGENT, core.user_agent().clone());
    headers.insert(ACCEPT, HeaderValue::from_static("*/*"));
    let coding = match asked {
        // A part of what came before is coded as that was.
        Some(asked) => asked.of.coding.name(),
        None if wants_gzip && cfg!(feature = "gzip") => "gzip",
        None => Coding::Plain.name(),
    };
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(coding));
    if let Some((range, tag)) = asked.and_then(conditions) {
        headers.insert(RANGE, range);
        headers.insert(IF_MATCH, tag);
    }
    headers
}

/// The rest, if the file is still the same (RFC 9110 section 13.1.1). `If-Range` would do as well, and fewer servers
/// know it.
fn conditions(asked: &Asked<'_>) -> Option<(HeaderValue, HeaderValue)> {
    let range = HeaderValue::try_from(format!("bytes={}-", asked.from)).ok()?;
    let tag = HeaderValue::try_from(asked.of.etag.as_deref()?).ok()?;
    Some((range, tag))
}

/// RFC 9110 section 15.4: the other statuses of the class lead nowhere.
fn location(answer: &Arrived) -> Option<&str> {
    let leads = matches!(answer.status.as_u16(), 301 | 302 | 303 | 307 | 308);
    answer.headers.get(LOCATION).filter(|_| leads)?.to_str().ok()
}
