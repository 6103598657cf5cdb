//! A payload for each rule of the contract, with the rules it breaks.

use crate::edit::{Edit, remove, set};

/// A broken payload: [`crate::payload::FULL`] after the edits.
pub struct Case {
    /// The changes.
    pub edits: Vec<Edit>,
    /// Every rule it breaks: pointer into the payload, keyword. Sorted.
    pub breaks: Vec<(&'static str, &'static str)>,
}

fn case(edits: impl Into<Vec<Edit>>, breaks: &[(&'static str, &'static str)]) -> Case {
    let mut breaks = breaks.to_vec();
    breaks.sort_unstable();
    Case {
        edits: edits.into(),
        breaks,
    }
}

/// Sets one member.
fn one(pointer: &str, json: &str, breaks: &[(&'static str, &'static str)]) -> Case {
    case([set(pointer, json)], breaks)
}

/// Sets a member and its repetition in `meta`, so that they stay equal.
fn both(pointers: [&str; 2], json: &str, breaks: &[(&'static str, &'static str)]) -> Case {
    case(pointers.map(|pointer| set(pointer, json)), breaks)
}

const IDS: [&str; 2] = ["/id", "/meta/eventId"];
const TIMES: [&str; 2] = ["/timestamp", "/meta/occurredAt"];

/// Members that are any string.
const STRINGS: [&str; 14] = [
    "/data/chat/externalChatId",
    "/data/chat/whatsappId",
    "/data/chat/telegramId",
    "/data/chat/viberId",
    "/data/chat/instagramId",
    "/data/chat/firstName",
    "/data/chat/lastName",
    "/data/chat/photoUrl",
    "/data/chat/username",
    "/data/chat/title",
    "/data/contact/phoneNumber",
    "/data/contact/email",
    "/data/contact/firstName",
    "/data/contact/lastName",
];

/// Members that are a string and not empty, and not repeated elsewhere.
const IDENTIFIERS: [&str; 5] = [
    "/meta/organisationId",
    "/meta/connectionId",
    "/data/chat/id",
    "/data/chat/integrationId",
    "/data/contact/peopleId",
];

/// Members that are a date-time in any offset; the last may be null.
const DATE_TIMES: [&str; 5] = [
    "/data/chat/createdAt",
    "/data/chat/updatedAt",
    "/data/contact/createdAt",
    "/data/contact/updatedAt",
    "/data/chat/archivedAt",
];

/// Members that must be there: the object, and their names.
pub const REQUIRED: [(&str, &[&str]); 5] = [
    ("", &["id", "type", "timestamp", "data", "meta"]),
    (
        "/meta",
        &[
            "eventId",
            "event",
            "occurredAt",
            "organisationId",
            "connectionId",
            "apiVersion",
            "attempt",
        ],
    ),
    ("/data", &["chat"]),
    ("/data/chat", &["id"]),
    ("/data/contact", &["peopleId"]),
];

