//! How much of a payload is accepted before it is refused.

/// Bounds on what a reader or a check accepts.
///
/// The default is what the contract of every generated type promises; raise it only for input you trust, since a typed
/// reader of a recursive type uses stack for every level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How many arrays and objects may be open at once: a scalar document has depth 0, `[]` has depth 1.
    pub max_depth: usize,
}

impl Limits {
    /// The depth that is accepted unless another is asked for.
    pub const DEFAULT_MAX_DEPTH: usize = 128;

    /// The same limits with another depth.
    #[must_use]
    pub const fn with_max_depth(mut self, max_depth: usize) -> Self {
        self.max_depth = max_depth;
        self
    }

    /// The default limits, usable in constants.
    #[must_use]
    pub const fn new() -> Self {
        Limits {
            max_depth: Self::DEFAULT_MAX_DEPTH,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}
