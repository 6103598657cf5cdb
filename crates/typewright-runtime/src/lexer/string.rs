//! The string token, RFC 8259 section 7, without lone surrogates (RFC 7493 section 2.1).

use super::{fault, Lexed};
use crate::error::Problem;

/// Where a string token ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StringEnd {
    /// The offset of the closing quote.
    pub(crate) quote: usize,
    /// Whether anything before it is escaped, so that the text must go through [`decode`].
    pub(crate) escaped: bool,
}

/// The end of the string whose first character stands at `at`, behind the opening quote.
#[inline]
pub(crate) fn string_end(bytes: &[u8], at: usize) -> Lexed<StringEnd> {
    let stop = next_special(bytes, at);
    if bytes.get(stop) == Some(&b'"') {
        return Ok(StringEnd {
            quote: stop,
            escaped: false,
        });
    }
    escaped_string_end(bytes, stop)
}

/// The same, from a place on that a plain character does not stand at.
#[cold]
pub(crate) fn escaped_string_end(bytes: &[u8], mut at: usize) -> Lexed<StringEnd> {
    loop {
        at = next_special(bytes, at);
        match bytes.get(at) {
            Some(b'"') => {
                return Ok(StringEnd {
                    quote: at,
                    escaped: true,
                })
            }
            Some(b'\\') => at = escape_end(bytes, at)?,
            Some(_) => return fault(at, Problem::ControlCharacter),
            None => return fault(at, Problem::expected("the end of the string")),
        }
    }
}

/// The offset behind the escape sequence (both halves of a surrogate pair) whose backslash stands at `at`.
fn escape_end(bytes: &[u8], at: usize) -> Lexed<usize> {
    match bytes.get(at + 1) {
        Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => Ok(at + 2),
        Some(b'u') => match code_unit(bytes, at + 2)? {
            0xD800..=0xDBFF => {
                let low = at + 6;
                if bytes.get(low) == Some(&b'\\')
                    && bytes.get(low + 1) == Some(&b'u')
                    && matches!(code_unit(bytes, low + 2)?, 0xDC00..=0xDFFF)
                {
                    Ok(low + 6)
                } else {
                    fault(at, Problem::LoneSurrogate)
                }
            }
            0xDC00..=0xDFFF => fault(at, Problem::LoneSurrogate),
            _ => Ok(at + 6),
        },
        _ => fault(at + 1, Problem::expected("an escape character")),
    }
}

fn code_unit(bytes: &[u8], at: usize) -> Lexed<u16> {
    let mut unit = 0;
    for offset in at..at + 4 {
        match bytes
            .get(offset)
            .and_then(|&byte| char::from(byte).to_digit(16))
        {
            Some(digit) => unit = unit << 4 | digit as u16,
            None => return fault(offset, Problem::expected("a hexadecimal digit")),
        }
    }
    Ok(unit)
}

/// The offset of the next quote, backslash or control character at or after `at`, or the end.
#[inline(never)]
pub(crate) fn next_special(bytes: &[u8], mut at: usize) -> usize {
    // Most strings of webhooks end within 32 bytes, and most others within 64: looked at as one, their length is no branch to be
    // mispredicted.
    while let Some(block) = bytes.get(at..).and_then(|rest| rest.first_chunk::<32>()) {
        match first_special(block) {
            Some(offset) => return at + offset,
            None => at += 32,
        }
    }
    next_special_in_words(bytes, at)
}

/// The offset of the quote that ends the string whose first byte is the first one here, if nothing in it is escaped.
///
/// A branch for each word: for strings whose length can be foreseen.
#[inline(always)]
pub(crate) fn plain_string_end(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) else {
            at = next_special_in_words(bytes, at);
            break;
        };
        let specials = special_bytes(u64::from_le_bytes(*chunk));
        if specials != 0 {
            at += (specials.trailing_zeros() / 8) as usize;
            break;
        }
        at += 8;
    }
    (bytes.get(at) == Some(&b'"')).then_some(at)
}

/// The index of the first special byte of a block.
#[inline]
fn first_special(block: &[u8; 32]) -> Option<usize> {
    let mut marks = [0; 4];
    for (mark, word) in marks.iter_mut().zip(block.chunks_exact(8)) {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(word);
        *mark = special_bytes(u64::from_le_bytes(bytes));
    }
    let [first, second, third, fourth] = marks;
    if first | second | third | fourth == 0 {
        return None;
    }
    // No branches: which word it is in is as random as the length.
    let (half, low, high) = if first | second == 0 {
        (16, third, fourth)
    } else {
        (0, first, second)
    };
    let (quarter, marked) = if low == 0 { (8, high) } else { (0, low) };
    Some(half + quarter + (marked.trailing_zeros() / 8) as usize)
}

#[inline(never)]
fn next_special_in_words(bytes: &[u8], mut at: usize) -> usize {
    while let Some(chunk) = bytes.get(at..).and_then(|rest| rest.first_chunk::<8>()) {
        let specials = special_bytes(u64::from_le_bytes(*chunk));
        if specials != 0 {
            return at + (specials.trailing_zeros() / 8) as usize;
        }
        at += 8;
    }
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' || byte == b'\\' || byte < b' ' {
            break;
        }
        at += 1;
    }
    at
}

