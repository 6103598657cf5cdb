//! Patterns as sequences of counted parts: the form in which it shows whether one look ahead decides every step.

use super::char_set::{CharSet, characters};
use super::syntax::{Count, Node};

/// A part and how often it is repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counted {
    pub part: Part,
    pub count: Count,
}

/// What is repeated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// One of these characters; there is at least one.
    Chars(CharSet),
    /// One of these sequences, none of which is empty.
    Group(Vec<Vec<Counted>>),
}

/// More alternatives than this are for an engine.
const MOST_ALTERNATIVES: usize = 1000;

const ONCE: Count = Count {
    least: 1,
    most: Some(1),
};

/// The counted parts of some terms; `None` if there are places or properties of Unicode in them, or too many alternatives.
pub(super) fn counted(terms: &[Node]) -> Option<Vec<Counted>> {
    let mut sequence = Vec::new();
    for term in terms {
        append(term, &mut sequence)?;
    }
    Some(sequence)
}

/// How many parts there are.
pub(super) fn size(sequence: &[Counted]) -> usize {
    let size = |counted: &Counted| match &counted.part {
        Part::Chars(_) => 1,
        Part::Group(alternatives) => {
            1 + alternatives.iter().map(|inner| size(inner)).sum::<usize>()
        }
    };
    sequence.iter().map(size).sum()
}

fn append(node: &Node, sequence: &mut Vec<Counted>) -> Option<()> {
    match node {
        Node::Group(inner, _) => append(inner, sequence)?,
        Node::Sequence(terms) => {
            for term in terms {
                append(term, sequence)?;
            }
        }
        Node::Choice(alternatives) if alternatives.len() > MOST_ALTERNATIVES => return None,
        Node::Choice(alternatives) => {
            let alternatives = alternatives
                .iter()
                .map(|inner| counted(std::slice::from_ref(inner)));
            let alternatives = alternatives.collect::<Option<_>>()?;
            push_all(group(alternatives), sequence)?;
        }
        Node::Repeat(inner, count, _) => push_all(
            repeated(counted(std::slice::from_ref(inner))?, *count)?,
            sequence,
        )?,
        _ => {
            let set = characters(node).filter(|set| !set.is_empty())?;
            push(Part::Chars(set).counted(ONCE), sequence)?;
        }
    }
    Some(())
}

impl Part {
    pub(super) fn counted(self, count: Count) -> Counted {
        Counted { part: self, count }
    }
}

/// One of the alternatives.
pub(super) fn group(alternatives: Vec<Vec<Counted>>) -> Vec<Counted> {
    let optional = alternatives.iter().any(Vec::is_empty);
    let mut left: Vec<Vec<Counted>> = Vec::new();
    for alternative in alternatives {
        if !alternative.is_empty() && !left.contains(&alternative) {
            left.push(alternative);
        }
    }
    // `a|[bc]` is a class.
    let mut classes = left.iter().map(|alternative| match alternative.as_slice() {
        [
            Counted {
                part: Part::Chars(set),
                count,
            },
        ] if *count == ONCE => Some(set),
        _ => None,
    });
    let class = classes.try_fold(CharSet::of(&[]), |all, set| Some(all.union(set?)));
    let count = Count {
        least: u32::from(!optional),
        most: Some(1),
    };
    match (class, left.len()) {
        (_, 0) => Vec::new(),
        (Some(class), _) => vec![Part::Chars(class).counted(count)],
        (None, 1) if !optional => left.pop().unwrap_or_default(),
        (None, _) => vec![Part::Group(left).counted(count)],
    }
}

/// A sequence so many times; `None` if the counts are too great.
fn repeated(mut sequence: Vec<Counted>, count: Count) -> Option<Vec<Counted>> {
    if count.most == Some(0) || sequence.is_empty() {
        return Some(Vec::new());
    }
    if count == ONCE {
        return Some(sequence);
    }
    if let [only] = sequence.as_mut_slice()
        && let Some(product) = product(only.count, count)
    {
        only.count = checked(product)?;
        return Some(sequence);
    }
    Some(vec![Part::Group(vec![sequence]).counted(checked(count)?)])
}

