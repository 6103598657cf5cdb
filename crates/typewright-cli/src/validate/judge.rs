//! The verdict on one payload.

use jsonschema::error::ValidationErrorKind;
use jsonschema::{ValidationError, Validator};
use typewright::diagnostic::escape;
use typewright_runtime::Raw;

use super::place::{Place, line_column, places};
use super::schema::shown_keyword;

/// So many characters of a value are shown.
const EXCERPT: usize = 60;

/// So many characters of what is wrong: a message may quote a part of the schema, however long.
const MESSAGE: usize = 200;

/// Judges payloads by one schema.
#[derive(Debug)]
pub struct Judge {
    /// The schema.
    pub validator: Validator,
    /// Whether findings show the values that they are about: payloads hold people's data.
    pub shows_values: bool,
}

/// What is to be said about a payload.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The schema accepts it.
    Valid,
    /// It is not JSON, or the schema refuses it: there is at least one finding, in the order of their places.
    Invalid(Vec<Finding>),
    /// It cannot be judged here.
    Undecided(Finding),
}

/// One thing to say about a place in a payload.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The line in the payload, counted from 1.
    pub line: u64,
    /// The column, counted from 1 in characters.
    pub column: usize,
    /// On one line, safe to print.
    pub message: String,
}

impl Judge {
    /// Judges the bytes of a payload.
    ///
    /// JSON is what generated code takes for it, RFC 8259 as I-JSON (RFC 7493) limits it. A number that the validator would
    /// round makes a payload undecided: neither verdict could be trusted.
    pub fn judge(&self, payload: &[u8]) -> Verdict {
        let text = match std::str::from_utf8(payload) {
            Ok(text) => text,
            Err(error) => {
                let valid = payload.get(..error.valid_up_to()).unwrap_or_default();
                let text = String::from_utf8_lossy(valid);
                let (line, column) = line_column(&text, text.len());
                return Verdict::Invalid(vec![Finding {
                    line,
                    column,
                    message: "not JSON: the bytes are not UTF-8".to_owned(),
                }]);
            }
        };
        let raw: Raw = match text.parse() {
            Ok(raw) => raw,
            Err(error) => return Verdict::Invalid(vec![syntax_finding(&error)]),
        };
        let value = match raw.to_value() {
            Ok(value) => value,
            Err(error) => {
                let places = places(text, [error.pointer.as_str()]);
                let place = places.get(error.pointer.as_str());
                let message = format!(
                    "{}this number has more digits than can be compared here; only generated code decides it",
                    prefix(&error.pointer)
                );
                return Verdict::Undecided(self.finding(place, text, message));
            }
        };
        if self.validator.is_valid(&value) {
            return Verdict::Valid;
        }
        let errors: Vec<_> = self.validator.iter_errors(&value).collect();
        let pointers = errors.iter().map(|error| error.instance_path().as_str());
        let places = places(text, pointers);
        let mut findings: Vec<Finding> = errors
            .iter()
            .map(|error| {
                let pointer = error.instance_path().as_str();
                let message = format!(
                    "{}{} ({})",
                    prefix(pointer),
                    shortened(&reason(error), MESSAGE),
                    escape(&shown_keyword(error))
                );
                self.finding(places.get(pointer), text, message)
            })
            .collect();
        if findings.is_empty() {
            // Then the validator contradicts itself, and its first word stands.
            findings.push(self.finding(None, text, "the schema refuses it".to_owned()));
        }
        findings.sort();
        Verdict::Invalid(findings)
    }

    fn finding(&self, place: Option<&Place>, text: &str, mut message: String) -> Finding {
        let value = place.and_then(|place| text.get(place.span.clone()));
        if let Some(value) = value.filter(|_| self.shows_values) {
            message.push_str(": ");
            message.push_str(&shortened(value, EXCERPT));
        }
        Finding {
            line: place.map_or(1, |place| place.line),
            column: place.map_or(1, |place| place.column),
            message,
        }
    }
}

fn syntax_finding(error: &typewright_runtime::SyntaxError) -> Finding {
    let told = error.to_string();
    // Line and column stand in front already.
    let reason = told
        .split_once(": ")
        .map_or(told.as_str(), |(_, rest)| rest);
    Finding {
        line: error.line as u64,
        column: error.column,
        message: format!("not JSON: {}", escape(reason)),
    }
}

/// The pointer in front of a message; nothing for the payload itself.
fn prefix(pointer: &str) -> String {
    if pointer.is_empty() {
        String::new()
    } else {
        format!("{}: ", escape(pointer))
    }
}

