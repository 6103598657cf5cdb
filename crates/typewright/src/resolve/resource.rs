//! The schema resources of a set of documents: their URIs, anchors and references.

use std::collections::{BTreeMap, HashMap};

use super::binding::Binding;
use super::reference::{Holder, Reference, ReferenceKeyword};
use super::uri::{comparable, resolve_uri};
use super::{Graph, report};
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use crate::dialect::{Language, Subschemas};
use crate::load::{Dialect, Document, DocumentId, Documents, Member, NodeId, NodeValue, Place};

/// Index of a resource in its [`Registry`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ResourceId(pub(super) usize);

/// A schema with a URI of its own, and everything in it up to the next such schema.
#[derive(Clone, Debug)]
pub(crate) struct Resource {
    pub root: Place,
    /// Absolute, without fragment.
    pub uri: String,
    pub language: Language,
}

/// Everything that can be referred to, and everything that refers.
#[derive(Debug, Default)]
pub(crate) struct Registry {
    pub documents: Documents,
    resources: Vec<Resource>,
    by_root: HashMap<Place, ResourceId>,
    by_uri: HashMap<String, ResourceId>,
    pub(super) anchors: BTreeMap<(ResourceId, String), Place>,
    /// The anchors that dynamic references look for.
    pub(super) dynamic_anchors: BTreeMap<(ResourceId, String), Place>,
    /// Every schema that was walked, with the resource it belongs to.
    pub schemas: BTreeMap<Place, ResourceId>,
    /// References found and not yet bound.
    pub unbound: Vec<Reference>,
}

impl Registry {
    /// Walks every schema of every document.
    pub fn new(documents: Documents, diagnostics: &mut Diagnostics) -> Self {
        let mut registry = Registry {
            documents,
            ..Registry::default()
        };
        let ids: Vec<DocumentId> = registry.documents.iter().map(|(id, _)| id).collect();
        for id in ids {
            registry.register(id, diagnostics);
        }
        registry
    }

    /// Adds a document that a reference leads to; one with a known location is left alone.
    pub fn add(&mut self, document: Document, diagnostics: &mut Diagnostics) {
        if !self.by_uri.contains_key(&comparable(&document.uri)) {
            let id = self.documents.push(document);
            self.register(id, diagnostics);
        }
    }

    fn register(&mut self, id: DocumentId, diagnostics: &mut Diagnostics) {
        let document = self.documents.document(id);
        let root = Place {
            document: id,
            node: Document::ROOT,
        };
        let resource = ResourceId(self.resources.len());
        self.by_uri
            .entry(comparable(&document.uri))
            .or_insert(resource);
        self.by_root.insert(root, resource);
        self.resources.push(Resource {
            root,
            uri: document.uri.clone(),
            language: document.language,
        });
        self.walk(root, resource, diagnostics);
    }

    pub fn resource(&self, id: ResourceId) -> &Resource {
        &self.resources[id.0]
    }

    /// Every resource, in order of discovery.
    pub fn resources(&self) -> &[Resource] {
        &self.resources
    }

    /// The resource with that URI.
    pub fn by_uri(&self, uri: &str) -> Option<ResourceId> {
        self.by_uri.get(&comparable(uri)).copied()
    }

    /// The resource that the schema at a place is the root of.
    pub fn by_root(&self, place: Place) -> Option<ResourceId> {
        self.by_root.get(&place).copied()
    }

    /// The resource that a value belongs to: that of the nearest schema around it with a URI of its own.
    pub fn enclosing(&self, place: Place) -> ResourceId {
        enclosing_resource(&self.documents, &self.by_root, place)
    }

    /// What is left when every reference is bound.
    pub fn into_graph(self, bindings: BTreeMap<Holder, Binding>) -> Graph {
        Graph {
            documents: self.documents,
            resources: self.resources,
            by_root: self.by_root,
            schemas: self.schemas,
            dynamic_anchors: self.dynamic_anchors,
            bindings,
        }
    }

    /// Walks a schema and every schema in it, unless that is already done.
    pub fn walk(&mut self, place: Place, resource: ResourceId, diagnostics: &mut Diagnostics) {
        let mut stack = vec![(place, resource)];
        while let Some((place, resource)) = stack.pop() {
            if self.schemas.contains_key(&place) {
                continue;
            }
            let resource = self.identify(place, resource, diagnostics);
            self.schemas.insert(place, resource);
            let children = self.subschemas(place, resource);
            // Reversed, so that schemas are walked in document order.
            stack.extend(children.into_iter().rev().map(|child| (child, resource)));
        }
    }

