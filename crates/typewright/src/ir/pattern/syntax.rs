//! The syntax tree of a pattern, without what makes no difference to whether a text matches: which groups capture,
//! what they are called, and whether a repetition is greedy.

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
    /// `(…)` of any kind that only groups.
    Group(Box<Node>),
    /// `…*`, `…{2,3}`
    Repeat(Box<Node>, Count),
    /// One after the other; none at all is the empty text.
    Sequence(Vec<Node>),
    /// `…|…`, two or more.
    Choice(Vec<Node>),
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
