//! Values of serde_json, which hold numbers otherwise with other features: what is asked of them is answered alike, unless
//! serde_json has rounded the number before it was asked.

use serde_json::Value;
use wexio_webhooks::v2026_04_01::ChatCreated;
use wexio_webhooks::{Contract, Error};

const EXAMPLE: &str = include_str!("../../schema/2026-04-01/examples/chat.created.json");

/// The example with another attempt, and with that number among members and fields that have no type.
fn example_with(number: &str) -> String {
    let text = EXAMPLE.replace("\"attempt\": 1", &format!("\"attempt\": {number}"));
    assert_ne!(text, EXAMPLE, "the example has an attempt");
    let unnamed =
        format!("\"contact\": {{\"unnamed\": [{number}], \"customFields\": {{\"a\": {number}}},");
    text.replace("\"contact\": {", &unnamed)
}

/// `None` for numbers that serde_json only reads with the feature `arbitrary_precision`.
fn value(text: &str) -> Option<Value> {
    serde_json::from_str(text).ok()
}

#[test]
fn check_gives_the_same_verdicts() {
    let beyond = ["1e400", "1e-400", "-1e400"];
    for (number, valid) in [
        ("1.0", true),
        ("10e-1", true),
        ("1e0", true),
        ("18446744073709551615", true),
        ("18446744073709551616", true),
        ("12345678901234567890123", true),
        ("12345678901234567890123.0", true),
        ("1e300", true),
        ("1e400", true),
        ("0", false),
        ("-0", false),
        ("0.5", false),
        ("1.5", false),
        ("2251799813685248.5", false),
        ("-1", false),
        ("-12345678901234567890123", false),
        ("-1e400", false),
    ] {
        let Some(value) = value(&example_with(number)) else {
            assert!(beyond.contains(&number), "{number}");
            continue;
        };
        let verdict = ChatCreated::check(&value);
        assert_eq!(verdict.is_ok(), valid, "{number}: {verdict:?}");
        match ChatCreated::from_value(&value) {
            Ok(_) | Err(Error::Unrepresentable(_)) => assert!(valid, "{number}"),
            Err(Error::Invalid(report)) => {
                assert!(!valid, "{number}");
                assert_eq!(Err(report), verdict);
            }
            Err(other) => panic!("{number}: {other}"),
        }
    }
}

#[test]
fn what_serde_reads_and_writes_is_equal() {
    for number in ["2", "1.0", "10e-1", "18446744073709551615"] {
        let text = example_with(number);
        let value = value(&text).expect("it is JSON");
        let read: ChatCreated = serde_json::from_value(value.clone()).expect("it is valid");
        assert_eq!(read, ChatCreated::from_value(&value).expect("it is valid"));
        let written = serde_json::to_value(&read).expect("it can be written");
        ChatCreated::check(&written).expect("it is still valid");
        let again: ChatCreated = serde_json::from_value(written).expect("it is still valid");
        assert_eq!(again, read, "{number}");
    }
}
