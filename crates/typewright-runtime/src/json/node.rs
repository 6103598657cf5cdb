//! A parsed JSON document that loses nothing: numbers keep their text, members their order.

use std::borrow::Cow;

use super::{parse, Json, Kind, NumberText, Object};
use crate::error::SyntaxError;
use crate::limits::Limits;
use crate::map::Map;

/// A JSON value that was parsed exactly, borrowing from its text where nothing is escaped.
#[derive(Clone, Debug)]
pub enum Node<'a> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, as it is spelled.
    Number(NumberText<'a>),
    /// A string, unescaped.
    String(Cow<'a, str>),
    /// An array.
    Array(Vec<Node<'a>>),
    /// An object.
    Object(NodeObject<'a>),
}

impl<'a> Node<'a> {
    /// Parses one JSON document (RFC 8259) as I-JSON limits it (RFC 7493): member names are unique, compared after
    /// unescaping; no surrogate stands alone; no byte order mark; nesting within the limits.
    ///
    /// # Errors
    /// The first place in the text where it stops being that.
    pub fn parse(text: &'a str, limits: Limits) -> Result<Self, SyntaxError> {
        parse::document(text, limits)
    }
}

impl<'a> Json for Node<'a> {
    type Object = NodeObject<'a>;

    #[inline]
    fn kind(&self) -> Kind<'_, Self> {
        match self {
            Node::Null => Kind::Null,
            Node::Boolean(boolean) => Kind::Boolean(*boolean),
            Node::Number(number) => Kind::Number(NumberText::from_checked(number.as_str())),
            Node::String(text) => Kind::String(text),
            Node::Array(elements) => Kind::Array(elements),
            Node::Object(object) => Kind::Object(object),
        }
    }
}

/// The members of a [`Node::Object`], in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct NodeObject<'a> {
    members: Map<Node<'a>>,
}

impl<'a> NodeObject<'a> {
    pub(super) fn new(members: Map<Node<'a>>) -> Self {
        NodeObject { members }
    }

    /// The members by name.
    #[must_use]
    pub fn members(&self) -> &Map<Node<'a>> {
        &self.members
    }
}

impl<'a> Object for NodeObject<'a> {
    type Value = Node<'a>;

    fn get(&self, name: &str) -> Option<&Node<'a>> {
        self.members.get(name)
    }

    fn len(&self) -> usize {
        self.members.len()
    }

    fn iter(&self) -> impl Iterator<Item = (&str, &Node<'a>)> {
        self.members.iter()
    }
}
