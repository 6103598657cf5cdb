//! Why a payload is refused.

use std::fmt;

use crate::position::line_and_column;
use crate::report::Report;

/// Why [`Contract::from_slice`](crate::Contract::from_slice) gives no value.
///
/// A payload that is not JSON is [`Syntax`](Error::Syntax) whatever the schema says, and one that breaks the schema is
/// [`Invalid`](Error::Invalid) even if it also holds a number that the Rust type could not hold.
///
/// `Debug` is for people as well, since it is what a program prints whose `main` returns the error.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not JSON as RFC 8259 and I-JSON (RFC 7493) define it, or nested too deeply.
    Syntax(SyntaxError),
    /// The bytes are JSON that the schema refuses.
    Invalid(Report),
    /// The bytes are JSON that the schema accepts, but a number in them does not fit the Rust type that holds it.
    Unrepresentable(Unrepresentable),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Syntax(error) => error.fmt(f),
            Error::Invalid(report) => report.fmt(f),
            Error::Unrepresentable(error) => error.fmt(f),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Syntax(error) => write!(f, "the payload is not JSON: {error}"),
            Error::Invalid(report) => fmt::Debug::fmt(report, f),
            Error::Unrepresentable(error) => {
                write!(f, "the payload is valid, but not representable: {error}")
            }
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Syntax(error) => Some(error),
            Error::Invalid(report) => Some(report),
            Error::Unrepresentable(error) => Some(error),
        }
    }
}

impl From<SyntaxError> for Error {
    fn from(error: SyntaxError) -> Self {
        Error::Syntax(error)
    }
}

impl From<Report> for Error {
    fn from(report: Report) -> Self {
        Error::Invalid(report)
    }
}

impl From<Unrepresentable> for Error {
    fn from(error: Unrepresentable) -> Self {
        Error::Unrepresentable(error)
    }
}

/// Where and how a text stops being JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SyntaxError {
    /// Bytes before the place.
    pub offset: usize,
    /// The line of the place, counted from 1; lines end with a line feed.
    pub line: usize,
    /// The column of the place, counted from 1 in characters (not bytes).
    pub column: usize,
    problem: Problem,
    found: Option<char>,
}

impl SyntaxError {
    /// The error for a problem at `offset` of `text`; if `text` is a valid start of more bytes, they do not matter.
    #[cold]
    pub(crate) fn new(text: &str, offset: usize, problem: Problem) -> Self {
        let (line, column) = line_and_column(text, offset);
        SyntaxError {
            offset,
            line,
            column,
            problem,
            found: text.get(offset..).and_then(|rest| rest.chars().next()),
        }
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, column {}: ", self.line, self.column)?;
        match self.problem {
            Problem::Expected(expected) => match self.found {
                Some(found) => write!(f, "expected {expected}, found {found:?}"),
                None => write!(f, "expected {expected}, found the end of the input"),
            },
            Problem::ControlCharacter => {
                f.write_str("a control character in a string must be escaped")
            }
            Problem::LoneSurrogate => f.write_str("half of a surrogate pair stands alone"),
            Problem::DuplicateMember => f.write_str("this member name occurs twice in its object"),
            Problem::TooDeep(max) => {
                write!(f, "more than {max} arrays and objects are open at once")
            }
            Problem::NotUtf8 => f.write_str("the bytes are not UTF-8"),
            Problem::ByteOrderMark => f.write_str("JSON must not start with a byte order mark"),
        }
    }
}

impl std::error::Error for SyntaxError {}

/// What is wrong where a text stops being JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Problem {
    /// Something else must stand here.
    Expected(&'static str),
    /// RFC 8259 section 7: control characters must be escaped.
    ControlCharacter,
    /// RFC 7493 section 2.1: no surrogates.
    LoneSurrogate,
    /// RFC 7493 section 2.3: no duplicate names.
    DuplicateMember,
    /// More than that many arrays and objects are open.
    TooDeep(usize),
    /// RFC 8259 section 8.1: UTF-8 only.
    NotUtf8,
    /// RFC 8259 section 8.1: no byte order mark.
    ByteOrderMark,
}

impl Problem {
    pub(crate) const fn expected(what: &'static str) -> Self {
        Problem::Expected(what)
    }
}

/// A value that is right but that a Rust type cannot hold without changing it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unrepresentable {
    /// Where the value stands, as a JSON Pointer (RFC 6901).
    pub pointer: String,
    /// Bytes before the value in the text it was read from, if it was read from text.
    pub offset: Option<usize>,
    pub(crate) reason: &'static str,
}

impl fmt::Display for Unrepresentable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}: {}",
            crate::pointer::Place(&self.pointer),
            self.reason
        )
    }
}

impl std::error::Error for Unrepresentable {}
