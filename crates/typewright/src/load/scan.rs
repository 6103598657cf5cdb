//! The lexical level of JSON: strings, numbers, literal names, white space.

use std::ops::Range;

/// Something in a text that is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    /// Byte offsets of what is wrong.
    pub span: Range<usize>,
    /// JSON Pointer of the innermost value that is being read.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// For a duplicate name: where the name stood first.
    pub first: Option<Range<usize>>,
}

impl Fault {
    fn new(span: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Self {
        Fault {
            span,
            pointer: String::new(),
            message: message.into(),
            help: help.into(),
            first: None,
        }
    }

    pub(crate) fn trailing_comma(span: Range<usize>) -> Self {
        Fault::new(
            span,
            "a comma stands before the closing bracket",
            "remove the comma; JSON has no trailing commas",
        )
    }

    pub(crate) fn duplicate_name(name: &str, span: Range<usize>, first: Range<usize>) -> Self {
        let message = format!("the object has a second member named `{name}`");
        let help = "remove or rename one of the two";
        Fault {
            first: Some(first),
            ..Fault::new(span, message, help)
        }
    }

    pub(crate) fn too_deep(span: Range<usize>, limit: usize) -> Self {
        Fault::new(
            span,
            format!("arrays and objects nest more than {limit} deep"),
            "give the inner parts names of their own and refer to them by `$ref`",
        )
    }

    pub(crate) fn not_utf8(span: Range<usize>) -> Self {
        Fault::new(
            span,
            "the file is not UTF-8 here",
            "save the file as UTF-8; JSON has no other encoding",
        )
    }
}

/// Reads tokens from the front of what is left of a text.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    offset: usize,
}

impl<'a> Scanner<'a> {
    pub fn new(text: &'a str) -> Self {
        Scanner { text, offset: 0 }
    }

    pub fn offset(&self) -> usize {
        self.offset
    }

