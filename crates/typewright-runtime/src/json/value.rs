//! [`serde_json::Value`] as a JSON value, and the way between it and exact text.

use serde_json::Value;

use super::{Json, Kind, Node, NumberText, Object};
use crate::decimal;
use crate::writer::Writer;

/// So many members at most are looked at one after the other.
const FEW: usize = 8;

impl Json for Value {
    type Object = serde_json::Map<String, Value>;

    #[inline]
    fn kind(&self) -> Kind<'_, Self> {
        match self {
            Value::Null => Kind::Null,
            Value::Bool(boolean) => Kind::Boolean(*boolean),
            Value::Number(number) => Kind::Number(NumberText::from_parsed(number)),
            Value::String(text) => Kind::String(text),
            Value::Array(elements) => Kind::Array(elements),
            Value::Object(object) => Kind::Object(object),
        }
    }
}

impl Object for serde_json::Map<String, Value> {
    type Value = Value;

    #[inline]
    fn get(&self, name: &str) -> Option<&Value> {
        // In a small object it takes less to see that other names are not equal than to find the place in their order.
        if self.len() <= FEW {
            return self
                .iter()
                .find_map(|(other, value)| (other == name).then_some(value));
        }
        serde_json::Map::get(self, name)
    }

    #[inline]
    fn len(&self) -> usize {
        serde_json::Map::len(self)
    }

    #[inline]
    fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        serde_json::Map::iter(self).map(|(name, value)| (name.as_str(), value))
    }
}

/// Writes a value as JSON text. Values may be nested to any depth: nothing recurses.
pub(crate) fn value_to_writer(value: &Value, writer: &mut Writer) {
    enum Open<'v> {
        Array(std::slice::Iter<'v, Value>),
        Object(serde_json::map::Iter<'v>),
    }
    let mut open: Vec<Open<'_>> = Vec::new();
    let mut next = Some(value);
    loop {
        match next.take() {
            Some(Value::Null) => writer.null(),
            Some(Value::Bool(boolean)) => writer.boolean(*boolean),
            Some(Value::Number(number)) => {
                writer.number_text(NumberText::from_parsed(number).as_str())
            }
            Some(Value::String(text)) => writer.string(text),
            Some(Value::Array(elements)) => {
                writer.begin_array();
                open.push(Open::Array(elements.iter()));
            }
            Some(Value::Object(object)) => {
                writer.begin_object();
                open.push(Open::Object(object.iter()));
            }
            None => {}
        }
        match open.last_mut() {
            None => return,
            Some(Open::Array(elements)) => match elements.next() {
                Some(element) => {
                    writer.element();
                    next = Some(element);
                }
                None => {
                    writer.end_array();
                    open.pop();
                }
            },
            Some(Open::Object(members)) => match members.next() {
                Some((name, value)) => {
                    writer.name(name);
                    next = Some(value);
                }
                None => {
                    writer.end_object();
                    open.pop();
                }
            },
        }
    }
}

/// The value of a node, or the JSON Pointer of the first number that a `Value` cannot hold exactly.
pub(crate) fn node_to_value(node: &Node<'_>, pointer: &mut String) -> Result<Value, InexactNumber> {
    Ok(match node {
        Node::Null => Value::Null,
        Node::Boolean(boolean) => Value::Bool(*boolean),
        Node::Number(number) => Value::Number(exact_number(number.as_str()).ok_or(InexactNumber)?),
        Node::String(text) => Value::String(text.clone().into_owned()),
        Node::Array(elements) => {
            let mut values = Vec::with_capacity(elements.len());
            for (index, element) in elements.iter().enumerate() {
                let length = pointer.len();
                crate::pointer::push_index(pointer, index);
                values.push(node_to_value(element, pointer)?);
                pointer.truncate(length);
            }
            Value::Array(values)
        }
        Node::Object(object) => {
            let mut values = serde_json::Map::new();
            for (name, member) in Object::iter(object) {
                let length = pointer.len();
                crate::pointer::push_token(pointer, name);
                values.insert(name.to_owned(), node_to_value(member, pointer)?);
                pointer.truncate(length);
            }
            Value::Object(values)
        }
    })
}

/// A number that `serde_json` would change.
#[derive(Debug)]
pub(crate) struct InexactNumber;

/// The number as `serde_json` holds it, if that has the same decimal value.
pub(crate) fn exact_number(text: &str) -> Option<serde_json::Number> {
    let same =
        |number: &serde_json::Number| decimal::eq(NumberText::from_parsed(number).as_str(), text);
    // Keeps the spelling where the feature `arbitrary_precision` is on; may be off by one in the last place elsewhere.
    if let Some(number) = serde_json::from_str(text).ok().filter(same) {
        return Some(number);
    }
    // The standard library always rounds correctly.
    let float = text.parse().ok().and_then(serde_json::Number::from_f64);
    if let Some(number) = float.filter(same) {
        return Some(number);
    }
    decimal::to_i128(text).and_then(serde_json::Number::from_i128)
}
