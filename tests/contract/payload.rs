//! The payloads that the tests start from.

use serde_json::Value;

/// The documented example.
pub const EXAMPLE: &str = include_str!("../../schema/2026-04-01/examples/chat.created.json");

/// A payload with every member that the contract names, minified, members in the contract's order.
pub const FULL: &str = concat!(
    r#"{"id":"evt_01HV8Z","type":"chat.created","timestamp":"2026-04-24T14:02:10.123Z","#,
    r#""data":{"chat":{"id":"c1","integrationId":"i1","channel":"TELEGRAM","externalChatId":"x","#,
    r#""whatsappId":"w","telegramId":"t","viberId":"v","instagramId":"g","firstName":"Ada","#,
    r#""lastName":"","photoUrl":"https://cdn.example/p.png","username":"ada","title":"Team","#,
    r#""createdAt":"2026-04-24T14:02:10.000Z","updatedAt":"2026-04-24T16:02:10+02:00","#,
    r#""archivedAt":"2026-05-01T00:00:00Z"},"#,
    r#""contact":{"peopleId":"p1","phoneNumber":"+46700000000","email":"ada@example.com","#,
    r#""firstName":"Ada","lastName":"Stone","tags":["vip",""],"#,
    r#""systemFields":{"score":1.5,"lead":true},"#,
    r#""customFields":{"city":"Malmö","age":36,"left":null},"#,
    r#""createdAt":"2026-04-24T14:02:10Z","updatedAt":"2026-04-24T14:02:10.5Z"}},"#,
    r#""meta":{"eventId":"evt_01HV8Z","event":"chat.created","#,
    r#""occurredAt":"2026-04-24T14:02:10.123Z","organisationId":"o1","connectionId":"n1","#,
    r#""apiVersion":"2026-04-01","attempt":2}}"#,
);

/// [`FULL`], parsed.
pub fn full() -> Value {
    serde_json::from_str(FULL).expect("the payload is JSON")
}

/// The documented example without white space between tokens, its members in their order.
pub fn minified_example() -> String {
    let mut minified = String::new();
    let mut in_string = false;
    let mut escaped = false;
    for character in EXAMPLE.chars() {
        if in_string || !character.is_ascii_whitespace() {
            minified.push(character);
        }
        in_string = match character {
            '"' if !escaped => !in_string,
            _ => in_string,
        };
        escaped = character == '\\' && !escaped;
    }
    minified
}
