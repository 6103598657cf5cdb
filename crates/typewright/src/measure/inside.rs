//! The schemas that a rule applies: to the same value, and to what is inside it.

use std::collections::BTreeSet;

use crate::ir::{Program, Property, Rule, SchemaId, applied_in_place};

/// Every schema that a rule applies.
pub(super) fn applied(rule: &Rule) -> Vec<SchemaId> {
    let mut schemas = in_place(rule);
    match rule {
        Rule::Properties(properties) => schemas.extend(targets(properties)),
        Rule::PatternProperties(properties) => {
            schemas.extend(properties.iter().map(|matched| matched.schema));
        }
        Rule::PrefixItems {
            schemas: elements, ..
        } => schemas.extend(elements),
        Rule::AdditionalProperties { schema, .. }
        | Rule::UnevaluatedProperties(schema)
        | Rule::PropertyNames(schema)
        | Rule::Items { schema, .. }
        | Rule::UnevaluatedItems(schema)
        | Rule::Contains { schema, .. }
        | Rule::ContentSchema { schema, .. }
        | Rule::Not(schema) => schemas.push(*schema),
        _ => {}
    }
    schemas
}

/// The schemas that a rule applies to the very value, and that may have to hold.
fn in_place(rule: &Rule) -> Vec<SchemaId> {
    applied_in_place(rule).0
}

fn targets(properties: &[Property]) -> impl Iterator<Item = SchemaId> {
    properties.iter().map(|property| property.schema)
}

/// A way from a value to what is inside it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Step<'s> {
    /// To the member of that name.
    Member(&'s str),
    /// To some member with another name than these.
    OtherMembers(&'s [&'s str]),
    /// To some element.
    Elements,
}

/// The rules, and those of every schema that they may apply to the same value.
pub(super) fn closure<'p>(program: &'p Program, rules: Vec<&'p Rule>) -> Vec<&'p Rule> {
    follow(program, rules, in_place)
}

/// The rules, and those of every schema that holds wherever they do: references and `allOf` are followed.
pub(super) fn conjunction<'p>(program: &'p Program, rules: Vec<&'p Rule>) -> Vec<&'p Rule> {
    follow(program, rules, |rule| match rule {
        Rule::Reference { .. } | Rule::AllOf(_) => in_place(rule),
        _ => Vec::new(),
    })
}

fn follow<'p>(
    program: &'p Program,
    rules: Vec<&'p Rule>,
    schemas: fn(&Rule) -> Vec<SchemaId>,
) -> Vec<&'p Rule> {
    let mut seen = BTreeSet::new();
    let mut pending = rules;
    let mut found = Vec::new();
    while let Some(rule) = pending.pop() {
        found.push(rule);
        for schema in schemas(rule) {
            if seen.insert(schema) {
                pending.extend(&program.schema(schema).rules);
            }
        }
    }
    found
}

/// The schemas that a rule applies one step further in.
pub(super) fn behind(rule: &Rule, step: Step<'_>) -> Vec<SchemaId> {
    match (rule, step) {
        (Rule::Properties(properties), Step::Member(name)) => properties
            .iter()
            .filter(|property| property.name == name)
            .map(|property| property.schema)
            .collect(),
        (Rule::Properties(properties), Step::OtherMembers(names)) => properties
            .iter()
            .filter(|property| !names.contains(&property.name.as_str()))
            .map(|property| property.schema)
            .collect(),
        (Rule::PatternProperties(properties), Step::Member(name)) => properties
            .iter()
            .filter(|property| property.pattern.is_match(name))
            .map(|property| property.schema)
            .collect(),
        (Rule::PatternProperties(properties), Step::OtherMembers(_)) => {
            properties.iter().map(|property| property.schema).collect()
        }
        (
            Rule::AdditionalProperties {
                declared,
                patterns,
                schema,
                ..
            },
            Step::Member(name),
        ) => {
            let is_named = declared.iter().any(|declared| declared == name)
                || patterns.iter().any(|pattern| pattern.is_match(name));
            if is_named { Vec::new() } else { vec![*schema] }
        }
        (Rule::AdditionalProperties { schema, .. }, Step::OtherMembers(_))
        | (Rule::UnevaluatedProperties(schema), Step::Member(_) | Step::OtherMembers(_))
        | (Rule::Items { schema, .. } | Rule::UnevaluatedItems(schema), Step::Elements) => {
            vec![*schema]
        }
        (Rule::PrefixItems { schemas, .. }, Step::Elements) => schemas.clone(),
        _ => Vec::new(),
    }
}
