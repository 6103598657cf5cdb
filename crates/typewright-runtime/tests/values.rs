//! Values that are made by hand, of any size and depth, and each rule on its own.

mod chat;
mod random;

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};

use chat::{ChatCreated, EXAMPLE};
use random::Random;
use serde_json::{json, Value};
use typewright_runtime::{
    check, json_eq, At, Contract, Error, Failures, Fault, Flow, Json, Limits, Map, Node,
    NumberText, Raw, Reader, Sink, Types, Verdict, CONTINUE,
};

/// Checks `{"items": {"$ref": "#"}}`, which follows a value as deep as it goes.
fn check_nested<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
    let at = &at.schema("https://x.example/nested.json");
    match value.as_array() {
        Some(elements) => check::items(elements, at, sink, check_nested),
        None => CONTINUE,
    }
}

fn nested(depth: usize) -> Value {
    (0..depth).fold(Value::Null, |value, _| Value::Array(vec![value]))
}

#[test]
fn deep_values_are_violations_and_not_a_stack_overflow() {
    let checked = |depth| Failures::all(|sink| check_nested(&nested(depth), &At::root(), sink));
    assert_eq!(checked(128), Ok(()));
    let report = checked(5_000).unwrap_err();
    let [violation] = report.violations() else {
        panic!("{report}")
    };
    assert_eq!(violation.message(), "is nested more than 128 deep");
    assert_eq!(violation.instance_location(), "/0".repeat(129));
    let limits = Limits::default().with_max_depth(200);
    let wide = At::root_within(limits);
    assert!(Verdict::accepts(|sink| check_nested(
        &nested(200),
        &wide,
        sink
    )));
    assert!(!Verdict::accepts(|sink| check_nested(
        &nested(201),
        &wide,
        sink
    )));

    let deep = nested(5_000);
    assert!(json_eq(&deep, &nested(5_000)));
    assert!(!json_eq(&deep, &nested(4_999)));
    assert!(matches!(Raw::try_from(&deep), Err(Error::Syntax(_))));
    assert!(matches!(
        ChatCreated::from_value(&deep),
        Err(Error::Syntax(_))
    ));
}

#[test]
fn bytes_that_are_no_text_are_syntax_errors() {
    let mut bytes = EXAMPLE.as_bytes().to_vec();
    let place = EXAMPLE.find("WHATSAPP").unwrap();
    bytes[place] = 0xFF;
    let Err(Error::Syntax(error)) = ChatCreated::from_slice(&bytes) else {
        panic!()
    };
    assert_eq!(
        (error.offset, error.line, error.column),
        (place, 1, place + 1)
    );
    assert!(error.to_string().ends_with("the bytes are not UTF-8"));
    assert!(!ChatCreated::is_valid(&bytes));
    let marked = format!("\u{feff}{EXAMPLE}");
    let Err(Error::Syntax(error)) = ChatCreated::from_slice(marked.as_bytes()) else {
        panic!()
    };
    assert_eq!(error.offset, 0);
}

#[test]
fn random_damage_to_a_payload_gives_one_verdict_and_never_a_panic() {
    let mut random = Random::new(3);
    let mut counts = [0; 4];
    for _ in 0..20_000 {
        let text = match random.below(3) {
            // What the schema does not name is kept, whatever it is.
            0 => EXAMPLE.replace(
                "\"attempt\"",
                &format!("\"x\":{},\"attempt\"", random.document()),
            ),
            _ => random.damage(EXAMPLE),
        };
        // Debug builds assert that whatever the reader refuses is explained.
        let verdict = ChatCreated::from_slice(text.as_bytes());
        let valid = matches!(verdict, Ok(_) | Err(Error::Unrepresentable(_)));
        assert_eq!(ChatCreated::is_valid(text.as_bytes()), valid, "{text}");
        let node = Node::parse(&text, Limits::default());
        match verdict {
            Ok(event) => {
                counts[0] += 1;
                let written = event.to_json_string();
                assert!(
                    json_eq(
                        &Node::parse(&written, Limits::default()).unwrap(),
                        &node.unwrap()
                    ),
                    "{text}"
                );
                assert_eq!(event.validate(), Ok(()), "{text}");
            }
            Err(Error::Syntax(error)) => {
                counts[1] += 1;
                assert_eq!(node.unwrap_err(), error);
            }
            Err(Error::Invalid(report)) => {
                counts[2] += 1;
                assert!(node.is_ok() && !report.violations().is_empty());
                let _ = report.in_source(text.as_bytes()).to_string();
            }
            Err(_) => counts[3] += 1,
        }
    }
    assert!(counts[..3].iter().all(|count| *count > 300), "{counts:?}");
}

