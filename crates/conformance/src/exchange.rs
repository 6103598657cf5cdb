//! What is asked of generated code, and what it says.

use serde::{Deserialize, Serialize};

/// A payload for the code of one schema.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Index of the schema's code in its part.
    pub entry: usize,
    /// JSON text, or what is none.
    pub payload: String,
    /// Whether a parsed value is the same payload: `check` is asked about that, and otherwise about the text.
    pub exact: bool,
}

/// All that the code says about a payload.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// What `check` says; nothing for what is not JSON.
    pub check: Option<Verdict>,
    /// What `from_slice` says.
    pub reading: Reading,
    /// What `is_valid` says.
    pub is_valid: Verdict,
}

/// Whether a payload is accepted.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub enum Verdict {
    /// It is.
    Accepts,
    /// It is not, with this report.
    Refuses(String),
    /// The code panicked with this message.
    Panics(String),
}

/// What came of reading a payload.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq, Serialize)]
pub enum Reading {
    /// It was read.
    Accepted {
        /// What was read, written again.
        written: String,
        /// What `validate` says of what was read.
        validated: Verdict,
    },
    /// It is refused, with this report.
    Invalid(String),
    /// It is valid but does not fit the type.
    Unrepresentable(String),
    /// It is not JSON.
    Syntax(String),
    /// The code panicked with this message.
    Panics(String),
}
