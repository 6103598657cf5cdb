//! Bundles: one document that says what many said.

use serde_json::{Value, json};
use typewright::bundle::bundle_document;
use typewright::diagnostic::Diagnostics;
use typewright::load::{Dialect, Source, load_sources};
use typewright::resolve::{Graph, resolve_documents};

fn graph(files: &[(&str, &str)]) -> Graph {
    let mut diagnostics = Diagnostics::new();
    let source = Source::memory(files.iter().map(|(name, text)| (*name, *text)));
    let mut units = load_sources(&source, &mut diagnostics);
    let graph = resolve_documents(units.remove(0).documents, &mut diagnostics);
    assert_eq!(diagnostics.into_sorted(), []);
    graph
}

/// The bundle of the first document; it must be a schema that `jsonschema` compiles alone, and that bundles to itself.
fn bundle(files: &[(&str, &str)]) -> (String, jsonschema::Validator) {
    let first = graph(files);
    let text = bundle_document(&first, first.documents.roots[0]);
    let value: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::options().build(&value);
    let validator = validator.unwrap_or_else(|error| panic!("{error}\n{text}"));
    let again = graph(&[("bundle.json", &text)]);
    assert_eq!(bundle_document(&again, again.documents.roots[0]), text);
    (text, validator)
}

fn assert_verdicts(files: &[(&str, &str)], valid: &[Value], invalid: &[Value]) -> String {
    let (text, validator) = bundle(files);
    for instance in valid {
        assert!(validator.is_valid(instance), "{instance}\n{text}");
    }
    for instance in invalid {
        assert!(!validator.is_valid(instance), "{instance}\n{text}");
    }
    text
}

const CHAT: (&str, &str) = (
    "a.schema.json",
    r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://x.test/v1/chat.json",
  "title": "Chät \"x\"\n",
  "properties": {"contact": {"$ref": "contact.json"}, "n": {"maximum": 1.50e1, "default": []}},
  "$defs": {"Id": {"type": "string"}}
}"##,
);

const CONTACT: (&str, &str) = (
    "contact.schema.json",
    r##"{
  "$id": "https://x.test/v1/contact.json",
  "properties": {
    "id": {"$ref": "chat.json#/$defs/Id"},
    "age": {"$ref": "shared/age.json#/$defs/Age"}
  }
}"##,
);

const AGE: (&str, &str) = (
    "shared/age.json",
    r##"{"$defs": {"Age": {"$ref": "#/$defs/N"}, "N": {"type": "integer"}}}"##,
);

#[test]
fn documents_are_embedded_by_their_uri() {
    let text = assert_verdicts(
        &[CHAT, CONTACT, AGE],
        &[json!({"contact": {"id": "x", "age": 3}}), json!({"n": 3})],
        &[
            json!({"contact": {"id": 3}}),
            json!({"contact": {"age": "x"}}),
        ],
    );
    let expected = r##"{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "https://x.test/v1/chat.json",
  "title": "Chät \"x\"\n",
  "properties": {
    "contact": {
      "$ref": "contact.json"
    },
    "n": {
      "maximum": 1.50e1,
      "default": []
    }
  },
  "$defs": {
    "Id": {
      "type": "string"
    },
    "https://x.test/v1/contact.json": {
      "$id": "https://x.test/v1/contact.json",
      "properties": {
        "id": {
          "$ref": "chat.json#/$defs/Id"
        },
        "age": {
          "$ref": "typewright:///shared/age.json#/$defs/Age"
        }
      }
    },
    "typewright:///shared/age.json": {
      "$id": "typewright:///shared/age.json",
      "$defs": {
        "Age": {
          "$ref": "#/$defs/N"
        },
        "N": {
          "type": "integer"
        }
      }
    }
  }
}
"##;
    assert_eq!(text, expected);
}

#[test]
fn a_document_alone_stays_as_it_is() {
    let text = assert_verdicts(
        &[(
            "a.json",
            r##"{"$ref":"#/$defs/A","$defs":{"A":{"const":1.0}}}"##,
        )],
        &[json!(1)],
        &[json!(2)],
    );
    assert_eq!(
        text,
        "{\n  \"$ref\": \"#/$defs/A\",\n  \"$defs\": {\n    \"A\": {\n      \"const\": 1.0\n    }\n  }\n}\n"
    );
    assert_eq!(bundle(&[("a.json", "false")]).0, "false\n");
}

