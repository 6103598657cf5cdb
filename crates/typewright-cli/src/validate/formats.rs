//! Formats, decided as generated code decides them.

use typewright_runtime::check;

/// Tells whether a string is of a format.
pub type Test = fn(&str) -> bool;

/// The formats that generated code asserts, in every dialect.
pub const FORMATS: [(&str, Test); 14] = [
    ("date-time", check::is_date_time),
    ("date", check::is_date),
    ("time", check::is_time),
    ("duration", check::is_duration),
    ("email", check::is_email),
    ("uri", check::is_uri),
    ("uri-reference", check::is_uri_reference),
    ("uri-template", check::is_uri_template),
    ("uuid", check::is_uuid),
    ("ipv4", check::is_ipv4),
    ("ipv6", check::is_ipv6),
    ("hostname", check::is_hostname),
    ("json-pointer", check::is_json_pointer),
    ("regex", check::is_regex),
];

#[cfg(test)]
mod tests {
    use serde_json::json;
    use typewright::ir::Format;

    use super::super::schema::options;
    use super::*;

    #[test]
    fn every_format_is_one_that_the_compiler_asserts() {
        for (name, _) in FORMATS {
            assert!(Format::named(name).is_some(), "{name}");
        }
    }

    /// In draft-04 the validator itself knows no `uuid`, and would let everything pass.
    #[test]
    fn formats_are_asserted_in_every_dialect() {
        let schema = json!({
            "$schema": "http://json-schema.org/draft-04/schema#",
            "format": "uuid"
        });
        let validator = options(typewright::FormatMode::Assert)
            .build(&schema)
            .expect("a schema");
        assert!(validator.is_valid(&json!("2eb8aa08-aa98-11ea-b4aa-73b441d16380")));
        assert!(!validator.is_valid(&json!("2eb8aa08")));
        let validator = options(typewright::FormatMode::Annotate)
            .build(&schema)
            .expect("a schema");
        assert!(validator.is_valid(&json!("2eb8aa08")));
    }
}
