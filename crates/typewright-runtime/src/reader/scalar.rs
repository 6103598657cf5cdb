//! Strings, numbers and literals.

use std::borrow::Cow;

use super::{Read, Reader};
use crate::date_time::{is_date_time, utc_date_time_length, DateTime};
use crate::decimal;
use crate::json::{json_eq, Node};
use crate::lexer::{self, literal_end};
use crate::limits::Limits;
use crate::number::Number;
use crate::text::Text;

impl<'a> Reader<'a> {
    /// A string: what stands between its quotes, and whether anything there is escaped.
    #[inline(always)]
    pub(super) fn string_token(&mut self) -> Read<(&'a str, bool)> {
        if self.next_byte() != Some(b'"') {
            return self.reject();
        }
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let stop = lexer::next_special(bytes, start);
        if bytes.get(stop) != Some(&b'"') {
            return self.escaped_string_token(start, stop);
        }
        self.at = stop + 1;
        // Both ends stand beside a quote, so this is a slice of whole characters.
        Ok((self.text.get(start..stop).unwrap_or_default(), false))
    }

    /// The string from `start` on, in which no plain character stands at `stop`.
    #[cold]
    fn escaped_string_token(&mut self, start: usize, stop: usize) -> Read<(&'a str, bool)> {
        let end = lexer::escaped_string_end(self.text.as_bytes(), stop);
        let quote = self.lexed(end)?.quote;
        self.at = quote + 1;
        Ok((self.text.get(start..quote).unwrap_or_default(), true))
    }