#[test]
fn maps_of_any_size_keep_order_and_find_every_name() {
    let mut random = Random::new(4);
    let (mut map, mut model, mut order) = (Map::new(), BTreeMap::new(), Vec::new());
    for step in 0..4_000 {
        let name = format!("n{}", random.below(if step < 2_000 { 12 } else { 60 }));
        if random.below(5) < 3 {
            if model.insert(name.clone(), step).is_none() {
                order.push(name.clone());
            }
            let before = map.get(&name).copied();
            assert_eq!(map.insert(name.as_str(), step), before);
        } else {
            order.retain(|other| *other != name);
            assert_eq!(map.remove(&name), model.remove(&name));
        }
        assert_eq!(map.len(), model.len());
        assert!(map.keys().eq(order.iter()));
        for index in 0..60 {
            let name = format!("n{index}");
            assert_eq!(map.get(&name), model.get(&name));
        }
    }
    let reversed: Map<_> = order
        .iter()
        .rev()
        .map(|name| (name.as_str(), model[name]))
        .collect();
    assert_eq!(map, reversed);
    for (_, value) in map.iter_mut() {
        *value += 1;
    }
    assert_ne!(map, reversed);
}

#[test]
fn integers_are_read_by_value_and_refused_out_of_range() {
    let read = |text: &str| {
        let mut reader = Reader::new(text, Limits::default());
        let result = reader.u64();
        (result.ok(), reader.is_unrepresentable())
    };
    assert_eq!(read(" 18446744073709551615"), (Some(u64::MAX), false));
    assert_eq!(read("1844674407370955161.5e1"), (Some(u64::MAX), false));
    assert_eq!(read("18446744073709551616"), (None, true));
    assert_eq!(read("-1"), (None, true));
    assert_eq!(read("-0.0"), (Some(0), false));
    assert_eq!(read("0.5"), (None, false));
    assert_eq!(read("\"1\""), (None, false));
    let mut reader = Reader::new("-9223372036854775808 ", Limits::default());
    assert_eq!(reader.i64(), Ok(i64::MIN));
    assert_eq!(reader.end(), Ok(()));
    let mut reader = Reader::new(" 9223372036854775808", Limits::default());
    assert!(reader.i64().is_err() && reader.is_unrepresentable());
    assert_eq!(reader.failed_at(), 1);
    let mut reader = Reader::new("1e99999999999999999999", Limits::default());
    assert_eq!(reader.integer().unwrap().as_str(), "1e99999999999999999999");
    let mut reader = Reader::new(r#"{"b":[1.0],"a":"\u0078"}"#, Limits::default());
    assert_eq!(reader.constant(r#"{"a":"x","b":[1]}"#), Ok(()));
    let mut reader = Reader::new("[1]", Limits::default());
    assert!(reader.constant("[2]").is_err());
}

/// The messages of a check.
fn messages(check: impl FnOnce(&At<'_, Failures>, &mut Failures) -> Flow) -> Vec<String> {
    let root = At::root();
    let at = root.schema("s");
    match Failures::all(|sink| check(&at, sink)) {
        Ok(()) => Vec::new(),
        Err(report) => report
            .violations()
            .iter()
            .map(ToString::to_string)
            .collect(),
    }
}

#[test]
fn each_rule_says_what_it_wants() {
    let value = json!({"a": 1, "b": {"c": 1.0}, "d/e": "x"});
    let object = value.as_object().unwrap();
    let none: [&str; 0] = [];
    assert_eq!(
        messages(|at, sink| check::required(object, &["a", "x", "y\""], at, sink)),
        [
            r#"(root) must have the member "x" (s#/required)"#,
            r#"(root) must have the member "y\"" (s#/required)"#
        ]
    );
    assert_eq!(
        messages(|at, sink| check::no_additional_properties(object, &["a", "b"], at, sink)),
        ["/d~1e is not allowed here (s#/additionalProperties)"]
    );
    let same = |right: &'static [&'static str]| {
        messages(|at, sink| check::same_as(object, &["a"], right, "/a", "/right", at, sink))
    };
    assert_eq!(same(&["b", "c"]), none);
    assert_eq!(same(&["b", "absent"]), none);
    assert_eq!(same(&["a", "not an object"]), none);
    assert_eq!(
        same(&["b"]),
        ["(root) must have equal values at /a and /right (s#/x-same-as)"]
    );
    assert_eq!(
        messages(|at, sink| check::enumeration(&value, &["1", "[1]"], at, sink)),
        ["(root) must be one of 1, [1] (s#/enum)"]
    );
    assert_eq!(
        messages(|at, sink| check::one_of_strings(&value, &["p", "q"], at, sink)),
        [r#"(root) must be one of "p", "q" (s#/enum)"#]
    );
    assert_eq!(
        messages(|at, sink| check::one_of_strings(&json!("q"), &["p", "q"], at, sink)),
        none
    );
    assert_eq!(
        messages(|at, sink| check::constant(&value["b"], r#"{"c":1}"#, at, sink)),
        none
    );
    assert_eq!(
        messages(|at, sink| check::constant(&value, "null", at, sink)),
        ["(root) must be null (s#/const)"]
    );
    assert_eq!(
        messages(
            |at, sink| check::branch(&value, "allOf", 1, at, sink, |_, at, sink| check::never(
                at, sink, "allOf"
            ))
        ),
        ["(root) is not allowed here (s#/allOf/1)"]
    );
    assert_eq!(
        messages(|at, sink| check::max_length("éé", 1, at, sink)),
        ["(root) must have at most 1 character (s#/maxLength)"]
    );
    let one = NumberText::new("1").unwrap();
    assert_eq!(
        messages(|at, sink| check::exclusive_maximum(&one, "1.0", at, sink)),
        ["(root) must be less than 1.0 (s#/exclusiveMaximum)"]
    );
}

#[test]
fn types_are_those_of_the_specification() {
    let accepted = |types: Types| {
        ["null", "true", "1.0", "1.5", "\"\"", "[]", "{}", "1e400"]
            .into_iter()
            .filter(|text| types.accepts(&Node::parse(text, Limits::default()).unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(accepted(Types::INTEGER), ["1.0", "1e400"]);
    assert_eq!(accepted(Types::NUMBER), ["1.0", "1.5", "1e400"]);
    assert_eq!(accepted(Types::NULL.or(Types::STRING)), ["null", "\"\""]);
    assert_eq!(
        accepted(Types::BOOLEAN.or(Types::ARRAY).or(Types::OBJECT)),
        ["true", "[]", "{}"]
    );
    let types = Types::STRING.or(Types::NULL).or(Types::INTEGER);
    assert_eq!(types.to_string(), "null, string or integer");
}

#[test]
fn sinks_take_one_violation_or_all() {
    static SEEN: AtomicUsize = AtomicUsize::new(0);
    let value = json!([1, 2, 3]);
    fn check<S: Sink>(value: &Value, sink: &mut S) -> Flow {
        check::items(
            value.as_array().unwrap(),
            &At::root(),
            sink,
            |_, at, sink| {
                SEEN.fetch_add(1, Ordering::Relaxed);
                sink.violation(at, "x", &Fault::Minimum("4"))
            },
        )
    }
    let first = Failures::first(|sink| check(&value, sink)).unwrap();
    assert_eq!(first.instance_location(), "/0");
    assert!(!Verdict::accepts(|sink| check(&value, sink)));
    assert_eq!(
        Failures::all(|sink| check(&value, sink))
            .unwrap_err()
            .violations()
            .len(),
        3
    );
    assert_eq!(SEEN.load(Ordering::Relaxed), 1 + 1 + 3);
    assert_eq!(Failures::first(|_| CONTINUE), None);
}
