//! Members by name, in the order in which they came.

mod index;

use std::borrow::Cow;
use std::fmt;
use std::ops::Index;

use crate::reader::{Read, Reader};
use crate::text::Text;
use index::NameIndex;

/// Values by member name, in the order in which they were inserted.
///
/// Equality does not look at the order, as JSON does not. Look-ups are logarithmic in a big map, without hashing, so that
/// no choice of names makes them slow.
#[derive(Clone)]
pub struct Map<T> {
    entries: Vec<(Text, T)>,
    index: NameIndex,
}

impl<T> Map<T> {
    /// A map without members; it allocates nothing.
    #[must_use]
    pub const fn new() -> Self {
        Map {
            entries: Vec::new(),
            index: NameIndex::new(),
        }
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn position(&self, name: &str) -> Result<usize, usize> {
        self.index.find(&self.entries, name)
    }

    /// The value of a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&T> {
        let position = self.position(name).ok()?;
        self.entries.get(position).map(|(_, value)| value)
    }

    /// The value of a member, to change it.
    #[must_use]
    pub fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let position = self.position(name).ok()?;
        self.entries.get_mut(position).map(|(_, value)| value)
    }

    /// Whether there is a member of that name.
    #[must_use]
    pub fn contains_key(&self, name: &str) -> bool {
        self.position(name).is_ok()
    }

    /// Sets a member and gives the value that it had; a new one comes last.
    pub fn insert(&mut self, name: impl Into<Text>, value: T) -> Option<T> {
        let name = name.into();
        match self.position(&name) {
            Ok(position) => {
                let slot = self.entries.get_mut(position)?;
                Some(std::mem::replace(&mut slot.1, value))
            }
            Err(place) => {
                self.entries.push((name, value));
                self.index.inserted(&self.entries, place);
                None
            }
        }
    }

    /// Takes a member out; the others keep their order.
    pub fn remove(&mut self, name: &str) -> Option<T> {
        let position = self.position(name).ok()?;
        let (_, value) = self.entries.remove(position);
        self.index.removed(&self.entries, position);
        Some(value)
    }

    /// Every member in order.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter(self.entries.iter())
    }

    /// Every member in order, to change the values.
    pub fn iter_mut(&mut self) -> impl ExactSizeIterator<Item = (&str, &mut T)> {
        self.entries
            .iter_mut()
            .map(|(name, value)| (name.as_str(), value))
    }

    /// Every member name in order.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &str> {
        self.entries.iter().map(|(name, _)| name.as_str())
    }

    /// Every value in order.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &T> {
        self.entries.iter().map(|(_, value)| value)
    }

    /// Reads the value of the member `name` and appends it. Whether names are unique is decided once, by
    /// [`finish_reading`](Map::finish_reading), which must follow the last member.
    ///
    /// # Errors
    /// As the given function.
    pub fn read_member<'a>(
        &mut self,
        name: Cow<'a, str>,
        reader: &mut Reader<'a>,
        read: impl FnOnce(&mut Reader<'a>) -> Read<T>,
    ) -> Read<()> {
        let value = read(reader)?;
        self.push_unchecked(Text::from(name), value);
        Ok(())
    }

    /// Ends what [`read_member`](Map::read_member) began.
    ///
    /// # Errors
    /// Two members have the same name.
    #[inline]
    pub fn finish_reading(&mut self, reader: &mut Reader<'_>) -> Read<()> {
        if self.entries.len() < 2 {
            return Ok(());
        }
        match self.index_all() {
            None => Ok(()),
            Some(_) => reader.reject(),
        }
    }

    /// Appends a member whose name may already be there; [`index_all`](Map::index_all) must follow.
    pub(crate) fn push_unchecked(&mut self, name: Text, value: T) {
        self.entries.push((name, value));
    }

    /// Makes every member findable, or gives the position of the first member whose name an earlier one has.
    pub(crate) fn index_all(&mut self) -> Option<usize> {
        self.index.rebuild(&self.entries)
    }
}

impl<T> Default for Map<T> {
    fn default() -> Self {
        Map::new()
    }
}

impl<T: fmt::Debug> fmt::Debug for Map<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<T: PartialEq> PartialEq for Map<T> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len()
            && self
                .iter()
                .all(|(name, value)| other.get(name) == Some(value))
    }
}

impl<T: Eq> Eq for Map<T> {}

impl<T> Index<&str> for Map<T> {
    type Output = T;

    /// # Panics
    /// If there is no such member, as indexing does everywhere; [`Map::get`] does not.
    fn index(&self, name: &str) -> &T {
        match self.get(name) {
            Some(value) => value,
            None => panic!("no such member in the map"),
        }
    }
}

impl<N: Into<Text>, T> Extend<(N, T)> for Map<T> {
    fn extend<I: IntoIterator<Item = (N, T)>>(&mut self, members: I) {
        for (name, value) in members {
            self.insert(name, value);
        }
    }
}

impl<N: Into<Text>, T> FromIterator<(N, T)> for Map<T> {
    fn from_iter<I: IntoIterator<Item = (N, T)>>(members: I) -> Self {
        let mut map = Map::new();
        map.extend(members);
        map
    }
}

impl<N: Into<Text>, T, const LENGTH: usize> From<[(N, T); LENGTH]> for Map<T> {
    fn from(members: [(N, T); LENGTH]) -> Self {
        members.into_iter().collect()
    }
}

impl<T> IntoIterator for Map<T> {
    type Item = (Text, T);
    type IntoIter = std::vec::IntoIter<(Text, T)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'m, T> IntoIterator for &'m Map<T> {
    type Item = (&'m str, &'m T);
    type IntoIter = Iter<'m, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The members of a [`Map`] in order.
#[derive(Debug)]
pub struct Iter<'m, T>(std::slice::Iter<'m, (Text, T)>);

impl<T> Default for Iter<'_, T> {
    fn default() -> Self {
        Iter([].iter())
    }
}

impl<T> Clone for Iter<'_, T> {
    fn clone(&self) -> Self {
        Iter(self.0.clone())
    }
}

impl<'m, T> Iterator for Iter<'m, T> {
    type Item = (&'m str, &'m T);

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().map(|(name, value)| (name.as_str(), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl<T> DoubleEndedIterator for Iter<'_, T> {
    fn next_back(&mut self) -> Option<Self::Item> {
        self.0
            .next_back()
            .map(|(name, value)| (name.as_str(), value))
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}
