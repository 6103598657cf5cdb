//! How types are called that are made of one definition.

use super::{compiled, program};

/// The names of the types that are made, in their order.
fn types(files: &[(&str, &str)]) -> Vec<String> {
    let (output, findings) = compiled(files);
    assert!(findings.is_empty(), "{findings:#?}");
    let output = output.expect("no errors, so there is output");
    let types = output.files.iter().find(|file| file.path == "types.rs");
    let lines = types.expect("types").text.lines();
    lines
        .filter_map(|line| line.strip_prefix("pub struct "))
        .filter_map(|rest| rest.split([' ', '(']).next())
        .map(str::to_owned)
        .collect()
}

const PAIR: &str = r##"{"type": "object",
    "properties": {"left": {"$dynamicRef": "#left"}, "right": {"$dynamicRef": "#right"}},
    "$defs": {"left": {"$dynamicAnchor": "left"}, "right": {"$dynamicAnchor": "right"}}}"##;

/// A document that has a member which is a pair, and binds what is in pairs.
fn binding(pair: &str, anchors: &[(&str, &str)]) -> String {
    let anchors: Vec<String> = anchors
        .iter()
        .map(|(name, schema)| format!(r#""{name}": {{"$dynamicAnchor": "{name}", {schema}}}"#))
        .collect();
    format!(
        r##"{{"type": "object", "properties": {{"pair": {{"$ref": "{pair}"}}}}, "$defs": {{{}}}}}"##,
        anchors.join(", ")
    )
}

#[test]
fn the_only_meaning_of_a_definition_has_its_plain_name() {
    let numbers = binding("pair.json", &[("left", r#""type": "number""#)]);
    let files = [
        ("numbers.schema.json", numbers.as_str()),
        ("pair.json", PAIR),
    ];
    assert_eq!(types(&files), ["Numbers", "Pair"]);
}

#[test]
fn other_meanings_are_named_after_what_binds() {
    let numbers = binding("pair.schema.json", &[("left", r#""type": "number""#)]);
    let strings = binding(
        "pair.schema.json",
        &[
            ("left", r#""type": "string""#),
            ("right", r#""type": "null""#),
        ],
    );
    let files = [
        ("numbers.schema.json", numbers.as_str()),
        ("pair.schema.json", PAIR),
        ("strings.schema.json", strings.as_str()),
    ];
    assert_eq!(
        types(&files),
        [
            "Numbers",
            "PairInNumbers",
            "Pair",
            "Strings",
            "PairInStrings"
        ]
    );
    let reversed = program(&[files[2], files[1], files[0]]);
    assert_eq!(reversed.to_string(), program(&files).to_string());
}

#[test]
fn names_tell_apart_what_the_same_resource_binds() {
    // One way to `pair` passes `right`, which binds a name of its own first.
    let both = r##"{"type": "object",
        "properties": {"pair": {"$ref": "pair.json"}, "further": {"$ref": "further.json"}},
        "$defs": {"left": {"$dynamicAnchor": "left", "type": "number"}}}"##;
    let further = r##"{"type": "object",
        "properties": {"pair": {"$ref": "pair.json"}},
        "$defs": {"right": {"$dynamicAnchor": "right", "type": "string"}}}"##;
    let files = [
        ("both.schema.json", both),
        ("further.json", further),
        ("pair.json", PAIR),
    ];
    assert_eq!(
        types(&files),
        ["Both", "PairInBoth", "Further", "PairInBothAndFurther"]
    );
}

#[test]
fn resources_of_one_name_are_told_apart_by_the_anchors() {
    let a = binding("pair.json", &[("left", r#""type": "number""#)]);
    let b = binding("pair.json", &[("right", r#""type": "number""#)]);
    let titled = |text: &str| text.replacen('{', r#"{"title": "Same", "#, 1);
    let (a, b) = (titled(&a), titled(&b));
    let files = [
        ("a.schema.json", a.as_str()),
        ("b.schema.json", b.as_str()),
        ("pair.json", PAIR),
    ];
    assert_eq!(
        types(&files),
        ["Same", "PairWithLeftOfSame", "Same2", "PairWithRightOfSame"]
    );
}

#[test]
fn a_resource_without_a_name_is_called_by_its_uri() {
    let text = r##"{"type": "object",
        "properties": {
            "b": {"$id": "sub/b.json", "type": "object", "properties": {"pair": {"$ref": "../pair.json"}},
                "$defs": {"left": {"$dynamicAnchor": "left", "type": "number"}}},
            "c": {"$ref": "pair.json"}
        }}"##;
    let files = [("a.schema.json", text), ("pair.json", PAIR)];
    assert_eq!(types(&files), ["A", "AB", "PairInB", "Pair"]);
}

#[test]
fn a_chosen_name_is_told_apart_too() {
    let numbers = binding("pair.schema.json", &[("left", r#""type": "number""#)]);
    let pair = PAIR.replacen('{', r#"{"x-rust-name": "Two", "#, 1);
    let files = [
        ("numbers.schema.json", numbers.as_str()),
        ("pair.schema.json", &pair),
    ];
    assert_eq!(types(&files), ["Numbers", "TwoInNumbers", "Two"]);
}
