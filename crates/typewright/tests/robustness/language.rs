//! The keywords of every dialect, as the compiler lists them: a new one is tested here from its first day.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use typewright::dialect::{Language, Subschemas};
use typewright::load::Dialect;

/// A schema that holds another by one keyword of one dialect.
#[derive(Debug)]
pub struct Holder {
    pub dialect: Dialect,
    /// JSON in which `NEXT` stands for the other schema.
    pub text: String,
}

/// Every way in which a keyword can hold a schema.
pub fn holders() -> Vec<Holder> {
    let mut holders = Vec::new();
    for dialect in Dialect::ALL {
        for keyword in dialect.keywords() {
            let values: &[&str] = match Language::from(dialect).subschemas(keyword) {
                None => &[],
                Some(Subschemas::One) => &["NEXT"],
                Some(Subschemas::Array) => &["[NEXT]"],
                Some(Subschemas::OneOrArray) => &["NEXT", "[NEXT]"],
                Some(Subschemas::Map | Subschemas::MapOrNames) => &[r#"{"a": NEXT}"#],
            };
            for value in values {
                let text = match keyword {
                    // They belong to another keyword.
                    "then" | "else" => {
                        format!(r#"{{"if": {{"minLength": 1}}, "{keyword}": {value}}}"#)
                    }
                    "additionalItems" => format!(r#"{{"items": [{{}}], "{keyword}": {value}}}"#),
                    _ => format!(r#"{{"{keyword}": {value}}}"#),
                };
                holders.push(Holder { dialect, text });
            }
        }
    }
    holders
}

/// Each way once, in the newest dialect that has it.
pub fn distinct_holders() -> Vec<Holder> {
    let mut seen = BTreeSet::new();
    let mut holders = holders();
    holders.reverse();
    holders.retain(|holder| seen.insert(holder.text.clone()));
    holders
}

/// Definitions `d0`, `d1`, … of which each leads to the next by `link`, in which `NEXT` is its reference, and the last to `last`.
pub fn chain(dialect: Dialect, length: usize, link: &str, last: &str) -> String {
    let mut text = format!(
        r##"{{"$schema": "{}", "$ref": "#/definitions/d0", "definitions": {{"##,
        dialect.uri()
    );
    for index in 0..length {
        let next = format!(r##"{{"$ref": "#/definitions/d{}"}}"##, index + 1);
        let _ = write!(text, r#""d{index}": {}, "#, link.replace("NEXT", &next));
    }
    let _ = write!(text, r#""d{length}": {last}}}}}"#);
    text
}
