//! Stage `load`: files in, documents with byte positions out.

mod tree;

pub use tree::{
    Dialect, Document, DocumentId, Documents, Member, Node, NodeId, NodeValue, Place, Token,
};

/// Documents that become one module of generated source.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The folder below the schema root, such as `2026-04-01`; `None` for documents in the root itself.
    pub folder: Option<String>,
    /// The documents; also those that are only referred to.
    pub documents: Documents,
}
