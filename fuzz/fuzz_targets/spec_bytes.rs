//! Any bytes as a spec: refused with a place, or Rust.
#![no_main]

use apiloom_fuzz::generator::client;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    drop(client(bytes));
});
