//! `pattern`: ECMA-262 regular expressions with the `u` flag, unanchored (JSON Schema 2020-12 validation, 6.3.3, and core, 6.4).
//!
//! A pattern is read into a syntax tree. That becomes a plain comparison of text where it is no more than that, or one walk through the text
//! where no step of it has to be taken back, else an expression of the `regex` crate. All three take time linear in the text.

mod char_set;
mod class;
mod counted;
mod deterministic;
mod error;
mod escape;
mod group;
mod parse;
mod property;
mod scan;
mod syntax;
mod test;
mod translate;

use regex::{Regex, RegexBuilder};

pub use char_set::CharSet;
pub use error::{PatternError, PatternErrorKind};
pub use scan::{Scan, Step};
pub use syntax::Count;
pub use test::PatternTest;

/// A pattern, and what it asks of a text. Made by [`Pattern::parse`] only, so the test always says what the source says.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As the schema spells it.
    pub source: String,
    /// What it asks of the text.
    pub test: PatternTest,
    /// The compiled expression of [`PatternTest::Regex`].
    regex: Option<Regex>,
}

/// Bytes that a pattern may be long, if it is more than a comparison. What takes long to compile is not always big in the end.
const MAX_SOURCE: usize = 1 << 16;

/// Bytes that a compiled expression may take. The `regex` crate allows ten MiB by default; the rest is room for its other versions, so that
/// what compiles here also does where the generated code runs.
const MAX_COMPILED: usize = 8 << 20;

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is no ECMA-262 regular expression, what needs more than linear time (look-around, references back to a group), and what
    /// takes too much memory.
    pub fn parse(source: &str) -> Result<Pattern, PatternError> {
        let node = parse::parse(source)?;
        let (test, regex) = match test::plain_test(&node) {
            Some(test) => (test, None),
            None => {
                let expression = translate::translate(&node);
                let regex = compile(source, &expression)?;
                (PatternTest::Regex(expression), Some(regex))
            }
        };
        Ok(Pattern {
            source: source.to_owned(),
            test,
            regex,
        })
    }

    /// Whether the test needs an engine for regular expressions where the generated code runs.
    pub fn needs_engine(&self) -> bool {
        matches!(self.test, PatternTest::Regex(_))
    }

    /// Whether a text matches.
    pub fn is_match(&self, text: &str) -> bool {
        let by_engine = || {
            let regex = self.regex.as_ref();
            regex.is_some_and(|regex| regex.is_match(text))
        };
        self.test.decides(text).unwrap_or_else(by_engine)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        // The test follows from the source.
        self.source == other.source
    }
}

impl Eq for Pattern {}

fn compile(source: &str, expression: &str) -> Result<Regex, PatternError> {
    let too_big = |what: &str| PatternError {
        kind: PatternErrorKind::TooBig,
        offset: 0,
        what: what.to_owned(),
        help:
            "use smaller repetitions, or `minLength` and `maxLength` where only the length counts"
                .to_owned(),
    };
    if source.len() > MAX_SOURCE {
        return Err(too_big("the pattern is longer than 64 KiB"));
    }
    RegexBuilder::new(expression)
        .size_limit(MAX_COMPILED)
        .build()
        // All that the translation writes is in the crate's syntax, so only limits are left.
        .map_err(|_| too_big("the pattern takes too much memory when it is compiled"))
}

#[cfg(test)]
mod exactness;
#[cfg(test)]
mod tests;
