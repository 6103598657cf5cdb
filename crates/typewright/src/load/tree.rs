//! JSON with positions: the form in which every later stage sees a document.

use std::ops::Range;
use std::sync::Arc;

use super::language::Languages;
use crate::diagnostic::Location;
use crate::dialect::Language;

/// Index of a node in its [`Document`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

/// Index of a document in [`Documents`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(pub(crate) u32);

/// A value in some document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The document.
    pub document: DocumentId,
    /// The value in it.
    pub node: NodeId,
}

/// A JSON value; children are node ids of the same document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeValue {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number as it is spelled.
    Number(String),
    /// A string, unescaped.
    String(String),
    /// Elements in order.
    Array(Vec<NodeId>),
    /// Members in document order; names are unique.
    Object(Vec<Member>),
}

impl NodeValue {
    /// What the value is, with its article: for messages.
    pub(crate) fn noun(&self) -> &'static str {
        match self {
            NodeValue::Null => "null",
            NodeValue::Boolean(_) => "a boolean",
            NodeValue::Number(_) => "a number",
            NodeValue::String(_) => "a string",
            NodeValue::Array(_) => "an array",
            NodeValue::Object(_) => "an object",
        }
    }
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// The name, unescaped.
    pub name: String,
    /// Where the quoted name stands.
    pub name_span: Range<usize>,
    /// The value.
    pub value: NodeId,
}

/// A step from a value to one inside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// Into the member of that name.
    Name(String),
    /// Into the element at that index.
    Index(usize),
}

/// A value with its place in the text and in the document.
#[derive(Clone, Debug)]
pub struct Node {
    /// The value.
    pub value: NodeValue,
    /// Byte offsets of its text.
    pub span: Range<usize>,
    /// The value it stands in, and the step that leads here; `None` for the root.
    pub parent: Option<(NodeId, Token)>,
}

/// The dialects of JSON Schema that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// Draft 4.
    Draft4,
    /// Draft 6.
    Draft6,
    /// Draft 7.
    Draft7,
    /// Draft 2019-09.
    Draft2019,
    /// Draft 2020-12.
    Draft2020,
}

/// Appends one step to a JSON Pointer.
pub(crate) fn push_token(pointer: &mut String, token: &Token) {
    pointer.push('/');
    match token {
        Token::Name(name) => pointer.push_str(&name.replace('~', "~0").replace('/', "~1")),
        Token::Index(index) => pointer.push_str(&index.to_string()),
    }
}

/// Where a document comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A file below the schema root.
    SchemaRoot,
    /// Handed in under a URI, wherever it lies.
    Resource,
}

/// A parsed schema document.
#[derive(Clone, Debug)]
pub struct Document {
    /// The file, as a person would name it; used in diagnostics only, never in output.
    pub path: Arc<str>,
    /// See [`Origin`].
    pub origin: Origin,
    /// The path below the schema root, with `/`, or the URI of a resource: the same on every machine.
    pub name: String,
    /// Where the document was found, as a URI: `$id` and `$ref` resolve against it when nothing nearer says otherwise.
    pub uri: String,
    /// The whole text.
    pub text: Arc<str>,
    /// By `$schema`, or that of the source when it does not say (see [`Source::with_dialect`](super::Source::with_dialect)).
    pub language: Language,
    pub(crate) nodes: Vec<Node>,
}

impl Document {
    /// The whole document's value.
    pub const ROOT: NodeId = NodeId(0);

    /// The dialect that the document is in.
    pub fn dialect(&self) -> Dialect {
        self.language.dialect
    }

    /// The node with that id.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The JSON Pointer (RFC 6901) of a node.
    pub fn pointer(&self, id: NodeId) -> String {
        self.pointer_from(Document::ROOT, id)
    }

    /// The JSON Pointer that leads to a node from a value around it.
    pub fn pointer_from(&self, around: NodeId, id: NodeId) -> String {
        let mut tokens = Vec::new();
        let mut current = id;
        while current != around {
            let Some((parent, token)) = &self.node(current).parent else {
                break;
            };
            tokens.push(token);
            current = *parent;
        }
        let mut pointer = String::new();
        for token in tokens.into_iter().rev() {
            push_token(&mut pointer, token);
        }
        pointer
    }

    /// The member of an object node; `None` when there is none or the node is no object.
    pub fn member(&self, id: NodeId, name: &str) -> Option<&Member> {
        match &self.node(id).value {
            NodeValue::Object(members) => members.iter().find(|member| member.name == name),
            _ => None,
        }
    }

    /// Where a value stands.
    pub fn location(&self, id: NodeId) -> Location {
        self.location_of(id, self.node(id).span.clone())
    }

    /// Where a member's name stands: what to point at when the keyword itself is meant.
    pub fn name_location(&self, member: &Member) -> Location {
        self.location_of(member.value, member.name_span.clone())
    }

    fn location_of(&self, id: NodeId, span: Range<usize>) -> Location {
        Location {
            path: self.path.clone(),
            text: self.text.clone(),
            span,
            pointer: self.pointer(id),
        }
    }
}

/// Every document of one compilation: what stage `load` leaves behind.
#[derive(Clone, Debug, Default)]
pub struct Documents {
    pub(crate) all: Vec<Document>,
    /// What `$schema` inside them can name.
    pub(crate) languages: Arc<Languages>,
    /// The documents whose roots become generated types, in order of their names; others were only referred to.
    pub roots: Vec<DocumentId>,
}

impl Documents {
    /// The document with that id.
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.all[id.0 as usize]
    }

    /// Adds a document that no later stage makes a type of on its own account.
    pub(crate) fn push(&mut self, document: Document) -> DocumentId {
        // No machine holds as many documents as ids.
        let id = DocumentId(self.all.len() as u32);
        self.all.push(document);
        id
    }

    /// Every document with its id, in order of loading.
    pub fn iter(&self) -> impl Iterator<Item = (DocumentId, &Document)> {
        self.all
            .iter()
            .enumerate()
            .map(|(index, document)| (DocumentId(index as u32), document))
    }

    /// The node at a place.
    pub fn node(&self, place: Place) -> &Node {
        self.document(place.document).node(place.node)
    }

    /// Where a value stands.
    pub fn location(&self, place: Place) -> Location {
        self.document(place.document).location(place.node)
    }

    /// The member of the object at a place.
    pub fn member(&self, place: Place, name: &str) -> Option<&Member> {
        self.document(place.document).member(place.node, name)
    }
}
