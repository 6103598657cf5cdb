//! Subschemas that a value may fail.

use std::collections::HashMap;
use std::ops::ControlFlow;

use super::{descend, Check};
use crate::at::At;
use crate::fault::Fault;
use crate::json::{Json, JsonType};
use crate::sink::{Flow, Sink};

/// What came of trials within one trial: which array or object, by its address, was put to which check, and whether it
/// was accepted.
///
/// Where alternatives lead to the same schema, trials within trials ask the same again, twice as often with each level of
/// nesting; a hostile payload could make that last for ever. Answered once, the time grows with the payload.
#[derive(Debug, Default)]
pub struct Trials {
    accepted: HashMap<(usize, usize), bool>,
}

impl Trials {
    /// Whether a check accepts a value; what is within the value must stay where it is as long as this lives.
    pub(crate) fn accepts<J: Json>(&mut self, value: &J, at: &At<'_>, check: Check<J>) -> bool {
        let (accepted, too_deep) = again(value, at, self, check);
        accepted && !too_deep
    }
}

/// Takes the verdict of a check, and tells a value that is refused from one that could not be checked.
struct Trial<'t> {
    within: &'t mut Trials,
    too_deep: bool,
}

impl Sink for Trial<'_> {
    fn violation(&mut self, _: &At<'_>, _: &'static str, fault: &Fault<'_>) -> Flow {
        self.too_deep |= matches!(fault, Fault::TooDeep(_));
        ControlFlow::Break(())
    }

    fn trials(&mut self) -> Option<&mut Trials> {
        Some(self.within)
    }
}

/// Whether a value satisfies a check that it need not satisfy.
///
/// A value too deep to be checked is a violation all the same, or else `not` would accept it.
pub(super) fn accepts<J: Json>(
    value: &J,
    at: &At<'_>,
    sink: &mut dyn Sink,
    check: Check<J>,
) -> ControlFlow<(), bool> {
    let (accepted, too_deep) = match sink.trials() {
        Some(trials) => again(value, at, trials, check),
        None => run(value, at, &mut Trials::default(), check),
    };
    if too_deep {
        sink.violation(at, "", &Fault::TooDeep(at.max_depth()))?;
    }
    ControlFlow::Continue(accepted)
}

/// The verdict, and whether the value was too deep to be checked.
fn run<J: Json>(value: &J, at: &At<'_>, within: &mut Trials, check: Check<J>) -> (bool, bool) {
    let mut trial = Trial {
        within,
        too_deep: false,
    };
    let accepted = descend(value, at, &mut trial, check).is_continue();
    (accepted, trial.too_deep)
}

/// As [`run`], but what was run before is remembered. Within one trial every array and object stays where it is.
pub(super) fn again<J: Json>(
    value: &J,
    at: &At<'_>,
    within: &mut Trials,
    check: Check<J>,
) -> (bool, bool) {
    if !matches!(value.json_type(), JsonType::Array | JsonType::Object) {
        // Nothing is within it, and names of members, which are strings, come and go.
        return run(value, at, within, check);
    }
    let key = (std::ptr::from_ref(value) as usize, check as usize);
    if let Some(accepted) = within.accepted.get(&key) {
        return (*accepted, false);
    }
    let (accepted, too_deep) = run(value, at, within, check);
    if !too_deep {
        within.accepted.insert(key, accepted);
    }
    (accepted, too_deep)
}
