//! `pattern`: ECMA-262 regular expressions with the `u` flag, unanchored (JSON Schema 2020-12 validation, 6.3.3, and core, 6.4).
//!
//! A pattern is read into a syntax tree. That becomes a plain comparison of text where it is no more than that, or one walk through the text
//! where no step of it has to be taken back, else an expression of the `regex` crate. All three take time linear in the text. Where it
//! looks around or refers back it is none of these, unless the looks are conditions on the whole text: then the runtime tries, and counts.

mod char_set;
mod class;
mod conjunction;
mod counted;
mod deterministic;
mod engine;
mod error;
mod escape;
mod group;
mod parse;
mod property;
mod scan;
mod spelling;
mod syntax;
mod test;
mod translate;

pub use char_set::CharSet;
pub use engine::{Expression, Trial};
pub use error::{PatternError, PatternErrorKind};
pub use scan::{Scan, Step};
pub use syntax::Count;
pub use test::{Condition, PatternTest};

/// A pattern, and what it asks of a text. Made by [`Pattern::parse`] only, so the test always says what the source says.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// As the schema spells it.
    pub source: String,
    /// What it asks of the text.
    pub test: PatternTest,
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is no ECMA-262 regular expression, what is not compiled (groups with flags, one property of Unicode), and what takes too
    /// much memory.
    pub fn parse(source: &str) -> Result<Pattern, PatternError> {
        let node = parse::parse(source)?;
        let test = match conjunction::linear_test(&node, source)? {
            Some(test) => test,
            None => PatternTest::Backtracking(Trial::of(&node, source)?),
        };
        Ok(Pattern {
            source: source.to_owned(),
            test,
        })
    }

    /// Whether the test needs the engine of the `regex` crate where the generated code runs.
    pub fn needs_engine(&self) -> bool {
        self.test.needs_engine()
    }

    /// Whether the test has to be tried in one way after the other, so many steps at most.
    pub fn is_tried(&self) -> bool {
        matches!(self.test, PatternTest::Backtracking(_))
    }

    /// Whether a text matches; not if it takes too many steps to tell.
    pub fn is_match(&self, text: &str) -> bool {
        self.test.is_match(text)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        // The test follows from the source.
        self.source == other.source
    }
}

impl Eq for Pattern {}

#[cfg(test)]
mod exactness;
#[cfg(test)]
mod tests;
