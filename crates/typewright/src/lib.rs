//! Compiles JSON Schema into Rust.

mod build;
pub mod bundle;
mod compile;
mod components;
pub mod config;
mod cycle;
pub mod diagnostic;
pub mod dialect;
pub mod emit;
pub mod ir;
pub mod load;
pub mod measure;
mod options;
mod output;
mod path;
pub mod print;
pub mod resolve;
pub mod shape;
pub mod sync;

pub use build::{Build, BuildError, Comparison, Generation};
pub use compile::{PlannedUnit, compile, plan};
pub use options::{ContentMode, Dispatch, FormatMode, Options};
pub use output::{InputFile, InputResource, Output, OutputFile};
