//! The twelve operations. Each is a function of what is remembered and what was asked.

mod datasets;
mod executions;
mod queries;
mod quotas;
mod report_draft;
mod report_times;
mod reports;
mod try_query;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::call::Call;
use crate::model::Account;
use crate::parameters::Parameters;
use crate::refusal::Refusal;
use crate::reply::{Reply, respond};
use crate::shared::Scope;

type Operation = fn(&mut Account, &Call) -> Result<Reply, Refusal>;

const GET: MethodFilter = MethodFilter::GET;
const POST: MethodFilter = MethodFilter::POST;
const PUT: MethodFilter = MethodFilter::PUT;
const DELETE: MethodFilter = MethodFilter::DELETE;

/// The operations under a family's base path.
pub(crate) fn routes() -> Router<Scope> {
    Router::new()
        .route("/ScheduledDataset", answer(GET, datasets::list))
        .route("/ScheduledQueries", answer(POST, queries::create))
        .route("/ScheduledQueries", answer(GET, queries::list))
        .route("/ScheduledQueries/{id}", answer(DELETE, queries::delete))
        .route("/ScheduledQueries/testQueryResult", answer(GET, try_query::run))
        .route("/ScheduledReport", answer(POST, reports::create))
        .route("/ScheduledReport", answer(GET, reports::list))
        .route("/ScheduledReport/{id}", answer(PUT, reports::update))
        .route("/ScheduledReport/{id}", answer(DELETE, reports::delete))
        .route("/ScheduledReport/pause/{id}", answer(PUT, reports::pause))
        .route("/ScheduledReport/resume/{id}", answer(PUT, reports::resume))
        .route("/ScheduledReport/execution/{id}", answer(GET, executions::list))
}

fn answer(method: MethodFilter, operation: Operation) -> MethodRouter<Scope> {
    on(method, async move |State(scope): State<Scope>, id: Option<Path<String>>, uri: Uri, body: Bytes| {
        let Scope { family, shared } = scope;
        let call = Call {
            family,
            id: id.map(|Path(id)| id).unwrap_or_default(),
            parameters: Parameters::parse(&uri),
            body: body.to_vec(),
            now: shared.now(),
        };
        respond(family, operation(shared.lock().account(family), &call))
    })
}
