//! What a dynamic reference means, way by way.

use super::{all, program, targets};

const LIST: &str = r##"{
    "properties": {"item": {"$dynamicRef": "#item"}, "rest": {"$ref": "#"}},
    "$defs": {"item": {"$dynamicAnchor": "item"}}
}"##;

#[test]
fn one_anchor_leaves_no_choice() {
    let program = program(&[(
        "a.json",
        r##"{"$id": "https://x.test/a", "properties": {"b": {"$dynamicRef": "#c"}, "d": {"$ref": "#c"}},
            "$defs": {"c": {"$dynamicAnchor": "c", "properties": {"e": {"$dynamicRef": "#c"}}}}}"##,
    )]);
    let c = ["a#/$defs/c"];
    assert_eq!(targets(&program, 0, &["b"]), c);
    assert_eq!(targets(&program, 0, &["d"]), c);
    assert_eq!(targets(&program, 0, &["b", "e"]), c);
    assert_eq!(program.iter().count(), 5);
}

#[test]
fn the_outermost_resource_that_has_the_anchor_binds_it() {
    let program = program(&[
        (
            "numbers.schema.json",
            r##"{"$ref": "between.json",
                "$defs": {"number": {"$dynamicAnchor": "item", "type": "number"}}}"##,
        ),
        ("between.json", r##"{"$ref": "strings.schema.json"}"##),
        (
            "strings.schema.json",
            r##"{"$ref": "list.json",
                "$defs": {"string": {"$dynamicAnchor": "item", "type": "string"}}}"##,
        ),
        ("list.json", LIST),
    ]);
    // The roots come in the order of their names, and `list` is none.
    assert_eq!(targets(&program, 0, &["item"]), ["numbers#/$defs/number"]);
    assert_eq!(
        targets(&program, 1, &["rest", "rest", "item"]),
        ["strings#/$defs/string"]
    );
}

#[test]
fn a_scope_that_was_left_binds_nothing() {
    let program = program(&[
        (
            "a.schema.json",
            r##"{"properties": {"x": {"$ref": "strings.json"}, "y": {"$ref": "list.json"}}}"##,
        ),
        (
            "strings.json",
            r##"{"$ref": "list.json",
                "$defs": {"string": {"$dynamicAnchor": "item", "type": "string"}}}"##,
        ),
        ("list.json", LIST),
    ]);
    assert_eq!(
        targets(&program, 0, &["x", "item"]),
        ["strings#/$defs/string"]
    );
    assert_eq!(targets(&program, 0, &["y", "item"]), ["list#/$defs/item"]);
    // The usual meaning of `list` has no words to it, the other one has.
    assert_eq!(targets(&program, 0, &["y"]), ["list#"]);
    assert_eq!(
        targets(&program, 0, &["x"]),
        ["strings#", "list# in strings"]
    );
}

#[test]
fn what_no_dynamic_anchor_names_is_referred_to_as_ever() {
    let program = program(&[
        (
            "a.schema.json",
            r##"{"$ref": "b.json",
                "$defs": {"x": {"$dynamicAnchor": "x"}, "y": {"$dynamicAnchor": "y"}}}"##,
        ),
        (
            "b.json",
            r##"{"properties": {
                    "pointer": {"$dynamicRef": "#/$defs/x"},
                    "plain": {"$dynamicRef": "#y"},
                    "otherwise": {"$dynamicRef": "#z"},
                    "escaped": {"$dynamicRef": "#%78"},
                    "static": {"$ref": "#x"}
                },
                "$defs": {
                    "x": {"$dynamicAnchor": "x"},
                    "y": {"$anchor": "y"},
                    "z": {"$anchor": "z", "$dynamicAnchor": "zz"}
                }}"##,
        ),
    ]);
    for (member, target) in [
        ("pointer", "b#/$defs/x"),
        ("plain", "b#/$defs/y"),
        ("otherwise", "b#/$defs/z"),
        ("escaped", "a#/$defs/x"),
        ("static", "b#/$defs/x"),
    ] {
        assert_eq!(targets(&program, 0, &[member]), [target], "{member}");
    }
}

