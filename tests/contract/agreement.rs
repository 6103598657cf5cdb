//! Our verdict and the independent one, side by side.

use std::fmt;

use serde_json::Value;
use serde_json::de::Deserializer;
use wexio_webhooks::v2026_04_01::ChatCreated;
use wexio_webhooks::{Contract, Error, Raw, Report};

use crate::oracle::{Broken, Oracle};

/// What a payload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Not JSON, as I-JSON limits it.
    NotJson,
    /// JSON that breaks the contract.
    Invalid,
    /// JSON that keeps the contract.
    Valid,
}

/// Our verdict on `chat.created`, after asserting that all ways to ask for it agree and that what is read is not changed
/// by writing it.
pub fn ours(payload: &[u8]) -> Verdict {
    let verdict = match ChatCreated::from_slice(payload) {
        Ok(event) => {
            assert_written_equal(&event, payload);
            Verdict::Valid
        }
        Err(Error::Syntax(_)) => Verdict::NotJson,
        Err(Error::Invalid(report)) => {
            assert!(
                !report.violations().is_empty(),
                "a report without violations"
            );
            Verdict::Invalid
        }
        Err(Error::Unrepresentable(_)) => Verdict::Valid,
        Err(other) => panic!("an error of a new kind: {other}"),
    };
    assert_eq!(
        ChatCreated::is_valid(payload),
        verdict == Verdict::Valid,
        "is_valid and from_slice differ: {}",
        String::from_utf8_lossy(payload)
    );
    verdict
}

fn assert_written_equal(event: &ChatCreated, payload: &[u8]) {
    let read = |bytes: &[u8]| -> Raw {
        let text = std::str::from_utf8(bytes).expect("JSON is UTF-8");
        text.parse().expect("what was read is JSON")
    };
    let written = event.to_vec();
    // `Raw` compares JSON values: members without order, numbers by value.
    assert_eq!(read(&written), read(payload), "writing changed the value");
    assert_eq!(
        ChatCreated::from_slice(&written).as_ref(),
        Ok(event),
        "reading again changed it"
    );
    assert_eq!(event.validate(), Ok(()), "what was read does not validate");
}

/// The independent verdict; nothing where that judge cannot tell: numbers beyond a double, nesting beyond its parser.
pub fn independent(oracle: &Oracle, payload: &[u8]) -> Option<Verdict> {
    match strict(payload) {
        Ok(value) if oracle.accepts(&value) => Some(Verdict::Valid),
        Ok(_) => Some(Verdict::Invalid),
        Err(error) if out_of_its_depth(&error) => None,
        Err(_) => Some(Verdict::NotJson),
    }
}

fn out_of_its_depth(error: &serde_json::Error) -> bool {
    let message = error.to_string();
    message.contains("number out of range") || message.contains("recursion limit")
}

/// Parses with serde_json, but refuses duplicate names, which it would let pass.
fn strict(payload: &[u8]) -> Result<Value, serde_json::Error> {
    let mut deserializer = Deserializer::from_slice(payload);
    let value = serde::de::DeserializeSeed::deserialize(Strict, &mut deserializer)?;
    deserializer.end()?;
    Ok(value)
}

struct Strict;

impl<'de> serde::de::DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: serde::Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> serde::de::Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut elements: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(element) = elements.next_element_seed(Strict)? {
            array.push(element);
        }
        Ok(array.into())
    }

    fn visit_map<A: serde::de::MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut object = serde_json::Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(Strict)?;
            if object.insert(name, value).is_some() {
                return Err(serde::de::Error::custom("a name occurs twice"));
            }
        }
        Ok(object.into())
    }
}

/// The rules that a report says are broken, sorted, to compare with [`Oracle::broken`].
pub fn broken(report: &Report) -> Vec<Broken> {
    let mut broken: Vec<Broken> = report
        .violations()
        .iter()
        .map(|violation| Broken {
            instance: violation.instance_location().to_owned(),
            keyword: violation.absolute_keyword_location().to_owned(),
        })
        .collect();
    broken.sort();
    broken
}

/// The same, as pairs of pointer and keyword.
pub fn keywords(report: &Report) -> Vec<(String, String)> {
    let mut keywords: Vec<(String, String)> = report
        .violations()
        .iter()
        .map(|violation| {
            (
                violation.instance_location().to_owned(),
                violation.keyword().to_owned(),
            )
        })
        .collect();
    keywords.sort();
    keywords
}

/// The report on a payload that is JSON and breaks the contract `T`.
pub fn report<T: Contract + fmt::Debug>(payload: &[u8]) -> Report {
    match T::from_slice(payload) {
        Err(Error::Invalid(report)) => report,
        other => panic!(
            "not refused as invalid: {other:?}\n{}",
            String::from_utf8_lossy(payload)
        ),
    }
}
