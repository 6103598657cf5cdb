//! JSON Pointers, RFC 6901.

use std::fmt::{self, Write as _};

/// Appends `/` and the escaped token.
pub(crate) fn push_token(pointer: &mut String, token: &str) {
    pointer.push('/');
    for character in token.chars() {
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            _ => pointer.push(character),
        }
    }
}

/// Appends `/` and the index.
pub(crate) fn push_index(pointer: &mut String, index: usize) {
    // Writing to a `String` cannot fail.
    let _ = write!(pointer, "/{index}");
}

/// Appends a pointer to the fragment of a URI: what RFC 3986 section 3.5 does not allow there is percent-encoded.
pub(crate) fn push_fragment(uri: &mut String, pointer: &str) {
    for &byte in pointer.as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => uri.push(byte.into()),
            b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'(' | b')' => {
                uri.push(byte.into())
            }
            b'*' | b'+' | b',' | b';' | b'=' | b':' | b'@' | b'/' | b'?' => uri.push(byte.into()),
            _ => {
                let _ = write!(uri, "%{byte:02X}");
            }
        }
    }
}

/// A pointer as a line of text shows it: the empty one by name, control and formatting characters escaped, so that a
/// hostile member name can neither break the line nor turn it around.
pub(crate) struct Place<'p>(pub(crate) &'p str);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() {
            return f.write_str("(root)");
        }
        for character in self.0.chars() {
            match character {
                '"' | '\'' | '\\' => f.write_char(character)?,
                _ => write!(f, "{}", character.escape_debug())?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_escaped() {
        let mut pointer = String::new();
        push_token(&mut pointer, "a/b~c");
        push_index(&mut pointer, 12);
        push_token(&mut pointer, "");
        assert_eq!(pointer, "/a~1b~0c/12/");
    }

    #[test]
    fn fragments_are_percent_encoded() {
        let mut uri = String::from("#");
        push_fragment(&mut uri, "/a b/é\"%");
        assert_eq!(uri, "#/a%20b/%C3%A9%22%25");
    }

    #[test]
    fn places_stay_on_one_line() {
        assert_eq!(Place("").to_string(), "(root)");
        assert_eq!(
            Place("/a\n\u{202e}é\\\"").to_string(),
            "/a\\n\\u{202e}é\\\""
        );
    }
}
