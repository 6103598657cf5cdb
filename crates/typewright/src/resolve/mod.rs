//! Stage `resolve`: every reference bound to the schema it means.
//!
//! The network is never touched, and no file is read here: stage `load` has gathered every document that can be meant.

mod anchor;
mod binding;
mod cycle;
mod reference;
mod report;
mod resource;
mod spelling;
mod uri;

use std::collections::{BTreeMap, HashMap};

use binding::{Binder, Binding};
use reference::RECURSIVE_ANCHOR;
use resource::{Registry, Resource, enclosing_resource};

pub use reference::{DynamicReference, Holder, ReferenceKeyword};

pub(crate) use cycle::reference_loop;
pub(crate) use resource::ResourceId;

pub(crate) use uri::{comparable, document_identifier, is_relative};

use crate::diagnostic::{Diagnostics, Location};
use crate::dialect::Language;
use crate::load::{Dialect, Document, DocumentId, Documents, NodeValue, Place, SCHEME};

/// Documents whose references are bound.
#[derive(Debug)]
pub struct Graph {
    /// The documents; those that only references led to are among them.
    pub documents: Documents,
    resources: Vec<Resource>,
    by_root: HashMap<Place, ResourceId>,
    schemas: BTreeMap<Place, ResourceId>,
    dynamic_anchors: BTreeMap<(ResourceId, String), Place>,
    bindings: BTreeMap<Holder, Binding>,
}

impl Graph {
    /// The schema that the `$ref` in the object at `place` means; nothing when it has none, or one that leads nowhere.
    ///
    /// Up to draft-07 every keyword beside a `$ref` is without meaning: see [`Dialect::reference_overrides_siblings`].
    pub fn reference(&self, place: Place) -> Option<Place> {
        self.target(Holder {
            place,
            keyword: ReferenceKeyword::Ref,
        })
    }

    /// What the `$dynamicRef` or the `$recursiveRef` in the object at `place` can mean; nothing when it has none, or one that leads
    /// nowhere. No object has both: they belong to different dialects.
    pub fn dynamic_reference(&self, place: Place) -> Option<DynamicReference<'_>> {
        let of = |keyword| self.bindings.get(&Holder { place, keyword });
        let dynamic = of(ReferenceKeyword::DynamicRef).map(|binding| (binding, false));
        let recursive = of(ReferenceKeyword::RecursiveRef).map(|binding| (binding, true));
        let (binding, is_recursive) = dynamic.or(recursive)?;
        let name = if is_recursive {
            Some(RECURSIVE_ANCHOR)
        } else {
            binding.name.as_deref().filter(|name| !name.is_empty())
        };
        let anchor = name.filter(|name| {
            let named = (binding.resource, (*name).to_owned());
            self.dynamic_anchors.get(&named) == Some(&binding.target)
        });
        Some(DynamicReference {
            target: binding.target,
            anchor,
        })
    }

    /// The dynamic anchors, by resource: what each is called, and the schema that has it. `$recursiveAnchor` is called nothing.
    pub(crate) fn dynamic_anchors(&self) -> impl Iterator<Item = (ResourceId, &str, Place)> {
        self.dynamic_anchors
            .iter()
            .map(|((resource, name), place)| (*resource, name.as_str(), *place))
    }

    /// The root of the schema resource that a value belongs to: the nearest schema around it with a URI of its own.
    pub fn resource_root(&self, place: Place) -> Place {
        self.resource(place).root
    }

    /// The absolute URI, without fragment, of the schema resource that a value belongs to.
    ///
    /// That is its `$id`, or, for a document that states none, its place below the schema root.
    pub fn resource_uri(&self, place: Place) -> &str {
        &self.resource(place).uri
    }

    /// The dialect that a value is written in.
    pub fn dialect(&self, place: Place) -> Dialect {
        self.language(place).dialect
    }

    /// The language that a value is written in: its dialect, and what of it counts.
    pub fn language(&self, place: Place) -> Language {
        self.resource(place).language
    }

    /// The absolute URI of a value: that of its resource, and as fragment the JSON Pointer inside that resource.
    ///
    /// This is what the specification's output format calls the absolute keyword location (2020-12 §12.3.3).
    pub fn canonical_location(&self, place: Place) -> String {
        let resource = self.resource(place);
        let document = self.documents.document(place.document);
        let pointer = document.pointer_from(resource.root.node, place.node);
        format!("{}#{}", resource.uri, uri::fragment_pointer(&pointer))
    }

    /// Every schema, by place: subschemas of the documents, and what references mean beside these.
    pub fn schemas(&self) -> impl Iterator<Item = Place> {
        self.schemas.keys().copied()
    }

    /// Whether the value at a place is one of them.
    pub fn is_schema(&self, place: Place) -> bool {
        self.schemas.contains_key(&place)
    }

    /// Every bound reference, with the schema that it means, by place; of a dynamic one that which counts when nothing else is asked.
    pub fn references(&self) -> impl Iterator<Item = (Holder, Place)> {
        self.bindings
            .iter()
            .map(|(holder, binding)| (*holder, binding.target))
    }

    /// The schema that [`Graph::references`] tells of a reference.
    pub(crate) fn target(&self, holder: Holder) -> Option<Place> {
        self.bindings.get(&holder).map(|binding| binding.target)
    }

    /// The bound reference that a keyword of the object at `place` is.
    pub(crate) fn holder(&self, place: Place, keyword: &str) -> Option<Holder> {
        ReferenceKeyword::ALL
            .into_iter()
            .filter(|known| known.name() == keyword)
            .map(|keyword| Holder { place, keyword })
            .find(|holder| self.bindings.contains_key(holder))
    }

    /// The schemas that stand directly in a schema and that it applies: all but its definitions.
    pub(crate) fn applied_subschemas(&self, place: Place) -> Vec<Place> {
        let document = self.documents.document(place.document);
        let language = self.language(place);
        let NodeValue::Object(members) = &document.node(place.node).value else {
            return Vec::new();
        };
        if resource::overridden_by_reference(document, place.node, language.dialect) {
            return Vec::new();
        }
        members
            .iter()
            .filter(|member| !matches!(member.name.as_str(), "$defs" | "definitions"))
            .flat_map(|member| resource::held_schemas(document, member, language))
            .map(|node| Place { node, ..place })
            .collect()
    }

    /// The URI by which a reference can be spelled wherever it stands: that of the resource it names, and its fragment.
    pub(crate) fn reference_uri(&self, holder: Holder) -> Option<(&str, Option<&str>)> {
        let binding = self.bindings.get(&holder)?;
        let resource = &self.resources[binding.resource.0];
        Some((&resource.uri, binding.fragment.as_deref()))
    }

    /// The absolute URI, without fragment, that a reference has as it is spelled at a place.
    pub(crate) fn spelled_uri(&self, place: Place, reference: &str) -> Option<String> {
        let base = self.resource_uri(place);
        let resolved = uri::resolve_uri(base, reference).ok()?;
        Some(resolved.uri)
    }

    /// The schemas inside a document that have URIs of their own.
    pub(crate) fn inner_resources(&self, document: DocumentId) -> impl Iterator<Item = Place> {
        self.resources
            .iter()
            .map(|resource| resource.root)
            .filter(move |root| root.document == document && root.node != Document::ROOT)
    }

    /// The resource that a value belongs to.
    pub(crate) fn resource_id(&self, place: Place) -> ResourceId {
        match self.schemas.get(&place) {
            Some(resource) => *resource,
            None => enclosing_resource(&self.documents, &self.by_root, place),
        }
    }

    fn resource(&self, place: Place) -> &Resource {
        &self.resources[self.resource_id(place).0]
    }
}

