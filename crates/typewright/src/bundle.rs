//! One self-contained document out of a document and everything it refers to.
//!
//! The result is a compound schema document (2020-12 core §9.3): the other documents stand under `$defs`, each with its absolute
//! `$id`, so that references find them by URI as they did before.

use std::collections::BTreeSet;

use crate::dialect::Language;
use crate::load::{Dialect, Document, DocumentId, Member, NodeValue, Place};
use crate::resolve::{Graph, Holder, is_relative};

/// Writes a document together with every document that it refers to, directly or not, as one JSON Schema document.
///
/// The members of the root stay as they are and in their order; the others follow under `$defs` (up to draft-07: `definitions`),
/// by URI. A `$schema` is added where it would not be clear what a document is written in. A reference is respelled only where
/// its spelling would lead elsewhere now, which happens when it names a file whose `$id` says something else, or when the root
/// has no `$id`. An `$id` is added or made absolute where others need it. Numbers keep their spelling. The text is indented by
/// two spaces and ends with a line end. A meta-schema of one's own is not part of it.
///
/// The graph must have been resolved without errors.
pub fn bundle_document(graph: &Graph, root: DocumentId) -> String {
    let embedded = embedded_documents(graph, root);
    let bundle = Bundle {
        graph,
        root,
        names_root: needs_identifier(graph, root, &embedded),
        embedded,
    };
    let mut text = String::new();
    let contents = bundle.document(root);
    bundle.write(&contents, 0, &mut text);
    text.push('\n');
    text
}

/// Whether something in the bundle resolves against the URI of its root.
fn needs_identifier(graph: &Graph, root: DocumentId, embedded: &[DocumentId]) -> bool {
    let document = graph.documents.document(root);
    let relative = graph.inner_resources(root).any(|place| {
        let keyword = graph.dialect(place).id_keyword();
        let stated = document.member(place.node, keyword);
        let text = stated.map(|member| &document.node(member.value).value);
        matches!(text, Some(NodeValue::String(text)) if is_relative(text))
    });
    let uri = graph.resource_uri(root_of(root));
    let leads_to_root = |id: DocumentId| {
        references_of(graph, id).any(|(from, _)| {
            graph.resource_root(from.place) != root_of(root)
                && graph.reference_uri(from).is_some_and(|(to, _)| to == uri)
        })
    };
    relative || leads_to_root(root) || embedded.iter().any(|id| leads_to_root(*id))
}

/// The documents that a document leads to, by URI.
fn embedded_documents(graph: &Graph, root: DocumentId) -> Vec<DocumentId> {
    let mut reached = BTreeSet::from([root]);
    let mut pending = vec![root];
    while let Some(id) = pending.pop() {
        for (_, target) in references_of(graph, id) {
            if reached.insert(target.document) {
                pending.push(target.document);
            }
        }
    }
    reached.remove(&root);
    let mut embedded: Vec<DocumentId> = reached.into_iter().collect();
    embedded.sort_by_key(|id| graph.resource_uri(root_of(*id)));
    embedded
}

fn references_of(graph: &Graph, id: DocumentId) -> impl Iterator<Item = (Holder, Place)> {
    graph
        .references()
        .filter(move |(from, _)| from.place.document == id)
}

fn root_of(document: DocumentId) -> Place {
    Place {
        document,
        node: Document::ROOT,
    }
}

/// What is written: a value of a document, or something made of such values.
enum Contents {
    Value(Place),
    Text(String),
    Array(Vec<Contents>),
    Object(Vec<(String, Contents)>),
}

struct Bundle<'a> {
    graph: &'a Graph,
    root: DocumentId,
    /// Whether the root is written with an `$id` even if it has none.
    names_root: bool,
    embedded: Vec<DocumentId>,
}

