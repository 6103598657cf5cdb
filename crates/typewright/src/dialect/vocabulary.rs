//! Vocabularies: the parts of the language that a meta-schema can leave out (2020-12 core, section 8.1.2).

use crate::load::Dialect;

/// A vocabulary of the specification.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Vocabulary {
    /// Identifiers, references, comments.
    Core,
    /// Keywords that apply subschemas.
    Applicator,
    /// `unevaluatedProperties` and `unevaluatedItems`; in 2019-09 they are among the applicators.
    Unevaluated,
    /// Assertions.
    Validation,
    /// What is said to people.
    MetaData,
    /// `format`, which decides where the options say so.
    Format,
    /// `format`, which decides whatever the options say.
    FormatAssertion,
    /// What is said about strings that hold other documents.
    Content,
}

impl Vocabulary {
    /// The last part of the URI, in the dialects that have such URIs.
    const NAMES: [(&'static str, Dialect, Vocabulary); 14] = [
        ("core", Dialect::Draft2019, Vocabulary::Core),
        ("applicator", Dialect::Draft2019, Vocabulary::Applicator),
        ("validation", Dialect::Draft2019, Vocabulary::Validation),
        ("meta-data", Dialect::Draft2019, Vocabulary::MetaData),
        ("format", Dialect::Draft2019, Vocabulary::Format),
        ("content", Dialect::Draft2019, Vocabulary::Content),
        ("core", Dialect::Draft2020, Vocabulary::Core),
        ("applicator", Dialect::Draft2020, Vocabulary::Applicator),
        ("unevaluated", Dialect::Draft2020, Vocabulary::Unevaluated),
        ("validation", Dialect::Draft2020, Vocabulary::Validation),
        ("meta-data", Dialect::Draft2020, Vocabulary::MetaData),
        ("format-annotation", Dialect::Draft2020, Vocabulary::Format),
        (
            "format-assertion",
            Dialect::Draft2020,
            Vocabulary::FormatAssertion,
        ),
        ("content", Dialect::Draft2020, Vocabulary::Content),
    ];

    /// The vocabulary with that URI, and the dialect that it belongs to; nothing for URIs that are not of the specification.
    pub fn from_uri(uri: &str) -> Option<(Vocabulary, Dialect)> {
        let rest = uri.strip_prefix("https://json-schema.org/draft/")?;
        let (year, name) = rest.split_once("/vocab/")?;
        let dialect = match year {
            "2019-09" => Dialect::Draft2019,
            "2020-12" => Dialect::Draft2020,
            _ => return None,
        };
        let mut names = Vocabulary::NAMES.iter();
        let (_, _, vocabulary) = names.find(|(known, of, _)| *known == name && *of == dialect)?;
        Some((*vocabulary, dialect))
    }
}

/// A set of vocabularies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Vocabularies(u8);

impl Vocabularies {
    /// No vocabulary.
    pub const NONE: Vocabularies = Vocabularies(0);

    /// Every vocabulary but [`Vocabulary::FormatAssertion`], as the official meta-schemas have it.
    pub const OFFICIAL: Vocabularies = Vocabularies::NONE
        .with(Vocabulary::Core)
        .with(Vocabulary::Applicator)
        .with(Vocabulary::Unevaluated)
        .with(Vocabulary::Validation)
        .with(Vocabulary::MetaData)
        .with(Vocabulary::Format)
        .with(Vocabulary::Content);

    /// The set with one more in it.
    #[must_use]
    pub const fn with(self, vocabulary: Vocabulary) -> Self {
        Vocabularies(self.0 | 1 << vocabulary as u8)
    }

    /// Whether a vocabulary is in the set.
    pub const fn contain(self, vocabulary: Vocabulary) -> bool {
        self.0 & 1 << vocabulary as u8 != 0
    }
}

/// What a schema is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language {
    /// The dialect.
    pub dialect: Dialect,
    /// What of it counts.
    pub vocabularies: Vocabularies,
}

impl Language {
    /// Whether `format` decides, whatever the options say.
    pub fn asserts_format(self) -> bool {
        self.vocabularies.contain(Vocabulary::FormatAssertion)
    }
}

impl From<Dialect> for Language {
    /// The dialect as its official meta-schema has it.
    fn from(dialect: Dialect) -> Self {
        Language {
            dialect,
            vocabularies: Vocabularies::OFFICIAL,
        }
    }
}

impl Default for Language {
    fn default() -> Self {
        Dialect::Draft2020.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vocabularies_are_known_by_their_uris() {
        let of = |uri: &str| Vocabulary::from_uri(&format!("https://json-schema.org/draft/{uri}"));
        assert_eq!(
            of("2020-12/vocab/format-assertion"),
            Some((Vocabulary::FormatAssertion, Dialect::Draft2020))
        );
        assert_eq!(
            of("2019-09/vocab/format"),
            Some((Vocabulary::Format, Dialect::Draft2019))
        );
        assert_eq!(of("2019-09/vocab/unevaluated"), None);
        assert_eq!(of("2020-12/vocab/format"), None);
        assert_eq!(of("2020-12/meta/core"), None);
        assert_eq!(Vocabulary::from_uri("https://example.com/vocab/core"), None);
    }

    #[test]
    fn sets_hold_what_was_put_into_them() {
        let set = Vocabularies::NONE.with(Vocabulary::Content);
        assert!(set.contain(Vocabulary::Content) && !set.contain(Vocabulary::Core));
        let official = Language::from(Dialect::Draft2019);
        assert!(official.vocabularies.contain(Vocabulary::Format));
        assert!(!official.asserts_format());
    }
}
