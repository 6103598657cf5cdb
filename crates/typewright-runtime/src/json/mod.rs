//! JSON values as checks see them: one interface over trees that were read exactly ([`Node`]) and trees that callers
//! already have ([`serde_json::Value`]).

mod eq;
mod node;
mod parse;
mod types;
mod value;

pub use eq::json_eq;
pub use node::{Node, NodeObject};
pub use types::{JsonType, Types};
pub(crate) use value::{node_to_value, value_to_writer};

use std::borrow::Cow;
use std::cell::OnceCell;
use std::cmp::Ordering;
use std::fmt;

use crate::decimal;
use crate::lexer::is_number;
use crate::text::Text;

/// A JSON value that can be checked.
///
/// Implemented for [`Node`] and for [`serde_json::Value`]. Member names of an object are unique.
pub trait Json: Sized {
    /// What holds the members of an object.
    type Object: Object<Value = Self>;

    /// What the value is.
    fn kind(&self) -> Kind<'_, Self>;

    /// The type of the value.
    #[inline]
    fn json_type(&self) -> JsonType {
        match self.kind() {
            Kind::Null => JsonType::Null,
            Kind::Boolean(_) => JsonType::Boolean,
            Kind::Number(_) => JsonType::Number,
            Kind::String(_) => JsonType::String,
            Kind::Array(_) => JsonType::Array,
            Kind::Object(_) => JsonType::Object,
        }
    }

    /// Whether the value is `null`.
    #[inline]
    fn is_null(&self) -> bool {
        matches!(self.kind(), Kind::Null)
    }

    /// The boolean, if the value is one.
    #[inline]
    fn as_boolean(&self) -> Option<bool> {
        match self.kind() {
            Kind::Boolean(boolean) => Some(boolean),
            _ => None,
        }
    }

    /// The number, if the value is one.
    #[inline]
    fn as_number(&self) -> Option<NumberText<'_>> {
        match self.kind() {
            Kind::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The unescaped string, if the value is one.
    #[inline]
    fn as_str(&self) -> Option<&str> {
        match self.kind() {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements, if the value is an array.
    #[inline]
    fn as_array(&self) -> Option<&[Self]> {
        match self.kind() {
            Kind::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The members, if the value is an object.
    #[inline]
    fn as_object(&self) -> Option<&Self::Object> {
        match self.kind() {
            Kind::Object(object) => Some(object),
            _ => None,
        }
    }
}

/// The members of a JSON object.
pub trait Object {
    /// The value of a member.
    type Value: Json;

    /// The member of that name.
    fn get(&self, name: &str) -> Option<&Self::Value>;

    /// How many members there are.
    fn len(&self) -> usize;

    /// Whether there are no members.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every member, in the order in which the object keeps them.
    fn iter(&self) -> impl Iterator<Item = (&str, &Self::Value)>;
}

/// What a JSON value is.
pub enum Kind<'v, J: Json> {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number, exactly.
    Number(NumberText<'v>),
    /// A string, unescaped.
    String(&'v str),
    /// An array.
    Array(&'v [J]),
    /// An object.
    Object(&'v J::Object),
}

/// The JSON text of a number.
#[derive(Clone)]
pub struct NumberText<'v>(Spelling<'v>);

#[derive(Clone)]
enum Spelling<'v> {
    Borrowed(&'v str),
    /// Spelled when somebody asks for it.
    Parsed(&'v serde_json::Number, OnceCell<Text>),
}

impl<'v> NumberText<'v> {
    /// The number with that JSON text, or `None` if it is not one (RFC 8259 section 6).
    #[must_use]
    pub fn new(text: &'v str) -> Option<Self> {
        is_number(text).then_some(NumberText(Spelling::Borrowed(text)))
    }

    pub(crate) fn from_checked(text: &'v str) -> Self {
        NumberText(Spelling::Borrowed(text))
    }

    #[inline]
    pub(crate) fn from_parsed(number: &'v serde_json::Number) -> Self {
        NumberText(Spelling::Parsed(number, OnceCell::new()))
    }

    /// The value, if it is an integer that fits: `1.0` gives 1.
    #[inline]
    pub(crate) fn as_i64(&self) -> Option<i64> {
        match self.as_integer() {
            None => decimal::to_i128(self.as_str()).and_then(|value| value.try_into().ok()),
            integer => integer,
        }
    }

    /// The integer, if that is known without a look at its text.
    #[inline]
    fn as_integer(&self) -> Option<i64> {
        match &self.0 {
            Spelling::Borrowed(_) => None,
            Spelling::Parsed(number, _) => number.as_i64(),
        }
    }

    /// The nearest number that `f64` holds: the same for numbers that are equal.
    pub(crate) fn to_f64(&self) -> f64 {
        let nearest = match &self.0 {
            Spelling::Borrowed(text) => text.parse().ok(),
            Spelling::Parsed(number, _) => number.as_f64(),
        };
        // Zero has two signs, and whatever is too big may be any number.
        nearest.map_or(f64::INFINITY, |nearest| nearest + 0.0)
    }

    /// Whether the number has no fractional part, by value.
    #[inline]
    pub(crate) fn is_integer(&self) -> bool {
        self.as_integer().is_some() || decimal::is_integer(self.as_str())
    }

    /// How the number compares by value with another one, which is given as JSON text.
    pub(crate) fn cmp(&self, other: &str) -> Ordering {
        match (self.as_integer(), other.parse()) {
            (Some(integer), Ok(other)) => integer.cmp(&other),
            _ => decimal::cmp(self.as_str(), other),
        }
    }

    /// The JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            Spelling::Borrowed(text) => text,
            Spelling::Parsed(number, text) => text.get_or_init(|| Text::of(number)).as_str(),
        }
    }
}

impl AsRef<str> for NumberText<'_> {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl fmt::Debug for NumberText<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<'v> From<&'v str> for Node<'v> {
    fn from(text: &'v str) -> Self {
        Node::String(Cow::Borrowed(text))
    }
}
