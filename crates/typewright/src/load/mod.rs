//! Stage `load`: files in, documents with byte positions out.

mod document;
mod files;
mod language;
mod meta_schema;
mod parse;
mod resource;
mod scan;
mod shelf;
mod source;
mod tree;

pub use source::{Source, load_sources};
pub use tree::{
    Dialect, Document, DocumentId, Documents, Member, Node, NodeId, NodeValue, Origin, Place, Token,
};

pub(crate) use document::{SCHEME, document_uri};
pub(crate) use tree::push_token;

/// Documents that become one module of generated source.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The folder below the schema root, such as `2026-04-01`; `None` for documents in the root itself.
    pub folder: Option<String>,
    /// The documents; also those that are only referred to.
    pub documents: Documents,
}
