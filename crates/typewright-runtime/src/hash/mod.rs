//! Hashes: the same for what is equal, and mostly others for what is not.
//!
//! They have no key. Where a payload is hashed, whoever writes it can choose texts with the same hash, so what hangs on that must
//! not take long either.

mod buckets;

pub(crate) use buckets::{Buckets, Link};

/// The multiplier of Fibonacci hashing (Knuth, The Art of Computer Programming, volume 3, section 6.4), odd and without a pattern: 2
/// to the power of 64, divided by the golden ratio.
const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

/// The hash of what has been mixed so far and of one more word. The highest bits depend on most of both.
#[inline]
pub(crate) const fn mix(sum: u64, word: u64) -> u64 {
    (sum.rotate_left(29) ^ word).wrapping_mul(GOLDEN)
}

/// A hash whose sums with others are rarely the same.
#[inline]
pub(crate) const fn scatter(word: u64) -> u64 {
    let word = (word ^ word >> 32).wrapping_mul(GOLDEN);
    (word ^ word >> 29).wrapping_mul(0xBF58_476D_1CE4_E5B9)
}

/// The hash of all of a text.
pub(crate) fn whole(text: &str) -> u64 {
    let mut sum = mix(7, text.len() as u64);
    let mut chunks = text.as_bytes().chunks_exact(8);
    for chunk in &mut chunks {
        let mut word = [0; 8];
        word.copy_from_slice(chunk);
        sum = mix(sum, u64::from_le_bytes(word));
    }
    let rest = chunks.remainder().iter();
    mix(sum, rest.fold(0, |word, byte| word << 8 | u64::from(*byte)))
}

/// The hash of a text's length, and of eight bytes at each of its ends: however long it is, it takes the same time.
#[inline]
pub(crate) fn ends(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let word = |half: &[u8; 4]| u64::from(u32::from_le_bytes(*half));
    let ends = if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        u64::from_le_bytes(*first) ^ u64::from_le_bytes(*last).rotate_left(29)
    } else if let (Some(first), Some(last)) = (bytes.first_chunk(), bytes.last_chunk()) {
        word(first) | word(last) << 32
    } else {
        bytes
            .iter()
            .fold(0, |word, &byte| word << 8 | u64::from(byte))
    };
    ends ^ (bytes.len() as u64) << 56
}

/// The hash of a text's length, and of its first, middle and last byte. What a schema lists mostly differs in one of these, and many
/// texts are hashed while compiling, where each step counts.
#[inline]
pub(crate) const fn sample(text: &str) -> u64 {
    let bytes = text.as_bytes();
    let length = bytes.len();
    if length == 0 {
        return 0;
    }
    let (first, middle, last) = (bytes[0], bytes[length / 2], bytes[length - 1]);
    (length as u64) << 24 | (first as u64) << 16 | (middle as u64) << 8 | last as u64
}

#[cfg(test)]
mod tests {
    use super::{ends, sample, whole};

    #[test]
    fn each_byte_and_the_length_count() {
        let text = "abcdefghijklmnop";
        let mut hashes = Vec::new();
        for length in 0..=text.len() {
            let text = &text[..length];
            hashes.push([whole(text), ends(text)]);
            for changed in 0..length {
                let mut other = text.to_owned();
                other.replace_range(changed..=changed, "x");
                hashes.push([whole(&other), ends(&other)]);
            }
        }
        for kind in 0..2 {
            let mut found: Vec<u64> = hashes.iter().map(|hashes| hashes[kind]).collect();
            found.sort_unstable();
            found.dedup();
            assert_eq!(found.len(), hashes.len());
        }
    }

    #[test]
    fn what_is_between_the_ends_does_not_count_for_them() {
        let [left, right] = ["01234567-01234567", "01234567+01234567"];
        assert_eq!(ends(left), ends(right));
        assert_ne!(whole(left), whole(right));
    }

    #[test]
    fn length_first_middle_and_last_are_sampled() {
        let hashes = ["", "a", "ab", "bb", "aab", "abb", "aaab", "axxa", "axya"].map(sample);
        for (index, hash) in hashes.iter().enumerate() {
            assert!(!hashes[..index].contains(hash), "{index}");
        }
        assert_eq!(sample("axya"), sample("ayya"));
    }
}
