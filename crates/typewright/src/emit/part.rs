//! The files of a unit's source, each made by itself and an item at a time, so that memory is taken for one item only.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenTree};
use syn::parse_quote;
use syn::visit::Visit;

use crate::shape::{RUNTIME_NAMES, Shapes, TypeId};

use super::checks::CheckPlan;
use super::compact::CompactTypes;
use super::compared::ComparedFields;
use super::module::{bundle_names, prefix};
use super::trial::Trials;
use super::{Context, ident};

/// A file of a unit's source that can be made by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `accept.rs`
    Accept,
    /// `checks.rs`
    Checks,
    /// `codec.rs`
    Codec,
    /// `types.rs`
    Types,
}

impl Part {
    /// All of them, by name.
    pub const ALL: [Part; 4] = [Part::Accept, Part::Checks, Part::Codec, Part::Types];

    /// The module's name.
    pub(super) fn name(self) -> &'static str {
        match self {
            Part::Accept => "accept",
            Part::Checks => "checks",
            Part::Codec => "codec",
            Part::Types => "types",
        }
    }

    fn docs(self) -> &'static str {
        match self {
            Part::Accept => "Whether JSON text is valid, decided without keeping anything.",
            Part::Checks => "The rules of the schemas, over parsed JSON.",
            Part::Codec => "How the types are read from JSON text and written to it.",
            Part::Types => "The types.",
        }
    }
}

/// What stands around the items of a part.
pub struct PartFrame {
    /// Below the output folder, with `/`.
    pub path: String,
    /// The module's documentation, a line each.
    pub docs: Vec<String>,
    /// What its items use: known once the last item is.
    pub imports: Vec<syn::Item>,
}

/// Emits one file of a unit, giving its items to `give` one after the other; `folder` is the unit's folder below the schema root.
pub fn emit_part(
    folder: Option<&str>,
    shapes: &Shapes,
    part: Part,
    mut give: impl FnMut(syn::Item),
) -> PartFrame {
    let plan = match part {
        Part::Checks => CheckPlan::of(shapes),
        Part::Accept | Part::Codec | Part::Types => CheckPlan::default(),
    };
    let compared = ComparedFields::of(shapes);
    let context = Context {
        shapes,
        plan: &plan,
        compared: &compared,
        compact: &CompactTypes::default(),
        trials: match part {
            Part::Accept => Trials::of(shapes),
            Part::Checks | Part::Codec | Part::Types => Trials::default(),
        },
    };
    let compact = match part {
        Part::Accept => CompactTypes::of(&context),
        Part::Checks | Part::Codec | Part::Types => CompactTypes::default(),
    };
    let context = Context {
        compact: &compact,
        ..context
    };
    let mut mentioned = Mentioned::default();
    let mut give = |item: syn::Item| {
        mentioned.visit_item(&item);
        give(item);
    };
    let ids = (0..shapes.types.len() as u32).map(TypeId);
    match part {
        Part::Accept => {
            for id in ids {
                context.accept_items(id).into_iter().for_each(&mut give);
                context.compact_item(id).into_iter().for_each(&mut give);
            }
        }
        Part::Checks => context.check_items(&mut give),
        Part::Codec => {
            for id in ids {
                context.read_items(id).into_iter().for_each(&mut give);
                give(context.write_item(id));
                give(context.serde_item(id));
            }
            for (root, bundle) in bundle_names(shapes).iter().enumerate() {
                give(context.contract_item(root, bundle));
            }
        }
        Part::Types => ids.for_each(|id| context.type_items(id).into_iter().for_each(&mut give)),
    }
    PartFrame {
        path: format!("{}{}.rs", prefix(folder), part.name()),
        docs: vec![part.docs().to_owned()],
        imports: imports(part, &mentioned),
    }
}

/// Of the runtime just the names that the items mention, and of another part all if they call anything of it.
fn imports(part: Part, mentioned: &Mentioned) -> Vec<syn::Item> {
    let names: Vec<Ident> = RUNTIME_NAMES
        .iter()
        .filter(|name| mentioned.names.contains(**name))
        .map(|name| ident(name))
        .collect();
    let mut imports: Vec<syn::Item> = Vec::new();
    if !names.is_empty() {
        imports.push(parse_quote! { use typewright_runtime::{#(#names),*}; });
    }
    if mentioned.calls_checks && part != Part::Checks {
        imports.push(parse_quote! { use super::checks::*; });
    }
    match part {
        Part::Accept => {
            if mentioned.calls_codec {
                imports.push(parse_quote! { use super::codec::*; });
            }
            if mentioned.calls_types {
                imports.push(parse_quote! { use super::types::*; });
            }
        }
        Part::Codec => {
            imports.push(parse_quote! { use super::accept::*; });
            imports.push(parse_quote! { use super::types::*; });
        }
        Part::Checks | Part::Types => {}
    }
    imports
}

/// Whether `checks.rs` defines it: a check, or a pattern that checks and readers share.
fn is_check(name: &Ident) -> bool {
    let name = name.to_string();
    let unnumbered = name.trim_end_matches(|last: char| last.is_ascii_digit());
    name.starts_with("check_") || name.starts_with("matches_") || unnumbered.ends_with("_PATTERN")
}

/// Whether `codec.rs` defines it: a reading function, or a table of members.
fn is_codec(name: &Ident) -> bool {
    let name = name.to_string();
    name.starts_with("read_") || name.ends_with("_MEMBERS")
}

/// The names that paths begin with.
#[derive(Default)]
struct Mentioned {
    names: BTreeSet<String>,
    calls_checks: bool,
    calls_codec: bool,
    calls_types: bool,
}

impl<'ast> Visit<'ast> for Mentioned {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first() {
            self.calls_checks |= is_check(&first.ident);
            self.calls_codec |= is_codec(&first.ident);
            // The only function of a type that is called where the type is not named otherwise.
            let last = path.segments.last();
            self.calls_types |=
                path.segments.len() > 1 && last.is_some_and(|last| last.ident == "known");
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
