//! The members that a schema names, laid out so that one is found in text without looking at all of them.

use crate::hash::{sample, Buckets, Chains};

/// Bytes of text that are compared as one.
const WINDOW: usize = 24;

/// Buckets of names.
const NAME_BUCKETS: usize = 32;

/// Buckets of what names begin with, as they stand in text.
const START_BUCKETS: usize = 64;

/// The `N` members that a schema names, in its order.
#[derive(Debug)]
pub struct Names<M: 'static, const N: usize> {
    keys: [Key; N],
    list: &'static [(&'static str, M); N],
    by_name: Buckets<NAME_BUCKETS, N>,
    /// Those that have a key.
    by_start: Buckets<START_BUCKETS, N>,
    /// The bits of the first two words that count for all of those.
    common: [u64; 2],
}

/// How a name stands in JSON text, with quotes and colon, if that is what it must look like.
#[derive(Clone, Copy, Debug)]
struct Key {
    words: [u64; WINDOW / 8],
    /// The bits of the words that count.
    masks: [u64; WINDOW / 8],
    /// Length of the token, with quotes and colon; 0 for a name that does not fit, or that must be escaped: it could be
    /// mistaken for a shorter one followed by something else.
    length: u8,
}

impl<M, const N: usize> Names<M, N> {
    /// The members by name.
    #[must_use]
    pub const fn new(list: &'static [(&'static str, M); N]) -> Self {
        let mut keys = [Key::NEVER; N];
        let mut index = 0;
        while index < N {
            keys[index] = Key::new(list[index].0.as_bytes());
            index += 1;
        }
        let common = common(&keys);
        let mut by_name = Buckets::new();
        let mut by_start = Buckets::new();
        // From behind, so that each bucket has its names in their order.
        while index > 0 {
            index -= 1;
            by_name.push_front(sample(list[index].0), index);
            if keys[index].length > 0 {
                by_start.push_front(start_hash(&keys[index].words, common), index);
            }
        }
        Names {
            keys,
            list,
            by_name,
            by_start,
            common,
        }
    }

    /// The same without the number of names in its type.
    #[inline]
    pub(super) const fn as_table(&'static self) -> Table<M> {
        Table {
            keys: &self.keys,
            list: self.list,
            by_name: self.by_name.chains(),
            by_start: self.by_start.chains(),
            common: self.common,
        }
    }
}

/// The bits of the first two words that count for every name that can be told by its key.
const fn common(keys: &[Key]) -> [u64; 2] {
    let mut common = [u64::MAX; 2];
    let mut index = 0;
    while index < keys.len() {
        if keys[index].length > 0 {
            common[0] &= keys[index].masks[0];
            common[1] &= keys[index].masks[1];
        }
        index += 1;
    }
    common
}

/// The hash of what of the words counts for all names.
#[inline]
const fn start_hash(words: &[u64; WINDOW / 8], common: [u64; 2]) -> u64 {
    words[0] & common[0] ^ (words[1] & common[1]).rotate_left(29)
}

/// Where names are found.
#[derive(Debug)]
pub(super) struct Table<M: 'static> {
    keys: &'static [Key],
    list: &'static [(&'static str, M)],
    by_name: Chains<'static, NAME_BUCKETS>,
    by_start: Chains<'static, START_BUCKETS>,
    common: [u64; 2],
}

impl<M: Copy> Table<M> {
    /// The member whose name, with quotes and colon, stands at the beginning of the text, the one at the index before all others; its
    /// index, and the length of that. `None` says nothing: the name may be spelled in another way.
    #[inline]
    pub(super) fn expected(&self, index: usize, text: &[u8]) -> Option<(M, usize, usize)> {
        let window = Window::new(text)?;
        let index = if self.keys.get(index).is_some_and(|key| key.matches(&window)) {
            index
        } else {
            self.find_start(text)?
        };
        let (_, member) = self.list.get(index)?;
        Some((*member, index, usize::from(self.keys.get(index)?.length)))
    }

    /// The index of the name at the beginning of the text.
    #[inline(never)]
    fn find_start(&self, text: &[u8]) -> Option<usize> {
        let window = Window::new(text)?;
        let hash = start_hash(&window.0, self.common);
        self.by_start.find_map(hash, |index| {
            let key = self.keys.get(index)?;
            key.matches(&window).then_some(index)
        })
    }

    /// The member of that name, and its index.
    pub(super) fn find(&self, name: &str) -> Option<(M, usize)> {
        self.by_name.find_map(sample(name), |index| {
            let (other, member) = self.list.get(index)?;
            (*other == name).then_some((*member, index))
        })
    }
}

impl Key {
    const NEVER: Key = Key {
        words: [0; WINDOW / 8],
        masks: [0; WINDOW / 8],
        length: 0,
    };

