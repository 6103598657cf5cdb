//! Strings that hold something in an encoding (JSON Schema 2020-12 validation, section 8.3).

use std::borrow::Cow;

/// What a string of text stands for, if it is encoded rightly.
pub type Decoder = for<'t> fn(&'t str) -> Option<Cow<'t, [u8]>>;

/// The text itself.
#[must_use]
pub fn unencoded(text: &str) -> Option<Cow<'_, [u8]>> {
    Some(Cow::Borrowed(text.as_bytes()))
}

/// `7bit` (RFC 2045 section 2.7): the text itself, if it is ASCII.
#[must_use]
pub fn from_7bit(text: &str) -> Option<Cow<'_, [u8]>> {
    unencoded(text).filter(|_| text.is_ascii())
}

/// `base16` (RFC 4648 section 8), in letters of either case.
#[must_use]
pub fn from_base16(text: &str) -> Option<Cow<'_, [u8]>> {
    decode(text, 4, 2, |byte| char::from(byte).to_digit(16))
}

/// `base32` (RFC 4648 section 6).
#[must_use]
pub fn from_base32(text: &str) -> Option<Cow<'_, [u8]>> {
    decode(text, 5, 8, |byte| match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'2'..=b'7' => Some(u32::from(byte - b'2') + 26),
        _ => None,
    })
}

/// `base32hex` (RFC 4648 section 7).
#[must_use]
pub fn from_base32hex(text: &str) -> Option<Cow<'_, [u8]>> {
    decode(text, 5, 8, |byte| match byte {
        b'0'..=b'9' => Some(u32::from(byte - b'0')),
        b'A'..=b'V' => Some(u32::from(byte - b'A') + 10),
        _ => None,
    })
}

/// `base64` (RFC 4648 section 4).
#[must_use]
pub fn from_base64(text: &str) -> Option<Cow<'_, [u8]>> {
    decode(text, 6, 4, |byte| match byte {
        b'+' => Some(62),
        b'/' => Some(63),
        _ => alphanumeric(byte),
    })
}

/// `base64url` (RFC 4648 section 5).
#[must_use]
pub fn from_base64url(text: &str) -> Option<Cow<'_, [u8]>> {
    decode(text, 6, 4, |byte| match byte {
        b'-' => Some(62),
        b'_' => Some(63),
        _ => alphanumeric(byte),
    })
}

fn alphanumeric(byte: u8) -> Option<u32> {
    match byte {
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'a'..=b'z' => Some(u32::from(byte - b'a') + 26),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 52),
        _ => None,
    }
}

/// Decodes groups of so many characters of so many bits each. The last group is filled up with `=`, and what is left of its bits
/// is zero (RFC 4648 sections 3.2 to 3.5).
fn decode(
    text: &str,
    bits: u32,
    group: usize,
    digit: impl Fn(u8) -> Option<u32>,
) -> Option<Cow<'_, [u8]>> {
    if text.len() % group != 0 {
        return None;
    }
    let digits = text.trim_end_matches('=');
    let mut bytes = Vec::with_capacity(digits.len() * bits as usize / 8);
    let (mut pending, mut count) = (0, 0);
    for byte in digits.bytes() {
        pending = pending << bits | digit(byte)?;
        count += bits;
        if count >= 8 {
            count -= 8;
            bytes.push((pending >> count) as u8);
            pending &= (1 << count) - 1;
        }
    }
    // More bits than one character has would be a character too many, or a group of nothing but `=`.
    let is_whole = count < bits && pending == 0 && text.len() - digits.len() < group;
    is_whole.then_some(Cow::Owned(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(decoder: Decoder, text: &str) -> Option<String> {
        decoder(text).map(|bytes| String::from_utf8(bytes.into_owned()).expect("UTF-8"))
    }

    /// The test vectors of RFC 4648 section 10.
    #[test]
    fn the_standard_examples_are_decoded() {
        for (text, base64, base32, base32hex, base16) in [
            ("", "", "", "", ""),
            ("f", "Zg==", "MY======", "CO======", "66"),
            ("fo", "Zm8=", "MZXQ====", "CPNG====", "666F"),
            ("foo", "Zm9v", "MZXW6===", "CPNMU===", "666F6F"),
            ("foob", "Zm9vYg==", "MZXW6YQ=", "CPNMUOG=", "666F6F62"),
            ("fooba", "Zm9vYmE=", "MZXW6YTB", "CPNMUOJ1", "666F6F6261"),
            (
                "foobar",
                "Zm9vYmFy",
                "MZXW6YTBOI======",
                "CPNMUOJ1E8======",
                "666F6F626172",
            ),
        ] {
            for (decoder, encoded) in [
                (from_base64 as Decoder, base64),
                (from_base64url, base64),
                (from_base32, base32),
                (from_base32hex, base32hex),
                (from_base16, base16),
            ] {
                assert_eq!(
                    decoded(decoder, encoded).as_deref(),
                    Some(text),
                    "{encoded}"
                );
            }
        }
        assert_eq!(from_base64("+/+/").as_deref(), Some(&[251, 255, 191][..]));
        assert_eq!(
            from_base64url("-_-_").as_deref(),
            Some(&[251, 255, 191][..])
        );
    }

    #[test]
    fn what_is_not_encoded_rightly_is_refused() {
        for text in [
            "Zg", "Zg=", "Zg===", "Z===", "====", "Zh==", "Zm9=", "Zm9v====", "Zm9v\n", "Zm=v",
            "-_-_", "é===",
        ] {
            assert_eq!(from_base64(text), None, "{text}");
        }
        assert_eq!(from_base64url("+/+/"), None);
        for text in [
            "my======", "MY", "M=======", "MZ======", "MYA=====", "MZXW6Y==", "18888888",
        ] {
            assert_eq!(from_base32(text), None, "{text}");
        }
        assert_eq!(from_base32hex("CPNMUOZ1"), None);
        for text in ["6", "6G", "6=", "=="] {
            assert_eq!(from_base16(text), None, "{text}");
        }
    }

    #[test]
    fn text_stands_for_itself() {
        assert_eq!(decoded(unencoded, "é\n").as_deref(), Some("é\n"));
        assert_eq!(decoded(from_7bit, "a\n").as_deref(), Some("a\n"));
        assert_eq!(from_7bit("é"), None);
    }
}
