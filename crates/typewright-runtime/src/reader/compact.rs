//! JSON text as most senders write it: no white space between tokens, and members in the order in which their schema names them, but for
//! a few others behind those.
//!
//! Only a shortcut: `None` says nothing, and then [`Reader`] decides. What is left of the text is handed on by value, so that it stays in
//! registers, and no named member is remembered, because each can come in its one place only.

use super::names::Table;
use super::{Names, Reader, Token};
use crate::date_time::{is_date_time, utc_date_time_length};
use crate::json::JsonType;
use crate::lexer;
use crate::limits::Limits;
use crate::number::Number;

/// Names of one object that are compared with each other.
const MOST_NAMES: usize = 8;

/// Arrays and objects that are open at once in a value of which nothing is known.
const MOST_OPEN_WITHIN: usize = 8;

/// What is left of the text. Each method gives what is left behind what it is about, or `None` if that does not stand here.
#[derive(Clone, Copy, Debug)]
pub struct Compact<'a>(&'a str);

impl<'a> Reader<'a> {
    /// Reads over the object that comes next, if the function finds it compact and valid; tells whether it did.
    #[inline]
    pub fn skip_compact(
        &mut self,
        accept: impl FnOnce(Compact<'a>) -> Option<Compact<'a>>,
    ) -> bool {
        let json = self.text.get(self.at..).unwrap_or_default();
        // Most text that is not compact has white space here.
        let may_be =
            json.starts_with("{\"") && self.depth_left >= Compact::MOST_OPEN + MOST_OPEN_WITHIN;
        match may_be.then(|| accept(Compact(json))).flatten() {
            Some(Compact(rest)) => {
                self.at = self.text.len() - rest.len();
                true
            }
            None => false,
        }
    }
}

impl<'a> Compact<'a> {
    /// Arrays and objects that a function over compact text may go into, one within the other: it does not count them.
    pub const MOST_OPEN: usize = 16;

    /// The same place, if a rule holds.
    #[inline(always)]
    #[must_use]
    pub fn require(self, holds: bool) -> Option<Self> {
        holds.then_some(self)
    }

    /// The same place, together with a value.
    #[inline(always)]
    #[must_use]
    pub fn with<T>(self, value: T) -> Option<(T, Self)> {
        Some((value, self))
    }

    /// JSON text that is spelled like this.
    #[inline(always)]
    fn literal(self, json: &str) -> Option<Self> {
        self.0.strip_prefix(json).map(Compact)
    }

    /// The type of the value that stands here.
    #[inline]
    #[must_use]
    pub fn peek(self) -> Option<JsonType> {
        Some(match self.0.as_bytes().first()? {
            b'"' => JsonType::String,
            b'{' => JsonType::Object,
            b'[' => JsonType::Array,
            b'-' | b'0'..=b'9' => JsonType::Number,
            b't' | b'f' => JsonType::Boolean,
            b'n' => JsonType::Null,
            _ => return None,
        })
    }

    /// Any value that is not nested too deeply.
    #[inline]
    #[must_use]
    pub fn value(self) -> Option<Self> {
        match self.peek()? {
            JsonType::String => self.string(),
            JsonType::Number => self.number(),
            JsonType::Boolean => self.boolean(),
            JsonType::Null => self.null(),
            JsonType::Array | JsonType::Object => self.nested_value(),
        }
    }

    /// White space and the order of members mean nothing here.
    fn nested_value(self) -> Option<Self> {
        let limits = Limits::new().with_max_depth(MOST_OPEN_WITHIN);
        let mut reader = Reader::new(self.0, limits);
        reader.skip_value().ok()?;
        self.0.get(reader.offset()..).map(Compact)
    }

    /// `null`.
    #[inline(always)]
    #[must_use]
    pub fn null(self) -> Option<Self> {
        self.literal("null")
    }

    /// `true` or `false`.
    #[inline]
    #[must_use]
    pub fn boolean(self) -> Option<Self> {
        self.literal("true").or_else(|| self.literal("false"))
    }

    /// `null`, or what the function accepts.
    #[inline(always)]
    #[must_use]
    pub fn nullable(self, accept: impl FnOnce(Self) -> Option<Self>) -> Option<Self> {
        match self.null() {
            Some(rest) => Some(rest),
            None => accept(self),
        }
    }

    /// A string.
    #[inline(always)]
    #[must_use]
    pub fn string(self) -> Option<Self> {
        let opened = self.0.strip_prefix('"')?;
        match lexer::plain_string_end(opened.as_bytes()) {
            Some(quote) => opened.get(quote + 1..).map(Compact),
            None => Compact(opened).escaped_string(),
        }
    }

