//! From a connection to an operation: recording, the clock, scripted answers, the token, the path.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::AUTHORIZATION;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::identity::{self, Worth};
use crate::reply::gateway;
use crate::shared::{Scope, Shared};
use crate::{Answer, Family, ReceivedRequest, files, operations};

const LARGEST_BODY: usize = 1024 * 1024;

/// The whole service.
pub(crate) fn service(shared: &Arc<Shared>) -> Router {
    let files = Router::new().route("/download/{id}", get(files::answer));
    let mut router = files.merge(identity::routes()).with_state(Arc::clone(shared));
    for family in Family::ALL {
        let operations = operations::routes()
            .method_not_allowed_fallback(unknown_operation)
            .route_layer(from_fn_with_state(Scope { family, shared: Arc::clone(shared) }, authorize))
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
        let step = state.step;
        state.advance(step);
        state.requests.push(ReceivedRequest::new(&parts, &body));
        state.answers.pop_front()
    };
    match scripted {
        Some(answer) => answer.deliver().await,
        None => next.run(Request::from_parts(parts, Body::from(body))).await,
    }
}

/// Lets a request pass if it carries a token for the family.
async fn authorize(State(Scope { family, shared }): State<Scope>, request: Request, next: Next) -> Response {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = header.and_then(|value| value.split_once(' '));
    let token = bearer.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer")).map(|(_, token)| token);
    match token.map_or(Worth::Nothing, |token| worth(&shared, token, family)) {
        Worth::Good => next.run(request).await,
        Worth::OtherAudience => {
            Answer::partner_center(401, "900420", "The audience of the token is not supported.").into_response()
        }
        Worth::Nothing => gateway(401, "Unauthorized. Access token is missing or invalid."),
    }
}

fn worth(shared: &Shared, token: &str, family: Family) -> Worth {
    let state = shared.lock();
    state.directory.worth(token, family.resource(), state.now())
}

/// The gateway knows pairs of method and path: a wrong method is an unknown operation.
async fn unknown_operation() -> Response {
    gateway(404, "Resource not found")
}
