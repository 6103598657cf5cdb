//! What a user can choose about the generated source.

/// Whether `format` decides, or only informs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FormatMode {
    /// A string that is not of the format is invalid.
    #[default]
    Assert,
    /// The format is only documented.
    Annotate,
}

/// Whether `contentEncoding`, `contentMediaType` and `contentSchema` decide, or only inform.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContentMode {
    /// A string that does not hold what the keywords say is invalid: the encodings of RFC 4648, JSON, and what JSON must be.
    Assert,
    /// What strings hold is only documented.
    #[default]
    Annotate,
}

/// Generates one enum over the contracts of all modules, told apart by constants in the payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispatch {
    /// JSON Pointers of the string constants that, together, name a contract.
    pub keys: Vec<String>,
}

/// Options of a compilation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// See [`FormatMode`].
    pub format: FormatMode,
    /// See [`ContentMode`].
    pub content: ContentMode,
    /// See [`Dispatch`].
    pub dispatch: Option<Dispatch>,
}
