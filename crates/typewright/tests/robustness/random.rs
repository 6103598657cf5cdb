//! Documents shaped like schemas: keywords of the language with values that are right, nearly right, or wrong.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::FileFailurePersistence;
use serde_json::{Map, Value, json};
use typewright::dialect::{Language, Subschemas};
use typewright::load::Dialect;

use crate::is_total;

/// Keywords of no dialect.
const STRANGE: &[&str] = &["x-other", "requried", "", "$reff"];

const NAMES: &[&str] = &[
    "a", "b", "A", "type", "self", "", "a/b", "x-y", "1", "\u{e9}",
];

/// Values that are right for some keyword.
fn plausible() -> impl Strategy<Value = Value> {
    select(vec![
        json!("string"),
        json!("object"),
        json!("array"),
        json!("integer"),
        json!("null"),
        json!(["string", "null"]),
        json!(["object", "array", "null"]),
        json!(["integer", "number"]),
        json!([]),
        json!(["a"]),
        json!(["a", "b", "a"]),
        json!([["/a", "/b"]]),
        json!([["/a/b", "/a"]]),
        json!([1, "1", null, 1.0, [], {}]),
        json!({"a": ["b"]}),
        json!({"a": 1, "b": null}),
        json!("date-time"),
        json!("uuid"),
        json!("^a"),
        json!("[a-z]+$"),
        json!("a(?=b)"),
        json!("("),
        json!("#"),
        json!("#/$defs/a"),
        json!("#/$defs/b"),
        json!("#/definitions/a"),
        json!("#a"),
        json!("a.schema.json"),
        json!("other.json#/a"),
        json!("https://example.com/a"),
        json!("https://json-schema.org/draft/2020-12/schema"),
        json!("Name"),
        json!("not a name"),
        json!(0),
        json!(1),
        json!(2.0),
        json!(0.5),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(i64::MIN),
        json!(true),
        json!(false),
        json!(null),
        json!({}),
    ])
}

fn named(schema: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    btree_map(select(NAMES).prop_map(str::to_owned), schema, 0..4)
        .prop_map(|members| Value::Object(members.into_iter().collect()))
}

/// A keyword that holds schemas.
fn applied(dialect: Dialect, schema: BoxedStrategy<Value>) -> BoxedStrategy<(String, Value)> {
    let applicators: Vec<(&str, Subschemas)> = dialect
        .keywords()
        .filter_map(|keyword| Some((keyword, Language::from(dialect).subschemas(keyword)?)))
        .collect();
    let of = move |(keyword, takes): (&'static str, Subschemas)| {
        let one = schema.clone();
        let array = vec(schema.clone(), 0..4).prop_map(Value::Array).boxed();
        let map = named(schema.clone()).boxed();
        let value = match takes {
            Subschemas::One => one,
            Subschemas::Array => array,
            Subschemas::OneOrArray => prop_oneof![one, array].boxed(),
            Subschemas::Map => map,
            Subschemas::MapOrNames => prop_oneof![map, Just(json!({"a": ["b"]}))].boxed(),
        };
        value.prop_map(move |value| (keyword.to_owned(), value))
    };
    select(applicators).prop_flat_map(of).boxed()
}

/// Any keyword with any value.
fn any_keyword(dialect: Dialect) -> BoxedStrategy<(String, Value)> {
    let keywords: Vec<&str> = dialect.keywords().chain(STRANGE.iter().copied()).collect();
    let value = prop_oneof![3 => plausible(), 1 => json_value()];
    (select(keywords), value)
        .prop_map(|(name, value)| (name.to_owned(), value))
        .boxed()
}

/// Any JSON; members are mostly called as keywords are.
fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        plausible(),
    ];
    let keywords: Vec<&str> = Dialect::ALL
        .into_iter()
        .flat_map(Dialect::keywords)
        .collect();
    leaf.prop_recursive(4, 24, 4, move |inner| {
        let name = prop_oneof![
            4 => select(keywords.clone()).prop_map(str::to_owned),
            1 => any::<String>(),
        ];
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::Array),
            vec((name, inner), 0..4).prop_map(object),
        ]
    })
}

