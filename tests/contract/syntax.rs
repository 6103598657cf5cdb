//! What is no JSON is refused as that, with its place, whatever the contract says.

use serde_json::Value;
use wexio_webhooks::v2026_04_01::ChatCreated;
use wexio_webhooks::{Contract, Error, Limits, SyntaxError};

use crate::agreement::{Verdict, ours};
use crate::payload::{EXAMPLE, FULL, full};

fn syntax_error(payload: &[u8]) -> SyntaxError {
    match ChatCreated::from_slice(payload) {
        Err(Error::Syntax(error)) => error,
        other => panic!(
            "not refused as syntax: {other:?}\n{}",
            String::from_utf8_lossy(payload)
        ),
    }
}

/// [`FULL`] with one part replaced.
fn full_with(part: &str, replacement: &str) -> String {
    assert!(FULL.contains(part), "{part} is not in the payload");
    FULL.replace(part, replacement)
}

#[test]
fn the_place_is_an_offset_a_line_and_a_column() {
    let text = EXAMPLE.replace("\"lastName\": \"Stone\"", "\"lastName\": Stone");
    let error = syntax_error(text.as_bytes());
    let offset = text.find("Stone").expect("the text has the name");
    assert_eq!(error.offset, offset);
    assert_eq!((error.line, error.column), (13, 19));
    assert!(
        error.to_string().starts_with("line 13, column 19: "),
        "{error}"
    );
}

#[test]
fn truncation_at_every_byte_is_no_json() {
    for payload in [FULL, EXAMPLE.trim_end()] {
        for length in 0..payload.len() {
            let error = syntax_error(&payload.as_bytes()[..length]);
            assert!(error.offset <= length, "{length}: {error}");
        }
    }
}

#[test]
fn what_follows_the_value_is_no_json() {
    for (rest, offset) in [("x", 0), (" {}", 1), ("\n,", 1), ("\0", 0), ("\u{feff}", 0)] {
        let error = syntax_error(format!("{FULL}{rest}").as_bytes());
        assert_eq!(error.offset, FULL.len() + offset, "{rest:?}");
    }
    assert_eq!(
        ours(format!(" \t\r\n{FULL} \t\r\n").as_bytes()),
        Verdict::Valid
    );
}

#[test]
fn a_byte_order_mark_is_no_json() {
    assert_eq!(syntax_error(format!("\u{feff}{FULL}").as_bytes()).offset, 0);
}

#[test]
fn bytes_that_are_not_utf8_are_no_json() {
    for bytes in [
        &b"\xff"[..],
        b"\xc3",
        b"\xed\xa0\x80",
        b"\xf4\x90\x80\x80",
        b"\xc0\xaf",
    ] {
        let mut payload = FULL.as_bytes().to_vec();
        let place = FULL.find("Stone").expect("the text has the name");
        payload.splice(place..place, bytes.iter().copied());
        assert_eq!(syntax_error(&payload).offset, place, "{bytes:?}");
    }
}

