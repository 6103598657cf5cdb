//! Which keywords hold schemas, by dialect.
//!
//! `resolve` needs it to find `$id`s and anchors in subschemas only (never inside `enum` or `const`), `ir` to lower subschemas.
//! What a keyword *means* is told in `ir` alone.

use crate::load::Dialect;

/// How a keyword's value holds schemas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subschemas {
    /// The value is a schema.
    One,
    /// The value is an array of schemas.
    Array,
    /// The value is an object whose member values are schemas.
    Map,
    /// The value is a schema or an array of schemas (`items` up to 2019-09).
    OneOrArray,
    /// The value is an object whose member values are schemas or arrays of names (`dependencies` up to draft-07).
    MapOrNames,
}

impl Dialect {
    /// How the value of `keyword` holds schemas in this dialect; `None` when it holds none or is no keyword.
    pub fn subschemas(self, keyword: &str) -> Option<Subschemas> {
        use Dialect::*;
        use Subschemas::*;
        Some(match keyword {
            "properties" | "patternProperties" => Map,
            "definitions" => Map,
            "$defs" | "dependentSchemas" if self >= Draft2019 => Map,
            "dependencies" => MapOrNames,
            "additionalProperties" | "not" => One,
            "propertyNames" | "contains" if self >= Draft6 => One,
            "if" | "then" | "else" if self >= Draft7 => One,
            "unevaluatedProperties" | "unevaluatedItems" | "contentSchema" if self >= Draft2019 => {
                One
            }
            "allOf" | "anyOf" | "oneOf" => Array,
            "prefixItems" if self >= Draft2020 => Array,
            "items" if self >= Draft2020 => One,
            "items" => OneOrArray,
            "additionalItems" if self < Draft2020 => One,
            _ => return None,
        })
    }
}
