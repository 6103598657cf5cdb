//! Whether generated code is right about a payload.

use conformance::{Answer, Reading, Verdict};
use serde_json::Value;
use typewright_runtime::{Limits, Node, json_eq};

/// The right verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// The schema accepts it.
    Valid,
    /// The schema refuses it.
    Invalid,
    /// It is not JSON as the runtime defines it.
    NotJson,
}

impl Expected {
    /// For JSON that the schema accepts or not.
    pub fn of(valid: bool) -> Self {
        match valid {
            true => Expected::Valid,
            false => Expected::Invalid,
        }
    }
}

/// What generated code said of one payload, held against what is right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// `check` was right.
    pub check: bool,
    /// `from_slice` gave the right verdict.
    pub from_slice: bool,
    /// The payload was read and is written back equal.
    pub round_trip: bool,
    /// The payload is valid, and `from_slice` said that it does not fit the type.
    pub unrepresentable: bool,
    /// What was wrong, in words; empty if all was right.
    pub complaints: Vec<String>,
}

/// Holds what generated code says of a payload against what is right.
pub fn judge(payload: &str, expected: Expected, answer: &Answer) -> Judgement {
    let mut judgement = Judgement::default();
    judgement.check = judgement.judge_check(expected, answer.check.as_ref());
    judgement.judge_reading(payload, expected, &answer.reading);
    let valid = expected == Expected::Valid;
    match &answer.is_valid {
        Verdict::Accepts if valid => {}
        Verdict::Refuses(_) if !valid => {}
        Verdict::Panics(message) => judgement.complain(format!("is_valid panics: {message}")),
        _ => judgement.complain(format!("is_valid says {}", !valid)),
    }
    judgement
}

impl Judgement {
    fn complain(&mut self, complaint: String) {
        self.complaints.push(complaint);
    }

    fn judge_check(&mut self, expected: Expected, verdict: Option<&Verdict>) -> bool {
        match (expected, verdict) {
            (Expected::Valid, Some(Verdict::Accepts)) | (Expected::NotJson, None) => return true,
            (Expected::Invalid, Some(Verdict::Refuses(report))) if !report.is_empty() => {
                return true;
            }
            (_, Some(Verdict::Accepts)) => self.complain("check accepts it".to_owned()),
            (_, Some(Verdict::Refuses(report))) if report.is_empty() => {
                self.complain("the report of check is empty".to_owned());
            }
            (_, Some(Verdict::Refuses(report))) => {
                self.complain(format!("check refuses it: {report}"))
            }
            (_, Some(Verdict::Panics(message))) => {
                self.complain(format!("check panics: {message}"))
            }
            (_, None) => self.complain("the payload cannot be parsed for check".to_owned()),
        }
        false
    }

    fn judge_reading(&mut self, payload: &str, expected: Expected, reading: &Reading) {
        match (expected, reading) {
            (Expected::Valid, Reading::Accepted { written, validated }) => {
                self.from_slice = true;
                match equal(payload, written) {
                    Ok(true) => self.round_trip = true,
                    Ok(false) => self.complain(format!("it is written back as {written}")),
                    Err(error) => self.complain(format!("{error} is written back: {written}")),
                }
                if *validated != Verdict::Accepts {
                    self.complain(format!("validate says {validated:?}"));
                }
            }
            (Expected::Valid, Reading::Unrepresentable(_)) => self.unrepresentable = true,
            (Expected::Invalid, Reading::Invalid(report)) if !report.is_empty() => {
                self.from_slice = true;
            }
            (Expected::NotJson, Reading::Syntax(_)) => self.from_slice = true,
            (_, Reading::Accepted { .. }) => self.complain("from_slice accepts it".to_owned()),
            (_, reading) => self.complain(format!("from_slice says {reading:?}")),
        }
    }
}

/// Whether a payload is JSON as the runtime defines it: no duplicate names, not too deep.
pub fn is_json(payload: &str) -> bool {
    Node::parse(payload, Limits::new()).is_ok()
}

/// The payload as a [`Value`], if that is the same payload: numbers such as `1e400` or one of 23 digits are rounded or refused.
pub fn exact_value(payload: &str) -> Option<Value> {
    let value: Value = serde_json::from_str(payload).ok()?;
    let same = equal(payload, &value.to_string()) == Ok(true);
    same.then_some(value)
}

/// Whether two texts are the same JSON; why not if one is none.
fn equal(left: &str, right: &str) -> Result<bool, String> {
    let node =
        |text| Node::parse(text, Limits::new()).map_err(|error| format!("no JSON ({error})"));
    Ok(json_eq(&node(left)?, &node(right)?))
}

