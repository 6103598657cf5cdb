//! Regular expressions that look around or refer back to a group, which no engine matches in linear time.
//!
//! They are matched as ECMA-262 describes it (2025 edition, section 22.2.2), by trying one way after the other; but on a stack
//! of our own, and for so many steps at most. Engines for ECMA-262 have no such limit; engines with a limit mean something else by
//! references to groups that took no part or are repeated, and count only the ways that are given up, each of which can be
//! as long as the text.

mod matcher;
mod parse;
mod program;
mod tree;

use std::borrow::Cow;
use std::fmt;
use std::sync::OnceLock;

use program::Program;

/// A regular expression with look-around or references back to groups: a `static` of generated code, compiled when it is
/// first used.
///
/// Matching takes a limited number of steps, which grows with the text. A text that would take more is not decided: that is
/// neither a match nor none.
pub struct Backtracking {
    source: Cow<'static, str>,
    program: OnceLock<Option<Program>>,
}

/// A text takes too many steps to be matched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManySteps;

impl Backtracking {
    /// The expression with that source: ECMA-262 without names of groups and sets (`\d`, `.`, `\p{…}`), as the compiler
    /// writes it.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Backtracking {
            source: Cow::Borrowed(source),
            program: OnceLock::new(),
        }
    }

    /// The source, as the compiler has written it.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether the source is such an expression, and not too big. The compiler only emits those.
    #[must_use]
    pub fn compiles(&self) -> bool {
        self.program().is_some()
    }

    /// Whether the expression matches somewhere in the text.
    ///
    /// # Errors
    /// It takes too many steps to tell.
    pub fn try_match(&self, text: &str) -> Result<bool, TooManySteps> {
        debug_assert!(self.compiles(), "{:?} does not compile", self.source);
        match self.program() {
            Some(program) => matcher::is_match(program, text),
            None => Ok(false),
        }
    }

    /// Whether the expression surely matches somewhere in the text: `false` also when it takes too many steps to tell.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        self.try_match(text) == Ok(true)
    }

    /// Whether the expression may match somewhere in the text: `true` also when it takes too many steps to tell.
    #[must_use]
    pub fn may_match(&self, text: &str) -> bool {
        self.try_match(text) != Ok(false)
    }

    fn program(&self) -> Option<&Program> {
        let compiled = self.program.get_or_init(|| {
            let pattern = parse::parse(&self.source)?;
            Program::of(&pattern)
        });
        compiled.as_ref()
    }
}

impl From<String> for Backtracking {
    fn from(source: String) -> Self {
        Backtracking {
            source: Cow::Owned(source),
            program: OnceLock::new(),
        }
    }
}

impl fmt::Debug for Backtracking {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Backtracking").field(&self.source).finish()
    }
}

impl fmt::Display for TooManySteps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the pattern takes too many steps to match")
    }
}

impl std::error::Error for TooManySteps {}

#[cfg(test)]
mod tests;
