//! Telling events apart by name and API version.

use std::collections::HashSet;

use wexio_webhooks::{Error, Event, Known};

const EXAMPLE: &str = include_str!("../schema/2026-04-01/examples/chat.created.json");
const ID: &str = "evt_2a3f1d4c-9b2e-4e7a-9c8d-bd8e9a0e4c10";

/// The example with parts replaced.
fn example_with(replacements: &[(&str, &str)]) -> String {
    let mut text = EXAMPLE.to_owned();
    for (part, replacement) in replacements {
        assert!(text.contains(part), "{part} is not in the example");
        text = text.replace(part, replacement);
    }
    text
}

fn read(text: &str) -> Event {
    match Event::from_slice(text.as_bytes()) {
        Ok(event) => event,
        Err(error) => panic!("{error}\n{text}"),
    }
}

/// Pointer and keyword of every violation.
fn violations(text: &str) -> Vec<(String, &'static str)> {
    match Event::from_slice(text.as_bytes()) {
        Err(Error::Invalid(report)) => report
            .violations()
            .iter()
            .map(|violation| {
                (
                    violation.instance_location().to_owned(),
                    violation.keyword(),
                )
            })
            .collect(),
        other => panic!("not refused as invalid: {other:?}"),
    }
}

#[test]
fn a_known_event_is_typed() {
    let event = read(EXAMPLE);
    match &event {
        Event::Known(Known::ChatCreated(created)) => {
            assert_eq!(created.data.chat.id, "6804f4c2a6f9f35f6e66f1a1");
        }
        other => panic!("{other:?}"),
    }
    assert_eq!(event.event_type(), "chat.created");
    assert_eq!(event.api_version(), "2026-04-01");
    assert_eq!(event.event_id(), ID);
    assert_eq!(event.attempt(), 1);
}

