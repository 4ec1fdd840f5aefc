//! What is served: an API, which may be replaced by a newer one, and pages beside it.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use apiloom_codegen::model::{Api, Server};
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{CONTENT_TYPE, HeaderValue, X_CONTENT_TYPE_OPTIONS};
use hyper::{Request, Response};
use tokio::sync::watch;

use super::behaviour::Behaviour;
use super::chance::Chance;
use super::received::Received;
use super::reply::{self, Manner, Sent};
use super::route::place_of;
use super::socket::Reset;
use crate::commands::say;

/// Files that are served beside the API, by path: `/_docs/` and what is below it.
pub(crate) type Pages = BTreeMap<String, Vec<u8>>;

pub(crate) struct Site {
    api: RefCell<Rc<Api>>,
    pages: RefCell<Pages>,
    chance: Chance,
    status: Option<u16>,
    origin: String,
}

/// There is no answer: the connection ends.
#[derive(Debug)]
pub(super) struct NoAnswer;

impl std::fmt::Display for NoAnswer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("no answer")
    }
}

impl std::error::Error for NoAnswer {}

const LARGEST_BODY: usize = 16 * 1024 * 1024;

impl Site {
    pub(crate) fn new(api: Api, pages: Pages, behaviour: &Behaviour, chance: Chance, origin: String) -> Site {
        let (api, pages) = (RefCell::new(Rc::new(api)), RefCell::new(pages));
        Site { api, pages, chance, status: behaviour.status, origin }
    }

    /// A line for each server: its name, and the base URL that stands for it here.
    pub(crate) fn bases(&self) -> Vec<String> {
        let api = self.api();
        let width = api.servers.iter().map(|server| server.name.chars().count()).max().unwrap_or_default();
        let line = |server: &Server| format!("{:width$} {}{}", server.name, self.origin, place_of(server));
        api.servers.iter().map(line).collect()
    }

    fn api(&self) -> Rc<Api> {
        Rc::clone(&self.api.borrow())
    }

    pub(crate) fn replace(&self, api: Api, pages: Pages) {
        *self.api.borrow_mut() = Rc::new(api);
        *self.pages.borrow_mut() = pages;
    }

    pub(super) async fn answer(
        &self,
        request: Request<Incoming>,
        reset: Reset,
        mut ending: watch::Receiver<bool>,
    ) -> Result<Response<Full<Bytes>>, NoAnswer> {
        let path = request.uri().path();
        if let Some(page) = self.pages.borrow().get(path) {
            return Ok(shown(path, page));
        }
        let drawn = self.chance.draw();
        let (parts, body) = request.into_parts();
        let body = Limited::new(body, LARGEST_BODY).collect().await;
        let received = Received::new(&parts, Bytes::new());
        let reply = match body {
            Err(error) if error.is::<http_body_util::LengthLimitError>() => reply::too_large(&received),
            // Whoever sent it is gone.
            Err(_) => return Err(NoAnswer),
            Ok(body) => {
                let received = Received { body: body.to_bytes(), ..received };
                let manner = Manner { status: self.status, fault: drawn.fault, origin: &self.origin };
                let api = self.api();
                reply::reply(&api, &received, &manner).await
            }
        };
        if !drawn.delay.is_zero() {
            tokio::select! {
                () = tokio::time::sleep(drawn.delay) => {}
                _ = ending.wait_for(|ending| *ending) => {}
            }
        }
        say(&reply.line);
        match reply.sent {
            Sent::Answer(response) => Ok(response),
            Sent::Reset => {
                reset.mark();
                Err(NoAnswer)
            }
            Sent::Hang => {
                let _ = ending.wait_for(|ending| *ending).await;
                Err(NoAnswer)
            }
        }
    }
}

fn shown(path: &str, page: &[u8]) -> Response<Full<Bytes>> {
    let extension = path.rsplit_once('.').map(|(_, extension)| extension);
    let media_type = match extension {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "text/html; charset=utf-8",
    };
    let mut response = Response::new(Full::new(Bytes::copy_from_slice(page)));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}
