//! Faults that run, step by step.

use std::io::ErrorKind;

use apiloom_chaos::Answer;
use apiloom_chaos::fault::{Carrier, Fault, Scene, Stage, Start, Times, catalogue};
use apiloom_chaos::tls::Authority;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::{Duration, timeout};

use crate::honest::{checksum, file, json};
use crate::support::{GET, read_head, read_until};

async fn open(name: &str, scene: &Scene) -> Option<Stage> {
    let fault = catalogue().into_iter().find(|fault| fault.name() == name).unwrap();
    Stage::open(&fault, scene, &Authority::new().unwrap()).await.unwrap()
}

async fn connect(stage: &Stage) -> std::io::Result<TcpStream> {
    TcpStream::connect(stage.base_url().strip_prefix("http://").unwrap()).await
}

/// The status line of what one request on a new connection is answered with, and the body.
async fn fetch(stage: &Stage, fields: &str) -> (String, Vec<u8>) {
    let mut socket = connect(stage).await.unwrap();
    socket.write_all(format!("GET /f HTTP/1.1\r\n{fields}\r\n").as_bytes()).await.unwrap();
    socket.shutdown().await.unwrap();
    let head = read_head(&mut socket).await.unwrap();
    let mut body = Vec::new();
    socket.read_to_end(&mut body).await.unwrap();
    (head, body)
}

fn scene(good: Answer, times: Times) -> Scene {
    Scene { times, ..Scene::new(Carrier::Http1, good) }
}

#[tokio::test]
async fn once_is_once() {
    let stage = open("status 503", &scene(json(), Times::Once)).await.unwrap();
    assert!(fetch(&stage, "").await.0.starts_with("HTTP/1.1 503 "));
    assert!(fetch(&stage, "").await.0.starts_with("HTTP/1.1 200 "));
    assert_eq!(stage.journal().effects(), 2);
}

#[tokio::test]
async fn always_is_until_it_clears() {
    let mut stage = open("status 429", &scene(json(), Times::Always)).await.unwrap();
    for _ in 0..3 {
        assert!(fetch(&stage, "").await.0.starts_with("HTTP/1.1 429 "));
    }
    assert_eq!(stage.journal().effects(), 0, "who is turned away has no effect");
    assert!(stage.clear().unwrap());
    assert!(fetch(&stage, "").await.0.starts_with("HTTP/1.1 200 "));
    stage.closed().await;
    stage.stop().await;
}

#[tokio::test]
async fn a_warm_connection_meets_the_fault_second() {
    for name in ["reset after the request", "reset on accept"] {
        let scene = Scene { start: Start::Warm, ..scene(json(), Times::Always) };
        let stage = open(name, &scene).await.unwrap();
        let mut socket = connect(&stage).await.unwrap();
        socket.write_all(GET.as_bytes()).await.unwrap();
        assert!(read_until(&mut socket, "}").await.starts_with("HTTP/1.1 200 "), "{name}");
        if name == "reset on accept" {
            socket = connect(&stage).await.unwrap();
        }
        let _ = socket.write_all(GET.as_bytes()).await;
        assert_eq!(socket.read(&mut [0]).await.unwrap_err().kind(), ErrorKind::ConnectionReset, "{name}");
    }
    let nowhere = Scene { start: Start::Warm, ..scene(json(), Times::Always) };
    assert!(open("connection refused", &nowhere).await.is_none());
}

#[tokio::test]
async fn nobody_and_then_somebody() {
    let always = scene(json(), Times::Always);
    let mut refused = open("connection refused", &always).await.unwrap();
    assert_eq!(connect(&refused).await.unwrap_err().kind(), ErrorKind::ConnectionRefused);
    let mut hole = open("connection that is never made", &always).await.unwrap();
    assert!(timeout(Duration::from_millis(300), connect(&hole)).await.is_err(), "somebody answered");
    for stage in [&mut refused, &mut hole] {
        assert!(stage.clear().unwrap());
        assert!(fetch(stage, "").await.0.starts_with("HTTP/1.1 200 "));
        assert_eq!(stage.journal().requests().len(), 1);
    }
    let mut unresolvable = open("host without an address", &always).await.unwrap();
    assert!(unresolvable.base_url().ends_with(".invalid"));
    assert!(!unresolvable.clear().unwrap());
    assert!(open("connection refused", &scene(json(), Times::Once)).await.is_none(), "it would last");
}

#[tokio::test]
async fn faults_need_answers_that_fit() {
    let empty = scene(Answer::new(204), Times::Once);
    for name in ["two lengths", "byte order mark", "file that ends early", "gzip that stops"] {
        assert!(open(name, &empty).await.is_none(), "{name}");
    }
    assert!(open("status 500", &empty).await.is_some());
    assert!(open("stream refused", &empty).await.is_none(), "another carrier");
}

#[tokio::test]
async fn files_come_in_ranges() {
    let good = file();
    let stage = open("file that ends early", &scene(good.clone(), Times::Once)).await.unwrap();
    let (head, first) = fetch(&stage, "").await;
    assert!(head.contains("content-length: 10000\r\n") && first.len() == 5000, "{head}");
    let (head, rest) = fetch(&stage, "range: bytes=5000-\r\nif-match: \"good\"\r\n").await;
    assert!(head.starts_with("HTTP/1.1 206 ") && head.contains("content-range: bytes 5000-9999/10000\r\n"), "{head}");
    assert_eq!([first, rest].concat(), good.body);
    for (fields, status) in [
        ("range: bytes=1-2\r\nif-match: \"other\"\r\n", "412"),
        ("range: bytes=10000-\r\n", "416"),
        ("range: bytes=9999-20000\r\n", "206"),
        ("range: bytes=1-2\r\nif-range: \"other\"\r\n", "200"),
        ("range: lines=1-2\r\n", "416"),
    ] {
        assert!(fetch(&stage, fields).await.0.starts_with(&format!("HTTP/1.1 {status} ")), "{fields}");
    }
}

#[tokio::test]
async fn parts_of_two_files_are_neither() {
    let good = file();
    let stage =
        open("file that has changed, from a server that does not look", &scene(good.clone(), Times::Always)).await;
    let stage = stage.unwrap();
    let (_, first) = fetch(&stage, "").await;
    let (head, rest) = fetch(&stage, "range: bytes=5000-\r\nif-match: \"older\"\r\n").await;
    assert!(head.starts_with("HTTP/1.1 206 ") && head.contains("etag: \"good\"\r\n"), "{head}");
    let mixed = [first, rest].concat();
    assert_eq!(mixed.len(), good.body.len());
    assert_ne!(checksum(&mixed), checksum(&good.body));
}

#[test]
fn faults_say_what_they_are() {
    let faults = catalogue();
    let fault = faults.iter().find(|fault| fault.name() == "stream refused").unwrap();
    assert_eq!((fault.row(), fault.carriers()), ("B12", Carrier::HTTP2));
    assert!(format!("{fault:?}").starts_with("Fault(B12 stream refused, Expect {"));
    assert!(faults.iter().map(Fault::row).is_sorted());
}
