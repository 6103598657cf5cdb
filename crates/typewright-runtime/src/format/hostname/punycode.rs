//! Punycode (RFC 3492).

const BASE: u32 = 36;

/// What a text encodes, with small letters, or `None` if it encodes nothing beyond ASCII.
///
/// It takes time in proportion to the square of the length, so long texts must not come here.
pub(super) fn decode(text: &str) -> Option<Vec<char>> {
    let (basic, encoded) = text.rsplit_once('-').unwrap_or(("", text));
    // A hyphen with nothing before it separates nothing.
    let encoded = if basic.is_empty() { text } else { encoded };
    if encoded.is_empty() {
        return None;
    }
    let mut decoded: Vec<char> = basic
        .chars()
        .map(|basic| basic.to_ascii_lowercase())
        .collect();
    let mut digits = encoded.bytes();
    let (mut code_point, mut index, mut bias) = (128u32, 0u32, 72);
    while digits.len() > 0 {
        let before = index;
        let (mut weight, mut place) = (1u32, BASE);
        loop {
            let digit = digit(digits.next()?)?;
            index = index.checked_add(digit.checked_mul(weight)?)?;
            let threshold = place.saturating_sub(bias).clamp(1, 26);
            if digit < threshold {
                break;
            }
            weight = weight.checked_mul(BASE - threshold)?;
            place += BASE;
        }
        let length = u32::try_from(decoded.len()).ok()? + 1;
        bias = adapted(index - before, length, before == 0);
        code_point = code_point.checked_add(index / length)?;
        index %= length;
        decoded.insert(index as usize, char::from_u32(code_point)?);
        index += 1;
    }
    Some(decoded)
}

fn digit(byte: u8) -> Option<u32> {
    match byte {
        b'a'..=b'z' => Some(u32::from(byte - b'a')),
        b'A'..=b'Z' => Some(u32::from(byte - b'A')),
        b'0'..=b'9' => Some(u32::from(byte - b'0') + 26),
        _ => None,
    }
}

/// Section 6.1.
fn adapted(delta: u32, length: u32, is_first: bool) -> u32 {
    let mut delta = delta / if is_first { 700 } else { 2 };
    delta += delta / length;
    let mut bias = 0;
    while delta > 35 * 26 / 2 {
        delta /= 35;
        bias += BASE;
    }
    bias + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn texts_are_decoded() {
        for (encoded, expected) in [
            ("bcher-kva", "bücher"),
            ("Bcher-KVA", "bücher"),
            ("mnchen-3ya", "münchen"),
            ("fiq", "中"),
            ("9n2bp8q", "실례"),
            ("e28h", "😀"),
            ("a--b-cpa", "a-é-b"),
        ] {
            let decoded: Option<String> =
                decode(encoded).map(|decoded| decoded.into_iter().collect());
            assert_eq!(decoded.as_deref(), Some(expected), "{encoded}");
        }
        for text in [
            "",
            "a-",
            "-",
            "X",
            "a-b-",
            "99999999",
            "é",
            "-fiq",
            "zzzzzzzzzzzzzzzzzzzz",
        ] {
            assert_eq!(decode(text), None, "{text}");
        }
    }
}
