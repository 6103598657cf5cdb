//! What an integrator would write by hand: derived types, nothing validated.
//!
//! They are written once, over the type of text and the type of times.

// The fields are there to be read into.
#![allow(dead_code)]

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Owned text, chrono's times.
pub type Owned = ChatCreated<String, DateTime<Utc>>;

/// Text that stays in the payload, chrono's times. A string that is spelled with an escape is an error.
pub type Borrowed<'a> = ChatCreated<&'a str, DateTime<Utc>>;

/// Owned text, times too: nothing to convert when it is written.
pub type Plain = ChatCreated<String, String>;

/// The event.
#[derive(Debug, Deserialize, Serialize)]
pub struct ChatCreated<S, T> {
    /// Identifies the event.
    pub id: S,
    #[serde(rename = "type")]
    type_: S,
    timestamp: T,
    data: Data<S, T>,
    meta: Meta<S, T>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Data<S, T> {
    chat: Chat<S, T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<Contact<S, T>>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Channel {
    Whatsapp,
    Telegram,
    Viber,
    Instagram,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Chat<S, T> {
    id: S,
    #[serde(skip_serializing_if = "Option::is_none")]
    integration_id: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    channel: Option<Channel>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_chat_id: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    whatsapp_id: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    telegram_id: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    viber_id: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    instagram_id: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    photo_url: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<T>,
    /// Absent and `null` are one here; it is written as `null`.
    archived_at: Option<T>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(untagged)]
enum FieldValue {
    String(String),
    Number(f64),
    Boolean(bool),
    Null,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Contact<S, T> {
    people_id: S,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_name: Option<S>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Vec<S>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    system_fields: Option<BTreeMap<String, FieldValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    custom_fields: Option<BTreeMap<String, FieldValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created_at: Option<T>,
    #[serde(skip_serializing_if = "Option::is_none")]
    updated_at: Option<T>,
}

#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase")]
struct Meta<S, T> {
    event_id: S,
    event: S,
    occurred_at: T,
    organisation_id: S,
    connection_id: S,
    api_version: S,
    attempt: u64,
}
