//! Values that are only looked at for being JSON.

use std::borrow::Cow;

use super::{Read, Reader};
use crate::hash;
use crate::json::JsonType;
use crate::lexer;
use crate::raw::Raw;

/// A member name of an open object.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SeenName<'a> {
    hash: u64,
    name: Cow<'a, str>,
    /// Where it stands.
    offset: usize,
}

impl<'a> SeenName<'a> {
    #[inline]
    pub(super) fn new(name: Cow<'a, str>, offset: usize) -> Self {
        SeenName {
            hash: hash::ends(&name),
            name,
            offset,
        }
    }

    pub(super) fn is_named(&self, name: &str) -> bool {
        self.name == name
    }

    #[inline]
    fn is_duplicate_of(&self, other: &Self) -> bool {
        self.hash == other.hash && self.name == other.name
    }
}

/// Room is made for so many names at a time, or more.
const NAMES: usize = 16;

/// Up to this many names are compared one by one.
const FEW: usize = 24;

impl<'a> Reader<'a> {
    /// Reads over one value of any type, with every rule of syntax checked: also its depth, and that member names are
    /// unique.
    ///
    /// # Errors
    /// No JSON value follows.
    pub fn skip_value(&mut self) -> Read<()> {
        match self.peek()? {
            JsonType::String => self.string_token().map(|_| ()),
            JsonType::Number => self.number_token().map(|_| ()),
            JsonType::Boolean => self.boolean().map(|_| ()),
            JsonType::Null => self.null(),
            JsonType::Array => self.skip_array(Reader::skip_value),
            JsonType::Object => self.skip_object(),
        }
    }

    /// An object, whatever is in it: as [`skip_map`](Reader::skip_map), but names are not unescaped unless they must be.
    fn skip_object(&mut self) -> Read<()> {
        self.open(b'{')?;
        let outer = self.seen.len();
        if self.next_byte() == Some(b'}') {
            self.close();
            return Ok(());
        }
        loop {
            self.next_byte();
            let offset = self.at;
            let (token, escaped) = self.string_token()?;
            let name = match escaped {
                false => Cow::Borrowed(token),
                true => Cow::Owned(lexer::decode(token)),
            };
            self.see(name, offset);
            if self.next_byte() != Some(b':') {
                return self.reject();
            }
            self.at += 1;
            self.skip_value()?;
            match self.next_byte() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return self.reject(),
            }
        }
        self.close();
        self.forget_names(outer)
    }

    /// One value of any type, kept as its text.
    ///
    /// # Errors
    /// No JSON value follows.
    pub fn raw(&mut self) -> Read<Raw> {
        self.next_byte();
        let start = self.at;
        self.skip_value()?;
        Ok(Raw::from_checked(self.slice_from(start)))
    }

    /// An object of which the function reads each member's value, told its name.
    ///
    /// # Errors
    /// No object follows, two members have the same name, or as the given function.
    pub(crate) fn each_member(
        &mut self,
        mut read: impl FnMut(&mut Self, &str) -> Read<()>,
    ) -> Read<()> {
        self.open(b'{')?;
        if self.next_byte() == Some(b'}') {
            self.close();
            return Ok(());
        }
        let outer = self.seen.len();
        loop {
            self.next_byte();
            let offset = self.at;
            let name = self.member_name()?;
            read(self, &name)?;
            self.see(name, offset);
            match self.next_byte() {
                Some(b',') => self.at += 1,
                Some(b'}') => break,
                _ => return self.reject(),
            }
        }
        self.close();
        self.forget_names(outer)
    }

    /// Remembers a name of the object that is open.
    #[inline]
    pub(super) fn see(&mut self, name: Cow<'a, str>, offset: usize) {
        if self.seen.len() == self.seen.capacity() {
            // Most payloads have more than one such name: growing by and by would take longer.
            self.seen.reserve(NAMES);
        }
        self.seen.push(SeenName::new(name, offset));
    }

    /// Forgets the names of an object, which are those behind the first `outer` ones.
    ///
    /// # Errors
    /// Two of them are the same.
    pub(super) fn forget_names(&mut self, outer: usize) -> Read<()> {
        let names = self.seen.get_mut(outer..).unwrap_or_default();
        let duplicate = first_duplicate(names);
        self.seen.truncate(outer);
        match duplicate {
            None => Ok(()),
            Some(offset) => self.fail_at(offset),
        }
    }
}

/// Where the first name stands that occurs before it.
fn first_duplicate(names: &mut [SeenName<'_>]) -> Option<usize> {
    if names.len() <= FEW {
        return names
            .iter()
            .enumerate()
            .find(|(index, name)| {
                let (before, _) = names.split_at(*index);
                before.iter().any(|other| name.is_duplicate_of(other))
            })
            .map(|(_, name)| name.offset);
    }
    names.sort_unstable();
    names
        .windows(2)
        .filter_map(|pair| match pair {
            [left, right] if right.is_duplicate_of(left) => Some(right.offset),
            _ => None,
        })
        .min()
}
