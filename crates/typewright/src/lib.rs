//! Compiles JSON Schema into Rust.

mod compile;
pub mod diagnostic;
pub mod dialect;
pub mod load;
mod options;
mod output;

pub use compile::compile;
pub use options::{Dispatch, FormatMode, Options};
pub use output::{InputFile, Output, OutputFile};
