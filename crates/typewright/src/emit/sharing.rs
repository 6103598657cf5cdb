//! Schemas that one and the same value is put to by more ways than are worth going.
//!
//! A definition that applies the next one twice, which applies one more twice, and so on, applies the last one as often as two to the
//! number of definitions, to a value of one byte. The checks of such schemas are made once for each value.

use std::collections::BTreeSet;

use crate::ir::{Program, Rule, SchemaId};

use super::recursion::MOST_WAYS;

/// The schemas that several others apply to a value, where so many ways lead through them that they are to be checked once.
pub(super) fn shared_by_many_ways(program: &Program) -> BTreeSet<SchemaId> {
    let inside: Vec<Vec<usize>> = program.iter().map(|(id, _)| applied(program, id)).collect();
    let mut reached = vec![false; inside.len()];
    let mut found = BTreeSet::new();
    let mut stack: Vec<usize> = ways(&inside)
        .into_iter()
        .enumerate()
        .filter_map(|(index, ways)| (ways > MOST_WAYS).then_some(index))
        .collect();
    let mut entered = vec![false; inside.len()];
    while let Some(index) = stack.pop() {
        if std::mem::replace(&mut entered[index], true) {
            continue;
        }
        for target in &inside[index] {
            if std::mem::replace(&mut reached[*target], true) {
                found.insert(SchemaId(*target as u32));
            }
            stack.push(*target);
        }
    }
    found
}

/// The schemas that a schema applies to the value itself, whether they have to hold or not, as often as it does so.
fn applied(program: &Program, id: SchemaId) -> Vec<usize> {
    let rules = program.schema(id).rules.iter();
    let inside = rules.flat_map(Rule::in_place);
    inside
        .map(|schema| checked_as(program, schema).0 as usize)
        .collect()
}

/// What is nothing but a reference has no check of its own.
fn checked_as(program: &Program, schema: SchemaId) -> SchemaId {
    let mut current = schema;
    while let [Rule::Reference { target, .. }] = program.schema(current).rules.as_slice() {
        current = *target;
    }
    current
}

/// By how many ways each schema puts a value to schemas that apply no others.
fn ways(inside: &[Vec<usize>]) -> Vec<usize> {
    let mut ways = vec![0_usize; inside.len()];
    for start in 0..inside.len() {
        // Ends, since loops that consume nothing are refused.
        let mut stack = vec![start];
        while let Some(index) = stack.last().copied() {
            if ways[index] > 0 {
                stack.pop();
                continue;
            }
            let open = stack.len();
            stack.extend(inside[index].iter().filter(|target| ways[**target] == 0));
            if stack.len() == open {
                let sum = inside[index]
                    .iter()
                    .fold(0_usize, |sum, target| sum.saturating_add(ways[*target]));
                ways[index] = sum.max(1);
                stack.pop();
            }
        }
    }
    ways
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::super::recursion::tests::program_of;
    use super::shared_by_many_ways;

    /// The definitions that are checked once, where each of so many leads to the next as `link` says.
    fn shared(length: usize, link: &str) -> Vec<String> {
        let mut members = String::from(r##""$ref": "#/$defs/d0", "$defs": {"##);
        for index in 0..length {
            let next = format!(r##"{{"$ref": "#/$defs/d{}"}}"##, index + 1);
            let _ = write!(members, r#""d{index}": {}, "#, link.replace("NEXT", &next));
        }
        let _ = write!(members, r#""d{length}": {{"type": "integer"}}}}"#);
        let program = program_of(&members);
        let found = shared_by_many_ways(&program).into_iter().filter_map(|id| {
            let location = &program.schema(id).location;
            Some(location.split_once("#/$defs/")?.1.to_owned())
        });
        let mut found: Vec<String> = found.collect();
        found.sort();
        found
    }

    #[test]
    fn ways_that_double_with_each_definition_are_gone_once() {
        for link in [
            r#"{"if": NEXT, "then": NEXT}"#,
            r#"{"if": NEXT, "else": NEXT}"#,
            r#"{"anyOf": [NEXT, {"not": NEXT}]}"#,
            r#"{"oneOf": [NEXT, NEXT]}"#,
            r#"{"allOf": [NEXT, NEXT]}"#,
            r#"{"dependentSchemas": {"a": NEXT, "b": NEXT}}"#,
        ] {
            assert_eq!(shared(11, link).len(), 11, "{link}");
            assert!(!shared(11, link).contains(&"d0".to_owned()), "{link}");
            assert_eq!(shared(9, link), [""; 0], "{link}");
        }
    }

    #[test]
    fn one_way_is_gone_as_it_is() {
        for link in [
            r#"{"allOf": [NEXT], "minimum": 1}"#,
            r#"{"not": NEXT}"#,
            r#"{"properties": {"a": NEXT}, "additionalProperties": NEXT}"#,
            r#"{"anyOf": [{"items": NEXT}, {"items": NEXT}]}"#,
        ] {
            assert_eq!(shared(1_100, link), [""; 0], "{link}");
        }
    }

    /// However long the chain is, nothing overflows, and each schema is looked at a few times.
    #[test]
    fn long_chains_are_counted() {
        assert_eq!(shared(1_400, r#"{"if": NEXT, "then": NEXT}"#).len(), 1_400);
    }
}
