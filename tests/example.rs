//! The documented example of `chat.created`, every member asserted by hand.

use wexio_webhooks::v2026_04_01::{Channel, ChatCreated, ChatCreatedMeta};
use wexio_webhooks::{Contract, Event, Known};

const EXAMPLE: &str = include_str!("../schema/2026-04-01/examples/chat.created.json");

fn example() -> ChatCreated {
    match ChatCreated::from_str(EXAMPLE) {
        Ok(event) => event,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn every_member_is_where_the_documentation_has_it() {
    let event = example();
    assert_eq!(event.id, "evt_2a3f1d4c-9b2e-4e7a-9c8d-bd8e9a0e4c10");
    assert_eq!(ChatCreated::TYPE, "chat.created");
    assert_eq!(event.timestamp.as_str(), "2026-04-24T14:02:10.123Z");
    assert!(event.extra.is_empty());

    let chat = &event.data.chat;
    assert_eq!(chat.id, "6804f4c2a6f9f35f6e66f1a1");
    assert_eq!(
        chat.integration_id.as_deref(),
        Some("67f95b0126a4d1c9e3f0aa12")
    );
    assert_eq!(chat.channel, Some(Channel::Whatsapp));
    assert_eq!(chat.external_chat_id.as_deref(), Some("wa_99887766"));
    assert_eq!(chat.whatsapp_id.as_deref(), Some("wa_99887766"));
    assert_eq!(chat.telegram_id, None);
    assert_eq!(chat.viber_id, None);
    assert_eq!(chat.instagram_id, None);
    assert_eq!(chat.first_name.as_deref(), Some("Alex"));
    assert_eq!(chat.last_name.as_deref(), Some("Stone"));
    assert_eq!(chat.photo_url, None);
    assert_eq!(chat.username, None);
    assert_eq!(chat.title, None);
    assert_eq!(chat.created_at.as_deref(), Some("2026-04-24T14:02:10.000Z"));
    assert_eq!(chat.updated_at.as_deref(), Some("2026-04-24T14:02:10.000Z"));
    assert_eq!(chat.archived_at, Some(None), "null: told, and not archived");
    assert!(chat.extra.is_empty());

    let contact = event
        .data
        .contact
        .as_ref()
        .expect("the example has a contact");
    assert_eq!(contact.people_id, "6804f4d5a6f9f35f6e66f1a2");
    assert_eq!(contact.phone_number.as_deref(), Some("+46700000000"));
    assert_eq!(contact.email, None);
    assert_eq!(contact.first_name.as_deref(), Some("Alex"));
    assert_eq!(contact.last_name.as_deref(), Some("Stone"));
    assert_eq!(contact.tags, None);
    assert_eq!(contact.system_fields, None);
    assert_eq!(contact.custom_fields, None);
    assert_eq!(
        contact.created_at.as_deref(),
        Some("2026-04-24T14:02:10.000Z")
    );
    assert_eq!(
        contact.updated_at.as_deref(),
        Some("2026-04-24T14:02:10.000Z")
    );
    assert!(contact.extra.is_empty());
    assert!(event.data.extra.is_empty());

    let meta = &event.meta;
    assert_eq!(meta.event_id, "evt_2a3f1d4c-9b2e-4e7a-9c8d-bd8e9a0e4c10");
    assert_eq!(ChatCreatedMeta::EVENT, "chat.created");
    assert_eq!(meta.occurred_at.as_str(), "2026-04-24T14:02:10.123Z");
    assert_eq!(meta.organisation_id, "6640f3d5c8a0d7e8b7f20222");
    assert_eq!(meta.connection_id, "6640f45ac8a0d7e8b7f2014a");
    assert_eq!(ChatCreatedMeta::API_VERSION, "2026-04-01");
    assert_eq!(meta.attempt, 1);
    assert!(meta.extra.is_empty());
}

#[test]
fn times_convert_on_demand() {
    let event = example();
    // 2026-04-24T14:02:10Z is 1 777 039 330 seconds after 1970.
    assert_eq!(event.timestamp.unix_seconds(), 1_777_039_330);
    assert_eq!(event.timestamp.unix_nanos(), 1_777_039_330_123_000_000);
}

#[test]
fn it_is_a_known_event() {
    let event = Event::from_slice(EXAMPLE.as_bytes()).expect("the example is valid");
    assert_eq!(event, Event::Known(Known::ChatCreated(example())));
}
