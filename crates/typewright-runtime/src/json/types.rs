//! The types of JSON values, and sets of them as the keyword `type` names them.

use std::fmt;

use super::{Json, Kind};

/// The type of a JSON value (RFC 8259 section 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JsonType {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// Any number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A set of the types that the keyword `type` knows (JSON Schema 2020-12 validation, section 6.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Types(u8);

impl Types {
    /// `null`
    pub const NULL: Types = Types(1);
    /// `boolean`
    pub const BOOLEAN: Types = Types(1 << 1);
    /// `object`
    pub const OBJECT: Types = Types(1 << 2);
    /// `array`
    pub const ARRAY: Types = Types(1 << 3);
    /// `number`, which every integer is too.
    pub const NUMBER: Types = Types(1 << 4);
    /// `string`
    pub const STRING: Types = Types(1 << 5);
    /// `integer`: a number without a fractional part, by value, so `1.0` is one.
    pub const INTEGER: Types = Types(1 << 6);

    const NAMES: [(Types, &'static str); 7] = [
        (Types::NULL, "null"),
        (Types::BOOLEAN, "boolean"),
        (Types::OBJECT, "object"),
        (Types::ARRAY, "array"),
        (Types::NUMBER, "number"),
        (Types::STRING, "string"),
        (Types::INTEGER, "integer"),
    ];

    /// The types of both sets.
    #[must_use]
    pub const fn or(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    /// Whether every type of the other set is in this one.
    #[must_use]
    pub const fn contains(self, other: Types) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether a value is of one of the types.
    #[must_use]
    #[inline]
    pub fn accepts<J: Json>(self, value: &J) -> bool {
        self.contains(match value.kind() {
            Kind::Null => Types::NULL,
            Kind::Boolean(_) => Types::BOOLEAN,
            Kind::Object(_) => Types::OBJECT,
            Kind::Array(_) => Types::ARRAY,
            Kind::String(_) => Types::STRING,
            Kind::Number(number) => {
                return self.contains(Types::NUMBER)
                    || self.contains(Types::INTEGER) && number.is_integer()
            }
        })
    }
}

impl fmt::Display for Types {
    /// The names as a sentence lists them: `string, integer or null` in a fixed order.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = Types::NAMES
            .iter()
            .filter(|(types, _)| self.contains(*types))
            .map(|(_, name)| *name)
            .peekable();
        let mut first = true;
        while let Some(name) = names.next() {
            if !first {
                f.write_str(if names.peek().is_some() { ", " } else { " or " })?;
            }
            first = false;
            f.write_str(name)?;
        }
        Ok(())
    }
}
