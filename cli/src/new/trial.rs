//! A test for any API: that a call of it reaches a service in memory.

use apiloom_codegen::model::Api;

use crate::scaffold::calls::{Simple, builder, imports, simplest};

const HEAD: &str = "//! The client against a service in memory: nothing leaves the machine.\n\n";

/// A test of the API's simplest operation; of the client alone where no operation is simple enough.
pub(super) fn test(api: &Api, crate_name: &str) -> String {
    match simplest(api) {
        Some(simple) => of_call(api, &simple, crate_name),
        None => of_client(api, crate_name),
    }
}

fn of_call(api: &Api, simple: &Simple<'_>, crate_name: &str) -> String {
    let Simple { operation, call, server } = simple;
    let own = operation.security.as_ref();
    let names: Vec<&str> = ["Error", "InMemory"].into_iter().chain(call.names.iter().copied()).collect();
    let uses = imports(api, own, &names, crate_name);
    let client = builder(api, own, Some(server), "\"example\"");
    let statement = call.lines.join("\n    ");
    let statement = statement.strip_prefix("let response = ").unwrap_or(&statement).trim_end_matches(';');
    // The whole call but for its `?`: whatever the service answers, it has been asked.
    let statement = statement.strip_suffix('?').unwrap_or(statement);
    let method = operation.method.word();
    format!(
        "{HEAD}{uses}
#[tokio::test]
async fn a_call_reaches_the_service() -> Result<(), Box<dyn std::error::Error>> {{
    let service = InMemory::new(|_| Ok(InMemory::json(404, \"{{}}\")));
    let client = {client}.transport(service.clone()).build()?;
    let outcome = {statement};
    let status = match outcome {{
        Ok(response) => response.status(),
        Err(error) => status_of(&error)?,
    }};
    assert_eq!(status.as_u16(), 404);
    let requests = service.requests();
    assert_eq!(requests.len(), 1);
    assert_eq!(requests[0].method(), \"{method}\");
    Ok(())
}}

/// The status that the service answered; it did.
fn status_of(error: &Error) -> Result<{crate_name}::StatusCode, String> {{
    error.status().ok_or_else(|| format!(\"the service was not asked: {{error}}\"))
}}
"
    )
}

fn of_client(api: &Api, crate_name: &str) -> String {
    let uses = imports(api, None, &["InMemory"], crate_name);
    let client = builder(api, None, None, "\"example\"");
    format!(
        "{HEAD}{uses}
#[test]
fn a_client_sends_nothing_by_itself() -> Result<(), Box<dyn std::error::Error>> {{
    let service = InMemory::new(|_| Ok(InMemory::json(404, \"{{}}\")));
    let client = {client}.transport(service.clone()).build()?;
    drop(client);
    assert!(service.requests().is_empty());
    Ok(())
}}
"
    )
}
