//! The command line.

use std::path::{Path, PathBuf};

use clap::builder::{PossibleValuesParser, TypedValueParser as _};
use clap::{Args, Parser, Subcommand, ValueEnum};
use typewright::load::{Dialect, Source};
use typewright::{ContentMode, FormatMode};

/// Compiles JSON Schema into Rust: types, a wire codec and validators, as source that is checked in.
#[derive(Debug, Parser)]
#[command(
    name = "typewright",
    version,
    after_help = "Exit codes: 0 all is well; 1 `check` found a difference, or `validate` an invalid payload; \
                  2 bad usage, a bad schema, or a file that cannot be read or written."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the output folder say what the schemas say.
    ///
    /// Writes only files that change, removes generated files that are no longer made, and leaves everything else alone.
    /// If anything fails, nothing is written.
    Generate(Generate),
    /// Tell whether `generate` would change anything; writes nothing.
    ///
    /// Prints a diff and exits with 1 if it would.
    Check(Target),
    /// Show what would be generated: the types, who decides each rule, and what stays opaque
    Show(Show),
    /// Tell which payloads a schema refuses, and why
    Validate(Validate),
}

/// What to show.
#[derive(Debug, Args)]
#[command(after_help = "\
A rule is decided by the reader, while a payload is read, or by the check, over what was read: both are exact, and the
reader is faster. An opaque position keeps any JSON as text.")]
pub struct Show {
    /// A schema file, or a folder of them
    #[arg(value_name = "SCHEMA")]
    pub schema: PathBuf,

    /// Whether `format` decides or only documents
    #[arg(long, value_name = "MODE", value_enum, default_value_t = Format::Assert)]
    pub format: Format,

    /// Whether `contentEncoding`, `contentMediaType` and `contentSchema` decide or only document
    #[arg(long, value_name = "MODE", value_enum, default_value_t = Content::Annotate)]
    pub content: Content,

    #[command(flatten)]
    pub beside: Beside,
}

/// Which payloads by which schema.
#[derive(Debug, Args)]
#[command(after_help = "\
Files named *.ndjson or *.jsonl hold a payload a line, files named *.json hold one. Any other input holds a payload a
line if its first line is JSON by itself. Lines are read one at a time, however many there are.

Each violation is a line on standard output: file, line, column, JSON Pointer, the rule and where it stands. A payload that
is not JSON (UTF-8, no duplicate member names) is invalid. Everything else goes to standard error.")]
pub struct Validate {
    /// The schema file; other files it refers to are read too
    #[arg(value_name = "SCHEMA")]
    pub schema: PathBuf,

    /// The files with the payloads; `-` is the standard input
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// Take every line as a payload, whatever the files are called
    #[arg(long)]
    pub lines: bool,

    /// Show the start of each value that breaks a rule; payloads may hold people's data
    #[arg(long)]
    pub values: bool,

    /// Whether `format` decides or only documents
    #[arg(long, value_name = "MODE", value_enum, default_value_t = Format::Assert)]
    pub format: Format,

    #[command(flatten)]
    pub beside: Beside,
}

/// What schemas are read with.
#[derive(Clone, Debug, Default, Args)]
pub struct Beside {
    /// A schema file that references find by that URI, wherever it lies; may be given several times
    #[arg(long = "resource", value_name = "URI=FILE", value_parser = resource, requires = "schema")]
    pub resources: Vec<Resource>,

    /// The dialect of documents without `$schema` [default: 2020-12]
    #[arg(long, value_name = "DIALECT", value_parser = dialects(), requires = "schema")]
    pub dialect: Option<Dialect>,
}

impl Beside {
    /// A schema file or folder, with all this.
    pub fn source(&self, schema: &Path) -> Source {
        let source = Source::path(schema).with_dialect(self.dialect());
        self.resources.iter().fold(source, |source, resource| {
            source.with_resource_file(&resource.uri, &resource.file)
        })
    }

    /// That of documents without `$schema`.
    pub fn dialect(&self) -> Dialect {
        self.dialect.unwrap_or(Dialect::Draft2020)
    }
}

/// A schema file that is known by a URI.
#[derive(Clone, Debug)]
pub struct Resource {
    pub uri: String,
    pub file: PathBuf,
}

fn resource(text: &str) -> Result<Resource, &'static str> {
    match text.split_once('=') {
        Some((uri, file)) if !uri.is_empty() && !file.is_empty() => Ok(Resource {
            uri: uri.to_owned(),
            file: PathBuf::from(file),
        }),
        _ => Err("write a URI, an equals sign, and a file"),
    }
}

fn dialects() -> impl clap::builder::TypedValueParser<Value = Dialect> {
    let names = Dialect::ALL.map(Dialect::name);
    PossibleValuesParser::new(names)
        .try_map(|name| Dialect::named(&name).ok_or("there is no such dialect"))
}

/// How to generate.
#[derive(Debug, Args)]
pub struct Generate {
    #[command(flatten)]
    pub target: Target,

    /// Go on, and generate again whenever a schema or the configuration changes
    #[arg(long)]
    pub watch: bool,
}

/// From which schemas to which folder.
#[derive(Debug, Args)]
#[command(after_help = "\
Without options, typewright.toml is looked for in the current folder and the folders above:

    schema = \"schema\"       # a schema file, or a folder of them
    out = \"generated\"       # the output folder
    format = \"assert\"       # or \"annotate\"; may be left out
    content = \"annotate\"    # or \"assert\"; may be left out
    dialect = \"2020-12\"     # of documents without $schema; may be left out

    [resources]             # may be left out: schema files that references find by a URI
    \"https://example.com/money.json\" = \"vendor/money.json\"

    [dispatch]              # may be left out: one enum over all contracts, told apart by these constants
    keys = [\"/type\", \"/meta/apiVersion\"]

In a schema folder the documents are the files *.schema.json (or *.json if there are none of these);
each subfolder that holds some becomes a module.")]
pub struct Target {
    /// The configuration file [default: the nearest typewright.toml]
    #[arg(long, value_name = "FILE", conflicts_with_all = ["schema", "out", "format", "content", "resources", "dialect"])]
    pub config: Option<PathBuf>,

    /// A schema file, or a folder of them; no typewright.toml is read
    #[arg(long, value_name = "FILE|DIR", requires = "out")]
    pub schema: Option<PathBuf>,

    /// The output folder, with --schema
    #[arg(long, value_name = "DIR", requires = "schema")]
    pub out: Option<PathBuf>,

    /// Whether `format` decides or only documents, with --schema [default: assert]
    #[arg(long, value_name = "MODE", requires = "schema")]
    pub format: Option<Format>,

    /// Whether `contentEncoding`, `contentMediaType` and `contentSchema` decide or only document, with --schema
    /// [default: annotate]
    #[arg(long, value_name = "MODE", requires = "schema")]
    pub content: Option<Content>,

    #[command(flatten)]
    pub beside: Beside,
}

/// See [`FormatMode`].
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Format {
    /// A string that is not of the format is invalid
    Assert,
    /// The format is only documented
    Annotate,
}

/// See [`ContentMode`].
#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum Content {
    /// A string that does not hold what the keywords say is invalid
    Assert,
    /// What strings hold is only documented
    Annotate,
}

impl From<Content> for ContentMode {
    fn from(content: Content) -> Self {
        match content {
            Content::Assert => ContentMode::Assert,
            Content::Annotate => ContentMode::Annotate,
        }
    }
}

impl From<Format> for FormatMode {
    fn from(format: Format) -> Self {
        match format {
            Format::Assert => FormatMode::Assert,
            Format::Annotate => FormatMode::Annotate,
        }
    }
}
