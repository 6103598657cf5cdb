//! Documents shaped like schemas: keywords of the language with values that are right, nearly right, or wrong.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;
use proptest::sample::select;
use proptest::strategy::ValueTree;
use proptest::test_runner::FileFailurePersistence;
use serde_json::{Map, Value, json};

use crate::is_total;

/// Keywords that take schemas, each with how it takes them.
#[derive(Clone, Copy, Debug)]
enum Takes {
    Schema,
    Schemas,
    NamedSchemas,
}

const APPLICATORS: &[(&str, Takes)] = &[
    ("properties", Takes::NamedSchemas),
    ("patternProperties", Takes::NamedSchemas),
    ("dependentSchemas", Takes::NamedSchemas),
    ("$defs", Takes::NamedSchemas),
    ("definitions", Takes::NamedSchemas),
    ("allOf", Takes::Schemas),
    ("anyOf", Takes::Schemas),
    ("oneOf", Takes::Schemas),
    ("prefixItems", Takes::Schemas),
    ("items", Takes::Schema),
    ("items", Takes::Schemas),
    ("additionalProperties", Takes::Schema),
    ("additionalItems", Takes::Schema),
    ("contains", Takes::Schema),
    ("propertyNames", Takes::Schema),
    ("not", Takes::Schema),
    ("if", Takes::Schema),
    ("then", Takes::Schema),
    ("else", Takes::Schema),
    ("unevaluatedProperties", Takes::Schema),
    ("unevaluatedItems", Takes::Schema),
];

const KEYWORDS: &[&str] = &[
    "type",
    "const",
    "enum",
    "minLength",
    "maxLength",
    "pattern",
    "format",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minContains",
    "maxContains",
    "minProperties",
    "maxProperties",
    "required",
    "dependentRequired",
    "dependencies",
    "description",
    "title",
    "deprecated",
    "default",
    "x-rust-name",
    "x-extensible-enum",
    "x-same-as",
    "x-other",
    "requried",
    "$id",
    "$anchor",
    "$ref",
    "$dynamicRef",
    "$dynamicAnchor",
    "$recursiveRef",
    "$schema",
    "id",
];

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

fn applied(schema: BoxedStrategy<Value>) -> impl Strategy<Value = (String, Value)> {
    select(APPLICATORS).prop_flat_map(move |(name, takes)| {
        let schema = schema.clone();
        let value = match takes {
            Takes::Schema => schema,
            Takes::Schemas => vec(schema, 0..4).prop_map(Value::Array).boxed(),
            Takes::NamedSchemas => named(schema).boxed(),
        };
        value.prop_map(move |value| (name.to_owned(), value))
    })
}

fn simple() -> impl Strategy<Value = (String, Value)> {
    (select(KEYWORDS), plausible()).prop_map(|(name, value)| (name.to_owned(), value))
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
        ("$ref", json!("#/$defs/a")),
        ("$ref", json!("#/$defs/b")),
        ("$ref", json!("#")),
        ("additionalProperties", json!(false)),
        ("uniqueItems", json!(true)),
        ("minItems", json!(1)),
    ])
    .prop_map(|(name, value)| (name.to_owned(), value))
}

/// A schema; `wrong` of ten keywords have any value.
fn schema(wrong: u32) -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        3 => vec(right(), 0..3).prop_map(object),
        1 => any::<bool>().prop_map(Value::Bool),
        wrong => plausible(),
    ];
    leaf.prop_recursive(4, 40, 5, move |inner| {
        let keyword = prop_oneof![
            10 => right(),
            10 => applied(inner),
            wrong => simple(),
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
    (schema(wrong), schema(wrong), schema(wrong)).prop_map(|(root, a, b)| {
        let mut root = root;
        if let Value::Object(members) = &mut root {
            members.insert("$defs".to_owned(), json!({"a": a, "b": b}));
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
