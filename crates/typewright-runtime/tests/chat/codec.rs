use typewright_runtime::{
    check, At, Contract, Extra, Flow, Json, JsonType, Member, Names, Read, Reader, Sink, Writer,
};

use super::checks::{check_chat_created, check_pair};
use super::types::{Channel, Chat, ChatCreated, ChatId, CustomField, UtcDateTime};

impl Contract for ChatCreated {
    const SCHEMA: &'static str = "{}";

    fn read(reader: &mut Reader<'_>) -> Read<Self> {
        read_chat_created(reader)
    }

    fn accept(reader: &mut Reader<'_>) -> Read<()> {
        read_chat_created(reader).map(drop)
    }

    fn write(&self, writer: &mut Writer) {
        write_chat_created(self, writer);
    }

    fn check_node<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
        check_chat_created(value, at, sink)
    }
}

#[derive(Clone, Copy)]
enum ChatCreatedMember {
    Id,
    Type,
    Timestamp,
    Chat,
    Attempt,
    Pair,
}

static CHAT_CREATED: Names<ChatCreatedMember, 6> = Names::new(&[
    ("id", ChatCreatedMember::Id),
    ("type", ChatCreatedMember::Type),
    ("timestamp", ChatCreatedMember::Timestamp),
    ("chat", ChatCreatedMember::Chat),
    ("attempt", ChatCreatedMember::Attempt),
    ("pair", ChatCreatedMember::Pair),
]);

pub(super) fn read_chat_created(reader: &mut Reader<'_>) -> Read<ChatCreated> {
    let mut members = reader.begin_object(&CHAT_CREATED)?;
    let mut id = None;
    let mut type_ = None;
    let mut timestamp = None;
    let mut chat = None;
    let mut attempt = None;
    let mut pair = None;
    let mut extra = Extra::new();
    while let Some(member) = reader.next_member(&mut members)? {
        match member {
            Member::Named(ChatCreatedMember::Id) => reader.once(&mut id, |reader| {
                let id = reader.text()?;
                reader.require(id.starts_with("evt_"))?;
                Ok(id)
            })?,
            Member::Named(ChatCreatedMember::Type) => reader.once(&mut type_, |reader| {
                reader.constant_string(ChatCreated::TYPE)
            })?,
            Member::Named(ChatCreatedMember::Timestamp) => {
                reader.once(&mut timestamp, read_utc_date_time)?
            }
            Member::Named(ChatCreatedMember::Chat) => reader.once(&mut chat, read_chat)?,
            Member::Named(ChatCreatedMember::Attempt) => reader.once(&mut attempt, |reader| {
                let attempt = reader.u64()?;
                reader.require(attempt >= 1)?;
                Ok(attempt)
            })?,
            Member::Named(ChatCreatedMember::Pair) => reader.once(&mut pair, |reader| {
                let start = reader.offset();
                let pair = reader.raw()?;
                reader.residue(start, check_pair)?;
                Ok(pair)
            })?,
            Member::Other(name) => extra.read_member(name, reader)?,
        }
    }
    extra.finish_reading(reader)?;
    reader.required(type_)?;
    Ok(ChatCreated {
        id: reader.required(id)?,
        timestamp: reader.required(timestamp)?,
        chat: reader.required(chat)?,
        attempt: reader.required(attempt)?,
        pair,
        extra,
    })
}

