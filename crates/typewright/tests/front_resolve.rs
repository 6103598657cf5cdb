//! Stages `load` and `resolve` from outside: sources in memory, graphs and diagnostics out.

use typewright::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use typewright::load::{Document, DocumentId, NodeValue, Place, Source, Unit, load_sources};
use typewright::resolve::{Graph, resolve_documents};

fn load(files: &[(&str, &str)]) -> (Vec<Unit>, Vec<Diagnostic>) {
    let mut diagnostics = Diagnostics::new();
    let source = Source::memory(files.iter().map(|(name, text)| (*name, *text)));
    let units = load_sources(&source, &mut diagnostics);
    (units, diagnostics.into_sorted())
}

/// The graph of the first unit, with everything that is wrong with it.
fn resolve(files: &[(&str, &str)]) -> (Graph, Vec<Diagnostic>) {
    let (mut units, errors) = load(files);
    assert_eq!(errors, []);
    let mut diagnostics = Diagnostics::new();
    let graph = resolve_documents(units.remove(0).documents, &mut diagnostics);
    (graph, diagnostics.into_sorted())
}

fn graph(files: &[(&str, &str)]) -> Graph {
    let (graph, errors) = resolve(files);
    let messages: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{messages:#?}");
    graph
}

/// Every reference as `document#pointer -> document#pointer`.
fn bindings(graph: &Graph) -> Vec<String> {
    let shown = |place: Place| {
        let document = graph.documents.document(place.document);
        format!("{}#{}", document.name, document.pointer(place.node))
    };
    graph
        .references()
        .map(|(from, to)| format!("{} -> {}", shown(from), shown(to)))
        .collect()
}

fn place(graph: &Graph, name: &str, pointer: &str) -> Place {
    let (id, document): (DocumentId, &Document) = graph
        .documents
        .iter()
        .find(|(_, document)| document.name == name)
        .unwrap();
    let mut node = Document::ROOT;
    for step in pointer.split('/').skip(1) {
        node = match &document.node(node).value {
            NodeValue::Array(elements) => elements[step.parse::<usize>().unwrap()],
            _ => document.member(node, step).unwrap().value,
        };
    }
    Place { document: id, node }
}

/// The only diagnostic: its kind, the text it points at, its pointer, message and help.
fn only(errors: &[Diagnostic]) -> (DiagnosticKind, &str, &str, &str, &str) {
    assert_eq!(errors.len(), 1, "{errors:#?}");
    let error = &errors[0];
    (
        error.kind,
        &error.location.text[error.location.span.clone()],
        &error.location.pointer,
        &error.message,
        &error.help,
    )
}

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
