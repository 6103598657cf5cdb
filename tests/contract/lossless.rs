//! What is read is written back equal.

use wexio_webhooks::Contract;
use wexio_webhooks::v2026_04_01::{Channel, ChatCreated, FieldValue};

use crate::agreement::{Verdict, ours};
use crate::payload::{EXAMPLE, FULL, minified_example};

fn read(text: &str) -> ChatCreated {
    match ChatCreated::from_slice(text.as_bytes()) {
        Ok(event) => event,
        Err(error) => panic!("{error}\n{text}"),
    }
}

fn written(event: &ChatCreated) -> String {
    String::from_utf8(event.to_vec()).expect("what is written is UTF-8")
}

/// [`FULL`] with one part replaced.
fn full_with(part: &str, replacement: &str) -> String {
    assert!(FULL.contains(part), "{part} is not in the payload");
    FULL.replace(part, replacement)
}

#[test]
fn every_member_is_written_byte_for_byte() {
    assert_eq!(written(&read(FULL)), FULL);
    assert_eq!(
        serde_json::to_string(&read(FULL)).expect("it serialises"),
        FULL
    );
}

#[test]
fn the_example_is_written_byte_for_byte_minified_and_pretty() {
    let event = read(EXAMPLE);
    assert_eq!(written(&event), minified_example());
    assert_eq!(
        serde_json::to_string(&event).expect("it serialises"),
        minified_example()
    );
    let pretty = serde_json::to_string_pretty(&event).expect("it serialises");
    assert_eq!(pretty + "\n", EXAMPLE);
}

#[test]
fn pretty_printing_does_not_change_what_is_read() {
    assert_eq!(read(EXAMPLE), read(&minified_example()));
    let tabbed = EXAMPLE
        .replace("  ", "\t")
        .replace('\n', "\r\n")
        .replace(':', " \t:\n ");
    // Colons inside times and texts were spread out too: put those back.
    let tabbed = tabbed.replace("T14 \t:\n 02 \t:\n 10", "T14:02:10");
    assert_eq!(read(&tabbed), read(EXAMPLE));
}

#[test]
fn unnamed_members_are_kept_everywhere_in_their_order_and_spelling() {
    let additions = r#""zeta":[1.0,{"a":null}],"alpha":"\u00e9","":{},"#;
    for place in [
        r#"{"id":"evt_01HV8Z","#,
        r#""data":{"#,
        r#""chat":{"#,
        r#""contact":{"#,
        r#""meta":{"#,
    ] {
        let text = full_with(place, &place.replacen('{', &format!("{{{additions}"), 1));
        let event = read(&text);
        assert_eq!(ours(text.as_bytes()), Verdict::Valid);
        // Unnamed members follow the named ones when written.
        let kept = additions.trim_end_matches(',');
        assert!(
            written(&event).contains(kept),
            "{place}: {}",
            written(&event)
        );
        assert_ne!(
            event,
            read(FULL),
            "{place}: unnamed members count in comparisons"
        );
    }
}

