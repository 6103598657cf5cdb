//! Arrays, and values that come in containers.

use super::{Member, Names, Read, Reader};
use crate::map::Map;

/// Elements of so many bytes are large.
const LARGE: usize = 256;

/// How far the reading of an array has come.
#[derive(Debug)]
pub struct Elements {
    first: bool,
    pub(super) ended: bool,
}

impl<'a> Reader<'a> {
    /// Opens an array; [`next_element`](Reader::next_element) goes through it.
    ///
    /// # Errors
    /// No array follows, or it is nested too deeply.
    #[inline]
    pub fn begin_array(&mut self) -> Read<Elements> {
        self.open(b'[')?;
        Ok(Elements {
            first: true,
            ended: false,
        })
    }

    /// Whether another element follows, which must then be read; if not, the array is closed.
    ///
    /// # Errors
    /// Neither an element nor the end of the array follows.
    #[inline]
    pub fn next_element(&mut self, elements: &mut Elements) -> Read<bool> {
        match self.next_byte() {
            Some(b']') => {
                elements.ended = true;
                self.close();
                Ok(false)
            }
            Some(b',') if !elements.first => {
                self.at += 1;
                Ok(true)
            }
            // Whatever stands here must be read as a value, which fails on a comma.
            Some(_) if elements.first => {
                elements.first = false;
                Ok(true)
            }
            _ => self.reject(),
        }
    }

    /// An array of what the function reads.
    ///
    /// # Errors
    /// No array follows, or as the given function.
    #[inline]
    pub fn array<T>(&mut self, mut read: impl FnMut(&mut Self) -> Read<T>) -> Read<Vec<T>> {
        let mut elements = self.begin_array()?;
        let mut values = Vec::new();
        while self.next_element(&mut elements)? {
            // A vector makes room for four at first. Large elements come in arrays of one more often than of four.
            if const { size_of::<T>() >= LARGE } && values.is_empty() {
                values.reserve_exact(1);
            }
            values.push(read(self)?);
        }
        Ok(values)
    }

    /// An object of what the function reads for each member, whatever its name.
    ///
    /// # Errors
    /// No object follows, two members have the same name, or as the given function.
    pub fn map<T>(&mut self, read: impl FnMut(&mut Self) -> Read<T>) -> Read<Map<T>> {
        self.map_named(|_| true, read)
    }

    /// An object of what the function reads for each member, whose names pass the test.
    ///
    /// # Errors
    /// No object follows, a name fails the test, two members have the same name, or as the given function.
    pub fn map_named<T>(
        &mut self,
        test: impl Fn(&str) -> bool,
        mut read: impl FnMut(&mut Self) -> Read<T>,
    ) -> Read<Map<T>> {
        static NO_NAMES: Names<(), 0> = Names::new(&[]);
        let mut members = self.begin_object(&NO_NAMES)?;
        let mut map = Map::new();
        while let Some(member) = self.next_member(&mut members)? {
            match member {
                Member::Other(name) if test(&name) => map.read_member(name, self, &mut read)?,
                // No name is expected.
                Member::Other(_) | Member::Named(()) => return self.reject(),
            }
        }
        map.finish_reading(self)?;
        Ok(map)
    }

    /// `null`, or what the function reads.
    ///
    /// # Errors
    /// As the given function.
    #[inline]
    pub fn nullable<T>(&mut self, read: impl FnOnce(&mut Self) -> Read<T>) -> Read<Option<T>> {
        if self.next_byte() == Some(b'n') {
            self.null()?;
            return Ok(None);
        }
        read(self).map(Some)
    }
}

#[cfg(test)]
mod tests {
    use super::LARGE;
    use crate::{Limits, Reader};

    #[test]
    fn one_large_element_has_room_for_itself() {
        let read = |text| {
            let mut reader = Reader::new(text, Limits::new());
            reader.array(|reader| reader.u64().map(|number| [number as u8; LARGE]))
        };
        let one = read("[7]").unwrap();
        assert_eq!((one.len(), one.capacity()), (1, 1));
        let many = read("[1,2,3,4,5,6]").unwrap();
        let firsts: Vec<u8> = many.iter().map(|element| element[0]).collect();
        assert_eq!(firsts, [1, 2, 3, 4, 5, 6]);
        assert_eq!(read("[]").map(|none| none.capacity()), Ok(0));
    }
}
