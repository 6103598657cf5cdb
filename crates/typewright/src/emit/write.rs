//! The writing half of `codec.rs`: values to bytes.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::parse_quote;

use crate::ir::Constant;
use crate::shape::{MemberRef, Struct, Tuple, Type, TypeId, TypeKind, Unnamed};

use super::uses::{Place, without_semicolon};
use super::{Context, ident, local, parameter};

/// Variables of a writing function that fields must not shadow.
const TAKEN: &[&str] = &["value", "writer"];

impl Context<'_> {
    /// The function that writes one type.
    pub(super) fn write_item(&self, id: TypeId) -> syn::Item {
        let definition = self.shapes.type_definition(id);
        let name = ident(&definition.name);
        let write = self.write_ident(id);
        let body = match &definition.kind {
            TypeKind::Struct(planned) => self.write_struct(planned),
            TypeKind::Text(_) | TypeKind::StringEnum(_) => {
                quote! { writer.string(value.as_str()); }
            }
            TypeKind::DateTime(_) => quote! { writer.date_time(&value.0); },
            TypeKind::Union(variants) => {
                let variants = variants
                    .iter()
                    .map(|variant| (&variant.variant, &variant.value));
                self.write_variants(&name, variants)
            }
            TypeKind::Tagged(tagged) => {
                let variants = tagged
                    .variants
                    .iter()
                    .map(|variant| (&variant.variant, &variant.value));
                self.write_variants(&name, variants)
            }
            TypeKind::Alternatives(alternatives) => {
                let variants = alternatives
                    .variants
                    .iter()
                    .map(|variant| (&variant.variant, &variant.value));
                self.write_variants(&name, variants)
            }
            TypeKind::Tuple(tuple) => self.write_tuple(tuple),
            TypeKind::Newtype(value) => {
                self.write_statement(value, &Place::Field(quote! { value.0 }))
            }
        };
        let value = parameter("value", &body);
        parse_quote! {
            pub(crate) fn #write(#value: &#name, writer: &mut Writer) { #body }
        }
    }

    fn write_struct(&self, planned: &Struct) -> TokenStream {
        let members = planned.order.iter().map(|member| match member {
            MemberRef::Constant(index) => {
                let member = &planned.constants[*index];
                let name = &member.name;
                let value = match &member.value {
                    Constant::String(text) => quote! { writer.string(#text); },
                    other => {
                        let json = other.to_json();
                        quote! { writer.json(#json); }
                    }
                };
                quote! { writer.name(#name); #value }
            }
            MemberRef::Field(index) => {
                let field = &planned.fields[*index];
                let (name, field_name) = (&field.name, ident(&field.field));
                if field.required {
                    let place = Place::Field(quote! { value.#field_name });
                    let write = self.write_statement(&field.value, &place);
                    return quote! { writer.name(#name); #write };
                }
                let variable = local(planned, &field.field, TAKEN);
                let write = self.write_statement(&field.value, &Place::Reference(variable.clone()));
                if field.value.is_null() {
                    return quote! {
                        if value.#field_name.is_some() { writer.name(#name); #write }
                    };
                }
                quote! {
                    if let Some(#variable) = &value.#field_name { writer.name(#name); #write }
                }
            }
        });
        let extra = match &planned.unnamed {
            Unnamed::Kept => Some(quote! { value.extra.write(writer); }),
            Unnamed::Typed(value) => {
                let write = self.write_function(value);
                Some(quote! { value.extra.write_as(writer, #write); })
            }
            Unnamed::Refused => None,
        };
        quote! {
            writer.begin_object();
            #(#members)*
            #extra
            writer.end_object();
        }
    }

    fn write_variants<'v>(
        &self,
        name: &Ident,
        variants: impl Iterator<Item = (&'v String, &'v Type)>,
    ) -> TokenStream {
        let arms = variants.map(|(variant, value)| {
            let variant_name = ident(variant);
            if value.is_null() {
                return quote! { #name::#variant_name => writer.null(), };
            }
            let write = self.write_statement(value, &Place::Reference(ident("inner")));
            let write = without_semicolon(write);
            quote! { #name::#variant_name(inner) => #write, }
        });
        quote! { match value { #(#arms)* } }
    }

    fn write_tuple(&self, tuple: &Tuple) -> TokenStream {
        let elements = tuple
            .elements
            .iter()
            .enumerate()
            .map(|(position, element)| {
                let index = Literal::usize_unsuffixed(position);
                if position >= tuple.required {
                    let write = self.write_statement(element, &Place::Reference(ident("element")));
                    if element.is_null() {
                        return quote! {
                            if value.#index.is_some() { writer.element(); #write }
                        };
                    }
                    let element = parameter("element", &write);
                    return quote! {
                        if let Some(#element) = &value.#index { writer.element(); #write }
                    };
                }
                let write = self.write_statement(element, &Place::Field(quote! { value.#index }));
                quote! { writer.element(); #write }
            });
        let rest = tuple.rest.as_ref().map(|rest| {
            let index = Literal::usize_unsuffixed(tuple.elements.len());
            let write = self.write_statement(rest, &Place::Reference(ident("rest")));
            let element = parameter("rest", &write);
            quote! {
                for #element in &value.#index { writer.element(); #write }
            }
        });
        quote! {
            writer.begin_array();
            #(#elements)*
            #rest
            writer.end_array();
        }
    }
}
