//! An emulator and a client of one of its families.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use partner_insights_emulator::{Emulator, Family};
use serde_json::{Value, json};

use crate::http::{Reply, send};

/// A system query of the marketplace.
pub(crate) const ISV_ORDER: &str = "fd0f299c-5a1c-4929-9f48-bfc6cc44355d";
/// A system query of partner insights.
pub(crate) const PROFILE: &str = "e65f3a4f-fb99-4319-97ff-59e57566a871";

pub(crate) struct Session {
    pub(crate) emulator: Emulator,
    pub(crate) family: Family,
}

impl Session {
    pub(crate) async fn start(family: Family) -> Self {
        Self { emulator: Emulator::start().await.expect("a free port"), family }
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, "").await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Reply {
        self.send("POST", path, &body.to_string()).await
    }

    pub(crate) async fn put(&self, path: &str, body: &Value) -> Reply {
        self.send("PUT", path, &body.to_string()).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Reply {
        self.send("DELETE", path, "").await
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: &str) -> Reply {
        let url = format!("{}{path}", self.emulator.url(self.family));
        let token = format!("Authorization: Bearer {}", self.emulator.token());
        send(method, &url, &[token], body).await
    }

    /// The id of a new report that runs once.
    pub(crate) async fn run(&self, query_id: &str) -> String {
        let body = json!({ "ReportName": "Run", "QueryId": query_id, "ExecuteNow": true });
        id(&self.post("/ScheduledReport", &body).await)
    }

    /// The link to the file of a new report that ran.
    pub(crate) async fn link(&self, query_id: &str) -> String {
        let id = self.run(query_id).await;
        self.emulator.complete_execution(&id);
        self.link_of(&id).await
    }

    /// A fresh link to the file of a report that ran.
    pub(crate) async fn link_of(&self, report_id: &str) -> String {
        let execution = self.get(&format!("/ScheduledReport/execution/{report_id}")).await.item();
        execution["reportAccessSecureLink"].as_str().expect("a link").to_owned()
    }

    /// The id of a new report that runs daily, a few times.
    pub(crate) async fn schedule(&self, query_id: &str, count: u32) -> String {
        id(&self.post("/ScheduledReport", &schedule_body(query_id, count)).await)
    }
}

pub(crate) fn schedule_body(query_id: &str, count: u32) -> Value {
    json!({
        "ReportName": "Daily",
        "QueryId": query_id,
        "StartTime": in_hours(5),
        "RecurrenceInterval": 24,
        "RecurrenceCount": count,
    })
}

fn id(reply: &Reply) -> String {
    reply.item()["reportId"].as_str().expect("an id").to_owned()
}

/// A timestamp so many hours from now, by other arithmetic than the emulator's.
pub(crate) fn in_hours(hours: u64) -> String {
    let time = SystemTime::now() + Duration::from_secs(hours * 3600);
    let seconds = time.duration_since(UNIX_EPOCH).expect("after 1970").as_secs();
    let (mut days, mut year) = (seconds / 86_400, 1970);
    let is_leap = |year: u64| year.is_multiple_of(if year.is_multiple_of(100) { 400 } else { 4 });
    while days >= 365 + u64::from(is_leap(year)) {
        days -= 365 + u64::from(is_leap(year));
        year += 1;
    }
    let february = 28 + u64::from(is_leap(year));
    let mut month = 1;
    for length in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if days < length {
            break;
        }
        days -= length;
        month += 1;
    }
    let (hour, minute, second) = (seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    format!("{year}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", days + 1)
}
