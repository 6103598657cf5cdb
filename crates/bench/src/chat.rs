//! `chat.created`, one payload at a time.

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;

use bench_peers::derived::{Borrowed, Owned, Plain};
use bench_peers::{ChatCreatedValidator, typify};
use jsonschema::Validator;
use serde::de::IgnoredAny;
use serde_json::Value;
use wexio_webhooks::v2026_04_01::ChatCreated;
use wexio_webhooks::{Contract, Error as Refusal, Event};

use crate::contracts::{StricterValidator, stricter};
use crate::goals::Goals;
use crate::payload;
use crate::race::Race;
use crate::rounds::{Contestant, Effort};

/// The violations of the invalid payload.
const VIOLATIONS: usize = 3;

// The contestants that goals are about.
const DERIVED: &str = "serde_json, derived types";
const VALIDATED: &str = "Value, jsonschema at run time, from_value";
const FROM_SLICE: &str = "**ChatCreated::from_slice**";
const IS_VALID: &str = "**ChatCreated::is_valid**";
const IS_VALID_BYTES: &str = "**ChatCreated::is_valid**, from bytes";
const MACRO: &str = "jsonschema's macro";
const STRICTER_BYTES: &str = "**is_valid**, from bytes";
const WRITTEN_PLAIN: &str = "serde_json, derived types of Strings";
const TO_VEC: &str = "**ChatCreated::to_vec**";

/// All tables, as Markdown.
///
/// # Errors
/// A contestant that does not say what it should of a payload.
pub fn measured() -> Result<Option<String>, Box<dyn Error>> {
    let validator = validator()?;
    let mut goals = Goals::new();
    let mut text = String::new();
    for form in payload::forms()? {
        let body = form.text.as_bytes();
        let race = Race::run(readers(body, &validator), body.len(), Effort::FINE)?;
        let (name, bytes) = (form.name, body.len());
        write!(
            text,
            "### Bytes to types: {name}, {bytes} bytes\n\n{race}\n"
        )?;
        if let Some(bound) = form.goal {
            let ratio = race.ratio(FROM_SLICE, DERIVED)?;
            goals.at_most(
                format!("from_slice, against derived types: {name}"),
                bound,
                ratio,
            );
        }
        if name == payload::MINIFIED {
            let ratio = race.ratio(IS_VALID, DERIVED)?;
            goals.at_most("is_valid, against derived types", 0.18, ratio);
            let ratio = race.ratio(VALIDATED, FROM_SLICE)?;
            goals.at_least(
                "Value, jsonschema, from_value, against from_slice",
                5.5,
                ratio,
            );
        }
    }
    let minified = payload::minified()?;
    let (body, bytes) = (minified.as_bytes(), minified.len());
    let value: Value = serde_json::from_str(&minified)?;
    let race = Race::run(verdicts(body, &value, &validator), bytes, Effort::FINE)?;
    write!(
        text,
        "### Verdict on what is parsed already: minified\n\n{race}\n"
    )?;
    let ratio = race.ratio(IS_VALID_BYTES, MACRO)?;
    goals.at_most(
        "is_valid from bytes, against the macro on a Value",
        1.0,
        ratio,
    );
    let validator = validator_of(stricter::Root::SCHEMA)?;
    let race = Race::run(
        stricter_verdicts(body, &value, &validator),
        bytes,
        Effort::FINE,
    )?;
    write!(
        text,
        "### The same, ids of the example's shapes\n\n{race}\n"
    )?;
    let ratio = race.ratio(STRICTER_BYTES, MACRO)?;
    goals.at_most("the same, ids of the example's shapes", 1.0, ratio);
    let race = writing(&minified)?;
    write!(text, "### Writing: minified\n\n{race}\n")?;
    let ratio = race.ratio(WRITTEN_PLAIN, TO_VEC)?;
    goals.at_least("derived types of Strings, against to_vec", 1.5, ratio);
    let invalid = payload::invalid()?;
    let (body, bytes) = (invalid.as_bytes(), invalid.len());
    let race = Race::run(refusals(body, &validator), bytes, Effort::FINE)?;
    write!(
        text,
        "### Refusing: {VIOLATIONS} violations, {bytes} bytes\n\n{race}"
    )?;
    Ok(Some(format!(
        "### Goals\n\nA figure is a ratio of times.\n\n{goals}\n{text}"
    )))
}

/// jsonschema's validator for the contract, formats asserted as ours are.
///
/// # Errors
/// It does not understand the contract.
pub fn validator() -> Result<Validator, Box<dyn Error>> {
    validator_of(ChatCreated::SCHEMA)
}

fn validator_of(schema: &str) -> Result<Validator, Box<dyn Error>> {
    let schema = serde_json::from_str(schema)?;
    let options = jsonschema::options().should_validate_formats(true);
    Ok(options.build(&schema).map_err(|error| error.to_string())?)
}