    pub fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.offset).copied()
    }

    /// Steps over a byte that `peek` showed to be ASCII.
    pub fn advance(&mut self) {
        self.offset += 1;
    }

    pub fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        if found {
            self.advance();
        }
        found
    }

    pub fn expect(&mut self, byte: u8, expected: &str) -> Result<(), Fault> {
        if self.eat(byte) {
            Ok(())
        } else {
            Err(self.unexpected(expected))
        }
    }

    pub fn expect_end(&self) -> Result<(), Fault> {
        match self.peek() {
            None => Ok(()),
            Some(_) => Err(self.unexpected("the end of the file")),
        }
    }

    pub fn refuse_byte_order_mark(&self) -> Result<(), Fault> {
        if self.text.starts_with('\u{feff}') {
            return Err(Fault::new(
                0..3,
                "the file begins with a byte order mark",
                "save the file as UTF-8 without byte order mark",
            ));
        }
        Ok(())
    }

    pub fn skip_whitespace(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.advance();
        }
    }

    /// What stands here instead of what was expected.
    pub fn unexpected(&self, expected: &str) -> Fault {
        let rest = &self.text[self.offset..];
        let Some(first) = rest.chars().next() else {
            let message = format!("found the end of the file, expected {expected}");
            return Fault::new(
                self.offset..self.offset,
                message,
                "complete the file; something is cut off or not closed",
            );
        };
        if rest.starts_with("//") || rest.starts_with("/*") || first == '#' {
            return Fault::new(
                self.offset..self.offset + first.len_utf8(),
                format!("found a comment, expected {expected}"),
                "JSON has no comments; put the text into `$comment`",
            );
        }
        let word = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        // A long word is not worth showing whole.
        let length = match rest.char_indices().nth(24) {
            Some((limit, _)) => word.min(limit),
            None => word,
        }
        .max(first.len_utf8());
        let found = &rest[..length];
        let help = match first {
            '\'' => "JSON strings stand in double quotes",
            _ => "mend the file; any JSON editor shows the same place",
        };
        Fault::new(
            self.offset..self.offset + length,
            format!("found `{found}`, expected {expected}"),
            help,
        )
    }

    /// Reads `true`, `false` or `null`, whichever begins here.
    pub fn word(&mut self) -> Result<&'static str, Fault> {
        let rest = &self.text[self.offset..];
        for word in ["true", "false", "null"] {
            let ends = |rest: &str| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_');
            if rest.strip_prefix(word).is_some_and(ends) {
                self.offset += word.len();
                return Ok(word);
            }
        }
        Err(self.unexpected("a value"))
    }

    /// Reads a number and gives its spelling.
    pub fn number(&mut self) -> Result<&'a str, Fault> {
        let start = self.offset;
        self.eat(b'-');
        if self.eat(b'0') {
            if let Some(b'0'..=b'9') = self.peek() {
                return Err(Fault::new(
                    start..self.offset,
                    "the number begins with a needless zero",
                    "remove the zero; JSON numbers have no leading zeros",
                ));
            }
        } else {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            if !self.eat(b'+') {
                self.eat(b'-');
            }
            self.digits()?;
        }
        Ok(&self.text[start..self.offset])
    }

    fn digits(&mut self) -> Result<(), Fault> {
        let start = self.offset;
        while let Some(b'0'..=b'9') = self.peek() {
            self.advance();
        }
        if self.offset == start {
            return Err(self.unexpected("a digit"));
        }
        Ok(())
    }

    /// Reads a string that begins here and gives its unescaped text.
    pub fn string(&mut self) -> Result<String, Fault> {
        let opening = self.offset;
        self.advance();
        let mut text = String::new();
        loop {
            let start = self.offset;
            let rest = &self.text.as_bytes()[start..];
            let plain = rest
                .iter()
                .position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1f))
                .unwrap_or(rest.len());
            self.offset += plain;
            text.push_str(&self.text[start..self.offset]);
            match self.peek() {
                Some(b'"') => {
                    self.advance();
                    return Ok(text);
                }
                Some(b'\\') => text.push(self.escape()?),
                Some(control) => {
                    return Err(Fault::new(
                        self.offset..self.offset + 1,
                        format!("a string holds the control character U+{control:04X}"),
                        format!(
                            "write it as `\\u{control:04x}`, or close the string before the line ends"
                        ),
                    ));
                }
                None => {
                    return Err(Fault::new(
                        opening..opening + 1,
                        "found the end of the file, expected the closing quote of this string",
                        "close the string with `\"`",
                    ));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Fault> {
        let start = self.offset;
        self.advance();
        let Some(letter) = self.peek() else {
            return Err(self.unexpected("the rest of the escape"));
        };
        let character = match letter {
            b'"' => '"',
            b'\\' => '\\',
            b'/' => '/',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.unicode_escape(start),
            _ => {
                let escaped = self.text[self.offset..].chars().next().unwrap_or('\\');
                return Err(Fault::new(
                    start..self.offset + escaped.len_utf8(),
                    format!("`\\{escaped}` is no escape of JSON"),
                    "write `\\\\` for a backslash",
                ));
            }
        };
        self.advance();
        Ok(character)
    }

    fn unicode_escape(&mut self, start: usize) -> Result<char, Fault> {
        let first = self.code_unit()?;
        if let 0xd800..=0xdbff = first
            && self.text[self.offset..].starts_with("\\u")
        {
            self.advance();
            let second = self.code_unit()?;
            if let 0xdc00..=0xdfff = second {
                let code = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
                // Two surrogates always make a scalar value.
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
        }
        char::from_u32(first).ok_or_else(|| {
            Fault::new(
                start..self.offset,
                "the escape is half of a surrogate pair",
                "write both halves, or the character itself",
            )
        })
    }

    /// Reads `uXXXX`.
    fn code_unit(&mut self) -> Result<u32, Fault> {
        self.advance();
        let mut unit = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            let Some(digit) = digit else {
                return Err(self.unexpected("a hexadecimal digit"));
            };
            unit = unit * 16 + digit;
            self.advance();
        }
        Ok(unit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_unescaped() {
        let mut scanner = Scanner::new(r#""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00é""#);
        assert_eq!(
            scanner.string().unwrap(),
            "a\"\\/\u{8}\u{c}\n\r\té\u{1f600}é"
        );
    }

    #[test]
    fn bad_strings_are_refused_where_they_go_wrong() {
        let fault = |text: &str| Scanner::new(text).string().unwrap_err();
        assert_eq!(fault(r#""a\x""#).span, 2..4);
        assert_eq!(fault(r#""\ud800""#).span, 1..7);
        assert_eq!(fault(r#""\udc00\ud800""#).span, 1..7);
        assert_eq!(fault(r#""\ud800\u0041""#).span, 1..13);
        assert_eq!(fault("\"a\nb\"").span, 2..3);
        assert_eq!(fault("\"abc").span, 0..1);
        assert_eq!(fault(r#""\u12"#).span, 5..5);
        assert_eq!(fault("\"\\").span, 2..2);
    }

    #[test]
    fn numbers_keep_their_spelling() {
        for text in [
            "0",
            "-0",
            "1e400",
            "12345678901234567890123",
            "-1.50E+07",
            "1e-3",
        ] {
            assert_eq!(Scanner::new(text).number().unwrap(), text);
        }
        let fault = |text: &str| Scanner::new(text).number().unwrap_err().span;
        assert_eq!(fault("01"), 0..1);
        assert_eq!(fault("-"), 1..1);
        assert_eq!(fault("1."), 2..2);
        assert_eq!(fault("1.e5"), 2..4);
        assert_eq!(fault("1e+"), 3..3);
    }

    #[test]
    fn literal_names_end_where_a_word_ends() {
        assert_eq!(Scanner::new("true,").word().unwrap(), "true");
        assert_eq!(Scanner::new("nullx").word().unwrap_err().span, 0..5);
        assert_eq!(Scanner::new("falsé").word().unwrap_err().span, 0..6);
    }
}
