//! The link to a file gives access to it: it is not written down by accident.

use partner_insights::models::Execution;

fn save(execution: &Execution) -> serde_json::Result<String> {
    serde_json::to_string(&execution.report_access_secure_link)
}

fn main() {}