    const fn new(name: &[u8]) -> Self {
        let mut key = Key::NEVER;
        let length = name.len() + 3;
        if length > WINDOW {
            return key;
        }
        let mut index = 0;
        while index < length {
            let byte = if index == 0 || index == length - 2 {
                b'"'
            } else if index == length - 1 {
                b':'
            } else {
                name[index - 1]
            };
            let is_name = index > 0 && index < length - 2;
            if is_name && (byte < b' ' || byte == b'"' || byte == b'\\') {
                return Key::NEVER;
            }
            let shift = index % 8 * 8;
            key.words[index / 8] |= (byte as u64) << shift;
            key.masks[index / 8] |= 0xFF << shift;
            index += 1;
        }
        key.length = length as u8;
        key
    }

    /// Whether the text begins with the token.
    #[inline]
    fn matches(&self, window: &Window) -> bool {
        // The first word tells most names apart.
        let difference = |index: usize| (window.0[index] ^ self.words[index]) & self.masks[index];
        difference(0) == 0 && difference(1) | difference(2) == 0 && self.length > 0
    }
}

/// What a text begins with.
struct Window([u64; WINDOW / 8]);

impl Window {
    /// `None` near the end of the text.
    #[inline]
    fn new(text: &[u8]) -> Option<Self> {
        let bytes = text.first_chunk::<WINDOW>()?;
        let mut words = [0; WINDOW / 8];
        for (word, bytes) in words.iter_mut().zip(bytes.chunks_exact(8)) {
            *word = u64::from_le_bytes(*bytes.first_chunk()?);
        }
        Some(Window(words))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(key: &Key, text: &[u8]) -> bool {
        Window::new(text).is_some_and(|window| key.matches(&window))
    }

    #[test]
    fn keys_are_compared_to_their_last_byte() {
        let name = "abcdefghijklmnopqrstu";
        for length in 0..=name.len() {
            let name = &name[..length];
            let key = Key::new(name.as_bytes());
            assert_eq!(usize::from(key.length), length + 3);
            let text = format!("\"{name}\":1                        ");
            assert!(matches(&key, text.as_bytes()));
            assert!(!matches(&key, &text.as_bytes()[1..]));
            assert!(!matches(&key, &text.as_bytes()[..WINDOW - 1]));
            for changed in 0..length + 3 {
                let mut bytes = text.clone().into_bytes();
                bytes[changed] ^= 1;
                assert!(!matches(&key, &bytes), "{length} {changed}");
            }
        }
    }

    #[test]
    fn names_that_are_long_or_must_be_escaped_are_never_expected() {
        for name in ["abcdefghijklmnopqrstuv", "a\"b", "a\\", "\n"] {
            let key = Key::new(name.as_bytes());
            let text = format!("\"{name}\":{}", " ".repeat(WINDOW));
            assert!(!matches(&key, text.as_bytes()));
            assert!(!matches(&key, &[0; WINDOW]));
        }
    }

    #[test]
    fn names_that_begin_alike_are_in_many_buckets() {
        for beginning in ["", "n", "name", "a_long_beg"] {
            let keys: [Key; START_BUCKETS] =
                std::array::from_fn(|index| Key::new(format!("{beginning}{index:05}").as_bytes()));
            let common = common(&keys);
            let hashes = keys.map(|key| start_hash(&key.words, common));
            let mut buckets = Buckets::<START_BUCKETS, START_BUCKETS>::new();
            for (index, hash) in hashes.into_iter().enumerate() {
                buckets.push_front(hash, index);
            }
            for hash in hashes {
                let mut size = 0;
                let all = buckets.chains().find_map(hash, |_| {
                    size += 1;
                    None::<()>
                });
                assert!(all.is_none() && size <= 6, "{beginning}: {size} in one");
            }
        }
    }

    #[test]
    fn every_name_is_found_in_its_bucket() {
        // Names in one bucket, in several, and the empty one.
        static NAMES: Names<u8, 7> = Names::new(&[
            ("", 0),
            ("a1b", 1),
            ("a2b", 2),
            ("a3b", 3),
            ("longer name than any window of bytes", 4),
            ("é", 5),
            ("x", 6),
        ]);
        let table = NAMES.as_table();
        for (index, (name, member)) in NAMES.list.iter().enumerate() {
            assert_eq!(table.find(name), Some((*member, index)));
            let text = format!("\"{name}\":{}", " ".repeat(WINDOW));
            for expected in 0..=NAMES.list.len() {
                let found = table.expected(expected, text.as_bytes());
                let fits = name.len() + 3 <= WINDOW;
                assert_eq!(found, fits.then_some((*member, index, name.len() + 3)));
            }
        }
        for text in ["\"a4b\":1", "\"a1\":1", "\"a1b\" :1", "\"\\u0078\":1", "{}"] {
            let text = format!("{text}{}", " ".repeat(WINDOW));
            assert_eq!(table.expected(0, text.as_bytes()), None, "{text}");
        }
        for other in ["a4b", "y", "longer", "e"] {
            assert_eq!(table.find(other), None);
        }
        static NONE: Names<u8, 0> = Names::new(&[]);
        assert_eq!(NONE.as_table().find(""), None);
    }
}
