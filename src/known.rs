//! What the hand-written part asks of every event of the contract, whichever it is.

use crate::Known;

/// Evaluates an expression with a name bound to the event inside, whichever it is.
macro_rules! match_known {
    ($known:expr, $event:ident => $body:expr) => {
        match $known {
            $crate::Known::ChatCreated($event) => $body,
        }
    };
}
pub(crate) use match_known;

impl Known {
    /// Name and API version of the event, as in [`Known::KEYS`].
    #[must_use]
    pub fn keys(&self) -> [&'static str; 2] {
        match self {
            Self::ChatCreated(_) => Self::KEYS[0],
        }
    }
}
