//! Schemas that are applied to the same part of a value more than once by a schema that they lead back to.
//!
//! Each level of nesting would double the work, and a payload of some hundred bytes could make it last for ever. The checks of such
//! schemas are made once for each value. What alternatives, conditions and counts try is remembered anyhow, where it is an array or an
//! object.

use std::collections::BTreeSet;

use crate::components::Components;
use crate::ir::{Pattern, Program, Rule, SchemaId};

/// The schemas whose check is made once for each value.
pub(super) fn checked_once(program: &Program) -> BTreeSet<SchemaId> {
    let circles = Circles::of(program);
    // Parts of values, in circles, with the schema that is applied to them.
    let mut inside: BTreeSet<SchemaId> = BTreeSet::new();
    for (id, schema) in program.iter() {
        let parts = schema.rules.iter().flat_map(parts).map(|(_, part)| part);
        inside.extend(parts.filter(|part| circles.holds_both(id, *part)));
    }
    let doubling: BTreeSet<usize> = inside
        .iter()
        .filter(|start| doubles(program, &circles, **start))
        .map(|start| circles.of_schema(*start))
        .collect();
    // Schemas inside one another are a tree, so that every circle goes through one that is referred to: it is enough to look at the
    // first ones after each step into a value.
    let mut found = BTreeSet::new();
    let mut stack: Vec<SchemaId> = inside
        .into_iter()
        .filter(|start| doubling.contains(&circles.of_schema(*start)))
        .collect();
    while let Some(id) = stack.pop() {
        let schema = program.schema(id);
        // What is nothing but a reference has no check of its own.
        let is_reference = matches!(schema.rules.as_slice(), [Rule::Reference { .. }]);
        if schema.referenced && !is_reference {
            found.insert(id);
        } else {
            let inside = schema.rules.iter().flat_map(in_place);
            stack.extend(inside.filter(|inside| circles.holds_both(id, *inside)));
        }
    }
    found
}

/// Beyond so many ways into one value, more than one is taken to lead to the same part.
pub(super) const MOST_WAYS: usize = 1_000;

/// Whether a schema leads to some part of a value by several ways, from where there is a way back to the schema.
fn doubles(program: &Program, circles: &Circles, start: SchemaId) -> bool {
    let mut steps: Vec<Step<'_>> = Vec::new();
    let mut stack = vec![start];
    let mut ways = 0;
    // Not each schema once, but as often as it is come to.
    while let Some(id) = stack.pop() {
        ways += 1;
        if ways > MOST_WAYS {
            return true;
        }
        for rule in &program.schema(id).rules {
            let inside = in_place(rule).into_iter();
            stack.extend(inside.filter(|inside| circles.holds_both(start, *inside)));
            for (step, part) in parts(rule) {
                if circles.holds_both(start, part) {
                    if steps.iter().any(|other| other.meets(&step)) {
                        return true;
                    }
                    steps.push(step);
                }
            }
        }
    }
    false
}

/// A way from a value to a part of it.
#[derive(Clone, Copy, Debug)]
enum Step<'p> {
    /// To the member of that name.
    Member(&'p str),
    /// To the members whose names match.
    Matching(&'p Pattern),
    /// To the members that are neither of these names nor match.
    Others(&'p [String], &'p [Pattern]),
    /// To some members.
    SomeMembers,
    /// To the element with that index.
    Element(usize),
    /// To the elements from that index on.
    ElementsFrom(usize),
}

impl Step<'_> {
    /// Whether both may lead to one and the same part.
    fn meets(&self, other: &Step<'_>) -> bool {
        match (self, other) {
            (Step::Element(left), Step::Element(right)) => left == right,
            (Step::Element(index), Step::ElementsFrom(first))
            | (Step::ElementsFrom(first), Step::Element(index)) => first <= index,
            (Step::ElementsFrom(_), Step::ElementsFrom(_)) => true,
            (Step::Element(_) | Step::ElementsFrom(_), _)
            | (_, Step::Element(_) | Step::ElementsFrom(_)) => false,
            (Step::Member(left), Step::Member(right)) => left == right,
            (Step::Member(name), Step::Matching(pattern))
            | (Step::Matching(pattern), Step::Member(name)) => pattern.is_match(name),
            (Step::Member(name), Step::Others(names, patterns))
            | (Step::Others(names, patterns), Step::Member(name)) => {
                !names.iter().any(|other| other == name)
                    && !patterns.iter().any(|pattern| pattern.is_match(name))
            }
            (Step::Matching(pattern), Step::Others(_, patterns))
            | (Step::Others(_, patterns), Step::Matching(pattern)) => !patterns.contains(pattern),
            // Names may match two patterns, or be neither here nor there.
            (Step::Matching(_) | Step::Others(..) | Step::SomeMembers, _)
            | (_, Step::SomeMembers) => true,
        }
    }
}

