//! Whether going through a text step by step, never taking anything back, decides a pattern rightly.
//!
//! It does where what may follow a repetition cannot begin as another repetition does, and where at most one alternative can
//! match, which the first few characters tell. That is the condition of LL(k) grammars, by sets of characters.

use super::char_set::CharSet;
use super::counted::{Counted, Part, is_nullable, push_all};
use super::syntax::Count;

/// What may come after a part.
#[derive(Clone)]
struct Follow {
    /// What it can begin with.
    first: CharSet,
    /// Whether nothing has to come, and anything may: the end of a pattern that is not anchored there.
    open: bool,
}

/// How many characters ahead alternatives are compared.
const LOOK_AHEAD: usize = 32;

/// The sequence, perhaps written in another way, if its steps can be taken one after the other; `open` tells that anything may
/// follow it.
pub(super) fn deterministic(sequence: Vec<Counted>, open: bool) -> Option<Vec<Counted>> {
    let mut sequence = ordered(sequence);
    loop {
        let follow = Follow {
            first: CharSet::of(&[]),
            open,
        };
        if holds(&sequence, &follow) {
            return Some(sequence);
        }
        sequence = rotated(sequence)?;
    }
}

/// An alternative that is the beginning of another one comes after it: `js` after `[Jj]sx`.
fn ordered(sequence: Vec<Counted>) -> Vec<Counted> {
    let ordered_part = |part| match part {
        Part::Group(alternatives) => {
            let mut alternatives: Vec<_> = alternatives.into_iter().map(ordered).collect();
            let words: Vec<Word> = alternatives.iter().map(|inner| Word::of(inner)).collect();
            let mut pairs = words.iter().enumerate();
            if pairs.any(|(at, word)| words.iter().skip(at).any(|later| word.begins(later))) {
                alternatives.sort_by_key(|alternative| {
                    let word = Word::of(alternative);
                    std::cmp::Reverse(word.whole.then_some(word.classes.len()))
                });
            }
            Part::Group(alternatives)
        }
        part => part,
    };
    sequence
        .into_iter()
        .map(|Counted { part, count }| ordered_part(part).counted(count))
        .collect()
}

/// `(xy)*x` as `x(yx)*`: what is the same at the beginning of a repetition and after it moves in front. The group moves
/// towards the end, so this does not go on for ever.
fn rotated(mut sequence: Vec<Counted>) -> Option<Vec<Counted>> {
    let found = sequence.windows(2).position(|pair| match pair {
        [repeated, next] => first_of_group(repeated) == Some(next),
        _ => false,
    })?;
    let after = sequence.split_off(found + 1);
    let repeated = sequence.pop()?;
    let (next, after) = after.split_first()?;
    let Part::Group(alternatives) = repeated.part else {
        return None;
    };
    let mut alternative = alternatives.into_iter().next()?;
    alternative.rotate_left(1);
    let mut inner = Vec::new();
    push_all(alternative, &mut inner)?;
    push_all(vec![next.clone()], &mut sequence)?;
    push_all(
        vec![Part::Group(vec![inner]).counted(repeated.count)],
        &mut sequence,
    )?;
    push_all(after.to_vec(), &mut sequence)?;
    Some(sequence)
}

/// What a repeated sequence begins with.
fn first_of_group(repeated: &Counted) -> Option<&Counted> {
    match &repeated.part {
        Part::Group(alternatives) if alternatives.len() == 1 => {
            match alternatives.first()?.as_slice() {
                [first, _, ..] => Some(first),
                _ => None,
            }
        }
        _ => None,
    }
}

fn holds(sequence: &[Counted], follow: &Follow) -> bool {
    let mut follow = follow.clone();
    for Counted { part, count } in sequence.iter().rev() {
        let begins = first_of_part(part);
        let varies = count.most != Some(count.least);
        if varies && !follow.open && begins.intersects(&follow.first) {
            return false;
        }
        if let Part::Group(alternatives) = part {
            let inner = match count {
                Count { most: Some(1), .. } => follow.clone(),
                _ => Follow {
                    first: follow.first.union(&begins),
                    open: false,
                },
            };
            let each_holds = alternatives
                .iter()
                .all(|alternative| !is_nullable(alternative) && holds(alternative, &inner));
            if !each_holds || !are_distinct(alternatives, &inner) {
                return false;
            }
        }
        follow = match count.least {
            0 => Follow {
                first: begins.union(&follow.first),
                open: follow.open,
            },
            _ => Follow {
                first: begins,
                open: false,
            },
        };
    }
    true
}

