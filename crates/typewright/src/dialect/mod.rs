//! What the dialects are called, and which keywords they have.
//!
//! `resolve` needs it to find `$id`s and anchors in subschemas only (never inside `enum` or `const`), `ir` to lower keywords.
//! What a keyword *means* is told in `ir` alone.

mod keyword;
mod vocabulary;

pub use vocabulary::{Language, Vocabularies, Vocabulary};

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
    /// Every dialect, oldest first.
    pub const ALL: [Dialect; 5] = [
        Dialect::Draft4,
        Dialect::Draft6,
        Dialect::Draft7,
        Dialect::Draft2019,
        Dialect::Draft2020,
    ];

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

    /// What its authors call it.
    pub fn name(self) -> &'static str {
        match self {
            Dialect::Draft4 => "draft-04",
            Dialect::Draft6 => "draft-06",
            Dialect::Draft7 => "draft-07",
            Dialect::Draft2019 => "2019-09",
            Dialect::Draft2020 => "2020-12",
        }
    }

    /// The dialect of that name.
    pub fn named(name: &str) -> Option<Self> {
        Dialect::ALL
            .into_iter()
            .find(|dialect| dialect.name() == name)
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
}
