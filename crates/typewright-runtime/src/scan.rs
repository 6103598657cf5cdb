//! Patterns that need no engine: a text is gone through once, step by step.

use std::ops::{RangeFrom, RangeFull, RangeInclusive, RangeToInclusive};

/// A text that is gone through from one place on: each step takes as much as it finds, and gives nothing back.
///
/// The compiler emits such steps where that is right, that is, where what may follow a step cannot be mistaken for more of
/// it. A step that does not find what it needs makes the whole fail.
///
/// ```
/// use typewright_runtime::Scan;
///
/// fn is_version(text: &str) -> bool {
///     Scan::new(text)
///         .literal("v")
///         .chars(1.., |c| c.is_ascii_digit())
///         .repeat(..=2, |scan| scan.literal(".").chars(1.., |c| c.is_ascii_digit()))
///         .is_at_end()
/// }
///
/// assert!(is_version("v1.0.12"));
/// assert!(!is_version("v1."));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Scan<'t> {
    /// What comes next; `None` once a step has failed.
    rest: Option<&'t str>,
    /// Whether it began at one place of many, which is mostly in vain: then no step looks further than it has to.
    begins_anywhere: bool,
}

impl<'t> Scan<'t> {
    const FAILED: Scan<'t> = Scan {
        rest: None,
        begins_anywhere: false,
    };

    /// From the beginning of a text.
    #[inline]
    #[must_use]
    pub const fn new(text: &'t str) -> Self {
        Scan {
            rest: Some(text),
            begins_anywhere: false,
        }
    }

    /// Whether the text matches from any place on.
    ///
    /// Each place is tried, so `matches` should not look far.
    #[inline]
    pub fn anywhere(text: &'t str, matches: impl Fn(Self) -> bool) -> bool {
        let starts = text.char_indices().map(|(start, _)| start);
        starts.chain([text.len()]).any(|start| {
            text.get(start..).is_some_and(|rest| {
                matches(Scan {
                    rest: Some(rest),
                    begins_anywhere: true,
                })
            })
        })
    }

    /// Takes that text.
    #[inline]
    #[must_use]
    pub fn literal(self, literal: &str) -> Self {
        let rest = self.rest.and_then(|rest| rest.strip_prefix(literal));
        Scan { rest, ..self }
    }

    /// Takes that text in upper or lower case, as far as ASCII letters go.
    #[inline]
    #[must_use]
    pub fn ignoring_case(self, literal: &str) -> Self {
        let rest = self.rest.and_then(|rest| {
            let (found, rest) = rest.split_at_checked(literal.len())?;
            found.eq_ignore_ascii_case(literal).then_some(rest)
        });
        Scan { rest, ..self }
    }

    /// Takes the first of the texts that comes next.
    #[inline]
    #[must_use]
    pub fn one_of(self, literals: &[&str]) -> Self {
        let rest = self.rest.and_then(|rest| {
            let mut literals = literals.iter();
            literals.find_map(|literal| rest.strip_prefix(literal))
        });
        Scan { rest, ..self }
    }

    /// Takes as many characters of a class as come next, up to the greatest count; fails if there are too few.
    #[inline]
    #[must_use]
    pub fn chars(self, count: impl Into<Count>, class: impl Fn(char) -> bool) -> Self {
        let count = count.into();
        let rest = match self.begins_anywhere {
            true => self.rest.and_then(|rest| after_each(rest, count, class)),
            false => self.rest.and_then(|rest| after_many(rest, count, class)),
        };
        Scan { rest, ..self }
    }

    /// Takes a part as often as it comes next, up to the greatest count; fails if that is too few times. A part that takes
    /// nothing counts as one that does not come.
    #[inline]
    #[must_use]
    pub fn repeat(self, count: impl Into<Count>, part: impl Fn(Self) -> Self) -> Self {
        let Some(mut rest) = self.rest else {
            return Scan::FAILED;
        };
        let Count { least, most } = count.into();
        let mut found = 0;
        while found < most {
            match part(Scan {
                rest: Some(rest),
                ..self
            })
            .rest
            {
                Some(after) if after.len() < rest.len() => rest = after,
                _ => break,
            }
            found += 1;
        }
        Scan {
            rest: (found >= least).then_some(rest),
            ..self
        }
    }

    /// Takes a part if it comes next.
    #[inline]
    #[must_use]
    pub fn optional(self, part: impl Fn(Self) -> Self) -> Self {
        self.repeat(..=1, part)
    }

    /// Takes the first of the parts that comes next.
    #[inline]
    #[must_use]
    pub fn first_of(self, parts: &[&dyn Fn(Self) -> Self]) -> Self {
        let mut scans = parts.iter().map(|part| part(self));
        scans
            .find(|scan| scan.has_matched())
            .unwrap_or(Scan::FAILED)
    }

    /// Whether every step has found what it needs, whatever comes next.
    #[inline]
    #[must_use]
    pub const fn has_matched(self) -> bool {
        self.rest.is_some()
    }

    /// Whether every step has found what it needs, and nothing comes next.
    #[inline]
    #[must_use]
    pub fn is_at_end(self) -> bool {
        self.rest == Some("")
    }
}

