//! Many strings, among which one is found without looking at all of them.

use crate::hash::{sample, Buckets, Link};

/// Buckets of strings.
const BUCKETS: usize = 256;

/// The `N` strings of an enumeration, in its order.
#[derive(Debug)]
pub struct Strings<const N: usize> {
    pub(super) list: [&'static str; N],
    buckets: Buckets<BUCKETS>,
    /// Behind each string in its bucket.
    next: [Link; N],
}

impl<const N: usize> Strings<N> {
    /// The strings in their order.
    #[must_use]
    pub const fn new(list: [&'static str; N]) -> Self {
        let mut buckets = Buckets::new();
        let mut next = [Link::NONE; N];
        let mut index = N;
        while index > 0 {
            index -= 1;
            next[index] = buckets.push_front(sample(list[index]), index);
        }
        Strings {
            list,
            buckets,
            next,
        }
    }

    /// Whether the text is one of them.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        let mut index = self.buckets.first(sample(text)).index();
        while let (Some(one), Some(next)) = (self.list.get(index), self.next.get(index)) {
            if *one == text {
                return true;
            }
            index = next.index();
        }
        false
    }
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
        static ALIKE: Strings<3> = Strings::new(["abxcd", "acxbd", "aaxad"]);
        assert!(ALIKE.list.iter().all(|text| ALIKE.contains(text)));
        assert!(!ALIKE.contains("adxcd"));
    }
}
