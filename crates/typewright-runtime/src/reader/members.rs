//! Objects whose members are expected in the order in which their schema names them.

use std::borrow::Cow;

use super::names::{Names, Table};
use super::{Read, Reader};
use crate::lexer::skip_space;

/// How far the reading of an object has come.
#[derive(Debug)]
pub struct Members<M: 'static> {
    list: &'static [(&'static str, M)],
    table: &'static Table,
    expected: usize,
    first: bool,
}

/// A member whose value comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member<'a, M> {
    /// One that the schema names.
    Named(M),
    /// One that it does not name.
    Other(Cow<'a, str>),
}

impl<'a> Reader<'a> {
    /// Opens an object; [`next_member`](Reader::next_member) goes through it.
    ///
    /// # Errors
    /// No object follows, or it is nested too deeply.
    #[inline]
    pub fn begin_object<M: Copy, const N: usize>(
        &mut self,
        names: &'static Names<M, N>,
    ) -> Read<Members<M>> {
        self.open(b'{')?;
        Ok(Members {
            list: names.list(),
            table: names.table(),
            expected: 0,
            first: true,
        })
    }

    /// An object without members.
    ///
    /// # Errors
    /// No object follows, or one with members.
    pub fn empty_object(&mut self) -> Read<()> {
        self.open(b'{')?;
        match self.next_byte() {
            Some(b'}') => {
                self.close();
                Ok(())
            }
            _ => self.reject(),
        }
    }

    /// The next member, whose value must then be read, or `None` when the object has been closed.
    ///
    /// Duplicates are for the caller to refuse: by [`once`](Reader::once) for named members, by `finish_reading` of what
    /// keeps the others.
    ///
    /// # Errors
    /// Neither a member nor the end of the object follows.
    // Each kind of object has one or two callers, and the loop around it keeps in registers what this changes.
    #[inline(always)]
    pub fn next_member<M: Copy>(
        &mut self,
        members: &mut Members<M>,
    ) -> Read<Option<Member<'a, M>>> {
        match self.next_byte() {
            Some(b'}') => {
                self.close();
                return Ok(None);
            }
            Some(b',') if !members.first => self.at += 1,
            Some(_) if members.first => members.first = false,
            _ => return self.reject(),
        }
        let bytes = self.text.as_bytes();
        self.at = skip_space(bytes, self.at);
        let rest = bytes.get(self.at..).unwrap_or_default();
        if let Some((index, length)) = members.table.expected(members.expected, rest) {
            if let Some((_, member)) = members.list.get(index) {
                members.expected = index + 1;
                self.at += length;
                return Ok(Some(Member::Named(*member)));
            }
        }
        self.unexpected_member(members).map(Some)
    }

    /// A member that does not stand in the text as those do that the schema names.
    fn unexpected_member<M: Copy>(&mut self, members: &mut Members<M>) -> Read<Member<'a, M>> {
        let start = self.at;
        let name = self.member_name()?;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        let index = members.table.find(&name, self.at - start, rest);
        Ok(match index.and_then(|index| members.list.get(index)) {
            Some((_, member)) => {
                members.expected = index.map_or(0, |index| index + 1);
                Member::Named(*member)
            }
            None => Member::Other(name),
        })
    }

    /// A member name and the colon behind it.
    pub(super) fn member_name(&mut self) -> Read<Cow<'a, str>> {
        let name = self.string()?;
        if self.next_byte() != Some(b':') {
            return self.reject();
        }
        self.at += 1;
        Ok(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_must_be_escaped_are_not_mistaken() {
        static NAMES: Names<u8, 3> = Names::new(&[("a\":1,\"b", 0), ("b", 1), ("a", 2)]);
        let text = r#"{"a":1,"b":2,"a\":1,\"b":3}"#;
        let mut reader = Reader::new(text, crate::Limits::new());
        let mut members = reader.begin_object(&NAMES).unwrap();
        let mut found = Vec::new();
        while let Some(member) = reader.next_member(&mut members).unwrap() {
            reader.skip_value().unwrap();
            found.push(member);
        }
        assert_eq!(
            found,
            [Member::Named(2), Member::Named(1), Member::Named(0)]
        );
    }
}
