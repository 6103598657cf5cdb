//! The whole of a contract, from bytes to values, reports and back.

mod chat;

use chat::{Channel, Chat, ChatCreated, ChatId, CustomField, UtcDateTime, EXAMPLE};
use serde_json::{json, Value};
use typewright_runtime::{json_eq, Contract, Error, Limits, Node, Raw, Report};

fn read(text: &str) -> ChatCreated {
    ChatCreated::from_slice(text.as_bytes()).unwrap_or_else(|error| panic!("{error}"))
}

/// The example with one change.
fn changed(from: &str, to: &str) -> String {
    assert!(EXAMPLE.contains(from), "{from}");
    EXAMPLE.replacen(from, to, 1)
}

fn report(text: &str) -> Report {
    assert!(!ChatCreated::is_valid(text.as_bytes()));
    match ChatCreated::from_slice(text.as_bytes()) {
        Err(Error::Invalid(report)) => report,
        other => panic!("{text}: {other:?}"),
    }
}

/// Instance location and keyword of every violation.
fn violations(text: &str) -> Vec<(String, &'static str)> {
    report(text)
        .violations()
        .iter()
        .map(|violation| {
            (
                violation.instance_location().to_owned(),
                violation.keyword(),
            )
        })
        .collect()
}

/// What a program prints behind `Error: ` when its `main` returns the error.
fn shown_by_main(text: &str) -> String {
    let error: Box<dyn std::error::Error> =
        ChatCreated::from_slice(text.as_bytes()).unwrap_err().into();
    format!("{error:?}")
}

