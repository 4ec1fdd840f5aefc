//! Which links are followed, and what goes along.

use apiloom_runtime::wire::ClientCore;
use apiloom_runtime::{Downloads, Error, InMemory, http};

use super::reply::Reply;
use super::{HOSTS, LINK, SENTINEL, client, client_with, field, service};

async fn refused(client: &ClientCore, link: &str) -> Error {
    let error = client.download(link, HOSTS).to_bytes(1000).await.unwrap_err();
    assert!(error.is_refused_link() && !error.is_transient(), "{error}");
    assert!(!format!("{error} {error:?} {error:#?}").contains(SENTINEL), "{error}");
    error
}

#[tokio::test]
async fn a_request_has_nothing_that_the_link_has_not() {
    let service = service(|_, request| Reply::blob(request, b"a,b", "\"1\""));
    let bytes = client(&service).download(LINK, HOSTS).to_bytes(1000).await.unwrap();
    assert_eq!(bytes, "a,b");
    let requests = service.requests();
    let [request] = &*requests else { panic!("{requests:?}") };
    assert_eq!((request.method().as_str(), request.uri().to_string().as_str()), ("GET", LINK));
    let mut names: Vec<&str> = request.headers().keys().map(http::HeaderName::as_str).collect();
    names.sort_unstable();
    assert_eq!(names, ["accept", "accept-encoding", "user-agent"]);
    assert_eq!(field(request, "accept-encoding"), Some("gzip"));
    assert!(request.body().is_empty());
}

#[tokio::test]
async fn nothing_happens_before_it_is_used() {
    let service = service(|_, request| Reply::blob(request, b"a,b", "\"1\""));
    let client = client(&service);
    let download = client.download("not a link at all", HOSTS).without_bom().checksum_md5([0; 16]);
    assert!(!format!("{download:?}").contains("link at all"));
    drop(download.to_bytes(1000));
    assert!(service.requests().is_empty());
}

#[tokio::test]
async fn links_that_are_refused() {
    let service = service(|_, _| Reply::whole(b"a"));
    let client = client(&service);
    for (link, host) in [
        ("http://account.blob.core.windows.net/?sig=S3NT1NEL", Some("account.blob.core.windows.net")),
        ("https://evil.example/?sig=S3NT1NEL", Some("evil.example")),
        ("https://169.254.169.254/S3NT1NEL", Some("169.254.169.254")),
        ("https://localhost/S3NT1NEL", Some("localhost")),
        ("https://S3NT1NEL@account.blob.core.windows.net/", None),
        ("S3NT1NEL", None),
        ("", None),
    ] {
        let error = refused(&client, link).await;
        assert_eq!(error.host(), host, "{link}");
        assert!(error.attempts().is_empty() && error.status().is_none());
    }
    assert!(service.requests().is_empty());
    let error = refused(&client, "https://evil.example/?sig=S3NT1NEL").await;
    let expected = "download: GET {link} at `evil.example`: the link is refused: its host is not pinned";
    assert_eq!(error.to_string(), expected);
}

#[tokio::test]
async fn what_the_caller_pins_goes_before_what_the_spec_names() {
    let service = service(|_, request| Reply::blob(request, b"a,b", "\"1\""));
    let client = client_with(&service, Downloads::default().pin("files.example.com").pin("*.example.org:8443"));
    refused(&client, LINK).await;
    for link in ["https://files.example.com/a", "https://a.example.org:8443/b"] {
        assert_eq!(client.download(link, HOSTS).to_bytes(1000).await.unwrap(), "a,b");
    }
    let anywhere = super::client(&service);
    assert_eq!(anywhere.download("https://any.example.net/", &[]).to_bytes(1000).await.unwrap(), "a,b");
}

/// The first host leads to another, which has the file.
fn moved(status: u16, to: &'static str) -> InMemory {
    service(move |_, request| match request.uri().host() {
        Some("account.blob.core.windows.net") => Reply::status(status).header("location", to),
        _ => Reply::blob(request, b"a,b", "\"1\""),
    })
}

#[tokio::test]
async fn redirects_are_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let service = moved(status, "https://other.blob.core.windows.net/?sig=S3NT1NEL");
        let error = client(&service).download(LINK, HOSTS).to_bytes(1000).await.unwrap_err();
        assert_eq!(error.status().unwrap().as_u16(), status);
        assert_eq!(error.redirect_host().as_deref(), Some("other.blob.core.windows.net"));
        assert!(!format!("{error} {error:?}").contains(SENTINEL));
        assert_eq!(service.requests().len(), 1);
    }
}

#[tokio::test]
async fn redirects_to_pinned_hosts_where_they_are_allowed() {
    for status in [301, 302, 303, 307, 308] {
        let service = moved(status, "https://other.blob.core.windows.net/x?sig=2");
        let client = client_with(&service, Downloads::default().redirects(1));
        assert_eq!(client.download(LINK, HOSTS).to_bytes(1000).await.unwrap(), "a,b");
        let requests = service.requests();
        assert_eq!(requests[1].uri().to_string(), "https://other.blob.core.windows.net/x?sig=2");
        assert!(field(&requests[1], "referer").is_none() && field(&requests[1], "authorization").is_none());
    }
    for to in [
        "https://evil.example/?sig=S3NT1NEL",
        "http://other.blob.core.windows.net/",
        "//evil.example/",
        "https://u:S3NT1NEL@other.blob.core.windows.net/",
        "file:///etc/passwd",
        "https://169.254.169.254/",
        "https://other.blob.core.windows.net:8443/",
    ] {
        let service = moved(302, to);
        refused(&client_with(&service, Downloads::default().redirects(1)), LINK).await;
        assert_eq!(service.requests().len(), 1, "{to}");
    }
}

#[tokio::test]
async fn redirects_end() {
    let service = service(|_, _| Reply::status(302).header("location", LINK));
    let client = client_with(&service, Downloads::default().redirects(99));
    let error = client.download(LINK, HOSTS).to_bytes(1000).await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 302);
    assert_eq!(service.requests().len(), 4, "three are followed");
    let nowhere = super::service(|_, _| Reply::status(302));
    let client = client_with(&nowhere, Downloads::default().redirects(1));
    assert_eq!(client.download(LINK, HOSTS).to_bytes(1000).await.unwrap_err().status().unwrap().as_u16(), 302);
}
