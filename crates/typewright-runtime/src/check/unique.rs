//! Arrays without equal elements (JSON Schema 2020-12 validation, section 6.4.3).

use std::ops::Range;

use super::fingerprint::fingerprint;
use super::hold;
use crate::at::At;
use crate::decimal::Decimal;
use crate::fault::Fault;
use crate::json::{json_eq, Json, Kind, Object};
use crate::order::{sort_numbers, sort_texts};
use crate::sink::{Flow, Sink, CONTINUE};

/// Up to this many elements are compared each with each.
const FEW: usize = 6;

/// The same for strings.
const FEW_STRINGS: usize = 32;

/// No two elements of the array are equal: objects without regard to order, numbers by decimal value.
///
/// Whatever the array, the time grows with its size but for a logarithm: elements are compared each with each where they are few,
/// or where their fingerprints are the same and those are few; else their canonical texts are sorted.
pub fn unique_items<J: Json, S: Sink>(elements: &[J], at: &At<'_, S>, sink: &mut S) -> Flow {
    if elements.len() < 2 {
        return CONTINUE;
    }
    let is_text = |element: &J| element.as_str().is_some();
    let is_few =
        elements.len() <= FEW || elements.len() <= FEW_STRINGS && elements.iter().all(is_text);
    let equal = if is_few {
        first_equal_of_few(elements)
    } else {
        match are_apart(elements) {
            true => None,
            false => first_equal_of_many(elements),
        }
    };
    let (first, second) = equal.unwrap_or_default();
    let fault = Fault::UniqueItems(first, second);
    hold(equal.is_none(), at, sink, "uniqueItems", &fault)
}

/// Whether fingerprints tell all elements apart, or those with the same ones are few and differ.
fn are_apart<J: Json>(elements: &[J]) -> bool {
    let mut found: Vec<(u64, usize)> = elements.iter().map(fingerprint).zip(0..).collect();
    sort_numbers(&mut found);
    found.chunk_by(|left, right| left.0 == right.0).all(|same| {
        same.len() <= FEW
            && same.iter().enumerate().all(|(count, (_, second))| {
                let earlier = same.iter().take(count);
                earlier
                    .filter_map(|(_, first)| elements.get(*first).zip(elements.get(*second)))
                    .all(|(first, second)| !json_eq(first, second))
            })
    })
}

/// Whether no two of the values are equal, for values whose order tells what JSON's equality does: texts and integers.
///
/// As [`unique_items`], it is not quadratic, whatever the values.
pub fn are_distinct<T: Ord>(values: impl IntoIterator<Item = T>) -> bool {
    let mut values: Vec<T> = values.into_iter().collect();
    values.sort_unstable();
    values.windows(2).all(|pair| match pair {
        [left, right] => left != right,
        _ => true,
    })
}

/// The indices of the first element that an earlier one equals: the earlier one, then that one.
fn first_equal_of_few<J: Json>(elements: &[J]) -> Option<(usize, usize)> {
    elements.iter().enumerate().find_map(|(second, element)| {
        let first = elements
            .iter()
            .take(second)
            .position(|earlier| json_eq(earlier, element))?;
        Some((first, second))
    })
}

/// As [`first_equal_of_few`], but not quadratic.
fn first_equal_of_many<J: Json>(elements: &[J]) -> Option<(usize, usize)> {
    let mut bytes = Vec::new();
    let mut spans: Vec<Range<usize>> = Vec::with_capacity(elements.len());
    for element in elements {
        let start = bytes.len();
        push_canonical(&mut bytes, element);
        spans.push(start..bytes.len());
    }
    let texts = spans.into_iter();
    let texts = texts.map(|span| bytes.get(span).unwrap_or_default());
    let mut texts: Vec<(&[u8], usize)> = texts.zip(0..).collect();
    // Equal elements stay in the order of the array.
    sort_texts(&mut texts);
    let pairs = texts.windows(2).filter_map(|pair| match pair {
        [left, right] if left.0 == right.0 => Some((left.1, right.1)),
        _ => None,
    });
    pairs.min_by_key(|(_, second)| *second)
}

/// Appends bytes that are the same for equal values and differ for others, none the beginning of another's. Values may be
/// nested to any depth: nothing recurses.
fn push_canonical<J: Json>(bytes: &mut Vec<u8>, value: &J) {
    enum Open<'v, J> {
        Array(std::slice::Iter<'v, J>),
        Object(std::vec::IntoIter<(&'v str, &'v J)>),
    }
    let mut open: Vec<Open<'_, J>> = Vec::new();
    let mut next = Some(value);
    loop {
        match next.take().map(Json::kind) {
            None => {}
            Some(Kind::Null) => bytes.push(b'n'),
            Some(Kind::Boolean(boolean)) => bytes.push(if boolean { b't' } else { b'f' }),
            Some(Kind::Number(number)) => Decimal::new(number.as_str()).push_canonical(bytes),
            Some(Kind::String(text)) => push_text(bytes, text),
            Some(Kind::Array(elements)) => {
                bytes.push(b'[');
                open.push(Open::Array(elements.iter()));
            }
            Some(Kind::Object(object)) => {
                bytes.push(b'{');
                open.push(Open::Object(members_by_name(object).into_iter()));
            }
        }
        match open.last_mut() {
            None => return,
            Some(Open::Array(elements)) => next = elements.next(),
            Some(Open::Object(members)) => {
                next = members.next().map(|(name, value)| {
                    push_text(bytes, name);
                    value
                });
            }
        }
        if next.is_none() {
            // No value begins with the byte that ends arrays and objects.
            bytes.push(b'.');
            open.pop();
        }
    }
}

