//! Deciding without keeping: each method reads over what the method without `skip_` gives.

use std::borrow::Cow;

use super::{Read, Reader};
use crate::lexer;

/// The members of an object that its schema does not name, while it is read over: they are only looked at for being unique.
#[derive(Debug)]
pub struct Others {
    /// How many names of the objects around it were seen before.
    outer: usize,
}

impl Others {
    /// Reads over the value of the unnamed member `name`; [`finish`](Others::finish) must follow the last one.
    ///
    /// # Errors
    /// What follows is not a JSON value.
    #[cold]
    pub fn skip<'a>(&mut self, name: Cow<'a, str>, reader: &mut Reader<'a>) -> Read<()> {
        self.skip_as(name, reader, Reader::skip_value)
    }

    /// The same, by a function that reads over the value.
    ///
    /// # Errors
    /// As the given function.
    #[inline]
    pub fn skip_as<'a>(
        &mut self,
        name: Cow<'a, str>,
        reader: &mut Reader<'a>,
        accept: impl FnOnce(&mut Reader<'a>) -> Read<()>,
    ) -> Read<()> {
        let offset = reader.at;
        accept(reader)?;
        reader.see(name, offset);
        Ok(())
    }

    /// The same, if the name passes the test.
    ///
    /// # Errors
    /// The test fails, or as the given function.
    #[inline]
    pub fn skip_where<'a>(
        &mut self,
        name: Cow<'a, str>,
        reader: &mut Reader<'a>,
        test: impl FnOnce(&str) -> bool,
        accept: impl FnOnce(&mut Reader<'a>) -> Read<()>,
    ) -> Read<()> {
        reader.require(test(&name))?;
        self.skip_as(name, reader, accept)
    }

    /// Whether a member of that name was among them.
    #[must_use]
    pub fn contain(&self, reader: &Reader<'_>, name: &str) -> bool {
        let seen = reader.seen.get(self.outer..).unwrap_or_default();
        seen.iter().any(|member| member.is_named(name))
    }

    /// Ends the unnamed members.
    ///
    /// # Errors
    /// Two of them have the same name.
    #[inline]
    pub fn finish(self, reader: &mut Reader<'_>) -> Read<()> {
        if reader.seen.len() == self.outer {
            return Ok(());
        }
        reader.forget_names(self.outer)
    }
}

/// A string as it stands in JSON text, with its quotes; equal to every other spelling of the same string.
#[derive(Clone, Copy, Debug)]
pub struct Token<'a>(&'a str);

impl PartialEq for Token<'_> {
    #[inline]
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0 || self.decoded() == other.decoded()
    }
}

impl Eq for Token<'_> {}

impl<'a> Token<'a> {
    /// What must be a string, with its quotes.
    #[inline]
    pub(super) fn new(token: &'a str) -> Self {
        Token(token)
    }

    #[cold]
    fn decoded(&self) -> String {
        lexer::decode(self.0)
    }
}

