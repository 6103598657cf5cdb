//! Every keyword: which dialects have it, in which vocabulary, and how its value holds schemas.

use super::Subschemas::{Array, Map, MapOrNames, One, OneOrArray};
use super::Vocabulary::{Applicator, Content, Core, Format, MetaData, Unevaluated, Validation};
use super::{Language, Subschemas, Vocabulary};
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
    /// What it belongs to, where that can be left out.
    vocabulary: Vocabulary,
    /// How the value holds schemas; `None` when it holds none.
    holds: Option<Subschemas>,
}

const fn row(
    name: &'static str,
    first: Dialect,
    last: Dialect,
    vocabulary: Vocabulary,
    holds: Option<Subschemas>,
) -> Row {
    Row {
        name,
        first,
        last,
        vocabulary,
        holds,
    }
}

const KEYWORDS: &[Row] = &[
    // Core.
    row("$schema", Draft4, Draft2020, Core, None),
    row("id", Draft4, Draft4, Core, None),
    row("$id", Draft6, Draft2020, Core, None),
    row("$anchor", Draft2019, Draft2020, Core, None),
    row("$ref", Draft4, Draft2020, Core, None),
    row("$recursiveRef", Draft2019, Draft2019, Core, None),
    row("$recursiveAnchor", Draft2019, Draft2019, Core, None),
    row("$dynamicRef", Draft2020, Draft2020, Core, None),
    row("$dynamicAnchor", Draft2020, Draft2020, Core, None),
    row("$vocabulary", Draft2019, Draft2020, Core, None),
    row("$comment", Draft7, Draft2020, Core, None),
    row("$defs", Draft2019, Draft2020, Core, Some(Map)),
    // Deprecated from 2019-09 on, but the meta-schemas still have it.
    row("definitions", Draft4, Draft2020, Core, Some(Map)),
    // Schemas for the value itself.
    row("allOf", Draft4, Draft2020, Applicator, Some(Array)),
    row("anyOf", Draft4, Draft2020, Applicator, Some(Array)),
    row("oneOf", Draft4, Draft2020, Applicator, Some(Array)),
    row("not", Draft4, Draft2020, Applicator, Some(One)),
    row("if", Draft7, Draft2020, Applicator, Some(One)),
    row("then", Draft7, Draft2020, Applicator, Some(One)),
    row("else", Draft7, Draft2020, Applicator, Some(One)),
    row(
        "dependentSchemas",
        Draft2019,
        Draft2020,
        Applicator,
        Some(Map),
    ),
    // Split in two from 2019-09 on, but the meta-schemas still have it: its authors mean it.
    row(
        "dependencies",
        Draft4,
        Draft2020,
        Applicator,
        Some(MapOrNames),
    ),
    // Schemas for members and elements.
    row("properties", Draft4, Draft2020, Applicator, Some(Map)),
    row(
        "patternProperties",
        Draft4,
        Draft2020,
        Applicator,
        Some(Map),
    ),
    row(
        "additionalProperties",
        Draft4,
        Draft2020,
        Applicator,
        Some(One),
    ),
    row("propertyNames", Draft6, Draft2020, Applicator, Some(One)),
    row(
        "unevaluatedProperties",
        Draft2019,
        Draft2019,
        Applicator,
        Some(One),
    ),
    row(
        "unevaluatedProperties",
        Draft2020,
        Draft2020,
        Unevaluated,
        Some(One),
    ),
    row("prefixItems", Draft2020, Draft2020, Applicator, Some(Array)),
    row("items", Draft4, Draft2019, Applicator, Some(OneOrArray)),
    row("items", Draft2020, Draft2020, Applicator, Some(One)),
    row("additionalItems", Draft4, Draft2019, Applicator, Some(One)),
    row("contains", Draft6, Draft2020, Applicator, Some(One)),
    row(
        "unevaluatedItems",
        Draft2019,
        Draft2019,
        Applicator,
        Some(One),
    ),
    row(
        "unevaluatedItems",
        Draft2020,
        Draft2020,
        Unevaluated,
        Some(One),
    ),
    // Assertions.
    row("type", Draft4, Draft2020, Validation, None),
    row("enum", Draft4, Draft2020, Validation, None),
    row("const", Draft6, Draft2020, Validation, None),
    row("multipleOf", Draft4, Draft2020, Validation, None),
    row("maximum", Draft4, Draft2020, Validation, None),
    row("exclusiveMaximum", Draft4, Draft2020, Validation, None),
    row("minimum", Draft4, Draft2020, Validation, None),
    row("exclusiveMinimum", Draft4, Draft2020, Validation, None),
    row("maxLength", Draft4, Draft2020, Validation, None),
    row("minLength", Draft4, Draft2020, Validation, None),
    row("pattern", Draft4, Draft2020, Validation, None),
    row("maxItems", Draft4, Draft2020, Validation, None),
    row("minItems", Draft4, Draft2020, Validation, None),
    row("uniqueItems", Draft4, Draft2020, Validation, None),
    row("maxContains", Draft2019, Draft2020, Validation, None),
    row("minContains", Draft2019, Draft2020, Validation, None),
    row("maxProperties", Draft4, Draft2020, Validation, None),
    row("minProperties", Draft4, Draft2020, Validation, None),
    row("required", Draft4, Draft2020, Validation, None),
    row("dependentRequired", Draft2019, Draft2020, Validation, None),
    row("format", Draft4, Draft2020, Format, None),
    // What is said about strings that hold other documents.
    row("contentEncoding", Draft7, Draft2020, Content, None),
    row("contentMediaType", Draft7, Draft2020, Content, None),
    row("contentSchema", Draft2019, Draft2020, Content, Some(One)),
    // What is said to people.
    row("title", Draft4, Draft2020, MetaData, None),
    row("description", Draft4, Draft2020, MetaData, None),
    row("default", Draft4, Draft2020, MetaData, None),
    // From 2019-09 on, but it was in use before.
    row("deprecated", Draft4, Draft2020, MetaData, None),
    row("readOnly", Draft7, Draft2020, MetaData, None),
    row("writeOnly", Draft7, Draft2020, MetaData, None),
    row("examples", Draft6, Draft2020, MetaData, None),
    // Extensions of our own.
    row("x-rust-name", Draft4, Draft2020, Core, None),
    row("x-extensible-enum", Draft4, Draft2020, Core, None),
    row("x-same-as", Draft4, Draft2020, Core, None),
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
    pub fn keywords(self) -> impl Iterator<Item = &'static str> {
        self.rows().map(|row| row.name)
    }

    /// Whether the dialect has that keyword.
    pub fn has_keyword(self, keyword: &str) -> bool {
        self.row(keyword).is_some()
    }
}

