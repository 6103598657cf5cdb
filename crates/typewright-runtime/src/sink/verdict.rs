//! Whether something is wrong, and subschemas that a value may fail.

use std::ops::ControlFlow;

use super::memory::Memory;
use super::{Flow, Sink, CONTINUE};
use crate::at::{At, Step};
use crate::check::{descend, Alternative, Check};
use crate::fault::Fault;
use crate::json::Json;

/// So many trials within one are made before what comes of them is remembered: most values need fewer, and to remember takes
/// longer than to try most of them again.
const FEW: usize = 256;

/// Tells only whether there is a violation: the check stops at the first.
///
/// Where alternatives lead to the same schema, trials within trials ask the same again, twice as often with each level of
/// nesting; so do the parts of a schema that lead to the same one. A hostile payload could make that last for ever.
/// Remembered after the first few, the time grows with the payload.
#[derive(Debug)]
pub struct Verdict {
    /// How many trials, and checks that are made once, are under way, each within the one before.
    within: usize,
    /// How many there were since the outermost one began.
    tries: usize,
    /// After how many of them what comes of them is remembered.
    few: usize,
    /// How much was met so far that takes too many steps to tell, but for what is settled by now.
    undecided: usize,
    /// Whether the last violation is that a value is nested too deep.
    too_deep: bool,
    /// Made when there is something to remember.
    memory: Option<Box<Memory<Outcome>>>,
}

/// What came of one check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Accepted,
    Refused,
    /// It takes too many steps to tell.
    Undecided,
}

/// Why a value could not be checked, which is no verdict. It is a violation all the same, or else `not` would accept it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unchecked {
    TooDeep,
    TooManySteps,
}

impl Unchecked {
    pub(crate) fn report<S: Sink>(self, at: &At<'_, S>, sink: &mut S) -> Flow {
        let fault = match self {
            Unchecked::TooDeep => Fault::TooDeep(at.max_depth()),
            Unchecked::TooManySteps => Fault::TooManySteps,
        };
        sink.violation(at, "", &fault)
    }
}

impl Verdict {
    pub(crate) fn new() -> Self {
        Verdict::remembering_after(FEW)
    }

    /// A verdict that remembers what comes of trials after so many of them.
    pub(crate) fn remembering_after(few: usize) -> Self {
        Verdict {
            within: 0,
            tries: 0,
            few,
            undecided: 0,
            too_deep: false,
            memory: None,
        }
    }

    /// Whether a check finds no violation.
    #[must_use]
    #[inline]
    pub fn accepts(check: impl FnOnce(&mut Verdict) -> Flow) -> bool {
        Verdict::new().decides(check)
    }

    #[inline]
    pub(crate) fn decides(mut self, check: impl FnOnce(&mut Verdict) -> Flow) -> bool {
        check(&mut self).is_continue() && self.undecided == 0
    }

    /// What is tried from here on is remembered together, until [`leave`](Verdict::leave).
    #[inline]
    pub(crate) fn enter(&mut self) {
        self.within += 1;
    }

    #[inline]
    pub(crate) fn leave(&mut self) {
        self.within -= 1;
        if self.within == 0 {
            self.tries = 0;
            self.memory = None;
        }
    }

    /// Whether a value satisfies a check that it need not satisfy; between [`enter`](Verdict::enter) and
    /// [`leave`](Verdict::leave).
    ///
    /// # Errors
    /// It cannot be told.
    #[inline]
    pub(crate) fn tries<J: Json>(
        &mut self,
        value: &J,
        at: &At<'_, Verdict>,
        check: Check<J, Verdict>,
    ) -> Result<bool, Unchecked> {
        if self.tries < self.few {
            self.tries += 1;
            return self.run(|sink| descend(value, at, sink, check));
        }
        self.recall_or_try(value, at, check)
    }

    fn outcome<J: Json>(&self, value: &J, check: Check<J, Verdict>) -> Option<Outcome> {
        self.memory.as_ref()?.outcome(value, check)
    }

    fn remember<J: Json>(&mut self, value: &J, check: Check<J, Verdict>, outcome: Outcome) {
        let memory = self.memory.get_or_insert_with(|| Box::new(Memory::new()));
        memory.remember(value, check, outcome);
    }

