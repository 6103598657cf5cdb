//! From serde's data model to JSON text, and from there by the reader.

use std::borrow::Cow;
use std::fmt;

use serde_core::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use super::{ARBITRARY_PRECISION, NUMBER_TOKEN};
use crate::json::Node;
use crate::lexer::is_number;
use crate::limits::Limits;
use crate::pointer::Place;
use crate::raw::into_text;
use crate::reader::{Read, Reader};
use crate::report::pointer_at;
use crate::text::Text;
use crate::writer::Writer;

/// Deserializes what `read` reads, from any self-describing format.
///
/// # Errors
/// Those of the deserializer; values that JSON does not have; more nesting than the default limits allow; a member twice;
/// and whatever `read` refuses.
pub fn deserialize<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    read: fn(&mut Reader<'_>) -> Read<T>,
) -> Result<T, D::Error> {
    let mut writer = Writer::new();
    let transcript = Transcript {
        writer: &mut writer,
        depth_left: Limits::DEFAULT_MAX_DEPTH,
    };
    transcript.deserialize(deserializer)?;
    let text = into_text(writer);
    let mut reader = Reader::new(&text, Limits::new());
    let value = read(&mut reader);
    value.map_err(|_| D::Error::custom(refusal(&text, &reader)))
}

/// Why the reader refused a text, as far as it can be told without the schema.
#[cold]
fn refusal(text: &str, reader: &Reader<'_>) -> String {
    let limits = Limits::new();
    if let Err(error) = Node::parse(text, limits) {
        return error.to_string();
    }
    let pointer = pointer_at(text, limits, reader.failed_at());
    let place = Place(&pointer);
    if reader.is_unrepresentable() {
        format!("{place}: the Rust type cannot hold this number")
    } else {
        format!("{place}: the schema refuses this value or what stands in it")
    }
}

/// Writes whatever a deserializer has.
struct Transcript<'w> {
    writer: &'w mut Writer,
    depth_left: usize,
}

impl<'w> Transcript<'w> {
    fn inner<E: Error>(&mut self) -> Result<Transcript<'_>, E> {
        match self.depth_left.checked_sub(1) {
            Some(depth_left) => Ok(Transcript {
                writer: self.writer,
                depth_left,
            }),
            None => Err(E::custom("nested too deeply")),
        }
    }
}

impl<'de> DeserializeSeed<'de> for Transcript<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Transcript<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.writer.boolean(value);
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.writer.i64(value);
        Ok(())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<(), E> {
        self.writer.number_text(&Text::of(value));
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.writer.u64(value);
        Ok(())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<(), E> {
        self.writer.number_text(&Text::of(value));
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        if !value.is_finite() {
            return Err(E::custom("JSON has no infinity and no NaN"));
        }
        self.writer
            .number_text(&Text::of(format_args!("{value:?}")));
        Ok(())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        self.writer.string(value);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.writer.null();
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.writer.null();
        Ok(())
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut elements: A) -> Result<(), A::Error> {
        self.writer.begin_array();
        while elements
            .next_element_seed(Element(self.inner()?))?
            .is_some()
        {}
        self.writer.end_array();
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut members: A) -> Result<(), A::Error> {
        let Some(first) = members.next_key_seed(Key)? else {
            self.writer.begin_object();
            self.writer.end_object();
            return Ok(());
        };
        if first == NUMBER_TOKEN && *ARBITRARY_PRECISION {
            let text = members.next_value_seed(Key)?;
            if !is_number(&text) {
                return Err(A::Error::custom("not a JSON number"));
            }
            self.writer.number_text(&text);
            return Ok(());
        }
        self.writer.begin_object();
        let mut name = Some(first);
        // A name that occurs twice is written twice, for the reader to refuse.
        while let Some(written) = name {
            self.writer.name(&written);
            members.next_value_seed(self.inner()?)?;
            name = members.next_key_seed(Key)?;
        }
        self.writer.end_object();
        Ok(())
    }
}

/// An element of an array, with its comma.
struct Element<'w>(Transcript<'w>);

impl<'de> DeserializeSeed<'de> for Element<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.0.writer.element();
        self.0.deserialize(deserializer)
    }
}

/// A member name.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Cow<'de, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'de, str>, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<'de> Visitor<'de> for Key {
    type Value = Cow<'de, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value.to_owned()))
    }

    fn visit_borrowed_str<E: Error>(self, value: &'de str) -> Result<Self::Value, E> {
        Ok(Cow::Borrowed(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
        Ok(Cow::Owned(value))
    }
}
