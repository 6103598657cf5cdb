//! What is evaluated of a value (2020-12 core, section 11, and 2019-09 core, section 9.3), as far as the schema alone tells.
//!
//! `unevaluatedProperties` and `unevaluatedItems` apply to what no subschema at the same place has evaluated. Where all of those
//! subschemas always hold, the evaluated members and elements are known beforehand, and the rule is one about what is not declared.

mod in_place;

use std::collections::BTreeSet;

use in_place::{Applied, rules_in_place};
pub(crate) use in_place::{Contents, applied_in_place};

use super::{Pattern, Program, Rule, SchemaId};

/// Gives every rule about what is not evaluated its final form: none where everything always is, one that lists what is where the
/// schema alone tells, else one that leaves it to the value.
pub(super) fn settle_unevaluated(program: &mut Program) {
    let mut settled = Vec::new();
    for (id, schema) in program.iter() {
        for (index, rule) in schema.rules.iter().enumerate() {
            if let Some(known) = known(program, id, rule, None) {
                settled.push((id, index, known));
            }
        }
    }
    // From the back, so that the indices of what is still to come stay right.
    for (id, index, known) in settled.into_iter().rev() {
        let rules = &mut program.schemas[id.0 as usize].rules;
        match known {
            Known::Everything => {
                rules.remove(index);
            }
            Known::Listed(rule) => rules[index] = rule,
        }
    }
}

/// What is known about what is evaluated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Known {
    /// Everything always is.
    Everything,
    /// It is always the same, so this rule says it.
    Listed(Rule),
}

/// A branch of an `anyOf` or a `oneOf`, when it is the only one that holds.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chosen {
    /// The schema that has the choice.
    pub schema: SchemaId,
    /// Whether it is the `oneOf`.
    pub exclusive: bool,
    /// The branch.
    pub branch: SchemaId,
}

/// What is known for a rule about what is not evaluated, where `chosen` holds if it is given; nothing if it depends on the value, or if
/// the rule is another one.
pub(crate) fn known(
    program: &Program,
    schema: SchemaId,
    rule: &Rule,
    chosen: Option<Chosen>,
) -> Option<Known> {
    let (contents, rest) = Contents::unevaluated(rule)?;
    let rules = rules_in_place(program, schema, contents, chosen);
    match contents {
        Contents::Members => Members::of(&rules).settle(program, rest),
        Contents::Elements => Elements::of(&rules).settle(program, rest),
    }
}

/// Work that is worth it to know more of one rule, in rules looked at.
const MOST_WORK: usize = 100_000;

/// The branches that can be chosen beside a schema's rule about what is not evaluated of some contents: of each `anyOf` and `oneOf`
/// that is applied to the value itself. None if they are too many to ask [`known`] about each.
pub(crate) fn branches_in_place(
    program: &Program,
    schema: SchemaId,
    contents: Contents,
) -> Vec<Chosen> {
    let rules = rules_in_place(program, schema, contents, None);
    let mut found = Vec::new();
    for Applied { schema, rule, .. } in &rules {
        let (branches, exclusive) = match rule {
            Rule::AnyOf(branches) => (branches, false),
            Rule::OneOf(branches) => (branches, true),
            _ => continue,
        };
        found.extend(branches.iter().map(|branch| Chosen {
            schema: *schema,
            exclusive,
            branch: *branch,
        }));
    }
    if found.len().saturating_mul(rules.len()) > MOST_WORK {
        found.clear();
    }
    found
}

fn allows_anything(program: &Program, schema: SchemaId) -> bool {
    program.schema(schema).rules.is_empty()
}

/// The members that are evaluated: some always, some only of some values.
#[derive(Default)]
struct Members<'p> {
    always: Named<'p>,
    at_most: Named<'p>,
}

/// Members, by their names.
#[derive(Default)]
struct Named<'p> {
    all: bool,
    names: Vec<&'p str>,
    patterns: Vec<&'p Pattern>,
}

impl<'p> Members<'p> {
    fn of(rules: &[Applied<'p>]) -> Self {
        let mut members = Members::default();
        for Applied { rule, always, .. } in rules {
            members.at_most.add(rule);
            if *always {
                members.always.add(rule);
            }
        }
        members
    }

    fn settle(&self, program: &Program, rest: SchemaId) -> Option<Known> {
        if self.always.all {
            return Some(Known::Everything);
        }
        let Named {
            names, patterns, ..
        } = &self.always;
        let known: BTreeSet<&str> = names.iter().copied().collect();
        let covers = |name: &str| {
            known.contains(name) || patterns.iter().any(|pattern| pattern.is_match(name))
        };
        let is_known = !self.at_most.all
            && self.at_most.names.iter().all(|name| covers(name))
            && self
                .at_most
                .patterns
                .iter()
                .all(|pattern| patterns.contains(pattern));
        // Whatever else is evaluated does not matter when anything may be left.
        if !is_known && !allows_anything(program, rest) {
            return None;
        }
        let mut seen = BTreeSet::new();
        let declared = names.iter().filter(|name| seen.insert(**name));
        let mut distinct: Vec<Pattern> = Vec::new();
        for pattern in patterns {
            if !distinct.contains(pattern) {
                distinct.push((*pattern).clone());
            }
        }
        Some(Known::Listed(Rule::AdditionalProperties {
            keyword: "unevaluatedProperties",
            declared: declared.map(|name| (*name).to_owned()).collect(),
            patterns: distinct,
            schema: rest,
        }))
    }
}

impl<'p> Named<'p> {
    fn add(&mut self, rule: &'p Rule) {
        match rule {
            Rule::Properties(properties) => {
                let names = properties.iter();
                self.names.extend(names.map(|property| &*property.name));
            }
            Rule::PatternProperties(properties) => {
                let patterns = properties.iter();
                self.patterns
                    .extend(patterns.map(|property| &property.pattern));
            }
            Rule::AdditionalProperties { .. } | Rule::UnevaluatedProperties(_) => self.all = true,
            _ => {}
        }
    }
}

/// The elements that are evaluated: so many from the first always, others only of some values.
#[derive(Default)]
struct Elements {
    always: Leading,
    at_most: Leading,
}

/// Elements, by how many they are from the first.
#[derive(Default)]
struct Leading {
    all: bool,
    count: usize,
    /// Whether some are evaluated for what they are, and not for where they stand.
    by_value: bool,
}

impl Elements {
    fn of(rules: &[Applied<'_>]) -> Self {
        let mut elements = Elements::default();
        for Applied { rule, always, .. } in rules {
            elements.at_most.add(rule);
            if *always {
                elements.always.add(rule);
            }
        }
        elements
    }

    fn settle(&self, program: &Program, rest: SchemaId) -> Option<Known> {
        let Elements { always, at_most } = self;
        let is_known = !at_most.all && !at_most.by_value && at_most.count <= always.count;
        if always.all {
            Some(Known::Everything)
        } else if is_known || allows_anything(program, rest) {
            Some(Known::Listed(Rule::Items {
                keyword: "unevaluatedItems",
                after: always.count,
                schema: rest,
            }))
        } else {
            None
        }
    }
}

impl Leading {
    fn add(&mut self, rule: &Rule) {
        match rule {
            Rule::PrefixItems { schemas, .. } => self.count = self.count.max(schemas.len()),
            Rule::Items { .. } | Rule::UnevaluatedItems(_) => self.all = true,
            Rule::Contains { evaluates, .. } => self.by_value |= evaluates,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
