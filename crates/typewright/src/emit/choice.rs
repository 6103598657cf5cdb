//! Which alternatives come into question, as the type of a value tells, and the string or integer that it has as one of its members.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{Program, SchemaId, Types};
use crate::shape::TagValue;

use super::demand::{Demand, TagKind, Telling, demands};
use super::variants::tag_pattern;
use super::{Context, ident};

/// Alternatives, by their indices.
type Possible = Vec<usize>;

/// Which alternatives come into question.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Choice<'p> {
    /// For each of the types.
    by_type: [Possible; Types::JSON.len()],
    /// For an object, in place of what its type tells.
    by_tag: Option<ByTag<'p>>,
}

/// Which alternatives come into question for an object.
#[derive(Debug, PartialEq, Eq)]
struct ByTag<'p> {
    /// The member that tells.
    telling: Telling<'p>,
    /// If it is one of some values of its kind.
    listed: Vec<(Vec<TagValue>, Possible)>,
    /// If it is any other of that kind.
    other: Possible,
    /// If it is absent, or not of that kind.
    none: Possible,
}

impl<'p> Choice<'p> {
    /// `None` where a look never rules out some and leaves others: what all of them refuse need not be known before.
    pub(super) fn of(program: &'p Program, branches: &[SchemaId]) -> Option<Self> {
        let (telling, demands) = demands(program, branches);
        let choice = Choice {
            by_type: Types::JSON
                .map(|(_, types)| possible(&demands, |demand| demand.may_be(types))),
            by_tag: telling.map(|telling| ByTag::of(telling, &demands)),
        };
        let tells = |possible: &Possible| (1..branches.len()).contains(&possible.len());
        let by_tag = choice.by_tag.iter().flat_map(ByTag::all);
        let is_told = choice.by_type.iter().chain(by_tag).any(tells);
        is_told.then_some(choice)
    }

