//! Arrays whose elements must differ, without making a tree of most of them.

use super::{Read, Reader};
use crate::check::Check;
use crate::hash;
use crate::json::Node;
use crate::sink::Verdict;

impl<'a> Reader<'a> {
    /// An array that the function reads, whose elements differ. Those that hold different strings do; about others the check
    /// decides.
    ///
    /// # Errors
    /// As the given function, or the check finds a violation.
    pub fn distinct<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Read<T>,
        check: Check<Node<'a>, Verdict>,
    ) -> Read<T> {
        self.next_byte();
        let start = self.at;
        let array = read(self)?;
        if !self.strings_differ(start) {
            self.residue(start, check)?;
        }
        Ok(array)
    }

    /// Whether the strings in them tell all elements of the array apart that was read from `start` up to here: their names and
    /// values, whatever their order. False if that is not sure.
    fn strings_differ(&mut self, start: usize) -> bool {
        let end = self.at;
        self.at = start;
        let found = self.element_fingerprints(end);
        self.at = end;
        let Some(mut found) = found else {
            return false;
        };
        found.sort_unstable();
        found
            .windows(2)
            .all(|pair| matches!(pair, [left, right] if left != right))
    }

    /// A number for each element of the array that has been read, the same for equal ones; `None` if a string is escaped.
    fn element_fingerprints(&mut self, end: usize) -> Option<Vec<u64>> {
        let mut found = Vec::new();
        let mut element: u64 = 0;
        let mut depth = 0_usize;
        while self.at < end {
            match self.next_byte()? {
                b'"' => {
                    let (text, false) = self.string_token().ok()? else {
                        return None;
                    };
                    element = element.wrapping_add(hash::scatter(hash::ends(text)));
                    continue;
                }
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth = depth.checked_sub(1)?,
                b',' if depth == 1 => {
                    found.push(element);
                    element = 0;
                }
                _ => {}
            }
            self.at += 1;
        }
        found.push(element);
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use crate::sink::CONTINUE;
    use crate::{check, Json, Kind, Limits, Reader};

    thread_local! {
        static CHECKED: Cell<usize> = const { Cell::new(0) };
    }

    /// Whether the array was accepted, and whether the check was asked.
    fn distinct(json: &str) -> (bool, bool) {
        CHECKED.set(0);
        let mut reader = Reader::new(json, Limits::new());
        let read = reader.distinct(Reader::skip_value, |value, at, sink| {
            CHECKED.set(CHECKED.get() + 1);
            match value.kind() {
                Kind::Array(elements) => check::unique_items(elements, at, sink),
                _ => CONTINUE,
            }
        });
        (read.is_ok() && reader.end().is_ok(), CHECKED.get() > 0)
    }

    #[test]
    fn different_strings_need_no_check() {
        for json in [
            "[]",
            " [ 1 ] ",
            r#"[{"a":"x"},{"a":"y"}]"#,
            r#"[{"a":1},{"b":1}, "a,b", ["a","b"]]"#,
        ] {
            assert_eq!(distinct(json), (true, false), "{json}");
        }
    }

    #[test]
    fn where_strings_do_not_tell_the_check_decides() {
        for json in [
            "[1,2]",
            r#"[{"a":"b"},{"b":"a"}]"#,
            r#"["a","b\n"]"#,
            r#"[{"a":1},{"a":2}]"#,
        ] {
            assert_eq!(distinct(json), (true, true), "{json}");
        }
        for json in [
            "[1,1.0]",
            r#"["a","\u0061"]"#,
            r#"[{"a":1,"b":[{"c":"d"}]},0,{ "b":[{"c":"d"}], "a":1}]"#,
        ] {
            assert_eq!(distinct(json), (false, true), "{json}");
        }
    }
}
