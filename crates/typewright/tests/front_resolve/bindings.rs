//! What references lead to.

use super::{bindings, graph, load, place};
use typewright::diagnostic::Diagnostics;
use typewright::resolve::resolve_documents;

#[test]
fn references_lead_within_and_across_files() {
    let graph = graph(&[
        (
            "chat.schema.json",
            r##"{"properties": {
                "id": {"$ref": "#/$defs/Id"},
                "contact": {"$ref": "contact.schema.json"},
                "phone": {"$ref": "contact.schema.json#/$defs/a~1b%20c"},
                "again": {"$ref": "#"}
            }, "$defs": {"Id": {"type": "string"}}}"##,
        ),
        (
            "contact.schema.json",
            r##"{"$defs": {"a/b c": true}, "not": {"$ref": "shared/more.json#name"}}"##,
        ),
        (
            "shared/more.json",
            r##"{"$defs": {"x": {"$anchor": "name"}}}"##,
        ),
    ]);
    assert_eq!(
        bindings(&graph),
        [
            "chat.schema.json#/properties/id -> chat.schema.json#/$defs/Id",
            "chat.schema.json#/properties/contact -> contact.schema.json#",
            "chat.schema.json#/properties/phone -> contact.schema.json#/$defs/a~1b c",
            "chat.schema.json#/properties/again -> chat.schema.json#",
            "contact.schema.json#/not -> shared/more.json#/$defs/x",
        ]
    );
    assert_eq!(graph.documents.roots.len(), 2);
}

#[test]
fn identifiers_name_resources_and_locations() {
    let graph = graph(&[
        (
            "chat.schema.json",
            r##"{"$id": "https://x.test/v1/chat.json",
                "properties": {"c": {"$ref": "contact.json"}, "e": {"$ref": "inner/a.json#/a%20b"}},
                "$defs": {"e": {"$id": "inner/a.json", "a b": {"items": {"$ref": "../contact.json"}}}}}"##,
        ),
        (
            "other.schema.json",
            r##"{"$id": "https://x.test/v1/contact.json"}"##,
        ),
        ("plain one.schema.json", r##"{"properties": {"a%": true}}"##),
    ]);
    assert_eq!(
        bindings(&graph),
        [
            "chat.schema.json#/properties/c -> other.schema.json#",
            "chat.schema.json#/properties/e -> chat.schema.json#/$defs/e/a b",
            "chat.schema.json#/$defs/e/a b/items -> other.schema.json#",
        ]
    );
    let items = place(&graph, "chat.schema.json", "/$defs/e/a b/items");
    assert_eq!(
        graph.canonical_location(items),
        "https://x.test/v1/inner/a.json#/a%20b/items"
    );
    assert_eq!(graph.resource_uri(items), "https://x.test/v1/inner/a.json");
    assert_eq!(
        graph.resource_root(items),
        place(&graph, "chat.schema.json", "/$defs/e")
    );
    let percent = place(&graph, "plain one.schema.json", "/properties/a%");
    assert_eq!(
        graph.canonical_location(percent),
        "typewright:///plain%20one.schema.json#/properties/a%25"
    );
}

#[test]
fn recursion_through_a_part_of_the_value_is_no_circle() {
    graph(&[(
        "a.json",
        r##"{"properties": {"x": {"$ref": "#"}}, "items": {"anyOf": [{"$ref": "#"}]}, "then": {"$ref": "#"},
            "contains": {"$ref": "#"}, "propertyNames": {"$ref": "#"}, "$defs": {"d": {"$ref": "#"}}}"##,
    )]);
}

#[test]
fn up_to_draft_7_a_reference_hides_what_is_beside_it() {
    let graph = graph(&[(
        "a.json",
        r##"{"$schema": "http://json-schema.org/draft-07/schema#", "$id": "https://x.test/base/",
            "definitions": {
                "foo": {"$id": "https://x.test/foo"},
                "plain": {"$id": "#name", "type": "null"},
                "beside": {"$id": "https://x.test/", "$ref": "../foo", "items": {"$ref": "nowhere"}},
                "named": {"$ref": "#name"}
            }}"##,
    )]);
    assert_eq!(
        bindings(&graph),
        [
            "a.json#/definitions/beside -> a.json#/definitions/foo",
            "a.json#/definitions/named -> a.json#/definitions/plain",
        ]
    );
}

#[test]
fn draft_4_spells_identifiers_id() {
    let graph = graph(&[(
        "a.json",
        r##"{"$schema": "http://json-schema.org/draft-04/schema#", "id": "http://x.test/root",
            "properties": {"id": {"$ref": "other"}},
            "definitions": {"o": {"id": "other", "type": "null"}, "not": {"$id": "other"}}}"##,
    )]);
    assert_eq!(
        bindings(&graph),
        ["a.json#/properties/id -> a.json#/definitions/o"]
    );
}

#[test]
fn identifiers_in_constants_and_unknown_keywords_are_none() {
    let graph = graph(&[(
        "a.json",
        r##"{"const": {"$id": "x", "$ref": "nowhere"}, "enum": [{"$anchor": "y", "$ref": 1}],
            "x-note": {"$id": "x", "$ref": "nowhere"}, "default": {"$ref": "nowhere"},
            "properties": {"$ref": {"type": "string"}, "$id": true}}"##,
    )]);
    assert_eq!(bindings(&graph), [] as [&str; 0]);
}

#[test]
fn a_reference_into_an_unknown_keyword_makes_a_schema_of_it() {
    let graph = graph(&[(
        "a.json",
        r##"{"$ref": "#/x-types/a", "x-types": {"a": {"items": {"$ref": "#/$defs/b"}}}, "$defs": {"b": true}}"##,
    )]);
    assert_eq!(
        bindings(&graph),
        [
            "a.json# -> a.json#/x-types/a",
            "a.json#/x-types/a/items -> a.json#/$defs/b"
        ]
    );
}

#[test]
fn files_lie_to_each_other_as_their_uris_do() {
    let graph = graph(&[
        (
            "v1/a.schema.json",
            r##"{"$id": "https://x.test/s/v1/a.json", "$ref": "../common/id.json#/$defs/Id"}"##,
        ),
        ("common/id.json", r##"{"$defs": {"Id": true}}"##),
    ]);
    assert_eq!(
        bindings(&graph),
        ["v1/a.schema.json# -> common/id.json#/$defs/Id"]
    );
}

#[test]
fn documents_of_other_units_are_found_by_identifier() {
    let (units, errors) = load(&[
        ("v1/a.schema.json", r##"{"$ref": "https://x.test/b#b"}"##),
        (
            "v2/b.schema.json",
            r##"{"$id": "https://x.test/b", "$anchor": "b", "items": {"$ref": "c.json"}}"##,
        ),
        ("v2/c.json", "{}"),
    ]);
    assert_eq!(errors, []);
    let names: Vec<Vec<&str>> = units
        .iter()
        .map(|unit| {
            unit.documents
                .iter()
                .map(|(_, d)| d.name.as_str())
                .collect()
        })
        .collect();
    assert_eq!(
        names,
        [
            vec!["v1/a.schema.json", "v2/b.schema.json", "v2/c.json"],
            vec!["v2/b.schema.json", "v2/c.json"]
        ]
    );
    let mut diagnostics = Diagnostics::new();
    for unit in units {
        assert_eq!(unit.documents.roots.len(), 1);
        resolve_documents(unit.documents, &mut diagnostics);
    }
    assert_eq!(diagnostics.into_sorted(), []);
}
