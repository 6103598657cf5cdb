//! Times `ChatCreated::from_slice` side by side with its peers, in one process, taking turns.
//!
//! `cargo run --release -p bench` prints, for each contestant, the median time to read the documented example, minified, and
//! its ratio to serde_json with derived types and no validation. Only ratios of one run mean anything: they share machine,
//! compiler and weather.

mod peer;
mod rounds;

use std::hint::black_box;

use serde::de::IgnoredAny;
use wexio_webhooks::v2026_04_01::ChatCreated;
use wexio_webhooks::{Contract, Event};

use rounds::{Contestant, measure};

const EXAMPLE: &str = include_str!("../../../schema/2026-04-01/examples/chat.created.json");

fn main() {
    if cfg!(debug_assertions) {
        eprintln!("this is a debug build, whose times mean nothing: cargo run --release -p bench");
        std::process::exit(2);
    }
    let body = match minified(EXAMPLE) {
        Ok(body) => body,
        Err(error) => {
            eprintln!("the documented example cannot be read: {error}");
            std::process::exit(1);
        }
    };
    let body = body.as_bytes();
    let contestants = [
        Contestant::new("serde_json, derived types, no validation", || {
            serde_json::from_slice::<peer::ChatCreated>(black_box(body)).is_ok()
        }),
        Contestant::new("serde_json, skipped (IgnoredAny)", || {
            serde_json::from_slice::<IgnoredAny>(black_box(body)).is_ok()
        }),
        Contestant::new("ChatCreated::from_slice", || {
            ChatCreated::from_slice(black_box(body)).is_ok()
        }),
        Contestant::new("ChatCreated::is_valid", || {
            ChatCreated::is_valid(black_box(body))
        }),
        Contestant::new("Event::from_slice", || {
            Event::from_slice(black_box(body)).is_ok()
        }),
    ];
    match measure(&contestants) {
        Ok(medians) => print(body.len(), &contestants, &medians),
        Err(name) => {
            eprintln!("{name} refuses the documented example");
            std::process::exit(1);
        }
    }
}

fn print(bytes: usize, contestants: &[Contestant<'_>], medians: &[f64]) {
    let base = medians.first().copied().unwrap_or(f64::NAN);
    println!(
        "chat.created, {bytes} bytes, median of {} rounds",
        rounds::ROUNDS
    );
    for (contestant, median) in contestants.iter().zip(medians) {
        println!(
            "{:<42} {median:>7.0} ns {:>6.2}",
            contestant.name,
            median / base
        );
    }
}

/// The text without white space between tokens, members in their order.
///
/// # Errors
///
/// Whatever is no JSON.
fn minified(text: &str) -> Result<String, wexio_webhooks::Error> {
    let event = ChatCreated::from_slice(text.as_bytes())?;
    Ok(String::from_utf8_lossy(&event.to_vec()).into_owned())
}