#[test]
fn a_resource_is_entered_where_a_reference_leads_and_not_around_it() {
    let program = program(&[(
        "a.json",
        r##"{"$id": "https://x.test/a",
            "properties": {
                "direct": {"$ref": "inner"},
                "pointer": {"$ref": "outer#/$defs/inner"},
                "anchor": {"$ref": "inner#here"},
                "through": {"$ref": "outer"}
            },
            "$defs": {"outer": {
                "$id": "outer",
                "properties": {"in": {"$ref": "inner"}},
                "$defs": {
                    "value": {"$dynamicAnchor": "value", "type": "string"},
                    "inner": {
                        "$id": "inner",
                        "properties": {"value": {"$dynamicRef": "#value"}},
                        "$defs": {
                            "value": {"$dynamicAnchor": "value"},
                            "here": {"$anchor": "here", "properties": {"value": {"$dynamicRef": "#value"}}}
                        }
                    }
                }
            }}}"##,
    )]);
    let inner = ["inner#/$defs/value"];
    assert_eq!(targets(&program, 0, &["direct", "value"]), inner);
    assert_eq!(targets(&program, 0, &["pointer", "value"]), inner);
    assert_eq!(targets(&program, 0, &["anchor", "value"]), inner);
    assert_eq!(
        targets(&program, 0, &["through", "in", "value"]),
        ["outer#/$defs/value"]
    );
}

#[test]
fn a_subschema_with_a_uri_is_entered_too() {
    let program = program(&[(
        "a.json",
        r##"{"$id": "https://x.test/a",
            "$defs": {"n": {"$dynamicAnchor": "n"}},
            "properties": {
                "b": {"$id": "b", "$ref": "c", "$defs": {"n": {"$dynamicAnchor": "m"}}},
                "c": {"$id": "c",
                    "properties": {"m": {"$dynamicRef": "#m"}, "n": {"$dynamicRef": "#n"}},
                    "$defs": {"m": {"$dynamicAnchor": "m"}, "n": {"$dynamicAnchor": "n"}}}
            }}"##,
    )]);
    assert_eq!(targets(&program, 0, &["b", "m"]), ["b#/$defs/n"]);
    assert_eq!(targets(&program, 0, &["c", "m"]), ["c#/$defs/m"]);
    assert_eq!(targets(&program, 0, &["c", "n"]), ["a#/$defs/n"]);
}

#[test]
fn a_target_counts_that_no_resource_in_scope_has() {
    let program = program(&[
        (
            "a.schema.json",
            r##"{"properties": {
                "b": {"$dynamicRef": "b.json#n"},
                "c": {"$ref": "c.json"}
            }}"##,
        ),
        ("b.json", r##"{"$dynamicAnchor": "n"}"##),
        (
            "c.json",
            r##"{"$dynamicAnchor": "n", "properties": {"b": {"$dynamicRef": "b.json#n"}}}"##,
        ),
    ]);
    assert_eq!(targets(&program, 0, &["b"]), ["b#"]);
    assert_eq!(targets(&program, 0, &["c", "b"]), ["c#"]);
}

/// The resource that a dynamic reference leaves for an outer one has been entered all the same (2020-12 core, 7.1).
#[test]
fn a_resource_stays_in_scope_when_a_reference_leads_outwards() {
    let program = program(&[
        (
            "a.schema.json",
            r##"{"$ref": "b.json", "$defs": {"n": {"$dynamicAnchor": "n",
                "properties": {"deep": {"$dynamicRef": "c.json#m"}}}}}"##,
        ),
        (
            "b.json",
            r##"{"properties": {"item": {"$dynamicRef": "#n"}},
                "$defs": {"n": {"$dynamicAnchor": "n"}, "m": {"$dynamicAnchor": "m"}}}"##,
        ),
        (
            "c.json",
            r##"{"$defs": {"m": {"$dynamicAnchor": "m", "type": "null"}}}"##,
        ),
    ]);
    assert_eq!(targets(&program, 0, &["item"]), ["a#/$defs/n"]);
    assert_eq!(targets(&program, 0, &["item", "deep"]), ["b#/$defs/m"]);
}

