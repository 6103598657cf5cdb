//! The contract with ids of the shapes that the documented example's have.

use std::error::Error;
use std::fs;
use std::path::Path;

use typewright::Build;

const CONTRACT: &str = "../../generated/v2026_04_01/chat_created.schema.json";

/// What takes the place of what, and how often: the only texts of one character at least are ids.
const SHAPES: &[(&str, &str, usize)] = &[
    ("\"minLength\": 1\n", "\"pattern\": \"^[0-9a-f]{24}$\"\n", 5),
    (
        "\"^evt_\"",
        "\"^evt_[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$\"",
        1,
    ),
];

/// Compiles it; writes `stricter_validator.rs`, which has jsonschema's validator for it.
///
/// # Errors
/// A file that cannot be read or written, or another contract than this was written for.
pub fn write(out: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={CONTRACT}");
    let mut text = fs::read_to_string(CONTRACT)?;
    for (opaque, shaped, times) in SHAPES {
        if text.matches(opaque).count() != *times {
            return Err(format!("{CONTRACT} does not have {opaque:?} {times} times").into());
        }
        text = text.replace(opaque, shaped);
    }
    let schema = out.join("stricter.schema.json");
    fs::write(&schema, text)?;
    let stricter = Build::new().schema(&schema);
    stricter.out_dir_module("stricter").run()?;
    let validator = format!(
        "/// jsonschema's validator for the stricter contract, made by its macro.\n\
         #[jsonschema::validator(path = {schema:?}, validate_formats = true, \
         methods = {{ is_valid = true, validate = false, iter_errors = false }})]\n\
         pub struct StricterValidator;\n"
    );
    Ok(fs::write(out.join("stricter_validator.rs"), validator)?)
}
