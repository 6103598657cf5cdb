//! Every document of the contract stands alone as well.

use std::fmt;

use wexio_webhooks::v2026_04_01::{ChatCreated, ChatPayload, ContactPayload, Envelope};
use wexio_webhooks::{Contract, Error};

use crate::agreement::{broken, keywords, report};
use crate::edit::apply;
use crate::oracle::Oracle;
use crate::payload::{FULL, full};
use crate::rule_table::cases;

/// The part of [`FULL`] at a pointer, as text.
fn part(pointer: &str) -> String {
    full()
        .pointer(pointer)
        .expect("the part is there")
        .to_string()
}

#[test]
fn an_envelope_takes_any_event_of_any_version() {
    let text = FULL
        .replace("chat.created", "flow.finished")
        .replace("2026-04-01", "2031-01-01")
        .replace(r#""chat":{"#, r#""flow":{"#);
    let envelope = Envelope::from_str(&text).expect("the envelope is whole");
    assert_eq!(envelope.type_, "flow.finished");
    assert_eq!(envelope.meta.event, "flow.finished");
    assert_eq!(envelope.meta.api_version, "2031-01-01");
    assert_eq!(envelope.id, "evt_01HV8Z");
    assert_eq!(envelope.meta.attempt, 2);
    let data = envelope.data.get("contact").expect("the data is kept");
    assert!(text.contains(data.as_str()), "the data is kept as it was");
    assert_eq!(
        String::from_utf8(envelope.to_vec()).expect("it is UTF-8"),
        text
    );
}

#[test]
fn an_envelope_is_refused_by_its_own_rules_alone() {
    let text = FULL
        .replace("chat.created", "flow.finished")
        .replacen("evt_01HV8Z", "evt_2", 1);
    let from_slice = report::<Envelope>(text.as_bytes());
    assert_eq!(
        keywords(&from_slice),
        [(String::new(), "x-same-as".to_owned())]
    );
    let value = serde_json::from_str(&text).expect("the text is JSON");
    assert_eq!(
        broken(&from_slice),
        Oracle::of("envelope.schema.json").broken(&value)
    );
}

#[test]
fn a_chat_stands_alone() {
    let text = part("/data/chat");
    let chat = ChatPayload::from_str(&text).expect("the chat is whole");
    assert_eq!(
        chat,
        ChatCreated::from_str(FULL)
            .expect("the event is whole")
            .data
            .chat
    );
    let without_id = text.replace(r#""id":"c1","#, "");
    let from_slice = report::<ChatPayload>(without_id.as_bytes());
    assert_eq!(
        keywords(&from_slice),
        [(String::new(), "required".to_owned())]
    );
    let value = serde_json::from_str(&without_id).expect("the text is JSON");
    assert_eq!(
        broken(&from_slice),
        Oracle::of("chat.schema.json").broken(&value)
    );
}

#[test]
fn a_contact_stands_alone() {
    let text = part("/data/contact");
    let contact = ContactPayload::from_str(&text).expect("the contact is whole");
    assert_eq!(
        Some(contact),
        ChatCreated::from_str(FULL)
            .expect("the event is whole")
            .data
            .contact
    );
    let with_array = text.replace(r#""age":36"#, r#""age":[36]"#);
    let from_slice = report::<ContactPayload>(with_array.as_bytes());
    assert_eq!(
        keywords(&from_slice),
        [("/customFields/age".to_owned(), "type".to_owned())]
    );
    let value = serde_json::from_str(&with_array).expect("the text is JSON");
    assert_eq!(
        broken(&from_slice),
        Oracle::of("contact.schema.json").broken(&value)
    );
}

#[test]
fn each_bundled_schema_names_its_document() {
    for (schema, file) in [
        (Envelope::SCHEMA, "envelope.schema.json"),
        (ChatPayload::SCHEMA, "chat.schema.json"),
        (ContactPayload::SCHEMA, "contact.schema.json"),
        (ChatCreated::SCHEMA, "chat.created.schema.json"),
    ] {
        let document: serde_json::Value = serde_json::from_str(schema).expect("the bundle is JSON");
        assert_eq!(document["$id"], format!("{}{file}", crate::oracle::BASE));
    }
}

/// Holds the part at a pointer of every payload of the rule table to its own contract; counts those refused.
fn refused<T: Contract + fmt::Debug>(pointer: &str, file: &str) -> usize {
    let oracle = Oracle::of(file);
    let mut refused = 0;
    for case in cases() {
        let mut payload = full();
        apply(&mut payload, &case.edits);
        let Some(part) = payload.pointer(pointer) else {
            continue;
        };
        let expected = oracle.broken(part);
        let text = part.to_string();
        match T::from_str(&text) {
            Ok(_) => assert_eq!(expected, [], "{text}"),
            Err(Error::Invalid(report)) => {
                assert_eq!(broken(&report), expected, "{text}");
                refused += 1;
            }
            Err(error) => panic!("{error}: {text}"),
        }
    }
    refused
}

#[test]
fn each_document_is_held_to_its_own_rules() {
    for (refused, file) in [
        (refused::<Envelope>("", "envelope.schema.json"), "envelope"),
        (
            refused::<ChatPayload>("/data/chat", "chat.schema.json"),
            "chat",
        ),
        (
            refused::<ContactPayload>("/data/contact", "contact.schema.json"),
            "contact",
        ),
    ] {
        assert!(
            refused >= 30,
            "the table has only {refused} payloads that break {file}"
        );
    }
}

#[test]
fn a_name_that_occurs_twice_is_no_json_in_an_envelope_either() {
    for (part, replacement) in [
        (r#""id":"evt_01HV8Z","#, r#""x":1,"id":"evt_01HV8Z","x":1,"#),
        (r#""data":{"#, r#""data":{"x":1,"x":1,"#),
        (r#""chat":{"#, r#""chat":{"x":1,"x":1,"#),
        (r#""meta":{"#, r#""meta":{"x":1,"x":1,"#),
        (r#""attempt":2"#, r#""attempt":2,"attempt":2"#),
    ] {
        assert!(FULL.contains(part), "{part} is not in the payload");
        let text = FULL.replace(part, replacement);
        let read = Envelope::from_str(&text);
        assert!(
            matches!(read, Err(Error::Syntax(_))),
            "{replacement}: {read:?}"
        );
    }
}