#[cfg(test)]
mod tests {
    use super::{Expected, exact_value, is_json, judge};
    use conformance::{Answer, Reading, Verdict};

    /// What code says that accepts a payload, and writes `[1.0]`.
    fn accepts() -> Answer {
        Answer {
            check: Some(Verdict::Accepts),
            reading: Reading::Accepted {
                written: "[1.0]".to_owned(),
                validated: Verdict::Accepts,
            },
            is_valid: Verdict::Accepts,
        }
    }

    #[test]
    fn right_code_has_no_complaints() {
        let judgement = judge("[1]", Expected::Valid, &accepts());
        assert_eq!(judgement.complaints, [""; 0]);
        assert!(judgement.check && judgement.from_slice && judgement.round_trip);
    }

    #[test]
    fn each_wrong_verdict_is_a_complaint() {
        let complaints = [
            "check accepts it",
            "from_slice accepts it",
            "is_valid says true",
        ];
        for expected in [Expected::Invalid, Expected::NotJson] {
            let judgement = judge("[1]", expected, &accepts());
            assert_eq!(judgement.complaints, complaints);
            assert!(!judgement.check && !judgement.from_slice && !judgement.round_trip);
        }
        let refuses = Answer {
            check: Some(Verdict::Refuses("no".to_owned())),
            reading: Reading::Invalid("no".to_owned()),
            is_valid: Verdict::Refuses(String::new()),
        };
        assert_eq!(
            judge("[1]", Expected::Invalid, &refuses).complaints,
            [""; 0]
        );
        assert_eq!(
            judge("[1]", Expected::Valid, &refuses).complaints,
            [
                "check refuses it: no",
                "from_slice says Invalid(\"no\")",
                "is_valid says false"
            ]
        );
    }

    #[test]
    fn a_loss_is_a_complaint() {
        let judgement = judge("[2]", Expected::Valid, &accepts());
        assert_eq!(judgement.complaints, ["it is written back as [1.0]"]);
        assert!(!judgement.round_trip);
    }

    #[test]
    fn an_empty_report_is_a_complaint() {
        let answer = Answer {
            check: Some(Verdict::Refuses(String::new())),
            reading: Reading::Invalid(String::new()),
            is_valid: Verdict::Refuses(String::new()),
        };
        let judgement = judge("[2]", Expected::Invalid, &answer);
        assert_eq!(
            judgement.complaints,
            [
                "the report of check is empty",
                "from_slice says Invalid(\"\")"
            ]
        );
    }

    #[test]
    fn a_panic_is_a_complaint() {
        let answer = Answer {
            check: Some(Verdict::Panics("lost".to_owned())),
            ..accepts()
        };
        let judgement = judge("[1]", Expected::Valid, &answer);
        assert_eq!(judgement.complaints, ["check panics: lost"]);
        assert!(!judgement.check);
    }

    #[test]
    fn unrepresentable_is_no_mistake_for_valid_payloads_only() {
        let answer = Answer {
            reading: Reading::Unrepresentable("too long".to_owned()),
            ..accepts()
        };
        let judgement = judge("1", Expected::Valid, &answer);
        assert!(judgement.unrepresentable && !judgement.from_slice);
        assert_eq!(judgement.complaints, [""; 0]);
        assert_ne!(judge("1", Expected::Invalid, &answer).complaints, [""; 0]);
    }

    #[test]
    fn what_is_no_json_is_a_syntax_error_and_nothing_else() {
        let answer = Answer {
            check: None,
            reading: Reading::Syntax("duplicate".to_owned()),
            is_valid: Verdict::Refuses(String::new()),
        };
        assert_eq!(judge("", Expected::NotJson, &answer).complaints, [""; 0]);
        assert_eq!(judge("", Expected::Invalid, &answer).complaints.len(), 2);
    }

    #[test]
    fn numbers_that_a_value_changes_are_no_exact_values() {
        assert!(exact_value("[1.50, 12345678901234567890]").is_some());
        assert!(exact_value("12345678901234567890123").is_none());
        assert!(exact_value("1e400").is_none());
    }

    #[test]
    fn duplicate_names_are_no_json() {
        assert!(is_json(r#"{"a": 1, "b": 1}"#));
        assert!(!is_json(r#"{"a": 1, "a": 1}"#));
        assert!(!is_json(&"[".repeat(4)));
    }
}
