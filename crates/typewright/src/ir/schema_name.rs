//! What a schema is called where it is defined.

use crate::load::{Document, NodeValue, Place, Token};
use crate::resolve::Graph;

use super::SchemaName;

/// The name that a schema has: chosen, its document's, or its key among definitions.
pub(super) fn name_of(document: &Document, place: Place) -> Option<SchemaName> {
    let string = |name: &str| {
        let member = document.member(place.node, name)?;
        match &document.node(member.value).value {
            NodeValue::String(text) => Some(text.clone()),
            _ => None,
        }
    };
    if let Some(chosen) = string("x-rust-name") {
        return Some(SchemaName::Chosen(chosen));
    }
    let Some((parent, token)) = &document.node(place.node).parent else {
        let title = string("title").filter(|title| is_name_like(title));
        return Some(SchemaName::Document(
            title.unwrap_or_else(|| file_stem(&document.name).to_owned()),
        ));
    };
    let holder = &document.node(*parent).parent;
    match (holder, token) {
        (Some((_, Token::Name(keyword))), Token::Name(key))
            if keyword == "$defs" || keyword == "definitions" =>
        {
            Some(SchemaName::Definition(key.clone()))
        }
        _ => None,
    }
}

/// What the schema resource around a place is called: as its root is, else by the last part of its URI.
pub(super) fn resource_name(graph: &Graph, place: Place) -> String {
    let root = graph.resource_root(place);
    match name_of(graph.documents.document(root.document), root) {
        Some(name) => name.text().to_owned(),
        None => file_stem(graph.resource_uri(place).trim_end_matches('/')).to_owned(),
    }
}

/// Whether a title names the type rather than describing it.
fn is_name_like(title: &str) -> bool {
    let plain = |character: char| character.is_ascii_alphanumeric() || " ._-".contains(character);
    title.starts_with(|first: char| first.is_ascii_alphabetic())
        && title.chars().all(plain)
        && title.split_whitespace().count() <= 4
}

fn file_stem(name: &str) -> &str {
    let file = name.rsplit('/').next().unwrap_or(name);
    file.strip_suffix(".schema.json")
        .or_else(|| file.strip_suffix(".json"))
        .unwrap_or(file)
}
