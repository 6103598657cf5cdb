//! Which dialect has which format, next to another validator.

use jsonschema::Draft;
use serde_json::json;
use typewright::ir::Format;
use typewright::load::Dialect;

/// A text that is of no format.
const INVALID: &str = "(\u{0}%zz";

/// Formats that the other validator asserts although the dialect does not have them: draft-03 had `date` and `time`, the latter
/// without an offset, and drafts 4 and 6 have neither; `idn-email` it has everywhere, unlike `idn-hostname`.
const ASSERTED_ELSEWHERE: &[(&str, Dialect)] = &[
    ("date", Dialect::Draft4),
    ("date", Dialect::Draft6),
    ("time", Dialect::Draft4),
    ("time", Dialect::Draft6),
    ("idn-email", Dialect::Draft4),
    ("idn-email", Dialect::Draft6),
];

#[test]
fn dialects_have_the_formats_that_another_validator_asserts() {
    for format in Format::all() {
        for dialect in Dialect::ALL {
            let draft = match dialect {
                Dialect::Draft4 => Draft::Draft4,
                Dialect::Draft6 => Draft::Draft6,
                Dialect::Draft7 => Draft::Draft7,
                Dialect::Draft2019 => Draft::Draft201909,
                Dialect::Draft2020 => Draft::Draft202012,
            };
            let name = format.name();
            let validator = jsonschema::options()
                .with_draft(draft)
                .should_validate_formats(true)
                .build(&json!({ "format": name }))
                .expect("a schema");
            let asserted = !validator.is_valid(&json!(INVALID));
            let has_it = Format::named(name, dialect).is_some();
            let departs = ASSERTED_ELSEWHERE.contains(&(name, dialect));
            assert_eq!(asserted, has_it != departs, "{name} in {dialect:?}");
        }
    }
}
