//! Which members the functions of `accept.rs` have to give to those that call them: texts that a schema further up compares.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse_quote;

use crate::shape::{Field, Shapes, Struct, Type, TypeId, TypeKind};

use super::{Context, ident};

/// The fields of each struct that equalities above it lead through.
#[derive(Default)]
pub(super) struct ComparedFields(BTreeMap<TypeId, BTreeSet<String>>);

impl ComparedFields {
    pub(super) fn of(shapes: &Shapes) -> Self {
        let mut compared = ComparedFields::default();
        for definition in &shapes.types {
            let TypeKind::Struct(planned) = &definition.kind else {
                continue;
            };
            for equality in &planned.equalities {
                compared.follow(shapes, planned, &equality.left);
                compared.follow(shapes, planned, &equality.right);
            }
        }
        compared
    }

    fn follow(&mut self, shapes: &Shapes, start: &Struct, path: &[String]) {
        let Some((step, rest @ [next, ..])) = path.split_first() else {
            return;
        };
        let field = start.fields.iter().find(|field| field.field == *step);
        if let Some(Type::Named(id)) = field.map(|field| &field.value)
            && let TypeKind::Struct(inner) = &shapes.type_definition(*id).kind
        {
            self.0.entry(*id).or_default().insert(next.clone());
            self.follow(shapes, inner, rest);
        }
    }

    /// Whether the type's function gives texts.
    pub(super) fn are_given_by(&self, id: TypeId) -> bool {
        self.0.contains_key(&id)
    }

    fn has(&self, id: TypeId, field: &Field) -> bool {
        let fields = self.0.get(&id);
        fields.is_some_and(|fields| fields.contains(&field.field))
    }
}

impl Context<'_> {
    /// Whether a value of the field is compared here, or given to a function that compares it.
    pub(super) fn is_compared(&self, id: TypeId, planned: &Struct, field: &Field) -> bool {
        planned.is_compared(&field.field) || self.compared.has(id, field)
    }

    /// A function that accepts what the field holds and gives what is compared of it.
    pub(super) fn accept_compared(&self, field: &Field) -> TokenStream {
        match &field.value {
            Type::Named(id) if self.compared.are_given_by(*id) => {
                let accept = self.accept_ident(*id);
                quote! { #accept }
            }
            value => {
                let accept = self.accept_function(value);
                quote! { |reader| reader.token(#accept) }
            }
        }
    }

    /// What the type's function gives.
    pub(super) fn texts_ident(&self, id: TypeId) -> Ident {
        let mut name = format!("{}Texts", self.shapes.type_definition(id).name);
        while self.shapes.types.iter().any(|other| other.name == name) {
            name.push_str("Compared");
        }
        ident(&name)
    }

    /// The struct of the texts that the type's function gives; `None` if it gives none.
    pub(super) fn texts_item(&self, id: TypeId, planned: &Struct) -> Option<syn::Item> {
        if !self.compared.are_given_by(id) {
            return None;
        }
        let name = self.texts_ident(id);
        let given = self.given(id, planned);
        let fields = given.iter().map(|field| {
            let name = ident(&field.field);
            let value = match &field.value {
                Type::Named(id) if self.compared.are_given_by(*id) => {
                    let texts = self.texts_ident(*id);
                    quote! { #texts<'a> }
                }
                _ => quote! { Token<'a> },
            };
            quote! { #name: #value }
        });
        let docs = super::doc::docs(&[format!(
            "What is compared with something outside a [`{}`](super::types::{0}).",
            self.shapes.type_definition(id).name
        )]);
        Some(parse_quote! {
            #docs
            pub(crate) struct #name<'a> { #(#fields,)* }
        })
    }

    /// The value that the type's function gives, of its variables.
    pub(super) fn texts_value(&self, id: TypeId, planned: &Struct) -> TokenStream {
        let name = self.texts_ident(id);
        let given = self.given(id, planned);
        let values = given.iter().map(|field| {
            let (name, variable) = (ident(&field.field), planned.variable_of(&field.field));
            match name == variable {
                true => quote! { #name },
                false => quote! { #name: #variable },
            }
        });
        quote! { #name { #(#values,)* } }
    }

    fn given<'p>(&self, id: TypeId, planned: &'p Struct) -> Vec<&'p Field> {
        let fields = planned.fields.iter();
        fields
            .filter(|field| self.compared.has(id, field))
            .collect()
    }
}
