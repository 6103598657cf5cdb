//! UUIDs (RFC 4122).

/// Whether a text is a UUID as RFC 4122 section 3 spells it: 32 hexadecimal digits in groups of 8, 4, 4, 4 and 12, of any
/// version and variant.
#[must_use]
pub fn is_uuid(text: &str) -> bool {
    text.len() == 36
        && text.bytes().enumerate().all(|(index, byte)| match index {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}

#[cfg(test)]
mod tests {
    use super::is_uuid;

    #[test]
    fn groups_are_as_long_as_they_must_be() {
        assert!(is_uuid("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"));
        assert!(is_uuid("F81D4FAE-7DEC-F1D0-f765-00A0C91E6BF6"));
        for text in [
            "",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf67",
            "f81d4fae7-dec-11d0-a765-00a0c91e6bf6",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bg6",
            "{81d4fae-7dec-11d0-a765-00a0c91e6bf}",
            "f81d4fae-7dec-11d0-a765-00a0c91e6b\u{e9}",
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
