//! The writing half of `codec.rs`: values to bytes.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;
use syn::parse_quote;

use crate::ir::Constant;
use crate::shape::{Field, MemberRef, Struct, Tuple, Type, TypeId, TypeKind, Unnamed};

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
            TypeKind::Text(_) => quote! { writer.text(&value.0); },
            TypeKind::StringEnum(_) => quote! { writer.string(value.as_str()); },
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
        let mut body = ObjectBody::new();
        for member in &planned.order {
            match member {
                MemberRef::Constant(index) => {
                    let member = &planned.constants[*index];
                    body.name(&member.name);
                    body.literal.push_str(&member.value.to_json());
                }
                MemberRef::Field(index) => {
                    self.write_field(planned, &planned.fields[*index], &mut body)
                }
            }
        }
        let extra = match &planned.unnamed {
            Unnamed::Kept => Some(quote! { value.extra.write(writer); }),
            Unnamed::Typed(value) => {
                let write = self.write_function(value);
                Some(quote! { value.extra.write_as(writer, #write); })
            }
            Unnamed::Refused => None,
        };
        if let Some(extra) = extra {
            body.statement(extra);
        }
        body.literal.push('}');
        body.finish()
    }

    fn write_field(&self, planned: &Struct, field: &Field, body: &mut ObjectBody) {
        let field_name = ident(&field.field);
        if field.required {
            let place = Place::Field(quote! { value.#field_name });
            body.name(&field.name);
            body.statement(self.write_statement(&field.value, &place));
            return;
        }
        let variable = local(planned, &field.field, TAKEN);
        let write = self.write_statement(&field.value, &Place::Reference(variable.clone()));
        let name = body.optional_name(&field.name);
        body.statement(if field.value.is_null() {
            quote! { if value.#field_name.is_some() { #name #write } }
        } else {
            quote! { if let Some(#variable) = &value.#field_name { #name #write } }
        });
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

/// The statements that write an object. What is the same for every value goes out as one literal.
struct ObjectBody {
    statements: TokenStream,
    /// What is to be written before the next statement.
    literal: String,
    members: Members,
}

/// What is known, while source is emitted, of the members that are written already.
#[derive(Clone, Copy, PartialEq)]
enum Members {
    None,
    NoneOrSome,
    Some,
}

impl ObjectBody {
    fn new() -> Self {
        ObjectBody {
            statements: TokenStream::new(),
            literal: "{".to_owned(),
            members: Members::None,
        }
    }

    /// The name of a member that is always there.
    fn name(&mut self, name: &str) {
        match self.members {
            Members::None => self.literal.push_str(&format!("{}:", quoted(name))),
            Members::Some => self.literal.push_str(&format!(",{}:", quoted(name))),
            Members::NoneOrSome => self.statement(quote! { writer.name(#name); }),
        }
        self.members = Members::Some;
    }

    /// A statement that writes the name of a member that may be there.
    fn optional_name(&mut self, name: &str) -> TokenStream {
        match self.members {
            Members::None => {
                self.members = Members::NoneOrSome;
                let literal = raw(&format!("{}:", quoted(name)));
                quote! { writer.literal(#literal); }
            }
            Members::NoneOrSome => quote! { writer.name(#name); },
            Members::Some => {
                let literal = raw(&format!(",{}:", quoted(name)));
                quote! { writer.literal(#literal); }
            }
        }
    }

    fn statement(&mut self, statement: TokenStream) {
        self.flush();
        self.statements.extend(statement);
    }

    fn flush(&mut self) {
        if !self.literal.is_empty() {
            let literal = raw(&std::mem::take(&mut self.literal));
            self.statements.extend(quote! { writer.literal(#literal); });
        }
    }

    fn finish(mut self) -> TokenStream {
        self.flush();
        self.statements
    }
}

/// A string as JSON text.
fn quoted(text: &str) -> String {
    Constant::String(text.to_owned()).to_json()
}

/// A literal of that text; a raw one, which reads better, where nothing in the text could end it or hide in it.
fn raw(text: &str) -> Literal {
    let is_visible = text.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let literal = (is_visible && !text.contains("\"#"))
        .then(|| format!("r#\"{text}\"#").parse().ok())
        .flatten();
    literal.unwrap_or_else(|| Literal::string(text))
}
