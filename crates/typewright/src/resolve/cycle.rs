//! Chains of references that come back to where they began without consuming any of the value.

use std::collections::{BTreeMap, BTreeSet};

use super::Graph;
use super::resource::{held_schemas, overridden_by_reference};
use super::uri::shown_pointer;
use crate::diagnostic::{Diagnostic, DiagnosticKind, Diagnostics};
use crate::load::{NodeValue, Place};

/// A schema whose successors are being visited.
struct Visit {
    place: Place,
    next: std::vec::IntoIter<Place>,
}

/// Reports each reference that closes such a circle, once.
pub(crate) fn report_cycles(graph: &Graph, diagnostics: &mut Diagnostics) {
    // The value says whether the schema is on the path that is being visited, and where.
    let mut seen: BTreeMap<Place, Option<usize>> = BTreeMap::new();
    let mut reported: BTreeSet<Place> = BTreeSet::new();
    for start in graph.schemas() {
        if seen.contains_key(&start) {
            continue;
        }
        let mut path: Vec<Visit> = Vec::new();
        let mut entering = Some(start);
        loop {
            if let Some(place) = entering.take() {
                seen.insert(place, Some(path.len()));
                let next = applied_in_place(graph, place).into_iter();
                path.push(Visit { place, next });
            }
            let Some(visit) = path.last_mut() else {
                break;
            };
            match visit.next.next() {
                None => {
                    seen.insert(visit.place, None);
                    path.pop();
                }
                Some(next) => match seen.get(&next) {
                    None => entering = Some(next),
                    Some(Some(position)) => {
                        let cycle: Vec<Place> =
                            path[*position..].iter().map(|visit| visit.place).collect();
                        report_cycle(graph, &cycle, &mut reported, diagnostics);
                    }
                    Some(None) => {}
                },
            }
        }
    }
}

/// The schemas that a schema applies to the very value it judges.
fn applied_in_place(graph: &Graph, place: Place) -> Vec<Place> {
    let document = graph.documents.document(place.document);
    let dialect = graph.dialect(place);
    let mut applied: Vec<Place> = graph.reference(place).into_iter().collect();
    let NodeValue::Object(members) = &document.node(place.node).value else {
        return applied;
    };
    if overridden_by_reference(document, place.node, dialect) {
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
            let held = held_schemas(document, member, dialect);
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
    let mut chain: Vec<String> = steps
        .iter()
        .map(|(_, target)| {
            let shown = graph.documents.location(*target);
            let pointer = shown_pointer(&shown.pointer, None);
            if target.document == from.document {
                format!("`{pointer}`")
            } else {
                format!("`{}{pointer}`", shown.path)
            }
        })
        .collect();
    if let Some(again) = chain.first().cloned() {
        chain.push(again);
    }
    diagnostics.push(Diagnostic::error(
        DiagnosticKind::ReferenceLoop,
        document.location(member.value),
        format!(
            "the reference comes back to itself for one and the same value: {}",
            chain.join(" → ")
        ),
        "take one reference out of the circle, or put it below `properties` or `items`",
    ));
}
