//! Stage `emit`: planned types become Rust items. Items are built from tokens, never from text, so that nothing in a schema can
//! become code.

mod accept;
mod applied;
mod assertion;
mod checks;
mod choice;
mod compact;
mod compared;
mod content;
mod contract;
mod demand;
mod dispatch;
mod doc;
mod look;
mod marks;
mod module;
mod number_rule;
mod part;
mod pass;
mod pattern;
mod presence;
mod read;
mod recursion;
mod sharing;
mod text_rule;
mod trial;
mod types;
mod uses;
mod variants;
mod write;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use crate::shape::{Shapes, Struct, TypeId};

use checks::CheckPlan;
use compact::CompactTypes;
use compared::ComparedFields;
pub use dispatch::{dispatch_entries, emit_dispatch};
pub use module::{emit_frame, emit_package, runtime_features};
pub use part::{Part, PartFrame, emit_part};
use trial::Trials;

/// The number of the format of generated source: what it expects of the runtime.
pub const FORMAT: u32 = 1;

/// One file to be.
pub struct ModuleFile {
    /// Below the output folder, with `/`.
    pub path: String,
    /// What is in it.
    pub content: Content,
}

/// What is in a file.
pub enum Content {
    /// Rust source.
    Rust {
        /// The module's documentation, a line each.
        docs: Vec<String>,
        /// Its `#![…]` attributes.
        attributes: Vec<syn::Attribute>,
        /// Its items.
        items: Vec<syn::Item>,
    },
    /// A text that goes out as it is.
    Verbatim(String),
}

/// What the emitters of one unit share: the plan, and the names that follow from it.
#[derive(Clone, Copy)]
struct Context<'s> {
    shapes: &'s Shapes,
    plan: &'s CheckPlan,
    compared: &'s ComparedFields,
    compact: &'s CompactTypes,
    trials: Trials,
}

impl Context<'_> {
    fn type_ident(&self, id: TypeId) -> Ident {
        ident(&self.shapes.type_definition(id).name)
    }

    fn read_ident(&self, id: TypeId) -> Ident {
        self.function("read", id)
    }

    fn write_ident(&self, id: TypeId) -> Ident {
        self.function("write", id)
    }

    fn function(&self, verb: &str, id: TypeId) -> Ident {
        format_ident!("{verb}_{}", self.shapes.type_definition(id).snake)
    }
}

fn ident(name: &str) -> Ident {
    format_ident!("{name}")
}

/// A parameter by that name, or `_` where the body has no use for it.
fn parameter(name: &str, body: &TokenStream) -> TokenStream {
    if mentions(body, name) {
        let name = ident(name);
        quote! { #name }
    } else {
        quote! { _ }
    }
}

fn mentions(tokens: &TokenStream, name: &str) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}

/// Functions that one generated file calls by their bare names begin like this.
const VERBS: [&str; 6] = [
    "accept_", "compact_", "read_", "write_", "check_", "matches_",
];

/// A local variable for a field: the field's name, unless the function around it uses that name itself, or may call a function by it.
fn local(planned: &Struct, field: &str, taken: &[&str]) -> Ident {
    let mut name = if taken.contains(&field) {
        format!("{field}_member")
    } else if VERBS.iter().any(|verb| field.starts_with(verb)) {
        format!("member_{field}")
    } else {
        return ident(field);
    };
    while planned.fields.iter().any(|other| other.field == name) {
        name.push('_');
    }
    ident(&name)
}
