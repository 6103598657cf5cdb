//! Stage `load`: files in, documents with byte positions out.

mod tree;

pub use tree::{
    Dialect, Document, DocumentId, Documents, Member, Node, NodeId, NodeValue, Place, Token,
};
