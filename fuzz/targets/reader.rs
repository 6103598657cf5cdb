//! Any bytes as a payload: they are JSON or not as serde_json says but for our stricter rules, and what a contract accepts is
//! written back equal.

#![no_main]

use libfuzzer_sys::fuzz_target;
use typewright_runtime::{Json, Kind, Limits, Node, Object, Reader, json_eq};
use wexio_webhooks::v2026_04_01::ChatCreated;
use wexio_webhooks::{Contract, Error, Event};

mod reference;

use reference::{Reference, Tree};

fuzz_target!(|bytes: &[u8]| {
    let text = std::str::from_utf8(bytes).ok();
    let node = text.and_then(is_read_as_by_serde_json);
    keeps_its_promises(bytes, node.as_ref());
    // Only that it ends.
    let _ = Event::from_slice(bytes);
});

/// Every way of reading agrees with serde_json; gives what was read.
fn is_read_as_by_serde_json(text: &str) -> Option<Node<'_>> {
    let node = Node::parse(text, Limits::new());
    let mut reader = Reader::new(text, Limits::new());
    let skipped = reader.skip_value().and_then(|()| reader.end());
    assert_eq!(skipped.is_ok(), node.is_ok());
    match (&node, Reference::of(text)) {
        (Ok(node), Reference::Json(tree)) => assert!(is_same(node, &tree)),
        (Err(error), Reference::NotJson) => {
            assert!(text.is_char_boundary(error.offset));
            assert!(!error.to_string().is_empty());
        }
        // serde_json has no number for it.
        (_, Reference::Unknown) => {}
        (node, reference) => panic!("{node:?} is {reference:?}"),
    }
    node.ok()
}

fn is_same(node: &Node<'_>, tree: &Tree) -> bool {
    match (node.kind(), tree) {
        (Kind::Null, Tree::Null) => true,
        (Kind::Boolean(left), Tree::Boolean(right)) => left == *right,
        (Kind::Number(left), Tree::Number(right)) => left.as_str().parse() == Ok(*right),
        (Kind::String(left), Tree::String(right)) => left == right,
        (Kind::Array(left), Tree::Array(right)) => {
            let mut pairs = left.iter().zip(right);
            left.len() == right.len() && pairs.all(|(left, right)| is_same(left, right))
        }
        (Kind::Object(left), Tree::Object(right)) => {
            let mut pairs = left.iter().zip(right);
            left.len() == right.len()
                && pairs.all(|((name, left), (other, right))| name == other && is_same(left, right))
        }
        _ => false,
    }
}

/// `from_slice`, `is_valid` and the writer agree with each other.
fn keeps_its_promises(bytes: &[u8], node: Option<&Node<'_>>) {
    let read = ChatCreated::from_slice(bytes);
    let valid = matches!(read, Ok(_) | Err(Error::Unrepresentable(_)));
    assert_eq!(ChatCreated::is_valid(bytes), valid);
    assert_eq!(matches!(read, Err(Error::Syntax(_))), node.is_none());
    match (&read, node) {
        (Ok(event), Some(node)) => {
            let written = event.to_json_string();
            let again = Node::parse(&written, Limits::new()).expect("what is written is JSON");
            assert!(json_eq(node, &again));
            assert_eq!(ChatCreated::from_str(&written).as_ref(), Ok(event));
            assert_eq!(event.validate(), Ok(()));
        }
        (Err(Error::Invalid(report)), _) => assert!(!report.violations().is_empty()),
        _ => {}
    }
}
