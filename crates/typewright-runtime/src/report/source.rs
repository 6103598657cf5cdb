//! From a JSON Pointer to the text it points to, and back.

use std::fmt;
use std::ops::Range;

use super::Report;
use crate::json::JsonType;
use crate::limits::Limits;
use crate::order::{sort_numbers, sort_texts};
use crate::pointer::{push_index, push_token};
use crate::reader::{Member, Names, Read, Reader};

/// So many characters of a value are shown.
const EXCERPT: usize = 60;

/// A [`Report`] together with the text that was checked, made by [`Report::in_source`].
///
/// Displays as the report does, each line with `line:column` of the value in front and an excerpt of the value behind. It
/// shows values of the payload: do not log it where those must not be. A violation whose value is not in the text, or
/// stands behind a place where more than the default depth is open, is shown without both.
#[derive(Clone, Debug)]
pub struct InSource<'r> {
    report: &'r Report,
    text: &'r str,
    /// For each violation.
    found: Vec<Found>,
}

/// Where a value stands.
#[derive(Clone, Debug, Default)]
struct Found {
    span: Range<usize>,
    line: usize,
    column: usize,
}

impl<'r> InSource<'r> {
    // One walk finds all values and one pass their lines and columns, however many violations there are.
    pub(super) fn new(report: &'r Report, source: &'r [u8]) -> Self {
        let text = std::str::from_utf8(source).unwrap_or_default();
        let mut by_pointer: Vec<(&[u8], usize)> = report
            .into_iter()
            .map(|violation| violation.instance_location().as_bytes())
            .zip(0..)
            .collect();
        sort_texts(&mut by_pointer);
        let mut found: Vec<Found> = by_pointer.iter().map(|_| Found::default()).collect();
        walk(text, Limits::new(), &mut |pointer, span| {
            let pointer = pointer.as_bytes();
            let first = by_pointer.partition_point(|(other, _)| *other < pointer);
            let same = by_pointer.iter().skip(first);
            for (_, index) in same.take_while(|(other, _)| *other == pointer) {
                if let Some(found) = found.get_mut(*index) {
                    found.span = span.clone();
                }
            }
        });
        let starts = found.iter().map(|found| found.span.start as u64);
        let mut in_order: Vec<(u64, usize)> = starts.zip(0..).collect();
        sort_numbers(&mut in_order);
        let (mut line, mut column, mut at) = (1, 1, 0);
        for (_, index) in in_order {
            let Some(found) = found.get_mut(index) else {
                continue;
            };
            for character in text.get(at..found.span.start).unwrap_or_default().chars() {
                (line, column) = match character {
                    '\n' => (line + 1, 1),
                    _ => (line, column + 1),
                };
            }
            at = found.span.start;
            (found.line, found.column) = (line, column);
        }
        InSource {
            report,
            text,
            found,
        }
    }
}

impl fmt::Display for InSource<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, violation) in self.report.into_iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            match self
                .found
                .get(index)
                .and_then(|found| Some((found, self.text.get(found.span.clone())?)))
            {
                None | Some((_, "")) => violation.fmt(f)?,
                Some((found, value)) => {
                    write!(f, "{}:{}: {violation}: ", found.line, found.column)?;
                    excerpt(f, value)?;
                }
            }
        }
        Ok(())
    }
}

/// The start of a value on one line.
fn excerpt(f: &mut fmt::Formatter<'_>, value: &str) -> fmt::Result {
    for (count, character) in value.chars().enumerate() {
        if count == EXCERPT {
            return f.write_str("…");
        }
        match character {
            '"' | '\'' | '\\' => write!(f, "{character}")?,
            _ => write!(f, "{}", character.escape_debug())?,
        }
    }
    Ok(())
}

/// The JSON Pointer of the innermost value that holds the byte at `offset`; a byte between values counts to what is
/// around it.
pub(crate) fn pointer_at(text: &str, limits: Limits, offset: usize) -> String {
    let mut found = None;
    walk(text, limits, &mut |pointer, span| {
        // Inner values come first.
        if found.is_none() && span.contains(&offset) {
            found = Some(pointer.to_owned());
        }
    });
    found.unwrap_or_default()
}

type Visit<'v> = &'v mut dyn FnMut(&str, Range<usize>);

/// Shows every value of a text with its pointer and span, what is inside a value before the value. Stops where the text
/// stops being JSON or exceeds the limits.
fn walk(text: &str, limits: Limits, visit: Visit<'_>) {
    let mut reader = Reader::new(text, limits);
    let _ = walk_value(&mut reader, &mut String::new(), visit);
}

fn walk_value(reader: &mut Reader<'_>, pointer: &mut String, visit: Visit<'_>) -> Read<()> {
    static NO_NAMES: Names<(), 0> = Names::new(&[]);
    let kind = reader.peek()?;
    let start = reader.offset();
    let length = pointer.len();
    match kind {
        JsonType::Array => {
            let mut elements = reader.begin_array()?;
            let mut index = 0;
            while reader.next_element(&mut elements)? {
                push_index(pointer, index);
                walk_value(reader, pointer, visit)?;
                pointer.truncate(length);
                index += 1;
            }
        }
        JsonType::Object => {
            let mut members = reader.begin_object(&NO_NAMES)?;
            while let Some(member) = reader.next_member(&mut members)? {
                if let Member::Other(name) = member {
                    push_token(pointer, &name);
                    walk_value(reader, pointer, visit)?;
                    pointer.truncate(length);
                }
            }
        }
        JsonType::Null | JsonType::Boolean | JsonType::Number | JsonType::String => {
            reader.skip_value()?
        }
    }
    visit(pointer, start..reader.offset());
    Ok(())
}
