//! The bytes that most URIs and templates are made of, many at a time.

use crate::scan::BLOCK;

/// Whether a byte is a letter, a digit or one of `&'()*+,-./=?_`.
///
/// All of them stand for themselves everywhere behind the `//` of a URI, but for what ends one part of it and begins the next;
/// and in the literals of a template. What else may stand there is rare. As few comparisons as possible tell them.
#[inline]
const fn is_usual(byte: u8) -> bool {
    let is_letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    let is_mark_or_digit = byte.wrapping_sub(b'&') <= b'9' - b'&';
    let is_query_mark = byte | (b'=' ^ b'?') == b'?';
    is_letter | is_mark_or_digit | is_query_mark | (byte == b'_')
}

/// Whether all bytes are usual.
pub(super) fn are_usual(bytes: &[u8]) -> bool {
    let Some(last) = bytes.last_chunk::<BLOCK>() else {
        return bytes.iter().all(|byte| is_usual(*byte));
    };
    // The last block overlaps the one before, so nothing is left over.
    usual_blocks_length(bytes) >= bytes.len() - bytes.len() % BLOCK && is_usual_block(last)
}

/// The length of the blocks at the beginning that are made of usual bytes.
pub(super) fn usual_blocks_length(bytes: &[u8]) -> usize {
    let blocks = bytes.chunks_exact(BLOCK);
    let is_usual = |block: &&[u8]| block.first_chunk().is_some_and(is_usual_block);
    blocks.take_while(is_usual).count() * BLOCK
}

#[inline(always)]
fn is_usual_block(block: &[u8; BLOCK]) -> bool {
    // No branches, so that it becomes vector code.
    let mut strange = false;
    for byte in block {
        strange |= !is_usual(*byte);
    }
    !strange
}

#[cfg(test)]
mod tests {
    use super::*;

    const USUAL: &[u8] = b"&'()*+,-./=?_";

    #[test]
    fn usual_bytes_are_those_listed() {
        for byte in 0..=255u8 {
            let expected = byte.is_ascii_alphanumeric() || USUAL.contains(&byte);
            assert_eq!(is_usual(byte), expected, "{byte}");
        }
    }

    #[test]
    fn one_strange_byte_is_found_wherever_it_stands() {
        for length in 0..50 {
            let mut bytes = vec![b'a'; length];
            assert!(are_usual(&bytes));
            assert_eq!(usual_blocks_length(&bytes), length / BLOCK * BLOCK);
            for position in 0..length {
                bytes[position] = b':';
                assert!(!are_usual(&bytes), "{length} {position}");
                let before = position / BLOCK * BLOCK;
                let expected = before.min(length / BLOCK * BLOCK);
                assert_eq!(usual_blocks_length(&bytes), expected);
                bytes[position] = b'a';
            }
        }
    }
}
