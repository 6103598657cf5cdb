//! A look at one member before it is known what to read an object as.

use std::borrow::Cow;

use super::{Member, Names, Read, Reader};
use crate::json::JsonType;
use crate::limits::Limits;

/// No names are expected: every member comes by its name.
#[derive(Clone, Copy)]
enum Nothing {}

static NO_NAMES: Names<Nothing, 0> = Names::new(&[]);

impl<'a> Reader<'a> {
    /// The string that the member of that name has in the object that comes next; `None` if there is no object, no such
    /// member, or no string in it. Nothing but white space is consumed.
    ///
    /// Of duplicates it sees the first: whoever reads the object refuses them.
    ///
    /// # Errors
    /// What comes before the member is no JSON.
    pub fn peek_member(&mut self, name: &str) -> Read<Option<Cow<'a, str>>> {
        self.look_at_string(name).map(|(found, _)| found)
    }

    /// The same, and where the look ended.
    pub(super) fn look_at_string(&mut self, name: &str) -> Read<(Option<Cow<'a, str>>, usize)> {
        self.look_at_member(name, |ahead| match ahead.peek()? {
            JsonType::String => ahead.string().map(Some),
            _ => Ok(None),
        })
    }

    /// The same for a number that is an integer: also one that is spelled with a fraction of zeros or with an exponent.
    ///
    /// # Errors
    /// What comes before the member is no JSON.
    pub fn peek_integer_member(&mut self, name: &str) -> Read<Option<i64>> {
        self.look_at_integer(name).map(|(found, _)| found)
    }

    /// The same, and where the look ended.
    pub(super) fn look_at_integer(&mut self, name: &str) -> Read<(Option<i64>, usize)> {
        self.look_at_member(name, |ahead| match ahead.peek()? {
            JsonType::Number => Ok(ahead.number()?.as_i64()),
            _ => Ok(None),
        })
    }

    fn look_at_member<T>(
        &mut self,
        name: &str,
        look: impl FnOnce(&mut Self) -> Read<Option<T>>,
    ) -> Read<(Option<T>, usize)> {
        if self.peek()? != JsonType::Object {
            return Ok((None, self.at));
        }
        let limits = Limits::new().with_max_depth(self.depth_left);
        let mut ahead = Reader::new(self.text, limits);
        ahead.at = self.at;
        match ahead.find_member(name, look) {
            Ok(found) => Ok((found, ahead.at)),
            Err(_) => self.fail_at(ahead.failed_at()),
        }
    }

    fn find_member<T>(
        &mut self,
        name: &str,
        look: impl FnOnce(&mut Self) -> Read<Option<T>>,
    ) -> Read<Option<T>> {
        let mut members = self.begin_object(&NO_NAMES)?;
        while let Some(member) = self.next_member(&mut members)? {
            match member {
                Member::Named(nothing) => match nothing {},
                Member::Other(other) if other == name => return look(self),
                Member::Other(_) => self.skip_value()?,
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Limits, Reader};

    #[test]
    fn a_member_is_seen_and_nothing_is_consumed() {
        let mut reader = Reader::new(
            " {\"a\":[1,{}],\"b\\u0000\":2,\"c\":\"x\\u0079\"}",
            Limits::new(),
        );
        assert_eq!(reader.peek_member("c"), Ok(Some("xy".into())));
        assert_eq!(reader.peek_member("a"), Ok(None));
        assert_eq!(reader.peek_member("z"), Ok(None));
        assert!(reader.raw().is_ok());
        assert!(reader.end().is_ok());
    }

    #[test]
    fn integers_are_seen_by_value() {
        for (json, expected) in [
            ("{\"v\":2}", Some(2)),
            ("{\"a\":[],\"v\":20e-1}", Some(2)),
            ("{\"v\":2.5}", None),
            ("{\"v\":1e400}", None),
            ("{\"v\":\"2\"}", None),
            ("[2]", None),
        ] {
            let mut reader = Reader::new(json, Limits::new());
            assert_eq!(reader.peek_integer_member("v"), Ok(expected), "{json}");
        }
        let mut reader = Reader::new("{\"v\":2,,}", Limits::new());
        assert_eq!(reader.peek_integer_member("v"), Ok(Some(2)));
        assert!(Reader::new("{\"v\":-}", Limits::new())
            .peek_integer_member("v")
            .is_err());
    }

    #[test]
    fn what_is_no_object_has_no_member() {
        assert_eq!(Reader::new("[]", Limits::new()).peek_member("a"), Ok(None));
        assert!(Reader::new("{\"a\"}", Limits::new())
            .peek_member("a")
            .is_err());
        assert!(Reader::new("", Limits::new()).peek_member("a").is_err());
    }
}
