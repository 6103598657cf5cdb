//! typify's output and jsonschema's macros for the schemas of the corpora, as functions.

#![allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    missing_docs,
    non_camel_case_types,
    rustdoc::all,
    unused
)]

use serde::de::DeserializeOwned;
use serde_json::Value;

/// One schema of a corpus.
#[derive(Clone, Copy, Debug)]
pub struct Corpus {
    /// The corpus.
    pub collection: &'static str,
    /// The schema's name in it.
    pub name: &'static str,
    /// The file of the schema.
    pub schema: &'static str,
    /// The file of its payloads, one a line.
    pub payloads: &'static str,
    /// The verdict of jsonschema's macro.
    pub is_valid: fn(&Value) -> bool,
    /// typify's types, or why there are none.
    pub typify: Result<Typify, &'static str>,
}

/// What typify's types are read from; whether that worked.
#[derive(Clone, Copy, Debug)]
pub struct Typify {
    /// From text, by serde_json.
    pub from_slice: fn(&[u8]) -> bool,
    /// From a tree.
    pub from_value: fn(Value) -> bool,
}

impl Typify {
    const fn of<T: DeserializeOwned>() -> Self {
        Typify {
            from_slice: |bytes| serde_json::from_slice::<T>(bytes).is_ok(),
            from_value: |value| serde_json::from_value::<T>(value).is_ok(),
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/corpora.rs"));
