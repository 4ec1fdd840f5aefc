//! A report query.

use super::USER;
use crate::api::models::{self, CreateQuery, QueryType};
use crate::catalog::SystemQuery;
use crate::timestamp::Timestamp;

/// When the system queries were made: 2021-03-30T12:52:39Z.
const SYSTEM_QUERIES_CREATED: Timestamp = Timestamp::at(1_617_108_759);

/// A stored query.
#[derive(Debug)]
pub(crate) struct Query {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub text: String,
    pub system: bool,
    created: Timestamp,
}

impl Query {
    pub(crate) fn user_defined(id: String, asked: CreateQuery, now: Timestamp) -> Self {
        let CreateQuery { name, description, query: text, .. } = asked;
        Self { id, name, description, text, system: false, created: now }
    }

    pub(crate) fn system(query: &SystemQuery) -> Self {
        Self {
            id: query.id.to_owned(),
            name: query.dataset.name.to_owned(),
            description: Some(format!("System query of {}", query.dataset.name)),
            text: query.text(),
            system: true,
            created: SYSTEM_QUERIES_CREATED,
        }
    }

    /// What is said of it.
    pub(crate) fn item(&self) -> models::Query {
        let item = models::Query::builder().query_id(self.id.as_str()).name(self.name.as_str());
        let item = item.query(self.text.as_str()).created_time(self.created);
        let (kind, user) = if self.system { (QueryType::System, "System") } else { (QueryType::UserDefined, USER) };
        models::Query { description: self.description.clone(), ..item.kind(kind).user(user).build() }
    }
}