/// Bytes that are looked at as one: as many as every processor of the last decades compares in one step.
pub(crate) const BLOCK: usize = 16;

/// Texts from this length on are looked at in blocks: a shorter one ends in the first, which was looked at in vain then.
const LONG: usize = 4 * BLOCK;

/// What follows the characters of a class that come first, at most the greatest count of them; `None` if there are too few.
#[inline]
fn after_each(text: &str, count: Count, class: impl Fn(char) -> bool) -> Option<&str> {
    let Count { least, most } = count;
    let mut after = text.chars();
    let mut found = 0;
    while found < most {
        let mut ahead = after.clone();
        if !ahead.next().is_some_and(&class) {
            break;
        }
        after = ahead;
        found += 1;
    }
    (found >= least).then_some(after.as_str())
}

/// The same where they are expected. Most classes and most texts are of ASCII, whose characters are bytes: many are looked at as one, and
/// none is a branch.
#[inline]
fn after_many(text: &str, count: Count, class: impl Fn(char) -> bool) -> Option<&str> {
    let Count { least, most } = count;
    let are_of_class = |bytes: &[u8]| {
        bytes.iter().fold(true, |all, &byte| {
            all & byte.is_ascii() & class(char::from(byte))
        })
    };
    let bytes = text.as_bytes();
    let mut found = 0;
    if least == most {
        if bytes.get(..least).is_some_and(are_of_class) {
            return text.get(least..);
        }
    } else if bytes.len() >= LONG {
        let blocks = bytes.get(..most).unwrap_or(bytes).chunks_exact(BLOCK);
        found = BLOCK * blocks.take_while(|block| are_of_class(block)).count();
    }
    let count = Count {
        least: least.saturating_sub(found),
        most: most - found,
    };
    after_each(text.get(found..)?, count, class)
}

/// How often: a number, or a range of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    least: usize,
    most: usize,
}

impl From<usize> for Count {
    fn from(count: usize) -> Self {
        Count {
            least: count,
            most: count,
        }
    }
}

impl From<RangeInclusive<usize>> for Count {
    fn from(range: RangeInclusive<usize>) -> Self {
        Count {
            least: *range.start(),
            most: *range.end(),
        }
    }
}

impl From<RangeToInclusive<usize>> for Count {
    fn from(range: RangeToInclusive<usize>) -> Self {
        Count {
            least: 0,
            most: range.end,
        }
    }
}

impl From<RangeFrom<usize>> for Count {
    fn from(range: RangeFrom<usize>) -> Self {
        Count {
            least: range.start,
            most: usize::MAX,
        }
    }
}

impl From<RangeFull> for Count {
    fn from(_: RangeFull) -> Self {
        Count {
            least: 0,
            most: usize::MAX,
        }
    }
}

/// Whether a character is white space or a line terminator of ECMA-262 (sections 12.2 and 12.3): what `\s` stands for in a
/// pattern.
#[inline]
#[must_use]
pub const fn is_white_space(character: char) -> bool {
    matches!(
        character,
        '\t'..='\r'
            | ' '
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}'
            | '\u{feff}'
    )
}

