//! Every keyword of the language: which dialects have it, and how its value holds schemas.

use super::Subschemas;
use super::Subschemas::{Array, Map, MapOrNames, One, OneOrArray};
use crate::load::Dialect;
use crate::load::Dialect::{Draft4, Draft6, Draft7, Draft2019, Draft2020};

/// A keyword, in the dialects in which its value has one form.
#[derive(Clone, Copy, Debug)]
struct Row {
    name: &'static str,
    /// The first dialect that has it.
    first: Dialect,
    /// The last one.
    last: Dialect,
    /// How the value holds schemas; `None` when it holds none.
    holds: Option<Subschemas>,
}

const fn row(name: &'static str, first: Dialect, last: Dialect, holds: Option<Subschemas>) -> Row {
    Row {
        name,
        first,
        last,
        holds,
    }
}

const KEYWORDS: &[Row] = &[
    // Core.
    row("$schema", Draft4, Draft2020, None),
    row("id", Draft4, Draft4, None),
    row("$id", Draft6, Draft2020, None),
    row("$anchor", Draft2019, Draft2020, None),
    row("$ref", Draft4, Draft2020, None),
    row("$recursiveRef", Draft2019, Draft2019, None),
    row("$recursiveAnchor", Draft2019, Draft2019, None),
    row("$dynamicRef", Draft2020, Draft2020, None),
    row("$dynamicAnchor", Draft2020, Draft2020, None),
    row("$vocabulary", Draft2019, Draft2020, None),
    row("$comment", Draft7, Draft2020, None),
    row("$defs", Draft2019, Draft2020, Some(Map)),
    // Deprecated from 2019-09 on, but the meta-schemas still have it.
    row("definitions", Draft4, Draft2020, Some(Map)),
    // Schemas for the value itself.
    row("allOf", Draft4, Draft2020, Some(Array)),
    row("anyOf", Draft4, Draft2020, Some(Array)),
    row("oneOf", Draft4, Draft2020, Some(Array)),
    row("not", Draft4, Draft2020, Some(One)),
    row("if", Draft7, Draft2020, Some(One)),
    row("then", Draft7, Draft2020, Some(One)),
    row("else", Draft7, Draft2020, Some(One)),
    row("dependentSchemas", Draft2019, Draft2020, Some(Map)),
    // Split in two from 2019-09 on, but the meta-schemas still have it: its authors mean it.
    row("dependencies", Draft4, Draft2020, Some(MapOrNames)),
    // Schemas for members and elements.
    row("properties", Draft4, Draft2020, Some(Map)),
    row("patternProperties", Draft4, Draft2020, Some(Map)),
    row("additionalProperties", Draft4, Draft2020, Some(One)),
    row("propertyNames", Draft6, Draft2020, Some(One)),
    row("unevaluatedProperties", Draft2019, Draft2020, Some(One)),
    row("prefixItems", Draft2020, Draft2020, Some(Array)),
    row("items", Draft4, Draft2019, Some(OneOrArray)),
    row("items", Draft2020, Draft2020, Some(One)),
    row("additionalItems", Draft4, Draft2019, Some(One)),
    row("contains", Draft6, Draft2020, Some(One)),
    row("unevaluatedItems", Draft2019, Draft2020, Some(One)),
    // Assertions.
    row("type", Draft4, Draft2020, None),
    row("enum", Draft4, Draft2020, None),
    row("const", Draft6, Draft2020, None),
    row("multipleOf", Draft4, Draft2020, None),
    row("maximum", Draft4, Draft2020, None),
    row("exclusiveMaximum", Draft4, Draft2020, None),
    row("minimum", Draft4, Draft2020, None),
    row("exclusiveMinimum", Draft4, Draft2020, None),
    row("maxLength", Draft4, Draft2020, None),
    row("minLength", Draft4, Draft2020, None),
    row("pattern", Draft4, Draft2020, None),
    row("maxItems", Draft4, Draft2020, None),
    row("minItems", Draft4, Draft2020, None),
    row("uniqueItems", Draft4, Draft2020, None),
    row("maxContains", Draft2019, Draft2020, None),
    row("minContains", Draft2019, Draft2020, None),
    row("maxProperties", Draft4, Draft2020, None),
    row("minProperties", Draft4, Draft2020, None),
    row("required", Draft4, Draft2020, None),
    row("dependentRequired", Draft2019, Draft2020, None),
    row("format", Draft4, Draft2020, None),
    // What is said about strings that hold other documents.
    row("contentEncoding", Draft7, Draft2020, None),
    row("contentMediaType", Draft7, Draft2020, None),
    row("contentSchema", Draft2019, Draft2020, Some(One)),
    // What is said to people.
    row("title", Draft4, Draft2020, None),
    row("description", Draft4, Draft2020, None),
    row("default", Draft4, Draft2020, None),
    // From 2019-09 on, but it was in use before.
    row("deprecated", Draft4, Draft2020, None),
    row("readOnly", Draft7, Draft2020, None),
    row("writeOnly", Draft7, Draft2020, None),
    row("examples", Draft6, Draft2020, None),
    // Extensions of our own.
    row("x-rust-name", Draft4, Draft2020, None),
    row("x-extensible-enum", Draft4, Draft2020, None),
    row("x-same-as", Draft4, Draft2020, None),
];

