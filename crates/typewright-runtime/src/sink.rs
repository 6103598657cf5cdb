//! Where violations go.

mod failures;
mod memory;
mod verdict;

pub use failures::Failures;
pub(crate) use verdict::Unchecked;
pub use verdict::Verdict;

use std::fmt::Debug;
use std::ops::ControlFlow;

use crate::at::{At, Step};
use crate::check::{Alternative, Check};
use crate::fault::Fault;
use crate::json::Json;

/// Whether a check goes on; `?` passes on that it does not.
pub type Flow = ControlFlow<()>;

/// The check goes on.
pub const CONTINUE: Flow = ControlFlow::Continue(());

/// Takes the violations that a check finds; it is called on violations only.
///
/// There are two: [`Failures`] keeps what is wrong and where, [`Verdict`] only learns whether something is. Checks are compiled for
/// each of them, since a verdict need not know the places.
pub trait Sink: Sized {
    /// How it was come to a place.
    #[doc(hidden)]
    type Way<'p>: Debug;

    /// Where a check begins.
    #[doc(hidden)]
    fn root() -> Self::Way<'static>;

    /// One step on.
    #[doc(hidden)]
    fn then<'s>(way: &'s Self::Way<'_>, step: Step<'s>) -> Self::Way<'s>;

    /// Takes one violation, and says whether the check goes on.
    fn violation(&mut self, at: &At<'_, Self>, keyword: &'static str, fault: &Fault<'_>) -> Flow;

    /// The verdict on what a value need not satisfy.
    #[doc(hidden)]
    fn verdict(&mut self) -> &mut Verdict;

    /// The value satisfies the only alternative that comes into question: `None` if there are more or none, and for a sink that
    /// reports of a choice something else than the alternative does.
    #[doc(hidden)]
    fn decide<J: Json>(
        &mut self,
        value: &J,
        at: &At<'_, Self>,
        possible: &[Alternative<J>],
    ) -> Option<Flow>;

    /// The value satisfies a check that several ways lead to.
    #[doc(hidden)]
    fn once<J: Json>(&mut self, value: &J, at: &At<'_, Self>, check: Check<J, Self>) -> Flow;

    /// The value satisfies a check that it may have been tried with before.
    #[doc(hidden)]
    fn after_trial<J: Json>(&mut self, value: &J, at: &At<'_, Self>, check: Check<J, Self>)
        -> Flow;

    /// Another value may come to be where the last one was, as names of members do.
    #[doc(hidden)]
    fn forget_current(&mut self);
}
