//! Wexio's outbound webhooks: types, codec and validators, generated from a contract that this crate carries.
//!
//! An endpoint hands the body of a request to [`Event::from_slice`] and gets a typed event, or an error that says what
//! is wrong and where:
//!
//! ```
//! use wexio_webhooks::{Event, Known};
//!
//! # let body = include_bytes!("../schema/2026-04-01/examples/chat.created.json");
//! match Event::from_slice(body)? {
//!     Event::Known(Known::ChatCreated(event)) => {
//!         assert_eq!(event.data.chat.id, "6804f4c2a6f9f35f6e66f1a1");
//!     }
//!     other => println!("passed over: {}", other.event_type()),
//! }
//! # Ok::<(), wexio_webhooks::Error>(())
//! ```
//!
//! # Where things are
//!
//! Everything that belongs to an API version is in the module of that version, and nowhere else: [`v2026_04_01`].
//! What is independent of versions is at the root: [`Event`] and its outcomes, [`Known`] (one variant for each event of the
//! contract), [`Delivery`] for the HTTP headers, and what all types share ([`Contract`], [`Error`], [`Report`], …).
//! So a new API version adds names and changes none.
//!
//! # What is promised
//!
//! - `from_slice` accepts exactly the JSON that the schema accepts; [`Contract::SCHEMA`] of a type is that schema.
//! - What was read is written back equal as JSON: members that the schema does not name, `null` against absent, the spelling
//!   of times.
//! - No signature is checked: its input is not documented. Authenticate a request before you trust it.

#[path = "../generated/mod.rs"]
mod generated;

mod delivery;
mod event;

pub use delivery::{Delivery, HeaderError, Mismatch, header};
pub use event::{DeliveryKey, Event, UnknownEvent, UnknownVersion};
pub use generated::*;
pub use typewright_runtime::{
    Contract, DateTime, Error, Extra, Limits, Map, Number, Raw, Report, SyntaxError, Text,
    Unrepresentable, Violation,
};

/// The README's Rust code, compiled.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
