//! Numbers that tell most values apart.

use crate::hash::{self, mix};
use crate::json::{Json, Kind, Object};

/// So deep a value is looked into.
const DEPTH: usize = 3;

/// A number that is the same for values that are equal, and mostly differs for others.
///
/// Whoever writes a payload can make it the same for others too: what hangs on it must not take long then.
pub(super) fn fingerprint<J: Json>(value: &J) -> u64 {
    within(value, DEPTH)
}

fn within<J: Json>(value: &J, depth: usize) -> u64 {
    match value.kind() {
        Kind::Null => 1,
        Kind::Boolean(false) => 2,
        Kind::Boolean(true) => 3,
        Kind::Number(number) => mix(4, number.to_f64().abs().to_bits()),
        Kind::String(text) => hash::whole(text),
        Kind::Array(elements) if depth > 0 => elements
            .iter()
            .fold(mix(5, elements.len() as u64), |sum, element| {
                mix(sum, within(element, depth - 1))
            }),
        Kind::Object(object) if depth > 0 => {
            object
                .iter()
                .fold(mix(6, object.len() as u64), |sum, (name, member)| {
                    sum.wrapping_add(mix(hash::whole(name), within(member, depth - 1)))
                })
        }
        Kind::Array(elements) => mix(5, elements.len() as u64),
        Kind::Object(object) => mix(6, object.len() as u64),
    }
}

#[cfg(test)]
mod tests {
    use super::fingerprint;
    use crate::{Limits, Node, Value};

    fn of(json: &str) -> u64 {
        let of_node = fingerprint(&Node::parse(json, Limits::new()).unwrap());
        if let Ok(value) = serde_json::from_str::<Value>(json) {
            assert_eq!(fingerprint(&value), of_node, "{json}");
        }
        of_node
    }

    #[test]
    fn equal_values_have_the_same() {
        for (left, right) in [
            ("1", "1.0"),
            ("-0", "0"),
            ("100", "1e2"),
            ("1e400", "10e399"),
            ("9007199254740993", "9007199254740993.0"),
            ("18446744073709551615", "18446744073709551615.0"),
            ("0.1", "1e-1"),
            (r#"{"a":1,"b":[2]}"#, r#"{"b":[2.0],"a":1}"#),
            ("[[[[1]]]]", "[[[[1.0]]]]"),
            (r#""\u0061bcdefghij""#, r#""abcdefghij""#),
        ] {
            assert_eq!(of(left), of(right), "{left} {right}");
        }
    }

    #[test]
    fn other_values_mostly_have_others() {
        let values = [
            "null",
            "true",
            "false",
            "0",
            "1",
            "2",
            "0.5",
            "\"\"",
            "\"a\"",
            "\"0\"",
            "\"12345678\"",
            "\"123456789\"",
            "[]",
            "[[]]",
            "[0]",
            "[0,0]",
            "[1,0]",
            "[0,1]",
            "{}",
            r#"{"a":0}"#,
            r#"{"b":0}"#,
            r#"{"a":1}"#,
            r#"{"a":0,"b":1}"#,
            r#"{"a":1,"b":0}"#,
        ];
        let mut found: Vec<u64> = values.into_iter().map(of).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), values.len());
    }
}
