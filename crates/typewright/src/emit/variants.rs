//! Enums whose variants hold values: as types, and how they are read.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use syn::parse_quote;

use crate::ir::{SchemaId, Types};
use crate::shape::{Alternatives, TagValue, Tagged, TypeDefinition, TypeId, UnionVariant};

use super::choice::{Choice, numbered};
use super::demand::TagKind;
use super::doc::docs;
use super::number_rule::integer_pattern;
use super::types::code;
use super::{Context, ident};

impl Context<'_> {
    pub(super) fn union_item(
        &self,
        name: &Ident,
        head: &TokenStream,
        variants: &[UnionVariant],
    ) -> syn::Item {
        let variants = variants.iter().map(|variant| {
            let variant_name = ident(&variant.variant);
            match &variant.value {
                value if value.is_null() => {
                    let docs = docs(&["`null`".into()]);
                    quote! { #docs #variant_name }
                }
                value => {
                    let kind = variant.variant.to_lowercase();
                    let article = if matches!(kind.as_str(), "array" | "object") {
                        "An"
                    } else {
                        "A"
                    };
                    let docs = docs(&[format!("{article} {kind}.")]);
                    let value = self.type_tokens(value);
                    quote! { #docs #variant_name(#value) }
                }
            }
        });
        parse_quote! {
            #head
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name { #(#variants,)* }
        }
    }

    pub(super) fn tagged_item(
        &self,
        name: &Ident,
        head: &TokenStream,
        tagged: &Tagged,
    ) -> syn::Item {
        let variants = tagged.variants.iter().map(|variant| {
            let tags: Vec<String> = variant.tags.iter().map(spelled).collect();
            let docs = docs(&[format!("{} is {}.", code(&tagged.tag), tags.join(" or "))]);
            let (variant_name, value) = (ident(&variant.variant), self.type_tokens(&variant.value));
            quote! { #docs #variant_name(#value) }
        });
        parse_quote! {
            #head
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name { #(#variants,)* }
        }
    }

    pub(super) fn alternatives_item(
        &self,
        name: &Ident,
        head: &TokenStream,
        alternatives: &Alternatives,
    ) -> syn::Item {
        let variants = alternatives.variants.iter().map(|variant| {
            let docs = docs(&[format!(
                "What {} accepts.",
                code(&self.source(variant.schema))
            )]);
            let (variant_name, value) = (ident(&variant.variant), self.type_tokens(&variant.value));
            quote! { #docs #variant_name(#value) }
        });
        parse_quote! {
            #head
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name { #(#variants,)* }
        }
    }

    pub(super) fn read_union(
        &self,
        id: TypeId,
        name: &Ident,
        definition: &TypeDefinition,
        variants: &[UnionVariant],
    ) -> syn::Item {
        let arms = variants.iter().map(|variant| {
            let variant_name = ident(&variant.variant);
            let read = self.read_call(&variant.value);
            let made = match variant.value.is_null() {
                true => quote! { |()| #name::#variant_name },
                false => quote! { #name::#variant_name },
            };
            quote! { JsonType::#variant_name => #read.map(#made), }
        });
        let rest = (variants.len() < Types::JSON.len()).then(|| quote! { _ => reader.reject(), });
        let chosen = quote! { match reader.peek()? { #(#arms)* #rest } };
        self.read_chosen_item(id, definition, &TokenStream::new(), &chosen)
    }

    pub(super) fn read_tagged(
        &self,
        id: TypeId,
        name: &Ident,
        definition: &TypeDefinition,
        tagged: &Tagged,
    ) -> syn::Item {
        let arms = tagged.variants.iter().map(|variant| {
            let variant_name = ident(&variant.variant);
            let tags = tag_pattern(&variant.tags);
            let read = self.read_call(&variant.value);
            quote! { Some(#tags) => #read.map(#name::#variant_name), }
        });
        let look = tag_look(tagged);
        let chosen = quote! {
            match #look {
                #(#arms)*
                _ => reader.reject(),
            }
        };
        self.read_chosen_item(id, definition, &TokenStream::new(), &chosen)
    }

    pub(super) fn read_alternatives(
        &self,
        id: TypeId,
        name: &Ident,
        definition: &TypeDefinition,
        alternatives: &Alternatives,
    ) -> syn::Item {
        let arms = alternatives
            .variants
            .iter()
            .enumerate()
            .map(|(index, variant)| {
                let index = Literal::usize_unsuffixed(index);
                let variant_name = ident(&variant.variant);
                let read = self.read_call(&variant.value);
                quote! { #index => #read.map(#name::#variant_name), }
            });
        let (look, choose) = self.choose_call(alternatives);
        let chosen = quote! {
            match #choose? {
                #(#arms)*
                _ => reader.reject(),
            }
        };
        self.read_chosen_item(id, definition, &look, &chosen)
    }

    /// The call that finds out which alternative comes next, and the statement before it for a look at what does.
    pub(super) fn choose_call(&self, alternatives: &Alternatives) -> (TokenStream, TokenStream) {
        let checks: Vec<TokenStream> = alternatives
            .variants
            .iter()
            .map(|variant| self.total_check(variant.schema))
            .collect();
        let choose = match alternatives.exclusive {
            true => "choose_one_of",
            false => "choose_any_of",
        };
        let Some(choice) = self.choice(alternatives) else {
            let choose = ident(choose);
            return (
                TokenStream::new(),
                quote! { reader.#choose(&[#(#checks),*]) },
            );
        };
        let possible = choice.expression(
            &quote! { reader.peek()? },
            |telling| match telling {
                (member, TagKind::String) => quote! { reader.peek_member(#member)?.as_deref() },
                (member, TagKind::Integer) => quote! { reader.peek_integer_member(#member)? },
            },
            |index| numbered(index, &checks[index]),
        );
        let choose = format_ident!("{choose}_possible");
        (
            quote! { let possible: &[check::Alternative<Node<'_>>] = #possible; },
            quote! { reader.#choose(possible) },
        )
    }

    /// Which of the variants come into question, as far as a look tells.
    pub(super) fn choice(&self, alternatives: &Alternatives) -> Option<Choice<'_>> {
        let variants = alternatives.variants.iter();
        let schemas: Vec<SchemaId> = variants.map(|variant| variant.schema).collect();
        Choice::of(&self.shapes.program, &schemas)
    }

    /// A reading function that is one `match` after a look, and the residue if there is one.
    fn read_chosen_item(
        &self,
        id: TypeId,
        definition: &TypeDefinition,
        look: &TokenStream,
        chosen: &TokenStream,
    ) -> syn::Item {
        if definition.residue.is_empty() {
            let (read, name) = (self.read_ident(id), ident(&definition.name));
            return parse_quote! {
                pub(crate) fn #read(reader: &mut Reader<'_>) -> Read<#name> { #look #chosen }
            };
        }
        let body = quote! { #look let value = #chosen?; };
        self.read_function_item(id, definition, &body, &quote! { value })
    }
}

/// A value of a tag, as documentation names it.
fn spelled(value: &TagValue) -> String {
    match value {
        TagValue::String(text) => code(text),
        TagValue::Integer(number) => number.to_string(),
    }
}

/// A look at the tag of the object that comes next.
pub(super) fn tag_look(tagged: &Tagged) -> TokenStream {
    let tag = &tagged.tag;
    let mut values = tagged.variants.iter().flat_map(|variant| &variant.tags);
    if values.any(|value| matches!(value, TagValue::Integer(_))) {
        quote! { reader.peek_integer_member(#tag)? }
    } else {
        quote! { reader.peek_member(#tag)?.as_deref() }
    }
}

/// The values of a tag, as a pattern.
pub(super) fn tag_pattern(values: &[TagValue]) -> TokenStream {
    let mut integers = Vec::new();
    let mut texts = Vec::new();
    for value in values {
        match value {
            TagValue::String(text) => texts.push(text),
            TagValue::Integer(number) => integers.push(*number),
        }
    }
    if texts.is_empty() {
        return integer_pattern(&integers);
    }
    quote! { #(#texts)|* }
}
