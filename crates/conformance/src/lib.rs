//! Code generated for schemas, and the way to ask it.
//!
//! The build script generates code for every distinct schema of the official JSON Schema Test Suite, of the corpora, and for random
//! ones; where they come from, and how to restrict them, is told there. The code is compiled into a few executables, the *parts*.
//! Each answers [`Question`]s about payloads, one a line, with one [`Answer`] a line, both as JSON:
//!
//! ```text
//! $ echo '{"entry":3,"payload":"[1]","exact":true}' | target/debug/part0
//! ```
//!
//! A part is another process, so that no mistake of generated code can end the run that judges it, and so that no change of what
//! judges compiles the code again. `conformance-harness` asks and judges.

mod entry;
mod exchange;
mod serve;

pub use entry::Entry;
pub use exchange::{Answer, Question, Reading, Verdict};
pub use serve::serve;
