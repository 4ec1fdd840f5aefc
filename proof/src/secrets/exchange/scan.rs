//! What all exchanges showed, read for secrets once it is known what was signed.

use std::sync::PoisonError;

use apiloom_chaos::secrets::{Scanner, Sentinel, Sentinels};

use super::{Heard, SENT, Shared};
use crate::report::{Report, Row};
use crate::robust::planted::{
    ACCESS_TOKEN, CLIENT_SECRET, DEVICE_CODE, REFRESH_TOKEN, RENEWED_REFRESH_TOKEN, RENEWED_TOKEN,
};

/// What an exchange is about.
const TO_BE_SENT: [&str; 7] =
    [CLIENT_SECRET, REFRESH_TOKEN, RENEWED_REFRESH_TOKEN, DEVICE_CODE, ACCESS_TOKEN, RENEWED_TOKEN, SIGNATURE];

const SIGNATURE: &str = "signature of an assertion";

pub(super) fn scanned(shared: &Shared, heard: &Heard, report: &mut Report) {
    let signed = shared.signed.lock().unwrap_or_else(PoisonError::into_inner);
    let planted = with_signatures(shared.made.among(&shared.world.planted), &signed);
    let (scanner, sent) = (Scanner::new(&planted), Scanner::new(&planted));
    for (sink, text) in heard.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
        if *sink == SENT { sent.sink(sink, text) } else { scanner.sink(sink, text) }
    }
    let found = scanner.report();
    let row = Row {
        promise: "S1, I5",
        measure: format!(
            "client secrets, tokens, codes, {} assertions and the key that signed them, in what these exchanges showed and \
             logged in {} sinks (bytes scanned)",
            signed.len(),
            found.sinks.len()
        ),
        count: found.bytes(),
        result: found.findings.len().to_string(),
        promised: "0".to_owned(),
    };
    report.must_hold(found.is_clean(), row);
    found.findings.iter().for_each(|finding| report.finding(finding.to_string()));
    // A scan for what nobody has proves nothing.
    let sent = sent.report();
    let is_missing = |name: &&&str| !sent.findings.iter().any(|finding| finding.sentinel == **name);
    let missing: Vec<_> = TO_BE_SENT.iter().filter(is_missing).collect();
    let measure = "kinds of secrets that have to be sent where they belong, and were not";
    report.must_be_none("S1", measure, missing.len(), TO_BE_SENT.len() as u64);
    missing.into_iter().for_each(|name| report.finding(format!("{name} was never sent")));
}

/// The end of an assertion is what nobody else could write.
fn with_signatures(planted: Sentinels, signed: &[String]) -> Sentinels {
    let end = |assertion: &String| assertion.get(assertion.len().saturating_sub(48)..).unwrap_or_default().to_owned();
    let sentinels = signed.iter().filter_map(|assertion| Sentinel::new(SIGNATURE, end(assertion)));
    sentinels.fold(planted, Sentinels::and)
}
