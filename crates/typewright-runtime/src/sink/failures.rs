//! What is wrong, and where.

use std::ops::ControlFlow;

use super::memory::Memory;
use super::{Flow, Sink, Verdict, CONTINUE};
use crate::at::{At, Step, Steps};
use crate::check::{Alternative, Check};
use crate::fault::Fault;
use crate::json::Json;
use crate::report::{Report, Violation};

/// Keeps violations: all of them, or the first.
#[derive(Debug)]
pub struct Failures {
    violations: Vec<Violation>,
    only_first: bool,
    /// What was put to checks that several ways lead to; what there is to report of it has been reported.
    reported: Memory<()>,
    /// Whether such a check is under way.
    remembers: bool,
    verdict: Verdict,
}

impl Failures {
    fn new(only_first: bool) -> Self {
        Failures {
            violations: Vec::new(),
            only_first,
            reported: Memory::new(),
            remembers: false,
            verdict: Verdict::new(),
        }
    }

    /// The report of a check.
    ///
    /// # Errors
    /// Every violation that it finds, if it finds any.
    pub fn all(check: impl FnOnce(&mut Failures) -> Flow) -> Result<(), Report> {
        let mut sink = Failures::new(false);
        let _ = check(&mut sink);
        sink.report()
    }

    fn report(self) -> Result<(), Report> {
        Report::new(self.violations)
    }

    /// The same, where what comes of trials is remembered from the first.
    #[cfg(test)]
    pub(crate) fn all_remembering(check: impl FnOnce(&mut Failures) -> Flow) -> Result<(), Report> {
        let mut sink = Failures::new(false);
        sink.verdict = Verdict::remembering_after(0);
        let _ = check(&mut sink);
        sink.report()
    }

    /// The first violation that a check finds; it stops there.
    #[must_use]
    pub fn first(check: impl FnOnce(&mut Failures) -> Flow) -> Option<Violation> {
        let mut sink = Failures::new(true);
        let _ = check(&mut sink);
        sink.violations.pop()
    }
}

impl Sink for Failures {
    type Way<'p> = Steps<'p>;

    fn root() -> Steps<'static> {
        Steps::ROOT
    }

    fn then<'s>(way: &'s Steps<'_>, step: Step<'s>) -> Steps<'s> {
        way.then(step)
    }

    #[cold]
    fn violation(&mut self, at: &At<'_, Self>, keyword: &'static str, fault: &Fault<'_>) -> Flow {
        self.violations.push(Violation::new(at, keyword, fault));
        match self.only_first {
            true => ControlFlow::Break(()),
            false => CONTINUE,
        }
    }

    fn verdict(&mut self) -> &mut Verdict {
        &mut self.verdict
    }

    fn decide<J: Json>(&mut self, _: &J, _: &At<'_, Self>, _: &[Alternative<J>]) -> Option<Flow> {
        None
    }

    fn once<J: Json>(&mut self, value: &J, at: &At<'_, Self>, check: Check<J, Self>) -> Flow {
        if !self.remembers {
            self.remembers = true;
            self.verdict.enter();
            let flow = check(value, at, self);
            self.verdict.leave();
            self.remembers = false;
            self.reported.forget();
            return flow;
        }
        if self.reported.outcome(value, check).is_some() {
            return CONTINUE;
        }
        let flow = check(value, at, self);
        self.reported.remember(value, check, ());
        flow
    }

    fn after_trial<J: Json>(
        &mut self,
        value: &J,
        at: &At<'_, Self>,
        check: Check<J, Self>,
    ) -> Flow {
        // What came of a trial does not say what is wrong.
        check(value, at, self)
    }

    fn forget_current(&mut self) {
        self.reported.forget_current();
        self.verdict.forget_current();
    }
}
