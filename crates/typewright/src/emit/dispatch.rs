//! `dispatch.rs`: one enum over the contracts of all units, told apart by constants in the payload.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::parse_quote;

use crate::ir::Constant;
use crate::shape::{Shapes, Struct, Type, TypeKind, module_name};

use super::doc::docs;
use super::{Content, ModuleFile, ident};

/// A contract that the constants in a payload name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The values at the keys, in their order.
    pub values: Vec<String>,
    /// The unit's module, if the unit has a folder.
    pub module: Option<String>,
    /// The root's type.
    pub type_name: String,
    /// The document, for messages.
    pub document: String,
}

/// The contracts of the units whose root has a string constant at every key.
pub fn dispatch_entries(units: &[(Option<&str>, &Shapes)], keys: &[Vec<String>]) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (folder, shapes) in units {
        for (root, id) in shapes.program.roots.iter().zip(&shapes.roots) {
            let values: Option<Vec<String>> = keys
                .iter()
                .map(|key| match &shapes.type_definition(*id).kind {
                    TypeKind::Struct(planned) => constant_at(shapes, planned, key),
                    _ => None,
                })
                .collect();
            if let Some(values) = values {
                entries.push(Entry {
                    values,
                    module: folder.map(module_name),
                    type_name: shapes.type_definition(*id).name.clone(),
                    document: root.document.clone(),
                });
            }
        }
    }
    entries
}

fn constant_at(shapes: &Shapes, planned: &Struct, path: &[String]) -> Option<String> {
    let (first, rest) = path.split_first()?;
    if rest.is_empty() {
        let member = planned
            .constants
            .iter()
            .find(|member| member.name == *first)?;
        return match &member.value {
            Constant::String(text) => Some(text.clone()),
            _ => None,
        };
    }
    let field = planned.fields.iter().find(|field| field.name == *first)?;
    let Type::Named(id) = &field.value else {
        return None;
    };
    match &shapes.type_definition(*id).kind {
        TypeKind::Struct(inner) => constant_at(shapes, inner, rest),
        _ => None,
    }
}

/// Emits the enum `Known` over `entries`; `keys` are the pointers as the configuration spells them.
pub fn emit_dispatch(entries: &[Entry], keys: &[String]) -> ModuleFile {
    let variants = variants(entries);
    let paths: Vec<TokenStream> = entries.iter().map(path_of).collect();
    let count = proc_macro2::Literal::usize_unsuffixed(keys.len());
    let enum_docs = docs(&[
        "A payload of any contract in this package.".to_owned(),
        String::new(),
        format!(
            "Contracts are told apart by {}.",
            keys.iter()
                .map(|key| format!("`{}`", key.replace('`', "'").escape_debug()))
                .collect::<Vec<_>>()
                .join(" and ")
        ),
    ]);
    let variant_docs = entries.iter().map(|entry| {
        let values = entry
            .values
            .iter()
            .map(|value| format!("`{}`", value.replace('`', "'").escape_debug()));
        docs(&[values.collect::<Vec<_>>().join(", ") + "."])
    });
    let keys_docs = docs(&["What names each contract, in the order of the variants.".to_owned()]);
    let read_docs = docs(&[
        "Reads a payload by the contract that `keys` name; `None` if there is no such contract."
            .to_owned(),
    ]);
    let own_keys_docs =
        docs(&["What names the contract of this payload: one of [`Known::KEYS`].".to_owned()]);
    let match_docs = docs(&[
        "Evaluates `$body` with `$payload` bound to the payload inside, whichever contract it belongs to.".to_owned(),
    ]);
    let values: Vec<TokenStream> = entries
        .iter()
        .map(|entry| {
            let values = &entry.values;
            quote! { [#(#values),*] }
        })
        .collect();
    // Payloads of two contracts with the same constants go to the first; the user has been warned.
    let reading = entries
        .iter()
        .enumerate()
        .filter(|(index, entry)| {
            entries[..*index]
                .iter()
                .all(|earlier| earlier.values != entry.values)
        })
        .map(|(index, _)| {
            let (values, path, variant) = (&values[index], &paths[index], &variants[index]);
            quote! { #values => Some(#path::from_slice(bytes).map(Known::#variant)), }
        });
    let items: Vec<syn::Item> = vec![
        parse_quote! { use typewright_runtime::{Contract, Error}; },
        parse_quote! {
            #enum_docs
            #[derive(Clone, Debug, PartialEq)]
            #[non_exhaustive]
            pub enum Known { #(#variant_docs #variants(#paths),)* }
        },
        parse_quote! {
            impl Known {
                #keys_docs
                pub const KEYS: &'static [[&'static str; #count]] = &[#(#values),*];

                #read_docs
                pub fn from_slice(keys: [&str; #count], bytes: &[u8]) -> Option<Result<Self, Error>> {
                    match keys {
                        #(#reading)*
                        _ => None,
                    }
                }

                #own_keys_docs
                pub fn keys(&self) -> [&'static str; #count] {
                    match self {
                        #(Known::#variants(_) => #values,)*
                    }
                }
            }
        },
        // What all contracts share has another type in each version: only a macro can speak of it without naming them.
        parse_quote! {
            #match_docs
            #[allow(unused_macros)]
            macro_rules! match_known {
                ($known:expr, $payload:ident => $body:expr) => {
                    match $known {
                        #(Known::#variants($payload) => $body,)*
                    }
                };
            }
        },
        parse_quote! { #[allow(unused_imports)] pub(crate) use match_known; },
    ];
    ModuleFile {
        path: "dispatch.rs".to_owned(),
        content: Content::Rust {
            docs: vec!["Which contract a payload belongs to.".to_owned()],
            attributes: Vec::new(),
            items,
        },
    }
}

/// The type's name; where an earlier unit has the same, with the module's behind it: a new version renames nothing.
fn variants(entries: &[Entry]) -> Vec<Ident> {
    let mut taken: Vec<String> = Vec::new();
    for entry in entries {
        let mut name = entry.type_name.clone();
        if let (true, Some(module)) = (taken.contains(&name), &entry.module) {
            name.push_str(&module_words(module));
        }
        let base = name.clone();
        let mut count = 2;
        while taken.contains(&name) {
            name = format!("{base}_{count}");
            count += 1;
        }
        taken.push(name);
    }
    taken.iter().map(|name| ident(name)).collect()
}

/// Upper camel case, but that digits of two words stay apart: `V2026_09_01`.
fn module_words(module: &str) -> String {
    let mut joined = String::new();
    for word in module.split('_') {
        let mut letters = word.chars();
        let Some(first) = letters.next() else {
            continue;
        };
        if first.is_ascii_digit() && joined.ends_with(|last: char| last.is_ascii_digit()) {
            joined.push('_');
        }
        joined.push(first.to_ascii_uppercase());
        joined.push_str(letters.as_str());
    }
    joined
}

fn path_of(entry: &Entry) -> TokenStream {
    let name = ident(&entry.type_name);
    match &entry.module {
        Some(module) => {
            let module = ident(module);
            quote! { super::#module::#name }
        }
        None => quote! { super::#name },
    }
}
