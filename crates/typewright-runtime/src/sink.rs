//! Where violations go.

use std::ops::ControlFlow;

use crate::at::At;
use crate::check::Trials;
use crate::fault::Fault;
use crate::report::{Report, Violation};

/// Whether a check goes on; `?` passes on that it does not.
pub type Flow = ControlFlow<()>;

/// The check goes on.
pub const CONTINUE: Flow = ControlFlow::Continue(());

/// Takes the violations that a check finds; it is called on violations only.
pub trait Sink {
    /// Takes one violation, and says whether the check goes on.
    fn violation(&mut self, at: &At<'_>, keyword: &'static str, fault: &Fault<'_>) -> Flow;

    /// What a trial remembers of trials within it. Other sinks remember nothing.
    #[doc(hidden)]
    fn trials(&mut self) -> Option<&mut Trials> {
        None
    }
}

/// Tells only whether there is a violation: the check stops at the first.
#[derive(Clone, Copy, Debug, Default)]
pub struct Verdict(());

impl Verdict {
    /// A verdict for one check, which the check's [`Flow`] gives.
    #[must_use]
    pub const fn new() -> Self {
        Verdict(())
    }

    /// Whether a check finds no violation.
    #[must_use]
    pub fn accepts(check: impl FnOnce(&mut dyn Sink) -> Flow) -> bool {
        check(&mut Verdict::new()).is_continue()
    }
}

impl Sink for Verdict {
    fn violation(&mut self, _: &At<'_>, _: &'static str, _: &Fault<'_>) -> Flow {
        ControlFlow::Break(())
    }
}

/// Keeps the first violation: the check stops there.
#[derive(Clone, Debug, Default)]
pub struct FirstFailure(Option<Violation>);

impl FirstFailure {
    /// The first violation that a check finds.
    #[must_use]
    pub fn of(check: impl FnOnce(&mut dyn Sink) -> Flow) -> Option<Violation> {
        let mut sink = FirstFailure(None);
        let _ = check(&mut sink);
        sink.0
    }
}

impl Sink for FirstFailure {
    fn violation(&mut self, at: &At<'_>, keyword: &'static str, fault: &Fault<'_>) -> Flow {
        self.0
            .get_or_insert_with(|| Violation::new(at, keyword, fault));
        ControlFlow::Break(())
    }
}

/// Keeps every violation.
#[derive(Clone, Debug, Default)]
pub struct AllFailures(Vec<Violation>);

impl AllFailures {
    /// The report of a check.
    ///
    /// # Errors
    /// Every violation that it finds, if it finds any.
    pub fn of(check: impl FnOnce(&mut dyn Sink) -> Flow) -> Result<(), Report> {
        let mut sink = AllFailures(Vec::new());
        let _ = check(&mut sink);
        Report::new(sink.0)
    }
}

impl Sink for AllFailures {
    fn violation(&mut self, at: &At<'_>, keyword: &'static str, fault: &Fault<'_>) -> Flow {
        self.0.push(Violation::new(at, keyword, fault));
        CONTINUE
    }
}
