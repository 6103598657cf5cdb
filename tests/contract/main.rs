//! The contract of API version 2026-04-01, held against payloads that keep and break it.
//!
//! Every verdict is compared with an independent one: the `jsonschema` crate on the schema files themselves.

mod agreement;
mod edit;
mod lossless;
mod mutation;
mod oracle;
mod payload;
mod roots;
mod rule_table;
mod rules;
mod syntax;
