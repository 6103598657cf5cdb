//! What an integrator would write by hand: derived types, owned text, chrono's times, nothing validated.

// The fields are there to be read into.
#![allow(dead_code)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::Deserialize;

/// The event.
#[derive(Deserialize)]
pub struct ChatCreated {
    id: String,
    #[serde(rename = "type")]
    type_: String,
    timestamp: DateTime<Utc>,
    data: Data,
    meta: Meta,
}

#[derive(Deserialize)]
struct Data {
    chat: Chat,
    contact: Option<Contact>,
}

#[derive(Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Channel {
    Whatsapp,
    Telegram,
    Viber,
    Instagram,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Chat {
    id: String,
    integration_id: Option<String>,
    channel: Option<Channel>,
    external_chat_id: Option<String>,
    whatsapp_id: Option<String>,
    telegram_id: Option<String>,
    viber_id: Option<String>,
    instagram_id: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    photo_url: Option<String>,
    username: Option<String>,
    title: Option<String>,
    created_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
    archived_at: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum FieldValue {
    String(String),
    Number(f64),
    Boolean(bool),
    Null,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Contact {
    people_id: String,
    phone_number: Option<String>,
    email: Option<String>,
    first_name: Option<String>,
    last_name: Option<String>,
    tags: Option<Vec<String>>,
    system_fields: Option<BTreeMap<String, FieldValue>>,
    custom_fields: Option<BTreeMap<String, FieldValue>>,
    created_at: Option<DateTime<Utc>>,
    updated_at: Option<DateTime<Utc>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Meta {
    event_id: String,
    event: String,
    occurred_at: DateTime<Utc>,
    organisation_id: String,
    connection_id: String,
    api_version: String,
    attempt: u64,
}
