//! Which alternatives come into question, as the string tells that a value has as one of its members.

use std::cell::Cell;
use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Constant, Program, Rule, SchemaId, Types};

use super::Context;

/// Schemas within schemas are looked into so deep.
const DEPTH: usize = 6;

/// So many schemas are looked at for one choice; what is not known by then is left open.
const MOST_LOOKS: usize = 20_000;

/// So many strings at most are written out for one alternative.
const MOST_STRINGS: usize = 32;

/// What a schema demands of one member of a value.
#[derive(Clone, Debug, Default)]
struct Demand<'p> {
    /// The value is an object.
    object: bool,
    /// It has the member.
    required: bool,
    /// If it is one, and has the member, and that is a string, it is one of these.
    strings: Option<BTreeSet<&'p str>>,
}

impl<'p> Demand<'p> {
    /// What both demand.
    fn and(&mut self, other: Demand<'p>) {
        self.object |= other.object;
        self.required |= other.required;
        self.strings = match (self.strings.take(), other.strings) {
            (Some(left), Some(right)) => Some(&left & &right),
            (left, right) => left.or(right),
        };
    }

    /// What is demanded if one of them holds.
    fn or(self, other: Demand<'p>) -> Self {
        Demand {
            object: self.object && other.object,
            required: self.required && other.required,
            strings: match (self.strings, other.strings) {
                (Some(left), Some(right)) => Some(&left | &right),
                _ => None,
            },
        }
    }
}

