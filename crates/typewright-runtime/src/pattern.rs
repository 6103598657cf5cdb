//! Regular expressions that generated code matches.

use std::fmt;
use std::sync::OnceLock;

use regex::Regex;

/// A regular expression as the compiler has translated it from ECMA-262: a `static` of generated code, compiled when it is
/// first used.
///
/// Matching takes time in proportion to the text, whatever the expression.
pub struct Pattern {
    source: &'static str,
    regex: OnceLock<Option<Regex>>,
}

impl Pattern {
    /// The expression with that source, in the syntax of the crate `regex`.
    #[must_use]
    pub const fn new(source: &'static str) -> Self {
        Pattern {
            source,
            regex: OnceLock::new(),
        }
    }

    /// The source, in the syntax of the crate `regex`.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.source
    }

    /// Whether the expression matches somewhere in the text (JSON Schema 2020-12 core, section 6.4: it is not anchored).
    ///
    /// The compiler only emits sources that compile; one that does not matches nothing.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        let regex = self.regex.get_or_init(|| Regex::new(self.source).ok());
        debug_assert!(regex.is_some(), "{:?} does not compile", self.source);
        regex.as_ref().is_some_and(|regex| regex.is_match(text))
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pattern").field(&self.source).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::Pattern;

    static HEX: Pattern = Pattern::new("^[0-9a-f]{4}$");
    static GREEK: Pattern = Pattern::new(r"(?-u:\b)\p{Script=Greek}\p{Lu}");

    #[test]
    fn patterns_match_anywhere_unless_anchored() {
        assert!(HEX.is_match("0aF9".to_lowercase().as_str()));
        assert!(!HEX.is_match("00aff"));
        assert!(!HEX.is_match("0aff\n"));
        assert!(GREEK.is_match("xαΩ"));
        assert!(!GREEK.is_match("xΩα"));
        assert_eq!(HEX.source(), "^[0-9a-f]{4}$");
    }

    #[test]
    fn a_pattern_can_be_shared_between_threads() {
        let threads: Vec<_> = (0..4)
            .map(|_| std::thread::spawn(|| HEX.is_match("beef")))
            .collect();
        assert!(threads.into_iter().all(|thread| thread.join().unwrap()));
    }
}