/// `(x{a,b}){m,n}` as `x{…}`, where every count between the least and the greatest can be.
fn product(inner: Count, outer: Count) -> Option<Count> {
    let (a, m) = (u64::from(inner.least), u64::from(outer.least));
    let greatest = |left: Option<u32>, right: Option<u32>| match (left, right) {
        (Some(0), _) | (_, Some(0)) => Some(0),
        (Some(left), Some(right)) => Some(u64::from(left) * u64::from(right)),
        _ => None,
    };
    // So many `x` at most in `m` repetitions must reach what `m + 1` have at least.
    let reached = greatest(inner.most, Some(outer.least));
    let is_fixed = outer.most == Some(outer.least);
    if !is_fixed && reached.is_some_and(|reached| reached + 1 < (m + 1) * a) {
        return None;
    }
    let saturated = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Some(Count {
        least: saturated(a * m),
        most: greatest(inner.most, outer.most).map(saturated),
    })
}

/// The count, unless it is one that may have been greater when it was read.
fn checked(count: Count) -> Option<Count> {
    (count.least < u32::MAX && count.most != Some(u32::MAX)).then_some(count)
}

pub(super) fn push_all(parts: Vec<Counted>, sequence: &mut Vec<Counted>) -> Option<()> {
    parts.into_iter().try_for_each(|part| push(part, sequence))
}

/// Appends a part: `xx*` is `x{1,}`, and in `[ab]*a?` and `a?[ab]*` the `a?` says nothing.
fn push(next: Counted, sequence: &mut Vec<Counted>) -> Option<()> {
    let Some(last) = sequence.last_mut() else {
        sequence.push(next);
        return Some(());
    };
    if last.part == next.part {
        let most = last.count.most.zip(next.count.most);
        last.count = checked(Count {
            least: last.count.least.saturating_add(next.count.least),
            most: most.map(|(left, right)| left.saturating_add(right)),
        })?;
        return Some(());
    }
    let is_within = |small: &Part, big: &Counted| match (small, &big.part) {
        (Part::Chars(small), Part::Chars(big_set)) => {
            big.count.most.is_none() && small.is_subset(big_set)
        }
        _ => false,
    };
    if is_within(&last.part, &next) {
        let least = last.count.least;
        last.count.most = Some(least);
        if least == 0 {
            sequence.pop();
            return push(next, sequence);
        }
    } else if is_within(&next.part, last) {
        let least = next.count.least;
        if least == 0 {
            return Some(());
        }
        let most = Some(least);
        sequence.push(next.part.counted(Count { least, most }));
        return Some(());
    }
    sequence.push(next);
    Some(())
}

/// Whether the sequence matches the empty text.
pub(super) fn is_nullable(sequence: &[Counted]) -> bool {
    sequence.iter().all(|counted| {
        counted.count.least == 0
            || match &counted.part {
                Part::Chars(_) => false,
                Part::Group(alternatives) => alternatives.iter().any(|inner| is_nullable(inner)),
            }
    })
}

/// Leaves out what need not be there at an open end: `^ab*` asks no more than `^a`.
pub(super) fn trim_end(sequence: Vec<Counted>) -> Vec<Counted> {
    trim(sequence, Vec::pop, |sequence, parts| sequence.extend(parts))
}

/// The same at an open beginning.
pub(super) fn trim_start(mut sequence: Vec<Counted>) -> Vec<Counted> {
    let is_idle = |part: &&Counted| is_nullable(std::slice::from_ref(*part));
    sequence.drain(..sequence.iter().take_while(is_idle).count());
    let first = |sequence: &mut Vec<Counted>| (!sequence.is_empty()).then(|| sequence.remove(0));
    trim(sequence, first, |sequence, parts| {
        sequence.splice(0..0, parts);
    })
}

fn trim(
    mut sequence: Vec<Counted>,
    take: impl Fn(&mut Vec<Counted>) -> Option<Counted> + Copy,
    put_back: impl Fn(&mut Vec<Counted>, Vec<Counted>) + Copy,
) -> Vec<Counted> {
    while let Some(mut outermost) = take(&mut sequence) {
        if is_nullable(std::slice::from_ref(&outermost)) {
            continue;
        }
        outermost.count.most = Some(outermost.count.least);
        match outermost.part {
            Part::Group(alternatives) if outermost.count == ONCE => {
                let trimmed = alternatives
                    .into_iter()
                    .map(|alternative| trim(alternative, take, put_back));
                put_back(&mut sequence, group(trimmed.collect()));
            }
            part => put_back(&mut sequence, vec![part.counted(outermost.count)]),
        }
        break;
    }
    sequence
}
