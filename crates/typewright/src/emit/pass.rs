//! One pass over the members of an object, for all rules that tell them apart by their names.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Property, Rule, SchemaId};

use super::pattern::equality;
use super::{Context, ident, parameter};

/// So many names at most are told apart one after the other, as a `match` does it. Of more, each is looked up.
const MOST_NAMES: usize = 128;

/// What is done with the members of one or several names.
struct Arm<'s> {
    names: Vec<&'s str>,
    is_required: bool,
    check: Option<TokenStream>,
}

impl Arm<'_> {
    fn tokens(&self) -> TokenStream {
        let names = &self.names;
        match (self.is_required, &self.check) {
            (true, None) => quote! { #(#names)|* => present += 1, },
            (false, Some(check)) => quote! { #(#names)|* => #check?, },
            _ => {
                let statements = self.statements();
                quote! { #(#names)|* => { #statements } }
            }
        }
    }

    fn statements(&self) -> TokenStream {
        let count = self.is_required.then(|| quote! { present += 1; });
        let check = self.check.as_ref().map(|check| quote! { #check?; });
        quote! { #count #check }
    }
}

/// A rule that a pass decides, as it says something of members by their names.
pub(super) enum NameRule<'s> {
    Declared(&'s [Property]),
    Required(&'s [String]),
    /// All members but the declared ones.
    Others {
        declared: &'s [String],
        schema: SchemaId,
    },
}

impl<'s> NameRule<'s> {
    pub(super) fn of(rule: &'s Rule) -> Option<Self> {
        match rule {
            Rule::Properties(properties) => Some(NameRule::Declared(properties)),
            Rule::Required(names) if !names.is_empty() => Some(NameRule::Required(names)),
            Rule::AdditionalProperties {
                keyword: "additionalProperties",
                declared,
                patterns,
                schema,
            } if patterns.is_empty() => Some(NameRule::Others {
                declared,
                schema: *schema,
            }),
            _ => None,
        }
    }

    /// What the pass has found out about the rule, as a statement in the rule's place; `None` if the pass has said it all.
    pub(super) fn after_pass(&self) -> Option<TokenStream> {
        match self {
            NameRule::Declared(_) | NameRule::Others { .. } => None,
            NameRule::Required(names) => Some(quote! {
                check::required_of(object, present, &[#(#names),*], at, sink)?;
            }),
        }
    }
}

/// What the rules of one schema say of members by their names.
struct Members<'s> {
    arms: Vec<Arm<'s>>,
    /// How many names are required.
    required: usize,
    /// What is done with all other members.
    others: Option<TokenStream>,
}

impl Context<'_> {
    /// The pass over the members that the rules of a schema name: it decides each [`NameRule`] among them. `None` if there is
    /// nothing to tell apart, or too much.
    pub(super) fn member_pass(&self, rules: &[Rule]) -> Option<TokenStream> {
        let members = self.members_by_name(rules)?;
        let Members {
            arms,
            required,
            others,
        } = &members;
        let told_apart = match (arms.as_slice(), others) {
            // A `match` would be much ado about one name.
            ([only], None) if let [name] = only.names.as_slice() => {
                let (is_named, statements) = (equality(&ident("name"), name), only.statements());
                quote! { if #is_named { #statements } }
            }
            (arms, others) => {
                let arms = arms.iter().map(Arm::tokens);
                let others = others.clone().unwrap_or_else(|| quote! { {} });
                quote! { match name { #(#arms)* _ => #others } }
            }
        };
        let count = (*required > 0).then(|| quote! { let mut present = 0; });
        let value = parameter("value", &told_apart);
        Some(quote! {
            #count
            for (name, #value) in check::members(object) { #told_apart }
        })
    }

    fn members_by_name<'s>(&self, rules: &'s [Rule]) -> Option<Members<'s>> {
        let mut checks: Vec<(&str, Option<TokenStream>)> = Vec::new();
        let mut required: BTreeSet<&str> = BTreeSet::new();
        let mut known: Vec<&str> = Vec::new();
        let mut others = None;
        for rule in rules.iter().filter_map(NameRule::of) {
            match rule {
                NameRule::Declared(properties) => {
                    checks.extend(properties.iter().map(|property| {
                        let check = self.check_inside(property.schema);
                        let check = check.map(|check| {
                            quote! { check::member(value, name, at, sink, #check) }
                        });
                        (property.name.as_str(), check)
                    }));
                }
                NameRule::Required(names) => required.extend(names.iter().map(String::as_str)),
                NameRule::Others { declared, schema } => {
                    others = self.check_other_member(schema);
                    known.extend(declared.iter().map(String::as_str));
                }
            }
        }
        known.retain(|name| checks.iter().all(|(declared, _)| declared != name));
        checks.extend(known.into_iter().map(|name| (name, None)));
        let is_told_apart = !checks.is_empty()
            && (others.is_some() || checks.iter().any(|(_, check)| check.is_some()));
        if !is_told_apart || checks.len() + required.len() > MOST_NAMES {
            return None;
        }
        if others.is_none() {
            checks.retain(|(name, check)| check.is_some() || required.contains(name));
        }
        let undeclared: Vec<&str> = required
            .iter()
            .copied()
            .filter(|name| checks.iter().all(|(declared, _)| declared != name))
            .collect();
        let mut arms: Vec<Arm<'s>> = Vec::new();
        let unnamed = undeclared.iter().map(|name| (*name, others.clone()));
        for (name, check) in checks.into_iter().chain(unnamed) {
            let is_required = required.contains(name);
            let same = arms.iter_mut().find(|arm| {
                let text = |check: &Option<TokenStream>| check.as_ref().map(ToString::to_string);
                arm.is_required == is_required && text(&arm.check) == text(&check)
            });
            match same {
                Some(arm) => arm.names.push(name),
                None => arms.push(Arm {
                    names: vec![name],
                    is_required,
                    check,
                }),
            }
        }
        let others = others.map(|check| quote! { #check?, });
        Some(Members {
            arms,
            required: required.len(),
            others,
        })
    }

    /// What is said of a member that the schema does not name; `None` if that is nothing.
    fn check_other_member(&self, schema: SchemaId) -> Option<TokenStream> {
        let check = self.check_inside(schema)?;
        Some(match self.shapes.program.schema(schema).rules.as_slice() {
            [Rule::Never] => quote! { check::no_additional_member(name, at, sink) },
            _ => quote! { check::additional_member(value, name, at, sink, #check) },
        })
    }
}
