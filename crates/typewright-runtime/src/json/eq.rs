//! Equality of JSON values (JSON Schema 2020-12 core, section 4.2.2).

use super::{Json, Kind, Object};
use crate::decimal;

/// Whether two JSON values are equal: objects without regard to order, numbers by decimal value.
///
/// Values may be nested to any depth: nothing recurses. Objects cost one look-up a member.
#[must_use]
pub fn json_eq<L: Json, R: Json>(left: &L, right: &R) -> bool {
    let mut unequal = false;
    let mut pending = vec![(left, right)];
    while let Some((left, right)) = pending.pop() {
        match (left.kind(), right.kind()) {
            (Kind::Array(left), Kind::Array(right)) => {
                unequal |= left.len() != right.len();
                pending.extend(left.iter().zip(right));
            }
            (Kind::Object(left), Kind::Object(right)) => {
                unequal |= left.len() != right.len();
                for (name, left) in left.iter() {
                    match right.get(name) {
                        Some(right) => pending.push((left, right)),
                        None => return false,
                    }
                }
            }
            (left, right) => unequal |= !scalar_eq(&left, &right),
        }
        if unequal {
            return false;
        }
    }
    true
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
