//! Puts generated code to the test: the official JSON Schema Test Suite, schemas of real services, and random schemas.
//!
//! `conformance` holds the code, in executables that answer questions. For each payload three verdicts are wanted: what `check` says
//! of the parsed value, what `from_slice` says of the text, and whether what was read is written back equal. The suite states the right
//! verdict itself; for the rest the `jsonschema` crate is the oracle. What is JSON at all is decided by the reader of the runtime, whose
//! own tests compare it with serde_json.

pub mod catalog;
pub mod corpus;
pub mod departure;
pub mod dice;
pub mod distortion;
pub mod judgement;
pub mod mutation;
pub mod oracle;
pub mod parts;
pub mod payload;
pub mod random;
pub mod run;
mod selection;
pub mod spelling;
pub mod suite;
pub mod summary;
pub mod table;
pub mod vocabulary;
