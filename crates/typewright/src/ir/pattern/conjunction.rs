//! Looks that are conditions on the whole text: `^(?!abc)[a-z]+$` asks for two things at once, and each of them is regular.

use super::engine::Expression;
use super::error::PatternError;
use super::syntax::{Count, Node};
use super::test::{Condition, PatternTest, always, any_of, plain_test};

/// The test of a pattern that takes linear time; `None` if it has to be tried. `source` is how the whole pattern is spelled.
pub(super) fn linear_test(node: &Node, source: &str) -> Result<Option<PatternTest>, PatternError> {
    if let Some(test) = plain_test(node) {
        return Ok(Some(test));
    }
    if node.is_regular() {
        return Ok(Some(PatternTest::Regex(Expression::of(node, source)?)));
    }
    match node {
        Node::Group(inner, _) => linear_test(inner, source),
        Node::Sequence(terms) => match terms.as_slice() {
            [group @ Node::Group(..)] => linear_test(group, source),
            terms => conjunction(terms, source),
        },
        Node::Choice(alternatives) => {
            let mut tests = Vec::new();
            for alternative in alternatives {
                match linear_test(alternative, source)? {
                    Some(test) => tests.push(test),
                    None => return Ok(None),
                }
            }
            Ok(Some(any_of(tests)))
        }
        _ => Ok(None),
    }
}

/// `^`, looks ahead, what is regular, looks behind, `$`. The looks at the ends are conditions of their own, since nothing can refer
/// to groups in them: that would not be regular.
fn conjunction(terms: &[Node], source: &str) -> Result<Option<PatternTest>, PatternError> {
    let mut parts: Vec<(bool, Node)> = Vec::new();
    let mut rest = terms.to_vec();
    if rest.first() == Some(&Node::Start) {
        while let Some(Node::Look { behind: false, .. }) = rest.get(1) {
            if let Node::Look { negated, inner, .. } = rest.remove(1) {
                let group = Node::Group(inner, None);
                parts.push((negated, Node::Sequence(vec![Node::Start, group])));
            }
        }
    }
    if rest.last() == Some(&Node::End) {
        while let [.., Node::Look { behind: true, .. }, Node::End] = rest.as_slice() {
            if let Node::Look { negated, inner, .. } = rest.remove(rest.len() - 2) {
                let group = Node::Group(inner, None);
                parts.push((negated, Node::Sequence(vec![group, Node::End])));
            }
        }
    }
    if let Some((without, all)) = tempered(&rest) {
        parts.push((true, without));
        rest = all;
    }
    // Nothing was found that can be asked for by itself.
    if parts.is_empty() {
        return Ok(None);
    }
    parts.push((false, Node::Sequence(rest)));
    let mut conditions = Vec::new();
    for (negated, part) in parts {
        match linear_test(&part, source)? {
            Some(test) if test.is_always() && !negated => {}
            Some(test) => conditions.push(Condition { negated, test }),
            None => return Ok(None),
        }
    }
    Ok(Some(match conditions.as_slice() {
        [] => always(),
        [
            Condition {
                negated: false,
                test,
            },
        ] => test.clone(),
        _ => PatternTest::AllOf(conditions),
    }))
}

/// `^(?:(?!abc)[a-z])*$` is `^[a-z]*$` without `abc` anywhere: what must not be there, and the rest.
fn tempered(terms: &[Node]) -> Option<(Node, Vec<Node>)> {
    let [Node::Start, Node::Repeat(repeated, count, greed), Node::End] = terms else {
        return None;
    };
    let Node::Group(inner, _) = repeated.as_ref() else {
        return None;
    };
    let Node::Sequence(steps) = inner.as_ref() else {
        return None;
    };
    let [
        look,
        step @ (Node::Literal(_) | Node::Any | Node::Set(_) | Node::Class(_)),
    ] = steps.as_slice()
    else {
        return None;
    };
    // In `^((?!abc).)*$` the look may stand in a group of its own.
    let look = match look {
        Node::Group(inner, _) => match inner.as_ref() {
            Node::Sequence(terms) => terms.first().filter(|_| terms.len() == 1)?,
            other => other,
        },
        other => other,
    };
    let Node::Look {
        behind: false,
        negated: true,
        inner: without,
    } = look
    else {
        return None;
    };
    // At the end of the text it is not looked for any more, and would be found there if it could be empty.
    if takes_nothing(without) {
        return None;
    }
    let step = Node::Repeat(Box::new(step.clone()), *count, *greed);
    Some((
        Node::Group(without.clone(), None),
        vec![Node::Start, step, Node::End],
    ))
}

/// Whether something can match without taking a character, or asks where it is.
fn takes_nothing(node: &Node) -> bool {
    match node {
        Node::Literal(_) | Node::Any | Node::Set(_) | Node::Class(_) => false,
        Node::Start | Node::WordBoundary { .. } | Node::Look { .. } | Node::Reference(_) => true,
        Node::End => true,
        Node::Group(inner, _) => takes_nothing(inner),
        Node::Repeat(inner, Count { least, .. }, _) => *least == 0 || takes_nothing(inner),
        Node::Sequence(terms) => terms.iter().all(takes_nothing),
        Node::Choice(alternatives) => alternatives.iter().any(takes_nothing),
    }
}
