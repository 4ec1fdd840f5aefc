//! A report query.

use serde_json::{Value, json};

use super::USER;
use crate::Family;
use crate::catalog::SystemQuery;
use crate::timestamp::Timestamp;

/// When the system queries were made.
const SYSTEM_QUERIES_CREATED: &str = "2021-03-30T12:52:39Z";

/// A stored query.
#[derive(Debug)]
pub(crate) struct Query {
    pub id: String,
    pub name: String,
    pub description: Option<String>,
    pub text: String,
    pub system: bool,
    created: String,
}

impl Query {
    pub(crate) fn user_defined(
        id: String,
        name: String,
        description: Option<String>,
        text: String,
        now: Timestamp,
    ) -> Self {
        Self { id, name, description, text, system: false, created: now.to_string() }
    }

    pub(crate) fn system(query: &SystemQuery) -> Self {
        Self {
            id: query.id.to_owned(),
            name: query.dataset.name.to_owned(),
            description: Some(format!("System query of {}", query.dataset.name)),
            text: query.text(),
            system: true,
            created: SYSTEM_QUERIES_CREATED.to_owned(),
        }
    }

    /// The item a family sends for it.
    pub(crate) fn item(&self, family: Family) -> Value {
        let mut item = json!({
            "queryId": self.id,
            "name": self.name,
            "description": self.description,
            "query": self.text,
            "type": if self.system { "system" } else { "userDefined" },
            "user": if self.system { "System" } else { USER },
            "createdTime": self.created,
        });
        if family == Family::MarketplaceV1 {
            item["modifiedTime"] = Value::Null;
        }
        item
    }
}
