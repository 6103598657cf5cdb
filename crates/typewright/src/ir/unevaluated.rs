//! What is evaluated of a value (2020-12 core, section 11, and 2019-09 core, section 9.3), as far as the schema alone tells.
//!
//! `unevaluatedProperties` and `unevaluatedItems` apply to what no subschema at the same place has evaluated. Where all of those
//! subschemas always hold, the evaluated members and elements are known beforehand, and the rule is one about what is not declared.

use std::collections::BTreeSet;

use super::{Pattern, Program, Rule, SchemaId};

/// Gives every rule about what is not evaluated its final form: none where everything always is, one that lists what is where the
/// schema alone tells, else one that leaves it to the value.
pub(super) fn settle_unevaluated(program: &mut Program) {
    let mut settled = Vec::new();
    for (id, schema) in program.iter() {
        for (index, rule) in schema.rules.iter().enumerate() {
            let known = match rule {
                Rule::UnevaluatedProperties(rest) => {
                    Members::of(program, id).settle(program, *rest)
                }
                Rule::UnevaluatedItems(rest) => Elements::of(program, id).settle(program, *rest),
                _ => continue,
            };
            settled.push((id, index, known));
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
            Known::Not => {}
        }
    }
}

/// What the schema alone tells.
enum Known {
    /// Everything is always evaluated.
    Everything,
    /// What is evaluated is always the same, so this rule says it.
    Listed(Rule),
    /// It depends on the value.
    Not,
}

/// The schemas that a rule applies to the value itself and whose evaluations count, and whether they hold wherever the rule does.
///
/// Not those under `not`: if that holds, they have failed, and nothing of what they evaluated counts.
pub(crate) fn applied_in_place(rule: &Rule) -> (Vec<SchemaId>, bool) {
    match rule {
        Rule::Reference { target, .. } => (vec![*target], true),
        Rule::AllOf(branches) => (branches.clone(), true),
        Rule::AnyOf(branches) | Rule::OneOf(branches) => (branches.clone(), false),
        Rule::DependentSchemas { schemas, .. } => (
            schemas.iter().map(|dependent| dependent.schema).collect(),
            false,
        ),
        Rule::If {
            condition,
            then,
            otherwise,
        } => {
            let consequences = then.iter().chain(otherwise);
            let all = std::iter::once(condition).chain(consequences);
            (all.copied().collect(), false)
        }
        _ => (Vec::new(), true),
    }
}

