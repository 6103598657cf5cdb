//! Which dynamic anchors count where.
//!
//! A dynamic reference means the anchor of the outermost schema resource in its dynamic scope that has one of that name (2020-12
//! core, 7.1 and 8.2.3.2; 2019-09 core, 8.2.4.2). Of the dynamic scope nothing else matters, and what is outermost once stays so.
//! Hence an *environment*: for each name the anchor that counts. It is known for every way that leads to a schema, without any
//! payload.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use crate::load::Place;
use crate::resolve::{DynamicReference, Graph, Holder, ReferenceKeyword, ResourceId};

/// More names than these with a choice between anchors are refused: every one of them can double the schemas.
const MAX_NAMES: usize = 256;

/// Index of a name in [`DynamicScopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Name(u16);

/// Index of an environment in [`DynamicScopes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct EnvironmentId(u32);

impl EnvironmentId {
    /// The environment in which nothing is bound.
    pub const EMPTY: EnvironmentId = EnvironmentId(0);
}

/// Names with the anchors that count, by name.
type Bindings = Rc<[(Name, Place)]>;

/// The environments of the schemas of a graph.
pub(super) struct DynamicScopes<'g> {
    graph: &'g Graph,
    /// The names that references look for and that more than one resource has: for all others there is nothing to choose.
    names: Vec<&'g str>,
    /// The anchors of those names, by resource.
    anchors: BTreeMap<ResourceId, Vec<(Name, Place)>>,
    /// The names that a schema, or whatever it leads to, looks for. Other names make no difference to it.
    asked: BTreeMap<Place, Vec<Name>>,
    environments: Vec<Bindings>,
    ids: BTreeMap<Bindings, EnvironmentId>,
}

impl<'g> DynamicScopes<'g> {
    /// Finds out which names matter, and where. Too many of them are reported.
    pub fn of(graph: &'g Graph, diagnostics: &mut Diagnostics) -> Self {
        let seekers = seekers(graph);
        let mut found: BTreeMap<&str, Vec<(ResourceId, Place)>> = BTreeMap::new();
        for (resource, name, place) in graph.dynamic_anchors() {
            if seekers.contains_key(name) {
                found.entry(name).or_default().push((resource, place));
            }
        }
        found.retain(|_, anchors| anchors.len() > 1);
        report_many(graph, &found, &seekers, diagnostics);
        let mut names = Vec::new();
        let mut anchors: BTreeMap<ResourceId, Vec<(Name, Place)>> = BTreeMap::new();
        for (index, (name, places)) in found.into_iter().take(MAX_NAMES).enumerate() {
            names.push(name);
            for (resource, place) in places {
                let anchor = (Name(index as u16), place);
                anchors.entry(resource).or_default().push(anchor);
            }
        }
        let empty: Bindings = Rc::from([]);
        let mut scopes = DynamicScopes {
            graph,
            names,
            anchors,
            asked: BTreeMap::new(),
            environments: vec![empty.clone()],
            ids: BTreeMap::from([(empty, EnvironmentId::EMPTY)]),
        };
        if !scopes.names.is_empty() {
            scopes.asked = scopes.names_asked(&seekers);
        }
        scopes
    }

    /// Whether the schema at a place is the same in every environment.
    pub fn is_static(&self, place: Place) -> bool {
        !self.asked.contains_key(&place)
    }

    /// The environment of a schema that is reached from one with the environment `outer`.
    pub fn enter(&mut self, outer: EnvironmentId, place: Place) -> EnvironmentId {
        let Some(asked) = self.asked.get(&place) else {
            return EnvironmentId::EMPTY;
        };
        let outer = &self.environments[outer.0 as usize];
        let own = self.anchors.get(&self.graph.resource_id(place));
        let own = own.map_or(&[][..], Vec::as_slice);
        let bindings: Bindings = asked
            .iter()
            .filter_map(|name| {
                let anchor = binding(outer, *name).or_else(|| binding(own, *name))?;
                Some((*name, anchor))
            })
            .collect();
        let next = EnvironmentId(self.environments.len() as u32);
        let id = *self.ids.entry(bindings.clone()).or_insert(next);
        if id == next {
            self.environments.push(bindings);
        }
        id
    }

