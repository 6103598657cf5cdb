//! The code of one schema, as functions.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use typewright_runtime::{At, Contract, Error, Failures, Limits, Node, Value};

use crate::exchange::{Answer, Question, Reading, Verdict};

/// The functions of a root type.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    check: fn(&Value) -> Verdict,
    check_text: fn(&Node<'_>) -> Verdict,
    is_valid: fn(&[u8]) -> bool,
    read: fn(&[u8]) -> Reading,
}

impl Entry {
    /// Those of `T`.
    pub const fn of<T: Contract>() -> Self {
        Entry {
            check: |value| verdict(T::check(value)),
            check_text: |node| {
                let accepted = typewright_runtime::Verdict::accepts(|sink| {
                    T::check_node(node, &At::root(), sink)
                });
                let report = Failures::all(|sink| T::check_node(node, &At::root(), sink));
                assert_eq!(accepted, report.is_ok(), "the verdict and the report");
                verdict(report)
            },
            is_valid: T::is_valid,
            read: read::<T>,
        }
    }

    /// Puts a question to the code.
    pub fn answer(&self, question: &Question) -> Answer {
        let payload = question.payload.as_str();
        Answer {
            check: self.check(payload, question.exact),
            reading: without_panic(|| (self.read)(payload.as_bytes()))
                .unwrap_or_else(Reading::Panics),
            is_valid: match without_panic(|| (self.is_valid)(payload.as_bytes())) {
                Ok(true) => Verdict::Accepts,
                Ok(false) => Verdict::Refuses(String::new()),
                Err(message) => Verdict::Panics(message),
            },
        }
    }

    fn check(&self, payload: &str, exact: bool) -> Option<Verdict> {
        let verdict = if exact {
            let value = serde_json::from_str(payload).ok()?;
            without_panic(|| (self.check)(&value))
        } else {
            let node = Node::parse(payload, Limits::new()).ok()?;
            without_panic(|| (self.check_text)(&node))
        };
        Some(verdict.unwrap_or_else(Verdict::Panics))
    }
}

fn verdict<E: ToString>(checked: Result<(), E>) -> Verdict {
    match checked {
        Ok(()) => Verdict::Accepts,
        Err(report) => Verdict::Refuses(report.to_string()),
    }
}

fn read<T: Contract>(text: &[u8]) -> Reading {
    match T::from_slice(text) {
        Ok(value) => Reading::Accepted {
            written: value.to_json_string(),
            validated: verdict(value.validate()),
        },
        Err(Error::Invalid(report)) => Reading::Invalid(report.to_string()),
        Err(Error::Unrepresentable(error)) => Reading::Unrepresentable(error.to_string()),
        Err(error) => Reading::Syntax(error.to_string()),
    }
}

fn without_panic<T>(run: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(run)).map_err(|panic| message(panic.as_ref()))
}

fn message(panic: &(dyn Any + Send)) -> String {
    match (panic.downcast_ref::<String>(), panic.downcast_ref::<&str>()) {
        (Some(text), _) => text.clone(),
        (None, Some(text)) => (*text).to_owned(),
        (None, None) => "(no message)".to_owned(),
    }
}
