//! From references to their targets.

use std::collections::{BTreeMap, HashMap};

use super::Supply;
use super::reference::{Holder, Reference};
use super::resource::{Registry, ResourceId, is_schema_value};
use super::uri::{self, ResolvedUri, UriError};
use crate::diagnostic::{Diagnostics, Location};
use crate::load::{Document, NodeId, NodeValue, Place, SCHEME, document_uri};

/// Objects with fewer members are searched one by one.
const FEW_MEMBERS: usize = 16;

/// What a reference is bound to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Binding {
    pub target: Place,
    /// The resource that the URI names; the target can lie in a resource inside it.
    pub resource: ResourceId,
    /// The fragment as it is spelled.
    pub fragment: Option<String>,
    /// The fragment as a name, unless it is a JSON Pointer.
    pub name: Option<String>,
}

/// Why a reference is not bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Failure {
    Uri(UriError),
    /// No document has this URI.
    NoDocument {
        uri: String,
    },
    /// A file is there, but says that it is something else.
    OtherIdentifier {
        name: String,
        stated: String,
    },
    /// The resource has no schema of that name.
    NoAnchor {
        resource: ResourceId,
        name: String,
    },
    /// The pointer is no JSON Pointer.
    MalformedPointer {
        pointer: String,
    },
    /// The pointer leads up to a value that has no such member or element.
    NoMember {
        resource: ResourceId,
        reached: Place,
        step: String,
    },
    /// The pointer leads to a value that is no schema.
    NotASchema {
        target: Place,
    },
}

/// Binds references, asking for documents that are not there yet.
pub(crate) struct Binder<'a> {
    pub registry: Registry,
    pub bindings: BTreeMap<Holder, Binding>,
    supply: &'a mut dyn Supply,
    /// Members of large objects by name.
    members: HashMap<Place, HashMap<String, NodeId>>,
}

impl<'a> Binder<'a> {
    pub fn new(registry: Registry, supply: &'a mut dyn Supply) -> Self {
        Binder {
            registry,
            bindings: BTreeMap::new(),
            supply,
            members: HashMap::new(),
        }
    }

    /// Binds every reference, also those in documents and schemas that only come to light on the way.
    ///
    /// Returns what could not be bound, in the order of places.
    pub fn bind_all(&mut self, diagnostics: &mut Diagnostics) -> Vec<(Reference, Failure)> {
        let mut failed: BTreeMap<Holder, (Reference, Failure)> = BTreeMap::new();
        loop {
            let known = self.registry.schemas.len();
            let mut batch = std::mem::take(&mut self.registry.unbound);
            // What failed may be there by now: a document that was read later can state the missing URI.
            batch.extend(failed.values().map(|(reference, _)| *reference));
            for reference in batch {
                match self.bind(&reference, diagnostics) {
                    Ok(binding) => {
                        failed.remove(&reference.holder);
                        self.bindings.insert(reference.holder, binding);
                    }
                    Err(failure) => {
                        failed.insert(reference.holder, (reference, failure));
                    }
                }
            }
            if self.registry.unbound.is_empty() && self.registry.schemas.len() == known {
                return failed.into_values().collect();
            }
        }
    }

    fn bind(
        &mut self,
        reference: &Reference,
        diagnostics: &mut Diagnostics,
    ) -> Result<Binding, Failure> {
        let text = reference_text(&self.registry, reference);
        let text = uri::respelled(&text);
        let base = &self.registry.resource(reference.resource).uri;
        let resolved = uri::resolve_uri(base, &text).map_err(Failure::Uri)?;
        let resource = if text.is_empty() || text.starts_with('#') {
            reference.resource
        } else {
            self.find_resource(reference, &text, &resolved, diagnostics)?
        };
        let target = match &resolved.fragment {
            None => self.registry.resource(resource).root,
            Some((_, name)) if name.is_empty() => self.registry.resource(resource).root,
            Some((_, pointer)) if pointer.starts_with('/') => self.follow(resource, pointer)?,
            Some((_, name)) => self.registry.anchor(resource, name).ok_or_else(|| {
                let name = name.clone();
                Failure::NoAnchor { resource, name }
            })?,
        };
        if !is_schema_value(&self.registry.documents.node(target).value) {
            return Err(Failure::NotASchema { target });
        }
        // A schema under a keyword that is not known to hold any was not walked with its document.
        let enclosing = self.registry.enclosing(target);
        self.registry.walk(target, enclosing, diagnostics);
        let (fragment, name) = resolved.fragment.unzip();
        Ok(Binding {
            target,
            resource,
            fragment,
            name: name.filter(|name| !name.starts_with('/')),
        })
    }

