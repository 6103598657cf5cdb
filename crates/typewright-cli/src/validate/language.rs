//! Schemas in the words of official dialects: the validator knows no others.

use serde_json::{Map, Value};
use typewright::FormatMode;
use typewright::dialect::Language;
use typewright::load::{Dialect, Document, DocumentId, Place};
use typewright::resolve::Graph;

use super::formats::meaning;

/// Rewrites a bundle so that the validator, which asserts all formats, understands by it what generated code does.
///
/// Keywords that do not count are left out: those of vocabularies that the schema's meta-schema does not have, formats that only
/// inform, and what is said about the content of strings. Formats are named by what the dialect means by them.
pub fn translate(bundle: &mut Value, graph: &Graph, root: DocumentId, format: FormatMode) {
    for place in graph.schemas() {
        let schema = bundle.pointer_mut(&pointer_to(place, graph, root));
        if let Some(schema) = schema.and_then(Value::as_object_mut) {
            let language = graph.language(place);
            let is_root = place == root_of(root);
            if is_root || schema.contains_key("$schema") {
                let uri = language.dialect.uri();
                schema.insert("$schema".to_owned(), uri.into());
            }
            schema.retain(|keyword, _| counts(keyword, language));
            translate_format(schema, language, format);
        }
    }
}

/// Whether a name that is a keyword for the validator is one here.
fn counts(keyword: &str, language: Language) -> bool {
    let informs = matches!(
        keyword,
        "contentEncoding" | "contentMediaType" | "contentSchema"
    );
    !informs && (language.has_keyword(keyword) || !language.dialect.has_keyword(keyword))
}

fn translate_format(schema: &mut Map<String, Value>, language: Language, mode: FormatMode) {
    let Some(Value::String(name)) = schema.get("format") else {
        return;
    };
    let is_asserted = mode == FormatMode::Assert || language.asserts_format();
    match meaning(name, language.dialect).filter(|_| is_asserted) {
        Some(name) => schema.insert("format".to_owned(), name.into()),
        None => schema.remove("format"),
    };
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
    let uri = graph.resource_uri(root_of(place.document));
    let uri = uri.replace('~', "~0").replace('/', "~1");
    format!("/{container}/{uri}{pointer}")
}

fn root_of(document: DocumentId) -> Place {
    Place {
        document,
        node: Document::ROOT,
    }
}
