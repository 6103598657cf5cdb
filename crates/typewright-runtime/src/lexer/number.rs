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

/// The integer of at most 18 digits that starts at `at`, and the offset behind it, if it is spelled without fraction and exponent:
/// how most numbers are. Only a shortcut: of any other text it tells nothing.
#[inline]
pub(crate) fn plain_integer(bytes: &[u8], at: usize) -> Option<(i64, usize)> {
    let negative = bytes.get(at) == Some(&b'-');
    let start = at + usize::from(negative);
    let mut end = start;
    let mut value = 0;
    while let Some(byte @ b'0'..=b'9') = bytes.get(end) {
        if end - start == 18 {
            return None;
        }
        value = value * 10 + i64::from(byte - b'0');
        end += 1;
    }
    let is_plain = match end - start {
        0 => false,
        1 => true,
        _ => bytes.get(start) != Some(&b'0'),
    };
    if !is_plain || matches!(bytes.get(end), Some(b'.' | b'e' | b'E')) {
        return None;
    }
    Some((if negative { -value } else { value }, end))
}

/// Whether the whole text is one number token.
pub(crate) fn is_number(text: &str) -> bool {
    number_end(text.as_bytes(), 0) == Ok(text.len())
}

#[cfg(test)]
mod tests {
    use super::{is_number, plain_integer};

    #[test]
    fn plain_integers_are_those_that_anything_can_hold() {
        for (text, expected) in [
            ("x0,", Some((0, 2))),
            ("x-0]", Some((0, 3))),
            ("x42", Some((42, 3))),
            ("x-17}", Some((-17, 4))),
            ("x999999999999999999 ", Some((999_999_999_999_999_999, 19))),
            ("x-999999999999999999", Some((-999_999_999_999_999_999, 20))),
            ("x1000000000000000000", None),
            ("x9999999999999999999", None),
            ("x1.0", None),
            ("x1e0", None),
            ("x1E0", None),
            ("x01", None),
            ("x-", None),
            ("x", None),
            ("x+1", None),
        ] {
            assert_eq!(plain_integer(text.as_bytes(), 1), expected, "{text}");
        }
    }

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
