//! What the root type of a schema can do.

use serde_json::Value;

use crate::at::At;
use crate::check::Check;
use crate::error::{Error, Problem, SyntaxError, Unrepresentable};
use crate::fault::Fault;
use crate::json::{Json, Node};
use crate::limits::Limits;
use crate::raw::{into_text, text_to_value, value_to_text};
use crate::reader::{Read, Reader};
use crate::report::{pointer_at, Report, Violation};
use crate::sink::{Failures, Flow, Sink, Verdict};
use crate::writer::Writer;

/// The root type of a schema: everything that the schema accepts, and nothing else, can be read into it, and is written
/// back equal as JSON.
///
/// The type names its parts by their Rust types, so a value changed by hand can break rules that no type expresses:
/// [`validate`](Contract::validate) tells.
pub trait Contract: Sized {
    /// The schema as one self-contained JSON document.
    const SCHEMA: &'static str;

    /// Reads a value, deciding every rule of the schema.
    #[doc(hidden)]
    fn read(reader: &mut Reader<'_>) -> Read<Self>;

    /// Reads over a value, deciding every rule of the schema and keeping nothing.
    #[doc(hidden)]
    fn accept(reader: &mut Reader<'_>) -> Read<()>;

    /// Writes the value.
    #[doc(hidden)]
    fn write(&self, writer: &mut Writer);

    /// Checks a parsed value against every rule of the schema.
    #[doc(hidden)]
    fn check_node<J: Json, S: Sink>(value: &J, at: &At<'_, S>, sink: &mut S) -> Flow;

    /// Reads a payload: succeeds if and only if it is JSON that the schema accepts and every number in it fits the Rust
    /// type that holds it.
    ///
    /// # Errors
    /// [`Error::Syntax`] if the bytes are not JSON as I-JSON (RFC 7493) limits it, [`Error::Invalid`] with every violation
    /// if the schema refuses it, [`Error::Unrepresentable`] if only a number does not fit.
    fn from_slice(bytes: &[u8]) -> Result<Self, Error> {
        Self::from_slice_with(bytes, Limits::new())
    }

    /// As [`from_slice`](Contract::from_slice), within other limits.
    ///
    /// # Errors
    /// As [`from_slice`](Contract::from_slice).
    fn from_slice_with(bytes: &[u8], limits: Limits) -> Result<Self, Error> {
        read_text::<Self>(utf8(bytes)?, limits)
    }

    /// As [`from_slice`](Contract::from_slice), for text.
    ///
    /// # Errors
    /// As [`from_slice`](Contract::from_slice).
    fn from_str(text: &str) -> Result<Self, Error> {
        read_text::<Self>(text, Limits::new())
    }

    /// Reads a payload that has been parsed already. Parsing to [`Value`] may have lost something (a duplicate member, the
    /// end of a long number); this reads what is left.
    ///
    /// # Errors
    /// As [`from_slice`](Contract::from_slice), with places in the text that the value serialises to.
    fn from_value(value: &Value) -> Result<Self, Error> {
        Self::from_str(&value_to_text(value))
    }

    /// Checks a payload that has been parsed already, without reading it.
    ///
    /// # Errors
    /// Every violation.
    fn check(value: &Value) -> Result<(), Report> {
        if Verdict::accepts(|sink| Self::check_node(value, &At::root(), sink)) {
            return Ok(());
        }
        explain_value(value, Self::check_node)
    }

    /// Whether the bytes are JSON that the schema accepts, also if a number in them does not fit its Rust type.
    #[must_use]
    fn is_valid(bytes: &[u8]) -> bool {
        let Ok(text) = utf8(bytes) else { return false };
        let limits = Limits::new();
        let mut reader = Reader::new(text, limits);
        if Self::accept(&mut reader).is_ok() && reader.end().is_ok() {
            return true;
        }
        // Only then has the reader not seen every rule.
        (reader.is_unrepresentable() || reader.gave_up())
            && Node::parse(text, limits).is_ok_and(|node| {
                Verdict::accepts(|sink| Self::check_node(&node, &At::root_within(limits), sink))
            })
    }

    /// Checks the value as it would be written.
    ///
    /// # Errors
    /// Every violation.
    fn validate(&self) -> Result<(), Report> {
        validate_text(&self.to_json_string(), Self::check_node)
    }

    /// The value as a tree.
    ///
    /// # Errors
    /// A number in it that [`Value`] would change, such as one of 23 digits, or nesting of more than 128.
    fn to_value(&self) -> Result<Value, Unrepresentable> {
        text_to_value(&self.to_json_string())
    }

    /// The value as JSON without white space. It is not validated: [`validate`](Contract::validate) does that.
    #[must_use]
    fn to_vec(&self) -> Vec<u8> {
        let mut writer = Writer::with_capacity(1024);
        self.write(&mut writer);
        writer.into_vec()
    }

    /// The value as JSON text without white space. It is not validated: [`validate`](Contract::validate) does that.
    #[must_use]
    fn to_json_string(&self) -> String {
        let mut writer = Writer::with_capacity(1024);
        self.write(&mut writer);
        into_text(writer)
    }
}

#[inline]
fn read_text<T: Contract>(text: &str, limits: Limits) -> Result<T, Error> {
    let mut reader = Reader::new(text, limits);
    match T::read(&mut reader) {
        Ok(value) if reader.end().is_ok() => Ok(value),
        _ => Err(explain(text, limits, &reader, T::check_node)),
    }
}

#[inline]
pub(crate) fn utf8(bytes: &[u8]) -> Result<&str, SyntaxError> {
    match simdutf8::basic::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(_) => Err(not_utf8(bytes)),
    }
}

#[cold]
fn not_utf8(bytes: &[u8]) -> SyntaxError {
    let valid = bytes.utf8_chunks().next().map_or("", |chunk| chunk.valid());
    SyntaxError::new(valid, valid.len(), Problem::NotUtf8)
}

/// Why the reader refused a text: the fast path decides, this explains.
#[cold]
fn explain<'a>(
    text: &'a str,
    limits: Limits,
    reader: &Reader<'_>,
    check: Check<Node<'a>, Failures>,
) -> Error {
    let node = match Node::parse(text, limits) {
        Ok(node) => node,
        Err(error) => return error.into(),
    };
    if let Err(report) = Failures::all(|sink| check(&node, &At::root_within(limits), sink)) {
        return report.into();
    }
    let offset = reader.failed_at();
    let pointer = pointer_at(text, limits, offset);
    if reader.is_unrepresentable() {
        return Error::Unrepresentable(Unrepresentable {
            pointer,
            offset: Some(offset),
            reason: "the Rust type cannot hold this number",
        });
    }
    debug_assert!(
        false,
        "the reader refuses what the checks accept, at {pointer:?}"
    );
    Error::Invalid(Report::of(Violation::unexplained(pointer)))
}

/// Why a verdict refused a value.
#[cold]
fn explain_value(value: &Value, check: Check<Value, Failures>) -> Result<(), Report> {
    Failures::all(|sink| check(value, &At::root(), sink))?;
    debug_assert!(false, "the verdict refuses what the report does not");
    Err(Report::of(Violation::unexplained(String::new())))
}

#[cold]
fn validate_text<'a>(text: &'a str, check: Check<Node<'a>, Failures>) -> Result<(), Report> {
    let limits = Limits::new();
    match Node::parse(text, limits) {
        Ok(node) => Failures::all(|sink| check(&node, &At::root(), sink)),
        // A writer only writes JSON, so what is wrong can only be its depth.
        Err(_) => {
            let fault = Fault::TooDeep(limits.max_depth);
            Err(Report::of(Violation::new(&At::root(), "", &fault)))
        }
    }
}