impl Dialect {
    fn rows(self) -> impl Iterator<Item = &'static Row> {
        let is_here = move |row: &&Row| row.first <= self && self <= row.last;
        KEYWORDS.iter().filter(is_here)
    }

    fn row(self, keyword: &str) -> Option<&'static Row> {
        self.rows().find(|row| row.name == keyword)
    }

    /// The names of the dialect's keywords.
    pub(crate) fn keywords(self) -> impl Iterator<Item = &'static str> {
        self.rows().map(|row| row.name)
    }

    /// Whether the dialect has that keyword. In one that does not, it is a name like any other.
    pub fn has_keyword(self, keyword: &str) -> bool {
        self.row(keyword).is_some()
    }

    /// How the value of `keyword` holds schemas in this dialect; `None` when it holds none or is no keyword.
    pub fn subschemas(self, keyword: &str) -> Option<Subschemas> {
        self.row(keyword)?.holds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_dialect_has_a_keyword_once() {
        for dialect in Dialect::ALL {
            let mut names: Vec<&str> = dialect.keywords().collect();
            let count = names.len();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), count, "{dialect:?}");
        }
    }

    #[test]
    fn dialects_differ_as_their_specifications_do() {
        let having = |keyword: &str| Dialect::ALL.map(|dialect| dialect.has_keyword(keyword));
        assert_eq!(having("id"), [true, false, false, false, false]);
        assert_eq!(having("$id"), [false, true, true, true, true]);
        assert_eq!(having("const"), [false, true, true, true, true]);
        assert_eq!(having("if"), [false, false, true, true, true]);
        assert_eq!(having("$defs"), [false, false, false, true, true]);
        assert_eq!(having("additionalItems"), [true, true, true, true, false]);
        assert_eq!(having("prefixItems"), [false, false, false, false, true]);
        assert_eq!(having("$recursiveRef"), [false, false, false, true, false]);
        assert_eq!(having("propertes"), [false; 5]);
    }

    #[test]
    fn the_form_of_a_value_is_that_of_the_dialect() {
        assert_eq!(Draft2019.subschemas("items"), Some(OneOrArray));
        assert_eq!(Draft2020.subschemas("items"), Some(One));
        assert_eq!(Draft7.subschemas("dependentSchemas"), None);
        assert_eq!(Draft7.subschemas("dependencies"), Some(MapOrNames));
        assert_eq!(Draft2020.subschemas("const"), None);
    }
}
