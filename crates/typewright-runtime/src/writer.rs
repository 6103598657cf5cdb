//! Writing JSON text without white space.

use crate::date_time::DateTime;
use crate::lexer::{is_plain, next_special};
use crate::map::Map;
use crate::number::Number;
use crate::raw::Raw;
use crate::text::Text;

/// Writes one JSON document, token by token, without white space.
///
/// Calls must nest as JSON does; commas come by themselves. Strings are escaped only where RFC 8259 section 7 demands it.
#[derive(Clone, Debug, Default)]
pub struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    /// A writer of an empty text.
    #[must_use]
    pub const fn new() -> Self {
        Writer { bytes: Vec::new() }
    }

    /// A writer with room for that many bytes.
    #[must_use]
    pub fn with_capacity(capacity: usize) -> Self {
        Writer {
            bytes: Vec::with_capacity(capacity),
        }
    }

    /// What was written; it is UTF-8.
    #[must_use]
    pub fn into_vec(self) -> Vec<u8> {
        self.bytes
    }

    /// Opens an object.
    #[inline]
    pub fn begin_object(&mut self) {
        self.bytes.push(b'{');
    }

    /// A member name of the open object; its value must follow.
    #[inline]
    pub fn name(&mut self, name: &str) {
        // Directly behind the brace stands the first member: no value ends in an opening brace.
        if self.bytes.last() != Some(&b'{') {
            self.bytes.push(b',');
        }
        self.string(name);
        self.bytes.push(b':');
    }

    /// Closes the open object.
    #[inline]
    pub fn end_object(&mut self) {
        self.bytes.push(b'}');
    }

    /// Opens an array.
    #[inline]
    pub fn begin_array(&mut self) {
        self.bytes.push(b'[');
    }

    /// An element of the open array must follow.
    #[inline]
    pub fn element(&mut self) {
        if self.bytes.last() != Some(&b'[') {
            self.bytes.push(b',');
        }
    }

    /// Closes the open array.
    #[inline]
    pub fn end_array(&mut self) {
        self.bytes.push(b']');
    }

    /// What is the same for every value of a type: punctuation, names and constants. With what is written around it, it must
    /// be JSON.
    #[inline]
    pub fn literal(&mut self, json: &'static str) {
        self.bytes.extend_from_slice(json.as_bytes());
    }

    /// A string.
    #[inline]
    pub fn string(&mut self, text: &str) {
        self.string_bytes(text.as_bytes());
    }

    /// A string.
    #[inline]
    pub fn text(&mut self, text: &Text) {
        self.string_bytes(text.as_bytes());
    }

    /// A string whose bytes are UTF-8.
    fn string_bytes(&mut self, bytes: &[u8]) {
        if is_plain(bytes) {
            self.plain_string(bytes);
        } else {
            self.special_string(bytes);
        }
    }

    /// A string in which nothing must be escaped.
    #[inline]
    fn plain_string(&mut self, bytes: &[u8]) {
        self.bytes.reserve(bytes.len() + 2);
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(bytes);
        self.bytes.push(b'"');
    }

    #[cold]
    fn special_string(&mut self, bytes: &[u8]) {
        self.bytes.push(b'"');
        let mut start = 0;
        loop {
            let special = next_special(bytes, start);
            self.bytes
                .extend_from_slice(bytes.get(start..special).unwrap_or_default());
            match bytes.get(special) {
                Some(&byte) => self.escaped(byte),
                None => break,
            }
            start = special + 1;
        }
        self.bytes.push(b'"');
    }

    #[cold]
    fn escaped(&mut self, byte: u8) {
        const HEXADECIMAL: &[u8; 16] = b"0123456789abcdef";
        let short = match byte {
            b'"' | b'\\' => byte,
            0x08 => b'b',
            0x0C => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            _ => {
                let low = HEXADECIMAL[usize::from(byte & 0xF)];
                let high = HEXADECIMAL[usize::from(byte >> 4)];
                self.bytes
                    .extend_from_slice(&[b'\\', b'u', b'0', b'0', high, low]);
                return;
            }
        };
        self.bytes.extend_from_slice(&[b'\\', short]);
    }

    /// `true` or `false`.
    #[inline]
    pub fn boolean(&mut self, boolean: bool) {
        self.json(if boolean { "true" } else { "false" });
    }

    /// `null`.
    #[inline]
    pub fn null(&mut self) {
        self.json("null");
    }

    /// A number as it is spelled.
    #[inline]
    pub fn number(&mut self, number: &Number) {
        self.number_text(number.as_str());
    }

    #[inline]
    pub(crate) fn number_text(&mut self, text: &str) {
        self.bytes.extend_from_slice(text.as_bytes());
    }

    /// An integer.
    pub fn u64(&mut self, integer: u64) {
        // The longest has 20 digits.
        let mut digits = [0; 20];
        let mut start = digits.len();
        let mut rest = integer;
        for digit in digits.iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
            start -= 1;
            if rest == 0 {
                break;
            }
        }
        self.bytes
            .extend_from_slice(digits.get(start..).unwrap_or_default());
    }

    /// An integer.
    pub fn i64(&mut self, integer: i64) {
        if integer < 0 {
            self.bytes.push(b'-');
        }
        self.u64(integer.unsigned_abs());
    }

    /// A date-time as it is spelled.
    #[inline]
    pub fn date_time(&mut self, date_time: &DateTime) {
        self.plain_string(date_time.as_bytes());
    }

    /// A value as it is spelled.
    #[inline]
    pub fn raw(&mut self, raw: &Raw) {
        self.bytes.extend_from_slice(raw.as_str().as_bytes());
    }

    /// A constant of the schema, given as its JSON text, which must be one JSON value without white space around it.
    #[inline]
    pub fn json(&mut self, json: &'static str) {
        self.bytes.extend_from_slice(json.as_bytes());
    }

    /// An array of what the function writes for each element.
    pub fn array<T>(&mut self, elements: &[T], mut write: impl FnMut(&T, &mut Writer)) {
        self.begin_array();
        for element in elements {
            self.element();
            write(element, self);
        }
        self.end_array();
    }

    /// An object of what the function writes for each value.
    pub fn map<T>(&mut self, map: &Map<T>, mut write: impl FnMut(&T, &mut Writer)) {
        self.begin_object();
        self.members(map, &mut write);
        self.end_object();
    }

    /// Members of the open object, with what the function writes for each value.
    pub fn members<T>(&mut self, map: &Map<T>, mut write: impl FnMut(&T, &mut Writer)) {
        for (name, value) in map {
            self.name(name);
            write(value, self);
        }
    }

    /// `null` or what the function writes.
    pub fn nullable<T>(&mut self, value: &Option<T>, write: impl FnOnce(&T, &mut Writer)) {
        match value {
            Some(value) => write(value, self),
            None => self.null(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Writer)) -> String {
        let mut writer = Writer::new();
        write(&mut writer);
        String::from_utf8(writer.into_vec()).unwrap()
    }

    #[test]
    fn only_what_must_be_escaped_is() {
        let text = "\"\\/\u{8}\u{c}\n\r\t\0\u{1f}\u{7f}é😀\u{2028}";
        assert_eq!(
            written(|writer| writer.string(text)),
            "\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001f\u{7f}é😀\u{2028}\""
        );
    }

    #[test]
    fn integers_are_written_to_their_last_digit() {
        for integer in [0, 9, 10, 1_234_567_890, u64::MAX] {
            assert_eq!(written(|writer| writer.u64(integer)), integer.to_string());
        }
        for integer in [i64::MIN, -10, -1, 0, i64::MAX] {
            assert_eq!(written(|writer| writer.i64(integer)), integer.to_string());
        }
    }

    #[test]
    fn commas_stand_between_and_nowhere_else() {
        let text = written(|writer| {
            writer.begin_object();
            writer.name("{");
            writer.string("[");
            writer.name("[");
            writer.begin_array();
            writer.element();
            writer.string("{");
            writer.element();
            writer.array::<u64>(&[], |_, _| unreachable!());
            writer.element();
            writer.map(&Map::from([("a", 1), ("b", 2)]), |value, writer| {
                writer.u64(*value)
            });
            writer.end_array();
            writer.name("c");
            writer.nullable(&None::<bool>, |value, writer| writer.boolean(*value));
            writer.name("d");
            writer.nullable(&Some(-5), |value, writer| writer.i64(*value));
            writer.end_object();
        });
        assert_eq!(
            text,
            r#"{"{":"[","[":["{",[],{"a":1,"b":2}],"c":null,"d":-5}"#
        );
    }
}
