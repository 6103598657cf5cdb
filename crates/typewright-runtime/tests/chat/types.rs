use typewright_runtime::{DateTime, Declared, Extra, Map, Number, Raw, Text};

use super::checks::{check_chat_id, check_utc_date_time};
use super::codec::{read_chat, read_chat_created, write_chat, write_chat_created};

/// A chat id.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ChatId(pub(super) Text);

typewright_runtime::text!(ChatId, check_chat_id);

/// A date-time in UTC.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct UtcDateTime(pub(super) DateTime);

typewright_runtime::date_time!(UtcDateTime, check_utc_date_time);

/// A messaging channel.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// `WHATSAPP`
    Whatsapp,
    /// `TELEGRAM`
    Telegram,
    /// Any other.
    Other(OtherChannel),
}

/// A channel that this version of the schema does not name.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OtherChannel(pub(super) Text);

typewright_runtime::other_text!(OtherChannel);

impl Channel {
    pub fn as_str(&self) -> &str {
        match self {
            Channel::Whatsapp => "WHATSAPP",
            Channel::Telegram => "TELEGRAM",
            Channel::Other(other) => other.as_str(),
        }
    }
}

impl From<&str> for Channel {
    fn from(text: &str) -> Self {
        match text {
            "WHATSAPP" => Channel::Whatsapp,
            "TELEGRAM" => Channel::Telegram,
            other => Channel::Other(OtherChannel(other.into())),
        }
    }
}

/// A value of a custom field.
#[derive(Clone, Debug, PartialEq)]
pub enum CustomField {
    Null,
    Boolean(bool),
    Number(Number),
    String(Text),
}

/// One chat.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Chat {
    pub id: ChatId,
    pub channel: Option<Channel>,
    pub tags: Option<Vec<Text>>,
    pub custom_fields: Option<Map<CustomField>>,
    pub archived_at: Option<Option<DateTime>>,
    pub extra: Extra<Chat>,
}

impl Declared for Chat {
    const MEMBERS: &'static [&'static str] =
        &["id", "channel", "tags", "customFields", "archivedAt"];
}

typewright_runtime::serde_impls!(Chat, read_chat, write_chat);

/// The root.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ChatCreated {
    pub id: Text,
    pub timestamp: UtcDateTime,
    pub chat: Chat,
    pub attempt: u64,
    /// `[x, x, …]` with equal numbers, a rule that only the checks know.
    pub pair: Option<Raw>,
    pub extra: Extra<ChatCreated>,
}

impl ChatCreated {
    pub const TYPE: &'static str = "chat.created";
}

impl Declared for ChatCreated {
    const MEMBERS: &'static [&'static str] =
        &["id", "type", "timestamp", "chat", "attempt", "pair"];
}

typewright_runtime::serde_impls!(ChatCreated, read_chat_created, write_chat_created);
