//! Types within types, further than Rust's compiler looks into types: the generated source compiles all the same, and the types can be
//! sent to other threads.

use std::fmt::Write as _;

use typewright::sync::compare_output;

use crate::compiled;
use crate::consumer::Consumer;

/// Definitions of which each leads to the next by `link`, in which `NEXT` is its reference; the last leads to the first.
fn ring(length: usize, link: &str) -> String {
    let mut text = String::from(r##"{"$ref": "#/$defs/d0", "$defs": {"##);
    for index in 0..length {
        let next = format!(r##"{{"$ref": "#/$defs/d{}"}}"##, (index + 1) % length);
        let comma = if index == 0 { "" } else { ", " };
        let _ = write!(text, "{comma}\"d{index}\": {}", link.replace("NEXT", &next));
    }
    text + "}}"
}

/// The same, but written out within each other, up to what text may be nested.
fn nest(length: usize, link: &str) -> String {
    (0..length).fold(r#"{"type": "string"}"#.to_owned(), |inside, _| {
        link.replace("NEXT", &inside)
    })
}

const MEMBER: &str = r#"{"type": "object", "properties": {"a": NEXT}}"#;
const MAP: &str = r#"{"type": "object", "additionalProperties": NEXT}"#;
const ARRAY: &str = r#"{"type": "array", "items": NEXT}"#;
const MEMBER_ARRAY: &str =
    r#"{"type": "object", "properties": {"a": {"type": "array", "items": NEXT}}}"#;
const UNION: &str = r#"{"anyOf": [{"type": "string"}, {"type": "object", "required": ["a"], "properties": {"a": NEXT}}]}"#;

#[test]
fn types_within_types_compile_and_can_be_sent() {
    let consumer = Consumer::new("depth");
    let schemas = [
        ("ring", ring(119, MEMBER)),
        ("arrays", ring(60, MEMBER_ARRAY)),
        ("maps", nest(60, MAP)),
        ("lists", nest(60, ARRAY)),
        ("unions", nest(40, UNION)),
    ];
    let files = schemas.map(|(name, text)| (format!("{name}/a.schema.json"), text));
    compare_output(&compiled(&files), &consumer.generated())
        .expect("names that can be written")
        .write()
        .expect("written");
    let said = consumer.run(
        r##"
use CONSUMER::generated::{arrays, lists, maps, ring, unions};
use std::panic::{RefUnwindSafe, UnwindSafe};
use typewright_runtime::Contract;

fn round_trips<T: Contract>(json: String) -> bool
where
    T: Clone + PartialEq + std::fmt::Debug + Send + Sync + Unpin + UnwindSafe + RefUnwindSafe + 'static,
{
    let read = T::from_str(&json).unwrap();
    let sent = read.clone();
    let back = std::thread::spawn(move || sent.to_vec()).join().unwrap();
    back == json.as_bytes() && T::from_slice(&back).unwrap() == read
}

fn nested(open: &str, inmost: &str, close: &str, levels: usize) -> String {
    format!("{}{inmost}{}", open.repeat(levels), close.repeat(levels))
}

fn main() {
    print!("{} ", round_trips::<ring::Root>(nested(r#"{"a":"#, "{}", "}", 120)));
    print!("{} ", round_trips::<arrays::Root>(nested(r#"{"a":["#, "", "]}", 60)));
    print!("{} ", round_trips::<maps::Root>(nested(r#"{"x":"#, "\"\"", "}", 60)));
    print!("{} ", round_trips::<lists::Root>(nested("[", "\"\"", "]", 60)));
    print!("{}", round_trips::<unions::Root>(nested(r#"{"a":"#, "\"\"", "}", 40)));
}
"##,
    );
    assert_eq!(said, ["true true true true true"; 2]);
}
