//! A contract written by hand as the compiler writes it: the executable specification of what generated code may call.

pub mod checks;
pub mod codec;
pub mod types;

pub use types::*;

typewright_runtime::requires!(1);

/// Every member present, then as few as the schema allows.
pub const EXAMPLE: &str = r#"{"id":"evt_2a3f1d4c-9b2e","type":"chat.created","timestamp":"2026-04-24T14:02:10.123Z","chat":{"id":"6804f4c2a6f9f35f6e66f1a1","channel":"WHATSAPP","tags":["a","é"],"customFields":{"vip":true,"score":1.50,"note":null},"archivedAt":null},"attempt":1}"#;
