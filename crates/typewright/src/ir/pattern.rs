//! `pattern`: ECMA-262 regular expressions, as far as they are plain text comparisons.

/// A pattern that needs no regular-expression engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// As the schema spells it.
    pub source: String,
    /// What it asks of the text.
    pub test: PatternTest,
}

/// What a pattern asks of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternTest {
    /// `^abc`
    Prefix(String),
    /// `abc$`
    Suffix(String),
    /// `^abc$`
    Equal(String),
    /// `abc`
    Contains(String),
}

impl Pattern {
    /// Reads a pattern. The error says in words what is not understood.
    pub fn parse(source: &str) -> Result<Pattern, String> {
        let (anchored_start, rest) = match source.strip_prefix('^') {
            Some(rest) => (true, rest),
            None => (false, source),
        };
        let mut literal = String::new();
        let mut anchored_end = false;
        let mut characters = rest.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '$' if characters.peek().is_none() => anchored_end = true,
                '\\' => match characters.next() {
                    // SyntaxCharacter and `/`: the identity escapes of a pattern with the `u` flag.
                    Some(escaped) if "^$\\.*+?()[]{}|/".contains(escaped) => literal.push(escaped),
                    Some(other) => return Err(format!("the escape `\\{other}`")),
                    None => return Err("a `\\` at the end".to_owned()),
                },
                special if "^$.*+?()[]{}|".contains(special) => {
                    return Err(format!("the operator `{special}`"));
                }
                plain => literal.push(plain),
            }
        }
        let test = match (anchored_start, anchored_end) {
            (true, true) => PatternTest::Equal(literal),
            (true, false) => PatternTest::Prefix(literal),
            (false, true) => PatternTest::Suffix(literal),
            (false, false) => PatternTest::Contains(literal),
        };
        Ok(Pattern {
            source: source.to_owned(),
            test,
        })
    }

    /// Whether the test needs a regular-expression engine.
    pub fn needs_engine(&self) -> bool {
        false
    }

    /// Whether a text matches.
    pub fn is_match(&self, text: &str) -> bool {
        match &self.test {
            PatternTest::Prefix(literal) => text.starts_with(literal.as_str()),
            PatternTest::Suffix(literal) => text.ends_with(literal.as_str()),
            PatternTest::Equal(literal) => text == literal,
            PatternTest::Contains(literal) => text.contains(literal.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Pattern, PatternTest};

    fn test_of(source: &str) -> Result<PatternTest, String> {
        Pattern::parse(source).map(|pattern| pattern.test)
    }

    #[test]
    fn anchors_and_literals_are_text_comparisons() {
        assert_eq!(test_of("^evt_"), Ok(PatternTest::Prefix("evt_".into())));
        assert_eq!(test_of("Z$"), Ok(PatternTest::Suffix("Z".into())));
        assert_eq!(test_of("^a\\.b$"), Ok(PatternTest::Equal("a.b".into())));
        assert_eq!(test_of("ä/b"), Ok(PatternTest::Contains("ä/b".into())));
        assert_eq!(test_of(""), Ok(PatternTest::Contains(String::new())));
    }

    #[test]
    fn anything_else_is_named() {
        assert_eq!(test_of("^a+"), Err("the operator `+`".into()));
        assert_eq!(test_of("a$b"), Err("the operator `$`".into()));
        assert_eq!(test_of("a^"), Err("the operator `^`".into()));
        assert_eq!(test_of("\\d"), Err("the escape `\\d`".into()));
        assert_eq!(test_of("a\\"), Err("a `\\` at the end".into()));
    }

    #[test]
    fn matching_follows_the_test() {
        let matches = |source: &str, text: &str| Pattern::parse(source).map(|p| p.is_match(text));
        assert_eq!(matches("^evt_", "evt_1"), Ok(true));
        assert_eq!(matches("^evt_", "an evt_1"), Ok(false));
        assert_eq!(matches("Z$", "1Z"), Ok(true));
        // ECMA-262 without the `m` flag: `$` is the very end, not before a line break.
        assert_eq!(matches("Z$", "1Z\n"), Ok(false));
        assert_eq!(matches("^a$", "aa"), Ok(false));
        assert_eq!(matches("b", "abc"), Ok(true));
    }
}
