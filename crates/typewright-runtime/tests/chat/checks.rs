use typewright_runtime::{check, At, Flow, Json, Sink, Types, CONTINUE};

pub(super) fn check_chat_created<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let at = &at.schema("https://x.example/chat.created.schema.json");
    check::object(value, at, sink)?;
    let Some(event) = value.as_object() else {
        return CONTINUE;
    };
    check::required(
        event,
        &["id", "type", "timestamp", "chat", "attempt"],
        at,
        sink,
    )?;
    check::property(event, "id", at, sink, |value, at, sink| {
        check::string(value, at, sink)?;
        let Some(text) = value.as_str() else {
            return CONTINUE;
        };
        check::pattern(text, "^evt_", text.starts_with("evt_"), at, sink)
    })?;
    check::property(event, "type", at, sink, |value, at, sink| {
        check::constant_string(value, "chat.created", at, sink)
    })?;
    check::property(event, "timestamp", at, sink, check_utc_date_time)?;
    check::property(event, "chat", at, sink, check_chat)?;
    check::property(event, "attempt", at, sink, |value, at, sink| {
        check::integer(value, at, sink)?;
        let Some(number) = value.as_number() else {
            return CONTINUE;
        };
        check::minimum(&number, "1", at, sink)
    })?;
    check::property(event, "pair", at, sink, check_pair)?;
    check::same_as(
        event,
        &["id"],
        &["meta", "eventId"],
        "/id",
        "/meta/eventId",
        at,
        sink,
    )
}

pub(super) fn check_pair<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
    let at = &at.schema("https://x.example/chat.created.schema.json#/$defs/Pair");
    check::enumeration(value, &["[1,1]", "[2,2]"], at, sink)
}

fn check_chat<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
    let at = &at.schema("https://x.example/chat.schema.json");
    check::object(value, at, sink)?;
    let Some(chat) = value.as_object() else {
        return CONTINUE;
    };
    check::required(chat, &["id"], at, sink)?;
    check::property(chat, "id", at, sink, check_chat_id)?;
    check::property(chat, "channel", at, sink, check::string)?;
    check::property(chat, "tags", at, sink, |value, at, sink| {
        check::array(value, at, sink)?;
        let Some(tags) = value.as_array() else {
            return CONTINUE;
        };
        check::items(tags, at, sink, check::string)
    })?;
    check::property(chat, "customFields", at, sink, |value, at, sink| {
        check::object(value, at, sink)?;
        let Some(fields) = value.as_object() else {
            return CONTINUE;
        };
        check::additional_properties(fields, &[], at, sink, |value, at, sink| {
            let scalar = Types::STRING
                .or(Types::NUMBER)
                .or(Types::BOOLEAN)
                .or(Types::NULL);
            check::types(value, scalar, at, sink)
        })
    })?;
    check::property(chat, "archivedAt", at, sink, |value, at, sink| {
        check::types(value, Types::STRING.or(Types::NULL), at, sink)?;
        let Some(text) = value.as_str() else {
            return CONTINUE;
        };
        check::format(text, "date-time", check::is_date_time(text), at, sink)
    })
}

pub(super) fn check_chat_id<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow {
    let at = &at.schema("https://x.example/chat.schema.json#/$defs/ChatId");
    check::string(value, at, sink)?;
    let Some(text) = value.as_str() else {
        return CONTINUE;
    };
    check::min_length(text, 1, at, sink)
}

pub(super) fn check_utc_date_time<J: Json, S: Sink>(
    value: &J,
    at: &At<'_, S>,
    sink: &mut S,
) -> Flow {
    let at = &at.schema("https://x.example/types.schema.json#/$defs/UtcDateTime");
    check::string(value, at, sink)?;
    let Some(text) = value.as_str() else {
        return CONTINUE;
    };
    check::format(text, "date-time", check::is_date_time(text), at, sink)?;
    check::pattern(text, "Z$", text.ends_with('Z'), at, sink)
}
