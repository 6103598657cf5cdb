//! The headers of a delivery.

use wexio_webhooks::{Delivery, Event, HeaderError, Mismatch, header};

const EXAMPLE: &str = include_str!("../schema/2026-04-01/examples/chat.created.json");
const ID: &str = "evt_2a3f1d4c-9b2e-4e7a-9c8d-bd8e9a0e4c10";

/// The headers that fit the example.
fn headers() -> Vec<(&'static str, &'static str)> {
    vec![
        ("Host", "hooks.example"),
        ("Content-Type", "application/json"),
        ("X-Wexio-Event", "chat.created"),
        ("X-Wexio-Event-Id", ID),
        ("X-Wexio-Attempt", "1"),
        ("X-Wexio-Timestamp", "2026-04-24T14:02:11.000Z"),
        ("Idempotency-Key", ID),
        ("X-Wexio-Signature", "t=1777039331,v1=00ff"),
        ("X-Wexio-Signature", "anything"),
        ("Authorization", "Bearer anything"),
    ]
}

const READ: [&str; 5] = [
    header::EVENT,
    header::EVENT_ID,
    header::ATTEMPT,
    header::TIMESTAMP,
    header::IDEMPOTENCY_KEY,
];

/// The headers with one value changed.
fn headers_with(name: &str, value: &'static str) -> Vec<(&'static str, &'static str)> {
    let mut headers = headers();
    let header = headers
        .iter_mut()
        .find(|(other, _)| *other == name)
        .expect("the header is there");
    header.1 = value;
    headers
}

fn example() -> Event {
    Event::from_slice(EXAMPLE.as_bytes()).expect("the example is valid")
}

#[test]
fn every_header_is_typed() {
    let delivery = Delivery::from_headers(headers()).expect("the headers are whole");
    assert_eq!(delivery.event, "chat.created");
    assert_eq!(delivery.event_id, ID);
    assert_eq!(delivery.attempt, 1);
    assert_eq!(delivery.timestamp.as_str(), "2026-04-24T14:02:11.000Z");
    assert_eq!(delivery.idempotency_key, ID);
    assert_eq!(delivery.delivery_key(), example().delivery_key());
    assert_eq!(delivery.check(&example()), Ok(()));
}

#[test]
fn names_have_no_case_and_values_no_outer_blanks() {
    let expected = Delivery::from_headers(headers()).expect("the headers are whole");
    let lower = headers()
        .into_iter()
        .map(|(name, value)| (name.to_ascii_lowercase(), format!(" \t{value} ")));
    assert_eq!(Delivery::from_headers(lower).as_ref(), Ok(&expected));
    let upper = headers()
        .into_iter()
        .map(|(name, value)| (name.to_ascii_uppercase(), value.as_bytes()));
    assert_eq!(Delivery::from_headers(upper), Ok(expected));
}

#[test]
fn a_missing_header_is_named() {
    for missing in READ {
        let rest = headers().into_iter().filter(|(name, _)| *name != missing);
        let error = Delivery::from_headers(rest).expect_err("a header is missing");
        assert_eq!(error, HeaderError::Missing { header: missing });
        assert!(error.to_string().contains(missing), "{error}");
    }
}

#[test]
fn a_repeated_header_is_named() {
    for repeated in READ {
        let value = headers()
            .into_iter()
            .find(|(name, _)| *name == repeated)
            .expect("the header is there")
            .1;
        let name = repeated.to_ascii_lowercase();
        let twice = headers().into_iter().chain([(name.as_str(), value)]);
        let error = Delivery::from_headers(twice).expect_err("a header is repeated");
        assert_eq!(error, HeaderError::Repeated { header: repeated });
        assert!(error.to_string().contains(repeated), "{error}");
    }
}

#[test]
fn a_malformed_header_is_named_and_its_value_is_not_shown() {
    for (name, values) in [
        (header::EVENT, &["", "  "][..]),
        (header::EVENT_ID, &["", "evt_", "4711", "EVT_4711"]),
        (
            header::ATTEMPT,
            &[
                "",
                "0",
                "-4711",
                "+4711",
                "4711.0",
                "4711e0",
                "0x4711",
                "18446744073709551616",
                "4711, 4711",
                "٣",
            ],
        ),
        (
            header::TIMESTAMP,
            &[
                "",
                "4711",
                "2026-04-24",
                "2026-04-24T14:02:10",
                "Fri, 24 Apr 2026 14:02:10 GMT",
            ],
        ),
        (header::IDEMPOTENCY_KEY, &["", "evt_", "4711"]),
    ] {
        for value in values {
            let error = Delivery::from_headers(headers_with(name, value))
                .expect_err("a header is malformed");
            assert!(
                matches!(error, HeaderError::Malformed { .. }),
                "{value:?}: {error:?}"
            );
            assert_eq!(error.header(), name, "{value:?}");
            let text = error.to_string();
            assert!(text.contains(name) && text.contains("expected"), "{text}");
            assert!(!text.contains("4711"), "{text}");
        }
    }
}

#[test]
fn a_value_that_is_not_utf8_is_malformed() {
    let bytes = headers().into_iter().map(|(name, value)| {
        (
            name,
            if name == header::EVENT {
                b"chat.\xff".to_vec()
            } else {
                value.as_bytes().to_vec()
            },
        )
    });
    let error = Delivery::from_headers(bytes).expect_err("a header is malformed");
    assert!(
        matches!(
            error,
            HeaderError::Malformed {
                header: header::EVENT,
                ..
            }
        ),
        "{error:?}"
    );
}

#[test]
fn an_unread_header_may_be_anything() {
    let bytes = headers()
        .into_iter()
        .map(|(name, value)| (name, value.as_bytes().to_vec()))
        .chain([("X-Other", vec![0xff, 0x00])]);
    assert!(Delivery::from_headers(bytes).is_ok());
}

#[test]
fn a_mismatch_names_header_and_member() {
    for (header, value, member) in [
        (header::EVENT, "chat.archived", "/type"),
        (header::EVENT, "Chat.Created", "/type"),
        (header::EVENT_ID, "evt_other", "/id"),
        (header::ATTEMPT, "2", "/meta/attempt"),
        (header::IDEMPOTENCY_KEY, "evt_other", "/id"),
    ] {
        let delivery =
            Delivery::from_headers(headers_with(header, value)).expect("the headers are whole");
        let error = delivery
            .check(&example())
            .expect_err("header and body differ");
        let Mismatch {
            header: in_header,
            member: in_body,
            ..
        } = error;
        assert_eq!((in_header, in_body), (header, member));
        let text = error.to_string();
        assert!(text.contains(header) && text.contains(member), "{text}");
        assert!(!text.contains(value), "{text}");
    }
}

#[test]
fn the_time_of_the_header_is_not_tied_to_the_body() {
    let headers = headers_with(header::TIMESTAMP, "2031-01-01T00:00:00Z");
    let delivery = Delivery::from_headers(headers).expect("the headers are whole");
    assert_eq!(delivery.check(&example()), Ok(()));
}

#[test]
fn an_event_that_is_not_known_is_checked_alike() {
    let text = EXAMPLE.replace("chat.created", "chat.archived");
    let event = Event::from_slice(text.as_bytes()).expect("the envelope is whole");
    let delivery =
        Delivery::from_headers(headers_with(header::EVENT, "chat.archived")).expect("whole");
    assert_eq!(delivery.check(&event), Ok(()));
    let delivery = Delivery::from_headers(headers()).expect("the headers are whole");
    assert_eq!(
        delivery.check(&event).map_err(|mismatch| mismatch.member),
        Err("/type")
    );
}
