//! TLS that works and TLS that does not.

use std::io::{Error, ErrorKind};

use apiloom_chaos::http1::{Action, Script};
use apiloom_chaos::tls::{
    Authority, Identity, Leaf, Validity, alert_protocol_version, handshake_cut, plain_http, server_hello_tls11,
};
use apiloom_chaos::{Answer, Server};
use tokio_rustls::rustls::{self, AlertDescription, CertificateError, InvalidMessage};

use crate::support::{GET, connect_tls, only, talk};

fn reads_and(actions: impl IntoIterator<Item = Action>) -> Script {
    Script::requests(Action::after_request([Action::answer(&Answer::new(200))].into_iter().chain(actions)))
}

fn tls_error(error: &Error) -> &rustls::Error {
    error.get_ref().and_then(|inner| inner.downcast_ref()).unwrap_or_else(|| panic!("{error:?}"))
}

async fn handshake_error(script: Script, identity: Identity, authority: &Authority) -> Error {
    let server = Server::start_tls(script, identity).await.unwrap();
    connect_tls(&server, authority, "localhost", &["http/1.1"]).await.unwrap_err()
}

#[tokio::test]
async fn a_trusted_server() {
    let authority = Authority::new().unwrap();
    assert!(authority.pem().starts_with("-----BEGIN CERTIFICATE-----"));
    let server = Server::start_tls(reads_and([Action::Close]), authority.identity().unwrap()).await.unwrap();
    for host in ["localhost", "127.0.0.1"] {
        let socket = connect_tls(&server, &authority, host, &[]).await.unwrap();
        assert!(talk(socket, GET).await.unwrap().starts_with(b"HTTP/1.1 200 "));
    }
    assert_eq!(server.journal().received(), [GET, GET].concat().as_bytes(), "what is inside TLS is recorded");
}

#[tokio::test]
async fn no_close_notify() {
    let authority = Authority::new().unwrap();
    let server = Server::start_tls(reads_and([Action::Cut]), authority.identity().unwrap()).await.unwrap();
    let socket = connect_tls(&server, &authority, "localhost", &[]).await.unwrap();
    assert_eq!(talk(socket, GET).await.unwrap_err().kind(), ErrorKind::UnexpectedEof);
    assert!(only(&server).is_effect());
}

#[tokio::test]
async fn certificates_that_must_be_refused() {
    let authority = Authority::new().unwrap();
    let valid = |validity| authority.certify(Leaf::default().valid(validity)).unwrap();
    let wrong = authority.certify(Leaf::named(["other.example"])).unwrap();
    let unknown = Authority::new().unwrap().identity().unwrap();
    let alone = Authority::self_signed(Leaf::default()).unwrap();
    let refused = [
        (valid(Validity::Expired), "Expired"),
        (valid(Validity::NotYet), "NotValidYet"),
        (wrong, "NotValidForName"),
        (unknown, "UnknownIssuer"),
        (alone, "UnknownIssuer"),
    ];
    for (identity, reason) in refused {
        let error = handshake_error(reads_and([]), identity, &authority).await;
        let rustls::Error::InvalidCertificate(certificate) = tls_error(&error) else { panic!("{error:?}") };
        assert!(format!("{certificate:?}").starts_with(reason), "{certificate:?}");
        assert_ne!(*certificate, CertificateError::BadEncoding);
    }
}

#[tokio::test]
async fn handshakes_that_fail() {
    let authority = Authority::new().unwrap();
    let with = |actions| {
        let identity = authority.identity().unwrap();
        handshake_error(Script::connections(actions), identity, &authority)
    };
    let alert = with(alert_protocol_version()).await;
    assert_eq!(*tls_error(&alert), rustls::Error::AlertReceived(AlertDescription::ProtocolVersion));
    let old = with(server_hello_tls11()).await;
    assert!(matches!(tls_error(&old), rustls::Error::PeerIncompatible(_)), "{old:?}");
    let plain = with(plain_http()).await;
    assert_eq!(*tls_error(&plain), rustls::Error::InvalidMessage(InvalidMessage::InvalidContentType));
    for after in [0, 1, 20, 46, 1000] {
        let cut = with(handshake_cut(after)).await;
        assert_eq!(cut.kind(), ErrorKind::UnexpectedEof, "{after} {cut:?}");
    }
    let identity = authority.identity().unwrap().alpn(&["spdy/1"]);
    let alpn = handshake_error(reads_and([]), identity, &authority).await;
    assert_eq!(*tls_error(&alpn), rustls::Error::AlertReceived(AlertDescription::NoApplicationProtocol));
}

#[tokio::test]
async fn one_connection_as_somebody_else() {
    let authority = Authority::new().unwrap();
    let expired = authority.certify(Leaf::default().valid(Validity::Expired)).unwrap();
    let script = reads_and([Action::Close]).connection(vec![Action::AcceptAs(expired)]);
    let server = Server::start_tls(script, authority.identity().unwrap()).await.unwrap();
    assert!(connect_tls(&server, &authority, "localhost", &[]).await.is_err());
    let socket = connect_tls(&server, &authority, "localhost", &[]).await.unwrap();
    assert!(talk(socket, GET).await.is_ok());
}