    #[inline(never)]
    fn recall_or_try<J: Json>(
        &mut self,
        value: &J,
        at: &At<'_, Verdict>,
        check: Check<J, Verdict>,
    ) -> Result<bool, Unchecked> {
        match self.outcome(value, check) {
            Some(Outcome::Undecided) => return Err(Unchecked::TooManySteps),
            Some(outcome) => return Ok(outcome == Outcome::Accepted),
            None => {}
        }
        let accepted = self.run(|sink| descend(value, at, sink, check));
        let outcome = match accepted {
            Ok(true) => Outcome::Accepted,
            Ok(false) => Outcome::Refused,
            Err(Unchecked::TooManySteps) => Outcome::Undecided,
            // By another way it may be less deep.
            Err(Unchecked::TooDeep) => return accepted,
        };
        self.remember(value, check, outcome);
        accepted
    }

    /// Whether a check that need not be satisfied finds no violation.
    ///
    /// # Errors
    /// It cannot be told.
    #[inline]
    pub(crate) fn run(
        &mut self,
        check: impl FnOnce(&mut Verdict) -> Flow,
    ) -> Result<bool, Unchecked> {
        let before = self.undecided;
        let accepted = check(self).is_continue();
        match accepted {
            true if self.undecided == before => Ok(true),
            false if !self.too_deep => {
                self.undecided = before;
                Ok(false)
            }
            accepted => Err(self.unchecked(before, accepted)),
        }
    }

    /// Why it could not be told whether a check accepts.
    #[cold]
    fn unchecked(&mut self, undecided_before: usize, accepted: bool) -> Unchecked {
        self.undecided = undecided_before;
        self.too_deep = false;
        match accepted {
            true => Unchecked::TooManySteps,
            false => Unchecked::TooDeep,
        }
    }

    #[inline(never)]
    fn recall_or_check<J: Json>(
        &mut self,
        value: &J,
        at: &At<'_, Verdict>,
        check: Check<J, Verdict>,
    ) -> Flow {
        match self.outcome(value, check) {
            Some(Outcome::Accepted) => return CONTINUE,
            Some(Outcome::Refused) => return ControlFlow::Break(()),
            Some(Outcome::Undecided) => return Unchecked::TooManySteps.report(at, self),
            None => {}
        }
        let undecided = self.undecided;
        let flow = check(value, at, self);
        let outcome = match flow {
            // By another way it may be less deep.
            ControlFlow::Break(()) if self.too_deep => return flow,
            ControlFlow::Break(()) => Outcome::Refused,
            ControlFlow::Continue(()) if self.undecided > undecided => Outcome::Undecided,
            ControlFlow::Continue(()) => Outcome::Accepted,
        };
        self.remember(value, check, outcome);
        flow
    }
}

impl Sink for Verdict {
    type Way<'p> = ();

    #[inline]
    fn root() {}

    #[inline]
    fn then<'s>((): &'s (), _: Step<'s>) {}

    #[inline]
    fn violation(&mut self, _: &At<'_, Self>, _: &'static str, fault: &Fault<'_>) -> Flow {
        if let Fault::TooManySteps = fault {
            // Another rule may refuse the value for sure. Readers know some of these first, such as the member that tells
            // alternatives apart, and must not know more.
            self.undecided += 1;
            return CONTINUE;
        }
        // Going on here would take a time that doubles with each level.
        self.too_deep = matches!(fault, Fault::TooDeep(_));
        ControlFlow::Break(())
    }

    #[inline]
    fn verdict(&mut self) -> &mut Verdict {
        self
    }

    #[inline]
    fn decide<J: Json>(
        &mut self,
        value: &J,
        at: &At<'_, Self>,
        possible: &[Alternative<J>],
    ) -> Option<Flow> {
        match possible {
            [(_, check)] => Some(descend(value, at, self, *check)),
            _ => None,
        }
    }

    fn once<J: Json>(&mut self, value: &J, at: &At<'_, Self>, check: Check<J, Self>) -> Flow {
        self.enter();
        let flow = if self.tries < self.few {
            self.tries += 1;
            check(value, at, self)
        } else {
            self.recall_or_check(value, at, check)
        };
        self.leave();
        flow
    }

    #[inline]
    fn after_trial<J: Json>(
        &mut self,
        value: &J,
        at: &At<'_, Self>,
        check: Check<J, Self>,
    ) -> Flow {
        if self.tries < self.few {
            return check(value, at, self);
        }
        self.recall_or_check(value, at, check)
    }

    fn forget_current(&mut self) {
        if let Some(memory) = &mut self.memory {
            memory.forget_current();
        }
    }
}
