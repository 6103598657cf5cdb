//! Circles that dynamic references close without consuming any of the value.

use std::collections::BTreeSet;

use crate::cycle::circles;
use crate::diagnostic::{Diagnostics, Location};
use crate::load::Place;
use crate::resolve::{Graph, reference_loop};

use super::queue::Reached;
use super::{Rule, Schema, SchemaId};

/// A reference whose target depends on the dynamic scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct DynamicStep {
    /// The schema that has it.
    pub from: SchemaId,
    /// The schema that it means there.
    pub to: SchemaId,
}

/// Reports dynamic references that close circles, each once. The circles that `$ref`s close alone have been reported by `resolve`.
pub(super) fn report_dynamic_cycles(
    graph: &Graph,
    schemas: &[Schema],
    reached: &Reached<'_>,
    diagnostics: &mut Diagnostics,
) {
    if reached.steps.is_empty() {
        return;
    }
    let steps: BTreeSet<DynamicStep> = reached.steps.iter().copied().collect();
    let rules = |id: SchemaId| &schemas[id.0 as usize].rules;
    let ids = (0..schemas.len()).map(|index| SchemaId(index as u32));
    let mut reported: BTreeSet<Place> = BTreeSet::new();
    for mut circle in circles(ids, |id| {
        rules(id).iter().flat_map(Rule::in_place).collect()
    }) {
        let step = |index: usize| DynamicStep {
            from: circle[index],
            to: circle[(index + 1) % circle.len()],
        };
        let Some(closing) = (0..circle.len()).find(|index| steps.contains(&step(*index))) else {
            continue;
        };
        circle.rotate_left(closing);
        let (holder, _) = reached.origins[circle[0].0 as usize];
        if !reported.insert(holder) {
            continue;
        }
        let next = circle.iter().cycle().skip(1);
        // Schemas inside one another say nothing of the way: what references lead to does.
        let targets: Vec<Location> = circle
            .iter()
            .zip(next)
            .filter(|(from, to)| {
                let refers =
                    |rule: &Rule| matches!(rule, Rule::Reference { target, .. } if target == *to);
                rules(**from).iter().any(refers)
            })
            .map(|(_, to)| schemas[to.0 as usize].place.clone())
            .collect();
        let document = graph.documents.document(holder.document);
        let keyword = ["$dynamicRef", "$recursiveRef"]
            .into_iter()
            .find_map(|keyword| document.member(holder.node, keyword));
        if let Some(member) = keyword {
            let location = document.location(member.value);
            diagnostics.push(reference_loop(location, &targets));
        }
    }
}
