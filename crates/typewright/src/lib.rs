//! Compiles JSON Schema into Rust.
