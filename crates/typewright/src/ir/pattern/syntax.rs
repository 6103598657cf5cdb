//! The syntax tree of a pattern.

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// `a`: one code point; `\uD800` spells one that no text has.
    Literal(u32),
    /// `.`: anything but a line terminator.
    Any,
    /// `\d`, `\p{…}`.
    Set(Set),
    /// `[…]`
    Class(Class),
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, and `\B` when negated.
    WordBoundary {
        /// Whether it is `\B`.
        negated: bool,
    },
    /// `(?:…)`, or `(…)` with its number, from 1. Groups that nothing refers to make no difference.
    Group(Box<Node>, Option<u32>),
    /// `…*`, `…{2,3}`
    Repeat(Box<Node>, Count, Greed),
    /// `(?=…)`, `(?!…)`, `(?<=…)`, `(?<!…)`
    Look {
        /// Whether it looks at what comes before.
        behind: bool,
        /// Whether it must not be there.
        negated: bool,
        /// What is looked for.
        inner: Box<Node>,
    },
    /// `\1`, `\k<name>`: the groups of which one is meant. Several groups have one name only if no two of them take part.
    Reference(Vec<u32>),
    /// One after the other; none at all is the empty text.
    Sequence(Vec<Node>),
    /// `…|…`, two or more.
    Choice(Vec<Node>),
}

/// Which way a repetition tries first. It makes a difference to what groups match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Greed {
    /// As often as it can.
    Greedy,
    /// `…*?`: as seldom as it can.
    Lazy,
}

/// How often something is repeated. What overflows is far beyond what is compiled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// At least so often.
    pub least: u32,
    /// At most so often; `None` when there is no limit.
    pub most: Option<u32>,
}

/// `[…]` or `[^…]`; an empty one matches nothing, or any code point when negated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Class {
    /// Whether it begins with `^`.
    pub negated: bool,
    /// What stands in it.
    pub items: Vec<ClassItem>,
}

/// A part of a [`Class`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ClassItem {
    /// `a-z`, both included; a single code point is its own range.
    Range(u32, u32),
    /// `\d` and the like.
    Set(Set),
}

/// A named set of code points, or all others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Set {
    /// Which.
    pub name: SetName,
    /// Whether the code points outside it are meant.
    pub negated: bool,
}

/// The named sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum SetName {
    /// `\d`
    Digit,
    /// `\w`
    Word,
    /// `\s`
    Space,
    /// `\p{…}`, with what stands between the braces: a name that ECMA-262 knows.
    Property(String),
}

impl Node {
    /// Whether it neither looks around nor refers back, so that an engine can match it in linear time.
    ///
    /// `\B` counts as looking around: between the bytes of a character the `regex` crate finds it too, and then overlooks matches
    /// (version 1.13.2: `(?:[^]|\B){2}` has a match in `aéa`, but `is_match` denies it).
    pub(super) fn is_regular(&self) -> bool {
        match self {
            Node::Look { .. } | Node::Reference(_) | Node::WordBoundary { negated: true } => false,
            Node::Group(inner, _) | Node::Repeat(inner, ..) => inner.is_regular(),
            Node::Sequence(nodes) | Node::Choice(nodes) => nodes.iter().all(Node::is_regular),
            _ => true,
        }
    }
}