/// Whether a string of these bytes stands in JSON text as it is.
#[inline]
pub(crate) fn is_plain(bytes: &[u8]) -> bool {
    let word = |bytes: &[u8; 8]| special_bytes(u64::from_le_bytes(*bytes));
    let (Some(last), chunks) = (bytes.last_chunk::<8>(), bytes.chunks_exact(8)) else {
        return is_plain_and_short(bytes);
    };
    // The last word overlaps the one before; what is special is so in both.
    let mut specials = word(last);
    for chunk in chunks {
        specials |= chunk.first_chunk().map_or(0, word);
    }
    specials == 0
}

/// The same for up to seven bytes.
#[inline]
fn is_plain_and_short(bytes: &[u8]) -> bool {
    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | 0..=0x1F);
    !bytes.iter().any(special)
}

/// The top bit of every special byte, exact up to and including the lowest special one: a borrow can mark a byte wrongly
/// only above one that is marked rightly, and callers use the lowest mark only.
#[inline]
const fn special_bytes(word: u64) -> u64 {
    const ONES: u64 = u64::MAX / 0xFF;
    const TOPS: u64 = ONES * 0x80;
    let quotes = word ^ (ONES * b'"' as u64);
    let backslashes = word ^ (ONES * b'\\' as u64);
    let quote = quotes.wrapping_sub(ONES) & !quotes;
    let backslash = backslashes.wrapping_sub(ONES) & !backslashes;
    let control = word.wrapping_sub(ONES * b' ' as u64) & !word;
    (quote | backslash | control) & TOPS
}

/// The text that an escaped string stands for. `escaped` is what stands between the quotes and has passed
/// [`string_end`]; an escape that has not is left out.
#[cold]
pub(crate) fn decode(escaped: &str) -> String {
    let mut text = String::with_capacity(escaped.len());
    let mut rest = escaped;
    while let Some(backslash) = rest.find('\\') {
        let (plain, escape) = rest.split_at(backslash);
        text.push_str(plain);
        let (character, length) = escaped_character(escape.as_bytes());
        text.extend(character);
        rest = escape.get(length..).unwrap_or_default();
    }
    text.push_str(rest);
    text
}

/// What an escape sequence stands for, and its length.
fn escaped_character(escape: &[u8]) -> (Option<char>, usize) {
    let simple = match escape.get(1) {
        Some(b'b') => '\u{8}',
        Some(b'f') => '\u{c}',
        Some(b'n') => '\n',
        Some(b'r') => '\r',
        Some(b't') => '\t',
        Some(b'u') => {
            let high = code_unit(escape, 2).unwrap_or_default();
            if !matches!(high, 0xD800..=0xDBFF) {
                return (char::from_u32(high.into()), 6);
            }
            let low = code_unit(escape, 8).unwrap_or_default();
            return (char::decode_utf16([high, low]).find_map(Result::ok), 12);
        }
        Some(&byte) => char::from(byte),
        None => return (None, 1),
    };
    (Some(simple), 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slow_next_special(bytes: &[u8], at: usize) -> usize {
        (at..bytes.len())
            .find(|&at| matches!(bytes[at], b'"' | b'\\' | 0..=0x1F))
            .unwrap_or(bytes.len())
    }

    #[test]
    fn steps_of_eight_stop_where_single_steps_do() {
        for special in 0..=255u8 {
            for before in [b'a', b'!', 0x7F, 0xC3, 0xFF, b'#', b']', b'['] {
                for position in 0..20 {
                    for tail in [0x00, b'"', b' ', 0xFF] {
                        let mut bytes = [before; 24];
                        bytes[position] = special;
                        bytes[position + 1] = tail;
                        for at in 0..5 {
                            assert_eq!(
                                next_special(&bytes, at),
                                slow_next_special(&bytes, at),
                                "{bytes:?} from {at}"
                            );
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn plain_is_what_holds_nothing_special() {
        for length in 0..30 {
            let mut bytes = vec![b'a'; length];
            assert!(is_plain(&bytes));
            for position in 0..length {
                for byte in [
                    0, 0x1F, b' ', b'!', b'"', b'#', b'[', b'\\', b']', 0x7F, 0x80, 0xFF,
                ] {
                    bytes[position] = byte;
                    assert_eq!(
                        is_plain(&bytes),
                        next_special(&bytes, 0) == length,
                        "{bytes:?}"
                    );
                }
                bytes[position] = b'a';
            }
        }
    }

    #[test]
    fn escapes_decode_to_what_they_name() {
        for (token, text) in [
            (r#"\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{c}\n\r\t"),
            (r#"\u0041\u00e9\u20AC""#, "Aé€"),
            (r#"x\ud83d\ude00y""#, "x😀y"),
            (r#"\u0000""#, "\0"),
        ] {
            let end = string_end(token.as_bytes(), 0).unwrap();
            assert!(end.escaped);
            assert_eq!(end.quote, token.len() - 1);
            assert_eq!(decode(&token[..end.quote]), text);
        }
    }

    #[test]
    fn broken_strings_say_where_and_why() {
        for (token, offset, problem) in [
            (r#"abc"#, 3, Problem::expected("the end of the string")),
            (r#"a\x""#, 2, Problem::expected("an escape character")),
            (r#"\u00g0""#, 4, Problem::expected("a hexadecimal digit")),
            (r#"\ud83d""#, 0, Problem::LoneSurrogate),
            (r#"a\ude00""#, 1, Problem::LoneSurrogate),
            (r#"\ud83d\u0041""#, 0, Problem::LoneSurrogate),
            (r#"\ud83d\n""#, 0, Problem::LoneSurrogate),
            ("a\nb\"", 1, Problem::ControlCharacter),
        ] {
            assert_eq!(
                string_end(token.as_bytes(), 0),
                fault(offset, problem),
                "{token}"
            );
        }
    }
}