impl Bundle<'_> {
    /// The root or an embedded document, with what it needs to stand in the bundle.
    fn document(&self, id: DocumentId) -> Contents {
        let place = root_of(id);
        let document = self.graph.documents.document(id);
        let is_root = id == self.root;
        let id_keyword = document.dialect().id_keyword();
        let uri = || Contents::Text(self.graph.resource_uri(place).to_owned());
        let members: &[Member] = match &document.node(Document::ROOT).value {
            NodeValue::Object(members) => members,
            _ if is_root => return Contents::Value(place),
            value => return self.boolean(id, value == &NodeValue::Boolean(true)),
        };
        let embeds = is_root && !self.embedded.is_empty();
        let named = !is_root || self.names_root;
        let has_id = self.has_identifier(id);
        // Up to draft-07 a `$ref` would hide both the `$id` and the embedded documents beside it.
        let freed = (embeds || named) && self.reference_hides(id);
        let mut written = Vec::new();
        let anchors = named && self.has_anchoring_identifier(id);
        if named && !has_id && !anchors {
            written.push((id_keyword.to_owned(), uri()));
        }
        written.extend(self.added_dialect(id));
        let container = match document.dialect() {
            Dialect::Draft2020 | Dialect::Draft2019 => "$defs",
            _ => "definitions",
        };
        let mut contained = !embeds;
        for member in members {
            let name = member.name.as_str();
            let value = Place {
                node: member.value,
                ..place
            };
            let contents = if name == id_keyword && (has_id || anchors) {
                uri()
            } else if name == container && embeds {
                contained = true;
                self.definitions(Some(value))
            } else if let Some(holder) = self.graph.holder(place, name) {
                let reference = self.reference(holder, value);
                if freed {
                    let schema = Contents::Object(vec![(name.to_owned(), reference)]);
                    written.push(("allOf".to_owned(), Contents::Array(vec![schema])));
                    continue;
                }
                reference
            } else if freed && !means_nothing_beside_reference(name) {
                continue;
            } else {
                Contents::Value(value)
            };
            written.push((name.to_owned(), contents));
        }
        if !contained {
            written.push((container.to_owned(), self.definitions(None)));
        }
        Contents::Object(written)
    }

    /// An embedded document that is `true` or `false`, as an object that can have an `$id`.
    fn boolean(&self, id: DocumentId, accepts: bool) -> Contents {
        let document = self.graph.documents.document(id);
        let uri = self.graph.resource_uri(root_of(id)).to_owned();
        let mut written = vec![(
            document.dialect().id_keyword().to_owned(),
            Contents::Text(uri),
        )];
        written.extend(self.added_dialect(id));
        if !accepts {
            written.push(("not".to_owned(), Contents::Object(Vec::new())));
        }
        Contents::Object(written)
    }

    /// The `$schema` of a document that states none and is not in the language that it would be taken to be in: that of the root, and
    /// the root in 2020-12.
    fn added_dialect(&self, id: DocumentId) -> Option<(String, Contents)> {
        let document = self.graph.documents.document(id);
        let states = document.member(Document::ROOT, "$schema").is_some();
        let taken_for = match id == self.root {
            true => Language::default(),
            false => self.graph.documents.document(self.root).language,
        };
        if states || document.language == taken_for {
            return None;
        }
        let uri = document.dialect().uri().to_owned();
        Some(("$schema".to_owned(), Contents::Text(uri)))
    }

    fn definitions(&self, existing: Option<Place>) -> Contents {
        let mut written = Vec::new();
        let members = existing.and_then(|place| {
            let document = self.graph.documents.document(place.document);
            match &document.node(place.node).value {
                NodeValue::Object(members) => Some((place, members)),
                _ => None,
            }
        });
        if let Some((place, members)) = members {
            for member in members {
                let value = Place {
                    node: member.value,
                    ..place
                };
                written.push((member.name.clone(), Contents::Value(value)));
            }
        }
        for id in &self.embedded {
            let mut key = self.graph.resource_uri(root_of(*id)).to_owned();
            while written.iter().any(|(name, _)| *name == key) {
                key.push('#');
            }
            written.push((key, self.document(*id)));
        }
        Contents::Object(written)
    }

    /// The `$id` that counts, as a document states it.
    fn stated_identifier(&self, id: DocumentId) -> Option<&str> {
        let document = self.graph.documents.document(id);
        let member = document.member(Document::ROOT, document.dialect().id_keyword())?;
        match &document.node(member.value).value {
            NodeValue::String(text) if !self.reference_hides(id) => Some(text),
            _ => None,
        }
    }

    /// Whether a document gives itself a URI.
    fn has_identifier(&self, id: DocumentId) -> bool {
        self.stated_identifier(id)
            .is_some_and(|text| !text.starts_with('#'))
    }

    /// Whether a document's `$id` is a mere fragment: up to draft-07, an anchor.
    ///
    /// It gives way to the URI, so that references to the anchor must name the whole document.
    fn has_anchoring_identifier(&self, id: DocumentId) -> bool {
        self.stated_identifier(id)
            .is_some_and(|text| text.starts_with('#'))
    }

    fn reference_hides(&self, id: DocumentId) -> bool {
        let document = self.graph.documents.document(id);
        document.dialect().reference_overrides_siblings()
            && document.member(Document::ROOT, "$ref").is_some()
    }

    /// A reference, spelled so that it leads where it led.
    ///
    /// A dynamic one goes on to look for what it looked for: every document embedded is a resource of its own, as it was before.
    fn reference(&self, holder: Holder, value: Place) -> Contents {
        let kept = Contents::Value(value);
        let NodeValue::String(text) = &self.graph.documents.node(value).value else {
            return kept;
        };
        let Some((uri, fragment)) = self.graph.reference_uri(holder) else {
            return kept;
        };
        let root = root_of(self.root);
        let place = holder.place;
        let own = self.graph.resource_uri(place) == uri;
        let nameless = !self.names_root && !self.has_identifier(self.root);
        let fragment = fragment.filter(|_| !self.anchor_is_lost(holder));
        let based = !nameless || self.graph.resource_root(place) != root;
        let stays = if text.is_empty() || text.starts_with('#') {
            own
        } else {
            based && self.graph.spelled_uri(place, text).as_deref() == Some(uri)
        };
        if stays && fragment == text.split_once('#').map(|(_, fragment)| fragment) {
            return kept;
        }
        Contents::Text(match fragment {
            Some(fragment) if own => format!("#{fragment}"),
            None if own => "#".to_owned(),
            Some(fragment) => format!("{uri}#{fragment}"),
            None => uri.to_owned(),
        })
    }

    /// Whether a reference names an anchor that the bundle does not have.
    fn anchor_is_lost(&self, holder: Holder) -> bool {
        let target = self.graph.target(holder);
        target.is_some_and(|target| {
            let named = target.document != self.root || self.names_root;
            named
                && target == root_of(target.document)
                && self.has_anchoring_identifier(target.document)
        })
    }

    fn write(&self, contents: &Contents, indent: usize, text: &mut String) {
        match contents {
            Contents::Text(value) => write_string(value, text),
            Contents::Array(elements) => {
                write_list(elements, ('[', ']'), indent, text, |element, text| {
                    self.write(element, indent + 1, text);
                });
            }
            Contents::Object(members) => {
                write_list(members, ('{', '}'), indent, text, |(name, value), text| {
                    write_string(name, text);
                    text.push_str(": ");
                    self.write(value, indent + 1, text);
                });
            }
            Contents::Value(place) => self.write_value(*place, indent, text),
        }
    }

    fn write_value(&self, place: Place, indent: usize, text: &mut String) {
        match &self.graph.documents.node(place).value {
            NodeValue::Null => text.push_str("null"),
            NodeValue::Boolean(true) => text.push_str("true"),
            NodeValue::Boolean(false) => text.push_str("false"),
            NodeValue::Number(spelling) => text.push_str(spelling),
            NodeValue::String(value) => write_string(value, text),
            NodeValue::Array(elements) => {
                write_list(elements, ('[', ']'), indent, text, |node, text| {
                    let element = Place {
                        node: *node,
                        ..place
                    };
                    self.write_value(element, indent + 1, text);
                });
            }
            NodeValue::Object(members) => {
                write_list(members, ('{', '}'), indent, text, |member, text| {
                    write_string(&member.name, text);
                    text.push_str(": ");
                    let value = Place {
                        node: member.value,
                        ..place
                    };
                    match self.graph.holder(place, &member.name) {
                        Some(holder) => {
                            self.write(&self.reference(holder, value), indent + 1, text)
                        }
                        None => self.write_value(value, indent + 1, text),
                    }
                });
            }
        }
    }
}

/// Keywords that are kept when a `$ref` beside them is moved into an `allOf`: without it, others would begin to count.
fn means_nothing_beside_reference(name: &str) -> bool {
    matches!(
        name,
        "$schema" | "$comment" | "title" | "description" | "definitions"
    )
}

fn write_list<T>(
    items: &[T],
    (open, close): (char, char),
    indent: usize,
    text: &mut String,
    mut write: impl FnMut(&T, &mut String),
) {
    text.push(open);
    for (index, item) in items.iter().enumerate() {
        text.push_str(if index == 0 { "\n" } else { ",\n" });
        text.push_str(&"  ".repeat(indent + 1));
        write(item, text);
    }
    if !items.is_empty() {
        text.push('\n');
        text.push_str(&"  ".repeat(indent));
    }
    text.push(close);
}

fn write_string(value: &str, text: &mut String) {
    text.push('"');
    for character in value.chars() {
        match character {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\0'..='\u{1f}' => text.push_str(&format!("\\u{:04x}", u32::from(character))),
            _ => text.push(character),
        }
    }
    text.push('"');
}