/// What is wrong with a value, without the value.
fn reason(error: &ValidationError<'_>) -> String {
    match error.kind() {
        // The validator would quote the whole schema.
        ValidationErrorKind::Not { .. } => "the value is what `not` forbids".to_owned(),
        _ => error.masked_with("the value").to_string(),
    }
}

/// The start of a text, on one line and safe to print.
fn shortened(text: &str, length: usize) -> String {
    match text.char_indices().nth(length) {
        Some((end, _)) => format!("{}…", escape(&text[..end])),
        None => escape(text),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn judge(schema: &serde_json::Value) -> Judge {
        Judge {
            validator: jsonschema::validator_for(schema).expect("a schema"),
            shows_values: false,
        }
    }

    fn findings(verdict: Verdict) -> Vec<(u64, usize, String)> {
        match verdict {
            Verdict::Invalid(findings) => findings
                .into_iter()
                .map(|finding| (finding.line, finding.column, finding.message))
                .collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn every_violation_is_told_with_its_place_and_without_values() {
        let judge = judge(&json!({
            "required": ["id"],
            "properties": { "name": { "maxLength": 3 }, "age": { "minimum": 0 } }
        }));
        let payload = b"{\n \"age\": -4,\n \"name\": \"Smith\"\n}";
        assert_eq!(
            findings(judge.judge(payload)),
            [
                (
                    1,
                    1,
                    "\"id\" is a required property (#/required)".to_owned()
                ),
                (
                    2,
                    9,
                    "/age: the value is less than the minimum of 0 (#/properties/age/minimum)"
                        .to_owned()
                ),
                (
                    3,
                    10,
                    "/name: the value is longer than 3 characters (#/properties/name/maxLength)"
                        .to_owned()
                ),
            ]
        );
    }

    #[test]
    fn values_are_shown_on_request_on_one_line_and_cut() {
        let judge = Judge {
            shows_values: true,
            ..judge(&json!({ "type": "string" }))
        };
        let payload = format!("[\n{}]", "1,".repeat(50) + "1");
        let found = findings(judge.judge(payload.as_bytes()));
        let shown = format!(": [\\n{}…", "1,".repeat(29));
        assert!(found[0].2.ends_with(&shown), "{}", found[0].2);
    }

    #[test]
    fn what_the_schema_says_at_length_is_cut() {
        let long = "x".repeat(10_000);
        for schema in [
            json!({ "const": long }),
            json!({ "not": { "$comment": long } }),
        ] {
            let found = findings(judge(&schema).judge(b"1"));
            assert!(found[0].2.chars().count() < 300, "{found:?}");
        }
    }

    #[test]
    fn what_is_not_json_is_invalid_where_it_stops_to_be() {
        let judge = judge(&json!(true));
        for (payload, line, column, part) in [
            (&b"{\"a\":\n1 2}"[..], 2, 3, "found '2'"),
            (b"", 1, 1, "the end of the input"),
            (b"{\"a\":1,\"\\u0061\":2}", 1, 8, "occurs twice"),
            (b"[\n\"\xc3\xa9\xff\"]", 2, 3, "not UTF-8"),
        ] {
            let found = findings(judge.judge(payload));
            assert_eq!((found[0].0, found[0].1), (line, column), "{found:?}");
            assert!(found[0].2.starts_with("not JSON: "), "{found:?}");
            assert!(found[0].2.contains(part), "{found:?}");
        }
    }

    #[test]
    fn numbers_that_would_be_rounded_are_not_judged() {
        let judge = judge(&json!({ "items": { "maximum": 5 } }));
        assert_eq!(judge.judge(b"[1, 5.0, 5]"), Verdict::Valid);
        let verdict = judge.judge(b"[1, 5.00000000000000000000001]");
        let Verdict::Undecided(finding) = verdict else {
            panic!("{verdict:?}");
        };
        assert_eq!((finding.line, finding.column), (1, 5));
        assert!(finding.message.starts_with("/1: "), "{}", finding.message);
    }

    #[test]
    fn hostile_names_neither_break_the_line_nor_turn_it() {
        let judge = judge(&json!({ "additionalProperties": false }));
        let found = findings(judge.judge("{\"a\\n\u{202e}\\u001b\":1}".as_bytes()));
        let message = &found[0].2;
        assert!(
            !message.contains(['\n', '\u{202e}', '\u{1b}']),
            "{message:?}"
        );
    }
}