#[test]
fn an_error_that_main_returns_can_be_read() {
    let text = changed(r#""attempt":1"#, r#""attempt":0"#).replace(r#""vip":true"#, r#""vip":[]"#);
    let report = report(&text);
    assert_eq!(report.violations().len(), 2, "{report}");
    let shown = shown_by_main(&text);
    assert_eq!(shown, format!("the schema refuses the value\n{report}"));
    assert_eq!(format!("{report:?}"), shown);
    assert_eq!(
        shown_by_main("{\n  1}"),
        "the payload is not JSON: line 2, column 3: expected a member name in quotes, found '1'"
    );
    let shown = shown_by_main(&changed(r#""attempt":1"#, r#""attempt":1e30"#));
    assert!(
        shown.starts_with("the payload is valid, but not representable: /attempt: "),
        "{shown}"
    );
}

#[test]
fn the_example_is_read_and_written_back() {
    let event = read(EXAMPLE);
    assert_eq!(event.id, "evt_2a3f1d4c-9b2e");
    assert_eq!(event.timestamp, "2026-04-24T14:02:10.123Z");
    assert_eq!(event.timestamp.unix_seconds(), 1_777_039_330);
    assert_eq!(event.chat.id, "6804f4c2a6f9f35f6e66f1a1");
    assert_eq!(event.chat.channel, Some(Channel::Whatsapp));
    assert_eq!(event.chat.archived_at, Some(None));
    let fields = event.chat.custom_fields.as_ref().unwrap();
    assert_eq!(fields["vip"], CustomField::Boolean(true));
    assert_eq!(fields["score"], CustomField::Number("1.5".parse().unwrap()));
    assert_eq!(event.to_vec(), EXAMPLE.as_bytes());
    assert_eq!(event.to_json_string(), EXAMPLE);
    assert_eq!(event.validate(), Ok(()));
    assert!(ChatCreated::is_valid(EXAMPLE.as_bytes()));
    assert_eq!(<ChatCreated as Contract>::from_str(EXAMPLE).unwrap(), event);
}

#[test]
fn absent_null_and_empty_are_three_things() {
    for (from, to) in [
        (r#","archivedAt":null"#, ""),
        (
            r#""archivedAt":null"#,
            r#""archivedAt":"2026-04-24T14:02:10.000+01:00""#,
        ),
        (r#""tags":["a","é"]"#, r#""tags":[]"#),
        (r#","tags":["a","é"]"#, ""),
        (r#"{"vip":true,"score":1.50,"note":null}"#, r#"{}"#),
    ] {
        let text = changed(from, to);
        assert_eq!(read(&text).to_json_string(), text);
    }
}

#[test]
fn unnamed_members_are_kept_with_their_text_and_order() {
    let extra = r#""z":1e400,"a":[{"b": 12345678901234567890123 }],"\u0022":"\ud83d\ude00""#;
    let text = changed(r#""attempt":1"#, &format!(r#""attempt":1,{extra}"#));
    let mut event = read(&text);
    let names: Vec<_> = event.extra.iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["z", "a", "\""]);
    assert_eq!(event.extra.get("z").unwrap().as_str(), "1e400");
    let written = event.to_json_string();
    let limits = Limits::default();
    assert!(json_eq(
        &Node::parse(&written, limits).unwrap(),
        &Node::parse(&text, limits).unwrap()
    ));
    assert_eq!(read(&written), event);

    let value: Raw = "{}".parse().unwrap();
    let error = event.extra.insert("type", value.clone()).unwrap_err();
    assert_eq!(error.name, "type");
    assert_eq!(event.extra.insert("new", value).unwrap(), None);
    assert_eq!(event.extra.remove("z").unwrap().as_str(), "1e400");
    assert_eq!(event.extra.len(), 3);
}

#[test]
fn members_come_in_any_order_with_any_white_space_and_escapes() {
    let event = read(EXAMPLE);
    let value: Value = serde_json::from_str(EXAMPLE).unwrap();
    let pretty = serde_json::to_string_pretty(&value).unwrap();
    assert_eq!(read(&pretty), event);
    let escaped =
        changed(r#""timestamp""#, r#""t\u0069mestamp""#).replace("WHATSAPP", r"WH\u0041TSAPP");
    assert_eq!(read(&escaped), event);
    let Value::Object(members) = value else {
        panic!()
    };
    let reversed: Vec<_> = members
        .iter()
        .rev()
        .map(|(name, value)| format!(" \"{name}\"\t:\r\n{value} "))
        .collect();
    assert_eq!(read(&format!("\n{{{}}} ", reversed.join(","))), event);
}

#[test]
fn each_rule_is_broken_alone() {
    for (from, to, place, keyword) in [
        (r#""id":"evt_"#, r#""id":"evx_"#, "/id", "pattern"),
        (r#""id":"evt_2a3f1d4c-9b2e""#, r#""id":7"#, "/id", "type"),
        (r#""type":"chat.created","#, "", "", "required"),
        ("chat.created", "chat.closed", "/type", "const"),
        ("10.123Z", "10.123z", "/timestamp", "pattern"),
        ("T14:02", "T14-02", "/timestamp", "format"),
        (
            r#""6804f4c2a6f9f35f6e66f1a1""#,
            r#""""#,
            "/chat/id",
            "minLength",
        ),
        (r#"["a","é"]"#, r#"["a",null]"#, "/chat/tags/1", "type"),
        (
            r#""vip":true"#,
            r#""vip":[]"#,
            "/chat/customFields/vip",
            "type",
        ),
        (
            r#""vip":true"#,
            r#""a/~b":{}"#,
            "/chat/customFields/a~1~0b",
            "type",
        ),
        (
            r#""archivedAt":null"#,
            r#""archivedAt":"now""#,
            "/chat/archivedAt",
            "format",
        ),
        (r#""attempt":1"#, r#""attempt":0"#, "/attempt", "minimum"),
        (r#""attempt":1"#, r#""attempt":1.5"#, "/attempt", "type"),
        (
            r#""attempt":1"#,
            r#""attempt":1,"pair":[1,2]"#,
            "/pair",
            "enum",
        ),
        (
            r#""attempt":1"#,
            r#""attempt":1,"pair":null"#,
            "/pair",
            "enum",
        ),
    ] {
        let text = changed(from, to);
        assert_eq!(violations(&text), [(place.to_owned(), keyword)], "{text}");
        let value: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(ChatCreated::check(&value), Err(report(&text)), "{text}");
    }
    let residue = changed(r#""attempt":1"#, r#""attempt":1,"pair": [1.0, 10e-1]"#);
    assert_eq!(read(&residue).pair.unwrap(), "[1,1]".parse().unwrap());
}

#[test]
fn a_report_says_where_what_and_by_which_rule_and_shows_no_value() {
    let text = changed(r#""6804f4c2a6f9f35f6e66f1a1""#, r#""""#)
        .replace("\"attempt\":1", "\"attempt\":-77")
        .replace("[\"a\",\"é\"]", "\"sec\\nret\"");
    let report = report(&text);
    assert_eq!(
        report.to_string(),
        "/chat/id must have at least 1 character (https://x.example/chat.schema.json#/$defs/ChatId/minLength)\n\
         /chat/tags must be array (https://x.example/chat.schema.json#/properties/tags/type)\n\
         /attempt must be at least 1 (https://x.example/chat.created.schema.json#/properties/attempt/minimum)"
    );
    let pretty = text.replace(",\"", ",\n  \"");
    assert_eq!(
        report.in_source(pretty.as_bytes()).to_string(),
        "4:16: /chat/id must have at least 1 character (https://x.example/chat.schema.json#/$defs/ChatId/minLength): \"\"\n\
         6:10: /chat/tags must be array (https://x.example/chat.schema.json#/properties/tags/type): \"sec\\nret\"\n\
         11:13: /attempt must be at least 1 (https://x.example/chat.created.schema.json#/properties/attempt/minimum): -77"
    );
    assert_eq!(report.in_source(b"\xff").to_string(), report.to_string());
    assert_eq!(
        serde_json::to_value(&report).unwrap()["errors"][0],
        json!({
            "keywordLocation": "/properties/chat/$ref/properties/id/$ref/minLength",
            "absoluteKeywordLocation": "https://x.example/chat.schema.json#/$defs/ChatId/minLength",
            "instanceLocation": "/chat/id",
            "error": "must have at least 1 character",
        })
    );
    assert_eq!(serde_json::to_value(&report).unwrap()["valid"], false);
}

#[test]
fn invalid_beats_unrepresentable_and_syntax_beats_both() {
    let big = changed(r#""attempt":1"#, r#""attempt":18446744073709551616"#);
    let Err(Error::Unrepresentable(error)) = ChatCreated::from_slice(big.as_bytes()) else {
        panic!("{big}");
    };
    assert_eq!(error.pointer, "/attempt");
    assert_eq!(error.offset, big.find("18446744073709551616"));
    assert!(ChatCreated::is_valid(big.as_bytes()));

    let invalid = big.replace("evt_", "");
    assert_eq!(violations(&invalid), [("/id".to_owned(), "pattern")]);

    for cut in 0..invalid.len() {
        let Some(text) = invalid.get(..cut) else {
            continue;
        };
        let error = ChatCreated::from_slice(text.as_bytes()).unwrap_err();
        assert!(matches!(error, Error::Syntax(_)), "{text}: {error}");
        assert!(!ChatCreated::is_valid(text.as_bytes()));
    }
    for number in ["1.0", "10e-1", "1e0", "100000000000000000000e-20"] {
        let text = changed(r#""attempt":1"#, &format!("\"attempt\":{number}"));
        assert_eq!(read(&text), read(EXAMPLE));
    }
    for number in ["1e400", "1e99999999999999999999", "12345678901234567890123"] {
        let text = changed(r#""attempt":1"#, &format!("\"attempt\":{number}"));
        let error = ChatCreated::from_slice(text.as_bytes()).unwrap_err();
        assert!(
            matches!(error, Error::Unrepresentable(_)),
            "{text}: {error}"
        );
    }
}

#[test]
fn duplicates_are_syntax_errors_wherever_they_are() {
    for (from, to) in [
        (r#""attempt":1"#, r#""attempt":1,"attempt":1"#),
        (r#""attempt":1"#, r#""attempt":1,"\u0061ttempt":1"#),
        (r#""attempt":1"#, r#""attempt":1,"x":1,"y":2,"x":1"#),
        (r#""attempt":1"#, r#""attempt":1,"x":1,"\u0078":1"#),
        (
            r#""attempt":1"#,
            r#""attempt":1,"x":[{"y":{"a":1,"b":2,"a":3}}]"#,
        ),
        (r#""vip":true"#, r#""vip":true,"vip":true"#),
        (
            r#""type":"chat.created""#,
            r#""type":"chat.created","type":"chat.created""#,
        ),
    ] {
        let text = changed(from, to);
        let Err(Error::Syntax(error)) = ChatCreated::from_slice(text.as_bytes()) else {
            panic!("{text}");
        };
        assert!(error.to_string().contains("occurs twice"), "{error}");
        assert!(!ChatCreated::is_valid(text.as_bytes()));
    }
}

#[test]
fn trees_are_read_exactly_too() {
    let mut value: Value = serde_json::from_str(EXAMPLE).unwrap();
    let event = ChatCreated::from_value(&value).unwrap();
    assert_eq!(event, read(EXAMPLE));
    assert!(json_eq(&event.to_value().unwrap(), &value));
    assert_eq!(ChatCreated::check(&value), Ok(()));
    value["chat"]["tags"] = json!([1]);
    assert!(matches!(
        ChatCreated::from_value(&value),
        Err(Error::Invalid(_))
    ));
}

#[test]
fn a_value_made_by_hand_is_validated_as_written() {
    let mut event = read(EXAMPLE);
    event.attempt = 0;
    let report = event.validate().unwrap_err();
    assert_eq!(report.violations()[0].instance_location(), "/attempt");
    event.attempt = 1;
    let deep: Raw = format!("{}{}", "[".repeat(128), "]".repeat(128))
        .parse()
        .unwrap();
    event.extra.insert("deep", deep).unwrap();
    let report = event.validate().unwrap_err();
    assert_eq!(report.to_string(), "(root) is nested more than 128 deep");
    assert!(event.to_value().is_err());
}

#[test]
fn named_strings_are_made_through_their_check() {
    let id: ChatId = "abc".parse().unwrap();
    assert_eq!(id, "abc");
    assert_eq!(id.len(), 3);
    assert_eq!(format!("{id} {id:?}"), "abc \"abc\"");
    assert_eq!(String::from(id.clone()), "abc");
    assert_eq!(ChatId::try_from("abc".to_owned()).unwrap(), id);
    let report = ChatId::try_from("").unwrap_err();
    assert_eq!(report.violations()[0].keyword(), "minLength");
    assert_eq!(report.violations()[0].keyword_location(), "/minLength");
    assert!(std::collections::HashSet::from([id]).contains("abc"));

    let time: UtcDateTime = "2026-04-24T14:02:10Z".parse().unwrap();
    assert_eq!(time.unix_seconds(), 1_777_039_330);
    assert!("2026-04-24T14:02:10+01:00".parse::<UtcDateTime>().is_err());
    let Channel::Other(other) = Channel::from("SMS") else {
        panic!()
    };
    assert_eq!((other.as_str(), other.len()), ("SMS", 3));
}

#[test]
fn serde_goes_by_the_same_rules() {
    let event = read(EXAMPLE);
    assert_eq!(serde_json::from_str::<ChatCreated>(EXAMPLE).unwrap(), event);
    assert_eq!(
        serde_json::to_string(&event.chat.custom_fields.as_ref().map(|_| 1)).unwrap(),
        "1"
    );
    let value = serde_json::to_value(&event).unwrap();
    assert!(json_eq(
        &value,
        &Node::parse(EXAMPLE, Limits::default()).unwrap()
    ));
    assert_eq!(serde_json::from_value::<ChatCreated>(value).unwrap(), event);

    let refusal = |text: &str| serde_json::from_str::<Chat>(text).unwrap_err().to_string();
    assert!(refusal(r#"{"id":"a","x":1,"x":1}"#).contains("occurs twice"));
    assert!(refusal(r#"{"id":"a","id":"a"}"#).contains("occurs twice"));
    assert!(refusal(r#"{"id":"a","tags":["b",1]}"#).contains("/tags/1"));
    let deep = format!(
        r#"{{"id":"a","x":{}1{}}}"#,
        "[".repeat(120),
        "]".repeat(120)
    );
    let mut deserializer = serde_json::Deserializer::from_str(&deep);
    assert!(<Chat as serde_core_of_runtime::Deserialize>::deserialize(&mut deserializer).is_ok());
}

use typewright_runtime::serde_core as serde_core_of_runtime;

#[test]
fn serde_never_changes_a_number() {
    let written = |number: &str| {
        let text = format!(r#"{{"id":"a","x":{number}}}"#);
        let mut reader = typewright_runtime::Reader::new(&text, Limits::default());
        let chat: Chat = chat_of(&mut reader);
        serde_json::to_string(&chat)
    };
    for number in [
        "0",
        "-1",
        "1.5",
        "18446744073709551615",
        "0.1",
        "-9223372036854775808",
        "1e300",
    ] {
        let text = written(number).unwrap();
        let expected = format!(r#"{{"id":"a","x":{number}}}"#);
        let limits = Limits::default();
        assert!(
            json_eq(
                &Node::parse(&text, limits).unwrap(),
                &Node::parse(&expected, limits).unwrap()
            ),
            "{text}"
        );
    }
    // Only the feature `arbitrary_precision` of serde_json makes these possible.
    for number in ["1e400", "0.1000000000000000000000000000001", "1e-999"] {
        match written(number) {
            Ok(text) => assert!(
                serde_json::from_str::<serde_json::Number>("1e400").is_ok(),
                "{text}"
            ),
            Err(error) => assert!(error.to_string().contains("number"), "{error}"),
        }
    }
}

fn chat_of(reader: &mut typewright_runtime::Reader<'_>) -> Chat {
    chat::codec::read_chat(reader).unwrap()
}
