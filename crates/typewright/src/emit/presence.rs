//! Rules that hold for sure because of which members an object has, and which it has not.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Program, Rule, SchemaId, Types};
use crate::shape::{Residue, Struct};

use super::look::Look;

/// Schemas within schemas are looked into so deep.
const DEPTH: usize = 6;

/// So many schemas are looked at; what is not known by then is left to the check.
const MOST_LOOKS: usize = 500;

/// So many members are asked for at most; beyond that the check is no dearer.
const MOST_MEMBERS: usize = 48;

/// What makes something sure, of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Sure<'p> {
    Always,
    /// Not by the members alone.
    Never,
    Present(&'p str),
    Absent(&'p str),
    All(Vec<Sure<'p>>),
    Any(Vec<Sure<'p>>),
}

impl<'p> Sure<'p> {
    fn all(parts: impl IntoIterator<Item = Sure<'p>>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Sure::Always => {}
                Sure::Never => return Sure::Never,
                Sure::All(inner) => inner.into_iter().for_each(|part| add(&mut kept, part)),
                part => add(&mut kept, part),
            }
        }
        match kept.len() {
            0 => Sure::Always,
            1 => kept.remove(0),
            _ => Sure::All(kept),
        }
    }

    fn any(parts: impl IntoIterator<Item = Sure<'p>>) -> Self {
        let mut kept = Vec::new();
        for part in parts {
            match part {
                Sure::Never => {}
                Sure::Always => return Sure::Always,
                Sure::Any(inner) => inner.into_iter().for_each(|part| add(&mut kept, part)),
                part => add(&mut kept, part),
            }
        }
        match kept.len() {
            0 => Sure::Never,
            1 => kept.remove(0),
            _ => Sure::Any(kept),
        }
    }

    /// How many members it asks for.
    fn members(&self) -> usize {
        match self {
            Sure::Always | Sure::Never => 0,
            Sure::Present(_) | Sure::Absent(_) => 1,
            Sure::All(parts) | Sure::Any(parts) => parts.iter().map(Sure::members).sum(),
        }
    }

    /// As an expression over the variables of a function that reads the struct.
    fn test(&self, planned: &Struct) -> TokenStream {
        match self {
            Sure::Always => quote! { true },
            Sure::Never => quote! { false },
            Sure::Present(name) => presence(planned, name, true),
            Sure::Absent(name) => presence(planned, name, false),
            Sure::All(parts) => {
                let tests = parts.iter().map(|part| match part {
                    Sure::Any(_) => {
                        let test = part.test(planned);
                        quote! { (#test) }
                    }
                    _ => part.test(planned),
                });
                quote! { #(#tests)&&* }
            }
            Sure::Any(parts) => {
                let tests = parts.iter().map(|part| part.test(planned));
                quote! { #(#tests)||* }
            }
        }
    }
}

/// Adds what is not among them.
fn add<'p>(parts: &mut Vec<Sure<'p>>, part: Sure<'p>) {
    if !parts.contains(&part) {
        parts.push(part);
    }
}

/// Whether the object has a member, or has it not.
fn presence(planned: &Struct, name: &str, present: bool) -> TokenStream {
    let mut declared = planned.order.iter().copied();
    match declared.find(|member| planned.member_name(*member) == name) {
        Some(member) => {
            let variable = planned.variable(member);
            match present {
                true => quote! { #variable.is_some() },
                false => quote! { #variable.is_none() },
            }
        }
        None => {
            let not = (!present).then(|| quote! { ! });
            quote! { #not others.contain(reader, #name) }
        }
    }
}

/// Whether what is left to a check holds for an object that has been read.
pub(super) enum Settled {
    /// Only the check tells.
    Never,
    /// It does.
    Always,
    /// It does where the expression is true; else the check tells.
    When(TokenStream),
}

/// What the members of an object tell about the rules that are left to a check.
pub(super) fn settled_by_members(
    program: &Program,
    residue: &Residue,
    planned: &Struct,
) -> Settled {
    let members = Members {
        program,
        planned,
        look: Look::new(program, MOST_LOOKS),
    };
    let mut seen = BTreeSet::new();
    let left = residue
        .iter()
        .filter(|left| seen.insert((left.schema, left.keyword)));
    let sure = Sure::all(left.map(|left| {
        let rules = program.schema(left.schema).rules.iter();
        let mut rules = rules
            .filter(|rule| rule.keyword() == Some(left.keyword))
            .peekable();
        match rules.peek() {
            Some(_) => Sure::all(rules.map(|rule| members.rule_holds(rule, DEPTH))),
            None => Sure::Never,
        }
    }));
    match sure {
        Sure::Always => Settled::Always,
        Sure::Never => Settled::Never,
        sure if sure.members() > MOST_MEMBERS => Settled::Never,
        sure => Settled::When(sure.test(planned)),
    }
}

/// The members of an object, and a look at the schemas that a check would try.
struct Members<'p, 'l> {
    program: &'p Program,
    planned: &'l Struct,
    look: Look<'p>,
}

impl<'p> Members<'p, '_> {
    fn present(&self, name: &'p str) -> Sure<'p> {
        match self.may_have(name) {
            true => Sure::Present(name),
            false => Sure::Never,
        }
    }

    fn absent(&self, name: &'p str) -> Sure<'p> {
        match self.may_have(name) {
            true => Sure::Absent(name),
            false => Sure::Always,
        }
    }

    /// Whether an object that has been read may have the member.
    fn may_have(&self, name: &str) -> bool {
        let mut declared = self.planned.order.iter();
        !self.planned.unnamed.is_refused()
            || declared.any(|member| self.planned.member_name(*member) == name)
    }

    /// When a schema holds.
    fn holds(&self, schema: SchemaId, depth: usize) -> Sure<'p> {
        let Some(rules) = self.look.rules_within(depth, schema) else {
            return Sure::Never;
        };
        Sure::all(rules.iter().map(|rule| self.rule_holds(rule, depth)))
    }

    /// When a schema does not hold.
    fn fails(&self, schema: SchemaId, depth: usize) -> Sure<'p> {
        let Some(rules) = self.look.rules_within(depth, schema) else {
            return Sure::Never;
        };
        Sure::any(rules.iter().map(|rule| self.rule_fails(rule, depth)))
    }

    fn rule_holds(&self, rule: &'p Rule, depth: usize) -> Sure<'p> {
        let inner = |schema: &SchemaId| self.holds(*schema, depth - 1);
        let fails = |schema: &SchemaId| self.fails(*schema, depth - 1);
        match rule {
            Rule::Types(types) if types.contains(Types::OBJECT) => Sure::Always,
            Rule::Required(names) => Sure::all(names.iter().map(|name| self.present(name))),
            // What is declared about a member says nothing where it is absent.
            Rule::Properties(properties) => Sure::all(properties.iter().map(|property| {
                match self.program.schema(property.schema).rules.is_empty() {
                    true => Sure::Always,
                    false => self.absent(&property.name),
                }
            })),
            Rule::DependentRequired { names, .. } => {
                Sure::all(names.iter().map(|(name, needed)| {
                    let needed = Sure::all(needed.iter().map(|name| self.present(name)));
                    Sure::any([self.absent(name), needed])
                }))
            }
            Rule::DependentSchemas { schemas, .. } => Sure::all(
                schemas
                    .iter()
                    .map(|needed| Sure::any([self.absent(&needed.name), inner(&needed.schema)])),
            ),
            Rule::Reference { target, .. } => inner(target),
            Rule::AllOf(parts) => Sure::all(parts.iter().map(inner)),
            Rule::AnyOf(parts) => Sure::any(parts.iter().map(inner)),
            Rule::Not(schema) => fails(schema),
            Rule::If {
                condition,
                then,
                otherwise,
            } => Sure::all([
                then.as_ref().map_or(Sure::Always, |then| {
                    Sure::any([fails(condition), inner(then)])
                }),
                otherwise.as_ref().map_or(Sure::Always, |otherwise| {
                    Sure::any([inner(condition), inner(otherwise)])
                }),
            ]),
            Rule::ExtensibleEnum(_) => Sure::Always,
            _ => Sure::Never,
        }
    }

    fn rule_fails(&self, rule: &'p Rule, depth: usize) -> Sure<'p> {
        let inner = |schema: &SchemaId| self.fails(*schema, depth - 1);
        match rule {
            Rule::Never => Sure::Always,
            Rule::Types(types) if !types.contains(Types::OBJECT) => Sure::Always,
            Rule::Required(names) => Sure::any(names.iter().map(|name| self.absent(name))),
            Rule::Reference { target, .. } => inner(target),
            Rule::AllOf(parts) => Sure::any(parts.iter().map(inner)),
            Rule::AnyOf(parts) => Sure::all(parts.iter().map(inner)),
            Rule::Not(schema) => self.holds(*schema, depth - 1),
            _ => Sure::Never,
        }
    }
}
