//! The files of a unit, and the `mod.rs` of the whole package.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenTree};
use syn::parse_quote;
use syn::visit::Visit;

use crate::ir::{Format, Rule};
use crate::shape::{Shapes, TypeId, TypeKind, module_name, patterns_in};

use super::checks::CheckPlan;
use super::doc::docs;
use super::{Content, Context, FORMAT, ModuleFile, ident};

/// Names of the runtime that generated source calls by their bare names.
const RUNTIME_NAMES: &[&str] = &[
    "At",
    "Backtracking",
    "CONTINUE",
    "Contract",
    "DateTime",
    "Declared",
    "Error",
    "Extra",
    "Flow",
    "Json",
    "JsonType",
    "Map",
    "Member",
    "Names",
    "Number",
    "Pattern",
    "Raw",
    "Read",
    "Reader",
    "Scan",
    "Sink",
    "Text",
    "Types",
    "Writer",
    "check",
];

/// A file of a unit's source that can be made by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `checks.rs`
    Checks,
    /// `codec.rs`
    Codec,
    /// `types.rs`
    Types,
}

impl Part {
    /// All of them, by name.
    pub const ALL: [Part; 3] = [Part::Checks, Part::Codec, Part::Types];

    /// The module's name.
    fn name(self) -> &'static str {
        match self {
            Part::Checks => "checks",
            Part::Codec => "codec",
            Part::Types => "types",
        }
    }

    fn docs(self) -> &'static str {
        match self {
            Part::Checks => "The rules of the schemas, over parsed JSON.",
            Part::Codec => "How the types are read from JSON text and written to it.",
            Part::Types => "The types.",
        }
    }
}

/// Emits one file of a unit; `folder` is the unit's folder below the schema root.
pub fn emit_part(folder: Option<&str>, shapes: &Shapes, part: Part) -> ModuleFile {
    let plan = match part {
        Part::Checks => CheckPlan::of(shapes),
        Part::Codec | Part::Types => CheckPlan::default(),
    };
    let context = Context {
        shapes,
        plan: &plan,
    };
    let ids = (0..shapes.types.len() as u32).map(TypeId);
    let items = match part {
        Part::Types => ids.flat_map(|id| context.type_items(id)).collect(),
        Part::Checks => context.check_items(),
        Part::Codec => {
            let mut items: Vec<syn::Item> = vec![parse_quote! { use super::types::*; }];
            for id in ids {
                items.extend(context.read_items(id));
                items.push(context.write_item(id));
                items.push(context.serde_item(id));
            }
            for (root, bundle) in bundle_names(shapes).iter().enumerate() {
                items.push(context.contract_item(root, bundle));
            }
            items
        }
    };
    ModuleFile {
        path: format!("{}{}.rs", prefix(folder), part.name()),
        content: Content::Rust {
            docs: vec![part.docs().to_owned()],
            attributes: Vec::new(),
            items: with_imports(items),
        },
    }
}

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
fn prefix(folder: Option<&str>) -> String {
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
fn bundle_names(shapes: &Shapes) -> Vec<String> {
    shapes
        .roots
        .iter()
        .map(|root| format!("{}.schema.json", shapes.type_definition(*root).snake))
        .collect()
}

/// Puts `use` in front: of the runtime just the names that the items mention, and the checks if they call any.
fn with_imports(items: Vec<syn::Item>) -> Vec<syn::Item> {
    let mut mentioned = Mentioned::default();
    for item in &items {
        mentioned.visit_item(item);
    }
    let names: Vec<Ident> = RUNTIME_NAMES
        .iter()
        .filter(|name| mentioned.names.contains(**name))
        .map(|name| ident(name))
        .collect();
    let defined = items
        .iter()
        .any(|item| matches!(item, syn::Item::Fn(function) if is_check(&function.sig.ident)));
    let mut all: Vec<syn::Item> = Vec::new();
    if !names.is_empty() {
        all.push(parse_quote! { use typewright_runtime::{#(#names),*}; });
    }
    if mentioned.calls_checks && !defined {
        all.push(parse_quote! { use super::checks::*; });
    }
    all.extend(items);
    all
}

/// Whether `checks.rs` defines it: a check, or a pattern that checks and readers share.
fn is_check(name: &Ident) -> bool {
    let name = name.to_string();
    let unnumbered = name.trim_end_matches(|last: char| last.is_ascii_digit());
    name.starts_with("check_") || name.starts_with("matches_") || unnumbered.ends_with("_PATTERN")
}

/// The names that paths begin with.
#[derive(Default)]
struct Mentioned {
    names: BTreeSet<String>,
    calls_checks: bool,
}

impl<'ast> Visit<'ast> for Mentioned {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first() {
            self.calls_checks |= is_check(&first.ident);
            // By itself, `check` is the variable for a member of that name.
            if path.segments.len() > 1 || first.ident != "check" {
                self.names.insert(first.ident.to_string());
            }
        }
        syn::visit::visit_path(self, path);
    }

    /// `Type { check_suite }` names a variable, whatever it is called.
    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        if field.colon_token.is_some() {
            syn::visit::visit_field_value(self, field);
        }
    }

    /// The macros of the runtime take names of types and functions.
    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        let mut tokens = call.tokens.clone().into_iter();
        self.calls_checks |=
            tokens.any(|token| matches!(token, TokenTree::Ident(name) if is_check(&name)));
        syn::visit::visit_macro(self, call);
    }
}