    /// A string, unescaped; borrowed if nothing in it was escaped.
    ///
    /// # Errors
    /// No string follows.
    #[inline]
    pub fn string(&mut self) -> Read<Cow<'a, str>> {
        let (token, escaped) = self.string_token()?;
        Ok(if escaped {
            Cow::Owned(lexer::decode(token))
        } else {
            Cow::Borrowed(token)
        })
    }

    /// A string, unescaped.
    ///
    /// # Errors
    /// No string follows.
    #[inline]
    pub fn owned_string(&mut self) -> Read<String> {
        self.string().map(Cow::into_owned)
    }

    /// A string, unescaped, as [`Text`].
    ///
    /// # Errors
    /// No string follows.
    #[inline]
    pub fn text(&mut self) -> Read<Text> {
        let text = self.string()?;
        Ok(self.short_text(text))
    }

    /// A date-time.
    ///
    /// # Errors
    /// No string follows, or it is not an RFC 3339 date-time.
    #[inline]
    pub fn date_time(&mut self) -> Read<DateTime> {
        let text = self.date_time_text()?;
        Ok(DateTime::from_checked(self.short_text(text)))
    }

    /// The string that was read last.
    #[inline]
    pub(super) fn short_text(&self, text: Cow<'a, str>) -> Text {
        match text {
            // Before its closing quote.
            Cow::Borrowed(text) => Text::within(self.text, self.at - 1 - text.len(), text),
            Cow::Owned(text) => Text::from(text),
        }
    }

    /// The text of a date-time.
    #[inline]
    pub(super) fn date_time_text(&mut self) -> Read<Cow<'a, str>> {
        if let Some(text) = self.utc_date_time_text() {
            return Ok(Cow::Borrowed(text));
        }
        let text = self.string()?;
        self.require(is_date_time(&text))?;
        Ok(text)
    }

    /// The text of a date-time in one of the usual spellings. It ends where it must, so nothing looks for its end.
    #[inline]
    fn utc_date_time_text(&mut self) -> Option<&'a str> {
        if self.next_byte() != Some(b'"') {
            return None;
        }
        let start = self.at + 1;
        let bytes = self.text.as_bytes();
        let end = start + utc_date_time_length(bytes.get(start..)?)?;
        if bytes.get(end) != Some(&b'"') {
            return None;
        }
        self.at = end + 1;
        self.text.get(start..end)
    }

    /// `true` or `false`.
    ///
    /// # Errors
    /// Neither follows.
    #[inline]
    pub fn boolean(&mut self) -> Read<bool> {
        if self.next_byte() == Some(b't') {
            self.literal("true").map(|()| true)
        } else {
            self.literal("false").map(|()| false)
        }
    }

    /// `null`.
    ///
    /// # Errors
    /// It does not follow.
    #[inline]
    pub fn null(&mut self) -> Read<()> {
        self.next_byte();
        self.literal("null")
    }

    #[inline]
    pub(super) fn literal(&mut self, literal: &str) -> Read<()> {
        let end = literal_end(self.text.as_bytes(), self.at, literal);
        self.at = self.lexed(end)?;
        Ok(())
    }

    /// The text of a number.
    #[inline]
    pub(super) fn number_token(&mut self) -> Read<&'a str> {
        self.next_byte();
        let start = self.at;
        let end = lexer::number_end(self.text.as_bytes(), start);
        self.at = self.lexed(end)?;
        Ok(self.slice_from(start))
    }

    /// Any number.
    ///
    /// # Errors
    /// No number follows.
    #[inline]
    pub fn number(&mut self) -> Read<Number> {
        self.number_token().map(Number::from_checked)
    }

    /// A number without a fractional part, by value: `1.0` is one.
    ///
    /// # Errors
    /// No such number follows.
    #[inline]
    pub fn integer(&mut self) -> Read<Number> {
        let token = self.integer_token()?;
        Ok(Number::from_checked(token))
    }

    #[inline]
    fn integer_token(&mut self) -> Read<&'a str> {
        let token = self.number_token()?;
        if !decimal::is_integer(token) {
            return self.fail_at(self.at - token.len());
        }
        Ok(token)
    }

    /// The integer that comes next, if it is a plain one, and where it ends.
    #[inline]
    fn plain_integer(&mut self) -> Option<(i64, usize)> {
        self.next_byte();
        lexer::plain_integer(self.text.as_bytes(), self.at)
    }

    /// An integer by value that a `u64` holds: `1.0` gives 1.
    ///
    /// # Errors
    /// No integer follows, or it is out of range, which makes the failure an unrepresentable one.
    #[inline]
    pub fn u64(&mut self) -> Read<u64> {
        if let Some((value, end)) = self.plain_integer() {
            if let Ok(value) = u64::try_from(value) {
                self.at = end;
                return Ok(value);
            }
        }
        let token = self.integer_token()?;
        match decimal::to_i128(token).map(u64::try_from) {
            Some(Ok(value)) => Ok(value),
            _ => self.unrepresentable_at(self.at - token.len()),
        }
    }

    /// An integer by value that an `i64` holds: `1.0` gives 1.
    ///
    /// # Errors
    /// No integer follows, or it is out of range, which makes the failure an unrepresentable one.
    #[inline]
    pub fn i64(&mut self) -> Read<i64> {
        if let Some((value, end)) = self.plain_integer() {
            self.at = end;
            return Ok(value);
        }
        let token = self.integer_token()?;
        match decimal::to_i128(token).map(i64::try_from) {
            Some(Ok(value)) => Ok(value),
            _ => self.unrepresentable_at(self.at - token.len()),
        }
    }

    /// A string that must be this one.
    ///
    /// # Errors
    /// Another value follows.
    #[inline]
    pub fn constant_string(&mut self, expected: &str) -> Read<()> {
        if self.next_byte() == Some(b'"') {
            let start = self.at + 1;
            let rest = self.text.as_bytes().get(start..).unwrap_or_default();
            // A constant that must be escaped does not stand like this in any text.
            if rest.get(expected.len()) == Some(&b'"') && rest.starts_with(expected.as_bytes()) {
                let is_plain = !expected
                    .bytes()
                    .any(|byte| byte < b' ' || byte == b'"' || byte == b'\\');
                if is_plain {
                    self.at = start + expected.len() + 1;
                    return Ok(());
                }
            }
        }
        let text = self.string()?;
        self.require(text == expected)
    }

    /// A value that must equal the one whose JSON text is given: numbers by value, objects without order.
    ///
    /// # Errors
    /// Another value follows.
    pub fn constant(&mut self, expected_json: &str) -> Read<()> {
        self.next_byte();
        let start = self.at;
        self.skip_value()?;
        let found = self.slice_from(start);
        let holds = found == expected_json || {
            // Both are JSON: the one was read just now, the other comes from a schema.
            let limits = Limits::new().with_max_depth(usize::MAX);
            matches!(
                (Node::parse(found, limits), Node::parse(expected_json, limits)),
                (Ok(found), Ok(expected)) if json_eq(&found, &expected)
            )
        };
        self.require(holds)
    }
}
