//! The formats against independent judges: the official test suite and other implementations.

use typewright_runtime::check;

mod differences;
mod expressions;
mod judge;
#[allow(dead_code)]
#[path = "../random/mod.rs"]
mod random;
mod suite;

/// A format as some of the dialects mean it.
#[derive(Clone, Copy)]
struct Format {
    name: &'static str,
    /// The dialects, as the official suite names their folders.
    dialects: &'static [&'static str],
    is_valid: fn(&str) -> bool,
}

const EVERY: &[&str] = &["draft4", "draft6", "draft7", "draft2019-09", "draft2020-12"];
const SINCE_6: &[&str] = &["draft6", "draft7", "draft2019-09", "draft2020-12"];
const SINCE_7: &[&str] = &["draft7", "draft2019-09", "draft2020-12"];
const SINCE_2019: &[&str] = &["draft2019-09", "draft2020-12"];

const FORMATS: &[Format] = &[
    Format {
        name: "date",
        dialects: SINCE_7,
        is_valid: check::is_date,
    },
    Format {
        name: "date-time",
        dialects: EVERY,
        is_valid: check::is_date_time,
    },
    Format {
        name: "duration",
        dialects: SINCE_2019,
        is_valid: check::is_duration,
    },
    Format {
        name: "email",
        dialects: EVERY,
        is_valid: check::is_email,
    },
    Format {
        name: "hostname",
        dialects: &["draft4", "draft6"],
        is_valid: check::is_ldh_hostname,
    },
    Format {
        name: "hostname",
        dialects: SINCE_7,
        is_valid: check::is_hostname,
    },
    #[cfg(feature = "idn")]
    Format {
        name: "idn-email",
        dialects: SINCE_7,
        is_valid: check::is_idn_email,
    },
    #[cfg(feature = "idn")]
    Format {
        name: "idn-hostname",
        dialects: SINCE_7,
        is_valid: check::is_idn_hostname,
    },
    Format {
        name: "ipv4",
        dialects: EVERY,
        is_valid: check::is_ipv4,
    },
    Format {
        name: "ipv6",
        dialects: EVERY,
        is_valid: check::is_ipv6,
    },
    Format {
        name: "iri",
        dialects: SINCE_7,
        is_valid: check::is_iri,
    },
    Format {
        name: "iri-reference",
        dialects: SINCE_7,
        is_valid: check::is_iri_reference,
    },
    Format {
        name: "json-pointer",
        dialects: SINCE_6,
        is_valid: check::is_json_pointer,
    },
    Format {
        name: "regex",
        dialects: SINCE_7,
        is_valid: check::is_regex,
    },
    Format {
        name: "relative-json-pointer",
        dialects: &["draft7", "draft2019-09"],
        is_valid: check::is_relative_json_pointer,
    },
    Format {
        name: "relative-json-pointer",
        dialects: &["draft2020-12"],
        is_valid: check::is_relative_json_pointer_with_index,
    },
    Format {
        name: "time",
        dialects: SINCE_7,
        is_valid: check::is_time,
    },
    Format {
        name: "uri",
        dialects: EVERY,
        is_valid: check::is_uri,
    },
    Format {
        name: "uri-reference",
        dialects: SINCE_6,
        is_valid: check::is_uri_reference,
    },
    Format {
        name: "uri-template",
        dialects: SINCE_6,
        is_valid: check::is_uri_template,
    },
    Format {
        name: "uuid",
        dialects: SINCE_2019,
        is_valid: check::is_uuid,
    },
];

/// The format as that dialect means it.
fn format_of(name: &str, dialect: &str) -> Option<Format> {
    FORMATS
        .iter()
        .find(|format| format.name == name && format.dialects.contains(&dialect))
        .copied()
}
