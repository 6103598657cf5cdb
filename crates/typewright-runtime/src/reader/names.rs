//! The members that a schema names, laid out so that one is found in text without looking at all of them.

use crate::hash::{sample, Buckets, Link};

/// Bytes of text that are compared as one.
const WINDOW: usize = 24;

/// Buckets of names.
const NAME_BUCKETS: usize = 32;

/// Buckets of what names begin with, as they stand in text.
const START_BUCKETS: usize = 64;

/// The `N` members that a schema names, in its order.
#[derive(Debug)]
pub struct Names<M: 'static, const N: usize> {
    list: &'static [(&'static str, M); N],
    table: Table<[Entry; N]>,
}

/// Where names are found by what they look like: the same for all members, and without the number of names in its type.
#[derive(Debug)]
pub(super) struct Table<E: ?Sized = [Entry]> {
    by_name: Buckets<NAME_BUCKETS>,
    /// Those that have a key.
    by_start: Buckets<START_BUCKETS>,
    /// The bits of the first two words that count for all of those.
    common: [u64; 2],
    entries: E,
}

/// A name, and which one comes behind it in each of its buckets.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    key: Key,
    name: &'static str,
    next_by_name: Link,
    next_by_start: Link,
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
        let mut entries = [Entry::EMPTY; N];
        let mut index = 0;
        while index < N {
            entries[index].name = list[index].0;
            entries[index].key = Key::new(list[index].0.as_bytes());
            index += 1;
        }
        let common = common(&entries);
        let mut by_name = Buckets::new();
        let mut by_start = Buckets::new();
        // From behind, so that each bucket has its names in their order.
        while index > 0 {
            index -= 1;
            let entry = &mut entries[index];
            entry.next_by_name = by_name.push_front(sample(entry.name), index);
            if entry.key.length > 0 {
                entry.next_by_start =
                    by_start.push_front(start_hash(&entry.key.words, common), index);
            }
        }
        Names {
            list,
            table: Table {
                by_name,
                by_start,
                common,
                entries,
            },
        }
    }

    /// The members in their order.
    #[inline]
    pub(super) const fn list(&self) -> &'static [(&'static str, M)] {
        self.list
    }

    /// Where they are found.
    #[inline]
    pub(super) const fn table(&'static self) -> &'static Table {
        &self.table
    }
}

/// The bits of the first two words that count for every name that can be told by its key.
const fn common(entries: &[Entry]) -> [u64; 2] {
    let mut common = [u64::MAX; 2];
    let mut index = 0;
    while index < entries.len() {
        let key = &entries[index].key;
        if key.length > 0 {
            common[0] &= key.masks[0];
            common[1] &= key.masks[1];
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

impl Table {
    /// The index of the name that stands at the beginning of the text, with quotes and colon, the one at the index before all others; the
    /// length of that. `None` says nothing: the name may be spelled in another way.
    #[inline]
    pub(super) fn expected(&self, index: usize, text: &[u8]) -> Option<(usize, usize)> {
        let window = Window::new(text)?;
        let index = match self.entries.get(index) {
            Some(entry) if entry.key.matches(&window) => index,
            _ => self.find_start(text)?,
        };
        Some((index, usize::from(self.entries.get(index)?.key.length)))
    }

    /// The index of the name at the beginning of the text.
    fn find_start(&self, text: &[u8]) -> Option<usize> {
        let window = Window::new(text)?;
        let first = self.by_start.first(start_hash(&window.0, self.common));
        let mut index = first.index();
        loop {
            let entry = self.entries.get(index)?;
            if entry.key.matches(&window) {
                return Some(index);
            }
            index = entry.next_by_start.index();
        }
    }

    /// The index of that name, which takes this many bytes of a text that [`expected`](Table::expected) has found none in.
    pub(super) fn find(&self, name: &str, length: usize, text: &[u8]) -> Option<usize> {
        // Spelled plainly, in a window: every name that could be this one has a key, and it would have been found.
        let is_plain = name.len() + 3 == length && length <= WINDOW && WINDOW <= text.len();
        if is_plain {
            return None;
        }
        let mut index = self.by_name.first(sample(name)).index();
        loop {
            let entry = self.entries.get(index)?;
            if entry.name == name {
                return Some(index);
            }
            index = entry.next_by_name.index();
        }
    }
}

impl Entry {
    const EMPTY: Entry = Entry {
        key: Key::NEVER,
        name: "",
        next_by_name: Link::NONE,
        next_by_start: Link::NONE,
    };
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
        const COUNT: usize = 64;
        for beginning in ["", "n", "name", "a_long_beg"] {
            let entries: [Entry; COUNT] = std::array::from_fn(|index| Entry {
                key: Key::new(format!("{beginning}{index:05}").as_bytes()),
                ..Entry::EMPTY
            });
            let common = common(&entries);
            let hashes = entries.map(|entry| start_hash(&entry.key.words, common));
            let mut buckets = Buckets::<START_BUCKETS>::new();
            let mut links = [Link::NONE; COUNT];
            for (index, hash) in hashes.into_iter().enumerate() {
                links[index] = buckets.push_front(hash, index);
            }
            for hash in hashes {
                let mut size = 0;
                let mut index = buckets.first(hash).index();
                while let Some(next) = links.get(index) {
                    size += 1;
                    index = next.index();
                }
                assert!(size <= 6, "{beginning}: {size} in one");
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
        let table = NAMES.table();
        for (index, (name, _)) in NAMES.list().iter().enumerate() {
            let text = format!("\"{name}\":{}", " ".repeat(WINDOW));
            let (text, length) = (text.as_bytes(), name.len() + 3);
            let fits = length <= WINDOW;
            for expected in 0..=NAMES.list().len() {
                let found = table.expected(expected, text);
                assert_eq!(found, fits.then_some((index, length)));
            }
            // One that is spelled with an escape, or stands near the end of the text, is found by itself.
            assert_eq!(table.find(name, length + 5, text), Some(index));
            let near_end = &text[..length.min(WINDOW - 1)];
            assert_eq!(table.expected(0, near_end), None);
            assert_eq!(table.find(name, length, near_end), Some(index));
            // A plain one would have been found before, unless it is long.
            assert_eq!(table.find(name, length, text), (!fits).then_some(index));
        }
        for text in ["\"a4b\":1", "\"a1\":1", "\"a1b\" :1", "\"\\u0078\":1", "{}"] {
            let text = format!("{text}{}", " ".repeat(WINDOW));
            assert_eq!(table.expected(0, text.as_bytes()), None, "{text}");
        }
        for other in ["a4b", "y", "longer", "e"] {
            assert_eq!(table.find(other, other.len() + 3, b""), None);
        }
        static NONE: Names<u8, 0> = Names::new(&[]);
        assert_eq!(NONE.table().expected(0, &[b' '; WINDOW]), None);
        assert_eq!(NONE.table().find("", 3, b""), None);
    }
}
