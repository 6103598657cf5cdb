//! Arrays with a type for each element.

use super::{Elements, Read, Reader};

impl<'a> Reader<'a> {
    /// The next element of an array, which must be there.
    ///
    /// # Errors
    /// The array ends, or as the given function.
    #[inline]
    pub fn element<T>(
        &mut self,
        elements: &mut Elements,
        read: impl FnOnce(&mut Self) -> Read<T>,
    ) -> Read<T> {
        if self.next_element(elements)? {
            read(self)
        } else {
            self.reject()
        }
    }

    /// The next element of an array; `None` if the array ends, or has ended before.
    ///
    /// # Errors
    /// Neither an element nor the end of the array follows, or as the given function.
    #[inline]
    pub fn optional_element<T>(
        &mut self,
        elements: &mut Elements,
        read: impl FnOnce(&mut Self) -> Read<T>,
    ) -> Read<Option<T>> {
        if !elements.ended && self.next_element(elements)? {
            read(self).map(Some)
        } else {
            Ok(None)
        }
    }

    /// All elements that are left of an array; none if it has ended.
    ///
    /// # Errors
    /// Neither an element nor the end of the array follows, or as the given function.
    #[inline]
    pub fn rest<T>(
        &mut self,
        elements: &mut Elements,
        mut read: impl FnMut(&mut Self) -> Read<T>,
    ) -> Read<Vec<T>> {
        let mut values = Vec::new();
        while !elements.ended && self.next_element(elements)? {
            values.push(read(self)?);
        }
        Ok(values)
    }

    /// Ends an array that has no elements left.
    ///
    /// # Errors
    /// Another element follows.
    #[inline]
    pub fn end_elements(&mut self, elements: &mut Elements) -> Read<()> {
        if !elements.ended && self.next_element(elements)? {
            self.reject()
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Limits, Read, Reader};

    fn pair(text: &str) -> Read<(u64, String)> {
        let mut reader = Reader::new(text, Limits::new());
        let mut elements = reader.begin_array()?;
        let first = reader.element(&mut elements, Reader::u64)?;
        let second = reader.element(&mut elements, Reader::owned_string)?;
        reader.end_elements(&mut elements)?;
        reader.end()?;
        Ok((first, second))
    }

    fn with_rest(text: &str) -> Read<(u64, Vec<bool>)> {
        let mut reader = Reader::new(text, Limits::new());
        let mut elements = reader.begin_array()?;
        let first = reader.element(&mut elements, Reader::u64)?;
        let rest = reader.rest(&mut elements, Reader::boolean)?;
        reader.end()?;
        Ok((first, rest))
    }

    #[test]
    fn a_tuple_has_its_elements_and_no_others() {
        assert_eq!(pair("[1, \"a\"]"), Ok((1, "a".to_owned())));
        for text in [
            "[]",
            "[1]",
            "[1,\"a\",2]",
            "[\"a\",1]",
            "[1,\"a\",]",
            "{}",
            "[1 \"a\"]",
        ] {
            assert!(pair(text).is_err(), "{text}");
        }
    }

    #[test]
    fn optional_elements_end_with_the_array() {
        let read = |text| {
            let mut reader = Reader::new(text, Limits::new());
            let mut elements = reader.begin_array()?;
            let first = reader.optional_element(&mut elements, Reader::u64)?;
            let second = reader.optional_element(&mut elements, Reader::boolean)?;
            let rest = reader.rest(&mut elements, Reader::u64)?;
            reader.end_elements(&mut elements)?;
            reader.end()?;
            Ok((first, second, rest))
        };
        assert_eq!(read("[]"), Ok((None, None, vec![])));
        assert_eq!(read("[1 ]"), Ok((Some(1), None, vec![])));
        assert_eq!(read("[1,true,2,3]"), Ok((Some(1), Some(true), vec![2, 3])));
        for text in ["[1,]", "[true]", "[1,true,false]", "[]]", "[1 true]", "["] {
            let read: Read<_> = read(text);
            assert!(read.is_err(), "{text}");
        }
    }

    #[test]
    fn an_open_tuple_keeps_what_comes_after() {
        assert_eq!(with_rest("[1]"), Ok((1, vec![])));
        assert_eq!(with_rest("[1,true , false]"), Ok((1, vec![true, false])));
        assert!(with_rest("[1,2]").is_err());
        assert!(with_rest("[1,]").is_err());
    }
}
