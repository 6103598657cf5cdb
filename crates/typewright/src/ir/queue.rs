//! Which schemas are lowered, each in every meaning that a way leads to.

use std::collections::{BTreeMap, VecDeque};

use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use crate::load::Place;
use crate::resolve::Graph;

use super::SchemaId;
use super::cycle::DynamicStep;
use super::dynamic_scope::{DynamicScopes, EnvironmentId};

/// More schemas than these, made of places that another schema is made of too, are refused.
const MAX_SPECIALISATIONS: usize = 100_000;

/// A place, and what dynamic references mean there.
pub(super) type Origin = (Place, EnvironmentId);

/// The schemas that have been reached.
pub(super) struct Queue<'g> {
    graph: &'g Graph,
    scopes: DynamicScopes<'g>,
    ids: BTreeMap<Origin, SchemaId>,
    /// What each schema is lowered from: ids are given in this order.
    origins: Vec<Origin>,
    /// How many of them have been handed out: the last of these is being lowered.
    taken: usize,
    /// Definitions that wait for a reference to say in which environment they are meant.
    definitions: VecDeque<Origin>,
    /// How many schemas are not the first of their place.
    specialisations: usize,
    /// Where there was one too many.
    beyond: Option<Place>,
    steps: Vec<DynamicStep>,
}

/// What is left when all schemas are lowered.
pub(super) struct Reached<'g> {
    pub scopes: DynamicScopes<'g>,
    /// What each schema is lowered from.
    pub origins: Vec<Origin>,
    /// The dynamic references, with what they mean.
    pub steps: Vec<DynamicStep>,
}

impl<'g> Queue<'g> {
    /// Nothing is reached yet.
    pub fn new(graph: &'g Graph, diagnostics: &mut Diagnostics) -> Self {
        Queue {
            graph,
            scopes: DynamicScopes::of(graph, diagnostics),
            ids: BTreeMap::new(),
            origins: Vec::new(),
            taken: 0,
            definitions: VecDeque::new(),
            specialisations: 0,
            beyond: None,
            steps: Vec::new(),
        }
    }

    /// The place of the next schema to be lowered: that of the next id.
    pub fn next(&mut self) -> Option<Place> {
        while self.taken == self.origins.len() {
            let origin = self.definitions.pop_front()?;
            if self.any_id(origin.0).is_none() {
                self.id_of(origin);
            }
        }
        self.taken += 1;
        Some(self.current()?.1.0)
    }

    fn current(&self) -> Option<(SchemaId, Origin)> {
        let index = self.taken.checked_sub(1)?;
        Some((SchemaId(index as u32), self.origins[index]))
    }

    /// What a place means for the current schema; before there is one, where nothing else has been entered.
    fn origin(&mut self, place: Place) -> Origin {
        let outer = self.current().map(|(_, (_, environment))| environment);
        let outer = outer.unwrap_or(EnvironmentId::EMPTY);
        (place, self.scopes.enter(outer, place))
    }

    /// The id of the schema at a place that the current schema leads to.
    pub fn id(&mut self, place: Place) -> SchemaId {
        let origin = self.origin(place);
        self.id_of(origin)
    }

    /// Sees to it that a definition is lowered, though nothing may refer to it.
    pub fn define(&mut self, place: Place) {
        let origin = self.origin(place);
        if self.scopes.is_static(place) {
            self.id_of(origin);
        } else {
            self.definitions.push_back(origin);
        }
    }

    /// The id of the schema that the current schema's dynamic reference means; without a target `resolve` has reported it.
    pub fn dynamic_target(&mut self) -> Option<SchemaId> {
        let (from, (place, environment)) = self.current()?;
        let reference = self.graph.dynamic_reference(place)?;
        let to = self.id(self.scopes.target(environment, reference));
        self.steps.push(DynamicStep { from, to });
        Some(to)
    }

    /// Ends it, and reports if there were too many schemas.
    pub fn finish(self, diagnostics: &mut Diagnostics) -> Reached<'g> {
        if let Some(place) = self.beyond {
            diagnostics.push(Diagnostic::error(
                DiagnosticKind::TooManySpecialisations,
                self.graph.documents.location(place),
                format!(
                    "dynamic references give the schemas more than {MAX_SPECIALISATIONS} further meanings"
                ),
                "use `$ref` where the target is always the same, or fewer dynamic anchors",
            ));
        }
        Reached {
            scopes: self.scopes,
            origins: self.origins,
            steps: self.steps,
        }
    }

    fn id_of(&mut self, origin: Origin) -> SchemaId {
        if let Some(known) = self.ids.get(&origin) {
            return *known;
        }
        if let Some(first) = self.any_id(origin.0) {
            if self.specialisations == MAX_SPECIALISATIONS {
                self.beyond = self.beyond.or(Some(origin.0));
                return first;
            }
            self.specialisations += 1;
        }
        let id = SchemaId(self.origins.len() as u32);
        self.ids.insert(origin, id);
        self.origins.push(origin);
        id
    }

    /// A schema made of a place, whatever dynamic references mean in it.
    fn any_id(&self, place: Place) -> Option<SchemaId> {
        let mut known = self.ids.range((place, EnvironmentId::EMPTY)..);
        let (origin, id) = known.next()?;
        (origin.0 == place).then_some(*id)
    }
}