fn members_by_name<O: Object>(object: &O) -> Vec<(&str, &O::Value)> {
    let members: Vec<_> = object.iter().collect();
    let names = members.iter().map(|(name, _)| name.as_bytes());
    let mut names: Vec<(&[u8], usize)> = names.zip(0..).collect();
    sort_texts(&mut names);
    let members = names.iter().filter_map(|(_, index)| members.get(*index));
    members.copied().collect()
}

/// The length says where the text ends, whatever stands in it.
fn push_text(bytes: &mut Vec<u8>, text: &str) {
    bytes.push(b'"');
    bytes.extend_from_slice(&text.len().to_le_bytes());
    bytes.extend_from_slice(text.as_bytes());
}

#[cfg(test)]
mod tests {
    #[test]
    fn distinct_values_are_not_equal() {
        use super::are_distinct;
        assert!(are_distinct([1; 0]) && are_distinct([1]) && are_distinct(["b", "a", "ab"]));
        assert!(!are_distinct([2, 1, 2]) && !are_distinct(["", ""]));
        assert!(are_distinct(0..100_000) && !are_distinct((0..100_000).chain([99_999])));
    }

    use super::*;
    use crate::check::outcome::violations;

    const DIFFERENT: &[&str] = &[
        "null",
        "true",
        "false",
        "0",
        "1",
        "-1",
        "10",
        "1e400",
        "1e-400",
        "0.1",
        "12345678901234567890123",
        "12345678901234567890124",
        r#""""#,
        r#""1""#,
        r#""a""#,
        r#""[""#,
        "[]",
        "[[]]",
        "[[],[]]",
        "[1]",
        "[1,2]",
        "[12]",
        "[[1],2]",
        "[null]",
        "{}",
        r#"{"a":1}"#,
        r#"{"a":"1"}"#,
        r#"{"b":1}"#,
        r#"{"a":1,"b":2}"#,
        r#"{"a":2,"b":1}"#,
        r#"{"a":{"b":1}}"#,
        r#"{"ab":1}"#,
        r#"["a","b"]"#,
        r#"["ab"]"#,
    ];

    fn locations(json: &str) -> Vec<String> {
        violations!(json, |value, at, sink| {
            unique_items(value.as_array().unwrap(), at, sink)
        })
        .iter()
        .map(|found| format!("{} {}", found.keyword_location(), found.message()))
        .collect()
    }

    fn expected(first: usize, second: usize) -> Vec<String> {
        let message = Fault::UniqueItems(first, second);
        vec![format!("/uniqueItems {message}")]
    }

    #[test]
    fn different_values_are_unique() {
        assert!(locations("[]").is_empty());
        // `Value` rounds long numbers, so it is asked only where it can tell.
        let all = format!("[{}]", DIFFERENT.join(","));
        let node = crate::Node::parse(&all, crate::Limits::new()).unwrap();
        let elements = node.as_array().unwrap();
        assert_eq!(first_equal_of_few(elements), None);
        assert_eq!(first_equal_of_many(elements), None);
    }

    #[test]
    fn equal_values_are_found_whatever_their_spelling() {
        for (left, right) in [
            ("1", "1.0"),
            ("-0", "0e7"),
            ("100", "1E+2"),
            (r#""a""#, r#""\u0061""#),
            (
                r#"{"a":[1],"b":{"x":1,"y":2}}"#,
                r#"{"b":{"y":2.0,"x":1},"a":[10e-1]}"#,
            ),
            ("[[[]]]", "[ [ [ ] ] ]"),
        ] {
            assert_eq!(locations(&format!("[{left},{right}]")), expected(0, 1));
            let many = format!("[{left},2,3,4,5,6,7,8,9,{right},{left}]");
            assert_eq!(locations(&many), expected(0, 9), "{many}");
        }
    }

    #[test]
    fn the_first_repetition_is_reported() {
        assert_eq!(locations("[1,2,2,1]"), expected(1, 2));
        assert_eq!(locations("[1,2,3,4,5,6,7,8,9,9,8,1]"), expected(8, 9));
    }

    #[test]
    fn both_ways_agree() {
        let mut word: u64 = 7;
        for _ in 0..300 {
            let mut elements = Vec::new();
            for _ in 0..8 {
                word = word.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                elements.push(DIFFERENT[(word >> 40) as usize % DIFFERENT.len()]);
            }
            let json = format!("[{}]", elements.join(","));
            let node = crate::Node::parse(&json, crate::Limits::new()).unwrap();
            let elements = node.as_array().unwrap();
            assert_eq!(
                first_equal_of_many(elements),
                first_equal_of_few(elements),
                "{json}"
            );
        }
    }

    #[test]
    fn depth_and_size_are_no_danger() {
        let mut deep = crate::Value::Null;
        for _ in 0..100_000 {
            deep = crate::Value::Array(vec![deep]);
        }
        let mut elements: Vec<_> = (0..20).map(crate::Value::from).collect();
        elements.push(deep);
        assert_eq!(first_equal_of_many(&elements), None);
        // `Value` drops by recursion, which would overflow here.
        while let Some(crate::Value::Array(mut inner)) = elements.pop() {
            elements.append(&mut inner);
        }
        let many: Vec<_> = (0..200_000).map(crate::Value::from).collect();
        assert_eq!(first_equal_of_many(&many), None);
    }
}