    /// The schemas directly inside the schema at a place, in document order.
    fn subschemas(&self, place: Place, resource: ResourceId) -> Vec<Place> {
        let document = self.documents.document(place.document);
        let NodeValue::Object(members) = &document.node(place.node).value else {
            return Vec::new();
        };
        let language = self.resource(resource).language;
        let overridden = overridden_by_reference(document, place.node, language.dialect);
        let mut found = Vec::new();
        for member in members {
            // Definitions are only a container: a reference beside them does not hide what they hold.
            if !overridden || member.name == "definitions" {
                found.extend(held_schemas(document, member, language));
            }
        }
        found
            .into_iter()
            .map(|node| Place { node, ..place })
            .collect()
    }

    /// Registers the identifiers and the reference of one schema; gives the resource it belongs to.
    fn identify(
        &mut self,
        place: Place,
        outer: ResourceId,
        diagnostics: &mut Diagnostics,
    ) -> ResourceId {
        let outer_language = self.resource(outer).language;
        let language = self.own_language(place, outer_language, diagnostics);
        let dialect = language.dialect;
        let document = self.documents.document(place.document);
        let overridden = overridden_by_reference(document, place.node, dialect);
        let identifier = document.member(place.node, dialect.id_keyword()).cloned();
        let references: Vec<(ReferenceKeyword, Member)> = ReferenceKeyword::of(dialect)
            .iter()
            .filter_map(|keyword| {
                let member = document.member(place.node, keyword.name())?;
                Some((*keyword, member.clone()))
            })
            .collect();
        let mut resource = outer;
        if !overridden && let Some(member) = identifier {
            resource = self.identifier(place, outer, language, &member, diagnostics);
        } else if language != outer_language {
            self.misplaced_dialect(place, diagnostics);
        }
        self.state_anchors(place, resource, dialect, diagnostics);
        for (keyword, member) in references {
            if self.reference(place, keyword, &member, diagnostics) {
                self.unbound.push(Reference {
                    holder: Holder { place, keyword },
                    value: member.value,
                    resource,
                });
            }
        }
        resource
    }

    /// The language that the schema's own `$schema` names, or that of what it stands in.
    fn own_language(
        &self,
        place: Place,
        outer: Language,
        diagnostics: &mut Diagnostics,
    ) -> Language {
        // Stage `load` has already judged the roots of documents.
        if place.node == Document::ROOT {
            return outer;
        }
        let document = self.documents.document(place.document);
        let languages = &self.documents.languages;
        languages
            .declared(document, place.node, outer, diagnostics)
            .unwrap_or(outer)
    }

