//! What must be the same whatever features another crate switches on in serde_json.

use wexio_webhooks::v2026_04_01::ChatCreated;
use wexio_webhooks::{Contract, Error};

const EXAMPLE: &str = include_str!("../../schema/2026-04-01/examples/chat.created.json");

/// The example with `members` put first into its chat.
fn with_chat_members(members: &str) -> String {
    let text = EXAMPLE.replace("\"chat\": {", &format!("\"chat\": {{{members},"));
    assert_ne!(text, EXAMPLE, "the example has a chat");
    text
}

fn read(text: &str) -> ChatCreated {
    match ChatCreated::from_slice(text.as_bytes()) {
        Ok(event) => event,
        Err(error) => panic!("{error}"),
    }
}

fn written(event: &ChatCreated) -> String {
    String::from_utf8(event.to_vec()).expect("what is written is UTF-8")
}

#[test]
fn numbers_of_unnamed_members_keep_their_spelling() {
    let numbers = r#""b":12345678901234567890123,"a":1e400,"c":[1.0,-0,0.1000000000000000055511151231257827]"#;
    let event = read(&with_chat_members(numbers));
    let text = written(&event);
    assert!(text.contains(numbers), "{text}");
}

#[test]
fn field_values_keep_their_numbers_and_order() {
    let fields = r#""customFields":{"z":1.0,"a":12345678901234567890123,"m":1e400,"n":null}"#;
    let text = EXAMPLE.replace("\"contact\": {", &format!("\"contact\": {{{fields},"));
    let written = written(&read(&text));
    assert!(written.contains(fields), "{written}");
}

#[test]
fn an_attempt_is_an_integer_by_value() {
    for spelling in ["1.0", "10e-1", "1e0"] {
        let text = EXAMPLE.replace("\"attempt\": 1", &format!("\"attempt\": {spelling}"));
        assert_eq!(read(&text).meta.attempt, 1, "{spelling}");
    }
}

#[test]
fn an_attempt_that_no_field_holds_is_valid_and_unrepresentable() {
    for spelling in ["12345678901234567890123", "1e400"] {
        let text = EXAMPLE.replace("\"attempt\": 1", &format!("\"attempt\": {spelling}"));
        assert!(ChatCreated::is_valid(text.as_bytes()), "{spelling}");
        match ChatCreated::from_slice(text.as_bytes()) {
            Err(Error::Unrepresentable(_)) => {}
            other => panic!("{spelling}: {other:?}"),
        }
    }
}

#[test]
fn an_attempt_below_one_is_invalid() {
    for spelling in ["0", "0.5", "1e-400", "-1"] {
        let text = EXAMPLE.replace("\"attempt\": 1", &format!("\"attempt\": {spelling}"));
        match ChatCreated::from_slice(text.as_bytes()) {
            Err(Error::Invalid(_)) => {}
            other => panic!("{spelling}: {other:?}"),
        }
    }
}
