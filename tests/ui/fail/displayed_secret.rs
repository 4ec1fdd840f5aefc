//! Nor is it printed by accident.

use partner_insights::models::Execution;

fn print(execution: &Execution) {
    if let Some(link) = &execution.report_access_secure_link {
        println!("{link}");
    }
}

fn main() {}
