//! The twelve operations. Each is a function of what is remembered and what was asked.

mod datasets;
mod executions;
mod queries;
mod quotas;
mod report_draft;
mod report_times;
mod reports;
mod try_query;

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::Uri;
use axum::routing::{MethodFilter, MethodRouter, on};

use crate::call::Call;
use crate::model::Account;
use crate::paging::page;
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
        .route("/ScheduledDataset", list(datasets::list))
        .route("/ScheduledQueries", answer(POST, queries::create))
        .route("/ScheduledQueries", list(queries::list))
        .route("/ScheduledQueries/{id}", answer(DELETE, queries::delete))
        .route("/ScheduledQueries/testQueryResult", answer(GET, try_query::run))
        .route("/ScheduledReport", answer(POST, reports::create))
        .route("/ScheduledReport", list(reports::list))
        .route("/ScheduledReport/{id}", answer(PUT, reports::update))
        .route("/ScheduledReport/{id}", answer(DELETE, reports::delete))
        .route("/ScheduledReport/pause/{id}", answer(PUT, reports::pause))
        .route("/ScheduledReport/resume/{id}", answer(PUT, reports::resume))
        .route("/ScheduledReport/execution/{id}", list(executions::list))
}

fn answer(method: MethodFilter, operation: Operation) -> MethodRouter<Scope> {
    on(method, async move |State(scope): State<Scope>, id: Option<Path<String>>, uri: Uri, body: Bytes| {
        respond(scope.family, run(operation, &scope, id, &uri, &body))
    })
}

/// An operation whose answer comes in pages, if there are to be any.
fn list(operation: Operation) -> MethodRouter<Scope> {
    on(GET, async move |State(scope): State<Scope>, id: Option<Path<String>>, uri: Uri, body: Bytes| {
        let Scope { family, shared } = &scope;
        let list = run(operation, &scope, id, &uri, &body);
        let Some(size) = shared.lock().page_size else {
            return respond(*family, list);
        };
        let address = format!("{}{}{}", shared.origin, family.path(), uri.path());
        respond(*family, list.and_then(|list| page(list, size, &address, uri.query().unwrap_or_default())))
    })
}

fn run(
    operation: Operation,
    Scope { family, shared }: &Scope,
    id: Option<Path<String>>,
    uri: &Uri,
    body: &Bytes,
) -> Result<Reply, Refusal> {
    let mut state = shared.settled();
    let now = state.now();
    let call = Call {
        family: *family,
        id: id.map(|Path(id)| id).unwrap_or_default(),
        parameters: Parameters::parse(uri),
        body: body.to_vec(),
        now,
        links_end: now.plus(state.files.link_lifetime),
        shared: Arc::clone(shared),
    };
    operation(state.account(*family), &call)
}
