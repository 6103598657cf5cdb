//! Names of hosts (RFC 1123).

mod bidi;
mod code_points;
#[cfg(test)]
mod derivation;
mod label;
mod punycode;

use bidi::{is_right_to_left, satisfies_bidi_rule};
use label::is_u_label;

/// Whether a text is the name of a host by itself, as draft-04 and draft-06 mean it (RFC 1034 section 3.5 with the first
/// letter as RFC 1123 section 2.1 has it): labels of letters, digits and inner hyphens, of up to 63 bytes each, joined by dots,
/// of up to 253 bytes in all.
///
/// Nothing is made of hyphens in the third and fourth place: these drafts know no internationalised names.
#[must_use]
pub fn is_ldh_hostname(text: &str) -> bool {
    text.len() <= 253
        && text
            .split('.')
            .all(|label| label.len() <= 63 && is_label(label))
}

/// Whether a text is the name of a host (RFC 1123 section 2.1, which draft-07 and later name): labels of letters, digits and inner hyphens, of up to 63
/// bytes each, joined by dots, of up to 253 bytes in all.
///
/// A label with two hyphens in its third and fourth place is reserved (RFC 5891 section 4.2.3.1): behind `xn--` it must
/// be what RFC 5891 section 4.4 makes of an internationalised label.
#[must_use]
pub fn is_hostname(text: &str) -> bool {
    let is_reserved = |label: &str| label.get(2..4) == Some("--");
    if !is_ldh_hostname(text) {
        return false;
    }
    if !text.split('.').any(is_reserved) {
        return true;
    }
    let labels: Option<Vec<Vec<char>>> = text.split('.').map(spelled_out).collect();
    labels.is_some_and(|labels| {
        !labels.iter().any(|label| is_right_to_left(label))
            || labels.iter().all(|label| satisfies_bidi_rule(label))
    })
}

/// The characters of a label, or nothing if it is reserved and encodes none.
fn spelled_out(label: &str) -> Option<Vec<char>> {
    match label.split_at_checked(4) {
        Some((prefix, encoded)) if prefix.ends_with("--") => prefix
            .eq_ignore_ascii_case("xn--")
            .then(|| punycode::decode(encoded))?
            .filter(|label| is_u_label(label)),
        _ => Some(label.chars().collect()),
    }
}

/// Whether a text is letters, digits and inner hyphens (RFC 1123 section 2.1, RFC 5321 section 4.1.2).
pub(super) fn is_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_inner = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    bytes.iter().all(is_inner)
        && matches!((bytes.first(), bytes.last()), (Some(first), Some(last)) if *first != b'-' && *last != b'-')
}

#[cfg(test)]
mod tests {
    use super::{is_hostname, is_ldh_hostname};

    #[test]
    fn labels_are_letters_digits_and_inner_hyphens() {
        let label = "a".repeat(63);
        let longest = format!("{label}.{label}.{label}.{}", "a".repeat(61));
        for text in [
            "a",
            "1",
            "a-b",
            "a--b",
            "A.b.9",
            "xn--9n2bp8q",
            "localhost",
            &label,
            &longest,
        ] {
            assert!(is_hostname(text), "{text}");
            assert!(is_ldh_hostname(text), "{text}");
        }
        for text in [
            "",
            ".",
            "a.",
            ".a",
            "a..b",
            "-a",
            "a-",
            "a.-b",
            "a_b",
            "a b",
            "é",
            "a\n",
            "xn--",
            "a\u{3002}b",
            &format!("a{label}"),
            &format!("{longest}a"),
        ] {
            assert!(!is_hostname(text), "{text}");
            assert!(!is_ldh_hostname(text), "{text}");
        }
    }

    #[test]
    fn hyphens_in_the_third_and_fourth_place_are_reserved_since_draft_7() {
        for text in ["ab--c", "xn--X", "xn--a", "xn--99999999", "a.xn--zva"] {
            assert!(!is_hostname(text), "{text}");
            assert!(is_ldh_hostname(text), "{text}");
        }
    }

    #[test]
    fn encoded_labels_are_labels_of_registries() {
        for text in [
            "xn--bcher-kva.example",
            "XN--BCHER-KVA",
            // Cherokee, whose capitals are the ordinary form.
            "xn--58dc",
            // Catalan.
            "xn--ll-0ea",
            // Hebrew, and beside it what also begins with a letter.
            "xn--4dbc5h",
            "a1.xn--4dbc5h",
        ] {
            assert!(is_hostname(text), "{text}");
        }
        for text in [
            // A capital, a symbol, an emoji, and an unassigned code point.
            "xn--bcher-2pa",
            "xn--rca",
            "xn--e28h",
            "xn--zva",
            // Left-to-right and right-to-left letters in one label, and a digit beside right-to-left letters.
            "xn--0ca24w",
            "1a.xn--4dbc5h",
        ] {
            assert!(!is_hostname(text), "{text}");
        }
    }
}
