//! Sets of characters. Surrogates are in no text, so they are in no set.

use super::syntax::{Class, ClassItem, Node, Set, SetName};

/// A set of characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharSet {
    /// Both ends included; in order, with something between one and the next.
    ranges: Vec<(char, char)>,
}

/// WhiteSpace and LineTerminator (12.2 and 12.3): the blanks of ASCII, the category Zs, U+FEFF, and the two separators.
pub(super) const WHITE_SPACE: &[(char, char)] = &[
    ('\t', '\r'),
    (' ', ' '),
    ('\u{a0}', '\u{a0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200a}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202f}', '\u{202f}'),
    ('\u{205f}', '\u{205f}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{feff}', '\u{feff}'),
];

/// What `.` leaves out (12.3).
pub(super) const LINE_TERMINATORS: &[(char, char)] =
    &[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')];

impl CharSet {
    /// The characters in any of the ranges; an end before its beginning makes an empty one.
    pub fn of(ranges: &[(char, char)]) -> Self {
        let mut sorted: Vec<(char, char)> = ranges.to_vec();
        sorted.retain(|(first, last)| first <= last);
        sorted.sort_unstable();
        let mut merged: Vec<(char, char)> = Vec::new();
        for (first, last) in sorted {
            match merged.last_mut() {
                Some((_, end)) if after(*end).is_none_or(|next| first <= next) => {
                    *end = (*end).max(last);
                }
                _ => merged.push((first, last)),
            }
        }
        CharSet { ranges: merged }
    }

    /// What `\s` stands for.
    pub fn white_space() -> Self {
        CharSet::of(WHITE_SPACE)
    }

    /// What `.` leaves out.
    pub fn line_terminators() -> Self {
        CharSet::of(LINE_TERMINATORS)
    }

    /// The one character.
    pub(super) fn single(character: char) -> Self {
        CharSet::of(&[(character, character)])
    }

    /// The ranges, both ends included; in order, with something between one and the next.
    pub fn ranges(&self) -> &[(char, char)] {
        &self.ranges
    }

    /// The character, if there is just one.
    pub fn only(&self) -> Option<char> {
        match self.ranges.as_slice() {
            [(first, last)] if first == last => Some(*first),
            _ => None,
        }
    }

    /// Whether there is no character.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether the character is one of them.
    pub fn contains(&self, character: char) -> bool {
        let after = self
            .ranges
            .partition_point(|(first, _)| *first <= character);
        let range = after
            .checked_sub(1)
            .and_then(|index| self.ranges.get(index));
        range.is_some_and(|(_, last)| character <= *last)
    }

    /// All other characters.
    pub fn complement(&self) -> Self {
        let mut ranges = Vec::new();
        let mut next = Some('\0');
        for (first, last) in &self.ranges {
            if let (Some(start), Some(end)) = (next, before(*first)) {
                ranges.push((start, end));
            }
            next = after(*last);
        }
        ranges.extend(next.map(|start| (start, char::MAX)));
        CharSet::of(&ranges)
    }

    /// The characters of either.
    pub fn union(&self, other: &Self) -> Self {
        CharSet::of(&[self.ranges.as_slice(), &other.ranges].concat())
    }

    /// The characters of this one that are not in the other.
    pub fn without(&self, other: &Self) -> Self {
        self.complement().union(other).complement()
    }

    /// Whether all of them are in the other.
    pub fn is_subset(&self, other: &Self) -> bool {
        self.ranges.iter().all(|(first, last)| {
            let mut ranges = other.ranges.iter();
            ranges.any(|(other_first, other_last)| other_first <= first && last <= other_last)
        })
    }

    /// Whether a character is in both.
    pub(super) fn intersects(&self, other: &Self) -> bool {
        self.ranges.iter().any(|(first, last)| {
            let mut ranges = other.ranges.iter();
            ranges.any(|(other_first, other_last)| other_first <= last && first <= other_last)
        })
    }
}

/// The characters that a term matches one of; `None` for terms that match something else, and for properties of Unicode,
/// which only the engine knows.
pub(super) fn characters(node: &Node) -> Option<CharSet> {
    match node {
        Node::Literal(code_point) => Some(match char::from_u32(*code_point) {
            Some(character) => CharSet::single(character),
            None => CharSet::of(&[]),
        }),
        Node::Any => Some(CharSet::line_terminators().complement()),
        Node::Set(set) => characters_of_set(set),
        Node::Class(class) => characters_of_class(class),
        _ => None,
    }
}

fn characters_of_set(set: &Set) -> Option<CharSet> {
    let named = match &set.name {
        SetName::Digit => CharSet::of(&[('0', '9')]),
        SetName::Word => CharSet::of(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')]),
        SetName::Space => CharSet::white_space(),
        SetName::Property(_) => return None,
    };
    Some(if set.negated {
        named.complement()
    } else {
        named
    })
}

fn characters_of_class(class: &Class) -> Option<CharSet> {
    let mut ranges = Vec::new();
    for item in &class.items {
        match item {
            // A range that begins or ends among surrogates loses nothing by leaving them out.
            ClassItem::Range(first, last) => ranges.push((
                char::from_u32(*first).unwrap_or('\u{E000}'),
                char::from_u32(*last).unwrap_or('\u{D7FF}'),
            )),
            ClassItem::Set(set) => ranges.extend(characters_of_set(set)?.ranges),
        }
    }
    let listed = CharSet::of(&ranges);
    Some(if class.negated {
        listed.complement()
    } else {
        listed
    })
}

fn after(character: char) -> Option<char> {
    match character {
        '\u{D7FF}' => Some('\u{E000}'),
        _ => char::from_u32(u32::from(character) + 1),
    }
}

fn before(character: char) -> Option<char> {
    match character {
        '\u{E000}' => Some('\u{D7FF}'),
        _ => char::from_u32(u32::from(character).checked_sub(1)?),
    }
}

#[cfg(test)]
mod tests {
    use super::CharSet;

    #[test]
    fn ranges_are_merged() {
        let set = CharSet::of(&[('c', 'd'), ('a', 'b'), ('z', 'y'), ('f', 'g'), ('f', 'f')]);
        assert_eq!(set.ranges(), [('a', 'd'), ('f', 'g')]);
        assert!(set.contains('d') && !set.contains('e') && !set.contains('\0'));
        let across = CharSet::of(&[('\u{D000}', '\u{D7FF}'), ('\u{E000}', '\u{E001}')]);
        assert_eq!(across.ranges(), [('\u{D000}', '\u{E001}')]);
    }

    #[test]
    fn sets_are_combined() {
        let lower = CharSet::of(&[('a', 'z')]);
        let vowels = CharSet::of(&[('a', 'a'), ('e', 'e')]);
        let all = CharSet::of(&[('\0', char::MAX)]);
        assert_eq!(lower.complement().ranges(), [('\0', '`'), ('{', char::MAX)]);
        assert_eq!(lower.complement().complement(), lower);
        assert_eq!(all.complement(), CharSet::of(&[]));
        assert_eq!(CharSet::of(&[]).complement(), all);
        assert_eq!(lower.without(&vowels).ranges(), [('b', 'd'), ('f', 'z')]);
        assert!(vowels.is_subset(&lower) && !lower.is_subset(&vowels));
        assert!(vowels.intersects(&lower) && !lower.complement().intersects(&vowels));
        assert_eq!(CharSet::single('a').only(), Some('a'));
        assert_eq!(lower.only(), None);
    }
}
