//! Names of hosts (RFC 1123).

mod code_points;
mod label;
mod punycode;

use label::is_encoded_label;

/// Whether a text is the name of a host (RFC 1123 section 2.1): labels of letters, digits and inner hyphens, of up to 63
/// bytes each, joined by dots, of up to 253 bytes in all.
///
/// A label with two hyphens in its third and fourth place is reserved (RFC 5891 section 4.2.3.1): behind `xn--` it must
/// be what RFC 5891 section 4.4 makes of an internationalised label.
#[must_use]
pub fn is_hostname(text: &str) -> bool {
    text.len() <= 253
        && text
            .split('.')
            .all(|label| label.len() <= 63 && is_label(label) && is_unreserved_or_encoded(label))
}

/// Whether a text is letters, digits and inner hyphens (RFC 1123 section 2.1, RFC 5321 section 4.1.2).
pub(super) fn is_label(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_inner = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'-';
    bytes.iter().all(is_inner)
        && matches!((bytes.first(), bytes.last()), (Some(first), Some(last)) if *first != b'-' && *last != b'-')
}

fn is_unreserved_or_encoded(label: &str) -> bool {
    match label.split_at_checked(4) {
        Some((prefix, rest)) if prefix.ends_with("--") => {
            prefix.eq_ignore_ascii_case("xn--") && is_encoded_label(rest)
        }
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::is_hostname;

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
            "ab--c",
            "xn--",
            "xn--X",
            "xn--a",
            "xn--99999999",
            "a\u{3002}b",
            &format!("a{label}"),
            &format!("{longest}a"),
        ] {
            assert!(!is_hostname(text), "{text}");
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
        ] {
            assert!(is_hostname(text), "{text}");
        }
        for text in [
            // A capital, a symbol, an emoji, and an unassigned code point.
            "xn--bcher-2pa",
            "xn--rca",
            "xn--e28h",
            "xn--zva",
        ] {
            assert!(!is_hostname(text), "{text}");
        }
    }
}
