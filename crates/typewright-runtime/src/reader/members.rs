//! Objects whose members are expected in the order in which their schema names them.

use std::borrow::Cow;

use super::{Read, Reader};
use crate::lexer::skip_space;

/// The members that a schema names, in its order.
#[derive(Debug)]
pub struct Names<M: 'static> {
    list: &'static [(&'static str, M)],
    /// Whether every name looks in JSON text as it looks here. One that must be escaped could be mistaken for a shorter
    /// one followed by something else, so then names are only compared after unescaping.
    plain: bool,
}

impl<M> Names<M> {
    /// The members by name.
    #[must_use]
    pub const fn new(list: &'static [(&'static str, M)]) -> Self {
        let mut plain = true;
        let mut index = 0;
        while index < list.len() {
            plain &= is_plain(list[index].0);
            index += 1;
        }
        Names { list, plain }
    }

    /// The member of that name, which is most likely to be at or after `expected`.
    #[inline]
    fn find(&self, name: &str, expected: usize) -> Option<(usize, &M)> {
        let (before, after) = self.list.split_at_checked(expected)?;
        let here = |index, list: &'static [(&'static str, M)]| {
            let found = list.iter().position(|(other, _)| *other == name)?;
            list.get(found).map(|(_, member)| (index + found, member))
        };
        here(expected, after).or_else(|| here(0, before))
    }
}

const fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut index = 0;
    while index < bytes.len() {
        if bytes[index] < b' ' || bytes[index] == b'"' || bytes[index] == b'\\' {
            return false;
        }
        index += 1;
    }
    true
}

/// How far the reading of an object has come.
#[derive(Debug)]
pub struct Members<M: 'static> {
    names: &'static Names<M>,
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
    pub fn begin_object<M: Copy>(&mut self, names: &'static Names<M>) -> Read<Members<M>> {
        self.open(b'{')?;
        Ok(Members {
            names,
            expected: 0,
            first: true,
        })
    }

    /// The next member, whose value must then be read, or `None` when the object has been closed.
    ///
    /// Duplicates are for the caller to refuse: by [`once`](Reader::once) for named members, by `finish_reading` of what
    /// keeps the others.
    ///
    /// # Errors
    /// Neither a member nor the end of the object follows.
    #[inline]
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
        let at = skip_space(bytes, self.at);
        if members.names.plain {
            if let Some((name, member)) = members.names.list.get(members.expected) {
                if let Some(value) = quoted_name_end(bytes, at, name) {
                    members.expected += 1;
                    self.at = value;
                    return Ok(Some(Member::Named(*member)));
                }
            }
        }
        let name = self.member_name()?;
        Ok(Some(match members.names.find(&name, members.expected) {
            Some((index, member)) => {
                members.expected = index + 1;
                Member::Named(*member)
            }
            None => Member::Other(name),
        }))
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

/// The offset behind `"name":` if that stands at `at`.
#[inline]
fn quoted_name_end(bytes: &[u8], at: usize, name: &str) -> Option<usize> {
    let rest = bytes.get(at..)?.strip_prefix(b"\"")?;
    let rest = rest.strip_prefix(name.as_bytes())?;
    match rest {
        [b'"', b':', ..] => Some(bytes.len() - rest.len() + 2),
        _ => None,
    }
}