impl Context<'_> {
    /// The statement for `anyOf` or `oneOf`. Where a member rules out alternatives, they are not tried.
    pub(super) fn check_alternatives(&self, rule: &str, branches: &[SchemaId]) -> TokenStream {
        let checks = self.total_checks(branches);
        let Some((member, guards)) = self.guards(branches) else {
            let function = format_ident!("{rule}");
            return quote! { check::#function(value, at, sink, &[#(#checks),*])?; };
        };
        let function = format_ident!("{rule}_where");
        quote! {
            let tag = check::tag(value, #member);
            check::#function(value, at, sink, &[#((#guards, #checks)),*])?;
        }
    }

    /// The member that rules out alternatives, and for each of them whether the string in it, the variable `tag`, lets it come into
    /// question.
    pub(super) fn guards(&self, branches: &[SchemaId]) -> Option<(&str, Vec<TokenStream>)> {
        let (member, demands) = telling_member(&self.shapes.program, branches)?;
        Some((member, demands.iter().map(guard).collect()))
    }
}

/// Whether the tag lets an alternative come into question.
fn guard(demand: &Demand<'_>) -> TokenStream {
    let Some(strings) = &demand.strings else {
        return quote! { true };
    };
    let strings: Vec<&&str> = strings.iter().collect();
    match (demand.object && demand.required, strings.as_slice()) {
        (true, []) => quote! { false },
        (true, [only]) => quote! { tag == Some(#only) },
        (true, _) => quote! { matches!(tag, Some(#(#strings)|*)) },
        (false, []) => quote! { tag.is_none() },
        (false, _) => quote! { matches!(tag, None | Some(#(#strings)|*)) },
    }
}

/// The member that says most about the branches, and what each of them demands of it, if two of them list its strings.
fn telling_member<'p>(
    program: &'p Program,
    branches: &[SchemaId],
) -> Option<(&'p str, Vec<Demand<'p>>)> {
    let look = Look {
        program,
        left: Cell::new(MOST_LOOKS),
    };
    let mut members: Vec<&str> = Vec::new();
    for branch in branches {
        look.names(*branch, DEPTH, &mut members);
    }
    let demands = members.into_iter().map(|member| {
        let demands: Vec<Demand<'_>> = branches
            .iter()
            .map(|branch| look.demand(*branch, member, DEPTH))
            .map(|demand| Demand {
                strings: demand
                    .strings
                    .filter(|strings| strings.len() <= MOST_STRINGS),
                ..demand
            })
            .collect();
        (member, demands)
    });
    let said = |(_, demands): &(&str, Vec<Demand<'_>>)| {
        let strings = demands.iter().filter_map(|demand| demand.strings.as_ref());
        let (none, some): (Vec<_>, Vec<_>) = strings.partition(|strings| strings.is_empty());
        // Where only one is about objects with that member, their type tells as much.
        (some.len() > 1).then_some(none.len() + some.len())
    };
    // The first of those that say the same.
    let mut best: Option<(&str, Vec<Demand<'_>>)> = None;
    for found in demands {
        if said(&found) > best.as_ref().and_then(said) {
            best = Some(found);
        }
    }
    best
}

/// A look at the schemas of one choice.
struct Look<'p> {
    program: &'p Program,
    left: Cell<usize>,
}

impl<'p> Look<'p> {
    fn rules(&self, schema: SchemaId, depth: usize) -> &'p [Rule] {
        let left = self.left.get();
        if depth == 0 || left == 0 {
            return &[];
        }
        self.left.set(left - 1);
        &self.program.schema(schema).rules
    }

    /// The members that a schema says something about that may tell it from others.
    fn names(&self, schema: SchemaId, depth: usize, found: &mut Vec<&'p str>) {
        for rule in self.rules(schema, depth) {
            match rule {
                Rule::Properties(properties) => {
                    for property in properties {
                        let name = property.name.as_str();
                        if !found.contains(&name)
                            && self
                                .strings(property.schema, DEPTH)
                                .is_some_and(|all| !all.is_empty())
                        {
                            found.push(name);
                        }
                    }
                }
                Rule::Reference { target, .. } => self.names(*target, depth - 1, found),
                Rule::AllOf(parts) | Rule::AnyOf(parts) | Rule::OneOf(parts) => {
                    for part in parts {
                        self.names(*part, depth - 1, found);
                    }
                }
                _ => {}
            }
        }
    }

    /// What a schema demands of a member.
    fn demand(&self, schema: SchemaId, member: &str, depth: usize) -> Demand<'p> {
        let mut all = Demand::default();
        for rule in self.rules(schema, depth) {
            match rule {
                Rule::Types(types) if types.intersection(Types::OBJECT).is_empty() => {
                    all.and(Demand {
                        strings: Some(BTreeSet::new()),
                        ..Demand::default()
                    });
                }
                Rule::Types(types) => all.object |= *types == Types::OBJECT,
                Rule::Required(names) => all.required |= names.iter().any(|name| name == member),
                Rule::Properties(properties) => {
                    let property = properties.iter().find(|property| property.name == member);
                    all.and(Demand {
                        strings: property.and_then(|found| self.strings(found.schema, DEPTH)),
                        ..Demand::default()
                    });
                }
                Rule::Reference { target, .. } => {
                    all.and(self.demand(*target, member, depth - 1));
                }
                Rule::AllOf(parts) => {
                    for part in parts {
                        all.and(self.demand(*part, member, depth - 1));
                    }
                }
                Rule::AnyOf(parts) | Rule::OneOf(parts) => {
                    let demands = parts
                        .iter()
                        .map(|part| self.demand(*part, member, depth - 1));
                    all.and(demands.reduce(Demand::or).unwrap_or_default());
                }
                _ => {}
            }
        }
        all
    }

    /// The strings that a schema may accept, if they are listed.
    fn strings(&self, schema: SchemaId, depth: usize) -> Option<BTreeSet<&'p str>> {
        let listed = |constant: &'p Constant| match constant {
            Constant::String(text) => Some(text.as_str()),
            _ => None,
        };
        self.rules(schema, depth)
            .iter()
            .filter_map(|rule| match rule {
                Rule::Const(constant) => Some(listed(constant).into_iter().collect()),
                Rule::Enum(constants) => Some(constants.iter().filter_map(listed).collect()),
                Rule::Types(types) if types.intersection(Types::STRING).is_empty() => {
                    Some(BTreeSet::new())
                }
                Rule::Reference { target, .. } => self.strings(*target, depth - 1),
                Rule::AllOf(parts) => parts
                    .iter()
                    .filter_map(|part| self.strings(*part, depth - 1))
                    .reduce(|left, right| &left & &right),
                Rule::AnyOf(parts) | Rule::OneOf(parts) => parts
                    .iter()
                    .map(|part| self.strings(*part, depth - 1))
                    .reduce(|left, right| Some(&left? | &right?))?,
                _ => None,
            })
            .reduce(|left, right| &left & &right)
    }
}

#[cfg(test)]
mod tests {
    use super::super::recursion::tests::program_of;
    use super::{guard, telling_member};
    use crate::ir::{Program, Rule};

    /// The member that tells the alternatives of the root's `oneOf` apart, and what is asked before each.
    fn told(program: &Program) -> Option<(String, Vec<String>)> {
        let root = program.schema(program.roots[0].schema);
        let branches = root.rules.iter().find_map(|rule| match rule {
            Rule::OneOf(branches) => Some(branches),
            _ => None,
        });
        let (member, demands) = telling_member(program, branches?)?;
        let guards = demands.iter().map(|demand| {
            let text = guard(demand).to_string();
            text.replace(' ', "")
        });
        Some((member.to_owned(), guards.collect()))
    }

    fn of(branches: &str) -> Option<(String, Vec<String>)> {
        told(&program_of(&format!(
            r##""oneOf": [{branches}], "$defs": {{
                "not": {{"type": "object", "required": ["op"], "properties": {{"op": {{"const": "not"}}}}}},
                "op": {{"enum": ["<", ">", 1]}}
            }}"##
        )))
    }

    fn expected(member: &str, guards: &[&str]) -> Option<(String, Vec<String>)> {
        let guards = guards.iter().map(|guard| (*guard).to_owned());
        Some((member.to_owned(), guards.collect()))
    }

    #[test]
    fn alternatives_are_ruled_out_by_what_they_demand() {
        let found = of(r##"
            {"$ref": "#/$defs/not"},
            {"type": "object", "required": ["op"], "properties": {"op": {"enum": ["and", "or"]}}},
            {"properties": {"op": {"$ref": "#/$defs/op"}}},
            {"type": "boolean"},
            {"type": "object", "required": ["op"], "properties": {"op": {"type": "integer"}}},
            {"minProperties": 1}"##);
        let guards = [
            r#"tag==Some("not")"#,
            r#"matches!(tag,Some("and"|"or"))"#,
            r#"matches!(tag,None|Some("<"|">"))"#,
            "tag.is_none()",
            "false",
            "true",
        ];
        assert_eq!(found, expected("op", &guards));
    }

    #[test]
    fn parts_narrow_and_choices_widen() {
        let found = of(r##"
            {"allOf": [{"$ref": "#/$defs/not"}, {"properties": {"op": {"enum": ["not", "nor"]}}}]},
            {"anyOf": [{"$ref": "#/$defs/not"}, {"properties": {"op": {"const": "nor"}}}]},
            {"anyOf": [{"$ref": "#/$defs/not"}, {"type": "object"}]}"##);
        let guards = [
            r#"tag==Some("not")"#,
            r#"matches!(tag,None|Some("nor"|"not"))"#,
            "true",
        ];
        assert_eq!(found, expected("op", &guards));
    }

    #[test]
    fn the_member_that_says_most_is_asked_for() {
        let found = of(r#"
            {"properties": {"a": {"const": "x"}, "b": {"const": "1"}}},
            {"properties": {"a": {"const": "y"}, "b": {"const": "2"}}},
            {"properties": {"b": {"const": "3"}}}"#);
        assert_eq!(found.map(|(member, _)| member).as_deref(), Some("b"));
    }

    #[test]
    fn where_types_tell_as_much_nothing_is_asked() {
        assert_eq!(of(r##"{"$ref": "#/$defs/not"}, {"type": "string"}"##), None);
        assert_eq!(of(r#"{"required": ["a"]}, {"required": ["b"]}"#), None);
    }

    /// Choices within choices end.
    #[test]
    fn a_look_is_bounded() {
        let mut definitions = String::new();
        for index in 0..12 {
            let next = format!(r##"{{"$ref": "#/$defs/d{}"}}"##, index + 1);
            definitions += &format!(
                r#""d{index}": {{"anyOf": [{}]}}, "#,
                [next.as_str(); 40].join(",")
            );
        }
        let program = program_of(&format!(
            r##""oneOf": [{{"$ref": "#/$defs/d0"}}, {{"$ref": "#/$defs/d1"}}], "$defs": {{ {definitions}
                "d12": {{"properties": {{"op": {{"const": "a"}}}}}} }}"##
        ));
        assert_eq!(told(&program), None);
    }
}
