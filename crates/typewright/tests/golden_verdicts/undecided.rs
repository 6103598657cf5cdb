//! Texts that take too many steps to match: refused as such where it matters, by reader and check alike.

use typewright_runtime::{Contract, Error, Value};

use super::pattern_look_around::Root;

const UNDECIDED: &str = "could not be checked: the pattern takes too many steps to match";

/// What `^(a+)+\1b$` cannot be told of: the time doubles with each character.
fn hostile() -> String {
    "a".repeat(60)
}

/// The violations, each as place, keyword and message; reader and check say the same.
fn violations(payload: &str) -> Vec<(String, String, String)> {
    let value: Value = serde_json::from_str(payload).expect("a payload is JSON");
    let report = match (Root::from_str(payload), Root::check(&value)) {
        (Ok(_), Ok(())) => None,
        (Err(Error::Invalid(read)), Err(checked)) => {
            assert_eq!(read.to_string(), checked.to_string(), "{payload}");
            Some(checked)
        }
        other => panic!("{payload}: {other:?}"),
    };
    assert_eq!(Root::is_valid(payload.as_bytes()), report.is_none());
    let violations = report.iter().flat_map(|report| report.violations());
    let shown = violations.map(|violation| {
        (
            violation.instance_location().to_owned(),
            violation.keyword_location().to_owned(),
            violation.message().to_owned(),
        )
    });
    shown.collect()
}

#[test]
fn what_is_not_decided_is_refused_at_its_place() {
    let text = hostile();
    for (member, value, place, keyword) in [
        ("repeated", format!("{text:?}"), "", "/$ref/pattern"),
        (
            "tagged",
            format!("{{\"kind\":\"strict\",\"text\":{text:?}}}"),
            "",
            "/oneOf/0",
        ),
        (
            "described",
            format!("{{{text:?}:1}}"),
            "/NAME",
            "/patternProperties",
        ),
        ("forbidden", format!("{{{text:?}:1}}"), "", "/not"),
        (
            "named",
            format!("{{{text:?}:1}}"),
            "/NAME",
            "/propertyNames/pattern",
        ),
        (
            "evaluated",
            format!("{{\"aab\":1,{text:?}:1}}"),
            "",
            "/anyOf/0",
        ),
    ] {
        let payload = format!("{{{member:?}:{value}}}");
        let found = violations(&payload);
        let expected = (
            format!("/{member}{}", place.replace("NAME", &text)),
            format!("/properties/{member}{keyword}"),
            UNDECIDED.to_owned(),
        );
        assert!(found.contains(&expected), "{payload}: {found:?}");
        let others = found.iter().filter(|(_, _, message)| message != UNDECIDED);
        assert_eq!(others.count(), 0, "{payload}: {found:?}");
    }
}

#[test]
fn what_does_not_matter_need_not_be_decided() {
    let text = hostile();
    for payload in [
        // Another member refuses the alternative whose text this might be.
        format!("{{\"tagged\":{{\"text\":{text:?},\"kind\":\"lax\"}}}}"),
        // Another alternative accepts it.
        format!("{{\"any\":{text:?}}}"),
    ] {
        assert_eq!(violations(&payload), [], "{payload}");
    }
    // Refused whether the name matches or not.
    let payload = format!("{{\"evaluated\":{{\"id\":\"a\",{text:?}:1}}}}");
    let found = violations(&payload);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_ne!(found[0].2, UNDECIDED);
}

#[test]
fn hostile_texts_come_to_an_end() {
    let members = [
        "code",
        "host",
        "password",
        "comment",
        "either",
        "price",
        "word",
        "quoted",
        "repeated",
        "unrepeated",
        "any",
    ];
    for part in ["a", "0", "-", "ab", "'", "cat", "0 EU", "é"] {
        let text = part.repeat(20_000 / part.len());
        for member in members {
            violations(&format!("{{{member:?}:{text:?}}}"));
        }
        for member in ["extensions", "extended", "described", "forbidden", "named"] {
            violations(&format!("{{{member:?}:{{{text:?}:1}}}}"));
        }
    }
}
