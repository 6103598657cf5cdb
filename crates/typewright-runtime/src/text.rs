//! Immutable text that keeps short content inline.

use std::borrow::{Borrow, Cow};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;

const INLINE: usize = 30;

/// Immutable text: up to 30 bytes stand inline, more on the heap. Ids and timestamps of webhooks are shorter than that,
/// so most payloads are read without an allocation for each.
#[derive(Clone)]
pub struct Text(Storage);

#[derive(Clone)]
enum Storage {
    Inline { length: u8, bytes: [u8; INLINE] },
    Heap(Box<str>),
}

impl Text {
    /// The text as a string slice.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // The bytes were copied from a `str`; without unsafe code that is checked again rather than believed.
            Storage::Inline { .. } => std::str::from_utf8(self.as_bytes()).unwrap_or_default(),
            Storage::Heap(text) => text,
        }
    }

    #[inline]
    pub(crate) fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Storage::Inline { length, bytes } => {
                bytes.get(..usize::from(*length)).unwrap_or_default()
            }
            Storage::Heap(text) => text.as_bytes(),
        }
    }

    #[inline]
    fn inline(text: &str) -> Option<Self> {
        let mut bytes = [0; INLINE];
        bytes
            .get_mut(..text.len())?
            .copy_from_slice(text.as_bytes());
        Some(Text(Storage::Inline {
            length: text.len() as u8,
            bytes,
        }))
    }

    /// `text`, which stands at `start` in a longer one.
    ///
    /// Taking a fixed number of bytes costs less than taking as many as there are; those behind the length mean nothing.
    #[inline]
    pub(crate) fn within(around: &str, start: usize, text: &str) -> Self {
        let window = around
            .as_bytes()
            .get(start..)
            .and_then(|rest| rest.first_chunk::<INLINE>());
        match window {
            Some(bytes) if text.len() <= INLINE => Text(Storage::Inline {
                length: text.len() as u8,
                bytes: *bytes,
            }),
            _ => Text::from(text),
        }
    }

    /// The text that a value displays as.
    pub(crate) fn of(value: impl fmt::Display) -> Self {
        Text::formatted(format_args!("{value}"))
    }

    fn formatted(text: fmt::Arguments<'_>) -> Self {
        let mut builder = TextBuilder::Inline {
            length: 0,
            bytes: [0; INLINE],
        };
        // The builder never fails, so an error could only come from the value; what it wrote stands.
        let _ = fmt::write(&mut builder, text);
        match builder {
            TextBuilder::Inline { length, bytes } => Text(Storage::Inline { length, bytes }),
            TextBuilder::Heap(text) => Text::from(text),
        }
    }
}

/// Collects formatted text, on the heap only once it is too long to stand inline.
enum TextBuilder {
    Inline { length: u8, bytes: [u8; INLINE] },
    Heap(String),
}

impl fmt::Write for TextBuilder {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        match self {
            TextBuilder::Inline { length, bytes } => {
                let start = usize::from(*length);
                if let Some(room) = bytes.get_mut(start..start + piece.len()) {
                    room.copy_from_slice(piece.as_bytes());
                    *length += piece.len() as u8;
                } else {
                    let so_far = bytes.get(..start).unwrap_or_default();
                    let mut text = String::from_utf8_lossy(so_far).into_owned();
                    text.push_str(piece);
                    *self = TextBuilder::Heap(text);
                }
            }
            TextBuilder::Heap(text) => text.push_str(piece),
        }
        Ok(())
    }
}

impl Default for Text {
    fn default() -> Self {
        Text::from("")
    }
}

impl Deref for Text {
    type Target = str;

    #[inline]
    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl AsRef<str> for Text {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for Text {
    fn borrow(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.as_str(), f)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.as_str(), f)
    }
}

impl PartialEq for Text {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Text {}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl PartialOrd for Text {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Text {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        // As `str` hashes, so that a map keyed by `Text` can be asked with a `str`.
        self.as_str().hash(state);
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::inline(text).unwrap_or_else(|| Text(Storage::Heap(text.into())))
    }
}

impl From<String> for Text {
    #[inline]
    fn from(text: String) -> Self {
        Text::inline(&text).unwrap_or_else(|| Text(Storage::Heap(text.into_boxed_str())))
    }
}

impl From<Cow<'_, str>> for Text {
    #[inline]
    fn from(text: Cow<'_, str>) -> Self {
        match text {
            Cow::Borrowed(text) => text.into(),
            Cow::Owned(text) => text.into(),
        }
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        match text.0 {
            Storage::Heap(text) => text.into(),
            Storage::Inline { .. } => text.as_str().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    #[test]
    fn text_behaves_as_str_on_both_sides_of_the_inline_bound() {
        assert!(std::mem::size_of::<Text>() <= 32);
        for length in [0, 1, 29, 30, 31, 100] {
            let plain = "x".repeat(length);
            let text = Text::from(plain.as_str());
            assert_eq!(text.as_str(), plain);
            assert_eq!(text, Text::from(plain.clone()));
            assert_eq!(text, Text::of(&plain));
            assert_eq!(String::from(text.clone()), plain);
            assert_eq!(format!("{text:?}"), format!("{plain:?}"));
            let map = HashMap::from([(text, 1)]);
            assert_eq!(map.get(plain.as_str()), Some(&1));
        }
        assert_eq!(Text::from("é".repeat(15)).as_str(), "é".repeat(15));
    }

    #[test]
    fn bytes_behind_the_text_mean_nothing() {
        let around = format!("é{}", "ab".repeat(30));
        for length in [0, 1, 29, 30, 31] {
            let plain = &around[2..2 + length];
            let text = Text::within(&around, 2, plain);
            assert_eq!(text.as_str(), plain);
            assert_eq!(text, Text::from(plain));
            assert_eq!(text.cmp(&Text::from(plain)), Ordering::Equal);
            assert_eq!(HashMap::from([(text, ())]).get(plain), Some(&()));
        }
        // Near the end of what is around it, too.
        assert_eq!(Text::within("xyz", 1, "yz").as_str(), "yz");
    }

    #[test]
    fn order_is_that_of_str() {
        let long = "b".repeat(40);
        let mut texts = [Text::from(long.as_str()), "é".into(), "a".into(), "".into()];
        texts.sort();
        assert_eq!(texts, ["", "a", long.as_str(), "é"]);
    }

    #[test]
    fn pieces_that_cross_the_inline_bound_keep_their_text() {
        let text = Text::of(format_args!("{}é{}", "a".repeat(29), "b"));
        assert_eq!(text.as_str(), format!("{}éb", "a".repeat(29)));
    }
}
