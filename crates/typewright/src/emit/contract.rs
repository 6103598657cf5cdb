//! What document roots implement, and serde for every type.

use proc_macro2::TokenStream;
use quote::quote;
use syn::parse_quote;

use crate::shape::{Type, TypeId};

use super::Context;

impl Context<'_> {
    /// `Contract` for a document's root; `bundle` is the file with its schema.
    pub(super) fn contract_item(&self, root: usize, bundle: &str) -> syn::Item {
        let id = self.shapes.roots[root];
        let name = self.type_ident(id);
        let (read, write) = (self.read_ident(id), self.write_ident(id));
        let accept = self.accept_call(&Type::Named(id));
        let check = self.root_check(root);
        parse_quote! {
            impl Contract for #name {
                const SCHEMA: &'static str = include_str!(#bundle);
                fn read(reader: &mut Reader<'_>) -> Read<Self> { #read(reader) }
                fn accept(reader: &mut Reader<'_>) -> Read<()> { #accept }
                fn write(&self, writer: &mut Writer) { #write(self, writer) }
                fn check_node<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow { #check }
            }
        }
    }

    fn root_check(&self, root: usize) -> TokenStream {
        let schema = self.shapes.program.roots[root].schema;
        match self.check_function(schema) {
            Some(check) => quote! { #check(value, at, sink) },
            None => quote! { { let _ = (value, at, sink); CONTINUE } },
        }
    }

    /// serde's traits, by way of the type's own codec.
    pub(super) fn serde_item(&self, id: TypeId) -> syn::Item {
        let name = self.type_ident(id);
        let (read, write) = (self.read_ident(id), self.write_ident(id));
        parse_quote! { typewright_runtime::serde_impls!(#name, #read, #write); }
    }
}
