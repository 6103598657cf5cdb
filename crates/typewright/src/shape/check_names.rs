//! Names of the check functions: they follow the schemas, as the types' names do.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Program, Rule, SchemaId, SchemaName};

use super::TypeDefinition;
use super::name::{Names, field_name, type_name};

/// A snake-case name for each schema whose check is a function of its own: what is referred to, and what has more than one rule.
pub(super) fn name_checks(
    program: &Program,
    types: &[TypeDefinition],
) -> BTreeMap<SchemaId, String> {
    let mut naming = Naming {
        program,
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
    given: BTreeMap<SchemaId, String>,
    taken: Names,
    seen: BTreeSet<SchemaId>,
}

impl Naming<'_> {
    /// The schema that one without rules of its own stands for.
    fn behind(&self, schema: SchemaId) -> SchemaId {
        match self.program.schema(schema).rules.as_slice() {
            [Rule::Reference(target)] if !self.program.schema(schema).referenced => *target,
            _ => schema,
        }
    }

    fn needs_function(&self, schema: SchemaId) -> bool {
        let schema = self.program.schema(schema);
        schema.referenced || !is_one_call(&schema.rules)
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
            let own = self
                .program
                .schema(schema)
                .name
                .as_ref()
                .map(|name| match name {
                    SchemaName::Chosen(name) => name.clone(),
                    SchemaName::Document(text) | SchemaName::Definition(text) => type_name(text),
                });
            let path = own.unwrap_or(path);
            if self.needs_function(schema) && !self.given.contains_key(&schema) {
                self.give(schema, &path);
            }
            let mut inside = Vec::new();
            for rule in &self.program.schema(schema).rules {
                match rule {
                    Rule::Reference(target) => inside.push((*target, format!("{path}Target"))),
                    Rule::Properties(properties) => {
                        inside.extend(properties.iter().map(|property| {
                            (
                                property.schema,
                                format!("{path}{}", type_name(&property.name)),
                            )
                        }));
                    }
                    Rule::AdditionalProperties { schema, .. } => {
                        inside.push((*schema, format!("{path}Value")));
                    }
                    Rule::Items(schema) => inside.push((*schema, format!("{path}Item"))),
                    Rule::AllOf(branches) => inside.extend(
                        branches
                            .iter()
                            .enumerate()
                            .map(|(index, branch)| (*branch, format!("{path}Part{}", index + 1))),
                    ),
                    _ => {}
                }
            }
            queue.extend(inside.into_iter().rev());
        }
    }
}

/// Whether a check of these rules is one call of the runtime, so that it is written where it is used.
pub(crate) fn is_one_call(rules: &[Rule]) -> bool {
    match rules {
        [] | [Rule::Reference(_)] | [Rule::Never] => true,
        [Rule::Types(types)] => types.singles().len() == 1,
        _ => false,
    }
}
