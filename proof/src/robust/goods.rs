//! What a healthy service answers: in the shape of Microsoft's own samples, with a secret wherever there is a place for
//! one.

use std::fmt::Write;

use apiloom_chaos::Answer;
use apiloom_chaos::secrets::Sentinels;

use super::planted::{LINK_SIGNATURE, PERSON};

pub(crate) const REPORT_ID: &str = "72fa95ab-35f5-4d44-a1ee-503abbc88003";
pub(crate) const QUERY_ID: &str = "78be43f2-e35f-491a-8cc9-78fe14194f9c";
const EXECUTION_ID: &str = "a0bd78ad-1a05-40fa-8847-8968b718d00f";

/// One page with these reports.
pub(crate) fn reports(planted: &Sentinels, names: &[&str]) -> Answer {
    let items: Vec<String> = names.iter().map(|name| report(planted, name)).collect();
    envelope(&items, "Reports fetched successfully", "null")
}

/// One page with a report, and a link to the next.
pub(crate) fn page(planted: &Sentinels, next: &str) -> Answer {
    let link = partner_insights::runtime::serde_json::Value::from(next).to_string();
    envelope(&[report(planted, "first")], "Reports fetched successfully", &link)
}

fn report(planted: &Sentinels, name: &str) -> String {
    let person = planted.value(PERSON);
    format!(
        r#"{{"reportId":"{REPORT_ID}","reportName":"{name}","description":"A report","queryId":"{QUERY_ID}","query":"SELECT MpnId FROM Profile WHERE Owner = '{person}'","user":"{person}","createdTime":"2021-01-06T05:38:34Z","modifiedTime":null,"executeNow":false,"startTime":"2021-01-06T19:00:00Z","reportStatus":"Active","recurrenceInterval":48,"recurrenceCount":20,"callbackUrl":"https://callback.example/done?who={person}","CallbackMethod":"GET","format":"csv"}}"#
    )
}

/// One page with two executions, one of which has a file behind this link.
pub(crate) fn executions(link: &str) -> Answer {
    let item = |link: &str| {
        format!(
            r#"{{"executionId":"{EXECUTION_ID}","reportId":"{REPORT_ID}","recurrenceInterval":48,"recurrenceCount":20,"callbackUrl":null,"callbackMethod":null,"format":"csv","executionStatus":"Completed","reportLocation":null,"reportAccessSecureLink":{link},"reportExpiryTime":null,"reportGeneratedTime":"2021-01-13T14:40:46Z"}}"#
        )
    };
    envelope(&[item(&format!("\"{link}\"")), item("null")], "Report executions fetched successfully", "null")
}

fn envelope(items: &[String], message: &str, next: &str) -> Answer {
    let (count, items) = (items.len(), items.join(","));
    Answer::json(format!(
        r#"{{"value":[{items}],"nextLink":{next},"totalCount":{count},"message":"{message}","statusCode":200,"dataRedacted":false}}"#
    ))
}

/// A link of the kind that Azure Storage hands out, to a file on this server.
pub(crate) fn link(server: &str, planted: &Sentinels) -> String {
    let signature = planted.value(LINK_SIGNATURE);
    format!("{server}/files/report.csv?sv=2019-12-12&sr=b&sp=r&se=2021-01-14T14%3A40%3A46Z&sig={signature}%3D")
}

/// The file behind it, as Azure Storage serves it.
pub(crate) fn file() -> Answer {
    Answer::ok("application/octet-stream", rows(FILE_LENGTH))
        .field("etag", "\"0x8D8B7C5D5C5E5A0\"")
        .field("accept-ranges", "bytes")
        .field("content-md5", FILE_MD5)
        .field("x-ms-blob-type", "BlockBlob")
}

const FILE_LENGTH: usize = 40 * 1024;
/// Of the rows of that length: the client would refuse them otherwise.
const FILE_MD5: &str = "wbIZijA6meelVVVMode1qA==";

/// Rows of a report, at least so many bytes.
pub(crate) fn rows(length: usize) -> Vec<u8> {
    let mut text = String::from("MpnId,PartnerName,Rank\n");
    for number in 0_u64.. {
        if text.len() >= length {
            break;
        }
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{},Partner {},{}", 4_000_000 + number, number * 7919 % 1000, number * number % 97);
    }
    text.into_bytes()
}