    /// The schema that a dynamic reference means in an environment.
    pub fn target(&self, environment: EnvironmentId, reference: DynamicReference<'_>) -> Place {
        let bindings = &self.environments[environment.0 as usize];
        reference
            .anchor
            .and_then(|anchor| self.names.binary_search(&anchor).ok())
            .and_then(|index| binding(bindings, Name(index as u16)))
            .unwrap_or(reference.target)
    }

    /// The bindings that an environment has and `other` has not, by name.
    pub fn differences(
        &self,
        environment: EnvironmentId,
        other: EnvironmentId,
    ) -> Vec<(&'g str, Place)> {
        let other = &self.environments[other.0 as usize];
        self.environments[environment.0 as usize]
            .iter()
            .filter(|bound| !other.contains(bound))
            .map(|(name, place)| (self.names[name.0 as usize], *place))
            .collect()
    }

    /// The names that each schema leads to a reference for.
    fn names_asked(&self, seekers: &BTreeMap<&str, Vec<Place>>) -> BTreeMap<Place, Vec<Name>> {
        let holders: Vec<&[Place]> = self
            .names
            .iter()
            .map(|name| seekers.get(name).map_or(&[][..], Vec::as_slice))
            .collect();
        let before = self.predecessors();
        let mut named: BTreeMap<Place, Vec<Name>> = BTreeMap::new();
        for (name, place) in self.anchors.values().flatten() {
            named.entry(*place).or_default().push(*name);
        }
        let mut asked: BTreeMap<Place, Vec<Name>> = BTreeMap::new();
        for (index, start) in holders.iter().enumerate() {
            let mut followed = BTreeSet::new();
            let mut stack = start.to_vec();
            while let Some(place) = stack.pop() {
                let names = asked.entry(place).or_default();
                if names.last() == Some(&Name(index as u16)) {
                    continue;
                }
                names.push(Name(index as u16));
                stack.extend(before.get(&place).into_iter().flatten());
                // Whoever looks for an anchor of this schema may be led to it.
                for name in named.get(&place).into_iter().flatten() {
                    if followed.insert(*name) {
                        stack.extend(holders[name.0 as usize]);
                    }
                }
            }
        }
        asked
    }

    /// The schemas that lead to a schema, but for those that do so by a reference with a choice.
    fn predecessors(&self) -> BTreeMap<Place, Vec<Place>> {
        let mut before: BTreeMap<Place, Vec<Place>> = BTreeMap::new();
        for place in self.graph.schemas() {
            for inside in self.graph.applied_subschemas(place) {
                before.entry(inside).or_default().push(place);
            }
        }
        for (holder, target) in self.graph.references() {
            before.entry(target).or_default().push(holder.place);
        }
        before
    }
}

fn binding(bindings: &[(Name, Place)], name: Name) -> Option<Place> {
    let index = bindings.binary_search_by_key(&name, |(name, _)| *name);
    index.ok().map(|index| bindings[index].1)
}

/// The schemas with a reference that looks for a dynamic anchor, by its name.
fn seekers(graph: &Graph) -> BTreeMap<&str, Vec<Place>> {
    let mut seekers: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for (Holder { place, keyword }, _) in graph.references() {
        if keyword != ReferenceKeyword::Ref
            && let Some(reference) = graph.dynamic_reference(place)
            && let Some(anchor) = reference.anchor
        {
            seekers.entry(anchor).or_default().push(place);
        }
    }
    seekers
}

fn report_many(
    graph: &Graph,
    found: &BTreeMap<&str, Vec<(ResourceId, Place)>>,
    seekers: &BTreeMap<&str, Vec<Place>>,
    diagnostics: &mut Diagnostics,
) {
    let beyond = found.keys().nth(MAX_NAMES);
    if let Some(place) = beyond.and_then(|name| seekers.get(name)?.first()) {
        diagnostics.push(Diagnostic::error(
            DiagnosticKind::TooManySpecialisations,
            graph.documents.location(*place),
            format!(
                "more than {MAX_NAMES} dynamic anchors that references look for are in several resources each"
            ),
            "use `$ref` where the target is always the same",
        ));
    }
}
