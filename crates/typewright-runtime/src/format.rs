//! Formats of strings that JSON Schema 2020-12 names (validation, section 7.3), as tests of a whole text.
//!
//! Each takes time in proportion to the text (but for a logarithm in the number of names in a regular expression).

mod duration;
mod email;
mod hostname;
mod ip;
mod json_pointer;
mod regex;
mod uri;
mod uri_template;
mod uuid;

pub use duration::is_duration;
pub use email::is_email;
pub use hostname::is_hostname;
pub use ip::{is_ipv4, is_ipv6};
pub use json_pointer::is_json_pointer;
pub use regex::is_regex;
pub use uri::{is_uri, is_uri_reference};
pub use uri_template::is_uri_template;
pub use uuid::is_uuid;