impl Language {
    fn row(self, keyword: &str) -> Option<&'static Row> {
        let row = self.dialect.row(keyword);
        row.filter(|row| self.vocabularies.contain(row.vocabulary))
    }

    /// Whether that is a keyword here. If not, it is a name like any other.
    pub fn has_keyword(self, keyword: &str) -> bool {
        self.row(keyword).is_some()
    }

    /// How the value of `keyword` holds schemas; `None` when it holds none or is no keyword here.
    pub fn subschemas(self, keyword: &str) -> Option<Subschemas> {
        self.row(keyword)?.holds
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialect::Vocabularies;

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
        let holds = |dialect: Dialect, keyword| Language::from(dialect).subschemas(keyword);
        assert_eq!(holds(Draft2019, "items"), Some(OneOrArray));
        assert_eq!(holds(Draft2020, "items"), Some(One));
        assert_eq!(holds(Draft7, "dependentSchemas"), None);
        assert_eq!(holds(Draft7, "dependencies"), Some(MapOrNames));
        assert_eq!(holds(Draft2020, "const"), None);
    }

    #[test]
    fn a_keyword_is_gone_with_its_vocabulary() {
        let language = |dialect, vocabularies: &[Vocabulary]| Language {
            dialect,
            vocabularies: vocabularies
                .iter()
                .fold(Vocabularies::NONE, |set, vocabulary| set.with(*vocabulary)),
        };
        let few = language(Draft2020, &[Core, Applicator]);
        assert!(few.has_keyword("$ref") && few.has_keyword("contains"));
        assert!(!few.has_keyword("minContains") && !few.has_keyword("format"));
        assert_eq!(few.subschemas("unevaluatedItems"), None);
        let older = language(Draft2019, &[Core, Applicator]);
        assert_eq!(older.subschemas("unevaluatedItems"), Some(One));
        assert!(older.has_keyword("x-same-as"));
    }
}
