//! The files of a unit, and the `mod.rs` of the whole package.

use std::collections::BTreeSet;

use syn::parse_quote;

use crate::ir::{Format, Rule};
use crate::shape::{Shapes, TypeKind, module_name, patterns_in};

use super::doc::docs;
use super::part::Part;
use super::{Content, FORMAT, ModuleFile, ident};

/// Emits what a unit has beside its parts: the bundles, and its `mod.rs` if it has a folder.
pub fn emit_frame(folder: Option<&str>, shapes: &Shapes) -> Vec<ModuleFile> {
    let roots = shapes.program.roots.iter().zip(bundle_names(shapes));
    let mut files: Vec<ModuleFile> = roots
        .map(|(root, bundle)| ModuleFile {
            path: format!("{}{bundle}", prefix(folder)),
            content: Content::Verbatim(root.bundle.clone()),
        })
        .collect();
    if folder.is_some() {
        files.push(ModuleFile {
            path: format!("{}mod.rs", prefix(folder)),
            content: Content::Rust {
                docs: unit_docs(folder, shapes),
                attributes: Vec::new(),
                items: unit_items(shapes),
            },
        });
    }
    files
}

/// Where a unit's files are, below the output folder.
pub(super) fn prefix(folder: Option<&str>) -> String {
    folder.map_or_else(String::new, |folder| format!("{}/", module_name(folder)))
}

/// The features of the runtime that the source of these units needs, by name.
pub fn runtime_features(units: &[(Option<&str>, &Shapes)]) -> Vec<&'static str> {
    let mut features = BTreeSet::new();
    for (_, shapes) in units {
        for pattern in checked_rules(shapes).flat_map(patterns_in) {
            features.extend(pattern.needs_engine().then_some("regex"));
            features.extend(pattern.is_tried().then_some("backtracking"));
        }
        features.extend(asserted_formats(shapes).filter_map(Format::runtime_feature));
    }
    features.into_iter().collect()
}

/// The formats that the checks of a unit ask for.
fn asserted_formats(shapes: &Shapes) -> impl Iterator<Item = Format> {
    checked_rules(shapes).filter_map(|rule| match rule {
        Rule::Format(format) => Some(*format),
        _ => None,
    })
}

/// The rules that a unit has checks for.
fn checked_rules(shapes: &Shapes) -> impl Iterator<Item = &Rule> {
    let checked = shapes.program.iter();
    checked
        .filter(|(id, _)| shapes.check_names.contains_key(id))
        .flat_map(|(_, schema)| &schema.rules)
}

/// Emits the `mod.rs` above the units: the units' modules, and what the unit without a folder exports.
pub fn emit_package(units: &[(Option<&str>, &Shapes)], has_dispatch: bool) -> ModuleFile {
    let format = proc_macro2::Literal::u32_unsuffixed(FORMAT);
    let features = runtime_features(units).into_iter().map(ident);
    let mut items: Vec<syn::Item> =
        vec![parse_quote! { typewright_runtime::requires!(#format #(, #features)*); }];
    let mut lines = Vec::new();
    let mut modules: Vec<(String, syn::Item)> = Vec::new();
    let mut exports: Vec<syn::Item> = Vec::new();
    for (folder, shapes) in units {
        match folder {
            None => {
                lines = unit_docs(None, shapes);
                modules.extend(Part::ALL.map(|part| private_module(part.name())));
                exports.extend(unit_exports(shapes));
            }
            Some(folder) => {
                let name = module_name(folder);
                let module = ident(&name);
                modules.push((name, parse_quote! { #[rustfmt::skip] pub mod #module; }));
            }
        }
    }
    if has_dispatch {
        modules.push(private_module("dispatch"));
        exports.insert(
            0,
            parse_quote! { #[allow(unused_imports)] pub use dispatch::Known; },
        );
        exports.insert(
            1,
            parse_quote! { #[allow(unused_imports)] pub(crate) use dispatch::match_known; },
        );
    }
    // rustfmt sorts modules by name, and would move them otherwise.
    modules.sort_by(|a, b| a.0.cmp(&b.0));
    items.extend(modules.into_iter().map(|(_, item)| item));
    items.extend(exports);
    if lines.is_empty() {
        lines.push("Generated from JSON Schema: a module for each version.".to_owned());
    }
    ModuleFile {
        path: "mod.rs".to_owned(),
        content: Content::Rust {
            docs: lines,
            // For consumers that use only a part of it, or have stricter lints than it was written for; and names are the schema's.
            attributes: vec![parse_quote! {
                #![allow(
                    dead_code,
                    deprecated,
                    missing_docs,
                    unconditional_recursion,
                    unreachable_pub,
                    clippy::disallowed_names,
                    clippy::enum_variant_names,
                    clippy::large_enum_variant,
                    clippy::module_inception,
                    clippy::nursery,
                    clippy::pedantic,
                    clippy::upper_case_acronyms
                )]
            }],
            items,
        },
    }
}

fn unit_docs(folder: Option<&str>, shapes: &Shapes) -> Vec<String> {
    let documents: Vec<String> = shapes
        .program
        .roots
        .iter()
        .map(|root| {
            let file = root.document.rsplit('/').next().unwrap_or(&root.document);
            format!("`{}`", file.replace('`', "'").escape_debug())
        })
        .collect();
    let list = documents.join(", ");
    match folder {
        Some(folder) => vec![format!(
            "Generated from `{}`: {list}.",
            folder.replace('`', "'").escape_debug()
        )],
        None => vec![format!("Generated from {list}.")],
    }
}

fn private_module(name: &str) -> (String, syn::Item) {
    let module = ident(name);
    (
        name.to_owned(),
        parse_quote! { #[rustfmt::skip] mod #module; },
    )
}

fn unit_items(shapes: &Shapes) -> Vec<syn::Item> {
    let mut items: Vec<syn::Item> = Part::ALL.map(|part| private_module(part.name()).1).into();
    items.extend(unit_exports(shapes));
    items
}

/// What a unit exports: its types, and `Root` if it has one document.
fn unit_exports(shapes: &Shapes) -> Vec<syn::Item> {
    let mut exported: Vec<&str> = Vec::new();
    for definition in &shapes.types {
        exported.push(&definition.name);
        match &definition.kind {
            TypeKind::Struct(planned) => exported.extend(planned.required_struct.as_deref()),
            TypeKind::StringEnum(planned) => exported.extend(planned.other.as_deref()),
            _ => {}
        }
    }
    exported.sort_unstable();
    let exported = exported.into_iter().map(ident);
    let mut items: Vec<syn::Item> =
        vec![parse_quote! { #[allow(unused_imports)] pub use types::{#(#exported),*}; }];
    if let [root] = shapes.roots.as_slice() {
        let docs = docs(&["The type of the one document.".to_owned()]);
        let name = ident(&shapes.type_definition(*root).name);
        items.push(parse_quote! { #docs pub type Root = #name; });
    }
    items
}

/// A file name for the bundle of each root, after its type.
pub(super) fn bundle_names(shapes: &Shapes) -> Vec<String> {
    shapes
        .roots
        .iter()
        .map(|root| format!("{}.schema.json", shapes.type_definition(*root).snake))
        .collect()
}
