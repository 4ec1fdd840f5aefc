//! The generated trait, implemented: what each of the twelve operations is given leads to what is remembered, and its
//! answer to the words of the family.

use std::sync::Arc;

use apiloom_server::{Answer, Received};
use axum::Router;
use axum::http::Uri;

use crate::Family;
use crate::api::models::Envelope;
use crate::api::server::{
    CreateQueryAnswer, CreateQueryInput, CreateReportAnswer, CreateReportInput, DeleteQueryAnswer, DeleteQueryInput,
    DeleteReportAnswer, DeleteReportInput, ListDatasetsAnswer, ListDatasetsInput, ListExecutionsAnswer,
    ListExecutionsInput, ListQueriesAnswer, ListQueriesInput, ListReportsAnswer, ListReportsInput, PauseReportAnswer,
    PauseReportInput, ResumeReportAnswer, ResumeReportInput, Service, TryQueryAnswer, TryQueryInput,
    UpdateReportAnswer, UpdateReportInput, routes,
};
use crate::call::Call;
use crate::documented::{self, CREATED_QUERY, DATASET, EXECUTION, Members, QUERY, REPORT, ROW};
use crate::model::Account;
use crate::operations::{Outcome, datasets, executions, queries, reports, try_query};
use crate::paging::page;
use crate::refused;
use crate::shared::Shared;

/// One family of the Insights API.
#[derive(Clone, Debug)]
pub(crate) struct Insights {
    pub family: Family,
    pub shared: Arc<Shared>,
}

/// The operations under a family's base path. Tokens are looked at before.
pub(crate) fn operations(insights: Insights) -> Router {
    let refusing = insights.clone();
    routes(insights)
        .without_credentials()
        .refusals(move |refusal, request| refused::reply(&refusing, &refusal, request))
        .into_router()
}

impl Service for Insights {
    async fn list_datasets(&self, input: ListDatasetsInput, received: Received) -> ListDatasetsAnswer {
        let list = self.run(|_, call| datasets::list(call, &input));
        self.list(&DATASET, received.uri(), list, ListDatasetsAnswer::Status200)
    }

    async fn create_query(&self, input: CreateQueryInput, _: Received) -> CreateQueryAnswer {
        let created = self.run(|account, call| queries::create(account, call, input.body));
        self.answer(&CREATED_QUERY, created, CreateQueryAnswer::Status200)
    }

    async fn list_queries(&self, input: ListQueriesInput, received: Received) -> ListQueriesAnswer {
        let list = self.run(|account, _| queries::list(account, &input));
        self.list(&QUERY, received.uri(), list, ListQueriesAnswer::Status200)
    }

    async fn delete_query(&self, input: DeleteQueryInput, _: Received) -> DeleteQueryAnswer {
        let deleted = self.run(|account, _| queries::delete(account, &input.query_id));
        self.answer(&QUERY, deleted, DeleteQueryAnswer::Status200)
    }

    async fn try_query(&self, input: TryQueryInput, _: Received) -> TryQueryAnswer {
        let rows = self.run(|account, call| try_query::run(account, call, &input));
        self.answer(&ROW, rows, TryQueryAnswer::Status200)
    }

    async fn create_report(&self, input: CreateReportInput, _: Received) -> CreateReportAnswer {
        let created = self.run(|account, call| reports::create(account, call, input.body));
        self.answer(&REPORT, created, CreateReportAnswer::Status200)
    }

    async fn list_reports(&self, input: ListReportsInput, received: Received) -> ListReportsAnswer {
        let list = self.run(|account, _| reports::list(account, &input));
        self.list(&REPORT, received.uri(), list, ListReportsAnswer::Status200)
    }

    async fn update_report(&self, input: UpdateReportInput, _: Received) -> UpdateReportAnswer {
        let updated = self.run(|account, call| reports::update(account, call, input));
        self.answer(&REPORT, updated, UpdateReportAnswer::Status200)
    }

    async fn delete_report(&self, input: DeleteReportInput, _: Received) -> DeleteReportAnswer {
        let deleted = self.run(|account, _| reports::delete(account, &input.report_id));
        self.answer(&REPORT, deleted, DeleteReportAnswer::Status200)
    }

    async fn pause_report(&self, input: PauseReportInput, _: Received) -> PauseReportAnswer {
        let paused = self.run(|account, _| reports::pause(account, &input.report_id));
        self.answer(&REPORT, paused, PauseReportAnswer::Status200)
    }

    async fn resume_report(&self, input: ResumeReportInput, _: Received) -> ResumeReportAnswer {
        let resumed = self.run(|account, _| reports::resume(account, &input.report_id));
        self.answer(&REPORT, resumed, ResumeReportAnswer::Status200)
    }

    async fn list_executions(&self, input: ListExecutionsInput, received: Received) -> ListExecutionsAnswer {
        let list = self.run(|account, call| executions::list(account, call, &input));
        self.list(&EXECUTION, received.uri(), list, ListExecutionsAnswer::Status200)
    }
}

impl Insights {
    /// Does what is asked to what is remembered, after all that was planned to happen until now.
    fn run<T>(&self, operation: impl FnOnce(&mut Account, &Call<'_>) -> Outcome<T>) -> Outcome<T> {
        let mut state = self.shared.settled();
        let now = state.now();
        let links_end = now.plus(state.files.link_lifetime);
        let call = Call { family: self.family, now, links_end, links: &self.shared.links };
        operation(state.account(self.family), &call)
    }

    /// The answer to who made or changed one thing, or tried a query.
    fn answer<T, A: Answer>(&self, items: &Members, outcome: Outcome<T>, answer: fn(Box<Envelope<T>>) -> A) -> A {
        match outcome {
            Ok(envelope) => documented::answer(self.family, items, answer(Box::new(envelope))),
            Err(refusal) => documented::refusal(self.family, refusal).into(),
        }
    }

    /// An answer that comes in pages, if there are to be any.
    fn list<T, A: Answer>(&self, items: &Members, uri: &Uri, list: Outcome<T>, answer: fn(Box<Envelope<T>>) -> A) -> A {
        let size = self.shared.lock().page_size;
        let list = match size {
            None => list,
            Some(size) => {
                let address = format!("{}{}{}", self.shared.origin, self.family.path(), uri.path());
                list.and_then(|list| page(list, size, &address, uri.query().unwrap_or_default()))
            }
        };
        self.answer(items, list, answer)
    }
}