#[test]
fn a_root_without_identifier_refers_by_the_uris_of_others() {
    let text = assert_verdicts(
        &[
            (
                "a.schema.json",
                r##"{"items": {"$ref": "sub/b.json"}, "minItems": 1}"##,
            ),
            (
                "sub/b.json",
                r##"{"$anchor": "b", "type": ["integer", "array"], "items": {"$ref": "#b"}}"##,
            ),
        ],
        &[json!([1]), json!([[2]])],
        &[json!([]), json!(["x"]), json!([["x"]])],
    );
    assert!(
        text.contains("\"$ref\": \"typewright:///sub/b.json\""),
        "{text}"
    );
    assert!(text.starts_with("{\n  \"items\""), "{text}");
}

#[test]
fn a_root_that_is_referred_to_gets_an_identifier() {
    let text = assert_verdicts(
        &[
            (
                "a.schema.json",
                r##"{"type": "object", "additionalProperties": {"$ref": "sub/b.json"}}"##,
            ),
            (
                "sub/b.json",
                r##"{"items": {"$ref": "../a.schema.json#"}}"##,
            ),
        ],
        &[json!({"x": [{"y": []}]})],
        &[json!({"x": [3]}), json!({"x": [{"y": [3]}]})],
    );
    assert!(
        text.starts_with("{\n  \"$id\": \"typewright:///a.schema.json\",\n  \"type\""),
        "{text}"
    );
    assert!(text.contains("\"$ref\": \"sub/b.json\""), "{text}");
}

#[test]
fn relative_identifiers_become_absolute() {
    let text = assert_verdicts(
        &[(
            "v1/a.json",
            r##"{"$id": "c.json", "items": {"$ref": "d.json"}, "$defs": {"d": {"$id": "d.json", "type": "null"}}}"##,
        )],
        &[json!([null])],
        &[json!([1])],
    );
    assert!(
        text.contains("\"$id\": \"typewright:///v1/c.json\""),
        "{text}"
    );
}

#[test]
fn booleans_are_embedded_as_objects() {
    let files = [
        (
            "a.schema.json",
            r##"{"properties": {"t": {"$ref": "sub/t.json"}, "f": {"$ref": "sub/f.json"}}}"##,
        ),
        ("sub/t.json", "true"),
        ("sub/f.json", "false"),
    ];
    assert_verdicts(&files, &[json!({"t": 1}), json!({})], &[json!({"f": 1})]);
}

#[test]
fn old_dialects_keep_references_that_hide_what_is_beside_them() {
    let text = assert_verdicts(
        &[
            (
                "a.schema.json",
                r##"{"$schema": "http://json-schema.org/draft-07/schema#",
                    "$ref": "#/definitions/A", "maxLength": 1, "$id": "https://never.test/",
                    "definitions": {"A": {"anyOf": [{"$ref": "sub/b.json"}, {"type": "null"}]}}}"##,
            ),
            (
                "sub/b.json",
                r##"{"$schema": "http://json-schema.org/draft-07/schema#",
                    "$ref": "#/definitions/B", "maxLength": 1,
                    "definitions": {"B": {"type": "string"}}}"##,
            ),
        ],
        &[json!("long"), json!(null)],
        &[json!(1)],
    );
    assert!(
        !text.contains("maxLength") && !text.contains("never.test"),
        "{text}"
    );
}

#[test]
fn a_fragment_identifier_gives_way_to_the_uri() {
    let text = assert_verdicts(
        &[
            (
                "a.schema.json",
                r##"{"$schema": "http://json-schema.org/draft-07/schema#", "items": {"$ref": "sub/b.json#B"}}"##,
            ),
            (
                "sub/b.json",
                r##"{"$schema": "http://json-schema.org/draft-07/schema#", "$id": "#B", "type": "null"}"##,
            ),
        ],
        &[json!([null])],
        &[json!([1])],
    );
    assert!(
        text.contains("\"$ref\": \"typewright:///sub/b.json\""),
        "{text}"
    );
}

