//! `chat.created`, very many of them: a line each, and one array.

use std::error::Error;
use std::fmt::Write as _;
use std::hint::black_box;

use bench_peers::derived::Owned;
use bench_peers::{ChatCreatedValidator, typify};
use serde::de::IgnoredAny;
use serde_json::Value;
use wexio_webhooks::v2026_04_01::ChatCreated;
use wexio_webhooks::{Contract, Event};

use crate::chat::{read_validated, validator};
use crate::contracts::list::ChatCreatedList;
use crate::payload::Events;
use crate::race::Race;
use crate::rounds::{Contestant, Effort};
use crate::table::grouped;

/// Lines of the one,
const LINES: usize = 100_000;

/// and bytes of the other.
const ARRAY_BYTES: usize = 79_000_000;

/// Both tables, as Markdown.
///
/// # Errors
/// A contestant that does not say what it should of a payload.
pub fn measured() -> Result<Option<String>, Box<dyn Error>> {
    let mut text = String::new();
    let lines = lines(LINES)?;
    let bytes = lines.len();
    let race = Race::run(line_readers(&lines, &validator()?), bytes, Effort::BULK)?;
    write!(
        text,
        "### {} lines, {} bytes\n\n{race}\n",
        grouped(LINES),
        grouped(bytes)
    )?;
    let array = array(ARRAY_BYTES)?;
    let race = Race::run(array_readers(&array), array.len(), Effort::BULK)?;
    write!(
        text,
        "### One array, {} bytes\n\n{race}",
        grouped(array.len())
    )?;
    Ok(Some(text))
}

fn lines(count: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut events = Events::new()?;
    let mut lines = Vec::new();
    for _ in 0..count {
        lines.extend_from_slice(events.next_event()?.as_bytes());
        lines.push(b'\n');
    }
    Ok(lines)
}

/// An array of events, not much longer than so many bytes.
///
/// # Errors
/// The documented example is not what it is taken for.
pub fn array(bytes: usize) -> Result<Vec<u8>, Box<dyn Error>> {
    let mut events = Events::new()?;
    let mut array = vec![b'['];
    loop {
        array.extend_from_slice(events.next_event()?.as_bytes());
        if array.len() >= bytes {
            array.push(b']');
            return Ok(array);
        }
        array.push(b',');
    }
}

/// Reads line by line; splitting is timed with each.
fn each_line<'a>(
    name: &'static str,
    body: &'a [u8],
    read: impl Fn(&[u8]) -> bool + 'a,
) -> Contestant<'a> {
    Contestant::new(name, move || {
        let lines = black_box(body).split(|byte| *byte == b'\n');
        lines.filter(|line| !line.is_empty() && read(line)).count() == LINES
    })
}

fn line_readers<'a>(body: &'a [u8], validator: &'a jsonschema::Validator) -> Vec<Contestant<'a>> {
    vec![
        each_line("serde_json, derived types", body, |line| {
            serde_json::from_slice::<Owned>(line).is_ok()
        }),
        each_line("serde_json, typify's types", body, |line| {
            serde_json::from_slice::<typify::Root>(line).is_ok()
        }),
        each_line("sonic-rs, derived types", body, |line| {
            sonic_rs::from_slice::<Owned>(line).is_ok()
        }),
        each_line(
            "simd-json, derived types, and the copy it wants",
            body,
            |line| simd_json::from_slice::<Owned>(&mut line.to_vec()).is_ok(),
        ),
        each_line("serde_json, Value", body, |line| {
            serde_json::from_slice::<Value>(line).is_ok()
        }),
        each_line("serde_json, IgnoredAny", body, |line| {
            serde_json::from_slice::<IgnoredAny>(line).is_ok()
        }),
        each_line("Value, jsonschema at run time, from_value", body, |line| {
            read_validated(line, |value| validator.is_valid(value))
        }),
        each_line("Value, jsonschema's macro, from_value", body, |line| {
            read_validated(line, ChatCreatedValidator::is_valid)
        }),
        each_line("**ChatCreated::from_slice**", body, |line| {
            ChatCreated::from_slice(line).is_ok()
        }),
        each_line("**ChatCreated::is_valid**", body, ChatCreated::is_valid),
        each_line("**Event::from_slice**", body, |line| {
            Event::from_slice(line).is_ok()
        }),
    ]
}

fn array_readers(body: &[u8]) -> Vec<Contestant<'_>> {
    vec![
        Contestant::new("serde_json, derived types", || {
            serde_json::from_slice::<Vec<Owned>>(black_box(body)).is_ok()
        }),
        Contestant::new("serde_json, typify's types", || {
            serde_json::from_slice::<Vec<typify::Root>>(black_box(body)).is_ok()
        }),
        Contestant::new("sonic-rs, derived types", || {
            sonic_rs::from_slice::<Vec<Owned>>(black_box(body)).is_ok()
        }),
        Contestant::new(
            "simd-json, derived types, and the copy it wants",
            move || simd_json::from_slice::<Vec<Owned>>(&mut black_box(body).to_vec()).is_ok(),
        ),
        Contestant::new("serde_json, Value", || {
            serde_json::from_slice::<Value>(black_box(body)).is_ok()
        }),
        Contestant::new("serde_json, IgnoredAny", || {
            serde_json::from_slice::<IgnoredAny>(black_box(body)).is_ok()
        }),
        Contestant::new("Value, jsonschema's macro, from_value", || {
            serde_json::from_slice::<Vec<Value>>(black_box(body)).is_ok_and(|values| {
                values.into_iter().all(|value| {
                    ChatCreatedValidator::is_valid(&value)
                        && serde_json::from_value::<Owned>(value).is_ok()
                })
            })
        }),
        Contestant::new("**ChatCreatedList::from_slice**", || {
            ChatCreatedList::from_slice(black_box(body)).is_ok()
        }),
        Contestant::new("**ChatCreatedList::is_valid**", || {
            ChatCreatedList::is_valid(black_box(body))
        }),
    ]
}
