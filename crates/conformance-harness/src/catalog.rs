//! What there is to judge: the build script of `conformance` writes it, the harness reads it.

use serde::{Deserialize, Serialize};

/// All cases and schemas.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Catalog {
    /// Whether a part of everything was asked for.
    pub is_restricted: bool,
    /// The distinct schemas.
    pub subjects: Vec<Subject>,
    /// The official suite; nothing if it is not there.
    pub suite: Option<Suite>,
    /// The corpora that are there.
    pub corpora: Vec<Corpus>,
    /// The random schemas.
    pub random: Random,
}

/// A schema under test.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Subject {
    /// The text that was compiled.
    pub schema: String,
    /// What the compiler made of it.
    pub made: Made,
}

/// What the compiler made of a schema.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum Made {
    /// Code.
    Code(Code),
    /// Errors, each once.
    Refused(Vec<String>),
    /// Nothing: it panicked, with this message.
    Panicked(String),
}

/// Where code is, and what is known of it.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Code {
    /// The executable.
    pub part: usize,
    /// Its entry there.
    pub entry: usize,
    /// The schema as the code holds it, in one document.
    pub bundle: String,
    /// How much of it is typed and decided while reading.
    pub shares: Shares,
}

/// Counts of positions and rules, as the compiler's `measure` defines them.
#[derive(Clone, Copy, Debug, Default, Deserialize, PartialEq, Eq, Serialize)]
pub struct Shares {
    /// All positions.
    pub positions: usize,
    /// Positions that are opaque.
    pub opaque: usize,
    /// All rules.
    pub rules: usize,
    /// Rules that are left to the check.
    pub residue: usize,
}

/// The official JSON Schema Test Suite.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Suite {
    /// The commit it was taken from, if that is known.
    pub revision: Option<String>,
    /// Its groups.
    pub groups: Vec<Group>,
}

/// A schema of the suite with its cases.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Group {
    /// The folder below the suite's `tests`, such as `draft2020-12/optional`.
    pub collection: String,
    /// The file.
    pub file: String,
    /// What the group is about.
    pub description: String,
    /// Index into the subjects.
    pub subject: usize,
    /// Its cases.
    pub cases: Vec<SuiteCase>,
}

/// A case of the suite.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SuiteCase {
    /// What it is about.
    pub description: String,
    /// The text of the payload.
    pub payload: String,
    /// Whether it is valid.
    pub valid: bool,
}

/// A schema of a corpus.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Corpus {
    /// The corpus, such as `github`.
    pub collection: String,
    /// The schema's folder in it.
    pub name: String,
    /// Index into the subjects.
    pub subject: usize,
    /// The file of its payloads, one a line.
    pub payloads: String,
}

/// Schemas made at random.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub struct Random {
    /// What they were made from.
    pub seed: u64,
    /// Indices into the subjects.
    pub subjects: Vec<usize>,
}