#[test]
fn unnamed_members_are_at_hand_as_raw_text() {
    let event = read(&full_with(r#""chat":{"#, r#""chat":{"groupId":1.50,"#));
    let group = event
        .data
        .chat
        .extra
        .get("groupId")
        .expect("the member is kept");
    assert_eq!(group.as_str(), "1.50");
    assert_eq!(event.data.chat.extra.len(), 1);
    assert!(
        event.data.chat.extra.get("id").is_none(),
        "a named member is not unnamed"
    );
}

#[test]
fn null_and_absent_are_two_things() {
    let archived = r#","archivedAt":"2026-05-01T00:00:00Z""#;
    let null = full_with(archived, r#","archivedAt":null"#);
    let absent = full_with(archived, "");
    assert_eq!(read(&null).data.chat.archived_at, Some(None));
    assert_eq!(read(&absent).data.chat.archived_at, None);
    assert!(matches!(read(FULL).data.chat.archived_at, Some(Some(_))));
    assert_eq!(written(&read(&null)), null);
    assert_eq!(written(&read(&absent)), absent);
}

#[test]
fn empty_and_absent_are_two_things() {
    for (part, empty) in [
        (r#""tags":["vip",""],"#, r#""tags":[],"#),
        (
            r#""systemFields":{"score":1.5,"lead":true},"#,
            r#""systemFields":{},"#,
        ),
        (r#""lastName":"","#, r#""lastName":" ","#),
    ] {
        let with_empty = full_with(part, empty);
        let absent = full_with(part, "");
        assert_eq!(written(&read(&with_empty)), with_empty);
        assert_eq!(written(&read(&absent)), absent);
        assert_ne!(read(&with_empty), read(&absent));
    }
}

#[test]
fn members_in_another_order_give_the_same_event_in_the_documented_order() {
    let text = full_with(
        r#"{"id":"evt_01HV8Z","type":"chat.created","timestamp":"2026-04-24T14:02:10.123Z","#,
        "{",
    );
    let text = text.strip_suffix('}').expect("an object ends").to_owned()
        + r#","timestamp":"2026-04-24T14:02:10.123Z","type":"chat.created","id":"evt_01HV8Z"}"#;
    let text = text.replace(
        r#""id":"c1","integrationId":"i1","channel":"TELEGRAM","#,
        r#""channel":"TELEGRAM","id":"c1","integrationId":"i1","#,
    );
    assert_ne!(text, FULL);
    assert_eq!(read(&text), read(FULL));
    assert_eq!(written(&read(&text)), FULL);
}

#[test]
fn escapes_mean_the_characters_they_stand_for() {
    let escaped = full_with(
        r#""firstName":"Ada","lastName":"""#,
        concat!(
            r#""first\u004eame":"\u0041da \ud83d\ude00 \"\\\/\b\f\n\r\t\u0000","#,
            r#""lastName":"""#,
        ),
    );
    let event = read(&escaped);
    let name = event
        .data
        .chat
        .first_name
        .as_deref()
        .expect("the name is there");
    assert_eq!(name, "Ada \u{1f600} \"\\/\u{8}\u{c}\n\r\t\0");
    assert!(
        written(&event).contains("\"firstName\":\"Ada \u{1f600} \\\"\\\\/\\b\\f\\n\\r\\t\\u0000\""),
        "{}",
        written(&event)
    );
    assert_eq!(read(&written(&event)), event);
    // Constants, known channels and ids are recognised however they are spelt.
    let spelt = full_with("TELEGRAM", r"TELEG\u0052AM")
        .replace("evt_01HV8Z", r"\u0065vt_01HV8Z")
        .replace(r#""chat.created""#, r#""chat\u002ecreated""#);
    assert_eq!(read(&spelt), read(FULL));
}

#[test]
fn a_channel_that_the_contract_does_not_name_is_kept() {
    for text in ["SIGNAL", "", "whatsapp", "TELEGRAM "] {
        let payload = full_with(r#""TELEGRAM""#, &format!("{text:?}"));
        let event = read(&payload);
        match &event.data.chat.channel {
            Some(Channel::Other(other)) => assert_eq!(other.as_str(), text),
            channel => panic!("{text}: {channel:?}"),
        }
        assert_eq!(written(&event), payload);
    }
    assert_eq!(read(FULL).data.chat.channel, Some(Channel::Telegram));
    assert_eq!(
        Channel::from("TELEGRAM"),
        Channel::Telegram,
        "a known channel has one spelling"
    );
}

#[test]
fn numbers_keep_their_value_whatever_their_size() {
    for number in [
        "1.0",
        "1e0",
        "-0",
        "12345678901234567890123",
        "1e400",
        "0.1000000000000000055",
    ] {
        let payload = full_with(r#""age":36"#, &format!(r#""age":{number}"#));
        let event = read(&payload);
        let contact = event.data.contact.as_ref().expect("the contact is there");
        let fields = contact
            .custom_fields
            .as_ref()
            .expect("the fields are there");
        match fields.get("age") {
            Some(FieldValue::Number(age)) => assert_eq!(age.as_str(), number),
            age => panic!("{number}: {age:?}"),
        }
        assert_eq!(written(&event), payload);
    }
}

#[test]
fn an_attempt_is_an_integer_by_value_and_written_as_one() {
    for (spelling, attempt) in [
        ("1.0", 1),
        ("1e0", 1),
        ("20e-1", 2),
        ("0.3e1", 3),
        ("18446744073709551615", u64::MAX),
    ] {
        let payload = full_with(r#""attempt":2"#, &format!(r#""attempt":{spelling}"#));
        let event = read(&payload);
        assert_eq!(event.meta.attempt, attempt, "{spelling}");
        assert!(written(&event).contains(&format!(r#""attempt":{attempt}"#)));
        assert_eq!(ours(payload.as_bytes()), Verdict::Valid, "{spelling}");
    }
}

#[test]
fn times_keep_their_spelling() {
    for time in [
        "2026-04-24t14:02:10z",
        "2026-04-24T14:02:10.000000000000000000001+23:59",
        "2016-12-31T23:59:60Z",
        "0000-01-01T00:00:00-00:00",
    ] {
        let payload = full_with(
            r#""createdAt":"2026-04-24T14:02:10.000Z""#,
            &format!(r#""createdAt":"{time}""#),
        );
        let event = read(&payload);
        assert_eq!(event.data.chat.created_at.as_deref(), Some(time));
        assert_eq!(written(&event), payload);
    }
}
