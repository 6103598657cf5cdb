//! The syntax tree of an expression.

use std::ops::Range;

/// A part of an expression.
#[derive(Debug)]
pub(super) enum Node {
    /// One of these characters.
    Chars(CharSet),
    /// `^`
    Start,
    /// `$`
    End,
    /// `\b`, or `\B` when negated.
    WordBoundary { negated: bool },
    /// One after the other.
    Sequence(Vec<Node>),
    /// The first that leads on, in order.
    Choice(Vec<Node>),
    /// `(…)` with its number, from 1.
    Group(u32, Box<Node>),
    /// `…*?`
    Repeat {
        node: Box<Node>,
        least: u32,
        most: Option<u32>,
        greedy: bool,
        /// The groups inside: each repetition forgets what they were.
        groups: Range<u32>,
    },
    /// `(?=…)` and its like.
    Look {
        behind: bool,
        negated: bool,
        node: Box<Node>,
    },
    /// `\1`
    Reference(u32),
}

/// A set of characters.
#[derive(Debug)]
pub(super) struct CharSet {
    /// In order, both ends included.
    pub ranges: Vec<(char, char)>,
    /// Whether all others are meant.
    pub negated: bool,
}

impl CharSet {
    pub(super) fn contains(&self, character: char) -> bool {
        let after = self
            .ranges
            .partition_point(|(first, _)| *first <= character);
        let range = after
            .checked_sub(1)
            .and_then(|index| self.ranges.get(index));
        range.is_some_and(|(_, last)| character <= *last) != self.negated
    }
}

impl Node {
    /// Whether it can match the empty text.
    pub(super) fn may_be_empty(&self) -> bool {
        match self {
            Node::Chars(_) => false,
            Node::Start
            | Node::End
            | Node::WordBoundary { .. }
            | Node::Look { .. }
            | Node::Reference(_) => true,
            Node::Sequence(nodes) => nodes.iter().all(Node::may_be_empty),
            Node::Choice(nodes) => nodes.iter().any(Node::may_be_empty),
            Node::Group(_, node) => node.may_be_empty(),
            Node::Repeat { node, least, .. } => *least == 0 || node.may_be_empty(),
        }
    }
}