#[test]
fn half_a_surrogate_pair_is_no_json() {
    for half in [
        r"\ud83d",
        r"\ude00",
        r"\ud83dx",
        r"\ud83d\u0041",
        r"\ude00\ud83d",
    ] {
        // In a named member, in an unnamed one, and in a name.
        for (part, replacement) in [
            (
                r#""firstName":"Ada","lastName":"","#,
                format!(r#""firstName":"{half}","#),
            ),
            (r#""chat":{"#, format!(r#""chat":{{"x":["{half}"],"#)),
            (r#""chat":{"#, format!(r#""chat":{{"{half}":1,"#)),
        ] {
            assert_eq!(
                ours(full_with(part, &replacement).as_bytes()),
                Verdict::NotJson,
                "{half}"
            );
        }
    }
}

#[test]
fn a_control_character_in_a_string_is_no_json() {
    for control in ['\0', '\u{1f}', '\n', '\t'] {
        let text = full_with("Stone", &format!("St{control}ne"));
        let place = text.find(control).expect("the text has the character");
        assert_eq!(syntax_error(text.as_bytes()).offset, place, "{control:?}");
    }
    // Above the control characters, and DEL, is all allowed.
    assert_eq!(
        ours(full_with("Stone", "St\u{7f}\u{80}\u{2028}ne").as_bytes()),
        Verdict::Valid
    );
}

#[test]
fn malformed_numbers_are_no_json() {
    for number in [
        "01", "+1", ".5", "1.", "1e", "1e+", "-", "0x1", "NaN", "Infinity", "1_0", "1.e1",
    ] {
        for (part, replacement) in [
            (r#""attempt":2"#, format!(r#""attempt":{number}"#)),
            (r#""age":36"#, format!(r#""age":{number}"#)),
            (r#""chat":{"#, format!(r#""chat":{{"x":[{number}],"#)),
        ] {
            assert_eq!(
                ours(full_with(part, &replacement).as_bytes()),
                Verdict::NotJson,
                "{number}"
            );
        }
    }
}

#[test]
fn a_name_that_occurs_twice_is_no_json() {
    for (part, replacement) in [
        // Named members, of equal values and of different ones.
        (r#""id":"c1","#, r#""id":"c1","id":"c1","#),
        (r#""id":"c1","#, r#""id":"c1","id":"c2","#),
        (
            r#""type":"chat.created","#,
            r#""type":"chat.created","type":"chat.created","#,
        ),
        (r#""attempt":2"#, r#""attempt":2,"attempt":2"#),
        // Spelt with an escape.
        (r#""id":"c1","#, r#""id":"c1","\u0069d":"c1","#),
        // Apart from each other.
        (r#""title":"Team","#, r#""title":"Team","id":"c1","#),
        // Unnamed, in every object, beside each other and apart.
        (
            r#"{"id":"evt_01HV8Z","#,
            r#"{"x":1,"id":"evt_01HV8Z","x":1,"#,
        ),
        (r#""data":{"#, r#""data":{"x":1,"x":1,"#),
        (r#""chat":{"#, r#""chat":{"x":1,"x":1,"#),
        (r#""contact":{"#, r#""contact":{"x":1,"x":2,"#),
        (r#""meta":{"#, r#""meta":{"x":1,"y":2,"\u0078":3,"#),
        // In a map.
        (r#""age":36"#, r#""age":36,"age":37"#),
        (r#""city":"#, r#""cit\u0079":null,"city":"#),
        // Deep in what is kept as text.
        (r#""chat":{"#, r#""chat":{"x":[{"y":{"z":1,"z":1}}],"#),
        (r#""chat":{"#, r#""chat":{"x":{"":0,"":0},"#),
    ] {
        let text = full_with(part, replacement);
        assert_eq!(ours(text.as_bytes()), Verdict::NotJson, "{replacement}");
    }
    // The same name in two objects is no duplicate.
    let text = full_with(r#""chat":{"#, r#""chat":{"x":{"z":1},"y":{"z":1},"#);
    assert_eq!(ours(text.as_bytes()), Verdict::Valid);
}

#[test]
fn a_duplicate_is_reported_at_the_second_name() {
    let text = full_with(r#""title":"Team","#, r#""title":"Team","id":"c1","#);
    let place = text
        .find(r#""Team","id""#)
        .expect("the text has the second name")
        + r#""Team","#.len();
    assert_eq!(syntax_error(text.as_bytes()).offset, place);
}

/// [`FULL`] with arrays in an unnamed member of the chat, so that `depth` arrays and objects are open at once.
fn nested(depth: usize) -> String {
    // The event, its data and the chat are open around them.
    let arrays = depth - 3;
    let value = "[".repeat(arrays) + &"]".repeat(arrays);
    full_with(r#""chat":{"#, &format!(r#""chat":{{"x":{value},"#))
}

#[test]
fn nesting_is_limited_to_128() {
    assert_eq!(ours(nested(128).as_bytes()), Verdict::Valid);
    let too_deep = nested(129);
    let place = too_deep
        .find(&"[".repeat(126))
        .expect("the arrays are there")
        + 125;
    assert_eq!(syntax_error(too_deep.as_bytes()).offset, place);
    assert_eq!(ours(nested(100_000).as_bytes()), Verdict::NotJson);
    assert_eq!(ours("[".repeat(1_000_000).as_bytes()), Verdict::NotJson);
}

#[test]
fn the_limit_of_nesting_can_be_set() {
    let limits = |max_depth| Limits::new().with_max_depth(max_depth);
    assert!(ChatCreated::from_slice_with(nested(200).as_bytes(), limits(200)).is_ok());
    for refused in [
        ChatCreated::from_slice_with(nested(201).as_bytes(), limits(200)),
        ChatCreated::from_slice_with(FULL.as_bytes(), limits(3)),
    ] {
        assert!(matches!(refused, Err(Error::Syntax(_))), "{refused:?}");
    }
}

#[test]
fn syntax_comes_before_the_contract() {
    // Both broken: the contract at the start, the syntax at the end.
    let text = FULL.replace("evt_01HV8Z", "event").replace("}}", "}");
    assert_eq!(ours(text.as_bytes()), Verdict::NotJson);
    for text in [
        "",
        " ",
        "nul",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "'x'",
        "{\"a\" 1}",
        "// x\n{}",
    ] {
        assert_eq!(ours(text.as_bytes()), Verdict::NotJson, "{text:?}");
    }
    for text in ["null", "{}", "[]", "0", "\"\"", "true"] {
        assert_eq!(ours(text.as_bytes()), Verdict::Invalid, "{text:?}");
    }
}

#[test]
fn serde_refuses_duplicates_as_well() {
    let text = full_with(r#""id":"c1","#, r#""id":"c1","id":"c1","#);
    let error = serde_json::from_str::<ChatCreated>(&text).expect_err("a name occurs twice");
    assert!(!error.to_string().is_empty());
    assert_eq!(
        serde_json::from_str::<ChatCreated>(FULL).expect("the payload is valid"),
        ChatCreated::from_str(FULL).expect("the payload is valid")
    );
}

#[test]
fn a_parsed_value_is_read_like_its_text() {
    let value: Value = full();
    let event = ChatCreated::from_value(&value).expect("the payload is valid");
    assert_eq!(
        event,
        ChatCreated::from_str(FULL).expect("the payload is valid")
    );
    assert_eq!(event.to_value().expect("every number fits"), value);
}
