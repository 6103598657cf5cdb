//! Characters beyond ASCII in resource identifiers (RFC 3987 section 2.2).

/// `ucschar`: no surrogates, noncharacters, private use, or what is set apart for special purposes.
pub(super) fn is_ucschar(character: char) -> bool {
    match u32::from(character) {
        0..0xa0 | 0xe000..=0xf8ff | 0xfdd0..=0xfdef | 0xfff0..=0xffff => false,
        // The first of the tags' plane are reserved, and the last two planes are for private use.
        0xe_0000..=0xe_0fff | 0xf_0000.. => false,
        code => !is_last_of_plane(code),
    }
}

/// `iprivate`: private use.
pub(super) fn is_iprivate(character: char) -> bool {
    match u32::from(character) {
        0xe000..=0xf8ff => true,
        code => code >= 0xf_0000 && !is_last_of_plane(code),
    }
}

/// The last two of each plane are noncharacters.
fn is_last_of_plane(code: u32) -> bool {
    code & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::{is_iprivate, is_ucschar};

    #[test]
    fn the_edges_of_each_range_are_where_the_grammar_has_them() {
        let ranges = [
            (0xa0, 0xd7ff),
            (0xf900, 0xfdcf),
            (0xfdf0, 0xffef),
            (0x1_0000, 0x1_fffd),
            (0xd_0000, 0xd_fffd),
            (0xe_1000, 0xe_fffd),
        ];
        let private = [
            (0xe000, 0xf8ff),
            (0xf_0000, 0xf_fffd),
            (0x10_0000, 0x10_fffd),
        ];
        let holds = |ranges: &[(u32, u32)], code: u32| {
            ranges
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&code))
        };
        for (first, last) in ranges.into_iter().chain(private) {
            for code in [first - 1, first, first + 1, last - 1, last, last + 1] {
                let Some(character) = char::from_u32(code) else {
                    continue;
                };
                assert_eq!(is_ucschar(character), holds(&ranges, code), "{code:x}");
                assert_eq!(is_iprivate(character), holds(&private, code), "{code:x}");
            }
        }
        assert!(!is_ucschar('~') && !is_iprivate('~'));
    }
}