    /// An expression for the slice of the alternatives that come into question. It matches on one expression for the type, and on one
    /// for what an object has as a member, an `Option<&str>` or an `Option<i64>`.
    pub(super) fn expression(
        &self,
        of_type: &TokenStream,
        of_tag: impl Fn(Telling<'_>) -> TokenStream,
        alternative: impl Fn(usize) -> TokenStream,
    ) -> TokenStream {
        let slice = |possible: &Possible| {
            let alternatives = possible.iter().map(|index| alternative(*index));
            quote! { &[#(#alternatives),*] }
        };
        let by_type = || self.by_type.iter().zip(Types::JSON);
        let of_object = self.by_tag.as_ref().map(|by_tag| {
            let of_object = by_tag.expression(&of_tag(by_tag.telling), slice);
            // Where there is no object there is no member. What alternatives for objects refuse needs no other look.
            let is_all = by_type().all(|(possible, (_, types))| {
                types == Types::OBJECT || possible.is_empty() || *possible == by_tag.none
            });
            (of_object, is_all)
        });
        if let Some((of_object, true)) = of_object {
            return of_object;
        }
        let mut arms: Vec<(TokenStream, Vec<&str>)> = Vec::new();
        for (possible, (name, types)) in by_type() {
            let result = match &of_object {
                Some((of_object, _)) if types == Types::OBJECT => of_object.clone(),
                _ => slice(possible),
            };
            let text = result.to_string();
            match arms.iter_mut().find(|(other, _)| other.to_string() == text) {
                Some((_, names)) => names.push(name),
                None => arms.push((result, vec![name])),
            }
        }
        // What most types share comes last.
        arms.sort_by_key(|(_, names)| names.len());
        let Some((rest, _)) = arms.pop() else {
            return quote! { &[] };
        };
        if arms.is_empty() {
            return rest;
        }
        let arms = arms.iter().map(|(result, names)| {
            let names = names.iter().map(|name| ident(name));
            quote! { #(JsonType::#names)|* => #result, }
        });
        quote! { match #of_type { #(#arms)* _ => #rest, } }
    }
}

impl<'p> ByTag<'p> {
    fn of(telling: Telling<'p>, demands: &[Demand<'p>]) -> Self {
        let (_, kind) = telling;
        let all: BTreeSet<TagValue> = demands
            .iter()
            .flat_map(|demand| demand.listed(kind))
            .collect();
        let other = possible(demands, |demand| demand.may_have_other(kind));
        let mut listed: Vec<(Vec<TagValue>, Possible)> = Vec::new();
        for tag in all {
            let possible = possible(demands, |demand| demand.may_have(&tag));
            if possible == other {
                continue;
            }
            match listed.iter_mut().find(|(_, same)| *same == possible) {
                Some((tags, _)) => tags.push(tag),
                None => listed.push((vec![tag], possible)),
            }
        }
        listed.sort_by(|(_, left), (_, right)| left.cmp(right));
        ByTag {
            telling,
            listed,
            other,
            none: possible(demands, |demand| demand.may_lack(kind)),
        }
    }

    fn all(&self) -> impl Iterator<Item = &Possible> {
        let listed = self.listed.iter().map(|(_, possible)| possible);
        listed.chain([&self.other, &self.none])
    }

    fn expression(
        &self,
        tag: &TokenStream,
        slice: impl Fn(&Possible) -> TokenStream,
    ) -> TokenStream {
        let arms = self.listed.iter().map(|(tags, possible)| {
            let (tags, possible) = (tag_pattern(tags), slice(possible));
            quote! { Some(#tags) => #possible, }
        });
        let none = (self.none != self.other).then(|| {
            let possible = slice(&self.none);
            quote! { None => #possible, }
        });
        let other = slice(&self.other);
        quote! { match #tag { #(#arms)* #none _ => #other, } }
    }
}

/// Those of the alternatives that may be meant.
fn possible<'p>(demands: &[Demand<'p>], may_be: impl Fn(&Demand<'p>) -> bool) -> Possible {
    let demands = demands.iter().enumerate();
    let possible = demands.filter(|(_, demand)| may_be(demand));
    possible.map(|(index, _)| index).collect()
}

/// An alternative as the runtime wants it: its index, and its check.
pub(super) fn numbered(index: usize, check: &TokenStream) -> TokenStream {
    let index = Literal::usize_unsuffixed(index);
    quote! { (#index, #check) }
}

impl Context<'_> {
    /// The statements for `anyOf` or `oneOf`. Alternatives that a look rules out are not tried.
    pub(super) fn check_alternatives(&self, rule: &str, branches: &[SchemaId]) -> TokenStream {
        let checks = self.total_checks(branches);
        let Some(choice) = Choice::of(&self.shapes.program, branches) else {
            let function = ident(rule);
            return quote! { check::#function(value, at, sink, &[#(#checks),*])?; };
        };
        let possible = choice.expression(
            &quote! { value.json_type() },
            |telling| match telling {
                (member, TagKind::String) => quote! { check::tag(value, #member) },
                (member, TagKind::Integer) => quote! { check::integer_tag(value, #member) },
            },
            |index| numbered(index, &checks[index]),
        );
        let count = Literal::usize_unsuffixed(branches.len());
        let function = format_ident!("{rule}_possible");
        quote! {
            let possible: &[check::Alternative<J>] = #possible;
            check::#function(value, at, sink, #count, possible)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::quote;

    use super::super::recursion::tests::program_of;
    use super::{Choice, TagKind};
    use crate::ir::{Program, Rule};

    /// Which of the alternatives of the root's `oneOf` come into question, as an expression without spaces.
    fn told(program: &Program) -> Option<String> {
        let root = program.schema(program.roots[0].schema);
        let branches = root.rules.iter().find_map(|rule| match rule {
            Rule::OneOf(branches) => Some(branches),
            _ => None,
        });
        let expression = Choice::of(program, branches?)?.expression(
            &quote! { kind },
            |(member, kind)| match kind {
                TagKind::String => quote! { tag(#member) },
                TagKind::Integer => quote! { integer(#member) },
            },
            |index| quote! { #index },
        );
        let text = expression.to_string().replace([' ', ','], "");
        Some(text.replace("usize", "").replace("JsonType::", ""))
    }

    fn of(branches: &str) -> Option<String> {
        told(&program_of(&format!(
            r##""oneOf": [{branches}], "$defs": {{
                "not": {{"type": "object", "required": ["op"], "properties": {{"op": {{"const": "not"}}}}}},
                "op": {{"enum": ["<", ">", 1]}}
            }}"##
        )))
    }

    #[test]
    fn types_tell_alternatives_apart() {
        let found = of(r##"
            {"type": "string"}, {"type": ["integer", "string"]}, {"$ref": "#/$defs/not"}, {"type": "null"}, {"const": [1]},
            {"not": {"type": ["array", "object", "string", "boolean"]}}"##);
        let expected =
            "matchkind{String=>&[01]Number=>&[15]Boolean=>&[]Array=>&[4]Object=>&[2]_=>&[35]}";
        assert_eq!(found.as_deref(), Some(expected));
        let found = of(r#"{"type": ["object", "array"]}, {"type": "array"}"#);
        let expected = "matchkind{Array=>&[01]Object=>&[0]_=>&[]}";
        assert_eq!(found.as_deref(), Some(expected));
    }

    #[test]
    fn alternatives_are_ruled_out_by_what_they_demand_of_a_member() {
        let found = of(r##"
            {"$ref": "#/$defs/not"},
            {"type": "object", "required": ["op"], "properties": {"op": {"enum": ["and", "or"]}}},
            {"properties": {"op": {"$ref": "#/$defs/op"}}},
            {"type": "boolean"},
            {"type": "object", "required": ["op"], "properties": {"op": {"type": "integer"}}},
            {"minProperties": 1}"##);
        let expected = "matchkind{\
            Boolean=>&[235]\
            Object=>matchtag(\"op\"){\
            Some(\"not\")=>&[05]Some(\"and\"|\"or\")=>&[15]Some(\"<\"|\">\")=>&[25]None=>&[245]_=>&[5]}\
            _=>&[25]}";
        assert_eq!(found.as_deref(), Some(expected));
    }

    /// What is not a string where strings are listed tells nothing.
    #[test]
    fn a_member_need_not_be_a_string() {
        let found = of(r##"
            {"type": "object", "required": ["op"], "properties": {"op": {"$ref": "#/$defs/op"}}},
            {"$ref": "#/$defs/not"}"##);
        let expected =
            "matchtag(\"op\"){Some(\"<\"|\">\")=>&[0]Some(\"not\")=>&[1]None=>&[0]_=>&[]}";
        assert_eq!(found.as_deref(), Some(expected));
    }

    #[test]
    fn strings_are_ruled_out_too() {
        let found = of(r##"
            {"$ref": "#/$defs/not"},
            {"type": "object", "required": ["op"], "properties": {"op": {"type": "string", "not": {"enum": ["not", "no"]}}}},
            {"properties": {"op": {"not": {"const": "no"}}}, "additionalProperties": false},
            {"properties": {"name": true}, "additionalProperties": {"type": "null"}}"##);
        let expected = "matchtag(\"op\"){Some(\"no\")=>&[]Some(\"not\")=>&[02]None=>&[23]_=>&[12]}";
        assert_eq!(found.as_deref(), Some(expected));
    }

    #[test]
    fn integers_tell_alternatives_apart_too() {
        let found = of(r#"
            {"properties": {"v": {"const": 1.0}, "name": {"const": "a"}}},
            {"required": ["v"], "properties": {"v": {"enum": [-2, 3]}, "name": {"const": "b"}}},
            {"required": ["v"], "properties": {"v": {"type": "integer", "not": {"enum": [4, "a"]}}}},
            {"required": ["v"], "properties": {"v": {"enum": [1, 2.5]}}},
            {"required": ["v"], "properties": {"v": {"enum": [1, 1e30]}}}"#);
        let expected = "matchkind{Object=>matchinteger(\"v\"){\
            Some(1)=>&[0234]Some(-2|3)=>&[1234]Some(4)=>&[34]None=>&[0234]_=>&[234]}_=>&[01234]}";
        assert_eq!(found.as_deref(), Some(expected));
        let found = of(r#"
            {"required": ["v"], "properties": {"v": {"type": "integer", "enum": [1, 2]}}},
            {"required": ["v"], "properties": {"v": {"type": "integer", "const": 3}}, "type": "object"}"#);
        let expected =
            "matchkind{Object=>matchinteger(\"v\"){Some(1|2)=>&[0]Some(3)=>&[1]_=>&[]}_=>&[0]}";
        assert_eq!(found.as_deref(), Some(expected));
    }

    #[test]
    fn parts_narrow_and_choices_widen() {
        let found = of(r##"
            {"allOf": [{"$ref": "#/$defs/not"}, {"properties": {"op": {"enum": ["not", "nor"]}}}]},
            {"anyOf": [{"$ref": "#/$defs/not"}, {"properties": {"op": {"const": "nor"}}}]},
            {"anyOf": [{"$ref": "#/$defs/not"}, {"type": "object"}]}"##);
        let expected = "matchkind{Object=>matchtag(\"op\"){\
            Some(\"not\")=>&[012]Some(\"nor\")=>&[12]None=>&[12]_=>&[2]}_=>&[1]}";
        assert_eq!(found.as_deref(), Some(expected));
    }

    #[test]
    fn the_member_that_says_most_is_asked_for() {
        let found = of(r#"
            {"properties": {"a": {"const": "x"}, "b": {"const": "1"}}},
            {"properties": {"a": {"const": "y"}, "b": {"const": "2"}}},
            {"properties": {"b": {"const": "3"}}}"#);
        assert!(found.is_some_and(|found| found.starts_with("matchtag(\"b\")")));
    }

    #[test]
    fn where_a_look_rules_out_all_or_none_nothing_is_asked() {
        assert_eq!(of(r#"{"required": ["a"]}, {"required": ["b"]}"#), None);
        assert_eq!(
            of(r##"{"$ref": "#/$defs/not"}, {"$ref": "#/$defs/not"}"##),
            None
        );
        assert_eq!(of("false, false"), None);
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
