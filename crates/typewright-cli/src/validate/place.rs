//! Where in a payload's text the values stand that break rules.

use std::collections::BTreeMap;
use std::ops::Range;

use typewright_runtime::{JsonType, Limits, Member, Names, Read, Reader};

/// A value's place in its text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// Byte offsets.
    pub span: Range<usize>,
    /// Counted from 1.
    pub line: u64,
    /// Counted from 1, in characters.
    pub column: usize,
}

/// Finds the values that JSON Pointers (RFC 6901) lead to in a text that is JSON; a pointer that leads nowhere has no place.
///
/// One walk finds them all, and one pass their lines, however many there are.
pub fn places<'p>(
    text: &str,
    pointers: impl IntoIterator<Item = &'p str>,
) -> BTreeMap<&'p str, Place> {
    let mut found: BTreeMap<&str, Option<Place>> = pointers
        .into_iter()
        .map(|pointer| (pointer, None))
        .collect();
    let mut walk = Walk {
        reader: Reader::new(text, Limits::new()),
        pointer: String::new(),
        found: &mut found,
    };
    // Where the text stops being JSON, the walk stops too.
    let _ = walk.value();
    let mut places: BTreeMap<&str, Place> = found
        .into_iter()
        .filter_map(|(pointer, place)| Some((pointer, place?)))
        .collect();
    number_lines(text, places.values_mut().collect());
    places
}

/// The line and column of a byte offset.
pub fn line_column(text: &str, offset: usize) -> (u64, usize) {
    let mut place = Place {
        span: offset..offset,
        ..Place::default()
    };
    number_lines(text, vec![&mut place]);
    (place.line, place.column)
}

fn number_lines(text: &str, mut places: Vec<&mut Place>) {
    places.sort_unstable_by_key(|place| place.span.start);
    let (mut line, mut column, mut at) = (1, 1, 0);
    for place in places {
        for character in text.get(at..place.span.start).unwrap_or_default().chars() {
            (line, column) = match character {
                '\n' => (line + 1, 1),
                _ => (line, column + 1),
            };
        }
        at = place.span.start;
        (place.line, place.column) = (line, column);
    }
}

struct Walk<'w, 'a, 'p> {
    reader: Reader<'a>,
    /// Of the value that is being read.
    pointer: String,
    found: &'w mut BTreeMap<&'p str, Option<Place>>,
}

impl Walk<'_, '_, '_> {
    fn value(&mut self) -> Read<()> {
        static NO_NAMES: Names<(), 0> = Names::new(&[]);
        let kind = self.reader.peek()?;
        let start = self.reader.offset();
        let length = self.pointer.len();
        match kind {
            JsonType::Array => {
                let mut elements = self.reader.begin_array()?;
                let mut index = 0;
                while self.reader.next_element(&mut elements)? {
                    self.pointer.push_str(&format!("/{index}"));
                    self.value()?;
                    self.pointer.truncate(length);
                    index += 1;
                }
            }
            JsonType::Object => {
                let mut members = self.reader.begin_object(&NO_NAMES)?;
                while let Some(member) = self.reader.next_member(&mut members)? {
                    if let Member::Other(name) = member {
                        self.pointer.push('/');
                        let token = name.replace('~', "~0").replace('/', "~1");
                        self.pointer.push_str(&token);
                        self.value()?;
                        self.pointer.truncate(length);
                    }
                }
            }
            JsonType::Null | JsonType::Boolean | JsonType::Number | JsonType::String => {
                self.reader.skip_value()?;
            }
        }
        if let Some(place) = self.found.get_mut(self.pointer.as_str()) {
            *place = Some(Place {
                span: start..self.reader.offset(),
                ..Place::default()
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_by_pointer() {
        let text = "{\n  \"é\": [1, {\"a/b~\": \"x\"}],\n  \"\": null\n}";
        let pointers = ["", "/é/0", "/é/1/a~1b~0", "/", "/é/2", "/a/b"];
        let places = places(text, pointers);
        let shown: Vec<(&str, u64, usize, &str)> = places
            .iter()
            .map(|(pointer, place)| {
                let value = &text[place.span.clone()];
                (*pointer, place.line, place.column, value)
            })
            .collect();
        assert_eq!(
            shown,
            [
                ("", 1, 1, text),
                ("/", 3, 7, "null"),
                ("/é/0", 2, 9, "1"),
                ("/é/1/a~1b~0", 2, 21, "\"x\""),
            ]
        );
    }

    #[test]
    fn offsets_have_lines_and_columns() {
        assert_eq!(line_column("é\né\n", 0), (1, 1));
        assert_eq!(line_column("é\né\n", 5), (2, 2));
        assert_eq!(line_column("é\né\n", 6), (3, 1));
    }
}