/// Binds every reference of the documents.
///
/// Everything that is wrong is an error in `diagnostics`: references that lead nowhere or out of the schema root, URIs that are
/// none, identifiers that stand twice, `$id`, anchors and references that are not what they must be, circles of `$ref` that consume
/// nothing. A reference with characters that must be escaped is read as if they were, with a warning. What a dynamic reference means
/// where is left to stage `ir`. The graph is whole only when there was no error.
pub fn resolve_documents(documents: Documents, diagnostics: &mut Diagnostics) -> Graph {
    let mut nothing = Nothing;
    let registry = Registry::new(documents, diagnostics);
    let mut binder = Binder::new(registry, &mut nothing);
    let failures = binder.bind_all(diagnostics);
    report::report_failures(&binder.registry, &failures, diagnostics);
    report::report_spellings(&binder.registry, binder.bindings.keys(), diagnostics);
    let Binder {
        registry, bindings, ..
    } = binder;
    let graph = registry.into_graph(bindings);
    cycle::report_cycles(&graph, diagnostics);
    graph
}

/// Where documents come from that are referred to and not there yet.
pub(crate) trait Supply {
    /// The document that states this URI, in its comparable form, as its own.
    fn by_identifier(&mut self, uri: &str) -> Option<Document>;
    /// The document with that name below the schema root; `reference` is what asks for it.
    fn by_name(&mut self, name: &str, reference: &Location) -> Option<Document>;
}

/// Supplies nothing: every document is there.
struct Nothing;

impl Supply for Nothing {
    fn by_identifier(&mut self, _: &str) -> Option<Document> {
        None
    }

    fn by_name(&mut self, _: &str, _: &Location) -> Option<Document> {
        None
    }
}

/// Adds every document that references lead to, however far.
///
/// What is wrong with the references is not said here, but by [`resolve_documents`].
pub(crate) fn gather_documents(documents: Documents, supply: &mut dyn Supply) -> Documents {
    let mut unsaid = Diagnostics::new();
    let registry = Registry::new(documents, &mut unsaid);
    let mut binder = Binder::new(registry, supply);
    binder.bind_all(&mut unsaid);
    binder.registry.documents
}

/// The absolute URI, in its comparable form, that a document states for itself.
pub(crate) fn stated_identifier(document: &Document) -> Option<String> {
    let root = Document::ROOT;
    if resource::overridden_by_reference(document, root, document.dialect()) {
        return None;
    }
    let member = document.member(root, document.dialect().id_keyword())?;
    let NodeValue::String(text) = &document.node(member.value).value else {
        return None;
    };
    let resolved = uri::resolve_uri(&document.uri, text).ok()?;
    (uri::scheme(&resolved.uri) != SCHEME).then(|| uri::comparable(&resolved.uri))
}
