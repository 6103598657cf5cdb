//! Lengths of strings and bounds of numbers (JSON Schema 2020-12 validation, sections 6.2 and 6.3).

use std::cmp::Ordering;

use super::hold;
use crate::at::At;
use crate::decimal;
use crate::fault::Fault;
use crate::json::NumberText;
use crate::sink::{Flow, Sink};

/// Whether a string has at least that many characters (Unicode code points).
#[inline]
#[must_use]
pub fn has_min_length(text: &str, length: usize) -> bool {
    // A character takes one to four bytes, so most strings need no counting.
    text.len() >= length && (text.len() / 4 >= length || text.chars().count() >= length)
}

/// Whether a string has at most that many characters (Unicode code points).
#[inline]
#[must_use]
pub fn has_max_length(text: &str, length: usize) -> bool {
    text.len() <= length || (text.len().div_ceil(4) <= length && text.chars().count() <= length)
}

/// A string has at least that many characters.
#[inline]
pub fn min_length<S: Sink>(text: &str, length: usize, at: &At<'_, S>, sink: &mut S) -> Flow {
    hold(
        has_min_length(text, length),
        at,
        sink,
        "minLength",
        &Fault::MinLength(length),
    )
}

/// A string has at most that many characters.
#[inline]
pub fn max_length<S: Sink>(text: &str, length: usize, at: &At<'_, S>, sink: &mut S) -> Flow {
    hold(
        has_max_length(text, length),
        at,
        sink,
        "maxLength",
        &Fault::MaxLength(length),
    )
}

macro_rules! bounds {
    ($($(#[$doc:meta])* $rule:ident, $predicate:ident, $keyword:literal, $fault:ident, ($ordering:pat);)*) => {
        $(
            #[doc = concat!("Whether a number satisfies `", $keyword, "`; both are JSON number texts, compared by value.")]
            #[must_use]
            pub fn $predicate(number: impl AsRef<str>, bound: &str) -> bool {
                matches!(decimal::cmp(number.as_ref(), bound), $ordering)
            }

            $(#[$doc])*
            pub fn $rule<S: Sink>(number: &NumberText<'_>, bound: &'static str, at: &At<'_, S>, sink: &mut S) -> Flow {
                hold(matches!(number.cmp(bound), $ordering), at, sink, $keyword, &Fault::$fault(bound))
            }
        )*
    };
}

bounds! {
    /// A number is at least the bound; both are JSON number texts, compared by value.
    minimum, has_minimum, "minimum", Minimum, (Ordering::Greater | Ordering::Equal);
    /// A number is at most the bound; both are JSON number texts, compared by value.
    maximum, has_maximum, "maximum", Maximum, (Ordering::Less | Ordering::Equal);
    /// A number is greater than the bound; both are JSON number texts, compared by value.
    exclusive_minimum, has_exclusive_minimum, "exclusiveMinimum", ExclusiveMinimum, (Ordering::Greater);
    /// A number is less than the bound; both are JSON number texts, compared by value.
    exclusive_maximum, has_exclusive_maximum, "exclusiveMaximum", ExclusiveMaximum, (Ordering::Less);
}

/// A number that is an integer is spelled without fraction and exponent, as `type` of draft-04 has it.
pub fn plain_integer<S: Sink>(number: &NumberText<'_>, at: &At<'_, S>, sink: &mut S) -> Flow {
    let number = number.as_str();
    let is_plain = !number.contains(['.', 'e', 'E']);
    let holds = is_plain || !decimal::is_integer(number);
    hold(holds, at, sink, "type", &Fault::PlainInteger)
}

/// Whether a number divided by the divisor is an integer, exactly; both are JSON number texts.
#[must_use]
pub fn is_multiple_of(number: impl AsRef<str>, divisor: &str) -> bool {
    decimal::is_multiple_of(number.as_ref(), divisor)
}

/// A number divided by the divisor is an integer, exactly; both are JSON number texts.
pub fn multiple_of<S: Sink>(
    number: &NumberText<'_>,
    divisor: &'static str,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let holds = is_multiple_of(number.as_str(), divisor);
    hold(holds, at, sink, "multipleOf", &Fault::MultipleOf(divisor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::outcome::violations;
    use crate::Json;

    #[test]
    fn lengths_count_code_points() {
        for text in ["", "a", "é", "😀", "abc", "e\u{301}", "😀😀é", "aaaaaaaaa"] {
            let count = text.chars().count();
            for length in 0..12 {
                assert_eq!(
                    has_min_length(text, length),
                    count >= length,
                    "{text} {length}"
                );
                assert_eq!(
                    has_max_length(text, length),
                    count <= length,
                    "{text} {length}"
                );
            }
        }
    }

    #[test]
    fn bounds_compare_exactly() {
        assert!(has_minimum("1.0", "1") && has_maximum("1.0", "1"));
        assert!(!has_exclusive_minimum("10e-1", "1") && !has_exclusive_maximum("1", "1.00"));
        assert!(has_exclusive_minimum(
            "9007199254740993",
            "9007199254740992"
        ));
        assert!(has_exclusive_maximum("-1e400", "-1e399"));
        assert!(!has_minimum("0.9999999999999999999999999", "1"));
    }

    #[test]
    fn a_broken_multiple_says_of_what() {
        let found = violations!("0.35", |value, at, sink| {
            let number = Json::as_number(value).unwrap();
            multiple_of(&number, "0.05", at, sink)?;
            multiple_of(&number, "0.1", at, sink)
        });
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].keyword_location(), "/multipleOf");
        assert_eq!(found[0].message(), "must be a multiple of 0.1");
    }

    #[test]
    fn a_plain_integer_has_neither_fraction_nor_exponent() {
        for (number, holds) in [
            ("0", true),
            ("-1234567890123456789", true),
            ("1.5", true),
            ("1e-1", true),
            ("1.0", false),
            ("1e2", false),
            ("10E-1", false),
        ] {
            let found = violations!(number, |value, at, sink| {
                plain_integer(&Json::as_number(value).unwrap(), at, sink)
            });
            assert_eq!(found.is_empty(), holds, "{number}");
            let places = found.iter().map(|violation| violation.keyword_location());
            assert!(places.eq((!holds).then_some("/type")), "{number}");
        }
    }
}