fn readers<'a>(body: &'a [u8], validator: &'a Validator) -> Vec<Contestant<'a>> {
    vec![
        Contestant::new(DERIVED, || {
            serde_json::from_slice::<Owned>(black_box(body)).is_ok()
        }),
        Contestant::new("serde_json, derived types, borrowed", || {
            serde_json::from_slice::<Borrowed<'_>>(black_box(body)).is_ok()
        }),
        Contestant::new("serde_json, typify's types", || {
            serde_json::from_slice::<typify::Root>(black_box(body)).is_ok()
        }),
        Contestant::new("sonic-rs, derived types", || {
            sonic_rs::from_slice::<Owned>(black_box(body)).is_ok()
        }),
        Contestant::new(
            "simd-json, derived types, and the copy it wants",
            move || simd_json::from_slice::<Owned>(&mut black_box(body).to_vec()).is_ok(),
        ),
        Contestant::prepared(
            "simd-json, derived types, copy not timed",
            || body.to_vec(),
            |copy| simd_json::from_slice::<Owned>(copy).is_ok(),
        ),
        Contestant::new("serde_json, Value", || {
            serde_json::from_slice::<Value>(black_box(body)).is_ok()
        }),
        Contestant::new("serde_json, IgnoredAny", || {
            serde_json::from_slice::<IgnoredAny>(black_box(body)).is_ok()
        }),
        Contestant::new(VALIDATED, || {
            read_validated(black_box(body), |value| validator.is_valid(value))
        }),
        Contestant::new("Value, jsonschema's macro, from_value", || {
            read_validated(black_box(body), ChatCreatedValidator::is_valid)
        }),
        Contestant::new(FROM_SLICE, || {
            ChatCreated::from_slice(black_box(body)).is_ok()
        }),
        Contestant::new(IS_VALID, || ChatCreated::is_valid(black_box(body))),
        Contestant::new("**Event::from_slice**", || {
            Event::from_slice(black_box(body)).is_ok()
        }),
    ]
}

/// The usual way to be sure: a tree, a verdict, and types from the tree.
pub fn read_validated(body: &[u8], is_valid: impl Fn(&Value) -> bool) -> bool {
    serde_json::from_slice::<Value>(body)
        .ok()
        .filter(|value| is_valid(value))
        .is_some_and(|value| serde_json::from_value::<Owned>(value).is_ok())
}

fn verdicts<'a>(body: &'a [u8], value: &'a Value, validator: &'a Validator) -> Vec<Contestant<'a>> {
    vec![
        Contestant::new(MACRO, || ChatCreatedValidator::is_valid(black_box(value))),
        Contestant::new("jsonschema at run time", || {
            validator.is_valid(black_box(value))
        }),
        Contestant::new("**ChatCreated::check**", || {
            ChatCreated::check(black_box(value)).is_ok()
        }),
        Contestant::new(IS_VALID_BYTES, || ChatCreated::is_valid(black_box(body))),
    ]
}

/// The same by the stricter contract.
fn stricter_verdicts<'a>(
    body: &'a [u8],
    value: &'a Value,
    validator: &'a Validator,
) -> Vec<Contestant<'a>> {
    vec![
        Contestant::new(MACRO, || StricterValidator::is_valid(black_box(value))),
        Contestant::new("jsonschema at run time", || {
            validator.is_valid(black_box(value))
        }),
        Contestant::new("**check**", || {
            stricter::Root::check(black_box(value)).is_ok()
        }),
        Contestant::new(STRICTER_BYTES, || stricter::Root::is_valid(black_box(body))),
    ]
}

fn writing(body: &str) -> Result<Race, Box<dyn Error>> {
    let plain: Plain = serde_json::from_str(body)?;
    let owned: Owned = serde_json::from_str(body)?;
    let typify: typify::Root = serde_json::from_str(body)?;
    let ours = ChatCreated::from_slice(body.as_bytes())?;
    // Only the others' timestamps may be spelled otherwise.
    for written in [serde_json::to_vec(&plain)?, ours.to_vec()] {
        if written != body.as_bytes() {
            return Err("what is written is not what was read".into());
        }
    }
    let contestants = vec![
        Contestant::new(WRITTEN_PLAIN, || {
            !black_box(serde_json::to_vec(black_box(&plain))).is_ok_and(|text| text.is_empty())
        }),
        Contestant::new("serde_json, derived types, chrono", || {
            !black_box(serde_json::to_vec(black_box(&owned))).is_ok_and(|text| text.is_empty())
        }),
        Contestant::new("serde_json, typify's types", || {
            !black_box(serde_json::to_vec(black_box(&typify))).is_ok_and(|text| text.is_empty())
        }),
        Contestant::new("sonic-rs, derived types of Strings", || {
            !black_box(sonic_rs::to_vec(black_box(&plain))).is_ok_and(|text| text.is_empty())
        }),
        Contestant::new(TO_VEC, || !black_box(black_box(&ours).to_vec()).is_empty()),
    ];
    Ok(Race::run(contestants, body.len(), Effort::FINE)?)
}

fn refusals<'a>(body: &'a [u8], validator: &'a Validator) -> Vec<Contestant<'a>> {
    let parsed = |body: &[u8]| serde_json::from_slice::<Value>(body).ok();
    vec![
        Contestant::new("serde_json, derived types: sees nothing", || {
            serde_json::from_slice::<Owned>(black_box(body)).is_ok()
        }),
        Contestant::new("Value, jsonschema's macro, verdict", move || {
            parsed(black_box(body)).is_some_and(|value| ChatCreatedValidator::is_valid(&value))
        })
        .refusing(),
        Contestant::new("Value, jsonschema's macro, all errors", move || {
            parsed(black_box(body)).is_some_and(|value| {
                let errors = ChatCreatedValidator::iter_errors(&value);
                let errors = errors.map(|error| error.to_string());
                errors.collect::<Vec<_>>().len() == VIOLATIONS
            })
        }),
        Contestant::new("Value, jsonschema at run time, all errors", move || {
            parsed(black_box(body)).is_some_and(|value| {
                let errors = validator.iter_errors(&value);
                let errors = errors.map(|error| error.to_string());
                errors.collect::<Vec<_>>().len() == VIOLATIONS
            })
        }),
        Contestant::new(IS_VALID, || ChatCreated::is_valid(black_box(body))).refusing(),
        Contestant::new("**ChatCreated::from_slice**, full report", || {
            matches!(
                ChatCreated::from_slice(black_box(body)),
                Err(Refusal::Invalid(report)) if report.violations().len() == VIOLATIONS
            )
        }),
    ]
}