#[test]
fn meanings_that_come_to_the_same_are_one_schema() {
    // `wrap` is reached where nothing is bound, and from within `tree`, where `node` is.
    let program = program(&[
        (
            "a.schema.json",
            r##"{"properties": {"wrap": {"$ref": "#/$defs/wrap"}, "other": {"$ref": "other.json"}},
                "$defs": {"wrap": {"$ref": "tree.json"}}}"##,
        ),
        (
            "tree.json",
            r##"{"$dynamicAnchor": "node",
                "properties": {"wrapped": {"$ref": "a.schema.json#/$defs/wrap"}, "bare": {"$dynamicRef": "#node"}}}"##,
        ),
        ("other.json", r##"{"$dynamicAnchor": "node"}"##),
    ]);
    let mut schemas = all(&program);
    let count = schemas.len();
    schemas.sort();
    schemas.dedup();
    assert_eq!(schemas.len(), count, "{schemas:#?}");
    assert!(schemas.iter().all(|schema| !schema.contains(' ')));
}

#[test]
fn definitions_that_nothing_refers_to_are_lowered_once() {
    let program = program(&[(
        "a.json",
        r##"{"$id": "https://x.test/a",
            "$ref": "other",
            "$defs": {
                "list": {"$id": "list", "properties": {"item": {"$dynamicRef": "#item"}},
                    "$defs": {"item": {"$dynamicAnchor": "item"}}},
                "other": {"$id": "other", "$ref": "list",
                    "$defs": {"item": {"$dynamicAnchor": "item", "type": "null"}}},
                "unused": {"$ref": "other#/$defs/item"},
                "unusedToo": {"$dynamicRef": "list#item"}
            }}"##,
    )]);
    let schemas = all(&program);
    let lists = schemas.iter().filter(|schema| schema.starts_with("list#"));
    assert_eq!(
        lists.collect::<Vec<_>>(),
        ["list#", "list#/properties/item", "list#/$defs/item"]
    );
    let last = "a#/$defs/unusedToo".to_owned();
    assert!(schemas.contains(&last), "{schemas:#?}");
}

#[test]
fn a_recursive_reference_means_the_outermost_resource_with_the_anchor() {
    let draft = r#""$schema": "https://json-schema.org/draft/2019-09/schema""#;
    let with = |text: &str| text.replace("DRAFT", draft);
    let program = program(&[
        (
            "a.schema.json",
            &with(r##"{DRAFT, "$recursiveAnchor": true, "$ref": "b.schema.json"}"##),
        ),
        (
            "b.schema.json",
            &with(
                r##"{DRAFT, "properties": {"c": {"$ref": "c.json"}, "b": {"$recursiveRef": "#"}}}"##,
            ),
        ),
        (
            "c.json",
            &with(
                r##"{DRAFT, "$recursiveAnchor": true,
                    "properties": {"c": {"$recursiveRef": "#"}, "d": {"$ref": "d.json"}}}"##,
            ),
        ),
        (
            "d.json",
            &with(
                r##"{DRAFT, "$recursiveAnchor": false, "properties": {"d": {"$recursiveRef": "#"}}}"##,
            ),
        ),
    ]);
    // `b` has no anchor, and does not stop the search either (2019-09 core, 8.2.4.2.2).
    assert_eq!(targets(&program, 0, &["c", "c"]), ["a#", "b# in a"]);
    assert_eq!(targets(&program, 1, &["c", "c"]), ["c#"]);
    assert_eq!(targets(&program, 1, &["b"]), ["b#"]);
    assert_eq!(targets(&program, 0, &["c", "d", "d"]), ["d#"]);
}