pub(super) fn write_chat_created(event: &ChatCreated, writer: &mut Writer) {
    writer.begin_object();
    writer.name("id");
    writer.string(&event.id);
    writer.name("type");
    writer.json(r#""chat.created""#);
    writer.name("timestamp");
    writer.date_time(&event.timestamp);
    writer.name("chat");
    write_chat(&event.chat, writer);
    writer.name("attempt");
    writer.u64(event.attempt);
    if let Some(pair) = &event.pair {
        writer.name("pair");
        writer.raw(pair);
    }
    event.extra.write(writer);
    writer.end_object();
}

#[derive(Clone, Copy)]
enum ChatMember {
    Id,
    Channel,
    Tags,
    CustomFields,
    ArchivedAt,
}

static CHAT: Names<ChatMember, 5> = Names::new(&[
    ("id", ChatMember::Id),
    ("channel", ChatMember::Channel),
    ("tags", ChatMember::Tags),
    ("customFields", ChatMember::CustomFields),
    ("archivedAt", ChatMember::ArchivedAt),
]);

pub fn read_chat(reader: &mut Reader<'_>) -> Read<Chat> {
    let mut members = reader.begin_object(&CHAT)?;
    let mut id = None;
    let mut channel = None;
    let mut tags = None;
    let mut custom_fields = None;
    let mut archived_at = None;
    let mut extra = Extra::new();
    while let Some(member) = reader.next_member(&mut members)? {
        match member {
            Member::Named(ChatMember::Id) => reader.once(&mut id, read_chat_id)?,
            Member::Named(ChatMember::Channel) => reader.once(&mut channel, read_channel)?,
            Member::Named(ChatMember::Tags) => {
                reader.once(&mut tags, |reader| reader.array(Reader::text))?
            }
            Member::Named(ChatMember::CustomFields) => {
                reader.once(&mut custom_fields, |reader| reader.map(read_custom_field))?
            }
            Member::Named(ChatMember::ArchivedAt) => reader.once(&mut archived_at, |reader| {
                reader.nullable(Reader::date_time)
            })?,
            Member::Other(name) => extra.read_member(name, reader)?,
        }
    }
    extra.finish_reading(reader)?;
    Ok(Chat {
        id: reader.required(id)?,
        channel,
        tags,
        custom_fields,
        archived_at,
        extra,
    })
}

pub(super) fn write_chat(chat: &Chat, writer: &mut Writer) {
    writer.begin_object();
    writer.name("id");
    writer.string(&chat.id);
    if let Some(channel) = &chat.channel {
        writer.name("channel");
        writer.string(channel.as_str());
    }
    if let Some(tags) = &chat.tags {
        writer.name("tags");
        writer.array(tags, |tag, writer| writer.string(tag));
    }
    if let Some(custom_fields) = &chat.custom_fields {
        writer.name("customFields");
        writer.map(custom_fields, write_custom_field);
    }
    if let Some(archived_at) = &chat.archived_at {
        writer.name("archivedAt");
        writer.nullable(archived_at, |archived_at, writer| {
            writer.date_time(archived_at)
        });
    }
    chat.extra.write(writer);
    writer.end_object();
}

fn read_chat_id(reader: &mut Reader<'_>) -> Read<ChatId> {
    let text = reader.text()?;
    reader.require(check::has_min_length(&text, 1))?;
    Ok(ChatId(text))
}

fn read_channel(reader: &mut Reader<'_>) -> Read<Channel> {
    Ok(Channel::from(&*reader.string()?))
}

fn read_utc_date_time(reader: &mut Reader<'_>) -> Read<UtcDateTime> {
    let date_time = reader.date_time()?;
    reader.require(date_time.ends_with('Z'))?;
    Ok(UtcDateTime(date_time))
}

fn read_custom_field(reader: &mut Reader<'_>) -> Read<CustomField> {
    match reader.peek()? {
        JsonType::Null => reader.null().map(|()| CustomField::Null),
        JsonType::Boolean => reader.boolean().map(CustomField::Boolean),
        JsonType::Number => reader.number().map(CustomField::Number),
        JsonType::String => reader.text().map(CustomField::String),
        JsonType::Array | JsonType::Object => reader.reject(),
    }
}

fn write_custom_field(value: &CustomField, writer: &mut Writer) {
    match value {
        CustomField::Null => writer.null(),
        CustomField::Boolean(boolean) => writer.boolean(*boolean),
        CustomField::Number(number) => writer.number(number),
        CustomField::String(text) => writer.string(text),
    }
}
