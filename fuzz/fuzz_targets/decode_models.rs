//! Any bytes as every model of the flagship: a value or an error, never an array for an object (R10, B46).
#![no_main]

use apiloom_runtime::decode;
use apiloom_runtime::wire::Casing;
use libfuzzer_sys::fuzz_target;
use partner_insights::models::{Dataset, Envelope, Execution, Failure, Query, Report};
use serde::de::DeserializeOwned;

fuzz_target!(|bytes: &[u8]| {
    check::<Dataset>(bytes);
    check::<Execution>(bytes);
    check::<Failure>(bytes);
    check::<Query>(bytes);
    check::<Report>(bytes);
    check::<Envelope<Report>>(bytes);
    check::<Envelope<Execution>>(bytes);
});

fn check<T: DeserializeOwned>(bytes: &[u8]) {
    let is_list = bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'[');
    for casing in [Casing::Any, Casing::Exact] {
        match decode::from_slice::<T>(bytes, casing) {
            Ok(_) => assert!(!is_list, "an array passed for an object"),
            Err(error) => assert!(error.to_string().len() < 4 * 1024, "{error}"),
        }
    }
}
