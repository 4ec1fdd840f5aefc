//! The network itself, on this machine.

use std::time::Duration;

use apiloom_runtime::Network;
use apiloom_runtime::oauth::{Application, ClientCredentials, IdentityProvider, Renewed};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::asking::ANSWER;
use super::issuer::ask;

async fn served(head: String, body: &'static str) -> (Renewed<ClientCredentials>, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/token", listener.local_addr().unwrap());
    let request = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let mut request = vec![0; 16 * 1024];
        let mut length = 0;
        while !request[..length].ends_with(b"grant_type=client_credentials") {
            length += socket.read(&mut request[length..]).await.unwrap();
        }
        let answer = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
        socket.write_all(answer.as_bytes()).await.unwrap();
        String::from_utf8(request[..length].to_vec()).unwrap()
    });
    let provider = IdentityProvider::oauth(&url).unwrap().network(Network::default());
    let application = Application::with_secret("application", "secret");
    (Renewed::new(ClientCredentials::new(provider, application).unwrap()), request)
}

#[tokio::test]
async fn a_token() {
    let (credentials, request) = served("HTTP/1.1 200 OK\r\n".to_owned(), ANSWER).await;
    ask(&credentials).await.unwrap();
    let request = request.await.unwrap().to_ascii_lowercase();
    assert!(request.starts_with("post /token http/1.1\r\n"), "{request}");
    assert!(request.contains("authorization: basic yxbwbgljyxrpb246c2vjcmv0\r\n"), "{request}");
    assert!(request.contains("\r\ncontent-length: 29\r\n"), "{request}");
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let elsewhere = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let location = elsewhere.local_addr().unwrap();
    let head = format!("HTTP/1.1 307 Moved\r\nlocation: http://{location}/token\r\n");
    let (credentials, _request) = served(head, "").await;
    let error = ask(&credentials).await.unwrap_err();
    assert!(error.to_string().contains("not followed"), "{error}");
    let connected = tokio::time::timeout(Duration::from_millis(50), elsewhere.accept()).await;
    assert!(connected.is_err());
}