/// Whether a character is a line terminator of ECMA-262 (section 12.3): what `.` leaves out in a pattern.
#[inline]
#[must_use]
pub const fn is_line_terminator(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

#[cfg(test)]
mod tests {
    use super::{is_line_terminator, is_white_space, Scan};

    fn digit(character: char) -> bool {
        character.is_ascii_digit()
    }

    #[test]
    fn steps_take_what_they_find() {
        let rest = |scan: Scan<'static>| scan.rest;
        let scan = Scan::new("ab12é");
        assert_eq!(rest(scan.literal("ab")), Some("12é"));
        assert_eq!(rest(scan.literal("b")), None);
        assert_eq!(rest(scan.literal("b").literal("")), None);
        assert_eq!(rest(scan.ignoring_case("AB1")), Some("2é"));
        assert_eq!(rest(scan.ignoring_case("AB12e")), None);
        assert_eq!(rest(scan.ignoring_case("AB12éé")), None);
        assert_eq!(rest(scan.one_of(&["b", "a", "ab"])), Some("b12é"));
        assert_eq!(rest(scan.one_of(&[])), None);
        let digits = scan.literal("ab");
        assert_eq!(rest(digits.chars(1, digit)), Some("2é"));
        assert_eq!(rest(digits.chars(1..=1, digit)), Some("2é"));
        assert_eq!(rest(digits.chars(.., digit)), Some("é"));
        assert_eq!(rest(digits.chars(2.., digit)), Some("é"));
        assert_eq!(rest(digits.chars(3.., digit)), None);
        assert_eq!(rest(digits.chars(..=0, digit)), Some("12é"));
        assert_eq!(rest(digits.chars(3, |_| true)), Some(""));
        assert_eq!(rest(digits.chars(4, |_| true)), None);
        assert_eq!(rest(Scan::FAILED.chars(.., |_| true)), None);
    }

    #[test]
    fn many_characters_are_taken_as_one_by_one() {
        let class = |character: char| matches!(character, 'a'..='z' | 'é');
        for length in 0..150 {
            for stop in ["", "1", "é", "è", "é1", "aé"] {
                for position in [0, 1, 15, 16, 17, 31, 32, 63, 64, length] {
                    let before = "a".repeat(length.min(position));
                    let text = format!("{before}{stop}{}", "b".repeat(length - before.len()));
                    let all = text.chars().take_while(|c| class(*c)).count();
                    let after = |taken: usize| {
                        text.char_indices()
                            .nth(taken)
                            .map_or(text.len(), |(at, _)| at)
                    };
                    for count in [0, 1, 16, 24, length, length + 1] {
                        let expected = (count <= all).then(|| &text[after(count)..]);
                        assert_eq!(Scan::new(&text).chars(count, class).rest, expected);
                        let expected = (count <= all).then(|| &text[after(all)..]);
                        assert_eq!(Scan::new(&text).chars(count.., class).rest, expected);
                        let expected = Some(&text[after(all.min(count))..]);
                        assert_eq!(Scan::new(&text).chars(..=count, class).rest, expected);
                    }
                }
            }
        }
    }

    #[test]
    fn parts_come_whole_or_not_at_all() {
        let pair = |scan: Scan<'static>| scan.literal("-").chars(2, digit);
        let repeated = |text, least: usize| Scan::new(text).repeat(least.., pair).rest;
        assert_eq!(repeated("-12-34-5", 0), Some("-5"));
        assert_eq!(repeated("-12-34-5", 2), Some("-5"));
        assert_eq!(repeated("-12-34-5", 3), None);
        assert_eq!(Scan::new("-12-34").repeat(1, pair).rest, Some("-34"));
        assert_eq!(Scan::new("-12-34").optional(pair).rest, Some("-34"));
        assert_eq!(Scan::new("-1").optional(pair).rest, Some("-1"));
        assert_eq!(Scan::FAILED.optional(pair).rest, None);
        // A part that takes nothing would come for ever.
        assert_eq!(Scan::new("a").repeat(.., |scan| scan).rest, Some("a"));
        let first = |text| {
            Scan::new(text)
                .first_of(&[&|scan| scan.literal("a"), &|scan| scan.literal("ab")])
                .rest
        };
        assert_eq!(first("abc"), Some("bc"));
        assert_eq!(first("b"), None);
    }

    #[test]
    fn the_end_is_asked_for() {
        assert!(Scan::new("a").literal("a").is_at_end());
        assert!(!Scan::new("ab").literal("a").is_at_end());
        assert!(Scan::new("ab").literal("a").has_matched());
        assert!(!Scan::new("b").literal("a").has_matched());
        assert!(!Scan::new("b").literal("a").is_at_end());
    }

    #[test]
    fn every_place_begins_anywhere() {
        let found = |text| Scan::anywhere(text, |scan| scan.chars(2, digit).has_matched());
        assert!(found("é12") && found("1é12é") && !found("1é2") && !found(""));
        assert!(Scan::anywhere("é", |scan| scan.is_at_end()));
        assert!(!Scan::anywhere("é", |scan| scan
            .literal("e")
            .has_matched()));
    }

    #[test]
    fn classes_are_those_of_ecma_262() {
        let white_space = (0..=0x10_ffff).filter_map(char::from_u32);
        let white_space: String = white_space.filter(|c| is_white_space(*c)).collect();
        let expected = "\t\n\u{b}\u{c}\r \u{a0}\u{1680}\u{2000}\u{2001}\u{2002}\u{2003}\u{2004}\u{2005}\u{2006}\u{2007}\
            \u{2008}\u{2009}\u{200a}\u{2028}\u{2029}\u{202f}\u{205f}\u{3000}\u{feff}";
        assert_eq!(white_space, expected);
        let ends: String = white_space
            .chars()
            .filter(|c| is_line_terminator(*c))
            .collect();
        assert_eq!(ends, "\n\r\u{2028}\u{2029}");
    }
}
