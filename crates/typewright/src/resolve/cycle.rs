//! Chains of `$ref`s that come back to where they began without consuming any of the value.
//!
//! Where a dynamic reference leads is known only in stage `ir`, which looks for the circles they close.

use std::collections::BTreeSet;

use super::Graph;
use super::resource::{held_schemas, overridden_by_reference};
use super::uri::shown_pointer;
use crate::cycle::circles;
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics, Location};
use crate::load::{NodeValue, Place};

/// Reports each reference that closes such a circle, once.
pub(crate) fn report_cycles(graph: &Graph, diagnostics: &mut Diagnostics) {
    let mut reported: BTreeSet<Place> = BTreeSet::new();
    for circle in circles(graph.schemas(), |place| applied_in_place(graph, place)) {
        report_cycle(graph, &circle, &mut reported, diagnostics);
    }
}

/// The schemas that a schema applies to the very value it judges.
fn applied_in_place(graph: &Graph, place: Place) -> Vec<Place> {
    let document = graph.documents.document(place.document);
    let language = graph.language(place);
    let mut applied: Vec<Place> = graph.reference(place).into_iter().collect();
    let NodeValue::Object(members) = &document.node(place.node).value else {
        return applied;
    };
    if overridden_by_reference(document, place.node, language.dialect) {
        return applied;
    }
    let conditional = document.member(place.node, "if").is_some();
    for member in members {
        let in_place = match member.name.as_str() {
            "allOf" | "anyOf" | "oneOf" | "not" | "if" | "dependentSchemas" | "dependencies" => {
                true
            }
            "then" | "else" => conditional,
            _ => false,
        };
        if in_place {
            let held = held_schemas(document, member, language);
            applied.extend(held.into_iter().map(|node| Place { node, ..place }));
        }
    }
    applied
}

fn report_cycle(
    graph: &Graph,
    cycle: &[Place],
    reported: &mut BTreeSet<Place>,
    diagnostics: &mut Diagnostics,
) {
    let successor = |index: usize| cycle[(index + 1) % cycle.len()];
    // Schemas inside one another are a tree, so that only references can close a circle.
    let mut steps: Vec<(Place, Place)> = (0..cycle.len())
        .map(|index| (cycle[index], successor(index)))
        .filter(|(from, to)| graph.reference(*from) == Some(*to))
        .collect();
    let Some(first) = (0..steps.len()).min_by_key(|index| steps[*index].0) else {
        return;
    };
    steps.rotate_left(first);
    let from = steps[0].0;
    let document = graph.documents.document(from.document);
    let Some(member) = document.member(from.node, "$ref") else {
        return;
    };
    if !reported.insert(from) {
        return;
    }
    let targets: Vec<Location> = steps
        .iter()
        .map(|(_, target)| graph.documents.location(*target))
        .collect();
    diagnostics.push(reference_loop(document.location(member.value), &targets));
}

/// The diagnostic for references that lead in a circle; `targets` are the schemas they lead to, the one that `location` means first.
pub(crate) fn reference_loop(location: Location, targets: &[Location]) -> Diagnostic {
    let shown = |target: &Location| {
        let pointer = shown_pointer(&target.pointer, None);
        if target.path == location.path {
            format!("`{pointer}`")
        } else {
            format!("`{}{pointer}`", target.path)
        }
    };
    let chain: Vec<String> = targets.iter().chain(targets.first()).map(shown).collect();
    let message = format!(
        "the reference comes back to itself for one and the same value: {}",
        chain.join(" → ")
    );
    Diagnostic::error(
        DiagnosticKind::ReferenceLoop,
        location,
        message,
        "take one reference out of the circle, or put it below `properties` or `items`",
    )
}
