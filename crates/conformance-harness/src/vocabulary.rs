//! Names, strings and patterns that random schemas and their payloads are made of: few, so that they meet.

/// Member names; some need care in Rust.
pub const NAMES: &[&str] = &[
    "a", "b", "c", "id", "type", "kind", "x-y", "", "é", "A", "extra", "self",
];

/// Strings for `const`, `enum` and payloads.
pub const STRINGS: &[&str] = &[
    "", "a", "b", "ab", "abc", "x1", "A", "é", "😀", "a\"\\\n", "null", "1",
];

/// Numbers for bounds, `const`, `enum` and payloads, as JSON.
pub const NUMBERS: &[&str] = &[
    "0", "1", "2", "3", "5", "10", "-1", "-3", "0.5", "1.5", "2.5", "-0.25", "100", "7", "4",
];

/// Divisors for `multipleOf`, as JSON.
pub const DIVISORS: &[&str] = &["1", "2", "3", "0.5", "2.5", "0.25"];

/// ECMA-262 patterns, each with strings that it matches and strings that it does not.
pub const PATTERNS: &[(&str, &[&str], &[&str])] = &[
    ("^a", &["a", "ab", "a1"], &["", "ba"]),
    ("b$", &["b", "ab"], &["", "ba", "b\n"]),
    ("^abc$", &["abc"], &["abcd", "ab"]),
    ("b", &["abc", "b"], &["", "a"]),
    ("^[a-c]+$", &["a", "abc", "cab"], &["", "abd", "A"]),
    ("^\\d{2,4}$", &["12", "1234"], &["1", "12345", "1a"]),
    ("^x-", &["x-", "x-y"], &["x", "ax-"]),
    ("^(a|bc)?$", &["", "a", "bc"], &["ab", "abc"]),
    (
        "\\s",
        &["a b", "\u{feff}", "\u{a0}"],
        &["", "ab", "\u{180e}"],
    ),
    ("^\\w+$", &["a_1", "A"], &["é", "", "a-"]),
    ("^.$", &["a", "é", "😀"], &["", "\n", "ab"]),
    ("^\\p{Lu}", &["A", "Éa"], &["a", "1"]),
];

/// Formats, each with strings of it and strings that are not.
pub const FORMATS: &[(&str, &[&str], &[&str])] = &[
    (
        "date-time",
        &["2026-04-24T14:02:10Z", "2026-04-24t14:02:10.123+02:00"],
        &["2026-04-24T14:02:10", "2026-02-30T00:00:00Z"],
    ),
    (
        "date",
        &["2026-04-24", "2024-02-29"],
        &["2026-02-29", "2026-4-24"],
    ),
    (
        "time",
        &["14:02:10Z", "00:00:00+01:00"],
        &["14:02:10", "24:00:00Z"],
    ),
    ("duration", &["P1D", "PT5M", "P1Y2M"], &["P", "1D", "PT"]),
    ("email", &["a@example.com"], &["a", "@example.com"]),
    (
        "uri",
        &["https://example.com/a?b#c", "urn:a:b"],
        &["/a", "a b"],
    ),
    (
        "uri-reference",
        &["/a", "#b", "https://example.com"],
        &["\\a", "a b"],
    ),
    (
        "uuid",
        &["123e4567-e89b-12d3-a456-426614174000"],
        &["123e4567e89b12d3a456426614174000", "g"],
    ),
    (
        "ipv4",
        &["127.0.0.1"],
        &["127.0.0", "256.0.0.1", "01.0.0.1"],
    ),
    ("ipv6", &["::1", "2001:db8::ff00:42:8329"], &["::1::", "1"]),
    ("hostname", &["example.com", "a"], &["-a.com", "a_b"]),
    ("json-pointer", &["", "/a/~0b"], &["a", "/~2"]),
    ("regex", &["^a+$", "a|b"], &["(", "[b-a]"]),
];
