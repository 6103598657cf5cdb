//! From written JSON text to serde's data model.

use std::any::type_name;

use serde_core::ser::{Error, Serialize, SerializeMap, SerializeSeq, Serializer};

use super::ARBITRARY_PRECISION;
use crate::decimal;
use crate::json::{Node, NumberText, Object};
use crate::limits::Limits;
use crate::raw::{into_text, Raw};
use crate::text::Text;
use crate::writer::Writer;

/// Serializes what `write` writes, into any format.
///
/// # Errors
/// Those of the serializer; a number that it could not be given unchanged; more nesting than the default limits allow.
pub fn serialize<S: Serializer, T>(
    value: &T,
    serializer: S,
    write: fn(&T, &mut Writer),
) -> Result<S::Ok, S::Error> {
    let mut writer = Writer::new();
    write(value, &mut writer);
    serialize_text(&into_text(writer), serializer)
}

fn serialize_text<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match Node::parse(text, Limits::new()) {
        Ok(node) => node.serialize(serializer),
        Err(error) => Err(S::Error::custom(error)),
    }
}

impl Serialize for Raw {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_text(self.as_str(), serializer)
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Node::Null => serializer.serialize_unit(),
            Node::Boolean(boolean) => serializer.serialize_bool(*boolean),
            Node::Number(number) => serialize_number(number.as_str(), serializer),
            Node::String(text) => serializer.serialize_str(text),
            Node::Array(elements) => {
                let mut sequence = serializer.serialize_seq(Some(elements.len()))?;
                for element in elements {
                    sequence.serialize_element(element)?;
                }
                sequence.end()
            }
            Node::Object(object) => {
                let mut map = serializer.serialize_map(Some(object.len()))?;
                for (name, member) in object.iter() {
                    map.serialize_entry(name, member)?;
                }
                map.end()
            }
        }
    }
}

impl Serialize for NumberText<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serialize_number(self.as_str(), serializer)
    }
}

/// Gives a number to a serializer in a form that has the same decimal value.
fn serialize_number<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    // Only `serde_json` knows its own number, and keeps the spelling of it.
    let for_serde_json = type_name::<S>()
        .trim_start_matches("&mut ")
        .starts_with("serde_json::");
    if for_serde_json && *ARBITRARY_PRECISION {
        if let Ok(number) = serde_json::from_str::<serde_json::Number>(text) {
            return number.serialize(serializer);
        }
    }
    let spelled_as_integer = !text.contains(['.', 'e', 'E']);
    let float = text.parse::<f64>().ok().filter(|float| {
        float.is_finite() && decimal::eq(&Text::of(format_args!("{float:?}")), text)
    });
    match float {
        Some(float) if !spelled_as_integer => serializer.serialize_f64(float),
        _ => serialize_integer(text, serializer),
    }
}

fn serialize_integer<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    match (decimal::to_i128(text), decimal::to_u128(text)) {
        (Some(value), _) => match (i64::try_from(value), u64::try_from(value)) {
            (Ok(value), _) => serializer.serialize_i64(value),
            (_, Ok(value)) => serializer.serialize_u64(value),
            _ => serializer.serialize_i128(value),
        },
        (None, Some(value)) => serializer.serialize_u128(value),
        (None, None) => Err(S::Error::custom(
            "this format cannot hold a number of the value unchanged",
        )),
    }
}
