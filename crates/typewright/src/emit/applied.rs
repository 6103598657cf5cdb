//! Rules that put a value, its members or its elements to other schemas.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{Pattern, PatternTest, Rule, SchemaId};

use super::uses::function_of;
use super::{Context, ident};

impl Context<'_> {
    /// Rules that put the whole value to other schemas.
    pub(super) fn check_schemas(&self, rule: &Rule) -> Vec<TokenStream> {
        match rule {
            Rule::Reference { keyword, target } => vec![self.check_reference(keyword, *target)],
            Rule::AllOf(branches) => branches
                .iter()
                .enumerate()
                .filter_map(|(index, branch)| {
                    let check = self.check_inside(*branch)?;
                    let index = Literal::usize_unsuffixed(index);
                    Some(quote! { check::branch(value, "allOf", #index, at, sink, #check)?; })
                })
                .collect(),
            Rule::AnyOf(branches) => vec![self.check_alternatives("any_of", branches)],
            Rule::OneOf(branches) => vec![self.check_alternatives("one_of", branches)],
            Rule::Not(schema) => {
                let check = self.total_check(*schema);
                vec![quote! { check::not(value, at, sink, #check)?; }]
            }
            Rule::If {
                condition,
                then,
                otherwise,
            } => {
                let [then, otherwise] = [then, otherwise].map(|schema| match schema {
                    Some(schema) => {
                        let check = self
                            .check_inside(*schema)
                            .unwrap_or_else(|| self.total_check(*schema));
                        quote! { Some(#check) }
                    }
                    None => quote! { None },
                });
                let condition = self.total_check(*condition);
                vec![quote! {
                    check::if_then_else(value, at, sink, #condition, #then, #otherwise)?;
                }]
            }
            _ => Vec::new(),
        }
    }

    /// Rules that put members, or their names, to other schemas.
    pub(super) fn check_members(&self, rule: &Rule) -> Vec<TokenStream> {
        match rule {
            Rule::Properties(properties) => properties
                .iter()
                .filter_map(|property| {
                    let (name, check) = (&property.name, self.check_inside(property.schema)?);
                    Some(quote! { check::property(object, #name, at, sink, #check)?; })
                })
                .collect(),
            Rule::PatternProperties(properties) => properties
                .iter()
                .filter_map(|property| {
                    let check = self.check_inside(property.schema)?;
                    let source = &property.pattern.source;
                    let test = match property.pattern.test.is_always() {
                        true => quote! { true },
                        false => self.pattern_test(&property.pattern, "name"),
                    };
                    let test = function_of(&test, "name");
                    Some(quote! {
                        check::pattern_properties(object, #source, #test, at, sink, #check)?;
                    })
                })
                .collect(),
            Rule::AdditionalProperties {
                keyword,
                declared,
                patterns,
                schema,
            } => self
                .check_additional(keyword, declared, patterns, *schema)
                .into_iter()
                .collect(),
            Rule::PropertyNames(schema) => match self.check_inside(*schema) {
                Some(check) => {
                    vec![quote! { check::property_names(object, at, sink, #check)?; }]
                }
                None => Vec::new(),
            },
            Rule::DependentSchemas { keyword, schemas } => {
                let depends = match *keyword {
                    "dependencies" => ident("dependency_schema"),
                    _ => ident("dependent_schema"),
                };
                schemas
                    .iter()
                    .filter_map(|property| {
                        let (name, check) = (&property.name, self.check_inside(property.schema)?);
                        Some(quote! {
                            check::#depends(object, value, #name, at, sink, #check)?;
                        })
                    })
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    /// Rules that put elements to other schemas.
    pub(super) fn check_elements(&self, rule: &Rule) -> Vec<TokenStream> {
        match rule {
            Rule::PrefixItems { keyword, schemas } => {
                let element = match *keyword {
                    "items" => ident("item"),
                    _ => ident("prefix_item"),
                };
                schemas
                    .iter()
                    .enumerate()
                    .filter_map(|(index, schema)| {
                        let check = self.check_inside(*schema)?;
                        let index = Literal::usize_unsuffixed(index);
                        Some(quote! { check::#element(array, #index, at, sink, #check)?; })
                    })
                    .collect()
            }
            Rule::Items {
                keyword,
                after,
                schema,
            } => {
                let Some(check) = self.check_inside(*schema) else {
                    return Vec::new();
                };
                if *after == 0 && *keyword == "items" {
                    return vec![quote! { check::items(array, at, sink, #check)?; }];
                }
                let after = Literal::usize_unsuffixed(*after);
                vec![quote! { check::items_after(array, #after, #keyword, at, sink, #check)?; }]
            }
            Rule::Contains {
                schema, min, max, ..
            } => {
                let check = self.total_check(*schema);
                let min = Literal::u64_unsuffixed(*min);
                let max = match max {
                    Some(max) => {
                        let max = Literal::u64_unsuffixed(*max);
                        quote! { Some(#max) }
                    }
                    None => quote! { None },
                };
                vec![quote! { check::contains(array, #min, #max, at, sink, #check)?; }]
            }
            _ => Vec::new(),
        }
    }

    fn check_additional(
        &self,
        keyword: &str,
        declared: &[String],
        patterns: &[Pattern],
        schema: SchemaId,
    ) -> Option<TokenStream> {
        let rules = self.shapes.program.schema(schema).rules.as_slice();
        let check = self.check_inside(schema)?;
        let (none, arguments) = match rules {
            [Rule::Never] => ("no_", quote! { at, sink }),
            _ => ("", quote! { at, sink, #check }),
        };
        let kind = match keyword {
            "unevaluatedProperties" => "unevaluated",
            _ => "additional",
        };
        if patterns.is_empty() {
            let function = format_ident!("{none}{kind}_properties");
            return Some(quote! { check::#function(object, &[#(#declared),*], #arguments)?; });
        }
        if patterns.iter().any(|pattern| pattern.test.is_always()) {
            return None;
        }
        let tests = patterns
            .iter()
            .map(|pattern| self.pattern_may_match(pattern, "name"));
        let additional = match (declared, patterns) {
            ([], [pattern]) => match &pattern.test {
                PatternTest::Equal(literal) if !literal.is_empty() => {
                    quote! { |name| name != #literal }
                }
                _ => quote! { |name| !#(#tests)* },
            },
            ([], _) => quote! { |name| !(#(#tests)||*) },
            _ => quote! { |name| !([#(#declared),*].contains(&name) || #(#tests)||*) },
        };
        let function = format_ident!("{none}{kind}_properties_where");
        Some(quote! { check::#function(object, #additional, #arguments)?; })
    }
}
