//! Formats, decided as generated code decides them.

use jsonschema::ValidationOptions;
use serde_json::Value;
use typewright::ir::Format;
use typewright::load::{Dialect, DocumentId, NodeValue, Place};
use typewright::resolve::Graph;
use typewright_runtime::check;

/// Gives the validator a test for each meaning of a format, by the name that [`name_meanings`] puts into schemas.
pub fn with_formats(options: ValidationOptions<'_>) -> ValidationOptions<'_> {
    Format::all().fold(options, |options, format| match test_of(format) {
        Some(test) => options.with_format(format.to_string(), test),
        None => options,
    })
}

fn test_of(format: Format) -> Option<fn(&str) -> bool> {
    match format {
        Format::IdnEmail => Some(check::is_idn_email),
        Format::IdnHostname => Some(check::is_idn_hostname),
        other => other.test(),
    }
}

/// Replaces the name of every format in a bundle by what the dialect of its schema means by it, which one name of the
/// validator cannot tell; a format that the dialect does not have is left out.
pub fn name_meanings(bundle: &mut Value, graph: &Graph, root: DocumentId) {
    for place in graph.schemas() {
        let document = graph.documents.document(place.document);
        let Some(member) = document.member(place.node, "format") else {
            continue;
        };
        let NodeValue::String(name) = &document.node(member.value).value else {
            continue;
        };
        let schema = bundle.pointer_mut(&pointer_to(place, graph, root));
        let Some(schema) = schema.and_then(Value::as_object_mut) else {
            continue;
        };
        match Format::named(name, graph.dialect(place)) {
            Some(format) => schema.insert("format".to_owned(), format.to_string().into()),
            None => schema.remove("format"),
        };
    }
}

/// Where a place stands in the bundle: other documents than the root are among its definitions, by URI.
fn pointer_to(place: Place, graph: &Graph, root: DocumentId) -> String {
    let pointer = graph.documents.document(place.document).pointer(place.node);
    if place.document == root {
        return pointer;
    }
    let container = match graph.documents.document(root).dialect() {
        Dialect::Draft4 | Dialect::Draft6 | Dialect::Draft7 => "definitions",
        Dialect::Draft2019 | Dialect::Draft2020 => "$defs",
    };
    let document = Place {
        node: typewright::load::Document::ROOT,
        ..place
    };
    let uri = graph.resource_uri(document);
    let uri = uri.replace('~', "~0").replace('/', "~1");
    format!("/{container}/{uri}{pointer}")
}
