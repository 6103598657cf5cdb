//! Statements of checks that look at one value by itself.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Constant, Format, SameAs, Types};

use super::ident;

pub(super) fn type_keyword(types: Types) -> &'static str {
    Types::NAMED
        .iter()
        .find(|(_, single)| *single == types)
        .map_or("null", |(name, _)| *name)
}

pub(super) fn check_types(types: Types) -> TokenStream {
    let singles = types.singles();
    if let [single] = singles.as_slice() {
        let shorthand = ident(type_keyword(*single));
        return quote! { check::#shorthand(value, at, sink)?; };
    }
    let mut constants = singles
        .iter()
        .map(|single| ident(&type_keyword(*single).to_uppercase()));
    let first = match constants.next() {
        Some(first) => quote! { Types::#first },
        None => quote! { Types::NONE },
    };
    quote! { check::types(value, #first #(.or(Types::#constants))*, at, sink)?; }
}

/// So many strings are compared one after the other.
const FEW_STRINGS: usize = 12;

pub(super) fn check_enum(values: &[Constant]) -> TokenStream {
    let strings: Option<Vec<&String>> = values
        .iter()
        .map(|value| match value {
            Constant::String(text) => Some(text),
            _ => None,
        })
        .collect();
    match strings {
        Some(strings) if strings.len() > FEW_STRINGS => quote! {
            check::one_of_many_strings(value, const { &check::Strings::new([#(#strings),*]) }, at, sink)?;
        },
        Some(strings) => quote! { check::one_of_strings(value, &[#(#strings),*], at, sink)?; },
        None => {
            let values = values.iter().map(Constant::to_json);
            quote! { check::enumeration(value, &[#(#values),*], at, sink)?; }
        }
    }
}

pub(super) fn check_constant(constant: &Constant) -> TokenStream {
    match constant {
        Constant::String(text) => quote! { check::constant_string(value, #text, at, sink)?; },
        other => {
            let json = other.to_json();
            quote! { check::constant(value, #json, at, sink)?; }
        }
    }
}

/// A check of a length or a count.
pub(super) fn counted(check: &str, variable: &str, count: u64) -> TokenStream {
    let (check, variable) = (ident(check), ident(variable));
    let count = Literal::u64_unsuffixed(count);
    quote! { check::#check(#variable, #count, at, sink)?; }
}

/// A check of a number against one that is spelled.
pub(super) fn bounded(check: &str, bound: &str) -> TokenStream {
    let check = ident(check);
    quote! { check::#check(&number, #bound, at, sink)?; }
}

/// Whether the text in the variable is of the format.
pub(super) fn format_test(format: Format, variable: &str) -> TokenStream {
    let predicate = ident(format.predicate());
    let text = ident(variable);
    quote! { check::#predicate(#text) }
}

pub(super) fn check_same_as(pair: &SameAs) -> TokenStream {
    let (left, right) = (&pair.left, &pair.right);
    let [left_pointer, right_pointer] = [left, right].map(|path| pointer(path));
    quote! {
        check::same_as(object, &[#(#left),*], &[#(#right),*], #left_pointer, #right_pointer, at, sink)?;
    }
}

/// The JSON Pointer (RFC 6901) through property names.
fn pointer(path: &[String]) -> String {
    path.iter()
        .map(|name| format!("/{}", name.replace('~', "~0").replace('/', "~1")))
        .collect()
}