impl<'a> Reader<'a> {
    /// What the function reads over, which must be a string, to be compared.
    ///
    /// # Errors
    /// As the given function.
    #[inline]
    pub fn token(&mut self, accept: impl FnOnce(&mut Self) -> Read<()>) -> Read<Token<'a>> {
        self.next_byte();
        let start = self.at;
        accept(self)?;
        Ok(Token::new(self.slice_from(start)))
    }

    /// Begins to look out for members that a schema does not name.
    #[inline]
    #[must_use]
    pub fn others(&self) -> Others {
        Others {
            outer: self.seen.len(),
        }
    }

    /// A string.
    ///
    /// # Errors
    /// No string follows.
    #[inline]
    pub fn skip_string(&mut self) -> Read<()> {
        self.string_token().map(|_| ())
    }

    /// A string that passes the test.
    ///
    /// # Errors
    /// No string follows, or the test fails.
    #[inline]
    pub fn skip_string_where(&mut self, test: impl FnOnce(&str) -> bool) -> Read<()> {
        let text = self.string()?;
        self.require(test(&text))
    }

    /// A date-time.
    ///
    /// # Errors
    /// No string follows, or it is not an RFC 3339 date-time.
    #[inline]
    pub fn skip_date_time(&mut self) -> Read<()> {
        self.date_time_text().map(drop)
    }

    /// A date-time whose text passes the test.
    ///
    /// # Errors
    /// No date-time follows, or the test fails.
    #[inline]
    pub fn skip_date_time_where(&mut self, test: impl FnOnce(&str) -> bool) -> Read<()> {
        let text = self.date_time_text()?;
        self.require(test(&text))
    }

    /// Any number.
    ///
    /// # Errors
    /// No number follows.
    #[inline]
    pub fn skip_number(&mut self) -> Read<()> {
        self.number_token().map(|_| ())
    }

    /// An array of what the function reads over.
    ///
    /// # Errors
    /// No array follows, or as the given function.
    #[inline]
    pub fn skip_array(&mut self, accept: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.skip_array_where(accept, |_| true)
    }

    /// An array of what the function reads over, whose length passes the test.
    ///
    /// # Errors
    /// No array follows, as the given function, or the test fails.
    #[inline]
    pub fn skip_array_where(
        &mut self,
        mut accept: impl FnMut(&mut Self) -> Read<()>,
        test: impl FnOnce(usize) -> bool,
    ) -> Read<()> {
        let mut elements = self.begin_array()?;
        let mut length = 0;
        while self.next_element(&mut elements)? {
            accept(self)?;
            length += 1;
        }
        self.require(test(length))
    }

    /// An object of what the function reads over for each member, whatever its name.
    ///
    /// # Errors
    /// No object follows, two members have the same name, or as the given function.
    #[inline]
    pub fn skip_map(&mut self, mut accept: impl FnMut(&mut Self) -> Read<()>) -> Read<()> {
        self.each_member(|reader, _| accept(reader))
    }

    /// An object of what the function reads over for each member, whose names pass the test.
    ///
    /// # Errors
    /// No object follows, a name fails the test, two members have the same name, or as the given function.
    #[inline]
    pub fn skip_map_named(
        &mut self,
        test: impl Fn(&str) -> bool,
        mut accept: impl FnMut(&mut Self) -> Read<()>,
    ) -> Read<()> {
        self.each_member(|reader, name| {
            reader.require(test(name))?;
            accept(reader)
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::reader::{Member, Names};
    use crate::{Limits, Read, Reader};

    fn reader(text: &str) -> Reader<'_> {
        Reader::new(text, Limits::new())
    }

    #[test]
    fn what_is_read_over_must_be_right() {
        assert!(reader("\"a\\u0062\"")
            .skip_string_where(|text| text == "ab")
            .is_ok());
        assert!(reader("\"ab\"")
            .skip_string_where(|text| text == "a")
            .is_err());
        assert!(reader("1").skip_string().is_err());
        assert!(reader("\"2026-04-24T14:02:10Z\"").skip_date_time().is_ok());
        assert!(reader("\"2026-04-24T14:02:60Z\"").skip_date_time().is_err());
        let utc = |text: &str| text.ends_with('Z');
        assert!(reader("\"2026-04-24T14:02:10Z\"")
            .skip_date_time_where(utc)
            .is_ok());
        assert!(reader("\"2026-04-24T14:02:10+00:00\"")
            .skip_date_time_where(utc)
            .is_err());
        assert!(reader("\"Z\"").skip_date_time_where(utc).is_err());
        assert!(reader("1e400").skip_number().is_ok());
        assert!(reader("-").skip_number().is_err());
    }

    #[test]
    fn tokens_are_equal_when_their_strings_are() {
        let token = |text| reader(text).token(Reader::skip_string).unwrap();
        assert_eq!(token(" \"a\""), token("\"a\" "));
        assert_eq!(token(r#""a\u0062\"""#), token(r#""ab\u0022""#));
        assert_ne!(token(r#""a""#), token(r#""ab""#));
        assert_ne!(token(r#""\\u0061""#), token(r#""a""#));
        assert!(reader("1").token(Reader::skip_string).is_err());
    }

    #[test]
    fn elements_are_counted() {
        let two = |text| reader(text).skip_array_where(Reader::skip_number, |length| length == 2);
        assert!(two("[1,2]").is_ok());
        assert!(two("[1]").is_err() && two("[1,\"\"]").is_err() && two("[1,2").is_err());
        assert!(reader("[]").skip_array(Reader::skip_value).is_ok());
        assert!(reader("{}").skip_array(Reader::skip_value).is_err());
    }

    #[test]
    fn names_of_a_map_are_unique_and_pass_the_test() {
        let map = |text| reader(text).skip_map(Reader::skip_number);
        assert!(map("{}").is_ok() && map(r#"{"a":1,"b":2}"#).is_ok());
        assert!(map(r#"{"a":1,"\u0061":2}"#).is_err() && map(r#"{"a":true}"#).is_err());
        let named =
            |text| reader(text).skip_map_named(|name| name.starts_with('a'), Reader::skip_number);
        assert!(named(r#"{"a":1,"ab":2}"#).is_ok() && named(r#"{"a":1,"b":2}"#).is_err());
    }

    #[test]
    fn unnamed_members_are_unique_within_their_object() {
        static NAMES: Names<(), 1> = Names::new(&[("in", ())]);
        fn accept(reader: &mut Reader<'_>) -> Read<()> {
            let mut has_in = None;
            let mut others = reader.others();
            let mut members = reader.begin_object(&NAMES)?;
            while let Some(member) = reader.next_member(&mut members)? {
                match member {
                    Member::Named(()) => reader.once(&mut has_in, accept)?,
                    Member::Other(other) => others.skip(other, reader)?,
                }
            }
            others.finish(reader)
        }
        for (text, accepted) in [
            (r#"{"a":1,"in":{"a":1,"b":2},"b":[{"a":1}]}"#, true),
            (r#"{"a":1,"in":{"b":1,"b":2}}"#, false),
            (r#"{"a":1,"in":{"b":1},"\u0061":2}"#, false),
            (r#"{"a":1,"in":{},"in":{}}"#, false),
        ] {
            assert_eq!(accept(&mut reader(text)).is_ok(), accepted, "{text}");
        }
    }
}