/// The schemas that a rule applies to the value itself, and that have to hold.
fn in_place(rule: &Rule) -> Vec<SchemaId> {
    match rule {
        Rule::Reference { target, .. } => vec![*target],
        Rule::AllOf(branches) => branches.clone(),
        Rule::DependentSchemas { schemas, .. } => {
            schemas.iter().map(|dependent| dependent.schema).collect()
        }
        Rule::If {
            then, otherwise, ..
        } => then.iter().chain(otherwise).copied().collect(),
        _ => Vec::new(),
    }
}

/// The schemas that a rule applies to parts of the value, and that have to hold. The names of members are no parts: nothing is within
/// them.
fn parts(rule: &Rule) -> Vec<(Step<'_>, SchemaId)> {
    match rule {
        Rule::Properties(properties) => properties
            .iter()
            .map(|property| (Step::Member(&property.name), property.schema))
            .collect(),
        Rule::PatternProperties(properties) => properties
            .iter()
            .map(|property| (Step::Matching(&property.pattern), property.schema))
            .collect(),
        Rule::AdditionalProperties {
            declared,
            patterns,
            schema,
            ..
        } => vec![(Step::Others(declared, patterns), *schema)],
        Rule::UnevaluatedProperties(schema) => vec![(Step::SomeMembers, *schema)],
        Rule::PrefixItems { schemas, .. } => {
            let elements = schemas.iter().enumerate();
            elements
                .map(|(index, schema)| (Step::Element(index), *schema))
                .collect()
        }
        Rule::Items { after, schema, .. } => vec![(Step::ElementsFrom(*after), *schema)],
        Rule::UnevaluatedItems(schema) => vec![(Step::ElementsFrom(0), *schema)],
        _ => Vec::new(),
    }
}

/// Which schemas lead to each other.
struct Circles(Components);

impl Circles {
    fn of(program: &Program) -> Self {
        let schemas = program.iter();
        let forward = schemas.map(|(_, schema)| {
            let rules = schema.rules.iter();
            let inside = rules.flat_map(|rule| {
                let parts = parts(rule).into_iter().map(|(_, part)| part);
                in_place(rule).into_iter().chain(parts)
            });
            inside.map(|inside| inside.0 as usize).collect()
        });
        Circles(Components::of(&forward.collect::<Vec<_>>()))
    }

    fn of_schema(&self, schema: SchemaId) -> usize {
        self.0.number(schema.0 as usize)
    }

