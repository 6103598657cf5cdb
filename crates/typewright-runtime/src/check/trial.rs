//! Subschemas that a value may fail.

use super::descend;
use crate::at::At;
use crate::fault::Fault;
use crate::json::Json;
use crate::sink::{Flow, Sink};
use std::ops::ControlFlow;

/// Takes the verdict of a check, and tells a value that is refused from one that could not be checked.
#[derive(Default)]
struct Trial {
    too_deep: bool,
}

impl Sink for Trial {
    fn violation(&mut self, _: &At<'_>, _: &'static str, fault: &Fault<'_>) -> Flow {
        self.too_deep |= matches!(fault, Fault::TooDeep(_));
        ControlFlow::Break(())
    }
}

/// Whether a value satisfies a check that it need not satisfy.
///
/// A value too deep to be checked is a violation all the same, or else `not` would accept it.
pub(super) fn accepts<J: Json>(
    value: &J,
    at: &At<'_>,
    sink: &mut dyn Sink,
    check: impl FnOnce(&J, &At<'_>, &mut dyn Sink) -> Flow,
) -> ControlFlow<(), bool> {
    let mut trial = Trial::default();
    let accepted = descend(value, at, &mut trial, check).is_continue();
    if trial.too_deep {
        sink.violation(at, "", &Fault::TooDeep(at.max_depth()))?;
    }
    ControlFlow::Continue(accepted)
}
