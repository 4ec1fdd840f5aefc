//! From a connection to an operation: recording, scripted answers, the token, the path.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::get;

use crate::reply::gateway;
use crate::shared::{Scope, Shared};
use crate::{Family, ReceivedRequest, download, operations};

const LARGEST_BODY: usize = 1024 * 1024;

/// The whole service.
pub(crate) fn service(shared: &Arc<Shared>) -> Router {
    let mut router = Router::new().route("/download/{id}", get(download::file)).with_state(Arc::clone(shared));
    for family in Family::ALL {
        let operations = operations::routes()
            .method_not_allowed_fallback(unknown_operation)
            .route_layer(from_fn_with_state(Arc::clone(shared), authorize))
            .with_state(Scope { family, shared: Arc::clone(shared) });
        router = router.nest(family.path(), operations);
    }
    router.fallback(unknown_operation).layer(from_fn_with_state(Arc::clone(shared), receive))
}

/// Records what arrives and sends the scripted answer, if there is one.
async fn receive(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return gateway(413, "Request body is too large or incomplete.");
    };
    let scripted = {
        let mut state = shared.lock();
        state.requests.push(ReceivedRequest::new(&parts, &body));
        state.answers.pop_front()
    };
    match scripted {
        Some(answer) => answer.deliver().await,
        None => next.run(Request::from_parts(parts, Body::from(body))).await,
    }
}

/// Lets a request pass if it carries the token.
async fn authorize(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let authorized = header
        .and_then(|value| value.split_once(' '))
        .is_some_and(|(scheme, token)| scheme.eq_ignore_ascii_case("Bearer") && token == shared.lock().token());
    if !authorized {
        return gateway(401, "Unauthorized. Access token is missing or invalid.");
    }
    next.run(request).await
}

/// The gateway knows pairs of method and path: a wrong method is an unknown operation.
async fn unknown_operation() -> Response {
    gateway(404, "Resource not found")
}
