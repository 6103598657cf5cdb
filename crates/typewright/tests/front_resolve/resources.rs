//! Documents that are handed in under a URI.

use std::fs;

use super::{bindings, only};
use typewright::bundle::bundle_document;
use typewright::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use typewright::load::{Dialect, Origin, Source, load_sources};
use typewright::resolve::{Graph, resolve_documents};
use typewright::{Options, Output, compile};

/// The graph of the first unit, with everything that was found on the way.
fn resolve(source: &Source) -> (Option<Graph>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let mut units = load_sources(source, &mut diagnostics);
    let graph = if diagnostics.has_errors() {
        None
    } else {
        Some(resolve_documents(
            units.remove(0).documents,
            &mut diagnostics,
        ))
    };
    (graph, diagnostics.into_sorted())
}

fn graph(source: &Source) -> Graph {
    match resolve(source) {
        (Some(graph), errors) if errors.is_empty() => graph,
        (_, errors) => panic!("{errors:#?}"),
    }
}

fn errors(source: &Source) -> Vec<Diagnostic> {
    resolve(source).1
}

fn output(source: &Source) -> Output {
    let mut diagnostics = Diagnostics::new();
    let units = load_sources(source, &mut diagnostics);
    let output = compile(units, &Options::default(), &mut diagnostics);
    output.unwrap_or_else(|| panic!("{:#?}", diagnostics.into_sorted()))
}

#[test]
fn a_document_is_found_by_its_uri_and_by_its_id() {
    let text =
        r##"{"$ref": "http://x.test/a/b.json", "items": {"$ref": "urn:example:c#/$defs/d"}}"##;
    let source = Source::memory([("chat.json", text)])
        .with_resource(
            "http://x.test/a/b.json#",
            r##"{"properties": {"e": {"$ref": "e.json"}}}"##,
        )
        .with_resource("http://x.test/a/e.json", "{}")
        .with_resource(
            "http://x.test/c",
            r##"{"$id": "urn:example:c", "$defs": {"d": true}}"##,
        )
        .with_resource("http://x.test/unused", "{}");
    let graph = graph(&source);
    assert_eq!(
        bindings(&graph),
        [
            "chat.json# -> http://x.test/a/b.json#",
            "chat.json#/items -> http://x.test/c#/$defs/d",
            "http://x.test/a/b.json#/properties/e -> http://x.test/a/e.json#",
        ]
    );
    assert_eq!(graph.documents.roots.len(), 1);
    let mut documents = graph.documents.iter().map(|(_, document)| document);
    assert!(documents.all(|d| (d.origin == Origin::Resource) == d.name.starts_with("http")));
    assert!(
        graph
            .documents
            .iter()
            .all(|(_, d)| !d.name.contains("unused"))
    );
}

