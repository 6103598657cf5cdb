//! Equality of JSON values (JSON Schema 2020-12 core, section 4.2.2).

use super::{Json, Kind, Object};
use crate::decimal;

/// Whether two JSON values are equal: objects without regard to order, numbers by decimal value.
///
/// Values may be nested to any depth: nothing recurses. Objects cost at most one look-up a member.
#[must_use]
pub fn json_eq<L: Json, R: Json>(left: &L, right: &R) -> bool {
    match (left.kind(), right.kind()) {
        (Kind::Array(left), Kind::Array(right)) if left.len() != right.len() => false,
        (Kind::Object(left), Kind::Object(right)) if left.len() != right.len() => false,
        (Kind::Array(_), Kind::Array(_)) | (Kind::Object(_), Kind::Object(_)) => {
            containers_eq(left, right)
        }
        (left, right) => scalar_eq(&left, &right),
    }
}

fn containers_eq<L: Json, R: Json>(left: &L, right: &R) -> bool {
    let mut pending = Vec::new();
    let mut next = Some((left, right));
    while let Some((left, right)) = next {
        let inside_is_equal = match (left.kind(), right.kind()) {
            (Kind::Array(left), Kind::Array(right)) => {
                left.len() == right.len()
                    && left
                        .iter()
                        .zip(right)
                        .all(|(left, right)| may_be_equal(left, right, &mut pending))
            }
            (Kind::Object(left), Kind::Object(right)) => {
                // Mostly both have their members in the same order.
                left.len() == right.len()
                    && left
                        .iter()
                        .zip(right.iter())
                        .all(|((name, left), (other, same))| {
                            let right = if name == other {
                                Some(same)
                            } else {
                                right.get(name)
                            };
                            right.is_some_and(|right| may_be_equal(left, right, &mut pending))
                        })
            }
            _ => false,
        };
        if !inside_is_equal {
            return false;
        }
        next = pending.pop();
    }
    true
}

/// Whether two values are equal, but for what is within them, which is left for later.
fn may_be_equal<'v, L: Json, R: Json>(
    left: &'v L,
    right: &'v R,
    pending: &mut Vec<(&'v L, &'v R)>,
) -> bool {
    match (left.kind(), right.kind()) {
        (Kind::Array(_), Kind::Array(_)) | (Kind::Object(_), Kind::Object(_)) => {
            pending.push((left, right));
            true
        }
        (left, right) => scalar_eq(&left, &right),
    }
}

fn scalar_eq<L: Json, R: Json>(left: &Kind<'_, L>, right: &Kind<'_, R>) -> bool {
    match (left, right) {
        (Kind::Null, Kind::Null) => true,
        (Kind::Boolean(left), Kind::Boolean(right)) => left == right,
        (Kind::Number(left), Kind::Number(right)) => decimal::eq(left.as_str(), right.as_str()),
        (Kind::String(left), Kind::String(right)) => left == right,
        _ => false,
    }
}
