//! Members that a schema allows but does not name.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use crate::map::{self, Map};
use crate::raw::Raw;
use crate::reader::{Read, Reader};
use crate::text::Text;
use crate::writer::Writer;

/// A type whose schema names members.
pub trait Declared {
    /// Every member name that the schema declares, those with a constant value too.
    const MEMBERS: &'static [&'static str];
}

/// The members of a `T` that its schema allows but does not name: in the order in which they came, as raw JSON unless the
/// schema says of what type `V` their values are.
///
/// It cannot hold a name that `T` declares, so writing a `T` never gives a duplicate member. When empty, it is one word
/// and allocates nothing.
pub struct Extra<T: Declared, V = Raw> {
    members: Option<Box<Map<V>>>,
    declared_by: PhantomData<fn() -> T>,
}

impl<T: Declared, V> Extra<T, V> {
    /// No members.
    #[must_use]
    pub const fn new() -> Self {
        Extra {
            members: None,
            declared_by: PhantomData,
        }
    }

    /// How many members there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.members.as_ref().map_or(0, |members| members.len())
    }

    /// Whether there are no members.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The value of a member.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&V> {
        self.members.as_ref()?.get(name)
    }

    /// Sets a member and gives the value that it had; a new one comes last.
    ///
    /// # Errors
    /// `T` declares a member of that name: set its field instead.
    pub fn insert(&mut self, name: impl Into<Text>, value: V) -> Result<Option<V>, DeclaredMember> {
        let name = name.into();
        match T::MEMBERS
            .iter()
            .find(|declared| **declared == name.as_str())
        {
            Some(declared) => Err(DeclaredMember { name: declared }),
            None => Ok(self.members.get_or_insert_default().insert(name, value)),
        }
    }

    /// Takes a member out; the others keep their order.
    pub fn remove(&mut self, name: &str) -> Option<V> {
        self.members.as_mut()?.remove(name)
    }

    /// Every member in order.
    pub fn iter(&self) -> map::Iter<'_, V> {
        self.members.as_deref().map(Map::iter).unwrap_or_default()
    }

    /// Reads the value of the unnamed member `name` and keeps it; [`finish_reading`](Extra::finish_reading) must follow
    /// the last one.
    ///
    /// # Errors
    /// As the given function.
    pub fn read_member_as<'a>(
        &mut self,
        name: Cow<'a, str>,
        reader: &mut Reader<'a>,
        read: impl FnOnce(&mut Reader<'a>) -> Read<V>,
    ) -> Read<()> {
        self.members
            .get_or_insert_default()
            .read_member(name, reader, read)
    }

    /// The same, if the name passes the test.
    ///
    /// # Errors
    /// The test fails, or as the given function.
    pub fn read_member_where<'a>(
        &mut self,
        name: Cow<'a, str>,
        reader: &mut Reader<'a>,
        test: impl FnOnce(&str) -> bool,
        read: impl FnOnce(&mut Reader<'a>) -> Read<V>,
    ) -> Read<()> {
        reader.require(test(&name))?;
        self.read_member_as(name, reader, read)
    }

    /// Ends what [`read_member_as`](Extra::read_member_as) began.
    ///
    /// # Errors
    /// Two members have the same name.
    #[inline]
    pub fn finish_reading(&mut self, reader: &mut Reader<'_>) -> Read<()> {
        match &mut self.members {
            Some(members) => members.finish_reading(reader),
            None => Ok(()),
        }
    }

    /// Writes the members into the open object, each value by the given function.
    pub fn write_as(&self, writer: &mut Writer, mut write: impl FnMut(&V, &mut Writer)) {
        for (name, value) in self {
            writer.name(name);
            write(value, writer);
        }
    }
}

impl<T: Declared> Extra<T> {
    /// Reads the value of the unnamed member `name` and keeps it; [`finish_reading`](Extra::finish_reading) must follow
    /// the last one.
    ///
    /// # Errors
    /// What follows is not a JSON value.
    #[cold]
    pub fn read_member<'a>(&mut self, name: Cow<'a, str>, reader: &mut Reader<'a>) -> Read<()> {
        self.read_member_as(name, reader, Reader::raw)
    }

    /// Writes the members into the open object.
    #[inline]
    pub fn write(&self, writer: &mut Writer) {
        self.write_as(writer, |value, writer| writer.raw(value));
    }
}

impl<T: Declared, V> Default for Extra<T, V> {
    fn default() -> Self {
        Extra::new()
    }
}

impl<T: Declared, V: Clone> Clone for Extra<T, V> {
    fn clone(&self) -> Self {
        Extra {
            members: self.members.clone(),
            declared_by: PhantomData,
        }
    }
}

impl<T: Declared, V: fmt::Debug> fmt::Debug for Extra<T, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self).finish()
    }
}

impl<T: Declared, V: PartialEq> PartialEq for Extra<T, V> {
    /// Whether the same members have equal values, in whatever order.
    fn eq(&self, other: &Self) -> bool {
        match (&self.members, &other.members) {
            (Some(left), Some(right)) => left == right,
            _ => self.is_empty() && other.is_empty(),
        }
    }
}

impl<T: Declared, V: Eq> Eq for Extra<T, V> {}

impl<'e, T: Declared, V> IntoIterator for &'e Extra<T, V> {
    type Item = (&'e str, &'e V);
    type IntoIter = map::Iter<'e, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// The schema declares a member of that name, so it cannot be an extra one.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeclaredMember {
    /// The name.
    pub name: &'static str,
}

impl fmt::Display for DeclaredMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is a declared member and has a field of its own",
            self.name
        )
    }
}

impl std::error::Error for DeclaredMember {}
