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
    let (name_here, rest) = rest.split_at_checked(name.len())?;
    match rest {
        // Another name mostly fails here already.
        [b'"', b':', ..] if same_bytes(name_here, name.as_bytes()) => {
            Some(bytes.len() - rest.len() + 2)
        }
        _ => None,
    }
}

/// Whether two slices of one length are equal. Names are short: comparing them here costs less than a call of `memcmp`.
#[inline]
fn same_bytes(left: &[u8], right: &[u8]) -> bool {
    match left.len() {
        0..4 => left.iter().zip(right).all(|(left, right)| left == right),
        4..8 => same_ends::<4>(left, right),
        8..=16 => same_ends::<8>(left, right),
        _ => left == right,
    }
}

/// Whether the first and the last `N` bytes are equal, which overlap and are all there are.
#[inline]
fn same_ends<const N: usize>(left: &[u8], right: &[u8]) -> bool {
    left.first_chunk::<N>() == right.first_chunk::<N>()
        && left.last_chunk::<N>() == right.last_chunk::<N>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_to_their_last_byte() {
        let name = "abcdefghijklmnopqrstuvwxyz";
        for length in 0..=name.len() {
            let name = &name[..length];
            let text = format!("x\"{name}\":1");
            assert_eq!(quoted_name_end(text.as_bytes(), 1, name), Some(length + 4));
            assert_eq!(quoted_name_end(text.as_bytes(), 0, name), None);
            assert_eq!(
                quoted_name_end(&text.as_bytes()[..length + 3], 1, name),
                None
            );
            for changed in 1..length + 4 {
                let mut bytes = text.clone().into_bytes();
                bytes[changed] ^= 1;
                assert_eq!(quoted_name_end(&bytes, 1, name), None, "{length} {changed}");
            }
        }
    }

    #[test]
    fn names_that_must_be_escaped_are_not_mistaken() {
        static NAMES: Names<u8> = Names::new(&[("a\":1,\"b", 0), ("b", 1), ("a", 2)]);
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
