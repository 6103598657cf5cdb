//! One JSON value kept as its text.

use std::fmt;
use std::str::FromStr;

use serde_json::Value;

use crate::error::{Error, SyntaxError, Unrepresentable};
use crate::json::{json_eq, node_to_value, value_to_writer, Node};
use crate::limits::Limits;
use crate::text::Text;
use crate::writer::Writer;

/// One JSON value that no Rust type describes, kept as its text, which has been checked.
///
/// Equality is that of JSON values: numbers by decimal value, objects without order, white space and escapes without
/// meaning.
#[derive(Clone)]
pub struct Raw(Text);

impl Raw {
    /// The value whose text a reader has checked; no white space stands around it.
    #[inline]
    pub(crate) fn from_checked(text: &str) -> Self {
        Raw(Text::from(text))
    }

    /// The JSON text.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }

    /// The value as a tree.
    ///
    /// # Errors
    /// A number in it that [`Value`] would change, such as one of 23 digits.
    pub fn to_value(&self) -> Result<Value, Unrepresentable> {
        text_to_value(self.as_str())
    }

    fn node(&self) -> Node<'_> {
        // The text was accepted with whatever limits were set then.
        let limits = Limits::new().with_max_depth(usize::MAX);
        Node::parse(self.as_str(), limits).unwrap_or(Node::Null)
    }
}

/// The tree of a text that is JSON, or what in it a [`Value`] would change.
pub(crate) fn text_to_value(text: &str) -> Result<Value, Unrepresentable> {
    let refused = |pointer, reason| Unrepresentable {
        pointer,
        offset: None,
        reason,
    };
    let Ok(node) = Node::parse(text, Limits::new()) else {
        return Err(refused(String::new(), "nested too deeply for a tree"));
    };
    let mut pointer = String::new();
    node_to_value(&node, &mut pointer).map_err(|_| {
        refused(
            pointer,
            "serde_json cannot hold this number without changing it",
        )
    })
}

impl fmt::Display for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Raw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq for Raw {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || json_eq(&self.node(), &other.node())
    }
}

impl Eq for Raw {}

impl FromStr for Raw {
    type Err = SyntaxError;

    /// The value with that JSON text; white space around it is dropped.
    fn from_str(text: &str) -> Result<Self, SyntaxError> {
        Node::parse(text, Limits::new())?;
        Ok(Raw::from_checked(
            text.trim_matches([' ', '\t', '\n', '\r']),
        ))
    }
}

impl TryFrom<&Value> for Raw {
    type Error = Error;

    /// The value of a tree.
    ///
    /// # Errors
    /// [`Error::Syntax`] if it is nested more than 128 deep, or holds a number that is none: the feature
    /// `arbitrary_precision` of `serde_json` allows to make such.
    fn try_from(value: &Value) -> Result<Self, Error> {
        Ok(value_to_text(value).parse()?)
    }
}

/// The JSON text of a tree of any depth.
pub(crate) fn value_to_text(value: &Value) -> String {
    let mut writer = Writer::new();
    value_to_writer(value, &mut writer);
    into_text(writer)
}

/// What was written, as text.
pub(crate) fn into_text(writer: Writer) -> String {
    // A writer is only ever given `str`s and ASCII bytes.
    String::from_utf8(writer.into_vec()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(text: &str) -> Raw {
        text.parse().unwrap()
    }

    #[test]
    fn equality_is_that_of_json() {
        assert_eq!(
            raw(r#"{"a":1,"b":[2.0]}"#),
            raw(r#" { "b":[2], "\u0061":10e-1 } "#)
        );
        assert_ne!(raw(r#"{"a":1}"#), raw(r#"{"a":1,"b":null}"#));
        assert_ne!(raw("[1,2]"), raw("[2,1]"));
        assert_eq!(raw(" 1 ").as_str(), "1");
    }

    #[test]
    fn trees_are_exact_or_refused() {
        assert_eq!(
            raw(r#"{"a":[1,-2,0.1,1.0]}"#).to_value().unwrap()["a"][2],
            0.1
        );
        let error = raw(r#"{"a/b":[0,1e-999]}"#).to_value();
        // Only the feature `arbitrary_precision` can hold that number.
        if let Err(error) = error {
            assert_eq!(error.pointer, "/a~1b/1");
        }
        let value = serde_json::json!({"x": [1, "é\n", null, true, {}, 1.5]});
        let raw = Raw::try_from(&value).unwrap();
        assert_eq!(raw.as_str(), value.to_string());
        assert_eq!(raw.to_value().unwrap(), value);
    }

    #[test]
    fn text_that_is_not_json_is_refused() {
        for text in ["", "{", r#"{"a":1,"\u0061":2}"#, r#""\ud800""#, "1 2"] {
            assert!(text.parse::<Raw>().is_err(), "{text}");
        }
    }
}
