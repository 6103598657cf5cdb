//! Any bytes as a schema document: source that parses, or a diagnostic that says where.

#![no_main]

use libfuzzer_sys::fuzz_target;

#[allow(dead_code)]
#[path = "../../crates/typewright/tests/robustness/total.rs"]
mod total;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(text) = std::str::from_utf8(bytes) {
        total::is_total(text);
    }
});