#[test]
fn an_unknown_event_keeps_envelope_and_data() {
    let text = example_with(&[
        ("chat.created", "chat.archived"),
        (r#""channel": "WHATSAPP""#, r#""channel": 1e400"#),
        (r#""attempt": 1"#, r#""attempt": 3, "shard": 1.0"#),
    ]);
    let event = read(&text);
    let Event::UnknownEvent(unknown) = &event else {
        panic!("{event:?}")
    };
    assert_eq!(unknown.envelope.type_, "chat.archived");
    assert_eq!(
        unknown.envelope.timestamp.as_str(),
        "2026-04-24T14:02:10.123Z"
    );
    let chat = unknown.envelope.data.get("chat").expect("the data is kept");
    assert!(
        text.contains(chat.as_str()),
        "as it was sent: {}",
        chat.as_str()
    );
    assert!(chat.as_str().contains("1e400"));
    let shard = unknown
        .envelope
        .meta
        .extra
        .get("shard")
        .expect("unnamed members are kept");
    assert_eq!(shard.as_str(), "1.0");
    assert_eq!(event.event_type(), "chat.archived");
    assert_eq!(event.api_version(), "2026-04-01");
    assert_eq!(event.event_id(), ID);
    assert_eq!(event.attempt(), 3);
}

#[test]
fn an_unknown_version_is_its_own_outcome_whatever_the_event() {
    for name in ["chat.created", "chat.archived"] {
        let text = example_with(&[("chat.created", name), ("2026-04-01", "2026-09-01-preview")]);
        let event = read(&text);
        let Event::UnknownVersion(unknown) = &event else {
            panic!("{event:?}")
        };
        assert_eq!(unknown.envelope.meta.api_version, "2026-09-01-preview");
        assert!(
            unknown.envelope.data.get("contact").is_some(),
            "the data is kept"
        );
        assert_eq!(event.event_type(), name);
        assert_eq!(event.api_version(), "2026-09-01-preview");
        assert_eq!(event.event_id(), ID);
        assert_eq!(event.attempt(), 1);
    }
}

#[test]
fn keys_are_found_wherever_they_stand_and_however_they_are_spelt() {
    let meta = EXAMPLE.find("  \"meta\"").expect("the example has meta");
    let end = EXAMPLE.trim_end().len() - 2;
    let text = format!(
        "{{{},\n{}}}",
        &EXAMPLE[meta..end],
        &EXAMPLE[1..meta].trim_end().trim_end_matches(',')
    );
    assert_eq!(read(&text), read(EXAMPLE), "meta comes first: {text}");
    let text = example_with(&[
        ("chat.created", r"chat\u002ecreated"),
        ("\"apiVersion\"", r#""api\u0056ersion""#),
    ]);
    assert_eq!(read(&text), read(EXAMPLE));
}

#[test]
fn members_of_the_same_name_elsewhere_are_no_keys() {
    let text = example_with(&[
        (
            "\"chat\": {",
            r#""type": "chat.archived", "meta": {"apiVersion": "1"}, "chat": {"#,
        ),
        ("\"eventId\"", "\"type\": \"x\", \"eventId\""),
    ]);
    assert!(matches!(read(&text), Event::Known(Known::ChatCreated(_))));
}

#[test]
fn a_known_event_is_held_to_its_whole_contract() {
    let text = example_with(&[(r#""id": "6804f4c2a6f9f35f6e66f1a1""#, r#""id": """#)]);
    assert_eq!(
        violations(&text),
        [("/data/chat/id".to_owned(), "minLength")]
    );
    // The event is known by `type`; that `meta.event` says otherwise is a violation.
    let text = example_with(&[(r#""event": "chat.created""#, r#""event": "chat.archived""#)]);
    assert_eq!(violations(&text), [("/meta/event".to_owned(), "const")]);
}

#[test]
fn an_unknown_event_is_held_to_the_envelope() {
    for version in ["2026-04-01", "2031-01-01"] {
        let unknown = [("chat.created", "chat.archived"), ("2026-04-01", version)];
        let text =
            example_with(&[&unknown[..], &[(r#""attempt": 1"#, r#""attempt": 0"#)]].concat());
        assert_eq!(violations(&text), [("/meta/attempt".to_owned(), "minimum")]);
        let text = example_with(
            &[
                &unknown[..],
                &[(r#""eventId": "evt_"#, r#""eventId": "evt_x"#)],
            ]
            .concat(),
        );
        assert_eq!(violations(&text), [(String::new(), "x-same-as")]);
    }
}

#[test]
fn without_its_keys_an_event_breaks_the_envelope() {
    for (part, replacement, expected) in [
        (r#""type": "chat.created","#, "", ("", "required")),
        (
            r#""type": "chat.created","#,
            r#""type": null,"#,
            ("/type", "type"),
        ),
        (r#""apiVersion": "2026-04-01","#, "", ("/meta", "required")),
        (
            r#""apiVersion": "2026-04-01","#,
            r#""apiVersion": 2026,"#,
            ("/meta/apiVersion", "type"),
        ),
    ] {
        let text = example_with(&[(part, replacement)]);
        assert_eq!(
            violations(&text),
            [(expected.0.to_owned(), expected.1)],
            "{replacement}"
        );
    }
    assert_eq!(violations("[]"), [(String::new(), "type")]);
    assert_eq!(violations("null"), [(String::new(), "type")]);
}

#[test]
fn what_is_no_json_is_a_syntax_error_with_its_place() {
    // Broken after the keys, known event or not: the whole body is held to JSON.
    for name in ["chat.created", "chat.archived"] {
        let text = example_with(&[
            ("chat.created", name),
            (r#""attempt": 1"#, r#""attempt": 01"#),
        ]);
        match Event::from_slice(text.as_bytes()) {
            Err(Error::Syntax(error)) => assert_eq!(error.line, 34, "{error}"),
            other => panic!("{name}: {other:?}"),
        }
    }
    let text = example_with(&[("\"type\":", "\"type\": \"chat.created\", \"type\":")]);
    assert!(
        matches!(Event::from_slice(text.as_bytes()), Err(Error::Syntax(_))),
        "a name occurs twice"
    );
    assert!(matches!(
        Event::from_slice(b"{\"type\":\"\xff\"}"),
        Err(Error::Syntax(_))
    ));
    assert!(matches!(Event::from_slice(b""), Err(Error::Syntax(_))));
}

#[test]
fn deliveries_of_one_event_share_the_id_and_not_the_key() {
    let first = read(EXAMPLE);
    let second = read(&example_with(&[(r#""attempt": 1"#, r#""attempt": 2"#)]));
    let unknown = read(&example_with(&[("chat.created", "chat.archived")]));
    assert_eq!(first.event_id(), second.event_id());
    assert_ne!(first.delivery_key(), second.delivery_key());
    assert_eq!(
        first.delivery_key(),
        unknown.delivery_key(),
        "whatever is known of the event"
    );
    assert_eq!(second.delivery_key().to_string(), format!("{ID}/2"));
    assert_eq!(second.delivery_key().event_id, ID);
    assert_eq!(second.delivery_key().attempt, 2);
    let keys: HashSet<_> = [&first, &second, &first, &unknown]
        .map(Event::delivery_key)
        .into_iter()
        .collect();
    assert_eq!(keys.len(), 2);
}