    fn find_resource(
        &mut self,
        reference: &Reference,
        text: &str,
        resolved: &ResolvedUri,
        diagnostics: &mut Diagnostics,
    ) -> Result<ResourceId, Failure> {
        let uri = &resolved.uri;
        if let Some(resource) = self.registry.by_uri(uri) {
            return Ok(resource);
        }
        if let Some(document) = self.supply.by_identifier(&uri::comparable(uri)) {
            self.registry.add(document, diagnostics);
        } else if let Some(name) = uri::document_name(uri) {
            let location = reference_location(&self.registry, reference);
            if let Some(document) = self.supply.by_name(&name, &location) {
                self.registry.add(document, diagnostics);
            }
        }
        if let Some(resource) = self.registry.by_uri(uri) {
            return Ok(resource);
        }
        match self.beside(reference, text, diagnostics) {
            Some(found) => found,
            None => Err(Failure::NoDocument { uri: uri.clone() }),
        }
    }

    /// The document that a relative reference names as a file, beside the file it stands in.
    ///
    /// A document with an `$id` gives its references a base that is no place on disk. When nothing states the URI that
    /// results, the files are taken to lie to each other as their URIs do, unless the file found says otherwise.
    fn beside(
        &mut self,
        reference: &Reference,
        text: &str,
        diagnostics: &mut Diagnostics,
    ) -> Option<Result<ResourceId, Failure>> {
        let from = self
            .registry
            .documents
            .document(reference.holder.place.document);
        let base = self.registry.resource(reference.resource);
        if base.root.node != Document::ROOT || base.uri == from.uri || !uri::is_relative(text) {
            return None;
        }
        let resolved = uri::resolve_uri(&from.uri, text).ok()?;
        let name = uri::document_name(&resolved.uri)?;
        let location = reference_location(&self.registry, reference);
        let uri = document_uri(&name);
        if self.registry.by_uri(&uri).is_none() {
            let document = self.supply.by_name(&name, &location)?;
            self.registry.add(document, diagnostics);
        }
        let resource = self.registry.by_uri(&uri)?;
        let stated = &self.registry.resource(resource).uri;
        if uri::scheme(stated) != SCHEME {
            let stated = stated.clone();
            return Some(Err(Failure::OtherIdentifier { name, stated }));
        }
        Some(Ok(resource))
    }

    /// Follows a JSON Pointer from the root of a resource.
    fn follow(&mut self, resource: ResourceId, pointer: &str) -> Result<Place, Failure> {
        let steps = uri::pointer_steps(pointer).ok_or_else(|| Failure::MalformedPointer {
            pointer: pointer.to_owned(),
        })?;
        let mut reached = self.registry.resource(resource).root;
        for step in steps {
            let next = self.step(reached, &step);
            reached = next.ok_or(Failure::NoMember {
                resource,
                reached,
                step,
            })?;
        }
        Ok(reached)
    }

    fn step(&mut self, from: Place, step: &str) -> Option<Place> {
        let node = match &self.registry.documents.node(from).value {
            NodeValue::Array(elements) => *elements.get(array_index(step)?)?,
            NodeValue::Object(members) if members.len() <= FEW_MEMBERS => {
                members.iter().find(|member| member.name == step)?.value
            }
            NodeValue::Object(members) => {
                let index = self.members.entry(from).or_insert_with(|| {
                    members
                        .iter()
                        .map(|member| (member.name.clone(), member.value))
                        .collect()
                });
                *index.get(step)?
            }
            _ => return None,
        };
        Some(Place { node, ..from })
    }
}

/// An array index as RFC 6901 §4 spells it: no sign, no leading zero.
fn array_index(step: &str) -> Option<usize> {
    let plain = step.bytes().all(|byte| byte.is_ascii_digit());
    let leading_zero = step.len() > 1 && step.starts_with('0');
    if plain && !leading_zero {
        step.parse().ok()
    } else {
        None
    }
}

/// The reference as it is written.
pub(crate) fn reference_text(registry: &Registry, reference: &Reference) -> String {
    let document = registry.documents.document(reference.holder.place.document);
    text_at(document, reference.value).to_owned()
}

/// The string at a node.
pub(crate) fn text_at(document: &Document, node: NodeId) -> &str {
    match &document.node(node).value {
        NodeValue::String(text) => text,
        _ => "",
    }
}

/// Where the reference is written.
pub(crate) fn reference_location(registry: &Registry, reference: &Reference) -> Location {
    let document = registry.documents.document(reference.holder.place.document);
    document.location(reference.value)
}
