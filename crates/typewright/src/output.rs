//! What a compilation makes: file texts, before anything touches the disk.

/// One generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Below the output folder, with `/`.
    pub path: String,
    /// The whole text, lines ended with `\n`.
    pub text: String,
}

/// One file that was read to make the output: the manifest tells its state, so that staleness shows without compiling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputFile {
    /// Below the schema root, with `/`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// One document that is known by a URI and not by a place below the schema root.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputResource {
    /// The URI, without fragment.
    pub uri: String,
    /// The whole text.
    pub text: String,
}

/// Everything that one run makes, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// The generated files, by path.
    pub files: Vec<OutputFile>,
    /// The files read, by path.
    pub inputs: Vec<InputFile>,
    /// The documents beside them that something refers to, by URI.
    pub resources: Vec<InputResource>,
    /// The features of typewright-runtime that the generated files need.
    pub runtime_features: Vec<&'static str>,
}
