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
    /// The dialect whose meta-schema has that URI, with or without the empty fragment, by `http` or `https`.
    pub fn from_uri(uri: &str) -> Option<Self> {
        let uri = uri.strip_suffix('#').unwrap_or(uri);
        let rest = uri
            .strip_prefix("https://")
            .or_else(|| uri.strip_prefix("http://"))?;
        Some(match rest.strip_prefix("json-schema.org/")? {
            "draft-04/schema" => Dialect::Draft4,
            "draft-06/schema" => Dialect::Draft6,
            "draft-07/schema" => Dialect::Draft7,
            "draft/2019-09/schema" => Dialect::Draft2019,
            "draft/2020-12/schema" => Dialect::Draft2020,
            _ => return None,
        })
    }

    /// The URI of the dialect's meta-schema, as `$schema` spells it.
    pub fn uri(self) -> &'static str {
        match self {
            Dialect::Draft4 => "http://json-schema.org/draft-04/schema#",
            Dialect::Draft6 => "http://json-schema.org/draft-06/schema#",
            Dialect::Draft7 => "http://json-schema.org/draft-07/schema#",
            Dialect::Draft2019 => "https://json-schema.org/draft/2019-09/schema",
            Dialect::Draft2020 => "https://json-schema.org/draft/2020-12/schema",
        }
    }

    /// The keyword that gives a schema its URI.
    pub fn id_keyword(self) -> &'static str {
        match self {
            Dialect::Draft4 => "id",
            _ => "$id",
        }
    }

    /// Whether `$ref` makes every keyword beside it meaningless.
    pub fn reference_overrides_siblings(self) -> bool {
        self < Dialect::Draft2019
    }

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
