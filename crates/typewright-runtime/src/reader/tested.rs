//! Values that must satisfy more than their type says.

use super::{Read, Reader};
use crate::check::Check;
use crate::date_time::DateTime;
use crate::json::Node;
use crate::map::Map;
use crate::number::Number;
use crate::sink::Verdict;
use crate::text::Text;

/// Each is the method without `_where`, and a test of what it has read.
impl<'a> Reader<'a> {
    /// What the function reads, put to a check besides: for rules that reading does not decide.
    ///
    /// # Errors
    /// As the given function, or the check finds a violation.
    pub fn checked<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Read<T>,
        check: Check<Node<'a>, Verdict>,
    ) -> Read<T> {
        let start = self.offset();
        let value = read(self)?;
        self.residue(start, check)?;
        Ok(value)
    }

    /// A string that passes the test.
    ///
    /// # Errors
    /// No string follows, or the test fails.
    #[inline]
    pub fn owned_string_where(&mut self, test: impl FnOnce(&str) -> bool) -> Read<String> {
        let text = self.string()?;
        self.require(test(&text))?;
        Ok(text.into_owned())
    }

    /// A string that passes the test.
    ///
    /// # Errors
    /// No string follows, or the test fails.
    #[inline]
    pub fn text_where(&mut self, test: impl FnOnce(&str) -> bool) -> Read<Text> {
        let text = self.string()?;
        self.require(test(&text))?;
        Ok(self.short_text(text))
    }

    /// A date-time whose text passes the test.
    ///
    /// # Errors
    /// No date-time follows, or the test fails.
    #[inline]
    pub fn date_time_where(&mut self, test: impl FnOnce(&str) -> bool) -> Read<DateTime> {
        let text = self.date_time_text()?;
        self.require(test(&text))?;
        Ok(DateTime::from_checked(self.short_text(text)))
    }

    /// A number that passes the test.
    ///
    /// # Errors
    /// No number follows, or the test fails.
    #[inline]
    pub fn number_where(&mut self, test: impl FnOnce(&Number) -> bool) -> Read<Number> {
        let number = self.number()?;
        self.require(test(&number))?;
        Ok(number)
    }

    /// A non-negative integer that passes the test.
    ///
    /// # Errors
    /// No integer follows, it does not fit, or the test fails.
    #[inline]
    pub fn u64_where(&mut self, test: impl FnOnce(u64) -> bool) -> Read<u64> {
        let integer = self.u64()?;
        self.require(test(integer))?;
        Ok(integer)
    }

    /// An integer that passes the test.
    ///
    /// # Errors
    /// No integer follows, it does not fit, or the test fails.
    #[inline]
    pub fn i64_where(&mut self, test: impl FnOnce(i64) -> bool) -> Read<i64> {
        let integer = self.i64()?;
        self.require(test(integer))?;
        Ok(integer)
    }

    /// An array whose elements pass the test as a whole.
    ///
    /// # Errors
    /// No array follows, as the given function, or the test fails.
    #[inline]
    pub fn array_where<T>(
        &mut self,
        read: impl FnMut(&mut Self) -> Read<T>,
        test: impl FnOnce(&[T]) -> bool,
    ) -> Read<Vec<T>> {
        let elements = self.array(read)?;
        self.require(test(&elements))?;
        Ok(elements)
    }

    /// An object whose members pass the test as a whole.
    ///
    /// # Errors
    /// No object follows, two members have the same name, as the given function, or the test fails.
    #[inline]
    pub fn map_where<T>(
        &mut self,
        read: impl FnMut(&mut Self) -> Read<T>,
        test: impl FnOnce(&Map<T>) -> bool,
    ) -> Read<Map<T>> {
        let members = self.map(read)?;
        self.require(test(&members))?;
        Ok(members)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Limits, Reader};

    fn reader(text: &str) -> Reader<'_> {
        Reader::new(text, Limits::new())
    }

    #[test]
    fn the_test_decides_beside_the_type() {
        assert!(reader("\"ab\"")
            .owned_string_where(|text| text == "ab")
            .is_ok());
        assert!(reader("\"ab\"").text_where(|text| text == "a").is_err());
        assert!(reader("\"a\\u0062\"")
            .text_where(|text| text == "ab")
            .is_ok());
        assert!(reader("7").u64_where(|number| number > 6).is_ok());
        assert!(reader("-7").i64_where(|number| number > -7).is_err());
        assert!(reader("0.5")
            .number_where(|number| !number.is_integer())
            .is_ok());
        let utc = |text: &str| text.ends_with('Z');
        assert!(reader("\"2026-04-24T14:02:10Z\"")
            .date_time_where(utc)
            .is_ok());
        assert!(reader("\"2026-04-24T14:02:10+00:00\"")
            .date_time_where(utc)
            .is_err());
        assert!(reader("\"Z\"").date_time_where(utc).is_err());
    }

    #[test]
    fn containers_are_tested_whole() {
        let two = |text| reader(text).array_where(Reader::u64, |elements| elements.len() == 2);
        assert_eq!(two("[1,2]").ok(), Some(vec![1, 2]));
        assert!(two("[1]").is_err() && two("[1,-2]").is_err() && two("{}").is_err());
        let named = |text| {
            reader(text).map_where(Reader::u64, |members| {
                members.keys().all(|name| name.len() == 1)
            })
        };
        assert_eq!(
            named(r#"{"a":1}"#).map(|members| members.len()).ok(),
            Some(1)
        );
        assert!(named(r#"{"a":1,"bc":2}"#).is_err() && named(r#"{"a":1,"a":2}"#).is_err());
    }

    #[test]
    fn names_are_tested_before_their_values_are_read() {
        let mut read = 0;
        let mut named = |text| {
            read = 0;
            let members = reader(text).map_named(
                |name| name.starts_with('a'),
                |reader| {
                    read += 1;
                    reader.u64()
                },
            );
            (members.map(|members| members.len()).ok(), read)
        };
        assert_eq!(named(r#"{"a":1,"\u0061b":2}"#), (Some(2), 2));
        assert_eq!(named(r#"{"a":1,"b":2}"#), (None, 1));
        assert_eq!(named(r#"{"a":1,"a":2}"#), (None, 2));
        assert_eq!(named(r#"{"a":-1}"#), (None, 1));
        assert_eq!(named("{}"), (Some(0), 0));
    }

    #[test]
    fn a_failed_test_is_not_unrepresentable() {
        let mut reader = reader("[1]");
        assert!(reader.array_where(Reader::u64, |_| false).is_err());
        assert!(!reader.is_unrepresentable());
    }
}
