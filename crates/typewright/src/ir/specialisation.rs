//! Schemas made of one place for different meanings of the dynamic references in it.

use std::collections::{BTreeMap, BTreeSet};

use crate::load::Place;
use crate::resolve::Graph;

use super::dynamic_scope::EnvironmentId;
use super::partition::coarsest_partition;
use super::queue::Reached;
use super::schema_name::resource_name;
use super::{Program, Rule, SchemaId};

/// Makes one schema of those that are the same in the end, and says of the others what tells them apart.
///
/// Environments can differ in a binding that the schemas further down would make for themselves, or that leads to the same after
/// all: so what counts is where the references lead.
pub(super) fn merge_specialisations(
    program: &mut Program,
    graph: &Graph,
    reached: &mut Reached<'_>,
) {
    let Reached {
        scopes, origins, ..
    } = reached;
    let mut by_place: BTreeMap<Place, Vec<usize>> = BTreeMap::new();
    for (index, (place, _)) in origins.iter().enumerate() {
        by_place.entry(*place).or_default().push(index);
    }
    if by_place.len() == origins.len() {
        return;
    }
    let merged = merge(program, by_place.into_values().collect());
    let mut meanings: BTreeMap<Place, BTreeMap<SchemaId, Vec<EnvironmentId>>> = BTreeMap::new();
    for ((place, environment), id) in origins.iter().zip(merged) {
        let of_place = meanings.entry(*place).or_default();
        of_place.entry(id).or_default().push(*environment);
    }
    for (place, schemas) in meanings
        .into_iter()
        .filter(|(_, schemas)| schemas.len() > 1)
    {
        let usual = scopes.enter(EnvironmentId::EMPTY, place);
        let told = schemas
            .into_iter()
            .filter(|(_, environments)| !environments.contains(&usual))
            .map(|(id, environments)| {
                let differences = environments
                    .iter()
                    .map(|environment| scopes.differences(*environment, usual));
                (id, differences.collect())
            });
        for (id, words) in words_apart(graph, told.collect()) {
            program.schemas[id.0 as usize].specialised = Some(words);
        }
    }
}

/// Keeps one schema of each class; returns what each schema has become.
fn merge(program: &mut Program, groups: Vec<Vec<usize>>) -> Vec<SchemaId> {
    let targets: Vec<Vec<usize>> = program
        .schemas
        .iter_mut()
        .map(|schema| {
            let mut targets = Vec::new();
            map_schemas(&mut schema.rules, &mut |id| {
                targets.push(id.0 as usize);
                id
            });
            targets
        })
        .collect();
    let classes = coarsest_partition(groups, &targets);
    let mut kept: BTreeMap<usize, SchemaId> = BTreeMap::new();
    let mut is_first = Vec::new();
    let merged: Vec<SchemaId> = classes
        .into_iter()
        .map(|class| {
            let next = SchemaId(kept.len() as u32);
            is_first.push(!kept.contains_key(&class));
            *kept.entry(class).or_insert(next)
        })
        .collect();
    let mut is_first = is_first.into_iter();
    program.schemas.retain(|_| is_first.next() == Some(true));
    let mut map = |id: SchemaId| merged[id.0 as usize];
    for schema in &mut program.schemas {
        map_schemas(&mut schema.rules, &mut map);
    }
    for root in &mut program.roots {
        root.schema = map(root.schema);
    }
    merged
}

fn map_schemas(rules: &mut [Rule], map: &mut dyn FnMut(SchemaId) -> SchemaId) {
    for rule in rules {
        rule.map_schemas(map);
    }
}

/// What is bound otherwise than usual: the names, and the schemas that count.
type Differences<'g> = Vec<(&'g str, Place)>;

/// Words that tell schemas apart, by what is bound otherwise in the environments of each: the resources that bind, and the names as
/// well where the resources are the same.
fn words_apart<'g>(
    graph: &Graph,
    schemas: Vec<(SchemaId, Vec<Differences<'g>>)>,
) -> Vec<(SchemaId, String)> {
    // Of several environments any will do; the choice must not depend on the way that led to them first.
    let least = |differences: &[Differences<'g>], words: &dyn Fn(&Differences<'g>) -> String| {
        differences.iter().map(words).min().unwrap_or_default()
    };
    let short: Vec<String> = schemas
        .iter()
        .map(|(_, differences)| least(differences, &|difference| in_resources(graph, difference)))
        .collect();
    schemas
        .iter()
        .zip(&short)
        .map(|((id, differences), words)| {
            let is_shared = short.iter().filter(|other| *other == words).count() > 1;
            let words = match is_shared {
                true => least(differences, &|difference| with_names(graph, difference)),
                false => words.clone(),
            };
            (*id, words)
        })
        .collect()
}

fn in_resources(graph: &Graph, difference: &Differences<'_>) -> String {
    let mut seen = BTreeSet::new();
    let resources: Vec<String> = difference
        .iter()
        .map(|(_, place)| resource_name(graph, *place))
        .filter(|name| seen.insert(name.clone()))
        .collect();
    format!("in {}", resources.join(" and "))
}

fn with_names(graph: &Graph, difference: &Differences<'_>) -> String {
    let names: Vec<String> = difference
        .iter()
        .map(|(name, place)| format!("{name} of {}", resource_name(graph, *place)))
        .collect();
    format!("with {}", names.join(" and "))
}