/// Keywords with values that they take, so that not every document is refused for one of many.
fn right() -> impl Strategy<Value = (String, Value)> {
    select(vec![
        ("type", json!("object")),
        ("type", json!("array")),
        ("type", json!("string")),
        ("type", json!(["object", "null"])),
        ("type", json!(["string", "integer", "null"])),
        ("const", json!("a")),
        ("const", json!([1, {"a": null}])),
        ("enum", json!(["a", "b", "A"])),
        ("enum", json!(["a", null, 1])),
        ("minLength", json!(1)),
        ("maxLength", json!(0)),
        ("pattern", json!("^a")),
        ("format", json!("date-time")),
        ("minimum", json!(0)),
        ("maximum", json!(-1.5)),
        ("required", json!(["a"])),
        ("required", json!(["b", "z"])),
        ("description", json!("Text.\n\n    code")),
        ("deprecated", json!(true)),
        ("x-extensible-enum", json!(["a", "Other"])),
        ("x-rust-name", json!("Chosen")),
        ("$ref", json!("#/definitions/a")),
        ("$ref", json!("#/definitions/b")),
        ("$ref", json!("#")),
        ("additionalProperties", json!(false)),
        ("uniqueItems", json!(true)),
        ("minItems", json!(1)),
    ])
    .prop_map(|(name, value)| (name.to_owned(), value))
}

/// A schema; `wrong` of ten keywords have any value.
fn schema(dialect: Dialect, wrong: u32) -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        3 => vec(right(), 0..3).prop_map(object),
        1 => any::<bool>().prop_map(Value::Bool),
        wrong => plausible(),
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let keyword = prop_oneof![
            10 => right(),
            10 => applied(dialect, inner),
            wrong => any_keyword(dialect),
        ];
        vec(keyword, 0..5).prop_map(object)
    })
    .boxed()
}

/// Members by name; of two with one name the later stays.
fn object(members: Vec<(String, Value)>) -> Value {
    Value::Object(members.into_iter().collect::<Map<String, Value>>())
}

/// A document that has the definitions its references lead to.
fn document(wrong: u32) -> impl Strategy<Value = String> {
    let parts = move |dialect: Dialect| {
        let schema = || schema(dialect, wrong);
        (Just(dialect), schema(), schema(), schema())
    };
    select(Dialect::ALL.to_vec())
        .prop_flat_map(parts)
        .prop_map(|(dialect, root, a, b)| {
            let mut root = root;
            if let Value::Object(members) = &mut root {
                let definitions = json!({"a": a, "b": b});
                members.insert("definitions".to_owned(), definitions);
                // In the newest dialect, none need be stated.
                if dialect != Dialect::Draft2020 {
                    members.insert("$schema".to_owned(), json!(dialect.uri()));
                }
            }
            root.to_string()
        })
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(400))]

    #[test]
    fn schemas_with_mistakes_are_compiled_or_refused(text in document(2)) {
        is_total(&text);
    }

    #[test]
    fn json_that_is_no_schema_is_compiled_or_refused(value in json_value()) {
        is_total(&value.to_string());
    }

    #[test]
    fn schemas_without_mistakes_are_compiled_or_refused(text in document(0)) {
        is_total(&text);
    }
}

/// The properties above are only worth something if both answers come up.
#[test]
fn random_documents_are_of_both_kinds() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    for wrong in [0, 2] {
        let mut compiled = 0;
        for _ in 0..100 {
            let tree = document(wrong).new_tree(&mut runner).expect("a document");
            compiled += u32::from(is_total(&tree.current()));
        }
        assert!((5..=95).contains(&compiled), "{compiled} of 100");
    }
}

/// Each keyword of each dialect by itself, with values of every kind.
#[test]
fn every_keyword_takes_or_refuses_every_value() {
    let values = [
        "null",
        "true",
        "false",
        "0",
        "-1",
        "1.0",
        "1.5",
        "1e400",
        "-1e400",
        "1e-400",
        "12345678901234567890123",
        "\"\"",
        "\"a\"",
        "\"string\"",
        "\"#\"",
        "\"#a\"",
        "\"(\"",
        "\"\\u0000\"",
        "\"uuid\"",
        "\"https://a.b/c\"",
        "[]",
        "[null]",
        "[\"a\"]",
        "[\"a\", \"a\"]",
        "[[\"/a\", \"/b\"]]",
        "[{}, true]",
        "[[]]",
        "[\"string\", \"null\"]",
        "{}",
        "{\"a\": 1}",
        "{\"a\": [\"b\"]}",
        "{\"a\": true, \"b\": {}}",
        "{\"\": {}}",
        "{\"(\": {}}",
        "{\"https://json-schema.org/draft/2020-12/vocab/core\": true}",
        "{\"type\": 1}",
        "{\"$ref\": \"#\"}",
    ];
    for dialect in Dialect::ALL {
        for keyword in dialect.keywords() {
            for value in values {
                let uri = dialect.uri();
                is_total(
                    &format!(r#"{{"$schema": "{uri}", "{keyword}": {value}}}"#)
                        .replace(&format!(r#""$schema": "{uri}", "$schema""#), r#""$schema""#),
                );
            }
        }
    }
}
