//! The code that typewright generates for the schemas of the corpora, as functions.
//!
//! It is a crate of its own so that it is compiled beside what it is compared with, and without it.

use serde_json::Value;
use typewright_runtime::Contract;

/// One schema of a corpus.
#[derive(Clone, Copy, Debug)]
pub struct Corpus {
    /// The corpus.
    pub collection: &'static str,
    /// The schema's name in it.
    pub name: &'static str,
    /// Its code, or why the compiler refuses it.
    pub code: Result<Code, &'static str>,
}

/// The functions of a root type, and what is known of its schema.
#[derive(Clone, Copy, Debug)]
pub struct Code {
    /// Whether the root type can be read from the bytes.
    pub from_slice: fn(&[u8]) -> bool,
    /// Whether the schema accepts the bytes.
    pub is_valid: fn(&[u8]) -> bool,
    /// Whether the schema accepts the tree.
    pub check: fn(&Value) -> bool,
    /// Rules of the schema.
    pub rules: usize,
    /// Of these: left to the check.
    pub residue: usize,
}

impl Code {
    /// Those of `T`.
    pub const fn of<T: Contract>(rules: usize, residue: usize) -> Self {
        Code {
            from_slice: |bytes| T::from_slice(bytes).is_ok(),
            is_valid: T::is_valid,
            check: |value| T::check(value).is_ok(),
            rules,
            residue,
        }
    }
}

include!(concat!(env!("OUT_DIR"), "/corpora.rs"));
