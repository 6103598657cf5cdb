//! The keywords of the language, and what this version does with each.

use crate::load::Dialect;

/// What becomes of a keyword.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Lowered to a rule, or to what a schema says about itself.
    Lowered,
    /// Bound by `resolve`, nothing is left to lower.
    Resolved,
    /// Says nothing about validity.
    Annotation,
    /// Part of the language, not compiled by this version.
    Unsupported,
    /// An extension (`x-…`) that is not ours: an annotation.
    Extension,
    /// Not part of the language; with a real keyword that it looks like, if there is one.
    Unknown(Option<&'static str>),
}

use Dialect::{Draft4, Draft6, Draft7, Draft2019, Draft2020};
use Standing::{Annotation, Lowered, Resolved, Unsupported};

const KEYWORDS: &[(&str, Standing)] = &[
    ("$schema", Resolved),
    ("$id", Resolved),
    ("$anchor", Resolved),
    ("$ref", Lowered),
    ("$defs", Lowered),
    ("definitions", Lowered),
    ("type", Lowered),
    ("const", Lowered),
    ("enum", Lowered),
    ("minLength", Lowered),
    ("maxLength", Lowered),
    ("pattern", Lowered),
    ("format", Lowered),
    ("minimum", Lowered),
    ("maximum", Lowered),
    ("required", Lowered),
    ("properties", Lowered),
    ("additionalProperties", Lowered),
    ("items", Lowered),
    ("allOf", Lowered),
    ("description", Lowered),
    ("deprecated", Lowered),
    ("x-rust-name", Lowered),
    ("x-extensible-enum", Lowered),
    ("x-same-as", Lowered),
    ("title", Annotation),
    ("$comment", Annotation),
    ("default", Annotation),
    ("examples", Annotation),
    ("readOnly", Annotation),
    ("writeOnly", Annotation),
    ("contentEncoding", Annotation),
    ("contentMediaType", Annotation),
    ("contentSchema", Annotation),
    ("id", Resolved),
    ("$dynamicRef", Unsupported),
    ("$dynamicAnchor", Unsupported),
    ("$recursiveRef", Unsupported),
    ("$recursiveAnchor", Unsupported),
    ("$vocabulary", Resolved),
    ("exclusiveMinimum", Lowered),
    ("exclusiveMaximum", Lowered),
    ("multipleOf", Lowered),
    ("minProperties", Lowered),
    ("maxProperties", Lowered),
    ("patternProperties", Lowered),
    ("propertyNames", Lowered),
    ("dependencies", Unsupported),
    ("dependentRequired", Lowered),
    ("dependentSchemas", Lowered),
    ("prefixItems", Lowered),
    ("additionalItems", Unsupported),
    ("contains", Lowered),
    ("minContains", Lowered),
    ("maxContains", Lowered),
    ("minItems", Lowered),
    ("maxItems", Lowered),
    ("uniqueItems", Lowered),
    ("anyOf", Lowered),
    ("oneOf", Lowered),
    ("not", Lowered),
    ("if", Lowered),
    ("then", Lowered),
    ("else", Lowered),
    ("unevaluatedProperties", Unsupported),
    ("unevaluatedItems", Unsupported),
];

/// The dialects that have a keyword: from the first to the last of them. Those that are not listed are in all; `dependencies` too,
/// which the meta-schemas from 2019-09 on still have as deprecated, so that its authors mean it.
const SPANS: &[(&str, Dialect, Dialect)] = &[
    ("id", Draft4, Draft4),
    ("$id", Draft6, Draft2020),
    ("const", Draft6, Draft2020),
    ("contains", Draft6, Draft2020),
    ("propertyNames", Draft6, Draft2020),
    ("examples", Draft6, Draft2020),
    ("if", Draft7, Draft2020),
    ("then", Draft7, Draft2020),
    ("else", Draft7, Draft2020),
    ("$anchor", Draft2019, Draft2020),
    ("$vocabulary", Draft2019, Draft2020),
    ("$recursiveRef", Draft2019, Draft2019),
    ("$recursiveAnchor", Draft2019, Draft2019),
    ("dependentRequired", Draft2019, Draft2020),
    ("dependentSchemas", Draft2019, Draft2020),
    ("minContains", Draft2019, Draft2020),
    ("maxContains", Draft2019, Draft2020),
    ("unevaluatedProperties", Draft2019, Draft2020),
    ("unevaluatedItems", Draft2019, Draft2020),
    ("additionalItems", Draft4, Draft2019),
    ("prefixItems", Draft2020, Draft2020),
    ("$dynamicRef", Draft2020, Draft2020),
    ("$dynamicAnchor", Draft2020, Draft2020),
];