/// Every rule that is applied to the value itself beside those about what is not evaluated of one schema, each once, and whether
/// it always holds.
fn rules_in_place(program: &Program, origin: SchemaId) -> Vec<(&Rule, bool)> {
    let mut rules = Vec::new();
    let mut seen: BTreeSet<(SchemaId, bool)> = BTreeSet::new();
    let mut stack = vec![(origin, true)];
    while let Some((id, always)) = stack.pop() {
        let known = seen.contains(&(id, true)) || !seen.insert((id, always));
        if known {
            continue;
        }
        let mut inside = Vec::new();
        for rule in &program.schema(id).rules {
            let is_own = matches!(
                rule,
                Rule::UnevaluatedProperties(_) | Rule::UnevaluatedItems(_)
            );
            if is_own && id == origin {
                continue;
            }
            rules.push((rule, always));
            let (schemas, holds) = applied_in_place(rule);
            inside.extend(schemas.into_iter().map(|schema| (schema, always && holds)));
        }
        stack.extend(inside.into_iter().rev());
    }
    rules
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
    fn of(program: &'p Program, origin: SchemaId) -> Self {
        let mut members = Members::default();
        for (rule, always) in rules_in_place(program, origin) {
            members.at_most.add(rule);
            if always {
                members.always.add(rule);
            }
        }
        members
    }

    fn settle(&self, program: &Program, rest: SchemaId) -> Known {
        if self.always.all {
            return Known::Everything;
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
            return Known::Not;
        }
        let mut seen = BTreeSet::new();
        let declared = names.iter().filter(|name| seen.insert(**name));
        let mut distinct: Vec<Pattern> = Vec::new();
        for pattern in patterns {
            if !distinct.contains(pattern) {
                distinct.push((*pattern).clone());
            }
        }
        Known::Listed(Rule::AdditionalProperties {
            keyword: "unevaluatedProperties",
            declared: declared.map(|name| (*name).to_owned()).collect(),
            patterns: distinct,
            schema: rest,
        })
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
    fn of(program: &Program, origin: SchemaId) -> Self {
        let mut elements = Elements::default();
        for (rule, always) in rules_in_place(program, origin) {
            elements.at_most.add(rule);
            if always {
                elements.always.add(rule);
            }
        }
        elements
    }

    fn settle(&self, program: &Program, rest: SchemaId) -> Known {
        let Elements { always, at_most } = self;
        let is_known = !at_most.all && !at_most.by_value && at_most.count <= always.count;
        if always.all {
            Known::Everything
        } else if !is_known && !allows_anything(program, rest) {
            Known::Not
        } else {
            Known::Listed(Rule::Items {
                keyword: "unevaluatedItems",
                after: always.count,
                schema: rest,
            })
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
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::ir::lower_graph;
    use crate::load::{Source, load_sources};
    use crate::options::Options;
    use crate::resolve::resolve_documents;

    /// The rules about what is not evaluated in the program of a schema object with these members, as text without numbers.
    fn unevaluated(members: &str) -> Vec<String> {
        let text = format!("{{{members}}}");
        let source = Source::memory([("a.schema.json", text.as_str())]);
        let mut diagnostics = Diagnostics::new();
        let mut units = load_sources(&source, &mut diagnostics);
        let graph = resolve_documents(units.remove(0).documents, &mut diagnostics);
        let program = lower_graph(&graph, &Options::default(), &mut diagnostics);
        let found = diagnostics.into_sorted();
        assert!(found.is_empty(), "{found:?}");
        let rules = program.iter().flat_map(|(_, schema)| &schema.rules);
        rules
            .map(|rule| rule.to_string().replace(|c: char| c.is_ascii_digit(), ""))
            .filter(|rule| rule.starts_with("unevaluated"))
            .collect()
    }

    #[test]
    fn members_that_are_always_evaluated_are_listed() {
        let base = r##""$defs": {"base": {"properties": {"b": {}, "a": {}}}}"##;
        for (beside, expected) in [
            (r#""type": "object""#, "[]"),
            (r#""properties": {"b": {}, "a": {}}"#, r#"["b", "a"]"#),
            (
                r##""allOf": [{"$ref": "#/$defs/base"}, {"properties": {"c": {}, "a": {}}}]"##,
                r#"["b", "a", "c"]"#,
            ),
            (
                r##""patternProperties": {"^x": {}}, "$ref": "#/$defs/base""##,
                r#"["b", "a"] "^x": begins with "x""#,
            ),
            // What only some values have evaluated is known anyhow.
            (
                r#""properties": {"a": {}}, "if": {"properties": {"a": {"minimum": 1}}}"#,
                r#"["a"]"#,
            ),
            (
                r#""patternProperties": {"^x": {}}, "anyOf": [{"properties": {"xa": {}}}]"#,
                r#"[] "^x": begins with "x""#,
            ),
            // None of these says anything about the members of the object itself that holds.
            (
                r#""properties": {"a": {"properties": {"b": {}}}}"#,
                r#"["a"]"#,
            ),
            (r#""not": {"properties": {"a": {}}}"#, "[]"),
            (r#""then": {"properties": {"a": {}}}"#, "[]"),
            (r#""propertyNames": {"properties": {"a": {}}}"#, "[]"),
            (r#""allOf": [{"items": false}, {"required": ["a"]}]"#, "[]"),
        ] {
            let found = unevaluated(&format!(
                r#""unevaluatedProperties": false, {beside}, {base}"#
            ));
            let expected = format!("unevaluated properties #, beside {expected}");
            assert_eq!(found, [expected], "{beside}");
        }
    }

    #[test]
    fn members_that_some_values_have_evaluated_are_left_to_the_value() {
        for beside in [
            r#""anyOf": [{"properties": {"a": {}}}]"#,
            r#""oneOf": [{"allOf": [{"patternProperties": {"a": {}}}]}]"#,
            r#""anyOf": [{"additionalProperties": true}]"#,
            r#""if": {"properties": {"a": {}}}"#,
            r#""if": true, "then": {"properties": {"a": {}}}"#,
            r#""if": true, "else": {"properties": {"a": {}}}"#,
            r#""dependentSchemas": {"a": {"properties": {"a": {}}}}"#,
            r#""properties": {"b": {}}, "allOf": [{"anyOf": [{"properties": {"a": {}}}]}]"#,
            // A pattern may be as wide as another: what matters is whether it is the same.
            r#""patternProperties": {"a": {}}, "anyOf": [{"patternProperties": {"aa": {}}}]"#,
        ] {
            let found = unevaluated(&format!(r#"{beside}, "unevaluatedProperties": false"#));
            let expected = "unevaluated properties #, as it turns out";
            assert_eq!(found, [expected], "{beside}");
        }
        // When anything may be left, it does not matter what is.
        let found =
            unevaluated(r#""anyOf": [{"properties": {"a": {}}}], "unevaluatedProperties": {}"#);
        assert_eq!(found, ["unevaluated properties #, beside []"]);
    }

    #[test]
    fn a_rule_about_nothing_is_no_rule() {
        for beside in [
            r#""additionalProperties": {"type": "integer"}"#,
            r#""allOf": [{"additionalProperties": true}]"#,
            r#""anyOf": [{"properties": {"a": {}}}], "allOf": [{"additionalProperties": true}]"#,
        ] {
            let found = unevaluated(&format!(r#"{beside}, "unevaluatedProperties": false"#));
            assert_eq!(found, [""; 0], "{beside}");
        }
        for beside in [
            r#""items": {"type": "integer"}"#,
            r#""allOf": [{"items": {}}]"#,
        ] {
            let found = unevaluated(&format!(r#"{beside}, "unevaluatedItems": false"#));
            assert_eq!(found, [""; 0], "{beside}");
        }
        // Of two within each other, the inner one leaves nothing to the outer.
        let within = r#""allOf": [{"unevaluatedProperties": {"type": "integer"}}]"#;
        let found = unevaluated(&format!(r#"{within}, "unevaluatedProperties": false"#));
        assert_eq!(found, ["unevaluated properties #, beside []"]);
        let beside = r#""allOf": [{"unevaluatedProperties": false}, {"properties": {"a": {}}}]"#;
        assert_eq!(unevaluated(beside), ["unevaluated properties #, beside []"]);
    }

    #[test]
    fn elements_are_counted_from_the_first() {
        let draft_2019 = r#""$schema": "https://json-schema.org/draft/2019-09/schema""#;
        for (beside, expected) in [
            (r#""type": "array""#, "unevaluated items #"),
            (
                r#""prefixItems": [{}], "allOf": [{"prefixItems": [{}, {}]}]"#,
                "unevaluated items # after ",
            ),
            (
                r#""prefixItems": [{}, {}], "anyOf": [{"prefixItems": [{}]}]"#,
                "unevaluated items # after ",
            ),
            (
                r#""anyOf": [{"prefixItems": [{}]}]"#,
                "unevaluated items #, as it turns out",
            ),
            (
                r#""oneOf": [{"items": {}}]"#,
                "unevaluated items #, as it turns out",
            ),
            (r#""contains": {}"#, "unevaluated items #, as it turns out"),
            (
                &format!(r#""contains": {{}}, {draft_2019}"#),
                "unevaluated items #",
            ),
            (
                r#""properties": {"a": {"items": {}}}"#,
                "unevaluated items #",
            ),
        ] {
            let found = unevaluated(&format!(r#"{beside}, "unevaluatedItems": false"#));
            assert_eq!(found, [expected], "{beside}");
        }
    }
}
