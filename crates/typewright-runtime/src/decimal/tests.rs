use super::exponent::add_to_digits;
use super::*;
use std::hash::DefaultHasher;

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    Decimal::new(text).hash(&mut hasher);
    hasher.finish()
}

/// Ascending; the spellings in one entry have the same value.
const ASCENDING: &[&[&str]] = &[
    &["-1e99999999999999999999999999999999999999999"],
    &["-1e400", "-10e399", "-0.1e401"],
    &["-12345678901234567890123"],
    &["-2", "-2.0", "-20e-1"],
    &["-1.5"],
    &["-1e-99999999999999999999999999999999999999999"],
    &[
        "0",
        "-0",
        "0.000",
        "-0e5",
        "0e99999999999999999999999999999999999999999999",
    ],
    &[
        "1e-99999999999999999999999999999999999999999",
        "0.01e-99999999999999999999999999999999999999997",
        "100e-100000000000000000000000000000000000000001",
    ],
    &["1e-99999999999999999999"],
    &["0.0999999"],
    &["0.1", "1e-1", "0.10", "0.01e1", "100e-3", "1E-01"],
    &["0.11"],
    &["1", "1.0", "10e-1", "0.1e1", "1e0", "1E+0", "1e-0"],
    &["1.0000000000000000000000000001"],
    &["9"],
    &["10", "1e1", "1.0e+1", "10.00"],
    &["9007199254740992"],
    &["999999999999999999"],
    &["1000000000000000000", "1e18"],
    &["12345678901234567890122.9"],
    &[
        "12345678901234567890123",
        "12345678901234567890123.0",
        "1.2345678901234567890123e22",
    ],
    &["1e400", "10e399"],
    &["1e99999999999999999999", "10e99999999999999999998"],
    &["1e999999999999999999999999999999999999"],
    &[
        "1e1000000000000000000000000000000000000",
        "10e999999999999999999999999999999999999",
    ],
    &[
        "1e1000000000000000000000000000000000001",
        "0.1e1000000000000000000000000000000000002",
    ],
];

#[test]
fn every_spelling_compares_by_value() {
    for (left_index, left) in ASCENDING.iter().enumerate() {
        for (right_index, right) in ASCENDING.iter().enumerate() {
            for left in *left {
                for right in *right {
                    let expected = left_index.cmp(&right_index);
                    assert_eq!(cmp(left, right), expected, "{left} against {right}");
                    if expected == Ordering::Equal {
                        assert_eq!(hash(left), hash(right), "{left} and {right}");
                    }
                }
            }
        }
    }
}

#[test]
fn integers_are_integers_by_value() {
    for text in [
        "0",
        "-0.0",
        "1.0",
        "10e-1",
        "1.50e1",
        "1e400",
        "-7",
        "0e-99",
        "1e99999999999999999999999999999999999999999999",
    ] {
        assert!(is_integer(text), "{text}");
    }
    for text in [
        "0.5",
        "1e-1",
        "15e-1",
        "1.05e1",
        "12345678901234567890123.1",
        "1e-99999999999999999999999999999999999999999999",
    ] {
        assert!(!is_integer(text), "{text}");
    }
}

#[test]
fn integers_convert_up_to_the_last_one_that_fits() {
    assert_eq!(to_i128("1.0"), Some(1));
    assert_eq!(to_i128("-1200e-2"), Some(-12));
    assert_eq!(to_i128("1e38"), Some(10i128.pow(38)));
    assert_eq!(to_i128("1e39"), None);
    assert_eq!(to_i128("0.5"), None);
    assert_eq!(to_i128(&i128::MAX.to_string()), Some(i128::MAX));
    assert_eq!(to_i128(&i128::MIN.to_string()), Some(i128::MIN));
    assert_eq!(to_i128("170141183460469231731687303715884105728"), None);
    assert_eq!(to_u128(&u128::MAX.to_string()), Some(u128::MAX));
    assert_eq!(to_u128("340282366920938463463374607431768211456"), None);
    assert_eq!(to_u128("-0"), Some(0));
    assert_eq!(to_u128("-1"), None);
    assert_eq!(
        to_i128("1e99999999999999999999999999999999999999999999"),
        None
    );
}

#[test]
fn exponents_add_with_carry() {
    assert_eq!(add_to_digits(b"999", 1), "1000");
    assert_eq!(add_to_digits(b"1000", -1), "999");
    assert_eq!(add_to_digits(b"5", 1234), "1239");
    assert_eq!(add_to_digits(b"1000", -12), "988");
}

#[test]
fn text_that_is_no_number_never_panics() {
    for text in [
        "",
        "-",
        "e",
        ".",
        "-.e",
        "1e",
        "é",
        "NaN",
        "1e+-5",
        "--",
        "\u{0}e\u{7f}",
    ] {
        let _ = cmp(text, "1");
        let _ = is_integer(text);
        let _ = to_i128(text);
    }
}
