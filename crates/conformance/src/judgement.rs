//! Whether generated code is right about a payload.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::Value;
use typewright_runtime::{Limits, Node, json_eq};

use crate::subject::{Code, Reading};

/// What generated code said of one payload, held against what is right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// `check` was right; nothing if the payload cannot be told to it without a change (see [`exact_value`]).
    pub check: Option<bool>,
    /// `from_slice` was right.
    pub from_slice: bool,
    /// The payload was valid and is written back equal; nothing if it was not read.
    pub round_trip: Option<bool>,
    /// The payload is valid, and `from_slice` said that it does not fit the type.
    pub unrepresentable: bool,
    /// What was wrong, in words; empty if all was right.
    pub complaints: Vec<String>,
}

/// Puts a payload to generated code. `valid` is the right verdict.
pub fn judge(code: &Code, payload: &str, valid: bool) -> Judgement {
    let mut judgement = Judgement::default();
    let complaints = &mut judgement.complaints;

    if let Some(value) = exact_value(payload) {
        let verdict = without_panic("check", complaints, || (code.check)(&value));
        judgement.check = Some(match verdict {
            Some(Ok(())) if !valid => wrong(complaints, "check accepts it".to_owned()),
            Some(Err(report)) if valid => wrong(complaints, format!("check refuses it: {report}")),
            Some(Err(report)) if report.is_empty() => {
                wrong(complaints, "the report of check is empty".to_owned())
            }
            verdict => verdict.is_some(),
        });
    }

    let reading = without_panic("from_slice", complaints, || (code.read)(payload.as_bytes()));
    judgement.from_slice = match &reading {
        Some(Reading::Accepted { .. }) if valid => true,
        Some(Reading::Invalid(report)) if !valid && !report.is_empty() => true,
        Some(Reading::Unrepresentable(_)) if valid => {
            judgement.unrepresentable = true;
            true
        }
        Some(Reading::Accepted { .. }) => wrong(complaints, "from_slice accepts it".to_owned()),
        Some(other) => wrong(complaints, format!("from_slice says {other:?}")),
        None => false,
    };
    let verdict = without_panic("is_valid", complaints, || {
        (code.is_valid)(payload.as_bytes())
    });
    if verdict == Some(!valid) {
        wrong(complaints, format!("is_valid says {}", !valid));
    }
    if let Some(Reading::Accepted { written, validated }) = reading {
        judgement.round_trip = Some(match equal(payload, &written) {
            Ok(true) => true,
            Ok(false) => wrong(complaints, format!("it is written back as {written}")),
            Err(error) => wrong(complaints, format!("{error} is written back: {written}")),
        });
        if let Err(report) = validated
            && valid
        {
            wrong(complaints, format!("validate refuses it: {report}"));
        }
    }
    judgement
}

fn wrong(complaints: &mut Vec<String>, complaint: String) -> bool {
    complaints.push(complaint);
    false
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

fn without_panic<T>(
    what: &str,
    complaints: &mut Vec<String>,
    run: impl FnOnce() -> T,
) -> Option<T> {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(answer) => Some(answer),
        Err(panic) => {
            complaints.push(format!("{what} panics: {}", message(panic.as_ref())));
            None
        }
    }
}

fn message(panic: &(dyn Any + Send)) -> &str {
    match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text,
        (None, Some(text)) => text,
        (None, None) => "(no message)",
    }
}

#[cfg(test)]
mod tests {
    use super::{exact_value, judge};
    use crate::subject::{Code, Reading};

    fn accepts(written: &str) -> Reading {
        Reading::Accepted {
            written: written.to_owned(),
            validated: Ok(()),
        }
    }

    const RIGHT: Code = Code {
        bundle: "true",
        check: |_| Ok(()),
        is_valid: |_| true,
        read: |_| accepts("[1.0]"),
    };

    #[test]
    fn right_code_has_no_complaints() {
        let judgement = judge(&RIGHT, "[1]", true);
        assert_eq!(judgement.complaints, [""; 0]);
        assert_eq!(judgement.check, Some(true));
        assert_eq!(judgement.round_trip, Some(true));
        assert!(judgement.from_slice);
    }

    #[test]
    fn each_wrong_verdict_is_a_complaint() {
        let judgement = judge(&RIGHT, "[1]", false);
        assert_eq!(
            judgement.complaints,
            [
                "check accepts it",
                "from_slice accepts it",
                "is_valid says true"
            ]
        );
        assert_eq!(
            (judgement.check, judgement.from_slice),
            (Some(false), false)
        );
    }

    #[test]
    fn a_loss_is_a_complaint() {
        let judgement = judge(&RIGHT, "[2]", true);
        assert_eq!(judgement.complaints, ["it is written back as [1.0]"]);
        assert_eq!(judgement.round_trip, Some(false));
    }

    #[test]
    fn a_panic_is_a_complaint() {
        let code = Code {
            check: |_| panic!("lost"),
            ..RIGHT
        };
        let judgement = judge(&code, "[1]", true);
        assert_eq!(judgement.complaints, ["check panics: lost"]);
        assert_eq!(judgement.check, Some(false));
    }

    #[test]
    fn unrepresentable_is_right_for_valid_payloads_only() {
        let code = Code {
            read: |_| Reading::Unrepresentable("too long".to_owned()),
            ..RIGHT
        };
        assert!(judge(&code, "1", true).unrepresentable);
        assert!(!judge(&code, "1", false).from_slice);
    }

    #[test]
    fn numbers_that_a_value_changes_are_no_exact_values() {
        assert!(exact_value("[1.50, 12345678901234567890]").is_some());
        assert!(exact_value("12345678901234567890123").is_none());
        assert!(exact_value("1e400").is_none());
    }
}
