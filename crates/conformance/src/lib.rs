//! Puts generated code to the test: the official JSON Schema Test Suite, schemas of real services, and random schemas.
//!
//! The build script generates code for every distinct schema. Each test target compiles one collection of that code and asks it
//! for three verdicts a payload: what `check` says of the parsed value, what `from_slice` says of the text, and whether what was
//! read is written back equal. The suite states the right verdict itself; for the rest the `jsonschema` crate is the judge.
//!
//! Where the suite and the schemas are taken from, and what is done without them, is told in the build script.

pub mod departure;
pub mod dice;
pub mod judgement;
pub mod mutation;
pub mod oracle;
pub mod payload;
pub mod run;
pub mod spelling;
pub mod subject;
pub mod table;
pub mod vocabulary;
