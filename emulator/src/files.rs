//! The files behind `reportAccessSecureLink`, served as Azure Storage serves blobs.

mod condition;
mod content;
mod fault;
mod refusal;
mod response;
mod shelf;

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;

use crate::Family;
use crate::connection::Cut;
use crate::parameters::Parameters;
use crate::shared::Shared;
pub use fault::FileFault;
use refusal::FileRefusal;
use response::{Ranges, response};
use shelf::File;
pub(crate) use shelf::Shelf;

/// Sends the file, or a part of it.
pub(crate) async fn answer(
    State(shared): State<Arc<Shared>>,
    ConnectInfo(cut): ConnectInfo<Cut>,
    Path(id): Path<String>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    let answer = open(&shared, &id, &uri, &headers).and_then(|(file, fault)| {
        // Ranges are defined for GET only.
        let ignored = method == Method::HEAD || fault == Some(FileFault::IgnoreRange);
        let response = response(&file, &headers, if ignored { Ranges::Ignored } else { Ranges::Sent })?;
        Ok(match fault {
            Some(FileFault::CutAfter(bytes)) if bytes < response.body().len() => {
                response.map(|body| cut.after(body.slice(..bytes)))
            }
            _ => response.map(Body::from),
        })
    });
    answer.unwrap_or_else(|refusal| refusal.into_response(shared.lock().now()))
}

/// The file, and what is to go wrong with it. The link is the permission: a token besides it is a leak, and is refused.
fn open(
    shared: &Shared,
    id: &str,
    uri: &Uri,
    headers: &HeaderMap,
) -> Result<(Arc<File>, Option<FileFault>), FileRefusal> {
    if headers.contains_key(AUTHORIZATION) {
        return Err(FileRefusal::authorization());
    }
    let mut state = shared.settled();
    let now = state.now();
    shared.links.verify(id, &Parameters::parse(uri), now).map_err(|link| FileRefusal::link(&link, now))?;
    for family in Family::ALL {
        let mut executions = state.account(family).executions.iter();
        let execution = executions.find(|execution| execution.id == id && execution.is_completed());
        if let Some((query, format)) = execution.map(|execution| (execution.query.clone(), execution.format)) {
            let fault = state.files.next_fault();
            let file = state.files.file(id, &query, format, family);
            return file.map(|file| (file, fault)).ok_or_else(FileRefusal::not_found);
        }
    }
    Err(FileRefusal::not_found())
}
