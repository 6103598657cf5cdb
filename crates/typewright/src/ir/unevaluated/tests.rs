//! What is evaluated of which values.

use crate::diagnostic::Diagnostics;
use crate::ir::lower_graph;
use crate::load::{Source, load_sources};
use crate::options::Options;
use crate::resolve::resolve_documents;

/// The rules about what is not evaluated in the program of a schema object with these members, as text without numbers.
fn unevaluated(members: &str) -> Vec<String> {
    let text = format!("{{{members}}}");
    let source = Source::memory([("a.schema.json", text.as_str())]);
    let mut diagnostics = Diagnostics::new();
    let mut units = load_sources(&source, &mut diagnostics);
    let graph = resolve_documents(units.remove(0).documents, &mut diagnostics);
    let program = lower_graph(&graph, &Options::default(), &mut diagnostics);
    let found = diagnostics.into_sorted();
    assert!(found.is_empty(), "{found:?}");
    let rules = program.iter().flat_map(|(_, schema)| &schema.rules);
    rules
        .map(|rule| rule.to_string().replace(|c: char| c.is_ascii_digit(), ""))
        .filter(|rule| rule.starts_with("unevaluated"))
        .collect()
}

#[test]
fn members_that_are_always_evaluated_are_listed() {
    let base = r##""$defs": {"base": {"properties": {"b": {}, "a": {}}}}"##;
    for (beside, expected) in [
        (r#""type": "object""#, "[]"),
        (r#""properties": {"b": {}, "a": {}}"#, r#"["b", "a"]"#),
        (
            r##""allOf": [{"$ref": "#/$defs/base"}, {"properties": {"c": {}, "a": {}}}]"##,
            r#"["b", "a", "c"]"#,
        ),
        (
            r##""patternProperties": {"^x": {}}, "$ref": "#/$defs/base""##,
            r#"["b", "a"] "^x": begins with "x""#,
        ),
        // What only some values have evaluated is known anyhow.
        (
            r#""properties": {"a": {}}, "if": {"properties": {"a": {"minimum": 1}}}"#,
            r#"["a"]"#,
        ),
        (
            r#""patternProperties": {"^x": {}}, "anyOf": [{"properties": {"xa": {}}}]"#,
            r#"[] "^x": begins with "x""#,
        ),
        // None of these says anything about the members of the object itself that holds.
        (
            r#""properties": {"a": {"properties": {"b": {}}}}"#,
            r#"["a"]"#,
        ),
        (r#""not": {"properties": {"a": {}}}"#, "[]"),
        (r#""then": {"properties": {"a": {}}}"#, "[]"),
        (r#""propertyNames": {"properties": {"a": {}}}"#, "[]"),
        (r#""allOf": [{"items": false}, {"required": ["a"]}]"#, "[]"),
    ] {
        let found = unevaluated(&format!(
            r#""unevaluatedProperties": false, {beside}, {base}"#
        ));
        let expected = format!("unevaluated properties #, beside {expected}");
        assert_eq!(found, [expected], "{beside}");
    }
}

#[test]
fn members_that_some_values_have_evaluated_are_left_to_the_value() {
    for beside in [
        r#""anyOf": [{"properties": {"a": {}}}]"#,
        r#""oneOf": [{"allOf": [{"patternProperties": {"a": {}}}]}]"#,
        r#""anyOf": [{"additionalProperties": true}]"#,
        r#""if": {"properties": {"a": {}}}"#,
        r#""if": true, "then": {"properties": {"a": {}}}"#,
        r#""if": true, "else": {"properties": {"a": {}}}"#,
        r#""dependentSchemas": {"a": {"properties": {"a": {}}}}"#,
        r#""properties": {"b": {}}, "allOf": [{"anyOf": [{"properties": {"a": {}}}]}]"#,
        // A pattern may be as wide as another: what matters is whether it is the same.
        r#""patternProperties": {"a": {}}, "anyOf": [{"patternProperties": {"aa": {}}}]"#,
    ] {
        let found = unevaluated(&format!(r#"{beside}, "unevaluatedProperties": false"#));
        let expected = "unevaluated properties #, as it turns out";
        assert_eq!(found, [expected], "{beside}");
    }
    // When anything may be left, it does not matter what is.
    let found = unevaluated(r#""anyOf": [{"properties": {"a": {}}}], "unevaluatedProperties": {}"#);
    assert_eq!(found, ["unevaluated properties #, beside []"]);
}

#[test]
fn a_rule_about_nothing_is_no_rule() {
    for beside in [
        r#""additionalProperties": {"type": "integer"}"#,
        r#""allOf": [{"additionalProperties": true}]"#,
        r#""anyOf": [{"properties": {"a": {}}}], "allOf": [{"additionalProperties": true}]"#,
    ] {
        let found = unevaluated(&format!(r#"{beside}, "unevaluatedProperties": false"#));
        assert_eq!(found, [""; 0], "{beside}");
    }
    for beside in [
        r#""items": {"type": "integer"}"#,
        r#""allOf": [{"items": {}}]"#,
    ] {
        let found = unevaluated(&format!(r#"{beside}, "unevaluatedItems": false"#));
        assert_eq!(found, [""; 0], "{beside}");
    }
    // Of two within each other, the inner one leaves nothing to the outer.
    let within = r#""allOf": [{"unevaluatedProperties": {"type": "integer"}}]"#;
    let found = unevaluated(&format!(r#"{within}, "unevaluatedProperties": false"#));
    assert_eq!(found, ["unevaluated properties #, beside []"]);
    let beside = r#""allOf": [{"unevaluatedProperties": false}, {"properties": {"a": {}}}]"#;
    assert_eq!(unevaluated(beside), ["unevaluated properties #, beside []"]);
}

#[test]
fn elements_are_counted_from_the_first() {
    let draft_2019 = r#""$schema": "https://json-schema.org/draft/2019-09/schema""#;
    for (beside, expected) in [
        (r#""type": "array""#, "unevaluated items #"),
        (
            r#""prefixItems": [{}], "allOf": [{"prefixItems": [{}, {}]}]"#,
            "unevaluated items # after ",
        ),
        (
            r#""prefixItems": [{}, {}], "anyOf": [{"prefixItems": [{}]}]"#,
            "unevaluated items # after ",
        ),
        (
            r#""anyOf": [{"prefixItems": [{}]}]"#,
            "unevaluated items #, as it turns out",
        ),
        (
            r#""oneOf": [{"items": {}}]"#,
            "unevaluated items #, as it turns out",
        ),
        (r#""contains": {}"#, "unevaluated items #, as it turns out"),
        (
            &format!(r#""contains": {{}}, {draft_2019}"#),
            "unevaluated items #",
        ),
        (
            r#""properties": {"a": {"items": {}}}"#,
            "unevaluated items #",
        ),
    ] {
        let found = unevaluated(&format!(r#"{beside}, "unevaluatedItems": false"#));
        assert_eq!(found, [expected], "{beside}");
    }
}
