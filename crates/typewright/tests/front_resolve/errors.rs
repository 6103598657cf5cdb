//! What is said about references and identifiers that are wrong.

use super::{graph, load, only, place, resolve};
use typewright::diagnostic::{DiagnosticKind, Diagnostics, Severity};
use typewright::load::Place;
use typewright::resolve::resolve_documents;

#[test]
fn a_misspelt_pointer_comes_with_what_was_meant() {
    let (_, errors) = resolve(&[(
        "a.json",
        r##"{"$ref": "#/$defs/ChatID2", "$defs": {"ChatId": true}}"##,
    )]);
    assert_eq!(
        only(&errors),
        (
            DiagnosticKind::UnresolvedReference,
            r##""#/$defs/ChatID2""##,
            "/$ref",
            "`#/$defs/ChatID2` leads to nothing: `#/$defs` has no member `ChatID2`",
            "did you mean `#/$defs/ChatId`?"
        )
    );
}

#[test]
fn a_definition_is_found_under_the_other_keyword() {
    let (_, errors) = resolve(&[(
        "a.json",
        r##"{"$ref": "#/definitions/Id", "$defs": {"Id": true}}"##,
    )]);
    assert_eq!(only(&errors).4, "did you mean `#/$defs/Id`?");
}

#[test]
fn pointers_that_end_early_say_how_far_they_came() {
    let (_, errors) = resolve(&[(
        "a.json",
        r##"{"allOf": [{"$ref": "#/allOf/01"}, {"$ref": "#/allOf/3"}, {"$ref": "#/title/x"}], "title": "t"}"##,
    )]);
    let told: Vec<(&str, &str)> = errors
        .iter()
        .map(|error| (error.location.pointer.as_str(), error.message.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (
                "/allOf/0/$ref",
                "`#/allOf/01` leads to nothing: `#/allOf` has no element `01`"
            ),
            (
                "/allOf/1/$ref",
                "`#/allOf/3` leads to nothing: `#/allOf` has no element `3`"
            ),
            (
                "/allOf/2/$ref",
                "`#/title/x` leads to nothing: `#/title` is a string, with nothing inside"
            ),
        ]
    );
    assert!(
        errors
            .iter()
            .all(|e| e.kind == DiagnosticKind::UnresolvedReference)
    );
}

#[test]
fn a_missing_anchor_comes_with_what_was_meant() {
    let (_, errors) = resolve(&[(
        "a.json",
        r##"{"$ref": "#chatid", "$defs": {"x": {"$anchor": "chatId"}}}"##,
    )]);
    let (kind, text, _, _, help) = only(&errors);
    assert_eq!(kind, DiagnosticKind::UnresolvedReference);
    assert_eq!((text, help), ("\"#chatid\"", "did you mean `#chatId`?"));
}

#[test]
fn a_missing_file_comes_with_what_was_meant() {
    let (_, errors) = resolve(&[
        (
            "v1/a.schema.json",
            r##"{"$ref": "contcat.schema.json#/x"}"##,
        ),
        ("v1/contact.schema.json", "{}"),
    ]);
    let (kind, text, pointer, message, help) = only(&errors);
    assert_eq!(kind, DiagnosticKind::UnresolvedReference);
    assert_eq!((text, pointer), ("\"contcat.schema.json#/x\"", "/$ref"));
    assert!(message.ends_with("the schema root has no file `v1/contcat.schema.json`"));
    assert_eq!(help, "did you mean `contact.schema.json`?");
}

