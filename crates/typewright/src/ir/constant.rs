//! JSON values that stand in a schema as themselves: `const` and the elements of `enum`.

use std::fmt::Write as _;

use crate::load::{Document, NodeId, NodeValue};

use super::Types;

/// A JSON value; numbers keep their spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constant {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number as it is spelled.
    Number(String),
    /// A string.
    String(String),
    /// Elements in order.
    Array(Vec<Constant>),
    /// Members in document order.
    Object(Vec<(String, Constant)>),
}

impl Constant {
    /// The value of a node. Documents have limited nesting, so recursion is limited too.
    pub(crate) fn from_node(document: &Document, id: NodeId) -> Self {
        match &document.node(id).value {
            NodeValue::Null => Constant::Null,
            NodeValue::Boolean(value) => Constant::Boolean(*value),
            NodeValue::Number(text) => Constant::Number(text.clone()),
            NodeValue::String(text) => Constant::String(text.clone()),
            NodeValue::Array(elements) => Constant::Array(
                elements
                    .iter()
                    .map(|element| Constant::from_node(document, *element))
                    .collect(),
            ),
            NodeValue::Object(members) => Constant::Object(
                members
                    .iter()
                    .map(|member| {
                        (
                            member.name.clone(),
                            Constant::from_node(document, member.value),
                        )
                    })
                    .collect(),
            ),
        }
    }

    /// The narrowest set of types that holds the value; a number counts as `number` here.
    pub fn types(&self) -> Types {
        match self {
            Constant::Null => Types::NULL,
            Constant::Boolean(_) => Types::BOOLEAN,
            Constant::Number(_) => Types::NUMBER,
            Constant::String(_) => Types::STRING,
            Constant::Array(_) => Types::ARRAY,
            Constant::Object(_) => Types::OBJECT,
        }
    }

    /// Compact JSON text.
    pub fn to_json(&self) -> String {
        let mut text = String::new();
        self.write(&mut text);
        text
    }

    fn write(&self, out: &mut String) {
        match self {
            Constant::Null => out.push_str("null"),
            Constant::Boolean(value) => out.push_str(if *value { "true" } else { "false" }),
            Constant::Number(text) => out.push_str(text),
            Constant::String(text) => write_string(text, out),
            Constant::Array(elements) => {
                out.push('[');
                for (index, element) in elements.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    element.write(out);
                }
                out.push(']');
            }
            Constant::Object(members) => {
                out.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    if index > 0 {
                        out.push(',');
                    }
                    write_string(name, out);
                    out.push(':');
                    value.write(out);
                }
                out.push('}');
            }
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            character if character < ' ' => {
                // Writing to a String cannot fail.
                let _ = write!(out, "\\u{:04x}", character as u32);
            }
            character => out.push(character),
        }
    }
    out.push('"');
}