/// Every case. Rules about a member and its repetition are entangled: where one cannot be broken alone, all that break are
/// named.
pub fn cases() -> Vec<Case> {
    let mut cases = envelope();
    cases.extend(constants());
    cases.extend(shapes());
    for (object, names) in REQUIRED {
        for name in names {
            cases.push(case(
                [remove(&format!("{object}/{name}"))],
                &[(object, "required")],
            ));
        }
    }
    for member in STRINGS {
        cases.push(one(member, "5", &[(member, "type")]));
        cases.push(one(member, "null", &[(member, "type")]));
    }
    for member in IDENTIFIERS {
        cases.push(one(member, "5", &[(member, "type")]));
        cases.push(one(member, "null", &[(member, "type")]));
        cases.push(one(member, r#""""#, &[(member, "minLength")]));
    }
    for member in DATE_TIMES {
        cases.push(one(member, "1777039330", &[(member, "type")]));
        for text in DATE_TIMES_BROKEN {
            cases.push(one(member, text, &[(member, "format")]));
        }
    }
    for member in DATE_TIMES
        .iter()
        .filter(|member| !member.ends_with("archivedAt"))
    {
        cases.push(one(member, "null", &[(member, "type")]));
    }
    cases
}

/// Texts that come close to a date-time.
const DATE_TIMES_BROKEN: [&str; 8] = [
    r#""yesterday""#,
    r#""2026-04-24""#,
    r#""2026-04-24 14:02:10Z""#,
    r#""2026-04-24T14:02:10""#,
    r#""2026-04-24T14:02:10.Z""#,
    r#""2026-02-29T14:02:10Z""#,
    r#""2026-04-24T24:00:00Z""#,
    r#""2026-04-24T14:02:10+0200""#,
];

fn envelope() -> Vec<Case> {
    let id_and_event_id = |keyword| [("/id", keyword), ("/meta/eventId", keyword)];
    let both_times = |keyword| [("/timestamp", keyword), ("/meta/occurredAt", keyword)];
    vec![
        both(IDS, "5", &id_and_event_id("type")),
        both(IDS, r#""evt_""#, &id_and_event_id("minLength")),
        both(IDS, r#""event_1""#, &id_and_event_id("pattern")),
        both(IDS, r#"" evt_1""#, &id_and_event_id("pattern")),
        both(IDS, r#""EVT_1""#, &id_and_event_id("pattern")),
        both(
            IDS,
            r#""ev""#,
            &[id_and_event_id("minLength"), id_and_event_id("pattern")].concat(),
        ),
        one("/id", r#""evt_other""#, &[("", "x-same-as")]),
        one("/meta/eventId", r#""evt_other""#, &[("", "x-same-as")]),
        one(
            "/id",
            r#""event_1""#,
            &[("", "x-same-as"), ("/id", "pattern")],
        ),
        one("/id", "null", &[("", "x-same-as"), ("/id", "type")]),
        both(TIMES, "5", &both_times("type")),
        both(TIMES, r#""2026-02-30T00:00:00Z""#, &both_times("format")),
        both(
            TIMES,
            r#""2026-04-24T14:02:10.123+00:00""#,
            &both_times("pattern"),
        ),
        both(
            TIMES,
            r#""2026-04-24T14:02:10.123z""#,
            &both_times("pattern"),
        ),
        both(
            TIMES,
            r#""now""#,
            &[both_times("format"), both_times("pattern")].concat(),
        ),
        one(
            "/timestamp",
            r#""2026-04-24T14:02:10.124Z""#,
            &[("", "x-same-as")],
        ),
        one(
            "/meta/occurredAt",
            r#""2026-04-24T14:02:10.124Z""#,
            &[("", "x-same-as")],
        ),
        // The same instant, spelt otherwise, is another JSON value.
        one(
            "/timestamp",
            r#""2026-04-24T14:02:10.1230Z""#,
            &[("", "x-same-as")],
        ),
        case(
            [
                set("/id", r#""evt_other""#),
                set("/timestamp", r#""2026-04-25T00:00:00Z""#),
            ],
            &[("", "x-same-as"), ("", "x-same-as")],
        ),
        one("/meta/attempt", r#""2""#, &[("/meta/attempt", "type")]),
        one("/meta/attempt", "null", &[("/meta/attempt", "type")]),
        one("/meta/attempt", "1.5", &[("/meta/attempt", "type")]),
        one(
            "/meta/attempt",
            "0.5",
            &[("/meta/attempt", "type"), ("/meta/attempt", "minimum")],
        ),
        one("/meta/attempt", "0", &[("/meta/attempt", "minimum")]),
        one("/meta/attempt", "0.0", &[("/meta/attempt", "minimum")]),
        one("/meta/attempt", "-3", &[("/meta/attempt", "minimum")]),
    ]
}

fn constants() -> Vec<Case> {
    let mut cases = Vec::new();
    for (member, other) in [
        ("/type", r#""chat.updated""#),
        ("/meta/event", r#""CHAT.CREATED""#),
        ("/meta/apiVersion", r#""2026-04-02""#),
    ] {
        cases.push(one(member, other, &[(member, "const")]));
        cases.push(one(member, r#""""#, &[(member, "const")]));
        // What is no string breaks the envelope's rule as well.
        cases.push(one(member, "null", &[(member, "const"), (member, "type")]));
    }
    cases
}

fn shapes() -> Vec<Case> {
    vec![
        one("", "[]", &[("", "type")]),
        one("", "null", &[("", "type")]),
        one("", r#""chat.created""#, &[("", "type")]),
        // Said twice: by the envelope, and by the data of this event.
        one("/data", "[]", &[("/data", "type"), ("/data", "type")]),
        one("/data", "null", &[("/data", "type"), ("/data", "type")]),
        // `meta` is an object by one rule only, and what is none has no members to compare.
        one("/meta", "[]", &[("/meta", "type")]),
        one("/meta", r#""evt_01HV8Z""#, &[("/meta", "type")]),
        one("/data/chat", "[]", &[("/data/chat", "type")]),
        one("/data/chat", "null", &[("/data/chat", "type")]),
        one("/data/contact", "[]", &[("/data/contact", "type")]),
        one("/data/contact", "null", &[("/data/contact", "type")]),
        one("/data/chat/channel", "5", &[("/data/chat/channel", "type")]),
        one(
            "/data/chat/channel",
            "null",
            &[("/data/chat/channel", "type")],
        ),
        one(
            "/data/contact/tags",
            r#""vip""#,
            &[("/data/contact/tags", "type")],
        ),
        one(
            "/data/contact/tags",
            "null",
            &[("/data/contact/tags", "type")],
        ),
        one(
            "/data/contact/tags/1",
            "5",
            &[("/data/contact/tags/1", "type")],
        ),
        one(
            "/data/contact/tags",
            r#"[null,"a",{}]"#,
            &[
                ("/data/contact/tags/0", "type"),
                ("/data/contact/tags/2", "type"),
            ],
        ),
        one(
            "/data/contact/systemFields",
            "[]",
            &[("/data/contact/systemFields", "type")],
        ),
        one(
            "/data/contact/systemFields",
            "null",
            &[("/data/contact/systemFields", "type")],
        ),
        one(
            "/data/contact/systemFields/score",
            "[1.5]",
            &[("/data/contact/systemFields/score", "type")],
        ),
        one(
            "/data/contact/customFields",
            "[]",
            &[("/data/contact/customFields", "type")],
        ),
        one(
            "/data/contact/customFields",
            r#"{"":{},"a/b":[],"~":1}"#,
            &[
                ("/data/contact/customFields/", "type"),
                ("/data/contact/customFields/a~1b", "type"),
            ],
        ),
        one(
            "/data/contact",
            r#"{"tags":5}"#,
            &[
                ("/data/contact", "required"),
                ("/data/contact/tags", "type"),
            ],
        ),
    ]
}