#[test]
fn a_missing_file_is_looked_for_by_identifier_and_by_path() {
    let (_, errors) = resolve(&[
        (
            "v1/a.schema.json",
            r##"{"$id": "https://x.test/v1/a.schema.json", "allOf": [
                {"$ref": "contcat.schema.json"}, {"$ref": "ohter.schema.json"}, {"$ref": "../../c.json"}]}"##,
        ),
        (
            "v1/contact.schema.json",
            r##"{"$id": "https://x.test/v1/contact.schema.json"}"##,
        ),
        ("v1/other.schema.json", r##"{"$id": "https://x.test/o"}"##),
    ]);
    let told: Vec<_> = errors
        .iter()
        .map(|error| {
            (
                error.kind,
                error.location.pointer.as_str(),
                error.help.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told[..2],
        [
            (
                DiagnosticKind::UnresolvedReference,
                "/allOf/0/$ref",
                "did you mean `contact.schema.json`?"
            ),
            (
                DiagnosticKind::UnresolvedReference,
                "/allOf/1/$ref",
                "did you mean `https://x.test/o`?"
            ),
        ]
    );
    assert_eq!(told[2].0, DiagnosticKind::ReferenceOutsideRoot);
    assert_eq!(told[2].1, "/allOf/2/$ref");
}

#[test]
fn references_out_of_the_root_are_refused() {
    for reference in [
        "../b.json",
        "v1/../../b.json",
        "http://x.test/b.json",
        "https://x.test/b.json#/x",
        "HTTPS://x.test",
        "file:///etc/passwd",
    ] {
        let text = format!(r##"{{"$ref": "{reference}"}}"##);
        let (_, errors) = resolve(&[("a.json", &text)]);
        let (kind, text, pointer, ..) = only(&errors);
        assert_eq!(kind, DiagnosticKind::ReferenceOutsideRoot, "{reference}");
        assert_eq!(
            (text, pointer),
            (format!("\"{reference}\"").as_str(), "/$ref")
        );
    }
}

#[test]
fn escaped_paths_do_not_lead_out_of_the_root() {
    for reference in [
        "%2e%2e/b.json",
        "x%2F..%2F..%2Fb.json",
        "%5C%5Chost%5Cb.json",
        "C:/b.json",
    ] {
        let text = format!(r##"{{"$ref": "{reference}"}}"##);
        let (mut units, mut errors) = load(&[("a.json", &text)]);
        if errors.is_empty() {
            let mut diagnostics = Diagnostics::new();
            resolve_documents(units.remove(0).documents, &mut diagnostics);
            errors = diagnostics.into_sorted();
        }
        let kind = only(&errors).0;
        assert!(
            matches!(
                kind,
                DiagnosticKind::ReferenceOutsideRoot | DiagnosticKind::UnresolvedReference
            ),
            "{reference}: {kind:?}"
        );
    }
}

/// Programs that write schemas leave names of generic types as they are.
#[test]
fn a_reference_that_must_be_escaped_is_read_so_with_a_warning() {
    let (graph, found) = resolve(&[(
        "a.json",
        r##"{"items": {"$ref": "#/$defs/A<B>"}, "not": {"$ref": "#/$defs/A<B>"},
            "if": {"$ref": "#/$defs/A%3CB%3E"}, "then": {"$ref": "b c.json#d"},
            "$defs": {"A<B>": true, "D": {"$id": "b%20c.json", "$anchor": "d"}}}"##,
    )]);
    let to = |pointer: &str| {
        let leads_there = |(_, target): &(_, Place)| {
            let document = graph.documents.document(target.document);
            document.pointer(target.node) == pointer
        };
        graph.references().filter(leads_there).count()
    };
    assert_eq!((to("/$defs/A<B>"), to("/$defs/D")), (3, 1));
    let (kind, text, pointer, message, help) = only(&found);
    assert_eq!(found[0].severity, Severity::Warning);
    assert_eq!(kind, DiagnosticKind::InvalidUri);
    assert_eq!((text, pointer), ("\"#/$defs/A<B>\"", "/items/$ref"));
    assert!(message.ends_with("the first of 3 such references in this document"));
    assert!(help.contains("`#/$defs/A%3CB%3E`"), "{help}");

    let (_, found) = resolve(&[("a.json", r##"{"$ref": "b c.json"}"##)]);
    let (kind, _, _, message, _) = only(&found);
    assert_eq!(kind, DiagnosticKind::UnresolvedReference);
    assert!(message.ends_with("has no file `b c.json`"), "{message}");
}

#[test]
fn what_is_no_uri_is_said_with_the_right_spelling() {
    let (_, errors) = resolve(&[("a.json", r##"{"$id": "https://x.test/a b"}"##)]);
    let (kind, text, pointer, _, help) = only(&errors);
    assert_eq!(kind, DiagnosticKind::InvalidUri);
    assert_eq!((text, pointer), ("\"https://x.test/a b\"", "/$id"));
    assert_eq!(help, "write `https://x.test/a%20b`");

    let (_, errors) = resolve(&[("a.json", r##"{"$id": "https://x.test/#part"}"##)]);
    assert_eq!(only(&errors).0, DiagnosticKind::InvalidUri);
    let (_, errors) = resolve(&[("a.json", r##"{"$ref": "#/a~2"}"##)]);
    assert_eq!(only(&errors).0, DiagnosticKind::InvalidUri);
    let (_, errors) = resolve(&[("a.json", r##"{"$id": "urn:x:y", "$ref": "b.json"}"##)]);
    assert_eq!(only(&errors).0, DiagnosticKind::InvalidUri);
}

#[test]
fn identifiers_that_stand_twice_are_reported_at_the_second() {
    let (_, errors) = resolve(&[
        ("a.json", "{\n\"$id\": \"https://x.test/a\"}"),
        ("b.json", r##"{"not": {"$id": "HTTPS://X.test/%61"}}"##),
    ]);
    let (kind, text, pointer, message, _) = only(&errors);
    assert_eq!(kind, DiagnosticKind::DuplicateIdentifier);
    assert_eq!((text, pointer), ("\"HTTPS://X.test/%61\"", "/not/$id"));
    assert!(
        message.ends_with("the first stands at a.json:1:1"),
        "{message}"
    );

    let (_, errors) = resolve(&[(
        "a.json",
        r##"{"items": {"$anchor": "x"}, "not": {"$dynamicAnchor": "x"}, "$defs": {"r": {"$id": "r", "$anchor": "x"}}}"##,
    )]);
    let (kind, _, pointer, message, _) = only(&errors);
    assert_eq!(kind, DiagnosticKind::DuplicateIdentifier);
    assert_eq!(pointer, "/not/$dynamicAnchor");
    assert!(message.ends_with("a.json:1:11"), "{message}");
}

#[test]
fn identifying_keywords_take_strings() {
    let (_, errors) = resolve(&[(
        "a.json",
        r##"{"allOf": [{"$id": 1}, {"$anchor": null}, {"$ref": {}}, {"$anchor": "1x"}]}"##,
    )]);
    let told: Vec<_> = errors
        .iter()
        .map(|error| (error.kind, error.location.pointer.as_str()))
        .collect();
    let kind = DiagnosticKind::InvalidKeywordValue;
    assert_eq!(
        told,
        [
            (kind, "/allOf/0/$id"),
            (kind, "/allOf/1/$anchor"),
            (kind, "/allOf/2/$ref"),
            (kind, "/allOf/3/$anchor"),
        ]
    );
}

#[test]
fn circles_that_consume_nothing_are_reported_once() {
    let (_, errors) = resolve(&[(
        "a.json",
        r##"{"properties": {"x": {"$ref": "#/$defs/A"}}, "$defs": {
            "A": {"allOf": [true, {"$ref": "#/$defs/B"}]},
            "B": {"dependentSchemas": {"p": {"$ref": "#/$defs/A"}}, "anyOf": [{"$ref": "#/$defs/A"}]}
        }}"##,
    )]);
    assert_eq!(errors.len(), 1, "{errors:#?}");
    let (kind, text, pointer, message, _) = only(&errors);
    assert_eq!(kind, DiagnosticKind::ReferenceLoop);
    assert_eq!(
        (text, pointer),
        (r##""#/$defs/B""##, "/$defs/A/allOf/1/$ref")
    );
    assert!(
        message.ends_with("`#/$defs/B` → `#/$defs/A` → `#/$defs/B`"),
        "{message}"
    );
}

#[test]
fn a_circle_through_files_and_one_to_itself_are_reported() {
    let (_, errors) = resolve(&[
        ("a.json", r##"{"$ref": "b.json"}"##),
        (
            "b.json",
            r##"{"not": {"$ref": "a.json"}, "$defs": {"s": {"$ref": "#/$defs/s"}}}"##,
        ),
    ]);
    let told: Vec<_> = errors
        .iter()
        .map(|error| {
            (
                error.kind,
                &*error.location.path,
                error.location.pointer.as_str(),
            )
        })
        .collect();
    let kind = DiagnosticKind::ReferenceLoop;
    assert_eq!(
        told,
        [(kind, "a.json", "/$ref"), (kind, "b.json", "/$defs/s/$ref")]
    );
}

#[test]
fn in_newer_dialects_what_is_beside_a_reference_counts() {
    let (_, errors) = resolve(&[(
        "a.json",
        r##"{"$ref": "#/$defs/x", "items": {"$ref": "nowhere"}, "$defs": {"x": true}}"##,
    )]);
    assert_eq!(only(&errors).2, "/items/$ref");
}

#[test]
fn a_reference_to_what_is_no_schema_is_refused() {
    let (_, errors) = resolve(&[(
        "a.json",
        "{\"$ref\": \"#/$defs/a\",\n \"$defs\": {\"a\": [1]}}",
    )]);
    let (kind, text, _, message, _) = only(&errors);
    assert_eq!(kind, DiagnosticKind::NotASchema);
    assert_eq!(text, "\"#/$defs/a\"");
    assert!(
        message.ends_with("an array, which is no schema, at a.json:2:17"),
        "{message}"
    );
}

#[test]
fn an_embedded_resource_has_the_dialect_it_names() {
    let graph = graph(&[(
        "a.json",
        r##"{"$defs": {"old": {"$schema": "http://json-schema.org/draft-07/schema#", "$id": "old",
            "definitions": {"x": {"$ref": "#", "items": {"$ref": "nowhere"}}}}}}"##,
    )]);
    let inner = place(&graph, "a.json", "/$defs/old/definitions/x");
    assert_eq!(graph.dialect(inner), typewright::load::Dialect::Draft7);
    let (_, errors) = resolve(&[(
        "a.json",
        r##"{"items": {"$schema": "http://json-schema.org/draft-07/schema#"}}"##,
    )]);
    let (kind, _, pointer, ..) = only(&errors);
    assert_eq!(
        (kind, pointer),
        (DiagnosticKind::InvalidKeywordValue, "/items/$schema")
    );
}

#[test]
fn a_file_that_says_it_is_something_else_is_not_taken() {
    let (_, errors) = resolve(&[
        (
            "a.schema.json",
            r##"{"$id": "https://x.test/a", "$ref": "sub/b.json"}"##,
        ),
        ("sub/b.json", r##"{"$id": "https://y.test/b"}"##),
    ]);
    let (kind, _, _, message, help) = only(&errors);
    assert_eq!(kind, DiagnosticKind::UnresolvedReference);
    assert!(
        message.contains("the file `sub/b.json` states another URI"),
        "{message}"
    );
    assert!(help.contains("https://y.test/b"), "{help}");
}

#[test]
fn every_error_of_the_stage_is_reported() {
    let (_, errors) = resolve(&[(
        "a.json",
        r##"{"allOf": [{"$ref": "#/x"}, {"$ref": "b.json"}, {"$ref": "../c"}, {"$ref": "#%"}, {"$ref": "#/allOf/4"}]}"##,
    )]);
    let kinds: Vec<DiagnosticKind> = errors.iter().map(|error| error.kind).collect();
    assert_eq!(
        kinds,
        [
            DiagnosticKind::UnresolvedReference,
            DiagnosticKind::UnresolvedReference,
            DiagnosticKind::ReferenceOutsideRoot,
            DiagnosticKind::InvalidUri,
            DiagnosticKind::ReferenceLoop,
        ]
    );
}