    /// Whether there is a way back, when the first schema leads to the second.
    fn holds_both(&self, from: SchemaId, to: SchemaId) -> bool {
        self.of_schema(from) == self.of_schema(to)
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::checked_once;
    use crate::diagnostic::Diagnostics;
    use crate::ir::{Program, lower_graph};
    use crate::load::{Source, load_sources};
    use crate::options::Options;
    use crate::resolve::resolve_documents;

    /// What a document with these members says.
    pub(crate) fn program_of(members: &str) -> Program {
        let text = format!("{{{members}}}");
        let source = Source::memory([("a.schema.json", text.as_str())]);
        let mut diagnostics = Diagnostics::new();
        let mut units = load_sources(&source, &mut diagnostics);
        let graph = resolve_documents(units.remove(0).documents, &mut diagnostics);
        let program = lower_graph(&graph, &Options::default(), &mut diagnostics);
        let found = diagnostics.into_sorted();
        assert!(found.is_empty(), "{found:?}");
        program
    }

    /// The schemas that are checked once, by their pointers, in a document with these members.
    fn once(members: &str) -> Vec<String> {
        let program = program_of(members);
        checked_once(&program)
            .into_iter()
            .filter_map(|id| {
                let location = &program.schema(id).location;
                Some(location.split_once('#')?.1.to_owned())
            })
            .collect()
    }

    #[test]
    fn one_way_to_each_part_is_no_harm() {
        for members in [
            r##""properties": {"a": {"$ref": "#"}, "b": {"$ref": "#"}}"##,
            r##""properties": {"a": {"$ref": "#"}}, "additionalProperties": {"$ref": "#"}"##,
            r##""patternProperties": {"^a": {"$ref": "#"}}, "additionalProperties": {"$ref": "#"}"##,
            r##""patternProperties": {"^a": {"$ref": "#"}}, "properties": {"b": {"$ref": "#"}}"##,
            r##""allOf": [{"properties": {"a": {"$ref": "#"}}}, {"properties": {"b": {"$ref": "#"}}}]"##,
            r##""prefixItems": [{"$ref": "#"}, {"$ref": "#"}], "items": {"$ref": "#"}"##,
            r##""items": {"$ref": "#"}, "properties": {"a": {"$ref": "#"}}"##,
            // Trials remember by themselves.
            r##""items": {"$ref": "#"}, "contains": {"$ref": "#"}, "not": {"items": {"$ref": "#"}}"##,
            r##""anyOf": [{"items": {"$ref": "#"}}, {"items": {"$ref": "#"}}]"##,
            // There is no way back from here.
            r##""items": {"$ref": "#/$defs/b"}, "allOf": [{"items": {"$ref": "#/$defs/b"}}], "$defs": {"b": {"items": {}}}"##,
        ] {
            assert_eq!(once(members), [""; 0], "{members}");
        }
    }

    #[test]
    fn several_ways_to_one_part_double() {
        for members in [
            r##""allOf": [{"properties": {"a": {"$ref": "#"}}}, {"properties": {"a": {"$ref": "#"}}}]"##,
            r##""properties": {"a": {"allOf": [{"$ref": "#"}, {"$ref": "#"}]}}"##,
            r##""properties": {"a": {"$ref": "#"}}, "patternProperties": {"^a": {"$ref": "#"}}"##,
            r##""patternProperties": {"a": {"$ref": "#"}, "b": {"$ref": "#"}}"##,
            r##""properties": {"a": {"$ref": "#"}}, "allOf": [{"additionalProperties": {"$ref": "#"}}]"##,
            r##""items": {"$ref": "#"}, "allOf": [{"prefixItems": [{"$ref": "#"}]}]"##,
            r##""items": {"$ref": "#"}, "if": true, "then": {"items": {"$ref": "#"}}"##,
            r##""properties": {"a": {"$ref": "#"}}, "dependentSchemas": {"b": {"properties": {"a": {"$ref": "#"}}}}"##,
            // What is nothing but a reference passes the work on.
            r##""items": {"$ref": "#/$defs/a"}, "allOf": [{"items": {"$ref": "#/$defs/a"}}], "$defs": {"a": {"$ref": "#"}}"##,
            // The steps back are not the same ones.
            r##""items": {"$ref": "#"}, "allOf": [{"items": {"items": {"$ref": "#"}}}]"##,
        ] {
            assert_eq!(once(members), [""], "{members}");
        }
        let base = r##""$defs": {"base": {"items": {"$ref": "#"}}, "other": {"items": {"$ref": "#/$defs/other"}}}"##;
        let members = format!(
            r##""$ref": "#/$defs/base", "items": {{"$ref": "#"}}, "properties": {{"o": {{"$ref": "#/$defs/other"}}}}, {base}"##
        );
        assert_eq!(once(&members), [""]);
    }
}
