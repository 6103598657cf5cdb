//! A schema, and the code that was generated for it.

use typewright_runtime::{Contract, Error, Value};

/// A schema under test.
#[derive(Debug)]
pub struct Subject {
    /// The text that was compiled.
    pub schema: &'static str,
    /// What the compiler made of it.
    pub made: Made,
}

/// What the compiler made of a schema.
#[derive(Debug)]
pub enum Made {
    /// Code, which is part of this test.
    Code(Code),
    /// Diagnostics, one a line.
    Diagnostics(&'static str),
    /// Nothing: it panicked, with this message.
    Panic(&'static str),
}

impl Subject {
    /// A schema whose root type is `T`; `bundle` is the schema as it was generated for this subject.
    pub const fn code<T: Contract>(schema: &'static str, bundle: &'static str) -> Self {
        Subject {
            schema,
            made: Made::Code(Code {
                bundle,
                check: check::<T>,
                is_valid: T::is_valid,
                read: read::<T>,
            }),
        }
    }

    /// A schema that the compiler refuses.
    pub const fn diagnostics(schema: &'static str, diagnostics: &'static str) -> Self {
        Subject {
            schema,
            made: Made::Diagnostics(diagnostics),
        }
    }

    /// A schema that the compiler has no answer to.
    pub const fn panic(schema: &'static str, message: &'static str) -> Self {
        Subject {
            schema,
            made: Made::Panic(message),
        }
    }
}

/// The root type's functions.
#[derive(Debug)]
pub struct Code {
    /// The schema as the generated code holds it, in one document.
    pub bundle: &'static str,
    /// Checks a parsed payload; the report if it is refused.
    pub check: fn(&Value) -> Result<(), String>,
    /// Whether the text is valid.
    pub is_valid: fn(&[u8]) -> bool,
    /// Reads the text, and writes what was read.
    pub read: fn(&[u8]) -> Reading,
}

/// What came of reading a payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It was read.
    Accepted {
        /// What was read, written again.
        written: String,
        /// What `validate` says of what was read.
        validated: Result<(), String>,
    },
    /// It is refused, with this report.
    Invalid(String),
    /// It is valid but does not fit the type.
    Unrepresentable(String),
    /// It is not JSON.
    Syntax(String),
}

fn check<T: Contract>(value: &Value) -> Result<(), String> {
    T::check(value).map_err(|report| report.to_string())
}

fn read<T: Contract>(text: &[u8]) -> Reading {
    match T::from_slice(text) {
        Ok(value) => Reading::Accepted {
            written: value.to_json_string(),
            validated: value.validate().map_err(|report| report.to_string()),
        },
        Err(Error::Invalid(report)) => Reading::Invalid(report.to_string()),
        Err(Error::Unrepresentable(error)) => Reading::Unrepresentable(error.to_string()),
        Err(error) => Reading::Syntax(error.to_string()),
    }
}

/// A group of the suite: a schema and its cases.
#[derive(Debug)]
pub struct Group {
    /// The folder below the suite's `tests`, such as `draft2020-12/optional`.
    pub collection: &'static str,
    /// The file.
    pub file: &'static str,
    /// What the group is about.
    pub description: &'static str,
    /// Index into the subjects.
    pub subject: usize,
    /// Description, payload, and whether it is valid.
    pub cases: &'static [(&'static str, &'static str, bool)],
}

/// A schema of a corpus, with its payloads.
#[derive(Debug)]
pub struct Corpus {
    /// The folder's name.
    pub name: &'static str,
    /// Index into the subjects.
    pub subject: usize,
    /// Payloads, one a line.
    pub payloads: &'static str,
}
