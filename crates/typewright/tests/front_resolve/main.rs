//! Stages `load` and `resolve` from outside: sources in memory, graphs and diagnostics out.

mod bindings;
mod errors;
mod resources;

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
        .map(|(from, to)| format!("{} -> {}", shown(from.place), shown(to)))
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
