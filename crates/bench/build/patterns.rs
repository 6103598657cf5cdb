//! Patterns of different shapes, each with strings that are hostile to it, and the code for them.

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use typewright::{Build, BuildError};

/// A pattern and its strings: a beginning, what is repeated, an end.
struct Shape {
    pattern: &'static str,
    hostile: [&'static str; 3],
}

const SHAPES: &[Shape] = &[
    // Steps over bytes.
    shape("^evt_", ["evt_", "a", ""]),
    shape("Z$", ["", "Z", "!"]),
    shape("^[a-z0-9_-]+$", ["", "a", "!"]),
    shape("^[^@]+@[^@]+$", ["", "a", "@"]),
    // Those that an engine without bounds takes exponential or quadratic time for.
    shape("^(a+)+$", ["", "a", "!"]),
    shape("^(a|aa)*b$", ["", "a", ""]),
    shape("^(\\w+\\s?)*$", ["", "word ", "!"]),
    shape("a.*a.*a.*b", ["", "a", ""]),
    shape("[ab]*a[ab]{10}c", ["", "ab", ""]),
    // Those that look around or refer back.
    shape("^(?=.*\\d)(?=.*[a-z]).+$", ["", "a", ""]),
    shape("^(a+)+(?!b)$", ["", "a", "!"]),
    shape("^(.+)\\1$", ["", "a", "b"]),
];

const fn shape(pattern: &'static str, hostile: [&'static str; 3]) -> Shape {
    Shape { pattern, hostile }
}

/// Compiles each; writes `patterns.rs`, which has the table of them.
///
/// # Errors
/// A file that cannot be written. That the compiler refuses a pattern is no error here: the table says so.
pub fn write(out: &Path) -> Result<(), Box<dyn Error>> {
    let mut modules = String::new();
    let mut rows = String::new();
    for (index, Shape { pattern, hostile }) in SHAPES.iter().enumerate() {
        let name = format!("pattern{index}");
        let schema = out.join(format!("{name}.schema.json"));
        fs::write(
            &schema,
            format!("{{\"type\": \"string\", \"pattern\": {}}}", quoted(pattern)),
        )?;
        let built = Build::new().schema(&schema).out_dir_module(&name).run();
        let is_valid = match built {
            Ok(_) => {
                writeln!(
                    modules,
                    "include!(concat!(env!(\"OUT_DIR\"), \"/{name}.rs\"));"
                )?;
                format!("Ok({name}::Root::is_valid)")
            }
            Err(error) => format!("Err({:?})", first_message(&error)),
        };
        writeln!(
            rows,
            "    Pattern {{ pattern: {pattern:?}, hostile: {hostile:?}, is_valid: {is_valid} }},"
        )?;
    }
    let text =
        format!("{modules}\n/// All of them.\npub const PATTERNS: &[Pattern] = &[\n{rows}];\n");
    Ok(fs::write(out.join("patterns.rs"), text)?)
}

fn quoted(pattern: &str) -> String {
    format!("\"{}\"", pattern.replace('\\', "\\\\"))
}

fn first_message(error: &BuildError) -> String {
    let first = error.diagnostics().first();
    first.map_or_else(
        || error.to_string(),
        |diagnostic| diagnostic.message.clone(),
    )
}
