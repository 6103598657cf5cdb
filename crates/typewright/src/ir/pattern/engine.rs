//! Expressions that engines match: compiled here too, so that it shows that they can be, and to judge what the schema itself says.

use std::sync::Arc;

use regex::{Regex, RegexBuilder};
use typewright_runtime::{Backtracking, TooManySteps};

use super::error::{PatternError, PatternErrorKind};
use super::spelling::spelled;
use super::syntax::Node;
use super::translate::translate;

/// An expression in the syntax of the `regex` crate with its default flags; a match anywhere counts. It compiles with the crate's
/// features `unicode-bool`, `unicode-gencat` and `unicode-script`, well within its default size limit.
#[derive(Clone, Debug)]
pub struct Expression {
    source: String,
    regex: Regex,
}

/// An expression in the syntax of the runtime's `Backtracking`, which compiles.
#[derive(Clone, Debug)]
pub struct Trial {
    backtracking: Arc<Backtracking>,
}

/// Bytes that a pattern may be long, if it is more than a comparison. What takes long to compile is not always big in the end.
const MAX_SOURCE: usize = 1 << 16;

/// Bytes that a compiled expression may take. The `regex` crate allows ten MiB by default; the rest is room for its other versions, so that
/// what compiles here also does where the generated code runs.
const MAX_COMPILED: usize = 8 << 20;

impl Expression {
    /// The expression for a regular pattern.
    pub(super) fn of(node: &Node, pattern: &str) -> Result<Self, PatternError> {
        let source = translate(node);
        if pattern.len() > MAX_SOURCE {
            return Err(too_long());
        }
        let regex = RegexBuilder::new(&source)
            .size_limit(MAX_COMPILED)
            .build()
            // All that the translation writes is in the crate's syntax, so only limits are left.
            .map_err(|_| too_big("the pattern takes too much memory when it is compiled"))?;
        Ok(Expression { source, regex })
    }

    /// As it is written.
    pub fn source(&self) -> &str {
        &self.source
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.regex.is_match(text)
    }
}

impl Trial {
    /// The expression for any pattern.
    pub(super) fn of(node: &Node, pattern: &str) -> Result<Self, PatternError> {
        if pattern.len() > MAX_SOURCE {
            return Err(too_long());
        }
        let backtracking = Backtracking::from(spelled(node));
        // All that is spelled is in its syntax, so only limits are left.
        if !backtracking.compiles() {
            return Err(too_big(
                "the pattern takes too much memory when it is compiled",
            ));
        }
        Ok(Trial {
            backtracking: Arc::new(backtracking),
        })
    }

    /// As it is written.
    pub fn source(&self) -> &str {
        self.backtracking.source()
    }

    /// Whether a text matches.
    ///
    /// # Errors
    /// It takes too many steps to tell.
    pub(super) fn try_match(&self, text: &str) -> Result<bool, TooManySteps> {
        self.backtracking.try_match(text)
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Expression {}

impl PartialEq for Trial {
    fn eq(&self, other: &Self) -> bool {
        self.source() == other.source()
    }
}

impl Eq for Trial {}

fn too_long() -> PatternError {
    too_big("the pattern is longer than 64 KiB")
}

fn too_big(what: &str) -> PatternError {
    PatternError {
        kind: PatternErrorKind::TooBig,
        offset: 0,
        what: what.to_owned(),
        help:
            "use smaller repetitions, or `minLength` and `maxLength` where only the length counts"
                .to_owned(),
    }
}
