//! Connections, from the first until the last has ended.

use std::io;
use std::net::SocketAddr;
use std::rc::Rc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::site::Site;
use super::socket::{Reset, Socket};

/// How long answers that are under way may still take at the end.
const GRACE: Duration = Duration::from_secs(3);

/// Runs something on this thread: an API is of one thread.
pub(crate) fn block_on<T>(future: impl Future<Output = io::Result<T>>) -> io::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    tokio::task::LocalSet::new().block_on(&runtime, future)
}

pub(crate) async fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = TcpListener::bind(address).await;
    listener.map_err(|error| io::Error::new(error.kind(), format!("{address}: {error}")))
}

/// Serves until `ended`, then lets what is under way come to its end.
pub(crate) async fn serve(listener: TcpListener, site: Rc<Site>, ended: impl Future<Output = ()>) {
    let (end, ending) = watch::channel(false);
    let mut connections = JoinSet::new();
    let mut ended = std::pin::pin!(ended);
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn_local(connection(stream, Rc::clone(&site), ending.clone()));
                }
                // Too many files are open, mostly: that passes.
                Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
            },
            Some(_) = connections.join_next(), if !connections.is_empty() => {}
            () = &mut ended => break,
        }
    }
    drop(listener);
    end.send_replace(true);
    let all = async { while connections.join_next().await.is_some() {} };
    let _ = tokio::time::timeout(GRACE, all).await;
}

async fn connection(stream: TcpStream, site: Rc<Site>, mut ending: watch::Receiver<bool>) {
    // Answers are small, and somebody waits for each.
    let _ = stream.set_nodelay(true);
    let reset = Reset::default();
    let socket = TokioIo::new(Socket::new(stream, reset.clone()));
    let answering = ending.clone();
    let service = service_fn(move |request| {
        let (site, reset, ending) = (Rc::clone(&site), reset.clone(), answering.clone());
        async move { site.answer(request, reset, ending).await }
    });
    let served = http1::Builder::new().timer(TokioTimer::new()).serve_connection(socket, service);
    let mut served = std::pin::pin!(served);
    // What goes wrong with a connection is seen by whoever has its other end.
    let done = tokio::select! {
        _ = &mut served => true,
        _ = ending.wait_for(|ending| *ending) => false,
    };
    if !done {
        served.as_mut().graceful_shutdown();
        let _ = served.await;
    }
}

/// Ctrl-C, or whatever else asks a program to end.
pub(crate) async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}
