//! Finds patterns that are plain comparisons of text.

use super::PatternTest;
use super::syntax::{Count, Node};

/// The comparison that a pattern stands for; `None` when it needs more.
pub(super) fn literal_test(node: &Node) -> Option<PatternTest> {
    let Node::Sequence(terms) = node else {
        return None;
    };
    let (anchored_start, terms) = match terms.as_slice() {
        [Node::Start, rest @ ..] => (true, rest),
        all => (false, all),
    };
    let (anchored_end, terms) = match terms {
        [rest @ .., Node::End] => (true, rest),
        all => (false, all),
    };
    let terms = match anchored_start {
        true => terms,
        false => without_optional(terms, |terms| terms.split_first()),
    };
    let terms = match anchored_end {
        true => terms,
        false => without_optional(terms, |terms| terms.split_last()),
    };
    let mut literal = String::new();
    append(terms, &mut literal)?;
    Some(match (anchored_start, anchored_end) {
        (true, true) => PatternTest::Equal(literal),
        (true, false) => PatternTest::Prefix(literal),
        (false, true) => PatternTest::Suffix(literal),
        (false, false) => PatternTest::Contains(literal),
    })
}

/// Leaves out what need not be there at an open end: `^abc.*` asks no more than `^abc`.
fn without_optional<'n>(
    mut terms: &'n [Node],
    split: impl Fn(&'n [Node]) -> Option<(&'n Node, &'n [Node])>,
) -> &'n [Node] {
    while let Some((Node::Repeat(_, Count { least: 0, .. }), rest)) = split(terms) {
        terms = rest;
    }
    terms
}

fn append(terms: &[Node], literal: &mut String) -> Option<()> {
    for term in terms {
        match term {
            Node::Literal(code_point) => literal.push(char::from_u32(*code_point)?),
            Node::Group(inner) => match inner.as_ref() {
                Node::Sequence(inner) => append(inner, literal)?,
                _ => return None,
            },
            _ => return None,
        }
    }
    Some(())
}
