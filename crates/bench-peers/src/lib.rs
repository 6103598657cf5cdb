//! What a user would otherwise pick: derived types as one would write them by hand, typify's output, and jsonschema's macros.
//!
//! Nothing here depends on typewright, so that a change of it compiles none of this again.

pub mod corpora;
pub mod derived;

/// typify's output for the contract, its documents put into one.
#[allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    missing_docs,
    rustdoc::all,
    unused
)]
pub mod typify {
    include!(concat!(env!("OUT_DIR"), "/chat_created.rs"));
}

/// The text of typify's output for the contract.
pub const TYPIFY_OUTPUT: &str = include_str!(concat!(env!("OUT_DIR"), "/chat_created.rs"));

pub use validator::ChatCreatedValidator;

// The macro documents nothing that it makes.
#[allow(missing_docs)]
mod validator {
    /// jsonschema's validator for the contract, made by its macro. It does not know `x-same-as`.
    #[jsonschema::validator(
        path = "../../generated/v2026_04_01/chat_created.schema.json",
        validate_formats = true
    )]
    #[derive(Debug)]
    pub struct ChatCreatedValidator;
}
