//! Where the other implementation is known to differ from the specifications, with the reason: one place for all of them.

use typewright_runtime::check;

/// Texts of which it thinks otherwise.
pub struct Difference {
    pub format: &'static str,
    /// A dialect in which the example shows it.
    pub dialect: &'static str,
    /// A text that shows it, and whether it is valid.
    pub example: (&'static str, bool),
    /// Whether a text is of that kind; no wider than need be.
    pub concerns: fn(&str) -> bool,
    /// What the specification says.
    pub reason: &'static str,
}

pub const DIFFERENCES: &[Difference] = &[
    Difference {
        format: "duration",
        dialect: "draft2020-12",
        example: ("p1dt2h", true),
        concerns: |text| text.bytes().any(|byte| byte.is_ascii_lowercase()),
        reason: "letters in ABNF stand for small ones as well (RFC 5234 section 2.3)",
    },
    Difference {
        format: "email",
        dialect: "draft2020-12",
        example: ("\"a\\ b\"@c", true),
        concerns: |text| text.starts_with('"') && text.contains(['\\', '<']),
        reason: "a backslash may stand before any printable character, and `<` needs none (RFC 5321 section 4.1.2)",
    },
    Difference {
        format: "email",
        dialect: "draft2020-12",
        example: ("a@bb--c", true),
        concerns: |text| text.contains("--"),
        reason: "a domain is letters, digits and hyphens (RFC 5321 section 4.1.2); none of its labels is reserved there",
    },
    Difference {
        format: "email",
        dialect: "draft2020-12",
        example: (
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b",
            true,
        ),
        concerns: |text| text.len() > 64,
        reason: "the format is what the rule `Mailbox` generates; the sizes of RFC 5321 section 4.5.3 are no part of it",
    },
    Difference {
        format: "hostname",
        dialect: "draft2020-12",
        example: ("xn---bcher-kva", false),
        concerns: |text| text.contains("--") && !check::is_hostname(text),
        reason: "an encoded label holds to IDNA2008 (RFC 5891 section 4.2): hyphens, code points, direction of text",
    },
    #[cfg(feature = "idn")]
    Difference {
        format: "idn-hostname",
        dialect: "draft2020-12",
        example: ("xn--bcher-kkva", false),
        concerns: |text| text.contains("xn--") && !check::is_idn_hostname(text),
        reason: "an encoded label holds to IDNA2008, which has no old Hangul jamo, among others (RFC 5892 section 2.9)",
    },
    Difference {
        format: "iri",
        dialect: "draft2020-12",
        example: ("x:\u{200e}", false),
        concerns: has_bidi_formatting,
        reason: "no bidirectional formatting characters (RFC 3987 section 4.1)",
    },
    Difference {
        format: "iri-reference",
        dialect: "draft2020-12",
        example: ("\u{202e}", false),
        concerns: has_bidi_formatting,
        reason: "no bidirectional formatting characters (RFC 3987 section 4.1)",
    },
    Difference {
        format: "relative-json-pointer",
        dialect: "draft2020-12",
        example: ("0-1/a", true),
        concerns: |text| text.contains(['+', '-']),
        reason: "2020-12 names draft-bhutton-relative-json-pointer-00, whose section 3 has steps to other elements",
    },
    Difference {
        format: "uri-template",
        dialect: "draft2020-12",
        example: ("\u{85}", false),
        concerns: |text| text.contains(|c| matches!(c, '\u{80}'..'\u{a0}')),
        reason: "of what is beyond ASCII, only `ucschar` and `iprivate` are literals (RFC 6570 section 2.1)",
    },
];

fn has_bidi_formatting(text: &str) -> bool {
    text.contains(|c| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'))
}

/// Whether a text is one of those.
pub fn is_known_to_differ(format: &str, text: &str) -> bool {
    DIFFERENCES
        .iter()
        .any(|difference| difference.format == format && (difference.concerns)(text))
}
