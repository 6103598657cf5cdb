//! Compiles JSON Schema into Rust.

pub mod diagnostic;
pub mod dialect;
pub mod load;