/// What becomes of the keyword with that name. In a dialect that does not have it, it is a name like any other.
pub(super) fn standing_of(name: &str, dialect: Dialect) -> Standing {
    let span = SPANS.iter().find(|(keyword, ..)| *keyword == name);
    if span.is_some_and(|(_, first, last)| dialect < *first || *last < dialect) {
        return Standing::Unknown(None);
    }
    if let Some((_, standing)) = KEYWORDS.iter().find(|(keyword, _)| *keyword == name) {
        return *standing;
    }
    if name.starts_with("x-") {
        return Standing::Extension;
    }
    Standing::Unknown(closest(name, KEYWORDS.iter().map(|(keyword, _)| *keyword)))
}

/// The candidate that `name` is most likely a misspelling of: at most two edits away, and fewer than half its letters.
pub(super) fn closest<'c>(
    name: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    candidates
        .map(|candidate| (edits(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= 2 && distance * 2 < candidate.len())
        .min()
        .map(|(_, candidate)| candidate)
}

/// Levenshtein distance, letters compared without case; names that differ much in length are just far apart.
fn edits(left: &str, right: &str) -> usize {
    let left: Vec<char> = left.chars().flat_map(char::to_lowercase).collect();
    let right: Vec<char> = right.chars().flat_map(char::to_lowercase).collect();
    if left.len().abs_diff(right.len()) > 2 {
        return usize::MAX / 2;
    }
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (i, a) in left.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in right.iter().enumerate() {
            let substituted = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[right.len()]
}

#[cfg(test)]
mod tests {
    use super::{Standing, standing_of as standing_in};
    use crate::load::Dialect;

    fn standing_of(name: &str) -> Standing {
        standing_in(name, Dialect::Draft2020)
    }

    #[test]
    fn a_keyword_of_another_dialect_is_a_name_like_any_other() {
        let unknown = Standing::Unknown(None);
        assert_eq!(standing_in("prefixItems", Dialect::Draft7), unknown);
        assert_eq!(standing_in("const", Dialect::Draft4), unknown);
        assert_eq!(standing_in("const", Dialect::Draft6), Standing::Lowered);
        for dialect in [Dialect::Draft4, Dialect::Draft7, Dialect::Draft2020] {
            assert_eq!(standing_in("dependencies", dialect), Standing::Unsupported);
        }
        assert_eq!(standing_in("id", Dialect::Draft4), Standing::Resolved);
        assert_eq!(standing_in("id", Dialect::Draft7), unknown);
    }

    #[test]
    fn misspelt_keywords_get_a_suggestion() {
        assert_eq!(standing_of("requird"), Standing::Unknown(Some("required")));
        assert_eq!(
            standing_of("minlength"),
            Standing::Unknown(Some("minLength"))
        );
        assert_eq!(standing_of("tpye"), Standing::Unknown(None));
        assert_eq!(standing_of("typ"), Standing::Unknown(Some("type")));
        assert_eq!(standing_of("vendorThing"), Standing::Unknown(None));
    }

    #[test]
    fn extensions_are_no_misspellings() {
        assert_eq!(standing_of("x-types"), Standing::Extension);
        assert_eq!(standing_of("x-same-as"), Standing::Lowered);
    }
}