    fn misplaced_dialect(&self, place: Place, diagnostics: &mut Diagnostics) {
        let document = self.documents.document(place.document);
        if let Some(member) = document.member(place.node, "$schema") {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidKeywordValue,
                document.name_location(member),
                "`$schema` changes the dialect inside a resource",
                "give this schema an `$id`, or remove its `$schema`",
            ));
        }
    }

    fn identifier(
        &mut self,
        place: Place,
        outer: ResourceId,
        language: Language,
        member: &Member,
        diagnostics: &mut Diagnostics,
    ) -> ResourceId {
        let Some(text) = self.string(place, member, diagnostics) else {
            return outer;
        };
        let location = self
            .documents
            .document(place.document)
            .location(member.value);
        let base = &self.resource(outer).uri;
        let resolved = match resolve_uri(base, &text) {
            Ok(resolved) => resolved,
            Err(error) => {
                diagnostics.push(report::uri_error(&member.name, &text, &error, location));
                return outer;
            }
        };
        let name = resolved
            .fragment
            .map(|(_, name)| name)
            .filter(|name| !name.is_empty());
        if name.is_some() && language.dialect >= Dialect::Draft2019 {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidUri,
                location,
                format!("the `$id` `{text}` has a fragment"),
                "name a part of a resource with `$anchor`",
            ));
            return outer;
        }
        let resource = if text.starts_with('#') {
            outer
        } else {
            self.add_resource(place, resolved.uri, language, member, diagnostics)
        };
        // Up to draft-07 a plain-name fragment is an anchor; a pointer says nothing that is not known.
        if let Some(name) = name.filter(|name| !name.starts_with('/')) {
            self.add_anchor(place, resource, name, member, diagnostics);
        }
        resource
    }

    fn add_resource(
        &mut self,
        place: Place,
        uri: String,
        language: Language,
        member: &Member,
        diagnostics: &mut Diagnostics,
    ) -> ResourceId {
        let key = comparable(&uri);
        let resource = self
            .by_root(place)
            .unwrap_or(ResourceId(self.resources.len()));
        let first = *self.by_uri.entry(key).or_insert(resource);
        if first != resource {
            let location = self
                .documents
                .document(place.document)
                .location(member.value);
            let other = self.documents.location(self.resource(first).root);
            let (line, column) = other.line_column();
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::DuplicateIdentifier,
                location,
                format!(
                    "two schemas have the URI `{uri}`; the first stands at {}:{line}:{column}",
                    other.path
                ),
                format!("give one of the two another `{}`", member.name),
            ));
        }
        let entry = Resource {
            root: place,
            uri,
            language,
        };
        match self.resources.get_mut(resource.0) {
            Some(known) => *known = entry,
            None => self.resources.push(entry),
        }
        self.by_root.insert(place, resource);
        resource
    }

    /// Whether a keyword holds what can be a reference.
    fn reference(
        &self,
        place: Place,
        keyword: ReferenceKeyword,
        member: &Member,
        diagnostics: &mut Diagnostics,
    ) -> bool {
        let Some(text) = self.string(place, member, diagnostics) else {
            return false;
        };
        let is_defined = keyword != ReferenceKeyword::RecursiveRef || text == "#";
        if !is_defined {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::InvalidKeywordValue,
                self.documents
                    .document(place.document)
                    .location(member.value),
                // 2019-09 core, 8.2.4.2.1.
                format!("the `$recursiveRef` is `{text}`, and its meaning is defined for `#` only"),
                "write `#`, or use `$ref`",
            ));
        }
        is_defined
    }

    /// The string that a keyword must hold.
    pub(super) fn string(
        &self,
        place: Place,
        member: &Member,
        diagnostics: &mut Diagnostics,
    ) -> Option<String> {
        let document = self.documents.document(place.document);
        match &document.node(member.value).value {
            NodeValue::String(text) => Some(text.clone()),
            other => {
                diagnostics.push(Diagnostic::error(
                    DiagnosticKind::InvalidKeywordValue,
                    document.location(member.value),
                    format!("`{}` is {}, not a string", member.name, other.noun()),
                    "write a string",
                ));
                None
            }
        }
    }
}

/// The resource that a value belongs to, by the roots of all resources.
pub(crate) fn enclosing_resource(
    documents: &Documents,
    by_root: &HashMap<Place, ResourceId>,
    place: Place,
) -> ResourceId {
    let mut current = place;
    loop {
        if let Some(resource) = by_root.get(&current) {
            return *resource;
        }
        match &documents.node(current).parent {
            Some((parent, _)) => current.node = *parent,
            // Not reached: the root of every document is the root of a resource.
            None => return ResourceId(0),
        }
    }
}

/// Whether a `$ref` makes the keywords beside it meaningless.
pub(crate) fn overridden_by_reference(document: &Document, node: NodeId, dialect: Dialect) -> bool {
    dialect.reference_overrides_siblings() && document.member(node, "$ref").is_some()
}

/// The schemas that a keyword's value holds.
pub(crate) fn held_schemas(
    document: &Document,
    member: &Member,
    language: Language,
) -> Vec<NodeId> {
    let Some(form) = language.subschemas(&member.name) else {
        return Vec::new();
    };
    let value = member.value;
    let held = match (form, &document.node(value).value) {
        (
            Subschemas::One | Subschemas::OneOrArray,
            NodeValue::Object(_) | NodeValue::Boolean(_),
        ) => {
            vec![value]
        }
        (Subschemas::Array | Subschemas::OneOrArray, NodeValue::Array(elements)) => {
            elements.clone()
        }
        (Subschemas::Map | Subschemas::MapOrNames, NodeValue::Object(members)) => {
            members.iter().map(|member| member.value).collect()
        }
        _ => Vec::new(),
    };
    held.into_iter()
        .filter(|node| is_schema_value(&document.node(*node).value))
        .collect()
}

/// Whether a value has the form of a schema.
pub(crate) fn is_schema_value(value: &NodeValue) -> bool {
    matches!(value, NodeValue::Object(_) | NodeValue::Boolean(_))
}
