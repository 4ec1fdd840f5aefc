//! From a connection to an operation: recording, the clock, scripted answers, the token, the path.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::http::header::AUTHORIZATION;
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::documented::gateway;
use crate::identity::{self, Worth};
use crate::lenient::lenient;
use crate::service::{Insights, operations};
use crate::shared::Shared;
use crate::{Answer, Family, ReceivedRequest, files};

const LARGEST_BODY: usize = 1024 * 1024;

/// The whole service.
pub(crate) fn service(shared: &Arc<Shared>) -> Router {
    let files = Router::new().route("/download/{id}", get(files::answer));
    let mut router = files.merge(identity::routes()).with_state(Arc::clone(shared));
    for family in Family::ALL {
        let insights = Insights { family, shared: Arc::clone(shared) };
        let operations = operations(insights.clone())
            .route_layer(from_fn(lenient))
            .route_layer(from_fn_with_state(insights, authorize));
        router = router.nest(family.path(), operations);
    }
    router.fallback(unknown_operation).layer(from_fn_with_state(Arc::clone(shared), receive))
}

/// Records what arrives and sends the scripted answer, if there is one.
async fn receive(State(shared): State<Arc<Shared>>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    let Ok(body) = to_bytes(body, LARGEST_BODY).await else {
        return gateway(StatusCode::PAYLOAD_TOO_LARGE, "Request body is too large or incomplete.").into();
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
async fn authorize(State(Insights { family, shared }): State<Insights>, request: Request, next: Next) -> Response {
    let header = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let bearer = header.and_then(|value| value.split_once(' '));
    let token = bearer.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("Bearer")).map(|(_, token)| token);
    match token.map_or(Worth::Nothing, |token| worth(&shared, token, family)) {
        Worth::Good => next.run(request).await,
        Worth::OtherAudience => {
            Answer::partner_center(401, "900420", "The audience of the token is not supported.").into_response()
        }
        Worth::Nothing => gateway(StatusCode::UNAUTHORIZED, "Unauthorized. Access token is missing or invalid.").into(),
    }
}

fn worth(shared: &Shared, token: &str, family: Family) -> Worth {
    let state = shared.lock();
    state.directory.worth(token, family.resource(), state.now())
}

async fn unknown_operation() -> Response {
    gateway(StatusCode::NOT_FOUND, "Resource not found").into()
}