#[test]
fn embedded_documents_keep_their_dialect() {
    let text = assert_verdicts(
        &[
            (
                "a.schema.json",
                r##"{"$schema": "http://json-schema.org/draft-07/schema#", "additionalItems": false, "items": [{"$ref": "sub/b.json"}]}"##,
            ),
            ("sub/b.json", r##"{"prefixItems": [{"type": "null"}]}"##),
        ],
        &[json!([[null, 1]])],
        &[json!([[1]]), json!([[], 1])],
    );
    let embedded = "\"$id\": \"typewright:///sub/b.json\",\n      \"$schema\": \"https://json-schema.org/draft/2020-12/schema\"";
    assert!(text.contains(embedded), "{text}");
}

/// Embedding must not put a dynamic anchor into the scope of references that did not see it, nor hide one that they saw.
#[test]
fn dynamic_references_mean_in_a_bundle_what_they_meant() {
    let tree = (
        "tree.schema.json",
        r##"{"$dynamicAnchor": "node", "type": "object",
            "properties": {"children": {"items": {"$dynamicRef": "#node"}}, "leaf": {"$dynamicRef": "parts.json#leaf"}}}"##,
    );
    let parts = (
        "parts.json",
        r##"{"$defs": {"leaf": {"$dynamicAnchor": "leaf", "type": "string"}}}"##,
    );
    let named = (
        "named.schema.json",
        r##"{"$dynamicAnchor": "node", "$ref": "tree.schema.json", "required": ["name"]}"##,
    );
    let numbered = (
        "numbered.schema.json",
        r##"{"$id": "https://x.test/numbered", "properties": {"tree": {"$ref": "https://x.test/tree"}},
            "$defs": {"leaf": {"$dynamicAnchor": "leaf", "type": "number"}}}"##,
    );
    let bare = json!({"children": [{"children": []}]});
    let full = json!({"name": 1, "children": [{"name": 2}]});
    assert_verdicts(
        &[named, tree, parts],
        &[full.clone(), json!({"name": 1, "leaf": "x"})],
        &[
            bare.clone(),
            json!({"name": 1, "leaf": 1}),
            json!({"name": 1, "children": [{}]}),
        ],
    );
    // The document that comes first by name is bundled: now it is the tree.
    let text = assert_verdicts(
        &[tree, parts],
        &[full, bare, json!({"leaf": "x"})],
        &[json!({"children": [1]}), json!({"leaf": 1})],
    );
    // The root states no URI, so that nothing relative could be resolved.
    let spelled = "\"$dynamicRef\": \"typewright:///parts.json#leaf\"";
    assert!(text.contains(spelled), "{text}");

    let with_uri = tree
        .1
        .replacen('{', r#"{"$id": "https://x.test/tree", "#, 1);
    let text = assert_verdicts(
        &[numbered, ("tree.schema.json", &with_uri), parts],
        &[json!({"tree": {"leaf": 1, "children": [{"leaf": 2}]}})],
        &[json!({"tree": {"leaf": "x"}}), json!({"tree": 1})],
    );
    assert!(text.contains(spelled), "{text}");
}

#[test]
fn recursive_references_mean_in_a_bundle_what_they_meant() {
    let draft =
        r#""$schema": "https://json-schema.org/draft/2019-09/schema", "$recursiveAnchor": true"#;
    let tree = format!(
        r##"{{{draft}, "properties": {{"children": {{"items": {{"$recursiveRef": "#"}}}}}}}}"##
    );
    let named = format!(r##"{{{draft}, "$ref": "tree.json", "required": ["name"]}}"##);
    assert_verdicts(
        &[("named.schema.json", &named), ("tree.json", &tree)],
        &[json!({"name": 1, "children": [{"name": 2}]})],
        &[json!({"name": 1, "children": [{}]})],
    );
}

#[test]
fn a_dialect_that_was_said_from_outside_is_written_down() {
    let files = [
        (
            "a.json",
            r#"{"items": [{"$ref": "b.json"}], "minimum": 1, "exclusiveMinimum": true}"#,
        ),
        (
            "b.json",
            r#"{"$schema": "https://json-schema.org/draft/2019-09/schema"}"#,
        ),
    ];
    let mut diagnostics = Diagnostics::new();
    let source = Source::memory(files).with_dialect(Dialect::Draft4);
    let mut units = load_sources(&source, &mut diagnostics);
    let graph = resolve_documents(units.remove(0).documents, &mut diagnostics);
    assert_eq!(diagnostics.into_sorted(), []);
    let bundle: Value = serde_json::from_str(&bundle_document(&graph, graph.documents.roots[0]))
        .expect("a bundle is JSON");
    assert_eq!(bundle["$schema"], "http://json-schema.org/draft-04/schema#");
    let validator = jsonschema::options().build(&bundle).expect("a schema");
    assert!(!validator.is_valid(&json!(1)) && validator.is_valid(&json!(2)));
}
