//! The number token, RFC 8259 section 6.

use super::{fault, Lexed};
use crate::error::Problem;

/// The offset behind the number that starts at `at`.
#[inline]
pub(crate) fn number_end(bytes: &[u8], mut at: usize) -> Lexed<usize> {
    if bytes.get(at) == Some(&b'-') {
        at += 1;
    }
    match bytes.get(at) {
        Some(b'0') => at += 1,
        Some(b'1'..=b'9') => at = digits_end(bytes, at + 1),
        _ => return fault(at, Problem::expected("a digit")),
    }
    if let Some(b'.' | b'e' | b'E') = bytes.get(at) {
        return fraction_and_exponent_end(bytes, at);
    }
    Ok(at)
}

fn fraction_and_exponent_end(bytes: &[u8], mut at: usize) -> Lexed<usize> {
    if bytes.get(at) == Some(&b'.') {
        at = some_digits_end(bytes, at + 1)?;
    }
    if let Some(b'e' | b'E') = bytes.get(at) {
        at += 1;
        if let Some(b'+' | b'-') = bytes.get(at) {
            at += 1;
        }
        at = some_digits_end(bytes, at)?;
    }
    Ok(at)
}

#[inline]
fn digits_end(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at).is_some_and(u8::is_ascii_digit) {
        at += 1;
    }
    at
}

fn some_digits_end(bytes: &[u8], at: usize) -> Lexed<usize> {
    let end = digits_end(bytes, at);
    if end == at {
        return fault(at, Problem::expected("a digit"));
    }
    Ok(end)
}

/// Whether the whole text is one number token.
pub(crate) fn is_number(text: &str) -> bool {
    number_end(text.as_bytes(), 0) == Ok(text.len())
}

#[cfg(test)]
mod tests {
    use super::is_number;

    #[test]
    fn numbers_are_what_the_grammar_says() {
        for good in [
            "0",
            "-0",
            "10",
            "1.0",
            "0.5e-7",
            "1E+2",
            "12345678901234567890123",
        ] {
            assert!(is_number(good), "{good}");
        }
        for bad in [
            "", "-", "+1", "01", "1.", ".5", "1e", "1e+", "1 ", " 1", "0x1", "1.e1", "--1",
        ] {
            assert!(!is_number(bad), "{bad}");
        }
    }
}
