//! Names of the check functions: they follow the schemas, as the types' names do.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Pattern, PatternTest, Program, Property, Rule, SchemaId};

use super::TypeDefinition;
use super::name::{Names, field_name, own_name, type_name};

/// A snake-case name for each schema whose check is a function of its own: roots, what is referred to, and what has more than one
/// rule. What is nothing but a reference has none: its callers call what is referred to.
pub(super) fn name_checks(
    program: &Program,
    types: &[TypeDefinition],
) -> BTreeMap<SchemaId, String> {
    let mut naming = Naming {
        program,
        roots: program.roots.iter().map(|root| root.schema).collect(),
        given: BTreeMap::new(),
        taken: Names::default(),
        seen: BTreeSet::new(),
    };
    // A type planned from one schema and the check of that schema go by one name.
    for definition in types {
        if let [schema] = definition.schemas.as_slice() {
            let schema = naming.behind(*schema);
            if !naming.given.contains_key(&schema) && naming.needs_function(schema) {
                naming.give(schema, &definition.name);
            }
        }
    }
    for root in &program.roots {
        naming.walk(root.schema);
    }
    naming.given
}

struct Naming<'p> {
    program: &'p Program,
    roots: BTreeSet<SchemaId>,
    given: BTreeMap<SchemaId, String>,
    taken: Names,
    seen: BTreeSet<SchemaId>,
}

impl Naming<'_> {
    /// The schema that one without rules of its own stands for.
    fn behind(&self, schema: SchemaId) -> SchemaId {
        let mut current = schema;
        while !self.needs_function(current)
            && let [Rule::Reference { target, .. }] = self.program.schema(current).rules.as_slice()
        {
            current = *target;
        }
        current
    }

    fn needs_function(&self, id: SchemaId) -> bool {
        let schema = self.program.schema(id);
        match schema.rules.as_slice() {
            _ if self.roots.contains(&id) => true,
            [Rule::Reference { .. }] => false,
            rules => schema.referenced || !is_one_call(rules),
        }
    }

    fn give(&mut self, schema: SchemaId, name: &str) {
        let name = self.taken.take(&field_name(name));
        self.given.insert(schema, name);
    }

    /// Names what the schema leads to; an inline schema is named by the way to it.
    fn walk(&mut self, start: SchemaId) {
        let mut queue = vec![(start, String::new())];
        while let Some((schema, path)) = queue.pop() {
            if !self.seen.insert(schema) {
                continue;
            }
            let path = own_name(self.program.schema(schema)).unwrap_or(path);
            if self.needs_function(schema) && !self.given.contains_key(&schema) {
                self.give(schema, &path);
            }
            let rules = &self.program.schema(schema).rules;
            let inside: Vec<(SchemaId, String)> =
                rules.iter().flat_map(|rule| led_to(rule, &path)).collect();
            queue.extend(inside.into_iter().rev());
        }
    }
}

/// The schemas that a rule leads to, each with a name for the way.
fn led_to(rule: &Rule, path: &str) -> Vec<(SchemaId, String)> {
    let one = |schema: &SchemaId, step: &str| vec![(*schema, format!("{path}{step}"))];
    let numbered = |schemas: &[SchemaId], step: &str| {
        let numbers = schemas.iter().enumerate();
        numbers
            .map(|(index, schema)| (*schema, format!("{path}{step}{}", index + 1)))
            .collect::<Vec<_>>()
    };
    let by_name = |properties: &[Property]| {
        let named = properties.iter();
        named
            .map(|property| {
                (
                    property.schema,
                    format!("{path}{}", type_name(&property.name)),
                )
            })
            .collect::<Vec<_>>()
    };
    match rule {
        Rule::Reference { target, .. } => one(target, "Target"),
        Rule::Properties(properties) => by_name(properties),
        Rule::DependentSchemas { schemas, .. } => schemas
            .iter()
            .map(|property| {
                let name = type_name(&property.name);
                (property.schema, format!("{path}With{name}"))
            })
            .collect(),
        Rule::PatternProperties(properties) => {
            let schemas: Vec<SchemaId> =
                properties.iter().map(|property| property.schema).collect();
            numbered(&schemas, "Matching")
        }
        Rule::AdditionalProperties { schema, .. } | Rule::UnevaluatedProperties(schema) => {
            one(schema, "Value")
        }
        Rule::PropertyNames(schema) => one(schema, "Name"),
        Rule::PrefixItems { schemas, .. } => numbered(schemas, "Element"),
        Rule::Items { schema, .. } | Rule::UnevaluatedItems(schema) => one(schema, "Item"),
        Rule::Contains { schema, .. } => one(schema, "Contained"),
        Rule::ContentSchema { schema, .. } => one(schema, "Content"),
        Rule::AllOf(branches) => numbered(branches, "Part"),
        Rule::AnyOf(branches) | Rule::OneOf(branches) => numbered(branches, "Choice"),
        Rule::Not(schema) => one(schema, "Not"),
        Rule::If {
            condition,
            then,
            otherwise,
        } => {
            let mut inside = one(condition, "If");
            inside.extend(then.iter().flat_map(|schema| one(schema, "Then")));
            inside.extend(otherwise.iter().flat_map(|schema| one(schema, "Else")));
            inside
        }
        _ => Vec::new(),
    }
}

/// A name for the item of each pattern that is more than a comparison, after the check that uses it first: a static for an engine, a
/// function for what needs none.
pub(super) fn name_patterns(
    program: &Program,
    check_names: &BTreeMap<SchemaId, String>,
) -> BTreeMap<String, String> {
    let mut names = Names::default();
    let mut given: BTreeMap<String, String> = BTreeMap::new();
    for (id, schema) in program.iter() {
        let Some(check) = check_names.get(&id) else {
            continue;
        };
        let check = check.trim_end_matches('_');
        for pattern in schema.rules.iter().flat_map(patterns_in) {
            if pattern.test.is_comparison() || given.contains_key(&pattern.source) {
                continue;
            }
            let is_static = matches!(
                pattern.test,
                PatternTest::Regex(_) | PatternTest::Backtracking(_)
            );
            let name = match is_static {
                true => names.take(&format!("{check}_PATTERN")).to_uppercase(),
                false => names.take(&format!("matches_{check}")),
            };
            given.insert(pattern.source.clone(), name);
        }
    }
    given
}

/// The patterns that a rule tests by itself.
pub(crate) fn patterns_in(rule: &Rule) -> Vec<&Pattern> {
    match rule {
        Rule::Pattern(pattern) => vec![pattern],
        Rule::PatternProperties(properties) => properties
            .iter()
            .map(|property| &property.pattern)
            .collect(),
        Rule::AdditionalProperties { patterns, .. } => patterns.iter().collect(),
        _ => Vec::new(),
    }
}

/// Whether a check of these rules is one call of the runtime, so that it is written where it is used.
pub(crate) fn is_one_call(rules: &[Rule]) -> bool {
    match rules {
        [] | [Rule::Reference { .. }] | [Rule::Never] => true,
        [Rule::Types(types)] => types.singles().len() == 1,
        _ => false,
    }
}
