//! What the compiler has to say about its input: always with a place in it.

mod escape;
mod render;

pub use escape::escape;
pub use render::render;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// A place in an input file.
///
/// It carries the text it points into, so that it can be shown wherever it ends up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The file, as a person would name it: relative to where the command was run, with `/`.
    pub path: Arc<str>,
    /// The text of the whole file; empty when the file could not be read.
    pub text: Arc<str>,
    /// Byte offsets into `text`.
    pub span: Range<usize>,
    /// JSON Pointer (RFC 6901) of the value the span lies in; empty for the whole document.
    pub pointer: String,
}

impl Location {
    /// A place in a file of which there is no text to show.
    pub fn file(path: impl Into<Arc<str>>) -> Self {
        Location {
            path: path.into(),
            text: Arc::from(""),
            span: 0..0,
            pointer: String::new(),
        }
    }

    /// The 1-based line and column (in characters) at which the span starts.
    pub fn line_column(&self) -> (usize, usize) {
        let before = self.text.get(..self.span.start).unwrap_or(&self.text);
        let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (line, before[start..].chars().count() + 1)
    }
}

/// Whether a finding stops the compilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth a look; output is still made.
    Warning,
    /// No output is made.
    Error,
}

/// What kind of thing is wrong. Tests and callers decide by this, people read the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum DiagnosticKind {
    /// A file or folder could not be read.
    Unreadable,
    /// No schema was found where one was expected.
    NoSchema,
    /// `typewright.toml` is not what it should be.
    Configuration,
    /// A file is not JSON (RFC 8259, without duplicate member names).
    Syntax,
    /// `$schema` names a dialect that is not supported.
    UnknownDialect,
    /// A meta-schema's `$vocabulary` demands one that is not supported.
    UnknownVocabulary,
    /// `$id`, `$ref` or `$schema` is not a URI reference.
    InvalidUri,
    /// Two resources claim one URI, or two anchors one name.
    DuplicateIdentifier,
    /// A reference leads to nothing.
    UnresolvedReference,
    /// A reference leads out of the schema root, or to the network.
    ReferenceOutsideRoot,
    /// A chain of references comes back to where it began without consuming any of the value.
    ReferenceLoop,
    /// Dynamic references give the schemas more meanings than can be written out.
    TooManySpecialisations,
    /// Schemas lead into one another through more levels than can be written out.
    TooDeep,
    /// A keyword's value is not what the keyword takes.
    InvalidKeywordValue,
    /// A schema is neither an object nor a boolean.
    NotASchema,
    /// A plain keyword that the language does not have.
    UnknownKeyword,
    /// A format that the dialect of the schema does not have.
    UnknownFormat,
    /// `contentEncoding` or `contentMediaType` names what strings cannot be held to, though that was asked for.
    UnknownContent,
    /// A pattern that is no ECMA-262 regular expression, or one that is not compiled.
    InvalidPattern,
    /// A pattern that no engine matches in linear time: it looks around or refers back.
    BacktrackingPattern,
    /// A pointer of `x-same-as` that no value of the schema can reach.
    UnreachablePointer,
    /// No value at all satisfies the schema.
    Unsatisfiable,
    /// Two things would get the same name in the generated source.
    NameCollision,
    /// A name that cannot be used in the generated source.
    InvalidName,
    /// Two contracts cannot be told apart.
    AmbiguousDispatch,
    /// A file that is not ours stands where output should go, or the output cannot be written.
    Output,
}

/// One finding: what kind, where, what in words, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Whether it stops the compilation.
    pub severity: Severity,
    /// The kind of finding.
    pub kind: DiagnosticKind,
    /// Where in the input.
    pub location: Location,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Diagnostic {
    /// A finding that stops the compilation.
    pub fn error(
        kind: DiagnosticKind,
        location: Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Diagnostic {
            severity: Severity::Error,
            kind,
            location,
            message: message.into(),
            help: help.into(),
        }
    }

    /// A finding that does not stop the compilation.
    pub fn warning(
        kind: DiagnosticKind,
        location: Location,
        message: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Diagnostic {
            severity: Severity::Warning,
            ..Diagnostic::error(kind, location, message, help)
        }
    }
}

/// One line: `file:line:column: message (at pointer)`, with control characters as escapes.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.location.line_column();
        let severity = match self.severity {
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        write!(
            f,
            "{}:{line}:{column}: {severity}: {}",
            escape(&self.location.path),
            escape(&self.message)
        )?;
        if !self.location.pointer.is_empty() {
            write!(f, " (at {})", escape(&self.location.pointer))?;
        }
        Ok(())
    }
}

/// Collects the findings of a stage: all of them are shown, not just the first.
#[derive(Debug, Default)]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
}

impl Diagnostics {
    /// Nothing found yet.
    pub fn new() -> Self {
        Diagnostics::default()
    }

    /// Adds one finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.all.push(diagnostic);
    }

    /// Adds the findings of another collection.
    pub fn extend(&mut self, other: Diagnostics) {
        self.all.extend(other.all);
    }

    /// Whether any finding stops the compilation.
    pub fn has_errors(&self) -> bool {
        self.all.iter().any(|d| d.severity == Severity::Error)
    }

    /// Whether there is nothing at all.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The findings in the order of their places: by file, then by position.
    pub fn into_sorted(mut self) -> Vec<Diagnostic> {
        self.all.sort_by(|a, b| {
            (&a.location.path, a.location.span.start, a.kind, &a.message).cmp(&(
                &b.location.path,
                b.location.span.start,
                b.kind,
                &b.message,
            ))
        });
        self.all.dedup();
        self.all
    }
}
