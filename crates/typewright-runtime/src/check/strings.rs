//! Many strings, among which one is found without looking at all of them.

/// Buckets of strings; a power of two.
const BUCKETS: usize = 256;

/// No string.
const NONE: u16 = u16::MAX;

/// The `N` strings of an enumeration, in its order.
#[derive(Debug)]
pub struct Strings<const N: usize> {
    pub(super) list: [&'static str; N],
    /// The first string of each bucket.
    first: [u16; BUCKETS],
    /// The string behind each string in its bucket.
    next: [u16; N],
}

impl<const N: usize> Strings<N> {
    /// The strings in their order; fewer than 65,535 of them.
    #[must_use]
    pub const fn new(list: [&'static str; N]) -> Self {
        assert!(N < NONE as usize, "too many strings");
        let mut first = [NONE; BUCKETS];
        let mut next = [NONE; N];
        let mut index = N;
        while index > 0 {
            index -= 1;
            let bucket = bucket(list[index].as_bytes());
            next[index] = first[bucket];
            first[bucket] = index as u16;
        }
        Strings { list, first, next }
    }

    /// Whether the text is one of them.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        let mut index = self.first.get(bucket(text.as_bytes()));
        while let Some(one) = index.and_then(|index| self.list.get(usize::from(*index))) {
            if *one == text {
                return true;
            }
            index = index.and_then(|index| self.next.get(usize::from(*index)));
        }
        false
    }
}

/// The bucket of a string: those of one enumeration mostly differ in length, in the middle or at their ends.
const fn bucket(text: &[u8]) -> usize {
    let length = text.len();
    if length == 0 {
        return 0;
    }
    let (first, last) = (text[0] as usize, text[length - 1] as usize);
    (length * 7 + first * 3 + last + text[length / 2] as usize * 11) % BUCKETS
}

#[cfg(test)]
mod tests {
    use super::Strings;

    #[test]
    fn each_is_found_and_no_other() {
        static STRINGS: Strings<6> = Strings::new(["", "a", "ab", "ba", "é", "ab "]);
        for text in STRINGS.list {
            assert!(STRINGS.contains(text), "{text:?}");
        }
        for text in ["b", "aa", "ab  ", "è", " "] {
            assert!(!STRINGS.contains(text), "{text:?}");
        }
        assert!(!Strings::new([]).contains(""));
        // All in one bucket.
        static ALIKE: Strings<3> = Strings::new(["axxa", "axya", "aaxa"]);
        assert!(ALIKE.contains("axya") && ALIKE.contains("aaxa") && !ALIKE.contains("abxa"));
    }
}