    /// The same, behind its opening quote.
    #[cold]
    fn escaped_string(self) -> Option<Self> {
        let end = lexer::string_end(self.0.as_bytes(), 0).ok()?;
        self.0.get(end.quote + 1..).map(Compact)
    }

    /// A string that passes the test, with nothing escaped.
    #[inline(always)]
    #[must_use]
    pub fn string_where(self, test: impl FnOnce(&str) -> bool) -> Option<Self> {
        let (text, rest) = self.plain_string()?;
        rest.require(test(text))
    }

    #[inline(always)]
    fn plain_string(self) -> Option<(&'a str, Self)> {
        let opened = self.0.strip_prefix('"')?;
        let quote = lexer::plain_string_end(opened.as_bytes())?;
        Some((opened.get(..quote)?, Compact(opened.get(quote + 1..)?)))
    }

    /// A string that the function accepts, to be compared.
    #[inline(always)]
    #[must_use]
    pub fn token(self, accept: impl FnOnce(Self) -> Option<Self>) -> Option<(Token<'a>, Self)> {
        let rest = accept(self)?;
        let length = self.0.len() - rest.0.len();
        Some((Token::new(self.0.get(..length)?), rest))
    }

    /// A date-time (RFC 3339 section 5.6), with nothing escaped.
    #[inline(always)]
    #[must_use]
    pub fn date_time(self) -> Option<Self> {
        self.date_time_where(|_| true)
    }

    /// The same, if its text passes the test.
    #[inline(always)]
    #[must_use]
    pub fn date_time_where(self, test: impl FnOnce(&str) -> bool) -> Option<Self> {
        let (text, rest) = match self.utc_date_time() {
            Some(found) => found,
            None => self.other_date_time()?,
        };
        rest.require(test(text))
    }

    #[inline(always)]
    fn utc_date_time(self) -> Option<(&'a str, Self)> {
        let opened = self.0.strip_prefix('"')?;
        let length = utc_date_time_length(opened.as_bytes())?;
        let (text, rest) = opened.split_at_checked(length)?;
        Some((text, Compact(rest.strip_prefix('"')?)))
    }

    #[cold]
    fn other_date_time(self) -> Option<(&'a str, Self)> {
        self.plain_string().filter(|(text, _)| is_date_time(text))
    }

    /// Any number.
    #[inline]
    #[must_use]
    pub fn number(self) -> Option<Self> {
        self.number_token().map(|(_, rest)| rest)
    }

    /// A number that passes the test.
    #[inline]
    #[must_use]
    pub fn number_where(self, test: impl FnOnce(&Number) -> bool) -> Option<Self> {
        let (token, rest) = self.number_token()?;
        rest.require(test(&Number::from_checked(token)))
    }

    #[inline]
    fn number_token(self) -> Option<(&'a str, Self)> {
        let end = lexer::number_end(self.0.as_bytes(), 0).ok()?;
        let (token, rest) = self.0.split_at_checked(end)?;
        Some((token, Compact(rest)))
    }

    /// An integer of at most 18 digits, without fraction and exponent.
    #[inline]
    #[must_use]
    pub fn i64(self) -> Option<Self> {
        self.i64_where(|_| true)
    }

    /// The same, if it passes the test.
    #[inline]
    #[must_use]
    pub fn i64_where(self, test: impl FnOnce(i64) -> bool) -> Option<Self> {
        let (value, end) = lexer::plain_integer(self.0.as_bytes(), 0)?;
        let rest = Compact(self.0.get(end..)?);
        rest.require(test(value))
    }

    /// An integer of at most 18 digits, without sign, fraction and exponent.
    #[inline]
    #[must_use]
    pub fn u64(self) -> Option<Self> {
        self.u64_where(|_| true)
    }

    /// The same, if it passes the test.
    #[inline]
    #[must_use]
    pub fn u64_where(self, test: impl FnOnce(u64) -> bool) -> Option<Self> {
        self.i64_where(|value| u64::try_from(value).is_ok_and(test))
    }

    /// An array of what the function accepts.
    #[inline]
    #[must_use]
    pub fn array(self, accept: impl Fn(Self) -> Option<Self>) -> Option<Self> {
        self.array_where(accept, |_| true)
    }

    /// The same, if its length passes the test.
    #[inline]
    #[must_use]
    pub fn array_where(
        self,
        accept: impl Fn(Self) -> Option<Self>,
        test: impl FnOnce(usize) -> bool,
    ) -> Option<Self> {
        let mut rest = self.literal("[")?;
        if let Some(end) = rest.literal("]") {
            return end.require(test(0));
        }
        let mut length = 0;
        loop {
            rest = accept(rest)?;
            length += 1;
            match rest.literal(",") {
                Some(next) => rest = next,
                None => return rest.literal("]")?.require(test(length)),
            }
        }
    }

