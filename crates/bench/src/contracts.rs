//! What the build script generated: contracts that only the bench has.

use typewright_runtime::Contract;

/// A pattern as a contract of its own, and strings that are hostile to it.
#[derive(Clone, Copy, Debug)]
pub struct Pattern {
    /// The pattern.
    pub pattern: &'static str,
    /// How a hostile string begins, what is repeated, and how it ends.
    pub hostile: [&'static str; 3],
    /// The verdict on a payload, or why the compiler refuses the pattern.
    pub is_valid: Result<fn(&[u8]) -> bool, &'static str>,
}

include!(concat!(env!("OUT_DIR"), "/list.rs"));
include!(concat!(env!("OUT_DIR"), "/growth.rs"));
include!(concat!(env!("OUT_DIR"), "/patterns.rs"));
include!(concat!(env!("OUT_DIR"), "/declared.rs"));
include!(concat!(env!("OUT_DIR"), "/stricter.rs"));
include!(concat!(env!("OUT_DIR"), "/stricter_validator.rs"));
