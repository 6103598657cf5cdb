//! Formats of strings that the dialects of JSON Schema name (2020-12 validation, section 7.3), as tests of a whole text.
//! Where dialects mean different things by one name, each meaning is a test of its own.
//!
//! Each takes time in proportion to the text (but for a logarithm in the number of names in a regular expression).

mod duration;
mod email;
mod hostname;
#[cfg(feature = "idn")]
mod idn;
mod ip;
mod json_pointer;
mod regex;
mod relative_json_pointer;
mod ucschar;
mod uri;
mod uri_template;
mod usual;
mod uuid;

pub use duration::is_duration;
pub use email::is_email;
pub use hostname::{is_hostname, is_ldh_hostname};
#[cfg(feature = "idn")]
pub use idn::{is_idn_email, is_idn_hostname};
pub use ip::{is_ipv4, is_ipv6};
pub use json_pointer::is_json_pointer;
pub use regex::is_regex;
pub use relative_json_pointer::{is_relative_json_pointer, is_relative_json_pointer_with_index};
pub use uri::{is_iri, is_iri_reference, is_uri, is_uri_reference};
pub use uri_template::is_uri_template;
pub use uuid::is_uuid;
