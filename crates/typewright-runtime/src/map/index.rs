//! Where a name stands among the entries of a map.

use crate::order::sort_texts;
use crate::text::Text;

/// Up to this many entries are searched one by one, which is as fast as anything.
const SMALL: usize = 8;

/// Positions sorted by name. It either covers every entry or, in a small map, is empty and not used.
#[derive(Clone, Debug)]
pub(super) struct NameIndex {
    sorted: Vec<u32>,
}

impl NameIndex {
    pub(super) const fn new() -> Self {
        NameIndex { sorted: Vec::new() }
    }

    /// The position of the entry with that name, or else the place in the index where it would stand.
    pub(super) fn find<T>(&self, entries: &[(Text, T)], name: &str) -> Result<usize, usize> {
        if self.sorted.is_empty() || self.sorted.len() != entries.len() {
            return entries
                .iter()
                .position(|(other, _)| other.as_bytes() == name.as_bytes())
                .ok_or(self.sorted.len());
        }
        self.sorted
            .binary_search_by(|&position| name_at(entries, position).cmp(name.as_bytes()))
            .map(|place| {
                self.sorted
                    .get(place)
                    .map_or(0, |&position| position as usize)
            })
    }

    /// The last entry is new; `place` is what [`find`](NameIndex::find) said.
    pub(super) fn inserted<T>(&mut self, entries: &[(Text, T)], place: usize) {
        let last = entries.len() - 1;
        if self.sorted.len() == last && last > SMALL && place <= last {
            self.sorted.insert(place, last as u32);
        } else if entries.len() > SMALL {
            self.rebuild(entries);
        }
    }

    /// The entry that stood at `position` is gone.
    pub(super) fn removed<T>(&mut self, entries: &[(Text, T)], position: usize) {
        if entries.len() <= SMALL {
            self.sorted.clear();
            return;
        }
        let position = position as u32;
        self.sorted.retain(|&other| other != position);
        for other in &mut self.sorted {
            if *other > position {
                *other -= 1;
            }
        }
    }

    /// Covers every entry, or gives the position of the first one whose name an earlier one has.
    pub(super) fn rebuild<T>(&mut self, entries: &[(Text, T)]) -> Option<usize> {
        self.sorted.clear();
        if entries.len() <= SMALL {
            return (1..entries.len()).find(|&later| {
                let (earlier, rest) = entries.split_at(later);
                let name = rest.first().map(|(name, _)| name);
                earlier.iter().any(|(other, _)| Some(other) == name)
            });
        }
        let names = entries.iter().map(|(name, _)| name.as_bytes());
        let mut names: Vec<(&[u8], usize)> = names.zip(0..).collect();
        // Equal names stay in the order of their entries, so that the later one is the duplicate.
        sort_texts(&mut names);
        let positions = names.iter().map(|(_, position)| *position as u32);
        self.sorted.extend(positions);
        names
            .windows(2)
            .filter_map(|pair| match *pair {
                [(left, _), (right, position)] => (left == right).then_some(position),
                _ => None,
            })
            .min()
    }
}

/// UTF-8 has the order of the characters.
fn name_at<T>(entries: &[(Text, T)], position: u32) -> &[u8] {
    entries
        .get(position as usize)
        .map_or(&[], |(name, _)| name.as_bytes())
}