    /// An object with few members, of what the function accepts for each, whatever its name.
    #[inline]
    #[must_use]
    pub fn map(self, accept: impl Fn(Self) -> Option<Self>) -> Option<Self> {
        self.map_named(|_| true, accept)
    }

    /// The same, if the names pass the test.
    #[inline]
    #[must_use]
    pub fn map_named(
        self,
        test: impl Fn(&str) -> bool,
        accept: impl Fn(Self) -> Option<Self>,
    ) -> Option<Self> {
        let mut rest = self.literal("{")?;
        if let Some(end) = rest.literal("}") {
            return Some(end);
        }
        let mut names = [""; MOST_NAMES];
        for count in 0..MOST_NAMES {
            let value = rest.new_name(&mut names, count, &test)?;
            rest = accept(value)?;
            match rest.literal(",") {
                Some(next) => rest = next,
                None => return rest.literal("}"),
            }
        }
        None
    }

    /// A name that is none of so many, and its colon.
    #[inline]
    fn new_name(
        self,
        names: &mut [&'a str; MOST_NAMES],
        count: usize,
        test: impl Fn(&str) -> bool,
    ) -> Option<Self> {
        let (name, rest) = self.plain_string()?;
        let (before, place) = names.split_at_mut_checked(count)?;
        if before.contains(&name) || !test(name) {
            return None;
        }
        *place.first_mut()? = name;
        rest.literal(":")
    }

    /// The members of an object.
    #[inline(always)]
    #[must_use]
    pub fn members(self) -> CompactMembers<'a> {
        CompactMembers {
            rest: self,
            is_first: true,
        }
    }
}

/// What is left of the text, within an object.
///
/// Names are given as they stand in JSON text behind another member: with a comma, quotes and a colon, so that all of it is compared as
/// one.
#[derive(Clone, Copy, Debug)]
pub struct CompactMembers<'a> {
    rest: Compact<'a>,
    /// Whether no member has come yet, nor the bracket that opens the object.
    is_first: bool,
}

impl<'a> CompactMembers<'a> {
    /// What is left behind the name.
    #[inline(always)]
    fn behind(self, name: &str) -> Option<Compact<'a>> {
        if self.is_first {
            self.rest.literal("{")?.literal(name.strip_prefix(',')?)
        } else {
            self.rest.literal(name)
        }
    }

    #[inline(always)]
    fn next(rest: Compact<'a>) -> Self {
        CompactMembers {
            rest,
            is_first: false,
        }
    }

    /// A member that must be there, and a function for its value.
    #[inline(always)]
    #[must_use]
    pub fn required(
        self,
        name: &str,
        accept: impl FnOnce(Compact<'a>) -> Option<Compact<'a>>,
    ) -> Option<Self> {
        accept(self.behind(name)?).map(Self::next)
    }

    /// The same, of which the function gives something.
    #[inline(always)]
    #[must_use]
    pub fn required_giving<T>(
        self,
        name: &str,
        accept: impl FnOnce(Compact<'a>) -> Option<(T, Compact<'a>)>,
    ) -> Option<(T, Self)> {
        let (given, rest) = accept(self.behind(name)?)?;
        Some((given, Self::next(rest)))
    }

    /// A member that must be there with one value, given with its name.
    #[inline(always)]
    #[must_use]
    pub fn constant(self, member: &str) -> Option<Self> {
        self.behind(member).map(Self::next)
    }

    /// A member that may be there, and a function for its value.
    #[inline(always)]
    #[must_use]
    pub fn optional(
        self,
        name: &str,
        accept: impl FnOnce(Compact<'a>) -> Option<Compact<'a>>,
    ) -> Option<Self> {
        match self.behind(name) {
            Some(value) => accept(value).map(Self::next),
            None => Some(self),
        }
    }

    /// The end of the object.
    #[inline(always)]
    #[must_use]
    pub fn end(self) -> Option<Compact<'a>> {
        self.rest.literal(if self.is_first { "{}" } else { "}" })
    }

    /// The end of the object, behind a few members that its schema does not name.
    #[inline(always)]
    #[must_use]
    pub fn end_behind_others<M, const N: usize>(
        self,
        names: &'static Names<M, N>,
    ) -> Option<Compact<'a>> {
        match self.end() {
            Some(end) => Some(end),
            None => self.others(names.table()),
        }
    }

    #[cold]
    fn others(self, named: &'static Table) -> Option<Compact<'a>> {
        let mut rest = self.rest.literal(if self.is_first { "{" } else { "," })?;
        let mut names = [""; MOST_NAMES];
        for count in 0..MOST_NAMES {
            let is_other = |name: &str| named.find(name, 0, b"").is_none();
            rest = rest.new_name(&mut names, count, is_other)?.value()?;
            match rest.literal(",") {
                Some(next) => rest = next,
                None => return rest.literal("}"),
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
