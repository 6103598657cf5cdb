//! What is done with each keyword of the language.

use crate::dialect::Language;
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
    /// An extension (`x-…`) that is not ours: an annotation.
    Extension,
    /// Not part of the language; with a real keyword that it looks like, if there is one.
    Unknown(Option<&'static str>),
}

/// What becomes of the keyword with that name. In a language that does not have it, it is a name like any other.
pub(super) fn standing_of(name: &str, language: Language) -> Standing {
    if language.has_keyword(name) {
        return standing_of_keyword(name);
    }
    if name.starts_with("x-") {
        return Standing::Extension;
    }
    if Dialect::ALL.iter().any(|other| other.has_keyword(name)) {
        // It is spelled as it was meant.
        return Standing::Unknown(None);
    }
    Standing::Unknown(closest(name, language.dialect.keywords()))
}

fn standing_of_keyword(name: &str) -> Standing {
    match name {
        "$schema" | "$id" | "id" | "$anchor" | "$dynamicAnchor" | "$recursiveAnchor"
        | "$vocabulary" => Standing::Resolved,
        "title" | "$comment" | "default" | "examples" | "readOnly" | "writeOnly" => {
            Standing::Annotation
        }
        _ => Standing::Lowered,
    }
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
    use super::Standing;
    use crate::load::Dialect;

    fn standing_in(name: &str, dialect: Dialect) -> Standing {
        super::standing_of(name, dialect.into())
    }

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
            assert_eq!(standing_in("dependencies", dialect), Standing::Lowered);
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
        // No keyword of another dialect is suggested.
        assert_eq!(
            standing_in("prefixItem", Dialect::Draft7),
            Standing::Unknown(None)
        );
    }

    #[test]
    fn extensions_are_no_misspellings() {
        assert_eq!(standing_of("x-types"), Standing::Extension);
        assert_eq!(standing_of("x-same-as"), Standing::Lowered);
    }
}
