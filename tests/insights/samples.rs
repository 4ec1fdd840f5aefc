//! Bodies as the reference pages print them, and the documented shapes of errors.

use serde_json::{Map, Value, json};

pub(super) const REPORT: &str = "d9548477-16d4-492a-bf9c-0cf91a9f69bf";
pub(super) const OTHER_REPORT: &str = "cdc61cfe-d028-4333-a215-a1df51ccbfd4";
pub(super) const QUERY: &str = "ec8366a4-d96e-4194-8c37-d5dbc0639033";
pub(super) const EXECUTION: &str = "906931dc-4f2f-4195-bbb2-d7295c7550d3";

/// The answer that the page of "resume report executions" prints, with its comma after the last member.
pub(super) const PRINTED_REPORT: &str = r#"{
  "Value": [
    {
      "ReportId": "string",
      "ReportName": "string",
      "Description": "string",
      "QueryId": "string",
      "Query": "string",
      "User": "string",
      "CreatedTime": "string",
      "ModifiedTime": "string",
      "ExecuteNow": true,
      "StartTime": "string",
      "ReportStatus": "string",
      "RecurrenceInterval": 0,
      "RecurrenceCount": 0,
      "CallbackUrl": "string",
      "CallbackMethod": "string",
      "Format": "string"
    }
  ],
  "TotalCount": 0,
  "Message": "string",
  "StatusCode": 0,
}"#;

pub(super) fn printed_report_without_comma() -> Value {
    serde_json::from_str(&PRINTED_REPORT.replace("0,\n}", "0\n}")).unwrap()
}

/// A full report, named as the pages print it.
pub(super) fn report() -> Value {
    json!({
        "ReportId": REPORT,
        "ReportName": "Top10_CustomersReport",
        "Description": "Top 10 customers by revenue for last month",
        "QueryId": QUERY,
        "Query": "SELECT CustomerName, Product, BilledRevenueUSD FROM CustomersAndTenants",
        "User": "GAUser@PITEST2.ccsctp.net",
        "CreatedTime": "2021-03-30T13:11:58Z",
        "ModifiedTime": null,
        "ExecuteNow": false,
        "StartTime": "2021-03-31T18:41:00Z",
        "ReportStatus": "Active",
        "RecurrenceInterval": 24,
        "RecurrenceCount": 100,
        "CallbackUrl": "https://www.contoso.com/callback",
        "CallbackMethod": "GET",
        "Format": "csv",
    })
}

pub(super) fn query() -> Value {
    json!({
        "QueryId": QUERY,
        "Name": "CustomersRevenueQuery",
        "Query": "SELECT CustomerName FROM CustomersAndTenants",
        "Type": "userDefined",
        "CreatedTime": "2021-03-30T12:52:39Z",
    })
}

pub(super) fn execution(status: &str) -> Value {
    json!({ "ExecutionId": EXECUTION, "ReportId": REPORT, "ExecutionStatus": status })
}

/// An object with some members replaced or added; those that become null are kept as null.
pub(super) fn with(mut object: Value, changes: Value) -> Value {
    let (Some(members), Value::Object(changes)) = (object.as_object_mut(), changes) else { panic!("not objects") };
    members.extend(changes);
    object
}

/// An object without one of its members.
pub(super) fn without(mut object: Value, name: &str) -> Value {
    object.as_object_mut().unwrap().remove(name).unwrap();
    object
}

pub(super) fn envelope(items: &[Value]) -> Value {
    json!({
        "Value": items,
        "NextLink": null,
        "TotalCount": items.len(),
        "Message": "Done",
        "StatusCode": 200,
        "DataRedacted": false,
    })
}

/// The same value with every name in camelCase.
pub(super) fn camel_case(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(camel_case).collect(),
        Value::Object(members) => {
            let renamed = members.iter().map(|(name, value)| {
                let (first, rest) = name.split_at(1);
                (first.to_lowercase() + rest, camel_case(value))
            });
            Value::Object(renamed.collect::<Map<_, _>>())
        }
        other => other.clone(),
    }
}

pub(super) const REFUSAL: &str = "No item found with given filters.";

/// An error in each of the documented shapes.
pub(super) fn failures(status: u16) -> [Value; 4] {
    [
        with(envelope(&[]), json!({ "Value": null, "Message": REFUSAL, "StatusCode": status })),
        json!({ "statusCode": status, "message": REFUSAL }),
        json!({ "code": "900420", "description": REFUSAL, "data": [], "source": "PartnerCenter" }),
        json!({ "code": 900_420, "description": REFUSAL, "data": [], "source": "PartnerCenter" }),
    ]
}