#[test]
fn what_was_read_is_told_by_uri_and_apart_from_files() {
    let source = Source::memory([("chat.json", r#"{"$ref": "http://x.test/b"}"#)])
        .with_resource("http://x.test/b", "true")
        .with_resource("http://x.test/c", "true");
    let output = output(&source);
    let files: Vec<&str> = output.inputs.iter().map(|f| f.path.as_str()).collect();
    let resources: Vec<&str> = output.resources.iter().map(|r| r.uri.as_str()).collect();
    assert_eq!(files, ["chat.json"]);
    assert_eq!(resources, ["http://x.test/b"]);
}

#[test]
fn a_file_may_lie_anywhere_and_is_named_in_diagnostics() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("elsewhere.json");
    fs::write(&file, "{\n  \"$ref\": \"#/none\"\n}").expect("written");
    let source = Source::memory([("chat.json", r#"{"$ref": "http://x.test/b"}"#)])
        .with_resource_file("http://x.test/b", &file);
    let errors = errors(&source);
    assert_eq!(only(&errors).0, DiagnosticKind::UnresolvedReference);
    assert_eq!(only(&errors).2, "/$ref");
    assert!(errors[0].location.path.ends_with("elsewhere.json"));
    assert_eq!(errors[0].location.line_column(), (2, 11));
}

#[test]
fn a_file_that_is_not_there_or_no_schema_is_an_error_even_if_nothing_refers_to_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let source = Source::memory([("chat.json", "{}")])
        .with_resource_file("http://x.test/b", folder.path().join("none.json"))
        .with_resource("http://x.test/c", "[]");
    let errors = errors(&source);
    let told: Vec<(DiagnosticKind, bool)> = errors
        .iter()
        .map(|error| (error.kind, error.location.path.ends_with("none.json")))
        .collect();
    assert_eq!(
        told,
        [
            (DiagnosticKind::Unreadable, true),
            (DiagnosticKind::NotASchema, false)
        ]
    );
    assert_eq!(&*errors[1].location.path, "http://x.test/c");
}

#[test]
fn only_absolute_uris_without_fragment_name_documents() {
    for uri in [
        "chat.json",
        "//x.test/a",
        "http://x.test/a#b",
        "http://x.test/a b",
        "typewright:///chat.json",
        "",
    ] {
        let source = Source::memory([("chat.json", "{}")]).with_resource(uri, "{}");
        let errors = errors(&source);
        assert_eq!(only(&errors).0, DiagnosticKind::InvalidUri, "{uri}");
        assert_eq!(&*errors[0].location.path, uri);
    }
}

#[test]
fn a_uri_belongs_to_one_document() {
    let source = Source::memory([("chat.json", r#"{"$id": "http://x.test/%61"}"#)])
        .with_resource("http://x.test/a", "{}")
        .with_resource("HTTP://x.test/a", "{}");
    let errors = errors(&source);
    let told: Vec<(DiagnosticKind, &str, &str)> = errors
        .iter()
        .map(|error| (error.kind, &*error.location.path, &*error.location.pointer))
        .collect();
    assert_eq!(
        told,
        [
            (DiagnosticKind::DuplicateIdentifier, "HTTP://x.test/a", ""),
            (DiagnosticKind::DuplicateIdentifier, "chat.json", "/$id"),
        ]
    );
}

#[test]
fn documents_without_a_dialect_are_of_the_one_that_is_said() {
    let source = Source::memory([
        ("a.json", r#"{"$ref": "http://x.test/b#name"}"#),
        (
            "b.json",
            r#"{"$schema": "https://json-schema.org/draft/2019-09/schema"}"#,
        ),
        ("c.json", "true"),
    ])
    .with_resource(
        "http://x.test/b",
        r##"{"definitions": {"x": {"id": "#name"}}}"##,
    )
    .with_dialect(Dialect::Draft4);
    let graph = graph(&source);
    let dialects: Vec<Dialect> = graph.documents.iter().map(|(_, d)| d.dialect()).collect();
    assert_eq!(
        dialects,
        [
            Dialect::Draft4,
            Dialect::Draft2019,
            Dialect::Draft4,
            Dialect::Draft4
        ]
    );
    assert_eq!(
        bindings(&graph),
        ["a.json# -> http://x.test/b#/definitions/x"]
    );
}

#[test]
fn official_meta_schemas_are_there_without_a_file() {
    let text = r##"{
        "$schema": "http://json-schema.org/draft-06/schema#",
        "properties": {
            "schema": {"$ref": "http://json-schema.org/draft-07/schema#"},
            "count": {"$ref": "http://json-schema.org/draft-07/schema#/definitions/nonNegativeInteger"}
        }
    }"##;
    let source = Source::memory([("chat.json", text)]);
    let graph = graph(&source);
    let uri = "http://json-schema.org/draft-07/schema";
    assert_eq!(
        bindings(&graph)[..2],
        [
            format!("chat.json#/properties/schema -> {uri}#"),
            format!("chat.json#/properties/count -> {uri}#/definitions/nonNegativeInteger"),
        ]
    );
    let bundle = bundle_document(&graph, graph.documents.roots[0]);
    assert!(bundle.contains(&format!("\"{uri}\": {{")), "{bundle}");
    // The meta-schema itself is no root of a type, and no file.
    let output = output(&source);
    let read: Vec<&str> = output.inputs.iter().map(|f| f.path.as_str()).collect();
    assert_eq!(read, ["chat.json"]);
    assert_eq!(output.resources.len(), 1);
    assert_eq!(output.resources[0].uri, uri);
}

#[test]
fn a_meta_schema_that_is_handed_in_comes_before_the_official_one() {
    let uri = "http://json-schema.org/draft-07/schema";
    let text = format!(r#"{{"$ref": "{uri}"}}"#);
    let source = Source::memory([("chat.json", text)]).with_resource(uri, "true");
    assert_eq!(output(&source).resources[0].text, "true");
}
