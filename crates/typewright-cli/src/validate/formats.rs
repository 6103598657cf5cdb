//! Formats, decided as generated code decides them.

use jsonschema::ValidationOptions;
use typewright::ir::Format;
use typewright::load::Dialect;
use typewright_runtime::check;

/// Gives the validator a test for each meaning of a format, by the name that [`meaning`] gives it.
pub fn with_formats(options: ValidationOptions<'_>) -> ValidationOptions<'_> {
    Format::all().fold(options, |options, format| match test_of(format) {
        Some(test) => options.with_format(format.to_string(), test),
        None => options,
    })
}

fn test_of(format: Format) -> Option<fn(&str) -> bool> {
    match format {
        Format::IdnEmail => Some(check::is_idn_email),
        Format::IdnHostname => Some(check::is_idn_hostname),
        other => other.test(),
    }
}

/// What a dialect means by the name of a format, by the name that the validator has it under; `None` where it has no such format.
pub fn meaning(name: &str, dialect: Dialect) -> Option<String> {
    Format::named(name, dialect).map(|format| format.to_string())
}
