//! A schema of five megabytes, such as generators write: compiled in time and memory that are stated here. It has a process of
//! its own, so that the memory that is measured is its own.

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};

use typewright::diagnostic::Diagnostics;
use typewright::load::{Source, load_sources};
use typewright::{Options, compile};

/// Unoptimised, and beside other tests; optimised it takes a tenth of it.
const MOST_TIME: Duration = Duration::from_secs(400);

/// A gigabyte, in kibibytes.
const MOST_MEMORY: u64 = 1 << 20;

/// So many definitions are five megabytes.
const DEFINITIONS: usize = 12_700;

/// Definitions of objects, each of which leads to two more, so that the first leads to all of them.
fn schema() -> String {
    let mut text = String::from(r##"{"$ref": "#/$defs/D1", "$defs": {"Leaf": {"type": "string"}"##);
    let name = |index: usize| match index {
        1..=DEFINITIONS => format!("D{index}"),
        _ => "Leaf".to_owned(),
    };
    for index in 1..=DEFINITIONS {
        let (next, item) = (name(2 * index), name(2 * index + 1));
        let _ = write!(
            text,
            r##", "D{index}": {{"description": "Definition number {index}.", "type": "object", "required": ["id", "kind"],
"properties": {{"id": {{"type": "string", "minLength": 1, "maxLength": 64}}, "kind": {{"enum": ["a", "b", "c"]}},
"count": {{"type": "integer", "minimum": 0}}, "next": {{"$ref": "#/$defs/{next}"}},
"items": {{"type": "array", "items": {{"$ref": "#/$defs/{item}"}}, "maxItems": 10}}}}, "additionalProperties": false}}"##
        );
    }
    text.push_str("}}");
    text
}

/// The most memory that this process has had, in kibibytes, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn five_megabytes_of_definitions_are_compiled() {
    let text = schema();
    assert!(text.len() > 5_000_000, "{}", text.len());
    let start = Instant::now();
    let mut diagnostics = Diagnostics::new();
    let units = load_sources(&Source::memory([("a.schema.json", text)]), &mut diagnostics);
    let output = compile(units, &Options::default(), &mut diagnostics);
    let took = start.elapsed();
    let output = output.unwrap_or_else(|| panic!("{:?}", diagnostics.into_sorted().first()));
    let types = output.files.iter().find(|file| file.path == "types.rs");
    let last = format!("pub struct D{DEFINITIONS} {{");
    assert!(
        types.is_some_and(|types| types.text.contains(&last)),
        "not all are compiled"
    );
    println!("{took:?}, {:?} KiB", peak_memory());
    assert!(took < MOST_TIME, "{took:?}");
    if let Some(peak) = peak_memory() {
        assert!(peak < MOST_MEMORY, "{peak} KiB");
    }
}