/// What a part can begin with.
fn first_of_part(part: &Part) -> CharSet {
    match part {
        Part::Chars(set) => set.clone(),
        Part::Group(alternatives) => alternatives
            .iter()
            .fold(CharSet::of(&[]), |all, inner| all.union(&first(inner))),
    }
}

fn first(sequence: &[Counted]) -> CharSet {
    let mut all = CharSet::of(&[]);
    for counted in sequence {
        all = all.union(&first_of_part(&counted.part));
        if !is_nullable(std::slice::from_ref(counted)) {
            break;
        }
    }
    all
}

/// Whether trying the alternatives in order takes the right one.
fn are_distinct(alternatives: &[Vec<Counted>], follow: &Follow) -> bool {
    let words: Vec<Word> = alternatives.iter().map(|inner| Word::of(inner)).collect();
    words.iter().enumerate().all(|(index, word)| {
        let later = words.iter().skip(index + 1);
        later
            .into_iter()
            .all(|later| word.is_distinct(later, follow))
    })
}

/// What a sequence begins with, character by character, as far as that is fixed.
struct Word {
    classes: Vec<CharSet>,
    /// Whether there is nothing else in the sequence.
    whole: bool,
}

impl Word {
    fn of(sequence: &[Counted]) -> Self {
        let mut classes = Vec::new();
        for counted in sequence {
            let (Part::Chars(set), Count { least, most }) = (&counted.part, counted.count) else {
                return Word {
                    classes,
                    whole: false,
                };
            };
            let room = LOOK_AHEAD - classes.len();
            let fixed = (least as usize).min(room);
            classes.extend(std::iter::repeat_n(set.clone(), fixed));
            if most != Some(least) || (least as usize) > room {
                return Word {
                    classes,
                    whole: false,
                };
            }
        }
        Word {
            classes,
            whole: true,
        }
    }

    /// Whether it can be the beginning of the other, which is longer.
    fn begins(&self, longer: &Word) -> bool {
        let mut both = self.classes.iter().zip(&longer.classes);
        self.whole
            && longer.whole
            && self.classes.len() < longer.classes.len()
            && both.all(|(left, right)| left.intersects(right))
    }

    /// Whether it may be tried before the other.
    fn is_distinct(&self, later: &Word, follow: &Follow) -> bool {
        let mut both = self.classes.iter().zip(&later.classes);
        if both.any(|(left, right)| !left.intersects(right)) {
            return true;
        }
        if !(self.whole && later.whole) {
            return false;
        }
        // The later one is the beginning of this one: then what may follow it tells that it is not this one.
        match self.classes.get(later.classes.len()) {
            Some(next) => follow.open || !next.intersects(&follow.first),
            None => self.classes.len() == later.classes.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::pattern::counted::counted;
    use crate::ir::pattern::parse::parse;

    fn is_deterministic(source: &str) -> bool {
        let node = parse(source).unwrap();
        deterministic(counted(&[node]).unwrap(), false).is_some()
    }

    #[test]
    fn one_look_ahead_decides() {
        for source in [
            "a*b+c?d",
            "[a-z]+[0-9]*",
            "(ab|cd)*e",
            "(a|b)c",
            "(ab?)*c",
            "([a-z]+[.])*[a-z]+",
            "(ab|ac)d",
            "(js|jsx)",
            "(jsx|js)y",
            "([ab]c|[bc]c)*",
            "(a{2}|b)*",
            "[a-z]+[a-z0-9]*",
            "(-[0-9]{3})*",
            "(a+)*b",
            "(a|ab)*",
            "(?:ab|ac[0-9]*)e",
            "([a-z]+/)+[a-z]+",
            "(ab)*ac",
        ] {
            assert!(is_deterministic(source), "{source}");
        }
    }

    #[test]
    fn more_than_a_look_ahead_is_needed() {
        for source in [
            "[a-z]*a",
            "(js|jsx)x",
            "(a*|b)c",
            "(a[0-9]*|ab)c",
            "a?[ab]",
            "(ab*)*bc",
            "(a*b*){2}c",
            "(a?b?){1,2}c",
            "(ab?){2,3}b",
        ] {
            assert!(!is_deterministic(source), "{source}");
        }
    }
}
