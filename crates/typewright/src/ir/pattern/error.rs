//! What is wrong with a pattern.

use std::fmt;

/// Why a pattern is not compiled, where in it, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// The kind of error.
    pub kind: PatternErrorKind,
    /// How many characters of the pattern stand before the offending one.
    pub offset: usize,
    /// What is wrong, in words, without a full stop. May quote the pattern as it is.
    pub what: String,
    /// What to do about it.
    pub help: String,
}

/// The kinds of [`PatternError`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PatternErrorKind {
    /// No ECMA-262 regular expression.
    Invalid,
    /// A regular expression with something that this version does not compile: a group with flags, or the property `CWKCF`.
    Unsupported,
    /// A regular expression that takes too much memory.
    TooBig,
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let PatternError { what, offset, .. } = self;
        write!(f, "{what} (character {})", offset + 1)
    }
}

impl std::error::Error for PatternError {}
